"""Raw bytes and reports in other languages on the pages: saved, never shown; the original beside its translation."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from conftest import Read
from sayso.ledger.adding import add, add_unread
from sayso.ledger.database import Ledger
from sayso.model import Aligned, Capture, Original, Report

EVIL = b"<script>alert(1)</script><p>Shells hit Kutum.</p>"
CAPTURE = Capture(EVIL, "text/html", datetime(2023, 7, 21, 9, 30, tzinfo=UTC), "https://n.example/1?a=<b>", 200)
TEXT = "Shells hit a school in Kutum on Thursday, killing four people, a doctor said."
ARABIC = "سقطت قذائف على مدرسة في كتم يوم الخميس، فقتلت أربعة أشخاص، بحسب طبيب."


@pytest.fixture
def ref(ledger: Ledger, read: Read) -> str:
    """A report that came with its bytes."""
    record = read(TEXT, title="School shelled")
    came = replace(record.report, url="https://n.example/1", capture=CAPTURE, raw_sha256=CAPTURE.sha256)
    return add(ledger, replace(record, report=came)).report


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_raw_bytes_are_a_file_to_save_and_never_a_page(client: TestClient, ref: str, prefix: str) -> None:
    answer = client.get(f"{prefix}/reports/{ref}/raw")
    assert answer.content == EVIL
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="{ref}.raw"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"


@pytest.mark.parametrize("prefix", ["", "/api/v1"])
def test_where_no_bytes_are_kept_it_says_so(client: TestClient, prefix: str) -> None:
    known = client.get("/api/v1/reports").json()["items"][0]["report"]
    answer = client.get(f"{prefix}/reports/{known}/raw")
    assert answer.status_code == 404
    assert "keeps no raw bytes of this report" in answer.text


def test_the_page_tells_when_and_from_where_it_was_captured(client: TestClient, ref: str) -> None:
    page = client.get(f"/reports/{ref}").text
    assert "2023-07-21 09:30:00 UTC" in page
    assert CAPTURE.sha256 in page
    assert f'<a href="/reports/{ref}/raw?version=1" download>' in page
    assert '<a href="https://n.example/1?a=&lt;b&gt;" rel="noopener noreferrer nofollow">' in page
    assert "<script>alert" not in page


def test_an_address_that_is_not_of_the_web_is_no_link(client: TestClient, ledger: Ledger, read: Read) -> None:
    odd = replace(CAPTURE, url="javascript:alert(1)")
    record = read(TEXT + " Again.")
    came = replace(record.report, url="https://n.example/2", capture=odd, raw_sha256=odd.sha256)
    page = client.get(f"/reports/{add(ledger, replace(record, report=came)).report}").text
    assert "javascript:alert(1)" in page
    assert 'href="javascript' not in page


def test_the_api_tells_the_same(client: TestClient, ref: str) -> None:
    told = client.get(f"/api/v1/reports/{ref}").json()
    assert told["captured"]["sha256"] == told["raw_sha256"] == CAPTURE.sha256
    assert told["captured"]["url"] == CAPTURE.url
    assert "original" not in told


def test_the_original_stands_beside_its_translation(client: TestClient, ledger: Ledger, read: Read) -> None:
    record = read(TEXT)
    original = Original(ARABIC, "ar", "tiny at <this> machine", (Aligned(0, len(TEXT), 0, len(ARABIC)),))
    came = replace(record.report, url="https://n.example/ar", original=original)
    ref = add(ledger, replace(record, report=came)).report
    page = client.get(f"/reports/{ref}").text
    assert "machine translation from Arabic by <bdi>tiny at &lt;this&gt; machine</bdi>" in page
    assert f'<td dir="auto" lang="en">{TEXT}</td><td dir="auto" lang="ar">{ARABIC}</td>' in page
    told = client.get(f"/api/v1/reports/{ref}").json()["original"]
    assert (told["text"], told["language"], told["aligned"]) == (ARABIC, "ar", [[0, len(TEXT), 0, len(ARABIC)]])


def test_what_is_not_read_is_listed_and_says_so(client: TestClient, ledger: Ledger) -> None:
    report = Report(ARABIC, title="<b>مدرسة</b>", publisher="Nord & Süd", url="https://n.example/ar", language="ar")
    ref = add_unread(ledger, report).report
    add_unread(ledger, replace(report, text="Так.", url="https://n.example/uk", language="uk", publisher="East"))
    page = client.get("/unread").text
    assert f'<a href="/reports/{ref}" dir="auto">&lt;b&gt;مدرسة&lt;/b&gt;</a>' in page
    assert "2 reports" in page
    assert '<option value="ar">Arabic (1)</option>' in page
    assert "1 report," in client.get("/unread?language=uk").text
    assert "None fits" in client.get("/unread", params={"publisher": "Nord & Süd", "language": "uk"}).text
    assert "sayso does not read Arabic" in client.get(f"/reports/{ref}").text
    assert 'href="/unread"' in client.get("/outlets").text


def test_a_report_in_another_language_is_kept_unread_and_listed(client: TestClient) -> None:
    given = {"text": ARABIC, "publisher": "Southline", "title": "مدرسة", "url": "https://n.example/ar"}
    answer = client.post("/api/v1/reports", json=given)
    ref = answer.json()["report"]
    assert (answer.status_code, answer.json()) == (201, {"report": ref, "what": "unread", "events": 0, "changed": []})
    assert client.post("/api/v1/reports", json=given).json()["what"] == "known"
    listed = client.get("/api/v1/unread?total=true").json()
    [line] = listed["items"]
    assert (line["report"], line["language"], line["language_name"], line["characters"]) == (
        ref,
        "ar",
        "Arabic",
        len(ARABIC),
    )
    assert (listed["total"], listed["languages"]) == (1, {"ar": 1})
    assert client.get(f"/api/v1/reports/{ref}").json()["text"] == ARABIC


def test_unread_reports_are_chosen_by_language_and_publisher_page_by_page(client: TestClient, ledger: Ledger) -> None:
    for n, language in enumerate(("ar", "fr", "ar")):
        add_unread(
            ledger, Report(f"{ARABIC} {n}", language=language, publisher=f"Paper {n}", url=f"https://n.example/{n}")
        )

    def publishers(query: str) -> list[str]:
        return [one["publisher"] for one in client.get(f"/api/v1/unread?{query}").json()["items"]]

    assert publishers("language=ar") == ["Paper 2", "Paper 0"]
    assert publishers("publisher=Paper 1&publisher=Paper 2") == ["Paper 2", "Paper 1"]
    after = client.get("/api/v1/unread?limit=2").json()["next"]
    assert publishers(f"after={after}") == ["Paper 0"]
    assert client.get("/api/v1/unread?language=qq").status_code == 400
