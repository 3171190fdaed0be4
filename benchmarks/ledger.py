"""Speed of the ledger: adding to a small and to a large one, asking a large one, and adding against reading alone.

    python benchmarks/ledger.py --events 1000000 --json figures.json
    python benchmarks/ledger.py --ledger generated.db --folder generated
    python benchmarks/ledger.py --events 0 --corpus reports.jsonl

The large ledger is generated: events spread over ten years, 400 places (a few of which see most) and the kinds of war,
about seven to a report, each an incident of its own, so that incidents are as many as events. It is filled by bulk
inserts of the same rows that adding writes, and above 20,000 events by copies of them on other days; `--ledger` takes
one that is there already. Then the same invented reports are added to it and to one of a hundredth of its size (10,000
beside `--ledger`) in turns, and the queries of lists, filters and pages are timed one by one, in time and in CPU time
of this process: on a busy machine only the latter tells much. With `--corpus` the CPU time of reading a file is
compared with reading and adding it.
"""

import argparse
import datetime
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from ledger_fill import DAYS, fill, invented_report
from sayso.ledger import queries
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.selection import Selection

ROUNDS = 15


def main() -> None:
    """Run what is asked for and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="size of the large ledger; 0 leaves it out")
    parser.add_argument(
        "--ledger", type=Path, help="a large ledger to measure, in place of one of --events; is added to"
    )
    parser.add_argument("--corpus", type=Path, help="reports to read, and to read and add")
    parser.add_argument("--folder", type=Path, help="where to keep the generated ledgers; else a folder that goes away")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    args = parser.parse_args()
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        if args.events or args.ledger:
            figures |= _sizes(folder, args.events, args.ledger)
        if args.corpus:
            figures |= _corpus(folder, args.corpus)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _sizes(folder: Path, events: int, given: Path | None) -> dict[str, float]:
    large = open_ledger(str(given)) if given else _filled(folder, events)
    small = _filled(folder, 10_000 if given else events // 100)
    figures = _adding(small, large) | asking(large)
    small.close()
    large.close()
    return figures


def _filled(folder: Path, size: int) -> Ledger:
    path = folder / f"generated-{size}.db"
    ledger = open_ledger(str(path), create=True)
    if _empty(ledger):
        started = time.perf_counter()
        fill(ledger, size)
        _say(f"filled a ledger of {size:,} events", time.perf_counter() - started, "s")
    return ledger


def _empty(ledger: Ledger) -> bool:
    with ledger.reading() as connection:
        return connection.execute(select(t.event.c.id).limit(1)).first() is None


def _adding(small: Ledger, large: Ledger) -> dict[str, float]:
    dice = random.Random(time.time_ns())  # no report is there already
    name = f"new-{dice.getrandbits(60):x}"
    taken: dict[Ledger, list[tuple[float, float]]] = {small: [], large: []}
    for n in range(8 * ROUNDS):
        record = invented_report(dice, f"{name}-{n}")
        for ledger in (small, large) if n % 2 else (large, small):
            taken[ledger].append(once(lambda ledger=ledger, record=record: add(ledger, record)))
    figures: dict[str, float] = {}
    for ledger, what in ((small, "a small ledger"), (large, "a large ledger")):
        figures |= told(f"adding a report to {what}", taken[ledger][ROUNDS:])  # the first find nothing in memory
    for unit in ("ms", "CPU ms"):
        ratio = (
            figures[f"adding a report to a large ledger, {unit}"]
            / figures[f"adding a report to a small ledger, {unit}"]
        )
        figures[f"adding, ratio, {unit}"] = ratio
        print(f"adding to the large against the small: {ratio:.2f} times the {unit}")
    return figures


def asking(ledger: Ledger) -> dict[str, float]:
    """Time lists, filters, an incident and a count; return milliseconds under `NAME, ms` and `NAME, CPU ms`."""
    middle = DAYS[len(DAYS) // 2]
    month = {"since": middle, "until": middle + datetime.timedelta(days=30)}
    with ledger.reading() as connection:
        party = connection.scalar(select(t.incident_party.c.party).limit(1)) or ""
        day = t.incident.c.start_day
        ref = connection.scalar(select(t.incident.c.ref).where(day >= middle).order_by(day).limit(1)) or ""
    selections = {
        "list": Selection(),
        "list, one month": Selection(**month),
        "filter by kind": Selection(kinds=("airstrike",)),
        "filter by status": Selection(statuses=("disputed",)),
        "filter by country": Selection(countries=("SYR",)),
        "filter by place": Selection(places=("Place 17",)),
        "filter by party": Selection(parties=(party,)),
        "filter by publisher": Selection(publishers=("paper-3",)),
        "filter by month, kind and status": Selection(**month, kinds=("airstrike",), statuses=("disputed",)),
        "filter by month, country and party": Selection(**month, countries=("SYR",), parties=(party,)),
        "words, in all": Selection(words="killed people"),
        "words, in one of seventy": Selection(words="place17"),
        "words, rare": Selection(words='"place17 place18"'),
        "words, common, of one month": Selection(**month, words="observatory"),
    }
    figures: dict[str, float] = {}
    for name, selection in selections.items():

        def ask(s: Selection = selection) -> None:
            with ledger.reading() as connection:
                list(queries.incidents(connection, s, limit=50))

        figures |= _timed(name, ask)

    def page() -> None:
        with ledger.reading() as connection:
            row, _found = queries.find(connection, ref)
            queries.events_of(connection, row)
            queries.past(connection, row)
            queries.merged_into(connection, row)

    def month_count() -> None:
        with ledger.reading() as connection:
            queries.count(connection, Selection(**month))

    figures |= _timed("incident page", page)
    figures |= _timed("count, one month", month_count)
    return figures


def _timed(name: str, ask: Callable[[], None]) -> dict[str, float]:
    return told(name, [once(ask) for _ in range(ROUNDS)])


def once(ask: Callable[[], object]) -> tuple[float, float]:
    """Return what something takes in milliseconds, and of these of CPU."""
    started, busy = time.perf_counter(), time.process_time()
    ask()
    return 1000 * (time.perf_counter() - started), 1000 * (time.process_time() - busy)


def told(name: str, taken: list[tuple[float, float]]) -> dict[str, float]:
    """Print a line for what was taken by `once`; return the medians under `NAME, ms` and `NAME, CPU ms`."""
    whole, busy = ([pair[n] for pair in taken] for n in (0, 1))
    median, cpu = statistics.median(whole), statistics.median(busy)
    print(f"{name}: median {median:.1f} ms, worst {max(whole):.1f} ms; CPU {cpu:.1f} ms", flush=True)
    return {f"{name}, ms": median, f"{name}, CPU ms": cpu}


def _corpus(folder: Path, path: Path) -> dict[str, float]:
    """Time reading alone and adding what was read, chunk by chunk in turns, in CPU time of this process."""
    from sayso.extract.reader import Reader
    from sayso.intake import read_path

    reader = Reader()
    reports = [item for item in read_path(path) if not isinstance(item, Exception)]
    ledger = open_ledger(str(folder / "corpus.db"), create=True)
    reading = adding = 0.0
    list(reader.read_many(reports[:16]))  # what is loaded once is not counted
    for chunk in _chunks(reports):
        started = time.process_time()
        records = list(reader.read_many(chunk))
        reading += time.process_time() - started
        started = time.process_time()
        for record in records:
            add(ledger, record)
        adding += time.process_time() - started
    ledger.close()
    ratio = (reading + adding) / reading
    print(f"{len(reports):,} reports: reading {reading:.1f} s, adding {adding:.1f} s of CPU time; ratio {ratio:.2f}")
    return {"corpus, ratio": ratio}


def _chunks(items: list[Any], size: int = 16) -> Iterator[list[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _say(what: str, number: float, unit: str) -> None:
    print(f"{what}: {number:.1f} {unit}", file=sys.stderr)


if __name__ == "__main__":
    main()
