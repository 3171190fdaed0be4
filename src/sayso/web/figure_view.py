"""The figures of an incident: a row for each count, with its words, and a chart of the counts by day of the report."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.ledger.history import span
from sayso.ledger.passages import Passage
from sayso.model import Figure, Outcome
from sayso.model.incident import Count, Incident
from sayso.web.links import outlet_link, words_link
from sayso.web.sentences import Excerpt, excerpt

# Sizes of a chart, in pixels of its own grid.
_HEIGHT, _TOP, _FOOT, _LEFT = 190, 18, 50, 46
_WIDE, _NARROW = 92, 30
_WIDTH = 720
# With the highest count this many times the lowest, a plain scale would flatten the low ones to nothing.
_STEEP = 30
_LABEL = 13  # letters of a name that fit below a mark


@dataclass(frozen=True, slots=True)
class Row:
    """A count: its number on the page, in words, whose word it is, and the sentence that gives it, its words marked."""

    number: int
    outcome: str
    counted: str
    low: int | None
    high: int | None
    who: str
    text: str
    source: str
    since: datetime.date | None
    publisher: str
    publisher_link: str
    said: Excerpt | None
    words_link: str
    live: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """The mark of a count in a chart: its middle and ends in pixels, open ends, and the number of its row."""

    row: Row
    x: float
    top: float
    bottom: float
    open_high: bool
    open_low: bool
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The counts of one outcome: marks by day of the report, lines at numbers (`y`, number), days (two `x`, words)."""

    width: int
    height: int
    left: int
    floor: float
    bars: tuple[Bar, ...]
    lines: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, float, str], ...]
    steep: bool


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """One outcome: the range over all sources in words, the chart (None for a single count) and the rows."""

    outcome: str
    range: str
    rising: bool
    chart: Chart | None
    rows: tuple[Row, ...]


def outcome_views(incident: Incident, told: Mapping[str, Passage]) -> list[OutcomeView]:
    """Return the figures of an incident by outcome, the oldest count of each first."""
    found, number = [], 0
    ranges = {r.outcome: r for r in incident.ranges}
    for outcome in Outcome:
        counts = sorted((c for c in incident.counts if c.outcome is outcome), key=_age)
        if not counts and outcome not in ranges:
            continue
        rows = []
        for count in counts:
            number += 1
            rows.append(_row(number, count, told))
        held = ranges.get(outcome)
        found.append(
            OutcomeView(
                outcome=outcome.value,
                range=span(held.low, held.high) if held else "",
                rising=bool(held and held.rising),
                chart=_chart([row for row in rows if row.live]),
                rows=tuple(rows),
            )
        )
    return found


def _age(count: Count) -> tuple[bool, str]:
    return not count.live, str(count.since or "9999")


def _row(number: int, count: Count, told: Mapping[str, Passage]) -> Row:
    passage = told.get(count.event)
    figure = _figure(count, passage) if passage else None
    own = count.source == count.publisher
    return Row(
        number=number,
        outcome=count.outcome.value,
        counted=span(count.low, count.high),
        low=count.low,
        high=count.high,
        who=count.who,
        text=count.text,
        source=f"{count.publisher} itself" if own and count.publisher else count.source or "not told",
        since=count.since,
        publisher=count.publisher,
        publisher_link=outlet_link(count.publisher),
        said=excerpt(passage.text, figure.span) if passage and figure else None,
        words_link=words_link(passage.event.source, figure.span) if passage and figure else "",
        live=count.live,
    )


def _figure(count: Count, passage: Passage) -> Figure | None:
    """Return the figure of an event that a count was made of."""
    for figure in passage.event.body.figures:
        if (figure.outcome, figure.low, figure.high, figure.who, figure.text) == (
            count.outcome,
            count.low,
            count.high,
            count.who,
            count.text,
        ):
            return figure
    return None


def _chart(rows: Sequence[Row]) -> Chart | None:
    """Return the chart of several counts; days stand in order, as wide as they have counts."""
    numbers = [n for row in rows for n in (row.low, row.high) if n is not None]
    if len(rows) < 2 or not numbers:
        return None
    step = max(_NARROW, min(_WIDE, (_WIDTH - _LEFT) / len(rows)))
    named = step >= _WIDE * 0.75
    top = max(*numbers, 1)
    steep = top > _STEEP * max(1, min((n for n in numbers if n), default=1))
    floor = float(_HEIGHT - _FOOT)

    def y(n: float) -> float:
        part = math.log1p(n) / math.log1p(top) if steep else n / top
        return round(floor - part * (floor - _TOP), 1)

    bars: list[Bar] = []
    days: list[tuple[float, float, str]] = []
    for at, row in enumerate(rows):
        x = round(_LEFT + (at + 0.5) * step, 1)
        low = row.low if row.low is not None else 0
        high = row.high if row.high is not None else low
        label = _short(row.source) if named else ""
        bars.append(Bar(row, x, y(high), y(low), row.high is None, row.low is None, label))
        day = f"{row.since.day} {row.since:%b %Y}" if row.since else "no date"
        if days and days[-1][2] == day:
            days[-1] = (days[-1][0], x + step / 2, day)
        else:
            days.append((x - step / 2, x + step / 2, day))
    lines = tuple((y(n), f"{n:,}") for n in _round_numbers(top, steep))
    width = int(_LEFT + len(rows) * step + 8)
    return Chart(width, _HEIGHT, _LEFT, floor, tuple(bars), lines, tuple(days), steep)


def _short(name: str) -> str:
    return name if len(name) <= _LABEL else name[: _LABEL - 1].rstrip() + "…"


def _round_numbers(top: int, steep: bool) -> list[int]:
    """Return the numbers at which a chart has lines: nought, and two or three round ones up to the highest count."""
    if steep:
        return [0, *(10**power for power in range(1, 8) if 10**power <= top)]
    size = 10 ** int(math.log10(top))
    step = next(size * part for part in (0.1, 0.2, 0.5, 1, 2, 5) if top / (size * part) <= 4)
    step_ = max(1, int(step))
    return list(range(0, top + 1, step_))
