"""The review page: the queue walked by keyboard, acts and their undoing, edits in conflict."""

from dataclasses import replace
from datetime import date

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page

from conftest import Read
from sayso.ledger import queries, review
from sayso.ledger.adding import add
from sayso.ledger.candidates import candidates
from sayso.ledger.database import Ledger
from sayso.ledger.selection import Selection
from web_site import Site


def waiting(ledger: Ledger) -> int:
    with ledger.reading() as connection:
        return review.queue_length(connection)


def test_the_queue_shows_what_is_doubtful_and_why(client: TestClient, ledger: Ledger) -> None:
    page = client.get("/review").text
    assert page.count("data-item") == waiting(ledger)
    assert "Undo all 0 of this sitting" in page


def test_a_moment_that_is_none_is_said(client: TestClient) -> None:
    assert client.get("/review?sitting=yesterday").status_code == 400


@pytest.mark.browser
def test_the_whole_queue_by_keyboard_then_undo_all(site: Site, page: Page) -> None:
    before = waiting(site.ledger)
    page.goto(f"{site.url}/review")
    for n in range(before):
        key = "r" if n % 3 == 2 else "a"
        with page.expect_response(lambda answer: "/review" in answer.url and answer.status == 200):
            page.keyboard.press(key)
        page.locator("#done", has_text=f"{n + 1} acts").wait_for()
    assert waiting(site.ledger) == 0
    page.locator("#undo-all").focus()
    page.keyboard.press("Enter")
    page.locator("#done", has_text="nothing done yet").wait_for()
    assert waiting(site.ledger) == before


@pytest.mark.browser
def test_keys_are_silent_while_typing(site: Site, page: Page) -> None:
    before = waiting(site.ledger)
    page.goto(f"{site.url}/review")
    page.keyboard.press("c")
    page.keyboard.type("a rare remark")
    assert page.locator("#commenting textarea").input_value() == "a rare remark"
    assert waiting(site.ledger) == before


@pytest.mark.browser
def test_an_edit_of_what_somebody_changed_is_not_kept_and_said(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/review")
    ref = page.locator(".queue .here a").get_attribute("href").partition("item=")[2]  # type: ignore[union-attr]
    review.edit(site.ledger, "Amira", ref, "summary", "hers")
    page.keyboard.press("a")
    page.locator("#notice", has_text="Amira").wait_for()
    with site.ledger.reading() as connection:
        _row, held = queries.find(connection, ref)
    assert (held.summary, held.reviewed) == ("hers", "")


def test_the_review_page_proposes_what_may_be_the_same_act(client: TestClient, ledger: Ledger, read: Read) -> None:
    record = read(
        "Houthi fighters turned back an aid convoy of nine trucks at a checkpoint near Taiz on Wednesday, aid workers "
        "said.\n\nThe movement's aid office denied that any convoy had been blocked.",
        day=date(2021, 3, 3),
    )
    add(ledger, replace(record, report=replace(record.report, id="convoy", publisher="Northline News")))
    with ledger.reading() as connection:
        first, *_ = queries.incidents(connection, Selection(kinds=("aid_blocked",)))
        row, _held = queries.find(connection, first.id)
        [near] = candidates(connection, row)
    assert "same doer" in near.agrees
    page = client.get(f"/review?item={first.id}").text
    assert f'name="others" value="{near.incident.id}"' in page
    review.merge(ledger, "Ann", first.id, [near.incident.id])
    review.undo(ledger, "Ann")
    assert near.incident.id in client.get(f"/incidents/{first.id}").text


@pytest.mark.browser
def test_the_keys_work_on_the_page_of_an_incident(site: Site, page: Page) -> None:
    with site.ledger.reading() as connection:
        market = next(queries.incidents(connection, Selection(places=("Nyala",), kinds=("airstrike",))))
    page.goto(f"{site.url}/incidents/{market.id}")
    page.keyboard.press("c")
    page.keyboard.type("are they the same?")
    assert page.locator("#words-all-new").input_value() == "are they the same?"
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "value"
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    assert page.evaluate("document.activeElement.closest('[data-key=m]') !== null")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") == "words"
    page.keyboard.press("?")
    assert page.locator("dialog kbd").all_inner_texts()[:3] == ["?", "/", "j"]
    page.keyboard.press("a")  # silent in the help
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")
    assert page.locator(".reviewed.accepted").count() == 0
    page.keyboard.press("a")
    page.locator(".reviewed.accepted").wait_for()
    page.keyboard.press("u")
    page.locator(".reviewed.accepted").wait_for(state="detached")
