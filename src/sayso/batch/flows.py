"""Flows: rows that are brought together by key, shard by shard, so that no process ever holds all of them."""

import pickle
import shutil
import tempfile
import weakref
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, Self

SHARDS = 32

Mapper = Callable[[Any], Iterable[tuple[str, Any]]]  # a row to keys and values
Reducer = Callable[[str, list[Any]], Iterable[Any]]  # a key and its values, in no order, to rows


class Flow(Protocol):
    """Rows on their way; those of `LocalFlow` lie on disk, those of a cluster on its nodes."""

    def keyed(self, mapper: Mapper, reducer: Reducer) -> Self:
        """Return what `reducer` makes of the values that `mapper` gives to each key."""

    def also(self, other: Self) -> Self:
        """Return the rows of both."""

    def rows(self) -> Iterator[Any]:
        """Yield the rows, in no order."""


def shard_of(key: str, shards: int = SHARDS) -> int:
    """Return the shard that a key belongs to, the same on every machine."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % shards


def reduced(pairs: Iterable[tuple[str, Any]], reducer: Reducer) -> Iterator[Any]:
    """Yield what a reducer makes of the pairs of one shard."""
    groups: dict[str, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    for key in sorted(groups):
        yield from reducer(key, groups.pop(key))


class Folder:
    """A temporary folder that goes away with the last thing that holds it."""

    def __init__(self) -> None:
        self.name = tempfile.mkdtemp(prefix="sayso-")
        weakref.finalize(self, shutil.rmtree, self.name, ignore_errors=True)


class LocalFlow:
    """Rows in files of a temporary folder that goes away with the last flow made from it."""

    def __init__(self, files: list[Path], folder: "Folder") -> None:
        self._files = files
        self._folder = folder

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "LocalFlow":
        """Begin a flow."""
        folder = Folder()
        return cls([_written(rows, folder.name)], folder)

    def keyed(self, mapper: Mapper, reducer: Reducer) -> "LocalFlow":
        """Return what `reducer` makes of the values that `mapper` gives to each key."""
        with tempfile.TemporaryDirectory(dir=self._folder.name) as folder:
            shards = [Path(folder, str(n)) for n in range(SHARDS)]
            files = [shard.open("wb") for shard in shards]
            for row in self.rows():
                for key, value in mapper(row):
                    pickle.dump((key, value), files[shard_of(key)])
            for file in files:
                file.close()
            made = [_written(reduced(_read(shard), reducer), self._folder.name) for shard in shards]
        return LocalFlow(made, self._folder)

    def also(self, other: "LocalFlow") -> "LocalFlow":
        """Return the rows of both; they must have begun as one flow."""
        return LocalFlow([*self._files, *other._files], self._folder)

    def rows(self) -> Iterator[Any]:
        """Yield the rows, in no order."""
        for file in self._files:
            yield from _read(file)


def _written(rows: Iterable[Any], folder: str) -> Path:
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        for row in rows:
            pickle.dump(row, file)
    return Path(file.name)


def _read(path: Path) -> Iterator[Any]:
    with path.open("rb") as file:
        while True:
            try:
                yield pickle.load(file)  # noqa: S301 - written by this process a moment ago
            except EOFError:
                return
