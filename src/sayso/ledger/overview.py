"""An overview of a large ledger: counts, days, clusters on a map and pages of a list for any selection, from memory.

It answers as the statements of `queries.py` do, a hundred times faster where there are a million incidents.
"""

import datetime
import threading
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection, select

from sayso.ledger import tables as t
from sayso.ledger.database import Ledger
from sayso.ledger.overview_columns import Array, Codes, Columns, Names, changed, load
from sayso.ledger.selection import Selection
from sayso.ledger.timeline import Step
from sayso.ledger.traits import place_key
from sayso.ledger.words import Term, terms
from sayso.ledger.words_index import has_terms
from sayso.model.incident import Status

# Width of the whole world at zoom 0 and side of a cluster's cell, in pixels of the map.
WORLD, CELL = 512, 56
# Answers of the index of words that are remembered: a page asks several things of one search.
_REMEMBERED = 16
# (west, south, east, north) in degrees; west is greater than east across the 180th meridian.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Summary:
    """How many incidents, by status, kind and country (most first), and how many without a day or coordinates."""

    total: int
    by_status: dict[str, int]
    by_kind: dict[str, int]
    by_country: dict[str, int]
    undated: int
    unplaced: int
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Incidents that lie in one cell of the map: their middle in degrees, counts by status, and the id of the first.

    `one_point` tells that all lie on the very same point, so that no zoom takes them apart.
    """

    lat: float
    lon: float
    count: int
    by_status: dict[str, int]
    ref: str
    one_point: bool

    @property
    def status(self) -> str:
        """The status that most of them have."""
        return next(iter(self.by_status))


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: the day it is listed under, None without one, the row and the permanent id of the incident."""

    day: datetime.date | None
    id: int
    ref: str


