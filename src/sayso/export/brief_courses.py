"""The sections of a situation report on truces, on who holds what, and on talks."""

import datetime
from collections.abc import Mapping

from sayso.export.brief_view import Group, Line, Section, Sources, span
from sayso.export.wording import day
from sayso.ledger.ceasefires import ceasefires
from sayso.ledger.control import holders
from sayso.ledger.talks import talks
from sayso.model import Realis
from sayso.model.course import Basis, Ceasefire, Extent, Holding, Phase, TalksRound, Violation
from sayso.model.incident import Actor, HeldEvent, Incident

_Day = datetime.date
_EXTENT = {Extent.WHOLE: "", Extent.PART: "a part of ", Extent.UNCLEAR: "ground told at or near "}


def ceasefire_section(
    incidents: list[Incident], events: Mapping[str, HeldEvent], since: _Day, until: _Day, sources: Sources
) -> Section:
    """Return the truces of which a phase falls into the window, each with its whole life up to its end."""
    groups = []
    for truce in ceasefires(incidents, events):
        if any(_in(since, until, p.start or p.end or p.told) and _before(p.told, until) for p in truce.phases):
            lines = [_life(truce, sources)]
            lines += [_phase(phase, sources) for phase in truce.phases if _before(phase.told, until)]
            lines += [_violation(one, sources) for one in truce.violations]
            groups.append(Group(truce.id, lines))
    return Section("Ceasefires", "No truce was proposed, agreed, broken or ended in these days.", groups)


def control_section(
    incidents: list[Incident], events: Mapping[str, HeldEvent], since: _Day, until: _Day, sources: Sources
) -> Section:
    """Return what was taken, left or lost in the window, and who is newly said to hold what."""
    taken, ended, held = Group("Taken"), Group("Left or lost"), Group("Said to be held")
    for one in holders(incidents, events=events):
        if _in(since, until, one.until):
            ended.lines.append(_holding(one, sources))
        elif _in(since, until, one.by):
            (taken if one.how == "capture" else held).lines.append(_holding(one, sources))
    return Section("Control", "Nobody is said to have taken, left or held a place in these days.", [taken, ended, held])


def talks_section(incidents: list[Incident], since: _Day, until: _Day, sources: Sources) -> Section:
    """Return the rounds of talks of the window; those that name neither parties nor venue stand last."""
    named, bare = Group(""), Group("Talks whose parties and venue are not told")
    for one in talks(incidents):
        if _in(since, until, one.start or one.told):
            (named if one.parties or one.mediators or one.venue else bare).lines.append(_round(one, sources))
    return Section("Talks", "No talks in these days.", [named, bare])


def _life(truce: Ceasefire, sources: Sources) -> Line:
    where = ", ".join(filter(None, (truce.place, truce.country or "country not told")))
    ended = f", over since {day(truce.end)}" if truce.end else ""
    notes = (f"bound by it: {_names(truce.parties)}", f"brokered by: {_names(truce.mediators)}")
    return sources.line_on(truce.basis, f"Truce ({where}): {truce.state}{ended}", notes=notes)


def _phase(phase: Phase, sources: Sources) -> Line:
    days = span(phase.start, phase.end)
    if phase.start is None and phase.end is None and phase.told:
        days = f"day not told, reported by {day(phase.told)}"
    planned = " (announced only)" if phase.realis is Realis.PLANNED else ""
    return sources.line_on(phase.basis, f"{phase.name}{planned}: {days}")


def _violation(one: Violation, sources: Sources) -> Line:
    count = f"{one.acts} breach{'' if one.acts == 1 else 'es'}"
    accused = one.accused.text or "somebody not told"
    notes = []
    if one.stated is not None:
        notes.append(f"the accuser's own count: {one.stated}")
    if one.days:
        notes.append(f"days: {', '.join(map(day, one.days))}")
    if one.undated:
        notes.append(f"without a day: {one.undated}")
    text = f"{one.accuser.text} accuses {accused} of {count}"
    return sources.line_on(one.basis, text, notes=tuple(notes))


def _holding(one: Holding, sources: Sources) -> Line:
    where = f"{one.place} ({one.country})" if one.country else f"{one.place} (not resolved)"
    verb = "took" if one.how == "capture" else "is said to hold"
    days = []
    if one.since and not one.until:
        days.append(f"days told: {span(one.since.start, one.since.end, one.since.precision)}")
    elif one.by and not one.until:
        days.append(f"by {day(one.by)}")
    if one.until:
        verb = "lost or left"
        days.append(f"by {day(one.until)} at the latest")
    text = f"{one.holder.text or one.holder.party} {verb} {_EXTENT[one.extent]}{where}; {', '.join(days)}"
    notes = (f"contested: {one.why}",) if one.contested else ()
    return sources.line_on(one.basis, text, notes=notes)


def _round(one: TalksRound, sources: Sources) -> Line:
    days = span(one.start, one.end)
    if one.start is None and one.told:
        days = f"day not told, reported by {day(one.told)}"
    text = f"Talks, {one.outcome.value}; parties: {_names(one.parties)}; venue: {one.venue or 'not told'}; {days}"
    notes = (f"outcome: {one.why}", f"through: {_names(one.mediators)}")
    both = Basis(
        tuple(dict.fromkeys((*one.basis.incidents, *one.outcome_basis.incidents))),
        tuple(sorted({*one.basis.reports, *one.outcome_basis.reports})),
        tuple(dict.fromkeys((*one.basis.claims, *one.outcome_basis.claims))),
    )
    return sources.line_on(both, text, notes=notes)


def _names(actors: tuple[Actor, ...]) -> str:
    return ", ".join(actor.text or actor.party for actor in actors) or "not told"


def _in(since: _Day, until: _Day, one: _Day | None) -> bool:
    return one is not None and since <= one <= until


def _before(one: _Day | None, until: _Day) -> bool:
    return one is None or one <= until
