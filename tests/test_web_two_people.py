"""Two people at once: who comes second is told who came first and keeps what they typed; nothing of either is lost."""

import pytest
from playwright.sync_api import Browser, Page

from sayso.ledger import queries, review
from sayso.ledger.database import Ledger
from web_people import ACCOUNTS, NAMES, WORDS, team_of
from web_site import served


def signed_in(browser: Browser, url: str, role: str, onward: str) -> Page:
    """Return a page of a browser of its own, signed in as somebody of a role."""
    page = browser.new_context().new_page()
    page.goto(url + onward)
    page.get_by_label("Name").fill(NAMES[role])
    page.get_by_label("Password").fill(WORDS)
    page.keyboard.press("Enter")
    page.wait_for_url(url + onward)
    return page


def set_summary(page: Page, words: str) -> None:
    """Type a summary into the open form of the page and send it."""
    form = page.locator("#edit-summary")
    if not form.is_visible():
        page.locator("#field-summary summary", has_text="Edit").click()
    form.get_by_role("textbox").first.fill(words)
    form.get_by_role("button", name="Set").click()


@pytest.mark.browser
def test_who_edits_second_is_told_and_loses_nothing(ledger: Ledger, browser: Browser) -> None:
    team_of(ledger)
    with ledger.reading() as connection:
        ref = next(iter(queries.incidents(connection))).id
    with served(ledger, ACCOUNTS) as url:
        first, second = (signed_in(browser, url, role, f"/incidents/{ref}") for role in ("reviewer", "admin"))
        set_summary(first, "What Rahim wrote")
        first.locator("#field-summary strong", has_text="What Rahim wrote").wait_for()

        set_summary(second, "What Amira wrote")
        trouble = second.get_by_text("Somebody came first.")
        trouble.wait_for()
        assert "Rahim changed" in (second.text_content("main") or "")
        assert second.locator("#field-summary strong").text_content() == "What Rahim wrote"
        assert second.locator("#edit-summary").get_by_role("textbox").first.input_value() == "What Amira wrote"
        with ledger.reading() as connection:
            assert queries.find(connection, ref)[1].summary == "What Rahim wrote"

        # Having seen it, she sends it again: both are in the log, and hers stands.
        second.locator("#edit-summary").get_by_role("button", name="Set").click()
        second.locator("#field-summary strong", has_text="What Amira wrote").wait_for()
        for page in (first, second):
            page.context.close()
    with ledger.reading() as connection:
        row, held = queries.find(connection, ref)
        acts = review.acts(connection, incident_row=row, limit=10)
    assert held.summary == "What Amira wrote"
    assert [one.who for one in acts if one.action == "edit"] == ["Amira", "Rahim"]
