"""The reader of the server: loaded when the first report comes, one report at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sayso.batch.worker import Failure, Reads, load_reader, read_chunk
from sayso.errors import IntakeError, LedgerError
from sayso.model import Record, Report

# Reports that wait for their turn; more are told to come again.
WAITING = 8


class OneReader:
    """Reads reports for every request in turn: its parser takes memory, and is not made for several at once."""

    def __init__(self) -> None:
        self._reader: Reads | None = None
        self._turn = threading.Lock()
        self._waiting = threading.BoundedSemaphore(WAITING)

    def read(self, report: Report) -> Record:
        """Return what one reading yields; raises IntakeError if it cannot be read, LedgerError when too many wait."""
        with self._place(), self._turn:
            if self._reader is None:
                self._reader = load_reader("")
            [found] = read_chunk(self._reader, [report])
        if isinstance(found, Failure):
            raise IntakeError("text", found.message)
        return found

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._waiting.acquire(blocking=False):
            raise LedgerError(f"{WAITING} reports wait to be read; send this one again in a minute")
        try:
            yield
        finally:
            self._waiting.release()
