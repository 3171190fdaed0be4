"""The reader in a process of its own, which may hang or die over a page without taking the watcher along."""

import signal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from sayso.batch.worker import Failure, MakeReader, load_reader, serve
from sayso.errors import SaysoError
from sayso.model import Record, Report

LONGEST_READ = 300.0  # seconds for one report; the longest that is taken in takes some 20
LONGEST_START = 300.0  # seconds to load the pipeline


def serve_alone(pipe: Connection, make_reader: MakeReader, pipeline: str) -> None:
    """Serve as a reading process that leaves the system's wish to end to its parent."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    serve(pipe, make_reader, pipeline)


class ReadingProcess:
    """Reads one report at a time; started when the first one comes."""

    def __init__(
        self, pipeline: str = "", make_reader: MakeReader = load_reader, longest: float = LONGEST_READ
    ) -> None:
        self._arguments = (make_reader, pipeline)
        self._longest = longest
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None

    def read(self, report: Report) -> Record | Failure:
        """Return what was read, or a Failure; raises SaysoError if the pipeline cannot be loaded."""
        name = report.url or report.id
        try:
            pipe = self._pipe or self._start()
            pipe.send([report])
            if not pipe.poll(self._longest):
                self.close()
                return Failure(f"{name}: reading took longer than {self._longest:g} seconds")
            [found] = pipe.recv()
        except (EOFError, OSError):
            self.close()
            return Failure(f"{name}: the process reading it died")
        return found  # type: ignore[no-any-return]

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
        self._process = self._pipe = None

    def _start(self) -> Connection:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._process = context.Process(target=serve_alone, args=(theirs, *self._arguments), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe = ours
        said = ours.recv() if ours.poll(LONGEST_START) else "the reading process does not start"
        if isinstance(said, str):
            self.close()
            raise SaysoError(said)
        return ours
