"""Reports by their address over the API: the same client, for administrators only."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from fetching_sample import STORY
from sayso.web.api import adding
from web_people import Team, csrf, team
from world import World, world

__all__ = ["team", "world"]


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SAYSO_ALLOW", "127.0.0.0/8")
    adding._client.cache_clear()
    yield
    adding._client.cache_clear()


def test_a_page_is_fetched_and_added(world: World, client: TestClient) -> None:
    url = world.story("/a", STORY, title="Market bombed")
    answer = client.post("/api/v1/reports", json={"url": url, "publisher": "Southline"})
    assert answer.status_code == 201, answer.text
    assert answer.json()["events"] == 1
    shown = client.get(answer.headers["location"]).json()
    assert (shown["url"], shown["publisher"], shown["title"]) == (url, "Southline", "Market bombed")
    assert client.post("/api/v1/reports", json={"url": url}).json()["what"] == "known"


def test_what_cannot_be_fetched_is_said(world: World, client: TestClient) -> None:
    answer = client.post("/api/v1/reports", json={"url": f"{world.url}/none"})
    assert answer.status_code == 400
    assert "there is no such page (404)" in answer.json()["error"]["message"]
    assert client.post("/api/v1/reports", json={"title": "nothing"}).status_code == 400


def test_private_networks_are_not_fetched_from(
    world: World, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SAYSO_ALLOW")
    answer = client.post("/api/v1/reports", json={"url": world.story("/a", STORY)})
    assert answer.status_code == 400 and world.asked == []


def test_a_reviewer_may_add_but_not_have_pages_fetched(world: World, team: Team) -> None:
    reviewer = team.client("reviewer")
    sent = {"x-sayso-csrf": csrf(reviewer)}
    answer = reviewer.post("/api/v1/reports", json={"url": world.story("/a", STORY)}, headers=sent)
    assert answer.status_code == 403 and world.asked == []
    assert "only administrators" in answer.json()["error"]["message"]
