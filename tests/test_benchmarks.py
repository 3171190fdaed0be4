"""The benchmark of reading runs, and its figures add up."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "benchmarks" / "reading.py"


def run(*arguments: str) -> str:
    """Return what the benchmark prints; fails the test when it ends in error."""
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict]:
    """One short run over two reports: the table and the file."""
    folder = tmp_path_factory.mktemp("benchmark")
    reports = folder / "two.jsonl"
    texts = ("Rebels shelled Aleppo on Friday, residents said.", "The army denied that it had killed five civilians.")
    reports.write_text("".join(json.dumps({"id": t[:3], "text": t}) + "\n" for t in texts), encoding="utf-8")
    out = folder / "figures.json"
    table = run(str(reports), "--reports", "2", "--rounds", "1", "--stream", "5", "--json", str(out))
    return table, json.loads(out.read_text(encoding="utf-8"))["files"]["two"]


def test_full_reading_is_parse_and_stages(measured: tuple[str, dict]) -> None:
    _, figures = measured
    stages = figures["stages_ms"]
    assert figures["full_ms"] > figures["bare_ms"] * 0.5 > 0
    assert set(stages) > {"parse", "prepare", "statements", "parties", "times", "places", "figures", "tell", "assemble"}
    assert stages["parse"] == max(stages.values())
    assert figures["ratio"] == pytest.approx(figures["full_ms"] / figures["bare_ms"], rel=0.01)


def test_memory_is_that_of_every_report_asked_for(measured: tuple[str, dict]) -> None:
    _, figures = measured
    assert figures["memory"]["reports"] == 5
    assert figures["memory"]["peak_rss_mb"] is None or 50 < figures["memory"]["peak_rss_mb"] < 700


def test_table_says_ratio_and_memory(measured: tuple[str, dict]) -> None:
    table, figures = measured
    assert f"{figures['ratio']:.3f}" in table
    assert "peak" in table


def test_file_without_reports_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(SCRIPT), str(tmp_path / "none.jsonl"), "--stream", "0"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, "none.jsonl: no report in it\n")
