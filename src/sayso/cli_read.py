"""The work behind `sayso read`: inputs to reports, reports to records, records to the output asked for."""

import datetime
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from sayso.batch.local import read_all
from sayso.batch.worker import Failure
from sayso.cli_output import opened
from sayso.cli_progress import Meter
from sayso.cli_second import SecondSettings, Unanswered, make_reader
from sayso.errors import IntakeError, SettingError
from sayso.export.visible import one_line
from sayso.model import Record, Report

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Job:
    """What `sayso read` was asked to do."""

    paths: list[str]
    published: datetime.date | None
    publisher: str | None
    format: str
    output: Path | None
    jobs: int
    pipeline: str
    second: SecondSettings | None = None


# Where the reports of a job come from; it is given what prints a line.
Source = Callable[[Job, Callable[[str], None]], Iterator[Report | IntakeError]]


class Writer(Protocol):
    """What writes records in one format."""

    def add(self, record: Record) -> None:
        """Write or keep one record."""

    def close(self) -> None:
        """Write what was kept."""


def run(job: Job, source: Source | None = None) -> int:
    """Read everything the job names and write it; return the exit code, 0 or 1 if any report failed."""
    source = source or reports_of
    _check(job)
    prepare_places()
    unanswered = Unanswered()
    with opened(job.output, utf8=job.format != "text") as file, _meter(job) as meter:
        writer = _writer(job.format, file)
        reader = make_reader(job.second, job.jobs)
        for outcome in read_all(source(job, teller(meter)), job.jobs, job.pipeline, reader):
            if isinstance(outcome, Failure):
                meter.failed(f"sayso: {one_line(outcome.message)}")
            else:
                writer.add(outcome)
                unanswered.count(outcome)
                meter.read()
        writer.close()
    if meter.total != 1 or meter.failures:
        print(meter.summary, file=sys.stderr)
    unanswered.say()
    return 1 if meter.failures else 0


def prepare_places() -> None:
    """Build the index of places before the first reading, and say so: it takes some seconds, once."""
    from sayso.extract.gazetteer import gazetteer
    from sayso.extract.gazetteer_store import index_path

    if not index_path().is_file():
        print("sayso: making the index of place names; this is done once and takes about 15 seconds", file=sys.stderr)
        gazetteer()


def _check(job: Job) -> None:
    if job.paths.count(STANDARD_INPUT) > 1:
        raise SettingError("standard input (-) can be read only once")
    if job.output is None or not job.output.exists():
        return
    for path in job.paths:
        if path != STANDARD_INPUT and Path(path).exists() and job.output.samefile(path):
            raise SettingError(f"{path}: is both input and output; choose another --output")


def teller(meter: Meter) -> Callable[[str], None]:
    """Return what prints a line on what an archive held that was no report; such a line is no failure."""
    return lambda line: meter.note(f"sayso: {one_line(line)}")


def reports_of(job: Job, say: Callable[[str], None]) -> Iterator[Report | IntakeError]:
    """Yield the reports that a job names, an IntakeError in the place of one that cannot be taken in.

    `say` is given a line for each archive that held more than reports.
    """
    from sayso.intake import Overrides, read_path, read_stream

    overrides = Overrides(published=job.published, publisher=job.publisher)
    for path in job.paths:
        if path == STANDARD_INPUT:
            yield from read_stream(sys.stdin.buffer, "standard input", overrides, say)
        else:
            yield from read_path(Path(path), overrides, say)


def _writer(name: str, file: IO[str]) -> Writer:
    if name == "jsonl":
        from sayso.export.jsonl import JsonlWriter

        return JsonlWriter(file)
    if name == "html":
        from sayso.export.page import PageWriter

        return PageWriter(file)
    from sayso.export.terminal import TerminalWriter

    return TerminalWriter(file)


def _meter(job: Job) -> AbstractContextManager[Meter]:
    """Progress is shown where nothing else is being written: on a terminal, while records go elsewhere."""
    elsewhere = job.output is not None or not sys.stdout.isatty()
    many = len(job.paths) > 1 or any(not path.endswith((".txt", ".html", ".htm")) for path in job.paths)
    return Meter(shown=sys.stderr.isatty() and elsewhere and many)
