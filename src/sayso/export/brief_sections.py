"""The sections of a situation report, made from incidents, the courses they make up, and changes of status."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sayso.export.brief_courses import ceasefire_section, control_section, talks_section
from sayso.export.brief_tolls import Toll, Tolls, is_disputed, killed_by_source, number, tolls_of
from sayso.export.brief_view import BriefView, Group, Line, Section, Sources, place
from sayso.export.wording import OWN_VOICE, day
from sayso.ledger.evidence import alive, basis, days, told
from sayso.ledger.phrases import word_list
from sayso.model import Outcome
from sayso.model.course import Change
from sayso.model.incident import HeldEvent, Incident, Side, Status

# An act known only to a longer span than this many days belongs to no window unless it lies inside it.
_SPAN = 31


def view_of(
    incidents: Sequence[Incident],
    changes: Sequence[Change],
    since: datetime.date,
    until: datetime.date,
    events: Mapping[str, HeldEvent],
) -> BriefView:
    """Return what a situation report says of the window; a line tells of what happened in it, not of what was told."""
    standing = alive(incidents)
    sources = Sources(incidents)
    inside = [one for one in standing if _happened_in(one, since, until)]
    dayless = [one for one in standing if days(one) == (None, None) and _told_in(one, since, until)]
    known = {one.id for one in (*inside, *dayless)}
    periods = [one for one in standing if one.id not in known and _runs_through(one, since, until)]
    listed = known | {one.id for one in periods}
    earlier = [one for one in standing if _told_in(one, since, until) and one.id not in listed]
    sections = (
        _figures(tolls_of([*inside, *periods]), {one.id: one for one in inside}, sources),
        _disputed(inside + dayless, sources),
        _new(inside, since, until, sources),
        ceasefire_section(standing, events, since, until, sources),
        control_section(standing, events, since, until, sources),
        talks_section(standing, since, until, sources),
        _humanitarian(inside, sources),
        _changed(changes, {one.id: one for one in incidents}, since, until, sources),
        _open(inside, dayless, sources),
    )
    return BriefView(
        title=f"Situation report, {day(since)} to {day(until)}",
        window=f"Incidents of {since.isoformat()} to {until.isoformat()}, both days included",
        summary=f"{len(inside)} incidents happened in these days; {len(dayless)} were told in them without a day; "
        f"{len(earlier)} more were told in them about other days and are not listed",
        sections=sections,
        sources=sources.cited(),
    )


def _happened_in(incident: Incident, since: datetime.date, until: datetime.date) -> bool:
    start, end = days(incident)
    if start is None and end is None:
        return False
    first, last = start or end or since, end or start or until
    inside = since <= first and last <= until
    return inside or (first <= until and last >= since and (last - first).days <= _SPAN)


def _runs_through(incident: Incident, since: datetime.date, until: datetime.date) -> bool:
    """Tell whether it is a count over months, told in the window, that reaches into it ("40 killed since June")."""
    start, end = days(incident)
    counted = any(count.live and count.outcome is Outcome.KILLED for count in incident.counts)
    return bool(counted and start and end and start <= until and end >= since and _told_in(incident, since, until))


def _told_in(incident: Incident, since: datetime.date, until: datetime.date) -> bool:
    first = told(incident)
    return first is not None and since <= first <= until


def _figures(tolls: Tolls, by_id: Mapping[str, Incident], sources: Sources) -> Section:
    section = Section(
        "Headline figures: killed",
        "No report gives a number of killed for these days.",
        note="Sources of one incident are alternatives and are not added. Disputed incidents and totals over longer "
        "periods stand apart.",
    )

    def line(text: str, toll: Toll) -> Line:
        return replace(sources.line_on(basis(by_id[key] for key in toll.incidents), text), said=toll.voices)

    total = Group("In incidents that nobody disputes")
    if tolls.sure.incidents:
        total.lines.append(line(_toll_text(tolls.sure), tolls.sure))
    by_source = Group("The same, by who gives the figures")
    by_source.lines = [line(f"{toll.voices[0]}: {_toll_text(toll)}", toll) for toll in tolls.by_source]
    apart = Group("In disputed incidents, not in the sum above")
    if tolls.disputed.incidents:
        apart.lines.append(line(_toll_text(tolls.disputed), tolls.disputed))
    periods = Group("Totals over longer periods as given, not added")
    periods.lines = [sources.line_of(one, notes=_killed_notes(one)) for one in tolls.periods]
    section.groups = [total, by_source, apart, periods]
    return section


def _toll_text(toll: Toll) -> str:
    count = len(toll.incidents)
    return f"killed: {number(toll.low, toll.high)}, in {count} incident{'' if count == 1 else 's'}"


def _killed_notes(incident: Incident) -> list[str]:
    """Return what each source gives for the killed of an incident."""
    return [f"killed: {number(low, high)} according to {name}" for name, low, high in killed_by_source(incident)]


def _disputed(incidents: list[Incident], sources: Sources) -> Section:
    group = Group("")
    for incident in incidents:
        if incident.status is Status.DISPUTED:
            sides = [
                f"on {dispute.about.value}: {side.position}, held by {_voices(side)}"
                for dispute in incident.disputes
                for side in dispute.sides
            ]
            group.lines.append(sources.line_of(incident, notes=[*sides, *_killed_notes(incident)]))
    return Section("Disputed incidents", "No incident of these days is disputed.", [group])


def _voices(side: Side) -> str:
    return ", ".join(voice or OWN_VOICE for voice in side.voices) or "no named voice"


def _new(incidents: list[Incident], since: datetime.date, until: datetime.date, sources: Sources) -> Section:
    apart = word_list("humanitarian") | word_list("told_as_courses")
    chosen = [
        one
        for one in incidents
        if one.kind not in apart and one.where and ((first := told(one)) is None or since <= first)
    ]
    groups = _grouped(chosen, sources, lambda one: f"{_area(one)} · {one.kind.replace('_', ' ')}")
    return Section("New incidents by country and kind", "No incident with a place and a day.", groups)


def _humanitarian(incidents: list[Incident], sources: Sources) -> Section:
    chosen = [one for one in incidents if one.kind in word_list("humanitarian")]
    groups = _grouped(chosen, sources, lambda one: f"{one.kind.replace('_', ' ')} · {_area(one)}")
    return Section("Humanitarian", "No aid, blocked aid, displacement or detention in these days.", groups)


def _grouped(incidents: list[Incident], sources: Sources, heading: Callable[[Incident], str]) -> list[Group]:
    groups: defaultdict[str, Group] = defaultdict(lambda: Group(""))
    for incident in sorted(incidents, key=lambda one: (days(one)[0] or datetime.date.max, one.id)):
        group = groups[heading(incident)]
        group.heading = heading(incident)
        group.lines.append(sources.line_of(incident, notes=[_status(incident), *_count_notes(incident)]))
    return [groups[key] for key in sorted(groups)]


def _area(incident: Incident) -> str:
    """Return country, or place where the country is not known."""
    return (incident.where.country if incident.where else "") or place(incident)


def _status(incident: Incident) -> str:
    text = incident.status.value
    if is_disputed(incident) and incident.status is not Status.DISPUTED:
        text += ", figures disputed"
    return f"status: {text}" + (f" ({incident.why})" if incident.why else "")


def _count_notes(incident: Incident) -> list[str]:
    return [
        f"{one.outcome.value}: {number(one.low, one.high)}" + (", rising" if one.rising else "")
        for one in incident.ranges
    ]


def _changed(
    changes: Sequence[Change],
    by_id: Mapping[str, Incident],
    since: datetime.date,
    until: datetime.date,
    sources: Sources,
) -> Section:
    group = Group("")
    for change in sorted(changes, key=lambda c: (c.at, c.incident, c.what, c.before, c.after)):
        if not since <= change.at.date() <= until:
            continue
        steps = f"{change.before or 'none'} to {change.after or 'none'}"
        text = f"{day(change.at.date())}: {change.what} of {change.incident}: {steps}"
        notes = (f"why: {change.why}",) if change.why else ()
        incident = by_id.get(change.incident)
        bare = Line(text, notes=notes, incidents=(change.incident,))
        group.lines.append(sources.line_of(incident, text, notes) if incident else bare)
    return Section("What changed in status", "Nothing changed in these days.", [group])


def _open(inside: list[Incident], dayless: list[Incident], sources: Sources) -> Section:
    placeless = [one for one in inside if one.where is None and one.kind not in word_list("told_as_courses")]
    groups = [
        Group("Day known, place not told", [sources.line_of(one, notes=[_status(one)]) for one in placeless]),
        Group("Told in these days, day not known", [sources.line_of(one, notes=[_status(one)]) for one in dayless]),
    ]
    return Section(
        "Without place or day",
        "Every incident has a place and a day.",
        groups,
        note="They are put nowhere on a guess: the day of publication is not the day of the act.",
    )