class Overview:
    """The overview of one ledger; any number of threads may ask it. `refresh` brings in what others have written."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._names = Names()
        self._lock = threading.Lock()
        self._held: tuple[Columns, int] | None = None
        self._found: OrderedDict[tuple[int, tuple[Term, ...]], Array] = OrderedDict()

    def refresh(self) -> int:
        """Bring in what has changed since the last time; return how many incidents. The first call reads all."""
        with self._lock, self._ledger.reading() as connection:
            if self._held is None:
                self._held = load(connection, self._names)
                return len(self._held[0].id)
            columns, at, number = changed(connection, self._held[0], self._names, self._held[1])
            self._held = columns, at
            return number

    def summary(self, selection: Selection) -> Summary:
        """Return the counts of a selection."""
        columns, mask = self._chosen(selection)
        start, end = columns.start[mask], columns.end[mask]
        dated = start > 0
        countries = _tally(columns.country[mask], self._names.country)
        countries.pop("", None)
        return Summary(
            total=int(mask.sum()),
            by_status=_tally(columns.status[mask], self._names.status),
            by_kind=_tally(columns.kind[mask], self._names.kind),
            by_country=countries,
            undated=int((~dated).sum()),
            unplaced=int(np.isnan(columns.lat[mask]).sum()),
            first=_day(start[dated].min()) if dated.any() else None,
            last=_day(end.max()) if dated.any() else None,
        )

    def timeline(self, selection: Selection, step: Step = "day") -> list[tuple[datetime.date, int, int]]:
        """Return the first day of each day, week or month that has any, how many incidents, and how many are disputed.

        One known only to a longer span than a step is in none; two days running count on the first, as a night does.
        """
        columns, mask = self._chosen(selection)
        rows = np.flatnonzero(mask & (columns.start > 0))
        start, end = columns.start[rows], columns.end[rows]
        first = _bucket(start, step)
        within = first == _bucket(np.where(end - start == 1, start, end), step)
        if not within.any():
            return []
        disputed = self._names.status.table(lambda name: name == Status.DISPUTED.value)[columns.status[rows]]
        base = int(first[within].min())
        totals = np.bincount(first[within] - base)
        part = np.bincount(first[within & disputed] - base, minlength=len(totals))
        return [
            (datetime.date.fromordinal(base + n), int(totals[n]), int(part[n])) for n in np.flatnonzero(totals).tolist()
        ]

    def clusters(self, selection: Selection, box: Box, zoom: float) -> list[Cluster]:
        """Return what lies in a box of the map, by cells of the screen at a zoom; the largest clusters first."""
        columns, mask = self._chosen(selection)
        lat, lon, of = columns.points
        inside = _inside(lat, lon, box)
        rows = np.flatnonzero(mask & (of >= 0))
        rows = rows[inside[of[rows]]]
        if not len(rows):
            return []
        kinds = len(self._names.status.names)
        counts = np.bincount(of[rows] * kinds + columns.status[rows], minlength=len(lat) * kinds).reshape(-1, kinds)
        first = np.zeros(len(lat), dtype=np.int64)
        first[of[rows[::-1]]] = rows[::-1]  # what is written last stays: the first row on each point
        used = np.flatnonzero(counts.sum(axis=1))
        across, down = columns.on_map
        scale = WORLD * 2**zoom / CELL
        cells = np.floor(across[used] * scale).astype(np.int64) << 32 | np.floor(down[used] * scale).astype(np.int64)
        order = np.argsort(cells, kind="stable")
        used, cells = used[order], cells[order]
        edges = np.flatnonzero(np.r_[True, cells[1:] != cells[:-1]])
        whole = counts[used].sum(axis=1)
        by_status = np.add.reduceat(counts[used], edges)
        total = np.add.reduceat(whole, edges)
        middle = [np.add.reduceat(side[used] * whole, edges) / total for side in (lat, lon)]
        rows_of = np.minimum.reduceat(first[used], edges)
        alone = np.diff(np.r_[edges, len(used)]) == 1
        found = [
            Cluster(
                float(lat[used[edge]] if alone[n] else round(middle[0][n], 5)),
                float(lon[used[edge]] if alone[n] else round(middle[1][n], 5)),
                int(total[n]),
                _named(by_status[n], self._names.status),
                columns.ref[rows_of[n]].decode(),
                bool(alone[n]),
            )
            for n, edge in enumerate(edges)
        ]
        return sorted(found, key=lambda cluster: (-cluster.count, cluster.ref))

    def page(
        self, selection: Selection, *, after: Row | None = None, limit: int = 50, newest_first: bool = True
    ) -> list[Row]:
        """Return up to `limit` lines of a list by day, those without a day last, that come behind the line `after`."""
        columns, mask = self._chosen(selection)
        dated, undated = columns.dated, columns.undated
        if newest_first:
            dated = dated[::-1]
        if after is None:
            skip = (0, 0)
        elif after.day is None:
            skip = (len(dated), int(np.searchsorted(columns.id[undated], after.id, side="right")))
        else:
            skip = (_behind(columns, after.day.toordinal(), after.id, newest_first), 0)
        found: list[int] = []
        for part, start in zip((dated, undated), skip, strict=True):
            rest = part[start:]
            found += rest[np.flatnonzero(mask[rest])[: limit - len(found)]].tolist()
        return [Row(_day(columns.start[n]), int(columns.id[n]), columns.ref[n].decode()) for n in found]

    def _chosen(self, selection: Selection) -> tuple[Columns, Array]:
        """Return the columns as they are now and which rows are in a selection."""
        held = self._held
        if held is None:
            self.refresh()
            return self._chosen(selection)
        return held[0], self._mask(held[0], held[1], selection)

    def _mask(self, columns: Columns, at: int, selection: Selection) -> Array:
        mask = np.ones(len(columns.id), dtype=bool)
        if selection.since is not None:
            mask &= columns.end >= selection.since.toordinal()
        if selection.until is not None:
            mask &= (columns.start > 0) & (columns.start <= selection.until.toordinal())
        if selection.places:
            keys = tuple(place_key(name) for name in selection.places)
            starts = tuple(f"{key} " for key in keys)
            mask &= self._names.place.table(lambda name: name in keys or name.startswith(starts))[columns.place]
        names = self._names
        for codes, column, wanted in (
            (names.country, columns.country, selection.countries),
            (names.kind, columns.kind, selection.kinds),
            (names.status, columns.status, selection.statuses),
            # `names.reviewed` and `columns.reviewed` are held for a filter by what reviewers have said
        ):
            if wanted:
                mask &= codes.table(wanted.__contains__)[column]
        for codes, pairs, wanted in (
            (names.party, columns.parties, selection.parties),
            (names.publisher, columns.publishers, selection.publishers),
        ):
            if wanted:
                mask &= _among(columns.id, pairs[1][codes.table(wanted.__contains__)[pairs[0]]])
        if selection.ids:
            mask &= np.isin(columns.ref, np.array([ref.encode() for ref in selection.ids], dtype="S20"))
        if sought := terms(selection.words):
            mask &= _among(columns.id, self._with_words(at, tuple(sought)))
        return mask

    def _with_words(self, at: int, sought: tuple[Term, ...]) -> Array:
        """Return the rows of the incidents that have all terms."""
        with self._lock:
            known = self._found.get((at, sought))
        if known is None:
            with self._ledger.reading() as connection:
                known = _found(connection, sought)
            with self._lock:
                self._found[at, sought] = known
                while len(self._found) > _REMEMBERED:
                    self._found.popitem(last=False)
        return known


def _found(connection: Connection, sought: tuple[Term, ...]) -> Array:
    query = select(t.incident.c.id).where(has_terms(sought))
    return np.fromiter((row[0] for row in connection.execute(query)), np.int64)


def _among(ids: Array, wanted: Array) -> Array:
    """Tell of each id whether it is wanted; ids are sorted and nearly without gaps."""
    if not len(ids):
        return np.zeros(0, dtype=bool)
    table = np.zeros(int(ids[-1]) + 1, dtype=bool)
    table[wanted[wanted < len(table)]] = True
    return np.asarray(table[ids])


def _behind(columns: Columns, day: int, row: int, newest_first: bool) -> int:
    """Return how many of the dated rows come up to a line, itself included, in the order of the list."""
    dated, starts = columns.dated, columns.start[columns.dated]
    first, last = np.searchsorted(starts, day), np.searchsorted(starts, day, side="right")
    ids = columns.id[dated[first:last]]
    if newest_first:
        return int(len(dated) - (first + np.searchsorted(ids, row)))
    return int(first + np.searchsorted(ids, row, side="right"))


def _inside(lat: Array, lon: Array, box: Box) -> Array:
    west, south, east, north = box
    along = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return np.asarray(along & (lat >= south) & (lat <= north))


def _bucket(days: Array, step: Step) -> Array:
    """Return the first day of the day, week or month that each day lies in, as ordinals."""
    if step == "week":
        return np.asarray(days - (days - 1) % 7)  # the first of all days was a Monday
    if step == "day":
        return days
    epoch = datetime.date(1970, 1, 1).toordinal()
    months = (days - epoch).astype("datetime64[D]").astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[D]").astype(np.int64) + epoch)


def _tally(codes: Array, names: Codes) -> dict[str, int]:
    return _named(np.bincount(codes, minlength=len(names.names)), names)


def _named(counts: Array, names: Codes) -> dict[str, int]:
    found = {names.names[n]: int(counts[n]) for n in np.flatnonzero(counts)}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _day(ordinal: int) -> datetime.date | None:
    return datetime.date.fromordinal(int(ordinal)) if ordinal else None
