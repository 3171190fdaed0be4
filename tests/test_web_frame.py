"""The frame of every page: who may ask under which name, what a browser may load, how errors are said."""

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Page

from sayso.errors import SettingError
from sayso.web.settings import Settings, checked
from web_site import Site


def test_the_help_page_has_the_menu(client: TestClient) -> None:
    page = client.get("/help").text
    assert '<a href="/ceasefires">Ceasefires</a>' in page


def test_a_page_may_load_nothing_from_outside(client: TestClient) -> None:
    policy = client.get("/help").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_server_asked_under_a_foreign_name_does_not_answer(client: TestClient) -> None:
    assert client.get("/help", headers={"host": "evil.example"}).status_code == 400


def test_an_unknown_page_is_said_in_one_shape(client: TestClient) -> None:
    assert "Not Found" in client.get("/nowhere").text
    assert client.get("/api/v1/nowhere").json() == {
        "error": {"status": 404, "title": "Not Found", "message": "Not Found"}
    }


def test_a_day_that_is_none_is_said(client: TestClient) -> None:
    answer = client.get("/help?since=soon")
    assert (answer.status_code, "since soon: not a day like 2016-07-01" in answer.text) == (400, True)


def test_without_accounts_only_this_machine_is_served() -> None:
    with pytest.raises(SettingError, match="add accounts"):
        checked(Settings(host="192.0.2.7"))


@pytest.mark.browser
def test_the_skip_link_leads_to_the_content(site: Site, page: Page) -> None:
    page.goto(f"{site.url}/help")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
