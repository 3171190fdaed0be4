"""What one reading process does: chunk in, records out, a failure in the place of a report that cannot be read."""

import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Protocol

from sayso.errors import SaysoError
from sayso.model import Record, Report


class Reads(Protocol):
    """What reads reports: `sayso.extract.reader.Reader`, or a stand-in of the tests."""

    def read(self, report: Report) -> Record:
        """Read one report."""

    def read_many(self, reports: Iterable[Report]) -> Iterator[Record]:
        """Read reports together, in order."""


MakeReader = Callable[[str], Reads]  # from the name of a pipeline; picklable, so that a process can be given it


def load_reader(pipeline: str) -> Reads:
    """Return the reader over the pipeline of that name; imported late, for the parser takes a second to import."""
    from sayso.extract.reader import Reader

    return Reader(pipeline)


@dataclass(frozen=True, slots=True)
class Failure:
    """A report that could not be read: one line that names it and says why."""

    message: str


def read_chunk(reader: Reads, reports: Sequence[Report]) -> list[Record | Failure]:
    """Read reports together; if that fails, one by one, so that only the one at fault is lost."""
    try:
        records = list(reader.read_many(reports))
        if len(records) == len(reports):
            return list(records)
    except Exception:  # noqa: S110 - whatever it was, it shows again below, with the report's name
        pass
    return [_read_one(reader, report) for report in reports]


def serve(pipe: Connection, make_reader: MakeReader, pipeline: str) -> None:
    """Answer each list of reports on `pipe` with the list of what became of them, until the pipe is closed.

    The first answer is None once the pipeline is loaded, or a message why it cannot be.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C too, and ends us
    try:
        reader = make_reader(pipeline)
    except SaysoError as error:
        pipe.send(str(error))
        return
    try:
        pipe.send(None)
        while True:
            pipe.send(read_chunk(reader, pipe.recv()))
    except (EOFError, OSError):
        return  # the parent is gone or has had enough


def _read_one(reader: Reads, report: Report) -> Record | Failure:
    try:
        return reader.read(report)
    except Exception as error:
        words = " ".join(str(error).split())
        return Failure(f"{report.id or 'report'}: could not be read ({type(error).__name__}: {words})")
