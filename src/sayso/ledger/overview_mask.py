"""Which rows of the columns in memory a selection means: the same answer as its conditions give."""

import numpy as np

from sayso.ledger.overview_columns import Array, Columns, Names
from sayso.ledger.selection import REJECTED, UNDATED, UNPLACED, Box, Selection
from sayso.ledger.traits import place_key


def mask(columns: Columns, names: Names, selection: Selection, with_words: Array | None) -> Array:
    """Tell of each row whether it is in a selection; `with_words` are the rows of those that have its words."""
    found = np.ones(len(columns.id), dtype=bool)
    if selection.since is not None:
        found &= columns.end >= selection.since.toordinal()
    if selection.until is not None:
        found &= (columns.start > 0) & (columns.start <= selection.until.toordinal())
    if selection.places:
        keys = tuple(place_key(name) for name in selection.places)
        starts = tuple(f"{key} " for key in keys)
        found &= names.place.table(lambda name: name in keys or name.startswith(starts))[columns.place]
    for codes, column, wanted in (
        (names.country, columns.country, selection.countries),
        (names.kind, columns.kind, selection.kinds),
        (names.status, columns.status, selection.statuses),
    ):
        if wanted:
            found &= codes.table(wanted.__contains__)[column]
    for codes, pairs, wanted in (
        (names.party, columns.parties, selection.parties),
        (names.publisher, columns.publishers, selection.publishers),
    ):
        if wanted:
            found &= _among(columns.id, pairs[1][codes.table(wanted.__contains__)[pairs[0]]])
    if selection.ids:
        found &= np.isin(columns.ref, np.array([ref.encode() for ref in selection.ids]))
    if selection.box is not None:
        found &= within(selection.box, columns.lat, columns.lon)
    if selection.only == UNDATED:
        found &= columns.start == 0
    elif selection.only == UNPLACED:
        found &= np.isnan(columns.lat)
    shown = selection.reviewed.__contains__ if selection.reviewed else REJECTED.__ne__
    found &= names.reviewed.table(shown)[columns.reviewed]
    if with_words is not None:
        found &= _among(columns.id, with_words)
    return found


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
