"""Fetched pages to reports, and `sayso fetch`: an address in, the report or a clear line out."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fetching_sample import PATIENT, STORY
from sayso.cli import app
from sayso.errors import IntakeError, LanguageError
from sayso.intake import Overrides
from sayso.intake.captured import own_address
from sayso.intake.fetching import Client
from sayso.intake.fetching.gates import SAID, gates
from sayso.intake.fetching.reports import report_of
from sayso.intake.html import PAYWALL
from sayso.ledger import queries
from sayso.ledger.database import open_ledger
from sayso.model import Report
from world import Answer, World, page, world

__all__ = ["world"]


def report(url: str, **said: str) -> Report:
    return report_of(Client(PATIENT).fetch(url), Overrides(**said))  # type: ignore[arg-type]


def refusal(url: str) -> str:
    with pytest.raises(IntakeError) as caught:
        report(url)
    return str(caught.value)


def test_a_fetched_page_is_a_report_with_its_capture(world: World) -> None:
    found = report(world.story("/a", STORY, title="Market bombed"))
    assert found.text == STORY
    assert (found.title, found.publisher, str(found.published)) == ("Market bombed", "Northline News", "2023-07-14")
    assert found.url == world.url + "/a"
    assert found.capture and found.capture.body == page(STORY, "Market bombed").encode()
    assert found.raw_sha256 == found.capture.sha256


def test_what_the_caller_says_goes_before_what_the_page_says(world: World) -> None:
    assert report(world.story("/a", STORY), publisher="Southline Post").publisher == "Southline Post"


@pytest.mark.parametrize(
    ("named", "final", "wanted"),
    [
        ("https://www.x.example/a", "https://x.example/a?utm_source=y", "https://www.x.example/a"),
        ("https://other.example/a", "https://x.example/b", "https://x.example/b"),
        ("https://x.example/", "https://x.example/b", "https://x.example/b"),
        ("", "https://x.example/b", "https://x.example/b"),
        ("https://www.bbc.co.uk/a", "https://news.bbc.co.uk/a", "https://www.bbc.co.uk/a"),
        ("https://itv.co.uk/a", "https://bbc.co.uk/a", "https://bbc.co.uk/a"),
    ],
)
def test_a_page_may_name_only_an_address_of_its_own_site(named: str, final: str, wanted: str) -> None:
    assert own_address(named, final) == wanted


def test_the_character_set_that_the_server_names_counts(world: World) -> None:
    words = "Армия заявила, что её самолёты не бомбили рынок в Ньяле в четверг, когда там погибли тридцать человек."
    body = f"<html><body><article><p>{words}</p></article></body></html>".encode("koi8-r")
    with pytest.raises(LanguageError, match="written in Russian"):
        report(world.put("/a", body, kind="text/html; charset=koi8-r"))


CONSENT = (
    "<html><body><h1>We value your privacy</h1><p>We and our partners store and access information on your device, "
    "such as cookies, and process personal data for ads and content.</p><form><button>Accept all</button>"
    "<button>Reject all</button></form></body></html>"
)


def test_a_form_of_consent_is_said_to_be_one(world: World) -> None:
    assert "a notice that asks for consent" in refusal(world.put("/a", CONSENT))


def test_a_redirect_to_a_form_of_consent_is_said_to_be_one(world: World) -> None:
    world.pages["/a"] = Answer(status=302, headers={"Location": "/consent/?back=/a"})
    world.story("/consent/?back=/a", STORY)
    assert "a notice that asks for consent" in refusal(world.url + "/a")


def test_a_wall_without_an_article_is_said_to_be_one(world: World) -> None:
    wall = "<html><body><h1>Truce ends</h1><form>Subscribe to continue reading <input name=mail></form></body></html>"
    assert "asks for a subscription or an account" in refusal(world.put("/a", wall))


def test_an_article_that_a_wall_cuts_short_is_read_with_a_note(world: World) -> None:
    assert PAYWALL in report(world.story("/a", f"{STORY}\nSubscribe to continue reading this story today.")).notes


def test_a_test_for_programs_is_said_to_be_one(world: World) -> None:
    body = "<html><body><h1>Just a moment</h1><p>Verify you are human by completing the action.</p></body></html>"
    assert "a captcha" in refusal(world.put("/a", body))


def test_news_about_privacy_is_read(world: World) -> None:
    """Long texts may well hold such words."""
    text = "\n".join(
        [STORY] * 20 + ["The site said it and its partners store data: we value your privacy, accept all."]
    )
    assert report(world.story("/a", text)).text.startswith(STORY)


def test_gates_are_written_as_they_are_compared() -> None:
    for gate in gates():
        assert gate.name in SAID
        assert all(host == host.lower() for host in gate.hosts)
        assert all(path.startswith("/") for path in gate.paths)


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        (b"%PDF-1.7", "application/pdf", "is a PDF"),
        (b"<rss version='2.0'><channel/></rss>", "text/xml", "is a news feed"),
        (b"", "text/html", "is empty"),
        (b"<html><body><a href=/x>x</a></body></html>", "text/html", "holds no article"),
        (b'{"text": "one"}\n{"text": "two"}\n', "application/json", "holds many reports"),
    ],
)
def test_what_is_no_page(world: World, body: bytes, kind: str, said: str) -> None:
    assert said in refusal(world.put("/a", body, kind=kind))


# ---- sayso fetch


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("SAYSO_ALLOW", "127.0.0.0/8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_fetch_writes_what_read_writes(world: World, here: Path) -> None:
    done = CliRunner().invoke(app, ["fetch", world.story("/a", STORY), "-f", "jsonl"])
    assert done.exit_code == 0, done.output
    line = json.loads(done.stdout)
    assert line["url"] == world.url + "/a" and line["events"][0]["kind"] == "airstrike"


def test_fetch_adds_a_list_to_the_ledger_and_names_what_failed(world: World, here: Path) -> None:
    world.story("/a", STORY)
    world.story("/b", "Gunmen killed an aid worker in El Fasher on Wednesday, the United Nations said in a statement.")
    (here / "list.txt").write_text(f"# addresses\n{world.url}/a\n\n{world.url}/b\n{world.url}/none\n{world.url}/a\n")
    done = CliRunner().invoke(app, ["fetch", "--list", "list.txt", "--ledger", "war.db"])
    assert done.exit_code == 1
    assert f"sayso: {world.url}/none: there is no such page (404); check the address" in done.stderr
    assert "2 new reports, 1 failed" in done.stderr
    assert world.count("/a") == 1
    with open_ledger("war.db") as ledger, ledger.reading() as connection:
        assert {one.kind for one in queries.incidents(connection)} == {"airstrike", "attack"}
    again = CliRunner().invoke(app, ["fetch", f"{world.url}/a", "--ledger", "war.db"])
    assert again.exit_code == 0 and "1 known already" in again.stderr


def test_fetch_without_an_address_or_with_both_outputs_is_wrong_usage(here: Path) -> None:
    assert "nothing to fetch" in str(CliRunner().invoke(app, ["fetch"]).exception)
    both = CliRunner().invoke(app, ["fetch", "http://x.example/", "--ledger", "a.db", "-o", "b.txt"])
    assert "leave --ledger away" in str(both.exception)


def test_nothing_private_is_fetched_without_the_setting(
    world: World, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAYSO_ALLOW")
    done = CliRunner().invoke(app, ["fetch", world.story("/a", STORY)])
    assert done.exit_code == 1 and "a loopback address, from which nothing is fetched" in done.stderr
    assert world.asked == []
