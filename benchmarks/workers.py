"""Reports a second in one process and in several, start-up apart.

    python benchmarks/workers.py FILE [--reports 400] [--rounds 3] [--workers 1 2] [--json OUT]

`sayso read --jobs N --format jsonl` reads the same reports with each number of processes in turns; time by the clock
and CPU time of all processes, medians of the rounds. Start-up is what a run over one report takes. The output of every
run must be the same, or the run stops.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from reading import again
from sayso.export import to_line
from sayso.model import Record


def main() -> None:
    """Run the rounds, print a line for each number of processes and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", type=int, default=400, help="reports of a run (400)")
    parser.add_argument("--rounds", type=int, default=3, help="runs with each number of processes (3)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="numbers of processes (1 2)")
    parser.add_argument("--json", type=Path, help="write the figures here")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        many, one = folder / "many.jsonl", folder / "one.jsonl"
        _write(args.file, many, args.reports)
        _write(args.file, one, 1)
        runs: dict[int, list[tuple[float, float, float]]] = {n: [] for n in args.workers}
        digests = set()
        for _ in range(args.rounds):
            for n in args.workers:
                start, _cpu, _ = _timed(one, n)
                whole, cpu, digest = _timed(many, n)
                digests.add(digest)
                runs[n].append((start, whole, cpu))
        if len(digests) > 1:
            raise SystemExit("the output is not the same with every number of processes")
    figures = {str(n): _told(args.reports, taken) for n, taken in runs.items()}
    for n, found in figures.items():
        print(
            f"{n} at once: {found['reports_per_second']} reports a second; {found['seconds']} s, of them"
            f" {found['start_seconds']} s start; CPU {found['cpu_seconds']} s"
        )
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _write(source: Path, target: Path, count: int) -> None:
    """Write reports as JSON lines that `sayso read` takes, those of the source over and over under ids of their own."""
    with target.open("w", encoding="utf-8") as file:
        for report in again(source, count):
            file.write(to_line(Record(report, (), ())) + "\n")


def _timed(path: Path, jobs: int) -> tuple[float, float, str]:
    """Return the seconds a run takes by the clock and of CPU, and a digest of what it wrote."""
    out = path.with_suffix(".out")
    command = [sys.executable, "-m", "sayso", "read", str(path), "--format", "jsonl", "--jobs", str(jobs)]
    before, started = os.times(), time.perf_counter()
    subprocess.run([*command, "--output", str(out)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    taken, after = time.perf_counter() - started, os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return taken, cpu, hashlib.sha256(out.read_bytes()).hexdigest()


def _told(reports: int, taken: list[tuple[float, float, float]]) -> dict[str, Any]:
    start, whole, cpu = (median(run[n] for run in taken) for n in range(3))
    return {
        "seconds": round(whole, 1),
        "start_seconds": round(start, 1),
        "cpu_seconds": round(cpu, 1),
        "reports_per_second": round((reports - 1) / max(whole - start, 1e-9), 1),
        "reports_per_second_by_round": [round((reports - 1) / max(w - s, 1e-9), 1) for s, w, _ in taken],
    }


if __name__ == "__main__":
    main()
