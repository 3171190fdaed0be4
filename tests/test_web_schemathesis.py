"""The API tried with made-up requests: no failure of the server, every answer as its description says.

Run by name (-m slow). What is found is told with the request, so that it can be sent again.
"""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from sayso.ledger.database import open_ledger
from sayso.web.app import create_app
from sayso.web.settings import Settings

CONFIG = Path(__file__).parent.parent / "schemathesis.toml"


def tried(filled: Path, folder: Path, phases: tuple[str, ...], **generation: Any) -> tuple[set[str], list[str]]:
    """Try every operation over a copy of a ledger; return the operations tried and what was wrong."""
    ledger = open_ledger(str(shutil.copyfile(filled, folder / "tried.db")))
    off = {"enabled": False}
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8")) | {
        "seed": 20160916,
        "phases": {name: off for name in ("examples", "coverage", "fuzzing", "stateful") if name not in phases},
        "generation": {"database": "none", "deterministic": True, **generation},
    }
    app = create_app(Settings(names=("testserver",)), ledger)
    url = "/api/v1/openapi.json"
    schema = schemathesis.openapi.from_asgi(url, app, config=SchemathesisConfig.from_dict(config))
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


@pytest.mark.slow
def test_the_api_answers_as_it_is_described(filled: Path, tmp_path: Path) -> None:
    phases = ("examples", "coverage", "fuzzing", "stateful")
    operations, wrong = tried(filled, tmp_path, phases, **{"max-examples": 20})
    assert wrong == []
    assert {"GET /api/v1/incidents", "POST /api/v1/reports", "GET /api/v1/export/{format}"} <= operations
