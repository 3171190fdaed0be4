"""The quality gate: figures in, verdict and floors out."""
# ruff: noqa: E402 - the root goes on the path first, so that a bare `pytest` finds the package `quality`

import datetime
import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]

from quality import gate, page
from quality.floors import TOLERANCE, Floors, load, save
from quality.measure import PARTS
from quality.reading import read_all
from quality.shared import score_outside

from sayso.model import Report

DAY = datetime.date(2020, 5, 1)


def measured(digest: str = "d1", failed: dict[str, str] | None = None, **f1: float) -> gate.Measured:
    rows = {part: {"p": value, "r": value, "f1": value, "n": 10.0} for part, value in f1.items()}
    return gate.Measured("reports", digest, 3, failed or {}, rows)


def test_figures_at_their_floors_pass() -> None:
    assert gate.verdict(measured(found=0.7, denials=0.4), Floors("d1", {"found": 0.7, "denials": 0.4})) == []


def test_a_fall_below_a_floor_is_told_with_both_figures() -> None:
    assert gate.verdict(measured(found=0.6), Floors("d1", {"found": 0.7})) == [
        "reports: found fell to 0.600, below its floor of 0.700"
    ]


def test_a_fall_within_the_tolerance_passes() -> None:
    assert gate.verdict(measured(found=0.7 - TOLERANCE / 2), Floors("d1", {"found": 0.7})) == []


def test_a_part_no_longer_measured_fails() -> None:
    assert "denials fell to 0.000" in gate.verdict(measured(found=0.7), Floors("d1", {"found": 0.7, "denials": 0.4}))[0]


def test_changed_reports_fail_until_the_floors_are_set_again() -> None:
    assert "reports changed" in gate.verdict(measured("d2", found=0.9), Floors("d1", {"found": 0.7}))[0]


def test_a_set_without_floors_fails() -> None:
    assert "no floors yet" in gate.verdict(measured(found=0.9), None)[0]


def test_a_report_that_breaks_the_reader_fails_and_is_named() -> None:
    lines = gate.verdict(measured(failed={"r7": "IndexError: here"}, found=0.7), Floors("d1", {"found": 0.7}))
    assert lines == ["reports: r7 could not be read: IndexError: here"]


def test_floors_rise_to_what_is_measured_rounded_down() -> None:
    assert Floors("d1", {"found": 0.5}).raised("d1", {"found": 0.71987, "event": 0.6}).floors == {
        "found": 0.719,
        "event": 0.6,
    }


def test_floors_do_not_follow_a_small_fall() -> None:
    assert Floors("d1", {"found": 0.7}).raised("d1", {"found": 0.695}).floors == {"found": 0.7}


def test_floors_do_not_fall_without_a_reason() -> None:
    with pytest.raises(ValueError, match=r"found from 0\.700 to 0\.600"):
        Floors("d1", {"found": 0.7}).raised("d1", {"found": 0.6})


def test_a_reason_lowers_a_floor_and_is_kept() -> None:
    lowered = Floors("d1", {"found": 0.7, "event": 0.5}).raised(
        "d2", {"found": 0.6, "event": 0.55}, "fewer guesses", DAY
    )
    assert (lowered.digest, lowered.floors) == ("d2", {"found": 0.6, "event": 0.55})
    assert lowered.lowered == [{"part": "found", "from": 0.7, "to": 0.6, "why": "fewer guesses", "on": "2020-05-01"}]


def test_floors_are_read_back_as_they_were_written(tmp_path: Path) -> None:
    floors = {"reports": Floors("d1", {"found": 0.7}, [{"part": "event", "why": "é"}])}
    save(tmp_path / "floors.json", floors)
    assert load(tmp_path / "floors.json") == floors
    assert load(tmp_path / "none.json") == {}


SCORER = """
import json, pathlib, sys
gold, lines = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
read = [json.loads(line)["id"] for line in lines.read_text().splitlines()]
print("not in predictions: 1 reports")
print(json.dumps({name: {"p": 1.0, "r": 0.5, "f1": len(read) / 4, "n": 2} for name in ("found", "geo<=20km", "mood")}))
"""


def test_the_scorer_beside_the_repository_is_run_on_the_readings(tmp_path: Path) -> None:
    scorer = tmp_path / "score.py"
    scorer.write_text(SCORER)
    rows = score_outside(scorer, tmp_path, {"a": {"id": "a"}, "b": {"id": "b"}})
    assert {part: row["f1"] for part, row in rows.items()} == {"found": 0.5, "geo": 0.5}


def test_a_scorer_that_fails_says_why(tmp_path: Path) -> None:
    scorer = tmp_path / "score.py"
    scorer.write_text("raise SystemExit('no gold here')")
    with pytest.raises(RuntimeError, match="no gold here"):
        score_outside(scorer, tmp_path, {})


