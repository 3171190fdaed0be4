"""Measure what reading costs on top of the bare parse, stage by stage, and what memory it takes.

    python benchmarks/reading.py [FILE ...] [--reports 64] [--rounds 5] [--stream 10000] [--json OUT]

FILE is a JSON-lines file of reports, or anything else that `sayso read` takes; without one the examples of the project
are read again and again. Each file is measured in one process on one core. The bare parse (`nlp.pipe`, every component
of the same pipeline, same batches) and the full reading (reports to JSON lines) take turns batch by batch, so that both
feel the same weather; CPU time counts, the median of the rounds. Each round goes on in the file where the one before
stopped: as long as the file lasts, no cache has seen its reports. Further rounds take the time of each stage. Memory is
that of a process of its own, which reads `--stream` reports, the file's over and over under new ids (0: not measured).
"""

import argparse
import gc
import json
import os
import platform
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from sayso.batch.local import read_all
from sayso.export import to_line
from sayso.extract import extraction, reader
from sayso.extract.reader import BATCH, Reader
from sayso.intake import read_path
from sayso.model import Record, Report
from sayso.reading.pipeline import bare_pipeline

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
MARKS = (100, 500, 1_000, 2_000, 5_000, 10_000)  # reports after which a streaming process tells its memory
WARM_UP = 8  # reports read before the clock starts: caches, tables and the gazetteer's index are filled
MEGABYTE = 1_000_000

MODULES = {"reader": reader, "extraction": extraction}
# What is timed apart: a stage and the names in those modules whose calls make it up. A stage called by another counts
# only once, for itself.
STAGES = {
    "prepare": ("reader.Reader.prepare",),
    "statements": ("extraction.find_statements",),
    "parties": ("extraction.ReportParties",),
    "times": ("extraction.find_times",),
    "places": ("extraction.find_mentions",),
    "figures": ("extraction.find_figures",),
    "sight": ("extraction.sight",),
    "tell": ("extraction.Extraction.tell",),
    "assemble": ("extraction.Extraction.assemble",),
    "other": ("reader.Reader.extract",),
}


def load(path: Path, count: int) -> list[Report]:
    """Return the first `count` reports of a file, the examples over and over; stops the run if there is none."""
    own = [item for item in islice(read_path(path), count) if isinstance(item, Report)]
    if not own:
        raise SystemExit(f"{path.name}: no report in it")
    return list(islice(cycle(own), count)) if path == EXAMPLES else own


def one_core() -> None:
    """Keep this process on one core, where the system lets a process say so."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def cpu(work: Callable[[], Any]) -> float:
    """Return the seconds of CPU that a call takes, in all its threads."""
    before = time.process_time()
    work()
    return time.process_time() - before


class Meter:
    """Takes the time of stages by standing in for the functions that make them up."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[float] = []  # for each stage under way, the time that stages inside it have taken

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function, with the time of its calls added to the stage."""

        def call(*args: Any, **named: Any) -> Any:
            self._open.append(0.0)
            before = time.process_time()
            try:
                return function(*args, **named)
            finally:
                spent = time.process_time() - before
                self.seconds[stage] += spent - self._open.pop()
                if self._open:
                    self._open[-1] += spent

        return call

    @contextmanager
    def placed(self) -> Iterator[None]:
        """Stand in for every function of STAGES; a name that is no longer there stops the run."""
        before: list[tuple[Any, str, Any]] = []
        for stage, names in STAGES.items():
            for name in names:
                *owner, last = name.split(".")
                place: Any = MODULES[owner[0]]
                for part in owner[1:]:
                    place = getattr(place, part)
                before.append((place, last, getattr(place, last)))
                setattr(place, last, self.timed(stage, getattr(place, last)))
        try:
            yield
        finally:
            for place, last, function in before:
                setattr(place, last, function)


def speed(reports: list[Report], size: int, rounds: int) -> dict[str, Any]:
    """Return the CPU milliseconds a report of parse, reading and stages: medians of rounds of `size` reports."""
    own = Reader()
    nlp = bare_pipeline()

    def parse(batch: list[Report]) -> None:
        for _ in nlp.pipe([report.text for report in batch], batch_size=BATCH):
            pass

    def read(batch: list[Report]) -> None:
        for record in own.read_many(batch):
            to_line(record)

    warm = reports[-WARM_UP:]  # the last ones, which the rounds reach last if at all
    parse(warm)
    read(warm)
    bare, full = [0.0] * rounds, [0.0] * rounds
    stages: dict[str, list[float]] = {name: [0.0] * rounds for name in ("parse", *STAGES, "export")}
    source = cycle(reports)
    for n in range(rounds):
        gc.collect()
        for index, batch in enumerate(batches(list(islice(source, size)))):
            if index % 2:  # who goes first pays for the words that are new
                full[n] += cpu(partial(read, batch))
                bare[n] += cpu(partial(parse, batch))
            else:
                bare[n] += cpu(partial(parse, batch))
                full[n] += cpu(partial(read, batch))
    for n in range(rounds):
        meter, whole = Meter(), 0.0
        with meter.placed():
            for batch in batches(list(islice(source, size))):
                records: list[Record] = []
                whole += cpu(lambda: records.extend(own.read_many(batch)))  # noqa: B023 - called at once
                stages["export"][n] += cpu(lambda: [to_line(record) for record in records])  # noqa: B023
        for stage in STAGES:
            stages[stage][n] = meter.seconds[stage]
        stages["parse"][n] = whole - sum(meter.seconds.values())

    def milliseconds(seconds: list[float]) -> float:
        return round(1000 * median(seconds) / size, 3)

    return {
        "reports": len(reports),
        "words": round(sum(len(report.text.split()) for report in reports) / len(reports)),
        "rounds": rounds,
        "reports_a_round": size,
        "bare_ms": milliseconds(bare),
        "full_ms": milliseconds(full),
        "ratio": round(median(b / a for a, b in zip(bare, full, strict=True)), 3),
        "ratio_by_round": [round(b / a, 3) for a, b in zip(bare, full, strict=True)],
        "reports_per_second": round(size / median(full), 1),
        "stages_ms": {name: milliseconds(seconds) for name, seconds in stages.items()},
    }


def batches(reports: list[Report]) -> Iterator[list[Report]]:
    """Yield the reports in the batches that the reader parses together."""
    for start in range(0, len(reports), BATCH):
        yield reports[start : start + BATCH]


def resident() -> int | None:
    """Return the megabytes this process has in memory now, None where the system does not tell."""
    with suppress(OSError):
        return round(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MEGABYTE)
    return None


def peak() -> int | None:
    """Return the most megabytes this process has had in memory, None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most * (1 if sys.platform == "darwin" else 1024) / MEGABYTE)


