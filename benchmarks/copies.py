"""Measure what one more copy of a story costs the ledger: one of our reports, printed by so many newspapers.

    python benchmarks/copies.py [--copies 200] [--report quality/reports/colombia-wire.json]

Every other copy has a line of its own below. The report is read once; what is timed is adding, in CPU time.
"""

import argparse
import json
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from sayso.batch.worker import load_reader
from sayso.intake import read_path
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger
from sayso.model import Report

OWN = Path(__file__).resolve().parent.parent / "quality" / "reports" / "colombia-wire.json"
PARTS = 8  # times that figures are told


def main() -> None:
    """Add the copies and print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--copies", type=int, default=200)
    arguments.add_argument("--report", type=Path, default=OWN)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder, "one.jsonl")
        told = json.loads(asked.report.read_text(encoding="utf-8"))
        fields = ("id", "title", "publisher", "published", "text")
        lines.write_text(json.dumps({name: told[name] for name in fields}), encoding="utf-8")
        [report] = [one for one in read_path(lines) if isinstance(one, Report)]
        [record] = load_reader("").read_many([report])
        print(f"{len(report.text.split())} words, {len(record.events)} events")
        file = Path(folder, "ledger.db")
        with open_ledger(str(file), create=True) as ledger:
            step = max(1, asked.copies // PARTS)
            begun = time.process_time()
            for n in range(asked.copies):
                text = report.text + (f"\nReporting by the staff of paper {n}." if n % 2 else "")
                add(ledger, replace(record, report=replace(report, id=f"c{n}", publisher=f"paper-{n}", text=text)))
                if n % step == step - 1:
                    spent = 1000 * (time.process_time() - begun) / step
                    with ledger.reading() as connection:
                        links = connection.scalar(select(func.count()).select_from(t.link))
                    size = file.stat().st_size / 1e6
                    print(f"{n + 1:,} copies: {spent:.0f} ms a copy, {links:,} links, {size:.1f} MB", flush=True)
                    begun = time.process_time()


if __name__ == "__main__":
    main()
