"""The measures of the world on small invented samples whose figures are known by hand."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from quality.world import command, gold, page, timebank
from quality.world.kit import Store, Worker
from quality.world.parts import PARTS
from quality.world.shape import AbsentError, Errors, Findings, Part, f1, prf, quote, share

from sayso.export.jsonl import to_dict
from sayso.model import Report
from test_quality_world_sets import kit

__all__ = ["kit"]
ROOT = Path(__file__).resolve().parents[1]


SHARED = ROOT.parent / "shared"


def test_f1_is_the_harmonic_mean() -> None:
    assert f1(0.5, 1.0) == pytest.approx(2 / 3)
    assert f1(0, 0) == 0
    assert prf(2, 4, 8) == {"value": pytest.approx(1 / 3), "p": 0.5, "r": 0.25, "n": 8}
    assert share(1, 4)["value"] == 0.25
    assert share(0, 0)["value"] == 0


def test_errors_are_counted_by_class_with_few_and_short_examples() -> None:
    errors = Errors()
    for word in ("one", "two", "two", "three"):
        errors.add("missed", quote(word * 60))
    errors.add("made up")
    first = errors.listed()[0]
    assert (first["class"], first["count"], len(first["examples"])) == ("missed", 4, 2)
    assert all(len(x) <= 110 for x in first["examples"])


def test_a_kept_parse_gives_the_same_reading(tmp_path: Path) -> None:
    report = Report("Rebels shelled Aleppo on Friday, killing 12 people, residents said.\n\nThe army denied it.")
    path = tmp_path / "kept.db"
    fresh = [to_dict(r) for r in Worker(Store(path)).records([report])]
    kept = [to_dict(r) for r in Worker(Store(path)).records([report])]
    assert fresh == kept
    assert fresh[0]["events"]


def test_findings_are_kept_until_the_set_changes(tmp_path: Path, kit: Worker) -> None:
    runs = []

    def measure(folder: Path, _kit: Any) -> Findings:
        runs.append(folder)
        return Findings({"x": share(1, 2)})

    part = Part("invented", "Invented", ("data/a.txt",), measure)
    store = Store(None)
    with pytest.raises(AbsentError, match=r"data/a\.txt"):
        command.run(part, tmp_path, kit, store, "r1")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.txt").write_text("one", encoding="utf-8")
    first = command.run(part, tmp_path, kit, store, "r1")
    assert command.run(part, tmp_path, kit, store, "r1") == first
    assert len(runs) == 1
    command.run(part, tmp_path, kit, store, "r2")  # another reader
    (tmp_path / "data" / "a.txt").write_text("two", encoding="utf-8")
    command.run(part, tmp_path, kit, store, "r1")  # another set
    assert len(runs) == 3


def test_an_empty_folder_skips_every_part_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path / "cache"))
    assert command.main([str(tmp_path), "--json", str(tmp_path / "out.json")]) == 0
    said = capsys.readouterr().out
    assert said.count("skipped") == len(PARTS)
    assert set(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["skipped"]) == {p.name for p in PARTS}


def test_a_missing_folder_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(tmp_path / "none")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_errors_of_a_report_by_class() -> None:
    def event(**changes: Any) -> dict[str, Any]:
        known: dict[str, Any] = {
            "kind": "airstrike",
            "trigger": "bombed",
            "evidence": "Jets bombed Aleppo",
            "agent": {"text": "Jets", "party": "SYR-MIL"},
            "target": None,
            "place": {"text": "Aleppo", "name": "Aleppo", "lat": None, "lon": None},
            "time": None,
            "realis": "happened",
            "casualties": [],
            "accounts": [],
            "mentions": [{"trigger": [5, 11]}],
        }
        return known | changes

    report = {"id": "r", "text": "Jets bombed Aleppo. Rebels shelled Hama.", "events": [event()]}
    errors = Errors()
    read = event(kind="shelling", agent=None, place={"text": "Hama", "name": "Hama"})
    kinds = gold.compare(report, [read, event(kind="talks", evidence="Rebels shelled", mentions=[])], errors)
    assert {e["class"] for e in errors.listed()} == {
        "wrong kind: airstrike read as shelling",
        "agent missed",
        "place wrong",
        "event made up: talks",
    }
    assert kinds["airstrike"] == Counter(annotated=1)


def test_words_of_the_web_are_harmless_in_a_table() -> None:
    assert page.cell("a | b <script> [x](y) `z`") == "a \\| b &lt;script> \\[x](y) 'z'"
    assert page.rows(["name", "n"], [["x", 1]]) == ["| name | n |", "|---|---:|", "| x | 1 |"]


def test_pages_tell_what_the_json_holds() -> None:
    whole = json.loads((ROOT / "docs" / "quality.json").read_text(encoding="utf-8"))
    others = page.yaml.safe_load(page.PUBLISHED.read_text(encoding="utf-8"))
    assert set(others) == {part.name for part in PARTS}
    section = page.quality_section(whole["parts"], whole["skipped"], others)
    assert section in (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    assert page.errors_section(whole["parts"]) in (ROOT / "docs" / "how-right.md").read_text(encoding="utf-8")
    assert set(whole["parts"]) | set(whole["skipped"]) == {part.name for part in PARTS}


@pytest.mark.slow
@pytest.mark.skipif(
    not (SHARED / "data" / "timebank").is_dir(), reason="no ../shared/data/timebank beside the repository"
)
def test_timebank_is_at_its_target(kit: Worker) -> None:
    assert timebank.measure(SHARED, kit).figures["value F1"]["value"] >= 0.75
