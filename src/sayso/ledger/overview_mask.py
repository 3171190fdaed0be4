"""Which rows of the columns in memory a selection means: the same answer as its conditions give."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial

import numpy as np

from sayso.ledger.overview_columns import Array, Codes, Columns, Names
from sayso.ledger.selection import REJECTED, UNDATED, UNPLACED, Box, Selection
from sayso.ledger.traits import place_key


class Parts:
    """What single filters mean, remembered while the column they look at is the same array.

    A page asks for its selection, for that without one filter, for what was rejected of it: the filters are the same.
    """

    def __init__(self, most: int) -> None:
        """Remember up to `most` filters, a byte a row each."""
        self._most = most
        self._known: OrderedDict[Hashable, tuple[tuple[Array, ...], Array]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, key: Hashable, columns: tuple[Array, ...], make: Callable[[], Array]) -> Array:
        """Return which rows a filter over some columns means; whoever gets it must not change it."""
        with self._lock:
            held, found = self._known.get(key, ((), None))
            if found is not None and all(one is other for one, other in zip(held, columns, strict=True)):
                self._known.move_to_end(key)
                return found
        found = make()
        with self._lock:
            self._known[key] = columns, found
            self._known.move_to_end(key)
            while len(self._known) > self._most:
                self._known.popitem(last=False)
        return found


class _Forgetful(Parts):
    """Remembers nothing: for the few rows of a change."""

    def of(self, key: Hashable, columns: tuple[Array, ...], make: Callable[[], Array]) -> Array:
        return make()


_NONE = _Forgetful(0)


def mask(columns: Columns, names: Names, selection: Selection, with_words: Array | None, parts: Parts = _NONE) -> Array:
    """Tell of each row whether it is in a selection; `with_words` are the rows of those that have its words.

    `parts` holds what filters were asked before over the same columns.
    """
    found = np.ones(len(columns.id), dtype=bool)
    if selection.since is not None:
        first = selection.since.toordinal()
        found &= parts.of(("since", first), (columns.end,), lambda: columns.end >= first)
    if selection.until is not None:
        last = selection.until.toordinal()
        found &= parts.of(("until", last), (columns.start,), lambda: (columns.start > 0) & (columns.start <= last))
    if selection.places:
        keys = tuple(place_key(name) for name in selection.places)
        starts = tuple(f"{key} " for key in keys)
        found &= parts.of(
            ("places", keys),
            (columns.place,),
            lambda: names.place.table(lambda name: name in keys or name.startswith(starts))[columns.place],
        )
    for field, codes, column, wanted in (
        ("country", names.country, columns.country, selection.countries),
        ("kind", names.kind, columns.kind, selection.kinds),
        ("status", names.status, columns.status, selection.statuses),
    ):
        if wanted:
            found &= parts.of((field, wanted), (column,), partial(_coded, codes, column, wanted))
    for field, codes, pairs, wanted in (
        ("party", names.party, columns.parties, selection.parties),
        ("publisher", names.publisher, columns.publishers, selection.publishers),
    ):
        if wanted:
            found &= parts.of((field, wanted), (columns.id, *pairs), partial(_paired, columns.id, codes, pairs, wanted))
    if selection.ids:
        found &= np.isin(columns.ref, np.array([ref.encode() for ref in selection.ids]))
    if selection.box is not None:
        found &= within(selection.box, columns.lat, columns.lon)
    if selection.only == UNDATED:
        found &= columns.start == 0
    elif selection.only == UNPLACED:
        found &= np.isnan(columns.lat)
    shown = selection.reviewed.__contains__ if selection.reviewed else REJECTED.__ne__
    found &= parts.of(
        ("reviewed", selection.reviewed),
        (columns.reviewed,),
        lambda: names.reviewed.table(shown)[columns.reviewed],
    )
    if with_words is not None:
        found &= _among(columns.id, with_words)
    return found


def _coded(codes: Codes, column: Array, wanted: tuple[str, ...]) -> Array:
    return np.asarray(codes.table(wanted.__contains__)[column])


def _paired(ids: Array, codes: Codes, pairs: tuple[Array, Array], wanted: tuple[str, ...]) -> Array:
    return _among(ids, pairs[1][codes.table(wanted.__contains__)[pairs[0]]])


def within(box: Box, lat: Array, lon: Array) -> Array:
    """Tell of each point whether it lies in a box; where there is none (NaN) it does not."""
    west, south, east, north = box
    along = (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
    return np.asarray(along & (lat >= south) & (lat <= north))


def _among(ids: Array, wanted: Array) -> Array:
    """Tell of each id whether it is wanted; ids are sorted and nearly without gaps."""
    if not len(ids):
        return np.zeros(0, dtype=bool)
    table = np.zeros(int(ids[-1]) + 1, dtype=bool)
    table[wanted[wanted < len(table)]] = True
    return np.asarray(table[ids])
