"""The timeline of the overview: bars of incidents by day, week, month or year, and the stretch of days selected."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.ledger.timeline import Step

# The size of the drawing, in its own units.
WIDE, HIGH = 720, 96
# The most bars side by side; narrower ones cannot be hit.
MOST = 120
# The share of incidents at either end that may lie outside of the drawing, where that makes the rest easier to see.
OUTSIDE = 0.01
# A stretch of days is shown with so much of its own length before and after it, at least so many days.
AROUND, LEAST_AROUND = 0.5, 15
# A bar of few is still to be seen: its least height, in units of the drawing.
LEAST = 2.0
# So many days are named under the drawing.
TICKS = 5


@dataclass(frozen=True, slots=True)
class Count:
    """Incidents of some days, both inclusive: how many, and how many of them are disputed."""

    first: datetime.date
    last: datetime.date
    total: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: place and size in the drawing, days, words for what it shows, whether they are selected."""

    x: float
    width: float
    y: float
    height: float
    disputed: float
    first: datetime.date
    last: datetime.date
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """The drawing: bars in order, what a bar stands for, the days at its ends, names of days, and what lies outside."""

    bars: tuple[Bar, ...]
    step: str
    first: datetime.date
    last: datetime.date
    ticks: tuple[str, ...]
    highest: int
    before: int
    after: int


def window(
    months: Sequence[Count], since: datetime.date | None, until: datetime.date | None
) -> tuple[datetime.date, datetime.date] | None:
    """Return the first and the last day to draw: around the days selected, else where nearly all incidents are."""
    if not months and not (since and until):
        return None
    if since or until:
        first = since or min(months[0].first, until or months[0].first)
        last = until or max(months[-1].last, since or months[-1].last)
        around = max(datetime.timedelta(days=LEAST_AROUND), (last - first) * AROUND)
        floor, ceiling = datetime.date.min + around, datetime.date.max - around
        return max(first, floor) - around, min(last, ceiling) + around
    total, run = sum(month.total for month in months), 0
    start, end = months[0], months[-1]
    for month in months:
        if run <= total * OUTSIDE:
            start = month
        run += month.total
        if run < total * (1 - OUTSIDE):
            end = month
    end = next((month for month in months if month.first > end.first), end)
    narrow, whole = end.last - start.first, months[-1].last - months[0].first
    return (start.first, end.last) if narrow * 2 < whole else (months[0].first, months[-1].last)


def step_for(first: datetime.date, last: datetime.date) -> Step:
    """Return the finest step that needs no more than `MOST` bars; months are put together to years after that."""
    days = (last - first).days + 1
    return "day" if days <= MOST else "week" if days <= 7 * MOST else "month"


def draw(
    counts: Iterable[Count],
    step: Step,
    ends: tuple[datetime.date, datetime.date],
    chosen: Callable[[datetime.date, datetime.date], bool],
    outside: tuple[int, int],
) -> Bars:
    """Return the drawing of counts between two days; `chosen` tells whether a stretch of days is selected."""
    found = [count for count in counts if count.last >= ends[0] and count.first <= ends[1]]
    named: str = step
    if step == "month" and (ends[1] - ends[0]).days > 31 * MOST:
        found, named = [_year(year, months) for year, months in groupby(found, key=lambda c: c.first.year)], "year"
    highest = max((count.total for count in found), default=0)
    whole = max(1, (ends[1] - ends[0]).days + 1)
    bars = tuple(_bar(count, named, ends[0], whole, highest, chosen(count.first, count.last)) for count in found)
    ticks = tuple(_tick(ends[0] + (ends[1] - ends[0]) * n / (TICKS - 1), whole) for n in range(TICKS))
    return Bars(bars, named, *ends, ticks, highest, *outside)


def _year(year: int, months: Iterable[Count]) -> Count:
    held = list(months)
    total, disputed = sum(c.total for c in held), sum(c.disputed for c in held)
    return Count(datetime.date(year, 1, 1), datetime.date(year, 12, 31), total, disputed)


def _bar(count: Count, step: str, first: datetime.date, whole: int, highest: int, chosen: bool) -> Bar:
    x = (count.first - first).days * WIDE / whole
    right = ((count.last - first).days + 1) * WIDE / whole
    gap = 1 if right - x > 4 else 0.2
    height = max(LEAST, count.total * HIGH / highest) if count.total else 0
    left = max(0.0, x)
    return Bar(
        x=round(left, 2),
        width=round(max(0.5, min(right, WIDE) - left - gap), 2),
        y=round(HIGH - height, 2),
        height=round(height, 2),
        disputed=round(height * count.disputed / count.total, 2) if count.total else 0,
        first=count.first,
        last=count.last,
        title=f"{_named(count, step)}: {count.total:,}" + (f", {count.disputed:,} disputed" if count.disputed else ""),
        chosen=chosen,
    )


def _named(count: Count, step: str) -> str:
    day = count.first
    if step == "year":
        return f"{day.year}"
    if step == "month":
        return f"{day:%B} {day.year}"
    return f"{'week of ' if step == 'week' else ''}{day.day} {day:%B} {day.year}"


def _tick(day: datetime.date, whole: int) -> str:
    return f"{day.day} {day:%b} {day.year}" if whole <= 2 * MOST else f"{day:%b} {day.year}"