def again(path: Path, count: int) -> Iterator[Report]:
    """Yield `count` reports, those at `path` over and over, each under an id of its own, holding one at a time."""
    number = 0
    while number < count:
        before = number
        for item in read_path(path):
            if isinstance(item, Report) and number < count:
                number += 1
                yield replace(item, id=f"{item.id}-{number}")
        if number == before:
            raise SystemExit(f"{path.name}: no report in it")


def stream(path: Path, count: int) -> dict[str, Any]:
    """Read `count` reports as `sayso read --format jsonl` does and return this process's memory on the way, in MB."""
    one_core()
    marks, tops = {}, {}
    read = 0
    for outcome in read_all(again(path, count)):
        if not isinstance(outcome, Record):
            raise SystemExit(outcome.message)
        to_line(outcome)
        read += 1
        if read in MARKS or read == count:
            marks[str(read)], tops[str(read)] = resident(), peak()
            print(f"  {read:,} reports: {marks[str(read)] or 0} MB", file=sys.stderr, flush=True)
    return {"reports": read, "rss_mb": marks, "peak_mb": tops, "peak_rss_mb": peak()}


def memory(path: Path, count: int) -> dict[str, Any]:
    """Return what `stream` tells of a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), str(path), "--only-stream", "--stream", str(count)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return dict(json.loads(done.stdout))


def show(name: str, figures: dict[str, Any]) -> None:
    """Print one file's figures as a table."""
    full, bare = figures["full_ms"], figures["bare_ms"]
    size = f"{figures['rounds']} rounds of {figures['reports_a_round']}"
    print(f"{name}: {figures['reports']} reports of {figures['words']} words, {size}, one core")
    print(f"  bare parse    {bare:8.2f} ms a report")
    print(f"  full reading  {full:8.2f} ms a report, {figures['reports_per_second']} reports a second")
    print(f"  ratio         {figures['ratio']:8.3f}   by round {figures['ratio_by_round']}")
    for stage, cost in figures["stages_ms"].items():
        print(f"    {stage:<12}{cost:8.2f} ms {cost / bare:8.1%} of the bare parse")
    if "memory" in figures:
        told = figures["memory"]
        marks = ", ".join(f"{int(mark):,}: {value} MB" for mark, value in told["rss_mb"].items())
        print(f"  memory        peak {told['peak_rss_mb']} MB; resident after reports {marks}")


def main() -> None:
    """Measure each file, print its table and write all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--reports", type=int, default=64, help="reports of a file in each round (64)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of each measure (5)")
    parser.add_argument("--stream", type=int, default=10_000, help="reports the memory is measured over (10000)")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--only-stream", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    files = given.files or [EXAMPLES]
    if given.only_stream:
        told = json.dumps(stream(files[0], given.stream), indent=1)
        print(told)
        if given.json:
            given.json.write_text(told + "\n", encoding="utf-8")
        return
    one_core()
    result: dict[str, Any] = {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "files": {},
    }
    for path in files:
        figures = speed(load(path, given.reports * given.rounds * 2), given.reports, given.rounds)
        if given.stream:
            figures["memory"] = memory(path, given.stream)
        result["files"][path.stem] = figures
        show(path.stem, figures)
        if given.json:
            given.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
