"""Speed of loading: what was read before, put into a ledger in bulk; rows a second, and the time of each side.

    python benchmarks/loading.py --reports 2000
    python benchmarks/loading.py --reports 2000 --ledger postgresql://HOST/NAME

The reports are invented (`ledger_fill.invented_report`, about seven acts each) and made before the clock starts, so
that what is timed is `ledger.bulk.load` alone. The ledger has to be empty, or new; it is filled. With `--one-by-one`
the same reports are added as `sayso add` adds them, for comparison. On a busy machine CPU time tells more than the
clock; that of PostgreSQL is told where the server runs on this machine.
"""

import argparse
import cProfile
import os
import pstats
import random
import resource
import tempfile
import time
from functools import partial
from pathlib import Path

from sqlalchemy import func, select

from ledger_fill import invented_report
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.bulk import Waiting, load
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.identity import report_identity, report_ref
from sayso.model import Record


def main() -> None:
    """Load and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2_000, help="how many are loaded")
    parser.add_argument("--ledger", help="a file or the URL of a database without a ledger; else a temporary file")
    parser.add_argument("--one-by-one", action="store_true", help="add them one by one instead")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    args = parser.parse_args()
    dice = random.Random(11)
    records = [invented_report(dice, f"load-{n}") for n in range(args.reports)]
    with tempfile.TemporaryDirectory() as folder:
        where = args.ledger or str(Path(folder) / "loaded.db")
        with open_ledger(where, create=True) as ledger:
            if _rows(ledger):
                parser.error("the ledger is not empty")
            profile = cProfile.Profile()
            started, busy, served = time.perf_counter(), _cpu(), _served(ledger)
            if args.profile:
                profile.enable()
            _put(ledger, records, one_by_one=args.one_by_one)
            profile.disable()
            took, busy, served = time.perf_counter() - started, _cpu() - busy, _served(ledger) - served
            rows = _rows(ledger)
    print(f"{args.reports:,} reports, {rows:,} rows: {took:.1f} s; CPU {busy:.1f} s here, {served:.1f} s in the server")
    print(f"{args.reports / took:,.1f} reports and {rows / took:,.0f} rows a second by the clock", end=", ")
    print(f"{args.reports / (busy + served):,.1f} and {rows / (busy + served):,.0f} a second of CPU")
    if args.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


def _put(ledger: Ledger, records: list[Record], *, one_by_one: bool) -> None:
    if one_by_one:
        for record in records:
            add(ledger, record)
        return
    for _added in load(ledger, map(_waiting, records)):
        pass


def _waiting(record: Record) -> Waiting:
    return Waiting(report_ref(report_identity(record.report)), record.report.sha256, partial(_same, record))


def _same(record: Record) -> Record:
    return record


def _rows(ledger: Ledger) -> int:
    """Return the rows of all tables."""
    with ledger.reading() as connection:
        tables = t.metadata.sorted_tables
        return sum(connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _served(ledger: Ledger) -> float:
    """Return the CPU seconds of the server's process for our connection; 0 where it cannot be told."""
    if ledger.engine.dialect.name != "postgresql":
        return 0.0
    with ledger.reading() as connection:
        stat = Path(f"/proc/{connection.scalar(select(func.pg_backend_pid()))}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
