"""The page of a report: its words marked and pointed out, any script and direction, where it comes from."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from conftest import Read
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger
from sayso.ledger.records import kept
from sayso.model import Record
from web_site import BEGAN, Site

MIXED = "قال شهود 😀🚀 The army shelled Kadugli on Monday, killing 9 people, residents said. مدينة كادقلي."


@pytest.fixture
def mixed(read: Read) -> Record:
    """A report in two directions with signs outside the first plane."""
    record = read(MIXED, day=date(2023, 7, 18), title="كادقلي 😀")
    return replace(record, report=replace(record.report, publisher="Hamish", id="mixed", url="https://m.example/1"))


def add_it(ledger: Ledger, record: Record, days: int = 9) -> str:
    return add(ledger, record, now=BEGAN + timedelta(days=days)).report


def test_a_report_is_put_together_as_it_was_read(ledger: Ledger, mixed: Record) -> None:
    ref = add_it(ledger, mixed)
    with ledger.reading() as connection:
        found = kept(connection, ref)
    assert found.record == mixed
    assert all(found.incidents)


def test_the_page_has_hash_versions_and_where_events_went(client: TestClient, ledger: Ledger, mixed: Record) -> None:
    ref = add_it(ledger, mixed)
    page = client.get(f"/reports/{ref}").text
    assert mixed.report.sha256 in page
    assert "event 1</a>, shelling: <a href=" in page
    assert '<a href="https://m.example/1" rel="noopener noreferrer nofollow">' in page


def test_a_new_version_shows_what_changed_and_the_old_one_stays(
    client: TestClient, ledger: Ledger, mixed: Record, read: Read
) -> None:
    ref = add_it(ledger, mixed)
    again = read("The army did not comment.\n\nA market burned.", day=date(2023, 7, 19))
    report = replace(again.report, publisher="Hamish", id="mixed", url="https://m.example/1")
    add_it(ledger, replace(again, report=report), 10)
    page = client.get(f"/reports/{ref}").text
    assert "What version 2 changed" in page
    assert '<ins dir="auto">A market burned.</ins>' in page
    old = client.get(f"/reports/{ref}?version=1").text
    assert "An older version." in old
    assert client.get(f"/reports/{ref}?version=3").status_code == 404


@pytest.mark.parametrize("given", ["x", "5-2", "0-99999", "-1-4"])
def test_words_that_are_not_there_are_said(client: TestClient, ledger: Ledger, mixed: Record, given: str) -> None:
    ref = add_it(ledger, mixed)
    assert client.get(f"/reports/{ref}?at={given}").status_code == 400


def test_words_looked_for_are_marked(client: TestClient, ledger: Ledger, mixed: Record) -> None:
    ref = add_it(ledger, mixed)
    page = client.get(f"/reports/{ref}?q=كادقلي").text
    assert re.search('<mark[^>]* class="hit">كادقلي</mark>', page)


def test_the_sheet_of_marks_tells_a_denial_apart_without_colour(client: TestClient) -> None:
    assert "✗" in client.get("/marks.css").text


@pytest.mark.browser
def test_the_words_pointed_out_are_exactly_those(site: Site, page: Page, mixed: Record) -> None:
    ref = add_it(site.ledger, mixed)
    for words in ("killing 9 people", "مدينة كادقلي", "😀🚀 The army", "Kadugli on Monday, killing"):
        start = MIXED.index(words)
        page.goto(f"{site.url}/reports/{ref}?at={start}-{start + len(words)}")
        selected = page.evaluate(
            """() => { const lit = [...document.querySelectorAll('.lit')], range = document.createRange();
            range.setStartBefore(lit[0]); range.setEndAfter(lit.at(-1)); getSelection().removeAllRanges();
            getSelection().addRange(range); return getSelection().toString(); }"""
        )
        assert selected.strip() == words


@pytest.mark.browser
def test_n_and_p_walk_through_the_marks_and_say_them(site: Site, page: Page, mixed: Record) -> None:
    ref = add_it(site.ledger, mixed)
    page.goto(f"{site.url}/reports/{ref}")
    page.keyboard.press("n")
    expect(page.locator(".walked")).to_have_count(1)
    first = page.locator("#spoken").inner_text()
    page.keyboard.press("n")
    assert page.locator("#spoken").inner_text() != first
    page.keyboard.press("p")
    assert page.locator("#spoken").inner_text() == first
    assert first.startswith("told by residents: ")
