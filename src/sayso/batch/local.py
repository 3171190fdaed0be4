"""Reading many reports on this machine: in order, as a stream, in one process or several, one bad report at a time.

Each process loads the language pipeline once. Reports go to the processes in small chunks, and only so many chunks are
under way that memory stays the same however many reports follow. A process that dies takes nothing with it: its chunk
is read again one report at a time, and only the report that kills a process on its own is given up.
"""

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from sayso.batch.worker import Failure, MakeReader, load_reader, read_chunk, serve
from sayso.errors import IntakeError, SaysoError
from sayso.model import Record, Report

Outcome = Record | Failure

CHUNK = 16  # reports; the parse gains nothing from more, and a chunk is what a dying process costs
AHEAD = 4  # chunks a process may be ahead of the slowest one, each


def read_all(
    items: Iterable[Report | IntakeError], jobs: int = 1, pipeline: str = "", make_reader: MakeReader = load_reader
) -> Iterator[Outcome]:
    """Read reports in `jobs` processes and yield, in the order given, a Record or a Failure for each.

    What intake could not take in (an IntakeError among the items) comes out as a Failure in its place. Raises
    SaysoError if the pipeline cannot be loaded.
    """
    if jobs > 1:
        yield from _Pool(jobs, make_reader, pipeline).run(items)
        return
    reader = None
    for chunk in _chunks(items):
        if reader is None and chunk.reports:
            reader = make_reader(pipeline)
        if reader is not None:
            chunk.fill(0, read_chunk(reader, chunk.reports))
        yield from chunk.outcomes()


@dataclass(slots=True)
class _Chunk:
    """A run of items: `reports` are the readable ones, `results` what became of them, None where still unread."""

    items: list[Report | IntakeError]
    reports: list[Report] = field(init=False)
    results: list[Outcome | None] = field(init=False)

    def __post_init__(self) -> None:
        self.reports = [item for item in self.items if isinstance(item, Report)]
        self.results = [None] * len(self.reports)

    def fill(self, offset: int, results: list[Outcome]) -> None:
        self.results[offset : offset + len(results)] = results

    @property
    def done(self) -> bool:
        return None not in self.results

    def outcomes(self) -> Iterator[Outcome]:
        results = iter(self.results)
        for item in self.items:
            outcome = Failure(str(item)) if isinstance(item, IntakeError) else next(results)
            if isinstance(outcome, Record) and isinstance(item, Report) and item.capture is not None:
                outcome = replace(outcome, report=replace(outcome.report, capture=item.capture))
            if outcome is not None:
                yield outcome


@dataclass(frozen=True, slots=True)
class _Task:
    """Reports of one chunk to be read by one process: those from `offset` on."""

    chunk: int
    offset: int
    reports: list[Report]


@dataclass(slots=True)
class _Worker:
    """A process, our end of its pipe, whether it has loaded its pipeline, and the task it is at."""

    process: SpawnProcess
    pipe: Connection
    ready: bool = False
    task: _Task | None = None


class _Pool:
    """The processes of one run and the chunks under way."""

    def __init__(self, jobs: int, make_reader: MakeReader, pipeline: str) -> None:
        self._jobs = jobs
        self._arguments = (make_reader, pipeline)
        self._context = get_context("spawn")  # a forked process would inherit the parser's threads in a broken state
        self._workers: list[_Worker] = []
        self._waiting: deque[_Task] = deque()
        self._open: dict[int, _Chunk] = {}

    def run(self, items: Iterable[Report | IntakeError]) -> Iterator[Outcome]:
        """Yield the outcomes of `items` in order; ends every process whatever happens."""
        chunks = enumerate(_chunks(items))
        due, more = 0, True
        try:
            while more or self._open:
                while more and len(self._open) < self._jobs * AHEAD:
                    number, chunk = next(chunks, (-1, None))
                    if chunk is None:
                        more = False
                        break
                    self._open[number] = chunk
                    if chunk.reports:
                        self._waiting.append(_Task(number, 0, chunk.reports))
                while due in self._open and self._open[due].done:
                    yield from self._open.pop(due).outcomes()
                    due += 1
                if self._open and not all(chunk.done for chunk in self._open.values()):
                    self._hand_out()
                    self._take_in()
        finally:
            self._stop()

    def _hand_out(self) -> None:
        """Give waiting tasks to idle processes, starting processes up to the number asked for."""
        while self._waiting:
            worker = next((worker for worker in self._workers if worker.ready and worker.task is None), None)
            starting = sum(not worker.ready for worker in self._workers)
            if worker is None:
                if len(self._workers) < self._jobs and starting < len(self._waiting):
                    self._start()
                    continue
                return
            task = self._waiting.popleft()
            worker.task = task
            with suppress(OSError):  # a process that has just died is noticed when its answer is awaited
                # The raw bytes are nothing to read by: they wait here for the record.
                worker.pipe.send([replace(report, capture=None) for report in task.reports])

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=serve, args=(theirs, *self._arguments), daemon=True)
        with _without_interrupts():
            process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _take_in(self) -> None:
        """Wait for answers; put each where it belongs, or deal with the death of the process that owed it."""
        answering = wait([worker.pipe for worker in self._workers if worker.task or not worker.ready])
        for worker in [worker for worker in self._workers if worker.pipe in answering]:
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._bury(worker)
                continue
            if isinstance(answer, str):
                raise SaysoError(answer)
            if worker.task is None:
                worker.ready = True
                continue
            self._open[worker.task.chunk].fill(worker.task.offset, answer)
            worker.task = None

    def _bury(self, worker: _Worker) -> None:
        """Take a dead process out; read its chunk again report by report, give up a report that killed it alone."""
        self._workers.remove(worker)
        worker.process.join()
        worker.pipe.close()
        code, task = worker.process.exitcode, worker.task
        if task is None:
            raise SaysoError(f"a reading process ended before it could start (exit code {code})")
        if len(task.reports) > 1:
            singles = (_Task(task.chunk, task.offset + n, [report]) for n, report in enumerate(task.reports))
            self._waiting.extendleft(reversed(list(singles)))
            return
        name = task.reports[0].id or "report"
        self._open[task.chunk].fill(task.offset, [Failure(f"{name}: the process reading it died (exit code {code})")])

    def _stop(self) -> None:
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()
        self._workers.clear()


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Hold Ctrl-C back for a moment; a process started meanwhile holds it back for good and leaves it to its parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # started along with the first process otherwise, and lets interrupts in again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _chunks(items: Iterable[Report | IntakeError]) -> Iterator[_Chunk]:
    source = iter(items)
    while taken := list(islice(source, CHUNK)):
        yield _Chunk(taken)
