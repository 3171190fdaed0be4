"""The API tried with made-up requests: no failure of the server, every answer as its description says.

Run by name (-m slow). What is found is told with the request, so that it can be sent again.
"""

import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from sayso.access import people, tokens
from sayso.ledger.database import open_ledger
from sayso.web.api import adding
from sayso.web.app import create_app
from sayso.web.rules import rules
from sayso.web.settings import Settings
from web_people import NAMES as PEOPLE
from web_people import team_of

EACH_SORT = {"GET /api/v1/incidents", "POST /api/v1/reports", "GET /api/v1/export/{format}"}
# The host name under which the trial asks.
NAMES = ("testserver",)
CONFIG = Path(__file__).parent.parent / "schemathesis.toml"


def tried(
    filled: Path, folder: Path, phases: tuple[str, ...], role: str = "", **generation: Any
) -> tuple[set[str], list[str]]:
    """Try every operation over a copy of a ledger; return the operations tried and what was wrong.

    With a role it is served with accounts, and asked with a token of that role; else by the local user.
    """
    ledger = open_ledger(str(shutil.copyfile(filled, folder / "tried.db")))
    off = {"enabled": False}
    config: dict[str, Any] = tomllib.loads(CONFIG.read_text(encoding="utf-8")) | {
        "seed": 20160916,
        "phases": {name: off for name in ("examples", "coverage", "fuzzing", "stateful") if name not in phases},
        "generation": {"database": "none", "deterministic": True, **generation},
    }
    app = create_app(Settings(names=NAMES), ledger)
    if role:
        # No rates: what is asked for is described, not how often.
        limits = tuple((rule.name, "1000000/minute") for rule in rules().limits)
        app = team_of(ledger, names=NAMES, limits=limits).app
        with ledger.reading() as connection:
            who = people.find(connection, PEOPLE[role])
        config["headers"] = {"Authorization": f"Bearer {tokens.issue(ledger, who, 'trial', role, by='setup')}"}
    url = "/api/v1/openapi.json"
    schema = schemathesis.openapi.from_asgi(
        url, app, config=SchemathesisConfig.from_dict(config), headers=dict(config.get("headers", {}))
    )
    operations, wrong = set[str](), list[str]()
    for event in from_schema(schema).execute():
        if isinstance(event, events.ScenarioFinished):
            operations.add(event.recorder.label)
            wrong += faults(event)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            wrong.append(str(event))
    ledger.close()
    return operations, wrong


def faults(event: events.ScenarioFinished) -> list[str]:
    recorder = event.recorder
    return [
        f"{event.phase} {recorder.label}: {check.failure_info.failure}\n{check.failure_info.code_sample}"
        for checks in recorder.checks.values()
        for check in checks
        if check.failure_info is not None
    ]


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages are fetched through a proxy that nobody runs: no address that is made up is ever asked."""
    monkeypatch.setenv("SAYSO_PROXY", "http://127.0.0.1:9")
    adding._client.cache_clear()
    yield
    adding._client.cache_clear()


@pytest.mark.parametrize("role", ["", "viewer"])
def test_the_examples_of_each_endpoint_are_answered_as_described(filled: Path, tmp_path: Path, role: str) -> None:
    operations, wrong = tried(filled, tmp_path, ("examples",), role)
    assert wrong == []
    assert operations >= EACH_SORT


@pytest.mark.slow
def test_the_bounds_of_each_parameter_are_answered_as_described(filled: Path, tmp_path: Path) -> None:
    operations, wrong = tried(filled, tmp_path, ("coverage",))
    assert wrong == []
    assert operations >= EACH_SORT


@pytest.mark.slow
@pytest.mark.parametrize("role", ["", "admin"])
def test_the_api_answers_as_it_is_described(filled: Path, tmp_path: Path, role: str) -> None:
    phases = ("examples", "coverage", "fuzzing", "stateful")
    operations, wrong = tried(filled, tmp_path, phases, role, **{"max-examples": 10})
    assert wrong == []
    assert operations >= EACH_SORT