class Broken:
    """A reader that breaks on one report."""

    def read(self, report: Report) -> None:
        raise IndexError(f"lost in {report.id}")


def test_a_report_that_breaks_the_reader_counts_as_nothing_read() -> None:
    readings = read_all(Broken(), [{"id": "r1", "text": "Shells fell.", "published": "2020-01-01"}])  # type: ignore[arg-type]
    assert readings.failed == {"r1": "IndexError: lost in r1"}
    assert readings.read["r1"]["events"] == []


ONE = {
    "id": "one",
    "title": "",
    "publisher": "Test Wire",
    "published": "2018-03-06",
    "text": "Rebels shelled the Yemeni city of Taiz on Monday, killing four civilians.",
    "events": [
        {
            "id": "e1",
            "kind": "shelling",
            "trigger": "shelled",
            "evidence": "Rebels shelled the Yemeni city of Taiz on Monday",
            "agent": {"text": "Rebels", "party": "YEM-REB"},
            "target": None,
            "place": {"text": "the Yemeni city of Taiz", "name": "Taiz", "country": "YEM", "lat": 13.58, "lon": 44.02},
            "time": {"text": "on Monday", "start": "2018-03-05", "end": "2018-03-05"},
            "realis": "happened",
            "casualties": [],
            "accounts": [{"source": {"text": "", "party": "outlet"}, "stance": "asserts"}],
        }
    ],
}


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in for the repository: one annotated report, no floors, nothing beside it."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "one.json").write_text(json.dumps(ONE))
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    monkeypatch.setattr(gate, "SHARED", tmp_path / "shared" / "gold")
    own = gate.measure_own
    monkeypatch.setattr(gate, "measure_own", lambda reader: own(reader, tmp_path / "reports"))
    monkeypatch.setattr(gate, "measure_shared", lambda reader: None)
    monkeypatch.setattr(gate, "measure_corpus", lambda reader, name: None)
    return tmp_path


def test_the_command_sets_floors_then_holds_to_them(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gate.main([]) == 1
    assert "skipped, there is no ../shared/gold" in capsys.readouterr().out
    assert gate.main(["--update"]) == 0
    stored: dict[str, Any] = json.loads((repository / "floors.json").read_text())
    assert stored["reports"]["floors"]["event"] == 1.0
    stored["reports"]["floors"]["carriers"] = 0.5
    (repository / "floors.json").write_text(json.dumps(stored))
    assert gate.main([]) == 1
    assert "carriers fell to 0.000, below its floor of 0.500" in capsys.readouterr().out
    assert gate.main(["--update"]) == 1
    assert "give a reason with --lower" in capsys.readouterr().err
    assert gate.main(["--update", "--lower", "nobody carries anything here"]) == 0
    assert "nobody carries anything here" in (repository / "floors.json").read_text()


def test_floors_are_not_set_while_a_report_cannot_be_read(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(gate, "Reader", Broken)
    assert gate.main(["--update", "--lower", "whatever"]) == 1
    assert "one could not be read: IndexError: lost in one" in capsys.readouterr().err
    assert not (repository / "floors.json").exists()


def test_absent_shared_reports_are_none(tmp_path: Path) -> None:
    assert gate.measure_shared(Broken(), tmp_path) is None  # type: ignore[arg-type]


def test_sheets_without_the_corpus_are_none(tmp_path: Path) -> None:
    assert gate.measure_corpus(Broken(), gate.UNSEEN, tmp_path / "gold") is None  # type: ignore[arg-type]


def test_a_reason_alone_is_refused() -> None:
    with pytest.raises(SystemExit) as stop:
        gate.main(["--lower", "because"])
    assert stop.value.code == 2


def test_the_figures_are_written_between_their_markers_only() -> None:
    rows = {"found": {"p": 0.5, "r": 0.25, "f1": 1 / 3, "n": 4.0}}
    generated = page.section({"Ours": ("3 reports.", "d1", rows)}, "abc123")
    written = page.replace(f"before\n{page.BEGIN}\nold\n{page.END}\nafter\n", generated)
    assert written.startswith("before\n")
    assert written.endswith(f"{page.END}\nafter\n")
    assert "old" not in written
    assert "| found | 0.500 | 0.250 | 0.333 | 4 |" in written
    assert "`abc123`" in written


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="no markers"):
        page.replace("nothing here", "figures")


def test_the_docs_name_every_part_and_every_option() -> None:
    told = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    names = [*(f"`{part}`" for part in PARTS), "--update", "--lower", "--misses", "--docs"]
    missing = [name for name in names if name not in told]
    assert missing == []
    assert page.BEGIN in told
