"""The life of a truce as a horizontal line: where its phases, spans and breaches lie, in the units of the drawing."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sayso.export.wording import day
from sayso.model import Realis
from sayso.model.course import Ceasefire, Phase, Violation
from sayso.web.time_axis import Axis, Tick, axis_over

# The drawing is so wide, with room at both ends for what has no end; heights are those of a lane of labels or of ticks.
WIDTH, LEFT, RIGHT, LANE, TICKS = 1000, 40, 60, 20, 26
# The width that a sign takes up on average, for labels that must not touch.
SIGN = 7.2
# What a phase makes of the truce from its day on; "violated" changes nothing.
_STATES = {
    "proposed": "proposed",
    "agreed": "agreed",
    "begun": "force",
    "extended": "force",
    "revived": "force",
    "collapsed": "over",
    "rejected": "over",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A phase on the line: its number in the table, middle and span, and the lane its label stands in.

    `sure` is False where no report tells its day and it stands at the day it was told.
    """

    number: int
    name: str
    label: str
    x: float
    x1: float
    x2: float
    anchor: str
    lane: int
    y: float
    sure: bool
    planned: bool
    contested: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the line in one state: proposed, agreed, force or open (not told how it went on)."""

    state: str
    x1: float
    x2: float


@dataclass(slots=True)
class Breaches:
    """The days on which one side is accused of breaches: ticks in a lane of their own."""

    accused: str
    y: float = 0.0
    above: bool = False
    at: list[tuple[float, int]] = field(default_factory=list)
    undated: int = 0
    acts: int = 0

    @property
    def label(self) -> str:
        """What the lane says of itself."""
        words = f"{self.acts} alleged breach{'' if self.acts == 1 else 'es'} by {self.accused}"
        return words + (f", {self.undated} without a day" if self.undated else "")


@dataclass(frozen=True, slots=True)
class Line:
    """All of the drawing."""

    height: float
    y: float
    axis_y: float
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    lanes: tuple[Breaches, ...]
    ticks: tuple[Tick, ...]
    open_start: float | None
    open_end: float | None
    text: str


def line_of(truce: Ceasefire) -> Line | None:
    """Return the drawing of a truce, None where nothing of it has a day."""
    days = sorted(_all_days(truce))
    if not days:
        return None
    axis = axis_over(days[0], days[-1], LEFT, WIDTH - RIGHT)
    marks = _marks(truce.phases, axis)
    labels = LANE * (1 + max((mark.lane for mark in marks), default=0))
    lanes = _breaches(truce.violations, axis)
    above = TICKS + LANE if lanes else 0
    y = labels + above + 18
    axis_y = y + 22
    for n, lane in enumerate(lanes):
        lane.above, lane.y = (True, y - 12) if n == 0 else (False, axis_y + 28 + (n - 1) * (TICKS + LANE) + TICKS)
    height = axis_y + 26 + max(0, len(lanes) - 1) * (TICKS + LANE)
    stretches = _stretches(truce, axis)
    known = [phase for phase in truce.phases if phase.start or phase.end]
    began = any(phase.name in ("proposed", "agreed", "begun") for phase in known)
    return Line(
        height=height,
        y=y,
        axis_y=axis_y,
        stretches=stretches,
        marks=marks,
        lanes=tuple(lanes),
        ticks=axis.ticks,
        open_start=None if began else min(s.x1 for s in stretches) if stretches else None,
        open_end=None if _is_over(truce) or not stretches else max(s.x2 for s in stretches),
        text=_in_words(truce),
    )


def _is_over(truce: Ceasefire) -> bool:
    return truce.state in ("collapsed", "rejected")


def _all_days(truce: Ceasefire) -> set[datetime.date]:
    found = {d for p in truce.phases for d in ((p.start, p.end) if p.start or p.end else (p.told,)) if d}
    return found | {d for violation in truce.violations for d in violation.days}


def _marks(phases: Sequence[Phase], axis: Axis) -> tuple[Mark, ...]:
    """Place the phases and their labels; a label goes to the lowest lane where it touches no other."""
    placed: list[Mark] = []
    taken: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    for number, phase in enumerate(phases, 1):
        first, last = phase.start or phase.end or phase.told, phase.end or phase.start or phase.told
        if first is None or last is None:
            continue
        x1, x2 = axis.x(first), axis.x(last)
        x, label = (x1 + x2) / 2, _label(number, phase)
        wide = len(label) * SIGN
        anchor, left = _anchored(x, wide)
        lane = next(n for n in range(len(phases) + 1) if not any(a < left + wide and left < b for a, b in taken[n]))
        taken[lane].append((left - 6, left + wide + 6))
        placed.append(
            Mark(
                number,
                phase.name,
                label,
                x,
                x1,
                x2,
                anchor,
                lane,
                0.0,
                sure=bool(phase.start or phase.end),
                planned=phase.realis is Realis.PLANNED,
                contested=phase.contested,
            )
        )
    lanes = max((mark.lane for mark in placed), default=0)
    return tuple(replace(mark, y=14 + (lanes - mark.lane) * LANE) for mark in placed)


def _anchored(x: float, wide: float) -> tuple[str, float]:
    """Return how a label stands to its mark and where it begins, inside the drawing."""
    if x + wide / 2 > WIDTH - 4:
        return "end", x - wide
    return ("start", x) if x - wide / 2 < 4 else ("middle", x - wide / 2)


def _label(number: int, phase: Phase) -> str:
    start, end = phase.start, phase.end
    if start is None and end is None:
        when = f"told {_short(phase.told)}" if phase.told else ""
    elif start == end or start is None or end is None:
        when = _short(start or end)
    else:
        year = "" if start.year == end.year else f" {start.year}"
        when = f"{_short(start)}{year} to {_short(end)}{year and f' {end.year}'}"
    planned = " (announced)" if phase.realis is Realis.PLANNED else ""
    return f"{'✗ ' if phase.contested else ''}{number} {phase.name}{planned} {when}".rstrip()


def _short(one: datetime.date | None) -> str:
    return f"{one.day} {one:%b}" if one else ""


def _stretches(truce: Ceasefire, axis: Axis) -> tuple[Stretch, ...]:
    """Return the line in pieces, from each phase that changes what the truce is to the next."""
    turns: list[tuple[datetime.date, str]] = []
    for phase in truce.phases:
        at = phase.start or phase.end
        if at and phase.realis is not Realis.PLANNED and phase.name in _STATES:
            turns.append((at, _STATES[phase.name]))
    days = _all_days(truce)
    if not turns:
        return (Stretch("open", axis.x(min(days)), axis.x(max(days))),) if len(days) > 1 else ()
    turns.sort(key=lambda turn: turn[0])
    found = [Stretch("open", axis.x(min(days)), axis.x(turns[0][0]))] if min(days) < turns[0][0] else []
    last = max(days)
    for n, (at, state) in enumerate(turns):
        until = turns[n + 1][0] if n + 1 < len(turns) else last
        if state != "over" and until > at:
            found.append(Stretch(state, axis.x(at), axis.x(until)))
    return tuple(found)


def _breaches(violations: Iterable[Violation], axis: Axis) -> list[Breaches]:
    """Return a lane for each accused side, the most accused first."""
    sides: dict[str, Breaches] = {}
    counts: defaultdict[str, defaultdict[datetime.date, int]] = defaultdict(lambda: defaultdict(int))
    for one in violations:
        name = one.accused.text or "somebody not told"
        lane = sides.setdefault(one.accused.party if one.accused.party != "unknown" else name, Breaches(name))
        lane.acts += one.acts
        lane.undated += one.undated
        for at in one.days:
            counts[lane.accused][at] += 1
    for lane in sides.values():
        lane.at = [(axis.x(at), number) for at, number in sorted(counts[lane.accused].items())]
    return sorted(sides.values(), key=lambda lane: (-lane.acts, lane.accused))


def _in_words(truce: Ceasefire) -> str:
    """Return what the drawing shows as one sentence after the other."""
    parts = []
    for phase in truce.phases:
        start, end = phase.start, phase.end
        if start or end:
            when = day(start or end) if start == end or not start or not end else f"{day(start)} to {day(end)}"  # type: ignore[arg-type]
        else:
            when = f"day not told, reported by {day(phase.told)}" if phase.told else "day not told"
        parts.append(f"{phase.name}: {when}{', contested' if phase.contested else ''}.")
    parts.append("Told to be over." if _is_over(truce) else "No end is told.")
    return " ".join(parts)
