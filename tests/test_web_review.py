"""The review page: the queue walked by keyboard, acts and their undoing, edits in conflict."""

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page

from sayso.ledger import queries, review
from sayso.ledger.database import Ledger
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
