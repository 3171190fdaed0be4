"""One command measures the parts asked for and keeps those measured before."""

import hashlib
import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (
    'Jets struck Aleppo on Friday. "Five civilians were killed," residents said.',
    "The army denied on 3 March 2016 that it had shelled Homs.",
)


def run(*arguments: object, code: int = 0) -> subprocess.CompletedProcess[str]:
    """Run `python -m benchmarks`; fails the test when it ends otherwise than expected."""
    command = [sys.executable, "-m", "benchmarks", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert done.returncode == code, done.stderr
    return done


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "two.jsonl"
    lines = [json.dumps({"id": f"r{n}", "text": text, "published": "2016-03-05"}) for n, text in enumerate(TEXTS)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def measured(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any], Path]:
    """A short run of one part beside one measured before: the table, the parts and their file."""
    out = tmp_path_factory.mktemp("measured") / "benchmarks.json"
    found = {"spring": {"seconds": 2, "start_seconds": 1, "cpu_seconds": 3, "reports_per_second": 7.5}}
    before = {"commit": "earlier", "date": "2026-01-01", "load": [None, 0.5], "sizes": {"reports": 5}, "figures": found}
    out.write_text(json.dumps({"parts": {"workers": before}}), encoding="utf-8")
    done = run(reports, "--quick", "--stream", 3, "--part", "memory", "--json", out)
    return done.stdout, json.loads(out.read_text(encoding="utf-8"))["parts"], out


def test_a_part_says_when_where_and_how_much_was_measured(measured: tuple[str, dict[str, Any], Path]) -> None:
    table, parts, _ = measured
    part = parts["memory"]
    assert part["sizes"] == {"file": "two", "stream": 3}
    assert part["figures"]["reports"] == 3
    assert part["versions"]["python"] == ".".join(map(str, sys.version_info[:3]))
    assert len(part["load"]) == 2
    assert part["machine"]["cores"] >= 1
    assert "after 3 reports" in table
    assert f"at most {part['figures']['peak_mb']['3']} until then" in table


def test_a_part_measured_before_is_kept_and_told(measured: tuple[str, dict[str, Any], Path], reports: Path) -> None:
    table, parts, out = measured
    assert "workers: commit earlier, 2026-01-01, load ?-0.5; reports 5" in table
    assert re.search(r"spring at once +7\.5  reports a second, start apart", table)
    done = run(reports, "--part", "workers,memory,peers", "--missing", "--json", out)
    assert json.loads(out.read_text(encoding="utf-8"))["parts"] == parts
    assert done.stdout == table
    assert "peers: left out; --peers-python names the Python they are installed for" in done.stderr


def test_a_part_that_there_is_not_is_named() -> None:
    assert "speed: no such part; there are reading, peers" in run("--part", "reading,speed", code=2).stderr


def test_a_damaged_file_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "benchmarks.json"
    out.write_text('{"parts"', encoding="utf-8")
    assert run("--part", "reading", "--json", out, code=1).stderr == (
        f"{out}: is not a file of measured parts; name another, or delete it\n"
    )
    assert out.read_text(encoding="utf-8") == '{"parts"'


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a generated ledger of some 30 events."""
    folder = tmp_path_factory.mktemp("ledgers")
    script = str(ROOT / "benchmarks" / "growth.py")
    command = [sys.executable, script, "--sizes", "30", "--only-fill", "--folder", str(folder)]
    subprocess.run(command, check=True)  # noqa: S603 - our own script
    return folder


def test_a_ledger_that_is_asked_and_served_is_not_written_to(ledgers: Path, tmp_path: Path) -> None:
    ledger, out = ledgers / "generated-30.db", tmp_path / "benchmarks.json"
    before = hashlib.sha256(ledger.read_bytes()).hexdigest()
    run("--part", "ledger", "--sizes", "30", "--ledger", ledger, "--folder", ledgers, "--json", out)
    assert hashlib.sha256(ledger.read_bytes()).hexdigest() == before
    assert list(ledgers.iterdir()) == [ledger]
    found = json.loads(out.read_text(encoding="utf-8"))["parts"]["ledger"]["figures"]["SQLite"]
    assert found["30"]["ms"]["adding a report"]["time"] > 0  # to a copy
    [asked] = [one for one in found.values() if "asked_only" in one]
    assert asked["ms"]["list"]["time"] > 0
    assert "adding a report" not in asked["ms"]


def test_what_is_measured_read_only_refuses_to_be_added_to(ledgers: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))

    from growth import read_only
    from ledger_fill import invented_report
    from sayso.errors import LedgerError
    from sayso.ledger.adding import add

    with read_only(ledgers / "generated-30.db") as ledger, pytest.raises(LedgerError, match="readonly"):
        add(ledger, invented_report(random.Random(1), "new"))  # noqa: S311 - no secret


@pytest.mark.slow
def test_peers_are_counted_by_what_was_annotated(reports: Path, tmp_path: Path) -> None:
    gold, out = tmp_path / "gold", tmp_path / "peers.json"
    gold.mkdir()
    event = {
        "place": {"text": "Aleppo", "name": "Aleppo"},
        "time": {"text": "on Friday", "start": "2016-03-04", "end": "2016-03-04"},
        "accounts": [{"source": {"text": "residents", "party": "CIV"}, "evidence": "residents said"}],
    }
    report = {"id": "r0", "text": TEXTS[0], "published": "2016-03-05", "events": [event]}
    (gold / "r0.json").write_text(json.dumps(report), encoding="utf-8")
    script = str(ROOT / "benchmarks" / "peers.py")
    # this Python has dateparser, which cleaning of pages brings along, and not textacy
    command = [sys.executable, script, str(reports), str(gold), "--peers-python", sys.executable, "--rounds", "1"]
    only = ["--only", "dateparser", "--only", "textacy quotations"]
    subprocess.run([*command, *only, "--json", str(out)], check=True, capture_output=True)  # noqa: S603
    figures = json.loads(out.read_text(encoding="utf-8"))
    one = {"wanted": 1, "found": 1}
    assert figures["found"]["days"]["dateparser"].items() >= {**one, "wanted_single": 1, "found_single": 1}.items()
    assert figures["found"]["days"]["sayso"].items() >= one.items()
    assert figures["found"]["places"]["sayso"].items() >= one.items()
    assert figures["found"]["voices"]["sayso"].items() >= {**one, "wanted_quoted": 1, "found_quoted": 1}.items()
    assert "No module named 'textacy'" in figures["time"]["textacy quotations"]["failed"]
    assert figures["time"]["dateparser"]["ms"] > 0
