"""The gazetteer: places by name, from one compact index that is read from disk."""

import hashlib
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path

from sayso.errors import KnowledgeError
from sayso.extract.gazetteer_fold import skeleton, vowels_evened
from sayso.extract.gazetteer_store import added_tables, open_index, tables_folder, write_atomically
from sayso.extract.gazetteer_tables import BY_HAND, user_rows

_BATCH = 500  # SQLite takes at least 999 parameters
_REMEMBERED = 50_000  # keys held in memory, found or not: about 10 MB, a few thousand reports
# How alike two spellings of one consonant skeleton must be; Babisqa/Babeska 0.86, Halabja/Halba under 0.8.
_ALIKE = 0.84


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the index under one of its names; `exact` are the folded spellings, `main` if it is the usual name."""

    id: int
    name: str
    country: str
    lat: float | None
    lon: float | None
    kind: str
    population: int
    curated: int
    source: str
    within: str
    exact: tuple[str, ...]
    main: bool

    @property
    def by_hand(self) -> bool:
        """Whether it was written down from general knowledge, as villages and quarters that no table has were."""
        return self.source == BY_HAND


class Gazetteer:
    """Looks names up by key (`gazetteer_fold.key`) in batches and remembers the answers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._memory: dict[str, tuple[Entry, ...]] = {}
        self._sounds: dict[str, tuple[Entry, ...]] = {}

    def load(self, keys: Iterable[str]) -> None:
        """Fetch many keys at once; later `find` of each costs a dictionary look-up."""
        if len(self._memory) > _REMEMBERED:
            self._memory.clear()
        wanted = sorted({k for k in keys if k not in self._memory})
        for start in range(0, len(wanted), _BATCH):
            part = wanted[start : start + _BATCH]
            found: dict[str, dict[int, Entry]] = {k: {} for k in part}
            marks = ",".join("?" * len(part))
            for filed, exact, main, *cells in self._connection.execute(
                "SELECT n.key, n.exact, n.main, p.id, p.name, p.country, p.lat, p.lon, p.kind, p.population, p.curated,"  # noqa: S608
                f" p.source, p.within FROM name n JOIN place p ON p.id = n.place WHERE n.key IN ({marks})"
                " ORDER BY n.key, n.place, n.exact",
                part,
            ):
                have = found[filed].get(cells[0])
                spellings = (*have.exact, exact) if have else (exact,)
                found[filed][cells[0]] = Entry(*(*cells, spellings, bool(main) or bool(have and have.main)))
            for filed, entries in found.items():
                self._memory[filed] = tuple(entries.values())

    def find(self, filed: str) -> tuple[Entry, ...]:
        """Return the places filed under a key, curated ones first."""
        if filed not in self._memory:
            self.load([filed])
        return self._memory[filed]

    def alike(self, name: str) -> tuple[Entry, ...]:
        """Return places whose name is another transliteration of `name`; empty for short names."""
        if name not in self._sounds:
            if len(self._sounds) > _REMEMBERED:
                self._sounds.clear()
            self._sounds[name] = self._alike(name)
        return self._sounds[name]

    def _alike(self, name: str) -> tuple[Entry, ...]:
        block = skeleton(name)
        if not block:
            return ()
        mine = vowels_evened(name)
        best: dict[int, Entry] = {}
        for place, filed in self._connection.execute("SELECT place, key FROM sound WHERE skeleton = ?", (block,)):
            other = vowels_evened(filed)
            if other[:1] == mine[:1] and SequenceMatcher(None, mine, other, autojunk=False).ratio() >= _ALIKE:
                best.update((entry.id, entry) for entry in self.find(filed) if entry.id == place)
        return tuple(best[k] for k in sorted(best))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """Open the index once per process; the first time ever it is built, which takes some seconds."""
    return Gazetteer(open_index())


def add_gazetteer(path: Path | str) -> int:
    """Add a GeoNames country dump (.txt, .zip) or a CSV table of places and return how many places it holds.

    The CSV's header names name,country,lat,lon and may name admin,alternatenames,feature,population. Raises
    KnowledgeError with the line number when a row is wrong, and then nothing is added. A table added twice counts once.
    """
    given = Path(path)
    rows = user_rows(given)
    if not rows:
        raise KnowledgeError(f"{given.name}: holds no place")
    data = given.read_bytes()
    stem = re.sub(r"[^A-Za-z0-9_.]", "_", given.name)[-60:]
    try:
        digest = hashlib.sha256(data).hexdigest()[:16]
        if not any(table.name.startswith(digest) for table in added_tables()):
            write_atomically(tables_folder() / f"{digest}-{stem}", data)
    except OSError as error:
        raise KnowledgeError(
            f"{given.name}: cannot be kept in {tables_folder()} ({error.strerror or error})"
        ) from error
    gazetteer.cache_clear()
    return len(rows)


def list_gazetteers() -> list[tuple[str, int]]:
    """Return the added tables as (file name, number of places), in the order read."""
    return [(path.name.partition("-")[2], len(user_rows(path))) for path in added_tables()]
