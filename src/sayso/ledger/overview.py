"""An overview of a large ledger: counts, days, clusters on a map and pages of a list for any selection, from memory.

It answers as the statements of `queries.py` do, a hundred times faster where there are a million incidents.
"""

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar, cast

import numpy as np
from sqlalchemy import Connection

from sayso.ledger.database import Ledger
from sayso.ledger.overview_columns import Array, Change, Columns, Names, changed, load
from sayso.ledger.overview_counts import Line, Tally, counted, day, line, moved, tally
from sayso.ledger.overview_mask import Parts, mask
from sayso.ledger.overview_points import heaps, placed
from sayso.ledger.selection import Box, Selection
from sayso.ledger.survey import Heap, Summary
from sayso.ledger.timeline import Step
from sayso.ledger.words import Term, terms
from sayso.ledger.words_index import rows_with

T = TypeVar("T")
# Answers of the index of words that are remembered: a page asks several things of one search.
_REMEMBERED = 16
# Rows of a list that are looked at together at first.
_LOOKED = 4_096
# Selections whose rows are remembered (a byte an incident each), and whose counts are: those of many readers.
_ROWS, _COUNTS = 12, 200
# Single filters whose rows are remembered, as many bytes each.
_PARTS = 64
# Selections of which it is remembered where they are: some bytes for each point of the map.
_MAPS = 24
# Changes that remembered counts are carried over; those that nobody asked for in so long are made anew.
_CHANGES = 200


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
        self._lock, self._keeping = threading.Lock(), threading.Lock()
        self._held: tuple[Columns, int] | None = None
        self._found: OrderedDict[tuple[int, tuple[Term, ...]], Array] = OrderedDict()
        self._masks: OrderedDict[tuple[int, Selection], Array] = OrderedDict()
        self._parts = Parts(_PARTS)
        self._counts: OrderedDict[tuple[str, Selection], tuple[int, Any]] = OrderedDict()
        self._maps: OrderedDict[tuple[str, Selection], tuple[int, Any]] = OrderedDict()
        self._changes: OrderedDict[int, Change] = OrderedDict()

    def refresh(self, connection: Connection | None = None) -> int:
        """Bring in what has changed since the last time; return how many incidents. The first call reads all.

        A caller that has a connection gives it, so that none waits for a second one.
        """
        with self._lock, nullcontext(connection) if connection else self._ledger.reading() as asked:
            if self._held is None:
                self._held = load(asked, self._names)
                return len(self._held[0].id)
            change = changed(asked, self._held[0], self._names, self._held[1])
            if change is None:
                return 0
            self._changes[self._held[1]] = change
            _trim(self._changes, _CHANGES)
            self._held = change.columns, change.at
            return change.number

    def seek(self, words: str, connection: Connection) -> None:
        """Look words up by a connection that is there already, before what is asked of them."""
        held = self._held
        if held is not None and (sought := terms(words)):
            self._with_words(held[1], tuple(sought), connection)

    def summary(self, selection: Selection) -> Summary:
        """Return the counts of a selection."""

        def carry(held: Tally, change: Change) -> Tally | None:
            return held.moved(
                *(tally(*self._part(side, selection), self._names) for side in (change.gone, change.come))
            )

        _, found = self._kept(
            ("summary", selection), lambda of: tally(of[0], self._rows(of, selection), self._names), carry
        )
        return found.named(self._names)

    def timeline(self, selection: Selection, step: Step = "day") -> list[tuple[datetime.date, int, int]]:
        """Return the first day of each day, week or month that has any, how many incidents, and how many are disputed.

        One known only to a longer span than a step is in none; two days running count on the first, as a night does.
        """

        def carry(held: Line, change: Change) -> Line:
            return moved(
                held, *(line(*self._part(side, selection), self._names, step) for side in (change.gone, change.come))
            )

        _, found = self._kept(
            (step, selection), lambda of: line(of[0], self._rows(of, selection), self._names, step), carry
        )
        return [(datetime.date.fromordinal(first), total, disputed) for first, (total, disputed) in found.items()]

    def clusters(self, selection: Selection, box: Box, zoom: float) -> list[Heap]:
        """Return what lies in a box of the map, by cells of the screen at a zoom; the largest clusters first."""
        held, where = self._kept(
            ("points", selection),
            lambda of: placed(of[0], self._mask(of, selection), self._names),
            lambda placed, change: placed.moved(change, selection, self._names),
        )
        return heaps(held[0], where, self._names, box, zoom)

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
            at, step = start, _LOOKED
            while at < len(part) and len(found) < limit:
                some = part[at : at + step]
                found += some[np.flatnonzero(chosen[some])[: limit - len(found)]].tolist()
                at, step = at + step, 4 * step  # what is frequent is found at once, what is rare by few long looks
        return [Row(day(columns.start[n]), int(columns.id[n]), columns.ref[n].decode()) for n in found]

    def ids(self, selection: Selection) -> Array:
        """Return the rows of all incidents of a selection by day, those without a day last."""
        columns, chosen = self._chosen(selection)
        return np.concatenate([columns.id[part[chosen[part]]] for part in (columns.dated, columns.undated)])

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
        found = counted(codes, names)
        found.pop("", None)
        return dict(islice(found.items(), limit))

    def placed(self, limit: int) -> list[int]:
        """Return the row of the newest incident at each of the places where most are."""
        columns = self._current()
        newest = np.zeros(len(self._names.place.names), dtype=np.int64)
        newest[columns.place] = columns.id  # what is written last stays
        names = [name for name in counted(columns.place, self._names.place) if name]
        return [int(newest[self._names.place.of(name)]) for name in names[:limit]]

    def _current(self) -> Columns:
        return self._state()[0]

    def _chosen(self, selection: Selection) -> tuple[Columns, Array]:
        """Return the columns as they are now and which rows are in a selection."""
        held = self._state()
        return held[0], self._mask(held, selection)

    def _mask(self, held: tuple[Columns, int], selection: Selection) -> Array:
        """Return which rows of the columns are in a selection; whoever gets it must not change it."""
        key = (held[1], selection)
        with self._keeping:
            known = self._masks.get(key)
        if known is None:
            sought = tuple(terms(selection.words))
            found = self._with_words(held[1], sought) if sought else None
            known = mask(held[0], self._names, selection, found, self._parts)
            with self._keeping:
                self._masks[key] = known
                _trim(self._masks, _ROWS)
        return known

    def _rows(self, held: tuple[Columns, int], selection: Selection) -> Array:
        return np.flatnonzero(self._mask(held, selection))

    def _part(self, columns: Columns, selection: Selection) -> tuple[Columns, Array]:
        """Return the few rows of a change, and which of them are in a selection without words."""
        return columns, np.flatnonzero(mask(columns, self._names, selection, None))

    def _kept(
        self,
        key: tuple[str, Selection],
        make: Callable[[tuple[Columns, int]], T],
        carry: Callable[[T, Change], T | None],
    ) -> tuple[tuple[Columns, int], T]:
        """Return counts that are remembered, carried over what has changed since, or made now; and of which columns."""
        held = self._state()
        kept, most = (self._maps, _MAPS) if key[0] == "points" else (self._counts, _COUNTS)
        with self._keeping:
            at, found = kept.get(key, (-1, None))
        if key[1].words and at != held[1]:  # which words a row has is not in its columns
            found = None
        while found is not None and at != held[1]:
            change = self._changes.get(at)
            found, at = (carry(found, change), change.at) if change and change.at <= held[1] else (None, -1)
        if found is None:
            found = make(held)
        with self._keeping:
            kept[key] = held[1], found
            kept.move_to_end(key)
            _trim(kept, most)
        return held, cast("T", found)

    def _state(self) -> tuple[Columns, int]:
        held = self._held
        if held is None:
            self.refresh()
            return self._state()
        return held

    def _with_words(self, at: int, sought: tuple[Term, ...], connection: Connection | None = None) -> Array:
        """Return the rows of the incidents that have all terms."""
        with self._lock:
            known = self._found.get((at, sought))
        if known is None:
            with nullcontext(connection) if connection else self._ledger.reading() as asked:
                known = np.fromiter(rows_with(asked, sought), np.int64)
            with self._lock:
                self._found[at, sought] = known
                _trim(self._found, _REMEMBERED)
        return known


def _behind(columns: Columns, day: int, row: int, newest_first: bool) -> int:
    """Return how many of the dated rows come up to a line, itself included, in the order of the list."""
    dated, starts = columns.dated, columns.start[columns.dated]
    first, last = np.searchsorted(starts, day), np.searchsorted(starts, day, side="right")
    ids = columns.id[dated[first:last]]
    if newest_first:
        return int(len(dated) - (first + np.searchsorted(ids, row)))
    return int(first + np.searchsorted(ids, row, side="right"))


def _trim(kept: OrderedDict[Any, Any], most: int) -> None:
    """Forget what was kept first, or was used longest ago."""
    while len(kept) > most:
        kept.popitem(last=False)
