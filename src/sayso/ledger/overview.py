"""An overview of a large ledger: counts, days, clusters on a map and pages of a list for any selection, from memory.

It answers as the statements of `queries.py` do, a hundred times faster where there are a million incidents.
"""

import datetime
import threading
from collections import OrderedDict
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice

import numpy as np
from sqlalchemy import Connection

from sayso.ledger.database import Ledger
from sayso.ledger.overview_columns import Array, Codes, Columns, Names, changed, load
from sayso.ledger.overview_mask import mask, within
from sayso.ledger.selection import Box, Selection
from sayso.ledger.survey import NEAR, WORLD, Heap, Summary
from sayso.ledger.timeline import Step
from sayso.ledger.words import Term, terms
from sayso.ledger.words_index import rows_with
from sayso.model.incident import Status

# Answers of the index of words that are remembered: a page asks several things of one search.
_REMEMBERED = 16


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

    def refresh(self, connection: Connection | None = None) -> int:
        """Bring in what has changed since the last time; return how many incidents. The first call reads all.

        A caller that has a connection gives it, so that none waits for a second one.
        """
        with self._lock, nullcontext(connection) if connection else self._ledger.reading() as asked:
            if self._held is None:
                self._held = load(asked, self._names)
                return len(self._held[0].id)
            columns, at, number = changed(asked, self._held[0], self._names, self._held[1])
            self._held = columns, at
            return number

    def seek(self, words: str, connection: Connection) -> None:
        """Look words up by a connection that is there already, before what is asked of them."""
        held = self._held
        if held is not None and (sought := terms(words)):
            self._with_words(held[1], tuple(sought), connection)

    def summary(self, selection: Selection) -> Summary:
        """Return the counts of a selection."""
        columns, chosen = self._chosen(selection)
        start, end = columns.start[chosen], columns.end[chosen]
        dated = start > 0
        countries = _tally(columns.country[chosen], self._names.country)
        countries.pop("", None)
        return Summary(
            total=int(chosen.sum()),
            by_status=_tally(columns.status[chosen], self._names.status),
            by_kind=_tally(columns.kind[chosen], self._names.kind),
            by_country=countries,
            undated=int((~dated).sum()),
            unplaced=int(np.isnan(columns.lat[chosen]).sum()),
            first=_day(start[dated].min()) if dated.any() else None,
            last=_day(end.max()) if dated.any() else None,
        )

    def timeline(self, selection: Selection, step: Step = "day") -> list[tuple[datetime.date, int, int]]:
        """Return the first day of each day, week or month that has any, how many incidents, and how many are disputed.

        One known only to a longer span than a step is in none; two days running count on the first, as a night does.
        """
        columns, chosen = self._chosen(selection)
        rows = np.flatnonzero(chosen & (columns.start > 0))
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

    def clusters(self, selection: Selection, box: Box, zoom: float) -> list[Heap]:
        """Return what lies in a box of the map, by cells of the screen at a zoom; the largest clusters first."""
        columns, chosen = self._chosen(selection)
        lat, lon, of = columns.points
        inside = within(box, lat, lon)
        rows = np.flatnonzero(chosen & (of >= 0))
        rows = rows[inside[of[rows]]]
        if not len(rows):
            return []
        kinds = len(self._names.status.names)
        counts = np.bincount(of[rows] * kinds + columns.status[rows], minlength=len(lat) * kinds).reshape(-1, kinds)
        first = np.zeros(len(lat), dtype=np.int64)
        first[of[rows[::-1]]] = rows[::-1]  # what is written last stays: the first row on each point
        used = np.flatnonzero(counts.sum(axis=1))
        across, down = columns.on_map
        scale = WORLD * 2**zoom / NEAR
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
            Heap(
                float(lat[used[edge]] if alone[n] else round(middle[0][n], 5)),
                float(lon[used[edge]] if alone[n] else round(middle[1][n], 5)),
                int(total[n]),
                _named(by_status[n], self._names.status),
                columns.ref[rows_of[n]].decode(),
                bool(alone[n]),
            )
            for n, edge in enumerate(edges)
        ]
        return sorted(found, key=lambda heap: (-heap.count, heap.ref))

    def page(
        self, selection: Selection, *, after: Row | None = None, limit: int = 50, newest_first: bool = True
    ) -> list[Row]:
        """Return up to `limit` lines of a list by day, those without a day last, that come behind the line `after`."""
        columns, chosen = self._chosen(selection)
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
            found += rest[np.flatnonzero(chosen[rest])[: limit - len(found)]].tolist()
        return [Row(_day(columns.start[n]), int(columns.id[n]), columns.ref[n].decode()) for n in found]

    def queue(
        self, selection: Selection, *, waiting: bool, after: tuple[float, int] | None = None, limit: int = 50
    ) -> tuple[list[int], int]:
        """Return the rows of up to `limit` incidents in the order of the queue of review, and how many it has in all.

        `waiting` leaves only those that wait for a reviewer; `after` is the turn and the row of the one before.
        """
        columns, chosen = self._chosen(selection)
        rows = np.flatnonzero(chosen & columns.awaits if waiting else chosen)
        total = len(rows)
        if after is not None:
            turn = columns.turn[rows]
            rows = rows[(turn > after[0]) | ((turn == after[0]) & (columns.id[rows] > after[1]))]
        if len(rows) > limit > 0:  # no more need be sorted than can be on the page
            turn = columns.turn[rows]
            rows = rows[turn <= np.partition(turn, limit - 1)[limit - 1]]
        order = np.lexsort((columns.id[rows], columns.turn[rows]))[:limit]
        return columns.id[rows[order]].tolist(), total

    def most(self, name: str, limit: int | None = None) -> dict[str, int]:
        """Return how many incidents have each `country`, `party` or `publisher`, the most frequent first."""
        columns = self._current()
        codes, names = {
            "country": (columns.country, self._names.country),
            "party": (columns.parties[0], self._names.party),
            "publisher": (columns.publishers[0], self._names.publisher),
        }[name]
        found = _tally(codes, names)
        found.pop("", None)
        return dict(islice(found.items(), limit))

    def placed(self, limit: int) -> list[int]:
        """Return the row of the newest incident at each of the places where most are."""
        columns = self._current()
        newest = np.zeros(len(self._names.place.names), dtype=np.int64)
        newest[columns.place] = columns.id  # what is written last stays
        names = [name for name in _tally(columns.place, self._names.place) if name]
        return [int(newest[self._names.place.of(name)]) for name in names[:limit]]

    def _current(self) -> Columns:
        held = self._held
        if held is None:
            self.refresh()
            return self._current()
        return held[0]

    def _chosen(self, selection: Selection) -> tuple[Columns, Array]:
        """Return the columns as they are now and which rows are in a selection."""
        held = self._held
        if held is None:
            self.refresh()
            return self._chosen(selection)
        sought = tuple(terms(selection.words))
        found = self._with_words(held[1], sought) if sought else None
        return held[0], mask(held[0], self._names, selection, found)

    def _with_words(self, at: int, sought: tuple[Term, ...], connection: Connection | None = None) -> Array:
        """Return the rows of the incidents that have all terms."""
        with self._lock:
            known = self._found.get((at, sought))
        if known is None:
            with nullcontext(connection) if connection else self._ledger.reading() as asked:
                known = np.fromiter(rows_with(asked, sought), np.int64)
            with self._lock:
                self._found[at, sought] = known
                while len(self._found) > _REMEMBERED:
                    self._found.popitem(last=False)
        return known


def _behind(columns: Columns, day: int, row: int, newest_first: bool) -> int:
    """Return how many of the dated rows come up to a line, itself included, in the order of the list."""
    dated, starts = columns.dated, columns.start[columns.dated]
    first, last = np.searchsorted(starts, day), np.searchsorted(starts, day, side="right")
    ids = columns.id[dated[first:last]]
    if newest_first:
        return int(len(dated) - (first + np.searchsorted(ids, row)))
    return int(first + np.searchsorted(ids, row, side="right"))


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
