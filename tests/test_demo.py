"""The invented month of `sayso demo`, and the tour over it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from sayso.demo import fill
from sayso.ledger import queries
from sayso.ledger.database import Ledger, open_ledger
from sayso.model.incident import Incident
from sayso.web.app import create_app
from sayso.web.settings import Settings
from web_site import HERE


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = open_ledger(str(tmp_path_factory.mktemp("demo") / "demo.db"), create=True)
    assert fill(ledger) > 40
    yield ledger
    ledger.close()


def incidents(ledger: Ledger) -> list[Incident]:
    with ledger.reading() as connection:
        return list(queries.incidents(connection))


def test_filling_again_adds_nothing(month: Ledger) -> None:
    assert fill(month) == 0


def test_the_month_has_every_status_and_a_truce(month: Ledger) -> None:
    found = incidents(month)
    assert {one.status.value for one in found} == {"single", "corroborated", "disputed", "retracted"}
    assert {"agreed", "begun", "collapsed"} <= {one.phase for one in found if one.kind == "ceasefire"}


def test_one_wire_story_in_many_papers_is_one_origin(month: Ledger) -> None:
    [exchange] = [one for one in incidents(month) if one.kind == "agreement"]
    assert (len({s.publisher for s in exchange.sources}) >= 3, exchange.origins) == (True, 1)


def test_the_foot_of_a_page_is_nothing(month: Ledger) -> None:
    assert not any("Post a Comment" in str(one) for one in incidents(month))


def test_every_step_of_the_tour_leads_somewhere(month: Ledger) -> None:
    with TestClient(create_app(Settings(), month), base_url=HERE) as client:
        page = client.get("/help/tour").text
        steps = re.findall(r'<li><a href="([^"]+)"', page[page.index('class="tour"') :])
        assert len(steps) >= 7
        for step in steps:
            assert client.get(step).status_code == 200, step


def test_the_tour_says_how_to_start_the_demo(client: TestClient) -> None:
    assert "sayso demo" in client.get("/help/tour").text


def test_the_reports_of_the_month_say_that_they_are_invented() -> None:
    import sayso.demo

    told = Path(sayso.demo.__file__).with_name("reports.yaml").read_text(encoding="utf-8")
    assert "INVENTED" in told.splitlines()[0]
