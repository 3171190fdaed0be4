"""Counts over the columns of an overview: of a selection by status, kind and country, and by day, week or month."""

import datetime
from dataclasses import dataclass

import numpy as np

from sayso.ledger.overview_columns import Array, Codes, Columns, Names
from sayso.ledger.survey import Summary
from sayso.ledger.timeline import Step
from sayso.model.incident import Status

_EPOCH = datetime.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a selection by code; `first` and `last` are ordinals of days, 0 where there is none."""

    total: int
    status: Array
    kind: Array
    country: Array
    undated: int
    unplaced: int
    first: int
    last: int

    def named(self, names: Names) -> Summary:
        """Return the counts with names for codes."""
        countries = named(self.country, names.country)
        countries.pop("", None)
        return Summary(
            total=self.total,
            by_status=named(self.status, names.status),
            by_kind=named(self.kind, names.kind),
            by_country=countries,
            undated=self.undated,
            unplaced=self.unplaced,
            first=day(self.first),
            last=day(self.last),
        )

    def moved(self, gone: "Tally", come: "Tally") -> "Tally | None":
        """Return the counts when some rows have gone and others have come; None where the rest must be looked at."""
        if gone.first and (
            (gone.first == self.first and not 0 < come.first <= self.first)
            or (gone.last == self.last and come.last < self.last)
        ):
            return None
        firsts = [one for one in (self.first, come.first) if one]
        return Tally(
            self.total - gone.total + come.total,
            _sum(self.status, gone.status, come.status),
            _sum(self.kind, gone.kind, come.kind),
            _sum(self.country, gone.country, come.country),
            self.undated - gone.undated + come.undated,
            self.unplaced - gone.unplaced + come.unplaced,
            min(firsts, default=0),
            max(self.last, come.last),
        )


# First days of days, weeks or months, as ordinals: how many incidents, and how many of them are disputed.
Line = dict[int, tuple[int, int]]


def tally(columns: Columns, rows: Array, names: Names) -> Tally:
    """Return the counts of some rows."""
    start = columns.start[rows]
    dated = start > 0
    return Tally(
        total=len(rows),
        status=_count(columns.status[rows], names.status),
        kind=_count(columns.kind[rows], names.kind),
        country=_count(columns.country[rows], names.country),
        undated=len(rows) - int(np.count_nonzero(dated)),
        unplaced=int(np.count_nonzero(np.isnan(columns.lat[rows]))),
        first=int(start[dated].min()) if dated.any() else 0,
        last=int(columns.end[rows].max()) if dated.any() else 0,
    )


def line(columns: Columns, rows: Array, names: Names, step: Step) -> Line:
    """Return some rows by day, week or month.

    One known only to a longer span than a step is in none; two days running count on the first, as a night does.
    """
    rows = rows[columns.start[rows] > 0]
    start, end = columns.start[rows], columns.end[rows]
    first = _bucket(start, step)
    within = first == _bucket(np.where(end - start == 1, start, end), step)
    if not within.any():
        return {}
    disputed = names.status.table(lambda name: name == Status.DISPUTED.value)[columns.status[rows]]
    base = int(first[within].min())
    totals = np.bincount(first[within] - base)
    part = np.bincount(first[within & disputed] - base, minlength=len(totals))
    return {base + n: (int(totals[n]), int(part[n])) for n in np.flatnonzero(totals).tolist()}


def moved(held: Line, gone: Line, come: Line) -> Line:
    """Return a line when some rows have gone and others have come."""
    found = dict(held)
    for sign, other in ((-1, gone), (1, come)):
        for first, (total, part) in other.items():
            before = found.get(first, (0, 0))
            found[first] = (before[0] + sign * total, before[1] + sign * part)
    return {first: found[first] for first in sorted(found) if found[first][0]}


def counted(codes: Array, names: Codes) -> dict[str, int]:
    """Return how often each name occurs, the most frequent first."""
    return named(_count(codes, names), names)


def named(counts: Array, names: Codes) -> dict[str, int]:
    """Return counts by code as counts by name, the largest first."""
    found = {names.names[n]: int(counts[n]) for n in np.flatnonzero(counts)}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def day(ordinal: int) -> datetime.date | None:
    """Return the day of an ordinal, None for 0."""
    return datetime.date.fromordinal(int(ordinal)) if ordinal else None


def _count(codes: Array, names: Codes) -> Array:
    return np.bincount(codes, minlength=len(names.names))


def _sum(held: Array, gone: Array, come: Array) -> Array:
    """Add and take away counts; those of names that came later are longer."""
    found = np.zeros(max(len(held), len(gone), len(come)), dtype=np.int64)
    found[: len(held)] += held
    found[: len(gone)] -= gone
    found[: len(come)] += come
    return found


def _bucket(days: Array, step: Step) -> Array:
    """Return the first day of the day, week or month that each day lies in, as ordinals."""
    if step == "week":
        return np.asarray(days - (days - 1) % 7)  # the first of all days was a Monday
    if step == "day" or not len(days):
        return days
    low, high = int(days.min()), int(days.max())
    if high - low > len(days):
        return _months(days)
    return np.asarray(_months(np.arange(low, high + 1))[days - low])  # each day is worked out once


def _months(days: Array) -> Array:
    months = (days - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return np.asarray(months.astype("datetime64[D]").astype(np.int32) + np.int32(_EPOCH))
