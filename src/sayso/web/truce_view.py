"""A truce as its pages show it."""

import datetime
from dataclasses import dataclass

from sayso.export.actors import country_name
from sayso.export.brief_view import span
from sayso.export.wording import day
from sayso.model import Realis
from sayso.model.course import Ceasefire, Phase, Violation
from sayso.web.told import Shown, Told, all_shown, shown, told_by
from sayso.web.truce_line import Line, line_of


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """A phase in the table; `number` is its number on the line."""

    number: int
    name: str
    when: str
    reported: str
    planned: bool
    contested: bool
    told: Told


@dataclass(frozen=True, slots=True)
class BreachRow:
    """Who accuses whom, how often."""

    accuser: Shown
    accused: Shown | None
    acts: int
    stated: int | None
    days: str
    undated: int
    denied: tuple[str, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class SideRow:
    """The breaches laid at the door of one side, all accusers together."""

    accused: Shown | None
    acts: int
    accusers: tuple[str, ...]
    denied: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TruceView:
    """A truce: title, state in words, who is bound, who brokered, line and tables."""

    id: str
    title: str
    country: str
    iso3: str
    place: str
    state: str
    days: str
    parties: tuple[Shown, ...]
    mediators: tuple[Shown, ...]
    line: Line | None
    phases: tuple[PhaseRow, ...]
    breaches: tuple[BreachRow, ...]
    sides: tuple[SideRow, ...]
    alleged: int
    contested: bool
    incidents: int
    reports: int


def view_of(truce: Ceasefire) -> TruceView:
    """Return a truce ready to be shown."""
    country = country_name(truce.country) if truce.country else ""
    where = ", ".join(filter(None, (truce.place, country))) or "a country not told"
    first = truce.start or min((p.told for p in truce.phases if p.told), default=None)
    when = f", {first:%B} {first.year}" if first else ""
    breaches = tuple(map(_breach, truce.violations))
    return TruceView(
        id=truce.id,
        title=f"Truce in {where}{when}",
        country=country,
        iso3=truce.country,
        place=truce.place,
        state=_state(truce),
        days=_days(truce),
        parties=all_shown(truce.parties),
        mediators=all_shown(truce.mediators),
        line=line_of(truce),
        phases=tuple(_phase(number, phase) for number, phase in enumerate(truce.phases, 1)),
        breaches=breaches,
        sides=_sides(truce.violations),
        alleged=sum(one.acts for one in breaches),
        contested=any(phase.contested for phase in truce.phases),
        incidents=len(truce.basis.incidents),
        reports=len(truce.basis.reports),
    )


_STATES = {
    "proposed": "proposed only",
    "agreed": "agreed",
    "begun": "in force when last told",
    "extended": "extended when last told",
    "revived": "in force again when last told",
    "violated": "told to be broken",
    "collapsed": "collapsed",
    "rejected": "rejected",
}


def _state(truce: Ceasefire) -> str:
    return _STATES.get(truce.state, truce.state or "state not told")


def _days(truce: Ceasefire) -> str:
    begun = any(phase.name in ("agreed", "begun", "extended", "revived") for phase in truce.phases)
    if truce.start is None or (not begun and truce.end):
        return "begin not told" + (f", over since {day(truce.end)}" if truce.end else "")
    if truce.end is None:
        return f"from {day(truce.start)}, " + (
            "day of its end not told" if truce.state == "collapsed" else "no end told"
        )
    return f"{day(truce.start)} to {day(truce.end)} ({_lasted(truce.start, truce.end)})"


def _lasted(start: datetime.date, end: datetime.date) -> str:
    days = (end - start).days
    return "the same day" if days == 0 else "1 day" if days == 1 else f"{days} days"


def _phase(number: int, phase: Phase) -> PhaseRow:
    when = "" if phase.start is None and phase.end is None else span(phase.start, phase.end)
    return PhaseRow(
        number=number,
        name=phase.name,
        when=when,
        reported=day(phase.told) if phase.told else "",
        planned=phase.realis is Realis.PLANNED,
        contested=phase.contested,
        told=told_by(phase.basis),
    )


def _breach(one: Violation) -> BreachRow:
    return BreachRow(
        accuser=shown(one.accuser),
        accused=shown(one.accused) if one.accused.text else None,
        acts=one.acts,
        stated=one.stated,
        days=", ".join(map(day, one.days)),
        undated=one.undated,
        denied=one.denied,
        told=told_by(one.basis),
    )


def _sides(violations: tuple[Violation, ...]) -> tuple[SideRow, ...]:
    """Return the incidents alleged against each side; one alleged by several accusers counts once."""
    sides: dict[str, list[Violation]] = {}
    for one in violations:
        key = one.accused.party if one.accused.party not in ("", "unknown") else one.accused.text
        sides.setdefault(key, []).append(one)
    rows = [
        SideRow(
            accused=shown(alleged[0].accused) if alleged[0].accused.text else None,
            acts=len({incident for one in alleged for incident in one.basis.incidents}),
            accusers=tuple(dict.fromkeys(shown(one.accuser).text for one in alleged)),
            denied=tuple(dict.fromkeys(voice for one in alleged for voice in one.denied)),
        )
        for alleged in sides.values()
    ]
    return tuple(sorted(rows, key=lambda row: -row.acts))
