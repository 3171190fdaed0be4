"""Ray Data: the readers as actors that keep their pipeline loaded, on this machine or on the nodes of a cluster."""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sayso.batch import parts
from sayso.batch.flows import Mapper, Reducer, reduced, shard_of
from sayso.batch.local import CHUNK, Outcome
from sayso.batch.parts import How
from sayso.batch.running import Told
from sayso.batch.slices import Slice, items
from sayso.batch.worker import Failure, MakeReader, Reads, load_reader, read_chunk
from sayso.errors import IntakeError, SettingError
from sayso.model import Report

# Tasks that the slices or days are divided into, at most: more cost the scheduler, fewer leave workers without any.
TASKS = 2_000
# Parts that rows are dealt out to by key, each one task: the fewest, how many days share one, and the most. A day of
# news that is read whole is a thousand reports: a part of eight of them fits into any memory.
FEWEST, DAYS, MOST = 8, 8, 512
_MISSING = "the cluster needs Ray; install it with pip install 'sayso[cluster]', or ask for --local"


def is_installed() -> bool:
    """Tell whether Ray Data can be used here."""
    from importlib.util import find_spec

    return find_spec("ray") is not None


def start(workers: int) -> None:
    """Join the cluster that RAY_ADDRESS names, else start one on this machine; raises SettingError without Ray."""
    if not is_installed():
        raise SettingError(_MISSING)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing goes out to the network that was not asked for
    os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    import ray
    import ray.data

    if not ray.is_initialized():
        here: dict[str, Any] = (
            {} if os.environ.get("RAY_ADDRESS") else {"num_cpus": workers + 1, "include_dashboard": False}
        )
        ray.init(log_to_driver=False, logging_level=logging.ERROR, **here)
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    context.execution_options.preserve_order = False


def stop() -> None:
    """Leave the cluster; one that was started here ends."""
    import ray

    ray.shutdown()


class Cluster:
    """The engine over Ray Data; so many slices are under way as there are workers, so memory stays the same."""

    def __init__(self, workers: int, make_reader: MakeReader = load_reader) -> None:
        self._workers = workers
        self._make_reader = make_reader

    def read(self, slices: Sequence[Slice], how: How) -> Iterator[Told]:
        """Read slices that are not done; each worker takes in, reads and writes the whole of a slice."""
        if not slices:
            return
        found = _dataset(slices).map_batches(
            SliceReader,
            fn_constructor_args=(how, self._make_reader),
            batch_size=1,
            concurrency=self._workers,
            num_cpus=1,
        )
        for row in found.iter_rows():
            yield _thawed(row["told"])

    def each(self, work: Callable[..., Any], of: Sequence[Any], *given: Any) -> Iterator[Any]:
        """Yield what comes of each thing, done by whichever worker is free."""
        if not of:
            return

        def one(row: dict[str, Any]) -> dict[str, Any]:
            return {"told": _frozen(work(_thawed(row["item"]), *given))}

        for row in _dataset(of).map(one, num_cpus=1).iter_rows():
            yield _thawed(row["told"])

    def flow(self, rows: Sequence[Any]) -> "ClusterFlow":
        """Begin a flow of rows, days as a rule, which lie on the nodes."""
        import ray

        blocks = [rows[n :: min(len(rows), TASKS)] for n in range(min(len(rows), TASKS))]
        partitions = min(max(FEWEST, 2 * self._workers, len(rows) // DAYS), MOST)
        return ClusterFlow([ray.put(block) for block in blocks], partitions)


class ClusterFlow:
    """Rows on the nodes of a cluster, in blocks: what one task made, kept by Ray, on disk where memory runs short.

    Rows are brought together by plain tasks, which run in processes that are there already. Ray Data's own grouping
    starts actors anew for each step, and what hangs together takes dozens of steps.
    """

    def __init__(self, blocks: Sequence[Any], partitions: int) -> None:
        self._blocks = blocks
        self._partitions = partitions

    def keyed(self, mapper: Mapper, reducer: Reducer) -> "ClusterFlow":
        """Return what `reducer` makes of the values that `mapper` gives to each key."""
        import ray

        deal = ray.remote(num_returns=self._partitions)(_dealt)
        gather = ray.remote(_gathered)
        dealt: list[Any] = [deal.remote(block, mapper, self._partitions) for block in self._blocks]
        made = [gather.remote(reducer, *(parts[n] for parts in dealt)) for n in range(self._partitions)]
        return ClusterFlow(made, self._partitions)

    def also(self, other: "ClusterFlow") -> "ClusterFlow":
        """Return the rows of both."""
        return ClusterFlow([*self._blocks, *other._blocks], self._partitions)

    def rows(self) -> Iterator[Any]:
        """Yield the rows, in no order."""
        import ray

        for block in self._blocks:
            yield from ray.get(block)


def _dealt(rows: Sequence[Any], mapper: Mapper, partitions: int) -> tuple[list[tuple[str, Any]], ...]:
    """Return the keys and values of a block, dealt out to the partitions that their keys belong to."""
    found: tuple[list[tuple[str, Any]], ...] = tuple([] for _ in range(partitions))
    for row in rows:
        for key, value in mapper(row):
            found[shard_of(key, partitions)].append((key, value))
    return found


def _gathered(reducer: Reducer, *parts: list[tuple[str, Any]]) -> list[Any]:
    """Return the rows that come of one partition."""
    return list(reduced((pair for part in parts for pair in part), reducer))


class SliceReader:
    """An actor: loads its pipeline when the first report needs it, and keeps it."""

    def __init__(self, how: How, make_reader: MakeReader) -> None:
        self._how = how
        self._make_reader = make_reader
        self._reader: Reads | None = None

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Read the slices of a batch."""
        return {"told": [_frozen(self._told(_thawed(item))) for item in batch["item"]]}

    def _told(self, of: Slice) -> Told:
        try:
            part = parts.part_id(of, self._how)
        except (IntakeError, OSError) as error:
            return parts.refused(of, error)
        done = parts.find(part, self._how)
        return done if done is not None else parts.keep(part, of, self._outcomes(of), self._how)

    def _outcomes(self, of: Slice) -> Iterator[Outcome]:
        chunk: list[Report | IntakeError] = []
        for item in items(of, self._how.overrides):
            chunk.append(item)
            if len(chunk) == CHUNK:
                yield from self._read(chunk)
                chunk = []
        yield from self._read(chunk)

    def _read(self, chunk: Sequence[Report | IntakeError]) -> Iterator[Outcome]:
        reports = [item for item in chunk if isinstance(item, Report)]
        if reports and self._reader is None:
            self._reader = self._make_reader(self._how.pipeline)
        results = iter(read_chunk(self._reader, reports) if self._reader is not None else ())
        for item in chunk:
            yield Failure(str(item)) if isinstance(item, IntakeError) else next(results)


def _dataset(of: Sequence[Any]) -> Any:
    import ray.data

    return ray.data.from_items([{"item": _frozen(one)} for one in of], override_num_blocks=min(len(of), TASKS))


def _frozen(value: Any) -> bytes:
    import pickle

    return pickle.dumps(value)


def _thawed(body: bytes) -> Any:
    import pickle

    return pickle.loads(body)  # noqa: S301 - our own values, between our own workers
