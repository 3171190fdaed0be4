"""The raw bytes of each input, kept with the report that was made of them."""

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path

from sayso.errors import LanguageError
from sayso.intake import Overrides, read_path
from sayso.intake.captures import name_of, overrides_of
from sayso.intake.read import read_bytes
from sayso.model import Capture, Report

PAGES = Path(__file__).parent / "pages"
NEWS = "Shells hit a school in Nyala on Thursday, killing four people, a doctor at the hospital there said on Friday."


def test_a_page_comes_with_its_bytes() -> None:
    path = PAGES / "wire-jsonld.html"
    [report] = read_path(path)
    assert isinstance(report, Report)
    assert report.capture is not None
    assert report.capture.body == path.read_bytes()
    assert (report.capture.media_type, report.capture.sha256) == ("text/html", report.raw_sha256)


def test_a_line_of_json_lines_comes_with_its_own_bytes_only(tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "text": f"{NEWS} ({n})"}).encode() for n in range(2)]
    (tmp_path / "news.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    reports = [item for item in read_path(tmp_path / "news.jsonl") if isinstance(item, Report)]
    assert [report.capture and report.capture.body for report in reports] == lines
    assert [report.raw_sha256 for report in reports] == [hashlib.sha256(line).hexdigest() for line in lines]


def test_what_the_caller_said_is_kept_with_the_bytes(tmp_path: Path) -> None:
    said = Overrides(published=date(2023, 7, 21), publisher="Northline")
    (tmp_path / "news.txt").write_text(NEWS)
    [report] = read_path(tmp_path / "news.txt", said)
    assert isinstance(report, Report)
    assert report.capture is not None
    assert report.capture.given == (("published", "2023-07-21"), ("publisher", "Northline"))
    assert overrides_of(report.capture) == said


def test_bytes_that_were_fetched_keep_when_and_from_where(tmp_path: Path) -> None:
    raw = (PAGES / "no-date.html").read_bytes()
    headers = (("content-type", "text/html"), ("etag", '"1"'))
    capture = Capture(raw, "text/html", datetime(2023, 7, 21, tzinfo=UTC), "https://n.example/story?id=1", 200, headers)
    [report] = read_bytes(raw, capture.url, capture=capture)
    assert isinstance(report, Report)
    assert report.capture == capture
    assert report.url == "https://n.example/story?id=1"  # the page tells no address of its own


def test_a_page_in_another_language_comes_with_its_bytes_and_its_language() -> None:
    [error] = read_path(PAGES / "french.html")
    assert isinstance(error, LanguageError)
    assert error.report.language == "fr"
    assert error.report.capture is not None
    assert error.report.capture.sha256 == error.report.raw_sha256


def test_bytes_are_read_again_as_what_they_were_taken_for() -> None:
    assert name_of(Capture(b"", "text/html")) == "report.html"
    assert name_of(Capture(b"", "application/json")) == "report.json"
    assert name_of(Capture(b"", "application/pdf", url="https://n.example/a/report.pdf?x=1")) == "report.pdf"
