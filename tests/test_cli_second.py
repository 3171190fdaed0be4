"""`--second` at the commands: off unless set, its key kept to itself, its events marked from ledger to exports."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from conftest import Run
from model_server import Answer, model_server, said
from sayso import cli
from sayso.ledger.database import open_ledger
from sayso.web.app import create_app
from sayso.web.settings import Settings

STORY = (
    "Warplanes bombed a market in Nyala on Monday, killing at least 14 people, residents said.\n\n"
    "On Tuesday columns of the army rolled over the bridge at Kutum and the garrison melted away, a herder said."
)
BRIDGE = {
    "kind": "capture",
    "realis": "happened",
    "trigger": "rolled over",
    "clause": "columns of the army rolled over the bridge at Kutum",
    "agent": "the army",
    "place": "Kutum",
    "time": "On Tuesday",
    "accounts": [{"source": "a herder", "stance": "asserts", "words": "a herder said"}],
}
MARK = "model tiny at this machine"


def bridge(_body: dict[str, Any]) -> Answer:
    return said(json.dumps({"events": [BRIDGE]}))


@pytest.fixture
def run(command: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; gives exit code, standard output and standard error."""
    for name in ("SAYSO_SECOND", "SAYSO_SECOND_MODEL", "SAYSO_SECOND_KEY", "SAYSO_SECOND_QUESTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SAYSO_SECOND_ANSWERS", str(tmp_path / "answers"))
    monkeypatch.setenv("SAYSO_LEDGER", str(tmp_path / "ledger.db"))
    return command


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(STORY)
    return path


def marks(line: str) -> list[str]:
    return [event.get("by", "") for event in json.loads(line)["events"]]


def test_no_model_is_asked_unless_one_is_set(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with model_server(bridge) as (address, asked):
        monkeypatch.setenv("SAYSO_MODEL_URL", address)  # the translator's
        assert marks(run("read", story, "-f", "jsonl")[1]) == [""]
        assert asked == []
        assert marks(run("read", story, "-f", "jsonl", "--second", address, "--second-model", "tiny")[1]) == ["", MARK]
        assert "proposed by" in run("read", story, "--second", address)[1]


def test_the_environment_sets_it_too_and_the_key_is_shown_to_the_server_alone(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with model_server(bridge) as (address, asked):
        monkeypatch.setenv("SAYSO_SECOND", address)
        monkeypatch.setenv("SAYSO_SECOND_MODEL", "tiny")
        monkeypatch.setenv("SAYSO_SECOND_KEY", "s3cret")
        code, out, err = run("read", story, "-f", "jsonl")
    assert (code, marks(out)) == (0, ["", MARK])
    assert asked[0]["authorization"] == "Bearer s3cret"
    [kept] = (tmp_path / "answers").iterdir()
    assert "s3cret" not in out + err + kept.read_text()


@pytest.mark.slow
def test_processes_side_by_side_ask_too(run: Run, tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    rows = [json.dumps({"id": f"r{n}", "text": f"{STORY} {n}", "published": "2022-06-15"}) for n in range(20)]
    many.write_text("\n".join(rows))
    with model_server(bridge) as (address, asked):
        code, out, err = run("read", many, "-f", "jsonl", "-j", 2, "--second", address, "--second-model", "tiny")
    assert code == 0, err
    assert [marks(line) for line in out.splitlines()] == [["", MARK]] * 20
    assert len(asked) == 20


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--second", "ftp://models.example"), "--second (SAYSO_SECOND): 'ftp://models.example' is no address"),
        (("--second", "http://models.example/v1"), "SAYSO_SECOND_KEY: a key goes over https only"),
        (("--second-model", "tiny"), "no --second says where it is served"),
    ],
)
def test_what_cannot_be_meant_is_said(
    run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.setenv("SAYSO_SECOND_KEY", "s3cret")
    code, _out, err = run("read", story, *arguments)
    assert code == cli.USAGE
    assert message in err
    assert "s3cret" not in err


@pytest.mark.parametrize("told", ["many", "-1", "1.5", "9999999999", "²"])
def test_a_number_of_questions_that_is_none(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    monkeypatch.setenv("SAYSO_SECOND_QUESTIONS", told)
    code, _out, err = run("read", story, "--second", "http://127.0.0.1:1/v1")
    assert (code, f"SAYSO_SECOND_QUESTIONS: {told!r} is no number" in err) == (cli.USAGE, True)


def test_a_model_that_fails_is_said_and_costs_no_report(run: Run, story: Path) -> None:
    with model_server(lambda _body: (500, {}, b"oops")) as (address, _asked):
        code, out, err = run("read", story, "-f", "jsonl", "--second", address)
    assert (code, marks(out)) == (0, [""])
    assert "sayso: 1 report was read without the second reader; the first of them: default at this machine" in err


def test_the_mark_goes_from_the_ledger_to_pages_and_exports(run: Run, story: Path, tmp_path: Path) -> None:
    with model_server(bridge) as (address, _asked):
        run("add", story, "--published", "2022-06-15", "--second", address, "--second-model", "tiny")
    found = {one["kind"]: one["id"] for one in json.loads(run("incidents", "-f", "json")[1])["incidents"]}
    assert f"proposed by {MARK}" in run("incident", found["capture"])[1]
    assert "proposed by" not in run("incident", found["airstrike"])[1]
    run("export", "-f", "csv", "-o", tmp_path / "out.csv")
    rows = (tmp_path / "out.accounts.csv").read_text().splitlines()
    assert [MARK in row for row in rows] == ["rolled over" in row for row in rows]
    ledger = open_ledger(str(tmp_path / "ledger.db"))
    try:
        client = TestClient(create_app(Settings(), ledger), base_url="http://localhost")
        assert f"proposed by <bdi>{MARK}</bdi>" in client.get(f"/incidents/{found['capture']}").text
        assert "proposed by" not in client.get(f"/incidents/{found['airstrike']}").text
    finally:
        ledger.close()


def test_reading_anew_asks_only_where_it_is_set(run: Run, story: Path) -> None:
    run("add", story, "--published", "2022-06-15")
    with model_server(bridge) as (address, _asked):
        assert "0 events fewer, 1 more" in run("reread", "--second", address, "--second-model", "tiny")[2]
    assert "1 events fewer, 0 more" in run("reread")[2]
