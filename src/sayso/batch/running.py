"""A batch from its slices to its tables: parts that are done are passed over, the others read, days put together."""

import json
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from sayso.batch import days, parts, store
from sayso.batch.flows import LocalFlow
from sayso.batch.local import Outcome, read_all
from sayso.batch.parts import Done, How
from sayso.batch.slices import Slice, items
from sayso.batch.worker import Failure, MakeReader, load_reader
from sayso.errors import IntakeError
from sayso.model import Report

Told = Done | Failure


class Engine(Protocol):
    """What does the work: this machine, or a cluster."""

    def read(self, slices: Sequence[Slice], how: How) -> Iterator[Told]:
        """Read slices that are not done, and yield what became of each, in any order."""

    def each(self, work: Callable[..., Any], of: Sequence[Any], *given: Any) -> Iterator[Any]:
        """Yield `work(one, *given)` for each thing, in any order."""

    def flow(self, rows: Sequence[Any]) -> Any:
        """Begin a flow of rows."""


@dataclass(slots=True)
class Sums:
    """What a batch came to. `failed` are the reports that could not be read, as lines of `failed.jsonl`."""

    reports: int = 0
    events: int = 0
    known: int = 0  # reports of parts that were done before
    parts: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)


class Local:
    """Processes on this machine; `workers` of them read, this one takes in and writes."""

    def __init__(self, workers: int = 1, make_reader: MakeReader = load_reader) -> None:
        self._workers = workers
        self._make_reader = make_reader

    def read(self, slices: Sequence[Slice], how: How) -> Iterator[Told]:
        """Read slices as one stream, so that no process waits for another at the end of a part."""
        waiting: deque[_Open] = deque()
        told: deque[Told] = deque()
        stream = self._items(slices, how, waiting, told)
        owed = self._workers  # kept apart for the type checker: the pool counts its own processes
        for outcome in read_all(stream, owed, how.pipeline, self._make_reader):
            next(one for one in waiting if one.owes).take(outcome)
            yield from _closed(waiting, told, how)
        yield from _closed(waiting, told, how)

    def each(self, work: Callable[..., Any], of: Sequence[Any], *given: Any) -> Iterator[Any]:
        """Yield what comes of each thing, one after the other: it takes a moment beside the reading."""
        for one in of:
            yield work(one, *given)

    def flow(self, rows: Sequence[Any]) -> LocalFlow:
        """Begin a flow of rows, which lie in a temporary folder."""
        return LocalFlow.of(rows)

    def _items(
        self, slices: Sequence[Slice], how: How, waiting: "deque[_Open]", told: deque[Told]
    ) -> Iterator[Report | IntakeError]:
        for one in slices:
            try:
                part = parts.part_id(one, how)
            except (IntakeError, OSError) as error:
                told.append(parts.refused(one, error))
                continue
            done = parts.find(part, how)
            if done is not None:
                told.append(done)
                continue
            now = _Open(part, one)
            waiting.append(now)
            for item in items(one, how.overrides):
                now.given += 1
                yield item
            now.whole = True


@dataclass(slots=True)
class _Open:
    """A part under way: how many of its reports were given out, whether all, and what came back, in order."""

    part: str
    slice: Slice
    given: int = 0
    whole: bool = False
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def owes(self) -> bool:
        return len(self.outcomes) < self.given

    def take(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)


def _closed(waiting: deque[_Open], told: deque[Told], how: How) -> Iterator[Told]:
    while told:
        yield told.popleft()
    while waiting and waiting[0].whole and not waiting[0].owes:
        one = waiting.popleft()
        yield parts.keep(one.part, one.slice, one.outcomes, how)


def run(slices: Sequence[Slice], how: How, engine: Engine, tell: Callable[[Told], None] = lambda _told: None) -> Sums:
    """Read slices into OUT and put its tables together; `tell` is given what becomes of each slice as it comes.

    Stopped at any moment and run again, it reads nothing that is done; the tables are the same whoever does the work.
    Raises SettingError if OUT holds something else, SaysoError if the pipeline cannot be loaded.
    """
    how.settle()
    sums = Sums()
    lost: list[dict[str, str]] = []
    for told in engine.read(slices, how):
        tell(told)
        if isinstance(told, Failure):
            lost.append({"input": "", "error": told.message})
            continue
        sums.parts += 1
        sums.reports += told.reports if told.fresh else 0
        sums.events += told.events if told.fresh else 0
        sums.known += 0 if told.fresh else told.reports
        sums.failed += told.failed
    held = parts.every(how.out)
    for _day in engine.each(days.put_together, days.due(held, how.out), how.out):
        pass
    failed = [dict(line) for line in {tuple(sorted(f.items())) for done in held for f in done.failed}]
    sums.failed += lost
    lines = sorted(json.dumps(line, ensure_ascii=True, sort_keys=True) for line in [*failed, *lost])
    store.write(store.join(how.out, "failed.jsonl"), "".join(f"{line}\n" for line in lines).encode())
    return sums
