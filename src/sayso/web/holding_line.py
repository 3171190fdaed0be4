"""Who is said to have held one place over time, as lines: a row for each side, bars for the days."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sayso.export.brief_view import span
from sayso.export.wording import day
from sayso.model.course import Holding
from sayso.web.sides import Side, Sides
from sayso.web.time_axis import Axis, Tick, axis_over

WIDTH, LEFT, RIGHT, ROW = 1000, 20, 50, 40


@dataclass(frozen=True, slots=True)
class Bar:
    """Days for which somebody is said to hold the place.

    From `x1` it may have been held, from `sure` it surely is said to be, `told` is the last report, `x2` its end;
    `open` where no end is told.
    """

    y: float
    x1: float
    sure: float
    told: float
    x2: float
    open: bool
    contested: bool
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """All bars of one side."""

    side: Side
    label: str
    y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """The drawing for one place."""

    place: str
    height: float
    axis_y: float
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    text: str


def place_line(holdings: Sequence[Holding], sides: Sides) -> PlaceLine | None:
    """Return the drawing of the holdings of one place, None where none of them has a day."""
    dated = [one for one in holdings if one.by or one.until]
    days = sorted({day for one in dated for day in (_begin(one), one.by, one.until, one.last) if day})
    if not days:
        return None
    axis = axis_over(days[0], days[-1], LEFT, WIDTH - RIGHT)
    rows = []
    order = list(dict.fromkeys(sides.of(one.holder).letter for one in sorted(dated, key=_first)))
    for n, letter in enumerate(order):
        own = [one for one in dated if sides.of(one.holder).letter == letter]
        y = 24.0 + n * ROW
        side = sides.of(own[0].holder)
        rows.append(Row(side, side.name, y, tuple(_bar(one, axis, y + 6) for one in sorted(own, key=_first))))
    axis_y = 24.0 + len(rows) * ROW
    text = " ".join(bar.text for row in rows for bar in row.bars)
    return PlaceLine(holdings[0].place, axis_y + 20, axis_y, tuple(rows), axis.ticks, text)


def _begin(one: Holding) -> datetime.date | None:
    return (one.since.start if one.since else None) or one.by or one.until


def _first(one: Holding) -> tuple[datetime.date, str]:
    return _begin(one) or datetime.date.max, one.holder.text


def _bar(one: Holding, axis: Axis, y: float) -> Bar:
    begin = _begin(one) or axis.first
    sure = one.by or one.until or begin
    end = one.until or axis.last
    told = min(max(one.last or sure, sure), end)
    return Bar(
        y=y,
        x1=axis.x(min(begin, sure)),
        sure=axis.x(sure),
        told=axis.x(told),
        x2=axis.x(end),
        open=one.until is None,
        contested=one.contested,
        text=_in_words(one),
    )


def _in_words(one: Holding) -> str:
    name = one.holder.text or one.holder.party
    since = f"since {span(one.since.start, one.since.end)}" if one.since else f"by {day(one.by)}" if one.by else ""
    until = f"until {day(one.until)} at the latest" if one.until else "no end told"
    contested = f"; contested: {one.why}" if one.contested else ""
    return f"{name}, {', '.join(filter(None, (since, until)))}{contested}."
