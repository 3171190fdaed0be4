"""How a ledger behaves as it grows: size, adding and asking at several numbers of events, on SQLite and PostgreSQL.

    python benchmarks/growth.py --sizes 1000,10000 --folder generated [--postgres URL --postgres-sizes 1000] --json OUT

The ledgers are generated (see ledger_fill.py) and kept in `--folder` as `generated-N.db`. Reports are added to a copy.
`--ledger FILE` is one more, that is asked only. PostgreSQL ledgers get the same rows, by COPY, in databases of their
own on the server at URL (`postgresql://USER@HOST:PORT`), which are made and dropped. Milliseconds are medians, by the
clock and of CPU time of this process; on PostgreSQL what the server takes is in the former only.
"""

import argparse
import json
import random
import shutil
import time
from pathlib import Path
from typing import Any

from sqlalchemy import event, func, select

from ledger import asking, once, told
from ledger_fill import fill, invented_report
from ledger_postgres import database, pour, server_version, size_of
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger

ADDED = 60  # reports added to each ledger
WARM_UP = 10  # the first of them, which find nothing in memory, do not count
ADDING = "adding a report"


def main() -> None:
    """Fill and measure each size, and write the figures by database and number of events."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000,1000000", help="events of the SQLite ledgers")
    parser.add_argument("--postgres", metavar="URL", help="a PostgreSQL server on which databases may be made")
    parser.add_argument("--postgres-sizes", default="1000,10000,100000,1000000", help="events of those there")
    parser.add_argument("--folder", type=Path, required=True, help="where generated ledgers are kept")
    parser.add_argument("--ledger", type=Path, help="a large ledger to ask too; it is not written to")
    parser.add_argument("--only-fill", action="store_true", help="generate the SQLite ledgers and stop")
    parser.add_argument("--json", type=Path, help="write the figures here")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    figures: dict[str, Any] = {"SQLite": {}}
    for size in _numbers(args.sizes):
        path, seconds = _generated(args.folder, size)
        if not args.only_fill:
            figures["SQLite"][str(size)] = _sqlite(path) | ({"fill_seconds": seconds} if seconds else {})
    if args.ledger and not args.only_fill:
        asked = _asked(args.ledger)
        figures["SQLite"][str(asked.pop("events"))] = asked
    if args.postgres:
        figures["PostgreSQL"] = {
            str(size): _postgres(args.postgres, _generated(args.folder, size)[0], size)
            for size in _numbers(args.postgres_sizes)
        }
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _numbers(given: str) -> list[int]:
    return [int(one) for one in given.split(",") if one.strip()]


def _generated(folder: Path, size: int) -> tuple[Path, float]:
    """Return the ledger of a size, and the seconds it took to make, 0 if it was there."""
    path = folder / f"generated-{size}.db"
    if path.exists():
        return path, 0.0
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    started = time.perf_counter()
    with open_ledger(str(unfinished), create=True) as ledger:
        fill(ledger, size)
    unfinished.rename(path)
    return path, round(time.perf_counter() - started, 1)


def _sqlite(path: Path) -> dict[str, Any]:
    print(f"SQLite, {path.name}")
    copy = path.with_suffix(".copy")
    shutil.copyfile(path, copy)
    try:
        with open_ledger(str(copy)) as ledger:
            return {"bytes": path.stat().st_size, "ms": _paired(asking(ledger) | _adding(ledger))}
    finally:
        copy.unlink()


def _asked(path: Path) -> dict[str, Any]:
    print(f"SQLite, {path.name}")
    with read_only(path) as ledger:
        with ledger.reading() as connection:
            events = connection.scalar(select(func.max(t.event.c.id))) or 0
        return {"events": events, "bytes": path.stat().st_size, "ms": _paired(asking(ledger)), "asked_only": True}


def read_only(path: Path) -> Ledger:
    """Open a SQLite ledger so that nothing can be written to it."""
    ledger = open_ledger(str(path))
    ledger.close()  # connections made before do not count
    event.listen(ledger.engine, "connect", lambda connection, _record: connection.execute("PRAGMA query_only = ON"))
    return ledger


def _postgres(server: str, source: Path, size: int) -> dict[str, Any]:
    print(f"PostgreSQL, {size:,} events")
    with database(server, f"sayso_benchmark_{size}") as url, open_ledger(url, create=True) as ledger:
        started = time.perf_counter()
        pour(source, ledger)
        seconds = round(time.perf_counter() - started, 1)
        figures = {"bytes": size_of(ledger), "pour_seconds": seconds, "server": server_version(ledger)}
        return figures | {"ms": _paired(asking(ledger) | _adding(ledger))}


def _adding(ledger: Ledger) -> dict[str, float]:
    dice = random.Random(11)
    records = [invented_report(dice, f"added-{n}") for n in range(ADDED)]
    return told(ADDING, [once(lambda record=record: add(ledger, record)) for record in records][WARM_UP:])


def _paired(figures: dict[str, float]) -> dict[str, dict[str, float]]:
    """Return time and CPU time by name, from figures under `NAME, ms` and `NAME, CPU ms`."""
    names = [name.removesuffix(", ms") for name in figures if name.endswith(", ms")]
    return {
        name: {"time": round(figures[f"{name}, ms"], 2), "cpu": round(figures[f"{name}, CPU ms"], 2)} for name in names
    }


if __name__ == "__main__":
    main()
