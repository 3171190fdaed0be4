"""The page of sources, and what programs ask to keep an eye on the server."""

import datetime

from fastapi.testclient import TestClient

from sayso.ledger import sources
from sayso.ledger.database import Ledger
from test_web_access import token_of
from web_people import Team, team

__all__ = ["team"]
NOW = datetime.datetime(2023, 7, 14, 12, tzinfo=datetime.UTC)


def watched(ledger: Ledger) -> None:
    ids = sources.register(
        ledger,
        [
            sources.Watched("Good", "feed", "https://n.example/rss", 600, publisher="Northline"),
            sources.Watched("<b>Bad</b>", "sitemap", "https://s.example/map.xml", 600),
        ],
    )
    sources.succeeded(ledger, ids["Good"], [sources.Found("https://n.example/1")], NOW, NOW)
    sources.failed(ledger, ids["<b>Bad</b>"], "<script>: there is no such page (404)", NOW, NOW)


def test_the_page_shows_how_sources_do(client: TestClient, ledger: Ledger) -> None:
    assert "No source is watched" in client.get("/sources").text
    watched(ledger)
    shown = client.get("/sources").text
    assert "Northline" in shown and "<strong>failing</strong> (1)" in shown
    assert "&lt;script&gt;: there is no such page (404)" in shown and "<b>Bad" not in shown
    assert client.get("/sources.csv").text.splitlines()[1].startswith("<b>Bad</b>,sitemap,")
    assert '<a href="/sources">' in client.get("/help").text


def test_the_api_lists_how_sources_do(client: TestClient, ledger: Ledger) -> None:
    watched(ledger)
    first = client.get("/api/v1/sources?limit=1").json()
    assert [(one["name"], one["state"], one["failures"]) for one in first["items"]] == [("<b>Bad</b>", "failing", 1)]
    [good] = client.get(f"/api/v1/sources?after={first['next']}").json()["items"]
    assert (good["name"], good["waiting"], good["error_at"]) == ("Good", 1, None)
    assert datetime.datetime.fromisoformat(good["succeeded_at"]) == NOW
    assert [one["name"] for one in client.get("/api/v1/sources?state=ok").json()["items"]] == ["Good"]


def test_metrics_and_health(client: TestClient, ledger: Ledger) -> None:
    watched(ledger)
    assert client.get("/healthz").json() == {"status": "ok"}
    text = client.get("/metrics").text
    assert 'sayso_source_up{source="Good"} 1.0' in text
    assert 'sayso_source_failures{source="<b>Bad</b>"} 1.0' in text
    [success] = [line for line in text.splitlines() if line.startswith("sayso_source_last_success") and "Good" in line]
    assert float(success.split()[-1]) == NOW.timestamp()


def test_with_accounts_health_is_open_and_metrics_need_a_token(team: Team) -> None:
    anyone = team.client()
    assert anyone.get("/healthz").status_code == 200
    assert anyone.get("/metrics").status_code == 303 and anyone.get("/sources").status_code == 303
    bearer = {"authorization": f"Bearer {token_of(team.ledger, 'viewer')}"}
    assert anyone.get("/metrics", headers=bearer).status_code == 200
    assert anyone.get("/sources", headers=bearer).status_code == 303  # tokens are for programs
