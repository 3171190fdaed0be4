"""Speed of the overview of a large ledger: reading it into memory, keeping up, and each of its answers.

    python benchmarks/overview.py --events 1000000 --folder generated --json figures.json

The ledger is the one that `benchmarks/ledger.py` generates (each event an incident of its own); with `--folder` it is
kept and taken up again. Each answer is asked for several selections in turn; the least and the median time are written.
"""

import argparse
import datetime
import json
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ledger_fill import DAYS, PARTIES, fill, invented_report
from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger
from sayso.ledger.overview import Overview
from sayso.ledger.selection import Selection

ROUNDS = 9
WORLD = (-180.0, -85.0, 180.0, 85.0)


def main() -> None:
    """Time what is asked for and print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="size of the ledger, in events and incidents")
    parser.add_argument("--folder", type=Path, help="where the generated ledger is kept; else a folder that goes away")
    parser.add_argument("--json", type=Path, help="write the figures here too")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        path = (args.folder or Path(temporary)) / f"generated-{args.events}.db"
        fresh = not path.exists()
        ledger = open_ledger(str(path), create=True)
        if fresh:
            fill(ledger, args.events)
        figures: dict[str, float] = {}
        overview = Overview(ledger)
        before = _memory()
        started = time.perf_counter()
        incidents = overview.refresh()
        figures["load, s"] = time.perf_counter() - started
        figures["memory, MB"] = _memory() - before
        print(
            f"{incidents:,} incidents: load {figures['load, s']:.1f} s, high water {figures['memory, MB']:.0f} MB more"
        )
        figures |= _timed("refresh, nothing new", overview.refresh)
        figures |= _answers(overview)
        add(ledger, invented_report(random.Random(time.time_ns()), f"overview-{time.time_ns()}"))
        started = time.perf_counter()
        overview.refresh()
        figures["refresh, one report"] = 1000 * (time.perf_counter() - started)
        print(f"refresh, one report: {figures['refresh, one report']:.0f} ms")
        ledger.close()
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _answers(overview: Overview) -> dict[str, float]:
    middle = DAYS[len(DAYS) // 2]
    selections = {
        "all": Selection(),
        "one year": Selection(since=middle, until=middle + datetime.timedelta(days=365)),
        "kind and country": Selection(kinds=("airstrike", "shelling"), countries=("SYR",)),
        "party": Selection(parties=(PARTIES[0],)),
        "publisher": Selection(publishers=("paper-3",)),
        "place": Selection(places=("Place 17",)),
        "words in all": Selection(words="killed people"),
        "words in few": Selection(words="place17"),
    }
    figures: dict[str, float] = {}
    for name, selection in selections.items():
        started = time.perf_counter()
        overview.summary(selection)
        figures[f"first answer: {name}"] = first = 1000 * (time.perf_counter() - started)
        print(f"first answer: {name}: {first:.1f} ms")
        last = overview.page(selection, limit=200)[-1]
        asked: dict[str, Callable[[], object]] = {
            "summary": lambda s=selection: overview.summary(s),
            "timeline by day": lambda s=selection: overview.timeline(s, "day"),
            "timeline by month": lambda s=selection: overview.timeline(s, "month"),
            "clusters, world": lambda s=selection: overview.clusters(s, WORLD, 2),
            "clusters, near": lambda s=selection: overview.clusters(s, (20.0, 20.0, 40.0, 40.0), 6),
            "first page": lambda s=selection: overview.page(s),
            "page behind the 200th": lambda s=selection, a=last: overview.page(s, after=a),
        }
        for what, ask in asked.items():
            figures |= _timed(f"{what}: {name}", ask)
    return figures


def _timed(name: str, ask: Callable[[], object]) -> dict[str, float]:
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - started))
    print(f"{name}: least {min(taken):.1f} ms, median {statistics.median(taken):.1f} ms")
    return {f"{name}, least": min(taken), f"{name}, median": statistics.median(taken)}


def _memory() -> float:
    """Return the high-water mark of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
