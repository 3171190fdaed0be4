"""What the commands for courses print: rounds of talks, truces."""

import datetime
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Read
from sayso import cli
from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger

Ask = Callable[..., list[str]]


@pytest.fixture
def ask(read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Add reports and return the lines that a command prints of them; of `bare` only the kind of act is known."""

    def ask(command: str, *reports: str, bare: str = "") -> list[str]:
        where = str(tmp_path / "ledger.db")
        ledger = open_ledger(where, create=True)
        for n, words in enumerate((*reports, *([bare] if bare else []))):
            record = read(words, day=datetime.date(2023, 7, 14))
            if words == bare:
                events = (replace(e, agent=None, target=None, place=None, time=None) for e in record.events)
                record = replace(record, events=tuple(events))
            add(ledger, replace(record, report=replace(record.report, id=str(n), publisher="northline")))
        ledger.close()
        monkeypatch.setattr(sys, "argv", ["sayso", command, "--ledger", where])
        with pytest.raises(SystemExit) as end:
            cli.main()
        assert end.value.code == 0
        return capsys.readouterr().out.splitlines()

    return ask


def test_talks_of_which_nothing_is_told_are_counted_not_listed(ask: Ask) -> None:
    lines = ask("talks", "Peace talks opened in Juba on Monday.", bare="Truce talks resumed in Jeddah on Tuesday.")
    assert lines[0].split("  ")[1:] == ["2023-07-10", "Juba: parties unknown", "[held]"]
    assert lines[-1] == "1 more of which neither day, place nor parties are told"


def test_who_is_not_named_is_said_to_be_unnamed(ask: Ask) -> None:
    lines = ask("ceasefires", "The truce in Sudan began on Monday. The truce was broken on Tuesday, the governor said.")
    assert [line.strip() for line in lines if "accuses" in line] == [
        "the governor accuses somebody unnamed of 1 breach (2023-07-11)"
    ]
