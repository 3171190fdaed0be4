"""`sayso review` as people type it: what it prints, what it refuses, and what the other commands then show."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sayso.cli import app
from sayso.errors import SaysoError, SettingError
from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger
from test_ledger import DENIAL, OTHER, SAME, STRIKE, Told, told

__all__ = ["told"]


class Desk:
    """A reviewer at a terminal, over one ledger."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __call__(self, *words: str) -> str:
        """Run a command over the ledger and return what it writes, errors raised."""
        result = CliRunner().invoke(app, [*words, "--ledger", self.path])
        if isinstance(result.exception, SaysoError):
            raise result.exception
        assert result.exit_code == 0, result.output
        return result.output

    def ids(self) -> dict[str, str]:
        """The ids of incidents by their places."""
        found = json.loads(
            self("incidents", "--format", "json", "--reviewed", "all").partition("\n}")[0].split("\n ]}")[0] + "]}"
        )
        return {incident["place"]: incident["id"] for incident in found["incidents"]}


@pytest.fixture
def desk(tmp_path: Path, told: Told, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SAYSO_REVIEWER", "Ann")
    monkeypatch.setenv("COLUMNS", "160")
    path = tmp_path / "ledger.db"
    with open_ledger(str(path), create=True) as ledger:
        for record in (told(STRIKE), told(SAME, "southline"), told(OTHER), told(DENIAL, "eastline")):
            add(ledger, record)
    return Desk(path)


def test_the_queue_says_what_to_look_at(desk: Desk) -> None:
    text = desk("review", "--limit", "1")
    assert "look at: disputed" in text or "disputed" in text
    assert "1 of " in text
    rows = list(csv.DictReader(io.StringIO(desk("review", "--country", "SDN", "-f", "csv").split("\n2 of")[0])))
    assert rows[0]["status"] == "disputed"
    assert float(rows[0]["priority"]) >= float(rows[-1]["priority"])
    [first, *_] = json.loads(desk("review", "-f", "json"))
    assert first["id"] == first["incident"]["id"] == rows[0]["id"]


def test_a_date_set_by_hand_is_shown_beside_the_machines(desk: Desk) -> None:
    ref = desk.ids()["Zalingei"]
    assert "day is now 2023-07-11" in desk("review", "edit", ref, "day", "2023-07-11", "--note", "posts")
    desk("review", "comment", ref, "Thursday?", "--field", "day", "--as", "Bob")
    desk("review", "comment", ref, "No.", "--reply-to", "2")
    text = desk("incident", ref)
    assert "day: 2023-07-11 (Ann, " in text
    assert "the machine reads: 2023-07-12" in text
    assert "2 Bob on day" in text
    assert "No." in text
    data = json.loads(desk("incident", ref, "-f", "json"))
    assert [v["machine"] for v in data["values"] if v["human"] == "2023-07-11"] == ["2023-07-12"]
    assert [c["words"] for c in data["comments"]] == ["Thursday?", "No."]
    assert "back to the machine" in desk("review", "edit", ref, "day", "--machine")
    assert "By hand" not in desk("incident", ref)


def test_rejected_ones_are_left_out_and_counted(desk: Desk, tmp_path: Path) -> None:
    ref = desk.ids()["Zalingei"]
    desk("review", "reject", ref[:7])
    text = desk("incidents")
    assert ref not in text
    assert "1 rejected by a reviewer left out" in text
    assert ref in desk("incidents", "--reviewed", "rejected")
    assert ref in desk("review", "--reviewed", "rejected")
    out = tmp_path / "out.csv"
    assert "1 rejected by a reviewer left out" in desk("export", "-o", str(out))
    assert ref not in out.read_text(encoding="utf-8")
    desk("export", "-o", str(out), "--reviewed", "all")
    rows = {row["id"]: row["verdict"] for row in csv.DictReader(io.StringIO(out.read_text(encoding="utf-8")))}
    assert rows[ref] == "rejected"
    assert json.loads(Path(f"{out}.query.json").read_text())["query"] == {
        "reviewed": ["unreviewed", "accepted", "rejected"]
    }
    assert ref not in desk("timeline", "-f", "json")


def test_merge_split_and_undo_walk_there_and_back(desk: Desk) -> None:
    ids = desk.ids()
    before = desk("incidents")
    assert f"merged {ids['Zalingei']} into {ids['Nyala']}" in desk("review", "merge", ids["Nyala"], ids["Zalingei"])
    text = desk("incident", ids["Zalingei"])
    assert text.startswith(ids["Nyala"])
    key = next(line.split()[0] for line in text.split("Events\n")[1].splitlines() if "two people" in line)
    assert ids["Zalingei"] in desk("review", "split", ids["Nyala"], f"e:{key[:8]}")
    assert "undid review 2 (split" in desk("review", "undo")
    assert "1 undone" in desk("review", "undo", "--all")
    assert desk("incidents") == before
    listed = desk("review", "log")
    assert [line.split()[0] for line in listed.splitlines()] == ["4", "3", "2", "1"]
    assert "Ann: merge" in listed
    assert "[undone by 4]" in listed
    assert len(desk("review", "log", "--by", "Ann", "-f", "csv", "--incident", ids["Nyala"]).splitlines()) == 5


def test_several_are_accepted_at_once_and_all_of_a_day_undone(desk: Desk) -> None:
    ids = list(desk.ids().values())
    assert desk("review", "accept", *ids).count("accepted") == len(ids)
    assert "0 of 0 in the queue" in desk("review")
    assert "0 undone" in desk("review", "undo", "--all", "--since", "2999-01-01")
    assert f"{len(ids)} undone" in desk("review", "undo", "--all")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("review", "edit", "i", "day"), "give a VALUE, or --machine"),
        (("review", "undo", "3", "--all"), "the number of an act, or --all"),
        (("review", "undo", "--since", "2023-07-14"), "--since only with --all"),
        (("review", "--reviewed", "maybe"), "unreviewed, accepted, rejected, all"),
        (("review", "--as-of", "2023-07-14"), "of what is held now"),
        (("review", "--limit", "3", "log"), "options stand after the word: sayso review log"),
    ],
)
def test_what_means_nothing_is_refused(desk: Desk, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(SettingError, match=said):
        desk(*words)


def test_who_reviews_is_said_or_set_or_who_is_logged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    from sayso.cli_review import reviewer

    monkeypatch.setenv("SAYSO_REVIEWER", "Ann")
    assert (reviewer("Bob"), reviewer(None)) == ("Bob", "Ann")
    monkeypatch.delenv("SAYSO_REVIEWER")
    monkeypatch.setattr("getpass.getuser", lambda: "cid")
    assert reviewer(None) == "cid"

    def nobody() -> str:
        raise OSError("no name")

    monkeypatch.setattr("getpass.getuser", nobody)
    with pytest.raises(SettingError, match="SAYSO_REVIEWER"):
        reviewer(None)
