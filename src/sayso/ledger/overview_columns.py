"""The columns of all incidents in memory: what an overview of a million of them counts, read once and then kept up.

A snapshot is never changed: what is new makes another, so that whoever holds one may go on reading it.
"""

import datetime
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, select, text

from sayso.ledger import tables as t

Array = npt.NDArray[Any]
# Beyond this latitude, in degrees, a web map ends.
TOP = 85.05
_CHUNK = 20_000
_COLUMNS = "id, ref, start_day, end_day, lat, lon, turn, awaits, kind, status, country, place, reviewed"
# The sum keeps SQLite from the index of what is redirected: it would look up and sort a million rows of a million.
_ALL = f"SELECT {_COLUMNS} FROM incident WHERE redirect_id + 0 IS NULL AND state IS NOT NULL ORDER BY id"  # noqa: S608 - constants
_SIDES = ((t.incident_party, "party"), (t.incident_publisher, "publisher"))


class Codes:
    """Names as numbers, in the order in which they came; they are only ever added to."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._codes: dict[str, int] = {}

    def of(self, name: str) -> int:
        """Return the number of a name, a new one if need be."""
        code = self._codes.get(name)
        if code is None:
            code = self._codes[name] = len(self.names)
            self.names.append(name)
        return code

    def table(self, wanted: Callable[[str], bool]) -> Array:
        """Return which numbers stand for names that are wanted."""
        return np.fromiter(map(wanted, list(self.names)), bool)


class _Days(dict[Any, int]):
    """Days as the database gives them, as ordinals; 0 stands for none."""

    def __missing__(self, day: Any) -> int:
        found = 0 if day is None else (datetime.date.fromisoformat(day) if isinstance(day, str) else day).toordinal()
        self[day] = found
        return found


class Names:
    """The numbers of every name that a column holds."""

    def __init__(self) -> None:
        self.kind, self.status, self.country, self.place, self.reviewed = (Codes() for _ in range(5))
        self.party, self.publisher = Codes(), Codes()
        self.days = _Days()


@dataclass(frozen=True)
class Columns:
    """One value an incident in each, by row id: ordinals of days (0 for none), degrees (NaN for none), codes of names.

    `turn` is the order of the queue of review and `awaits` tells who waits in it.
    `parties` and `publishers` are pairs of (code, row id), in any order.
    """

    id: Array
    ref: Array
    start: Array
    end: Array
    lat: Array
    lon: Array
    turn: Array
    awaits: Array
    kind: Array
    status: Array
    country: Array
    place: Array
    reviewed: Array
    parties: tuple[Array, Array] = field(kw_only=True)
    publishers: tuple[Array, Array] = field(kw_only=True)

    @cached_property
    def dated(self) -> Array:
        """The rows that have a day, by day and id."""
        rows = np.flatnonzero(self.start)
        return rows[np.argsort(self.start[rows], kind="stable")]

    @cached_property
    def undated(self) -> Array:
        """The rows without a day, by id."""
        return np.flatnonzero(self.start == 0)

    @cached_property
    def points(self) -> tuple[Array, Array, Array]:
        """The distinct points, as latitudes and longitudes, and the point of each row, -1 where it has none."""
        placed = np.flatnonzero(~np.isnan(self.lat) & ~np.isnan(self.lon))
        both = np.empty(len(placed), dtype=np.complex128)
        both.real, both.imag = self.lat[placed], self.lon[placed]
        found, inverse = np.unique(both, return_inverse=True)
        of = np.full(len(self.id), -1, dtype=np.int32)
        of[placed] = inverse
        return found.real, found.imag, of

    @cached_property
    def on_map(self) -> tuple[Array, Array]:
        """Each point on the square of the web map, from 0 to 1 to the east and to the south."""
        lat, lon, _ = self.points
        turned = np.radians(np.clip(lat, -TOP, TOP))
        return (lon + 180) / 360, (1 - np.arcsinh(np.tan(turned)) / math.pi) / 2

    @property
    def size(self) -> int:
        """Memory of the columns themselves, in bytes."""
        plain = [getattr(self, f.name) for f in fields(self)]
        return sum(sum(a.nbytes for a in c) if isinstance(c, tuple) else c.nbytes for c in plain)


# The columns that have one value a row, and of which of them what is worked out once is made.
_PLAIN = tuple(f.name for f in fields(Columns))[:-2]
_MADE_OF = {
    "dated": ("id", "start"),
    "undated": ("id", "start"),
    "points": ("id", "lat", "lon"),
    "on_map": ("id", "lat", "lon"),
}


def load(connection: Connection, names: Names) -> tuple[Columns, int]:
    """Read every incident; return the columns and where in the history they stand."""
    at = newest(connection)  # first: what comes meanwhile is read once more, which does no harm
    rows = connection.execution_options(yield_per=_CHUNK).exec_driver_sql(_ALL)
    parts = [_columns(chunk, names) for chunk in rows.partitions()]
    parties, publishers = _sides(connection, names)
    return Columns(*(_joined(parts) if parts else _columns([], names)), parties=parties, publishers=publishers), at


def newest(connection: Connection) -> int:
    """Return the last entry of the history: entries only grow, in the order in which writers were done."""
    return int(connection.scalar(text("SELECT max(id) FROM history")) or 0)


@dataclass(frozen=True, slots=True)
class Change:
    """What came of reading a ledger again: the columns and where in the history they stand now.

    `gone` and `come` are the rows that changed, as they were and as they are.
    """

    columns: Columns
    at: int
    number: int
    gone: Columns
    come: Columns


def changed(connection: Connection, columns: Columns, names: Names, at: int) -> Change | None:
    """Return the columns with what the history tells since `at`; None where it tells nothing."""
    rows = connection.execute(text("SELECT id, incident_id FROM history WHERE id > :at"), {"at": at}).all()
    if not rows:
        return None
    ids = sorted({row.incident_id for row in rows})
    query = _ALL.replace("ORDER BY id", "")
    found: list[Any] = []
    sides: tuple[list[Any], list[Any]] = ([], [])
    for start in range(0, len(ids), _CHUNK):
        some = ", ".join(map(str, ids[start : start + _CHUNK]))  # numbers that the database gave
        found += connection.exec_driver_sql(f"{query} AND id IN ({some})").all()
        for (table, name), into in zip(_SIDES, sides, strict=True):
            into += connection.exec_driver_sql(
                f"SELECT {name}, incident_id FROM {table.name} WHERE incident_id IN ({some})"  # noqa: S608 - as above
            ).all()
    ids_now = np.array(ids)
    gone = _only(columns, ids_now)
    parties, publishers = _pairs(sides[0], names.party), _pairs(sides[1], names.publisher)
    come = Columns(*_columns(sorted(found, key=lambda row: row[0]), names), parties=parties, publishers=publishers)
    same = np.array_equal(gone.id, come.id)
    return Change(
        _corrected(columns, gone, come) if same else _mixed(columns, ids_now, gone, come),
        max(row.id for row in rows),
        len(ids),
        gone,
        come,
    )


def _only(columns: Columns, ids: Array) -> Columns:
    """Return the rows of some ids."""
    at = np.flatnonzero(np.isin(columns.id, ids))
    parties, publishers = (
        tuple(side[np.isin(pair[1], ids)] for side in pair) for pair in (columns.parties, columns.publishers)
    )
    plain = [getattr(columns, name)[at] for name in _PLAIN]
    return Columns(*plain, parties=parties, publishers=publishers)  # type: ignore[arg-type]


def _corrected(columns: Columns, gone: Columns, come: Columns) -> Columns:
    """Return the columns where the same rows say otherwise; what no row changes is shared with those from before."""
    at = np.searchsorted(columns.id, gone.id)
    plain: dict[str, Any] = {}
    for name in _PLAIN:
        now, old, new = getattr(columns, name), getattr(gone, name), getattr(come, name)
        if not np.array_equal(old, new, equal_nan=now.dtype.kind == "f"):
            now = now.copy()
            now[at] = new
        plain[name] = now
    for name in ("parties", "publishers"):
        held, old, new = (getattr(one, name) for one in (columns, gone, come))
        same = sorted(zip(*(side.tolist() for side in old), strict=True)) == sorted(
            zip(*(side.tolist() for side in new), strict=True)
        )
        plain[name] = held if same else _merged(held, gone.id, new)
    found = Columns(**plain)
    for made, of in _MADE_OF.items():
        if made in columns.__dict__ and all(getattr(found, name) is getattr(columns, name) for name in of):
            found.__dict__[made] = columns.__dict__[made]
    return found


def _mixed(columns: Columns, ids: Array, gone: Columns, come: Columns) -> Columns:
    """Return the columns without some rows and with others."""
    kept = ~np.isin(columns.id, ids)
    joined = [np.concatenate((getattr(columns, name)[kept], getattr(come, name))) for name in _PLAIN]
    order = np.argsort(joined[0], kind="stable")
    return Columns(
        *(column[order] for column in joined),
        parties=_merged(columns.parties, gone.id, come.parties),
        publishers=_merged(columns.publishers, gone.id, come.publishers),
    )


def _columns(rows: Sequence[Sequence[Any]], names: Names) -> list[Array]:
    """Return rows as arrays, one for each column."""
    ids, refs, starts, ends, lats, lons, turns, awaits, *named = zip(*rows, strict=True) if rows else [()] * 13
    vocabularies = (names.kind, names.status, names.country, names.place, names.reviewed)
    return [
        np.array(ids, dtype=np.int64),
        np.array(refs, dtype="S20"),
        np.array([names.days[day] for day in starts], dtype=np.int32),
        np.array([names.days[day] for day in ends], dtype=np.int32),
        np.array(lats, dtype=np.float64),
        np.array(lons, dtype=np.float64),
        np.array(turns, dtype=np.float64),
        np.array(awaits, dtype=bool),
        *(
            np.array([codes.of(value) for value in values], dtype=np.int32)
            for codes, values in zip(vocabularies, named, strict=True)
        ),
    ]


def _joined(parts: Sequence[Sequence[Array]]) -> Iterator[Array]:
    return (np.concatenate(arrays) for arrays in zip(*parts, strict=True))


def _sides(connection: Connection, names: Names) -> Iterator[tuple[Array, Array]]:
    for (table, _), codes in zip(_SIDES, (names.party, names.publisher), strict=True):
        rows = connection.execution_options(yield_per=_CHUNK).execute(select(table.c[0], table.c.incident_id))
        parts = [_pairs(chunk, codes) for chunk in rows.partitions()] or [_pairs([], codes)]
        yield np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def _pairs(rows: Sequence[Sequence[Any]], codes: Codes) -> tuple[Array, Array]:
    return np.array([codes.of(row[0]) for row in rows], np.int32), np.array([row[1] for row in rows], np.int64)


def _merged(old: tuple[Array, Array], gone: Array, new: tuple[Array, Array]) -> tuple[Array, Array]:
    kept = ~np.isin(old[1], gone)
    return np.concatenate((old[0][kept], new[0])), np.concatenate((old[1][kept], new[1]))
