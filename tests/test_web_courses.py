"""Pages of truces, of who holds what, of talks, and the brief."""

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page, expect

from sayso.ledger.database import Ledger
from sayso.ledger.relevant import CEASEFIRES, TooManyError, load
from sayso.ledger.selection import Selection
from web_site import Site


def test_a_truce_has_its_line_and_its_words(client: TestClient) -> None:
    page = client.get("/ceasefires").text
    link = page.split('href="/ceasefires/')[1].split('"')[0]
    life = client.get(f"/ceasefires/{link}").text
    assert "Truce in Sudan" in life
    assert "<desc" in life and "agreed" in life
    assert 'href="/incidents/' in life and 'href="/reports/' in life


def test_a_truce_of_no_such_id_is_not_found(client: TestClient) -> None:
    assert client.get("/ceasefires/truce-xyz-2020-01-01").status_code == 404
    assert client.get("/ceasefires/truce-xyz-9999-99-99").status_code == 404


def test_a_denied_capture_is_a_contested_holding(client: TestClient) -> None:
    page = client.get("/control?on=2023-07-19").text
    assert "Kutum" in page
    assert "contested" in page and "denied by" in page


def test_nobody_holds_a_place_before_it_is_told(client: TestClient) -> None:
    assert "Nobody is said to hold a place on this day" in client.get("/control?on=2023-07-01").text


def test_one_place_is_drawn_over_time(client: TestClient) -> None:
    assert "Who is said to have held Kutum" in client.get("/control?place=Kutum").text


def test_talks_say_where_they_were(client: TestClient) -> None:
    assert "Jeddah" in client.get("/talks").text


def test_the_brief_is_a_page_and_two_files(client: TestClient) -> None:
    asked = "since=2023-07-10&until=2023-07-20"
    page = client.get(f"/brief?{asked}").text
    assert "Situation report" in page and 'href="/incidents/' in page
    markdown = client.get(f"/brief/markdown?{asked}")
    assert "attachment" in markdown.headers["content-disposition"]
    assert markdown.text.startswith("# Situation report")
    assert client.get(f"/brief/pdf?{asked}").status_code == 400


def test_too_much_to_follow_is_said_with_ways_to_less(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.ledger.relevant.MOST", 0)
    page = client.get("/control").text
    assert "Smaller selections" in page
    assert "country=SDN" in page


def test_what_a_truce_rests_on_is_loaded_and_no_more(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    with ledger.reading() as connection:
        kinds = {one.kind for one in load(connection, CEASEFIRES, Selection()).incidents}
        assert "ceasefire" in kinds and "talks" not in kinds
        monkeypatch.setattr("sayso.ledger.relevant.MOST", 0)
        with pytest.raises(TooManyError):
            load(connection, CEASEFIRES, Selection())


@pytest.mark.browser
def test_the_slider_changes_what_is_shown(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/control?on=2023-07-01")
    expect(page.locator("#control-on")).to_contain_text("Nobody is said to hold")
    page.locator("#day-slider").press("End")
    page.locator("#day-slider").dispatch_event("input")
    expect(page.locator("#control-on")).to_contain_text("Kutum")
    assert "on=2023-07" in page.url
