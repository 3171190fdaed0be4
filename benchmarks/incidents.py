#!/usr/bin/env python3
"""Measure incidents: reports added to a fresh ledger, what `sayso incidents` prints scored against incidents by hand.

    incidents.py GOLD.json CORPUS.jsonl [--jobs N] [--ledger FILE] [--output FILE] [--json FIGURES.json]

GOLD names the reports of each incident by the ids they have in CORPUS (JSON lines). Everything goes through the
commands that users have: `sayso add`, then `sayso incidents --format json`. The scorer is a program of its own,
`score_incidents.py` beside GOLD unless `--scorer` names another; it prints its figures as JSON with `--json`.

links      pairs of reports that tell of one incident        incidents  those of several reports found again
status     right among those found                           disputed   F1 of disputed among those found
reprints   pairs of reports that are one text

`--ledger` and `--output` keep the ledger and the list of incidents; without them they go away. A file that is there
already is not touched.
"""

import argparse
import collections
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any


def main() -> None:
    """Print the figures, one measure a line, and the incidents by status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--scorer", type=Path, help="the program that compares; else score_incidents.py beside GOLD")
    parser.add_argument("--jobs", type=int, default=1, help="processes that read")
    parser.add_argument("--ledger", type=Path, help="keep the ledger in this new file")
    parser.add_argument("--output", type=Path, help="keep the incidents in this new file")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    args = parser.parse_args()
    for kept in (args.ledger, args.output):
        if kept is not None and kept.exists():
            sys.exit(f"{kept}: is there already; name a new file")
    scorer = args.scorer or args.gold.parent / "score_incidents.py"
    with tempfile.TemporaryDirectory() as temporary:
        ledger = args.ledger or Path(temporary) / "ledger.db"
        output = args.output or Path(temporary) / "incidents.json"
        _sayso("add", str(args.corpus), "--ledger", str(ledger), "--jobs", str(args.jobs))
        output.write_text(_sayso("incidents", "--format", "json", "--ledger", str(ledger)), encoding="utf-8")
        figures: dict[str, Any] = json.loads(_run(str(scorer), str(args.gold), str(output), "--json"))
        found = json.loads(output.read_text(encoding="utf-8"))["incidents"]
    figures["ledger"] = {"all": len(found), **collections.Counter(str(one["status"]) for one in found)}
    for name, row in figures.items():
        print(f"{name:10}", "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v:,}" for k, v in row.items()))
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _sayso(*arguments: str) -> str:
    return _run("-m", "sayso", *arguments)


def _run(*arguments: str) -> str:
    """Return what a program of this interpreter prints; what it says of errors goes to the terminal, and ends this."""
    done = subprocess.run([sys.executable, *arguments], stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(arguments[:3])}: ended with code {done.returncode}")
    return done.stdout


if __name__ == "__main__":
    main()
