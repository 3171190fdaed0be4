"""What a situation report says, before it is set as Markdown or HTML: sections of lines, each with its sources."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from sayso.export.wording import day
from sayso.ledger.evidence import claims_of, names
from sayso.model import Stance, TimePrecision
from sayso.model.course import Basis
from sayso.model.incident import Claim, Incident, Source


@dataclass(frozen=True, slots=True)
class Cited:
    """A report a line rests on: publisher, day and permanent id."""

    publisher: str
    day: str
    report: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it says, the words it rests on, who says and who denies it, notes, incidents and reports."""

    text: str
    quote: str = ""
    said: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()


@dataclass(slots=True)
class Group:
    """Lines under one small heading ("" for none)."""

    heading: str
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """One part of the report; `empty` is said where it has no lines."""

    title: str
    empty: str
    groups: list[Group] = field(default_factory=list)
    note: str = ""

    @property
    def filled(self) -> list[Group]:
        """The groups that have lines."""
        return [group for group in self.groups if group.lines]


@dataclass(frozen=True, slots=True)
class BriefView:
    """A whole report: its window in words, its sections, and every report that a line cites."""

    title: str
    window: str
    summary: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]


class Sources:
    """The reports of all incidents at hand, by permanent id; it remembers which were cited."""

    def __init__(self, incidents: Iterable[Incident]) -> None:
        self._known: dict[str, Source] = {}
        self._cited: set[str] = set()
        for incident in incidents:
            for source in incident.sources:
                held = self._known.get(source.report)
                if held is None or source.version > held.version:
                    self._known[source.report] = source

    def cite(self, reports: Iterable[str], claims: Iterable[Claim] = ()) -> tuple[Cited, ...]:
        """Return the reports as they are cited in a line, oldest first, and remember them."""
        spare = {claim.report: claim for claim in claims}
        found = []
        for report in sorted(set(reports)):
            source, claim = self._known.get(report), spare.get(report)
            publisher = source.publisher if source else claim.publisher if claim else ""
            published = source.published if source else claim.since if claim else None
            self._cited.add(report)
            key = (published or datetime.date.max, publisher, report)
            shown = day(published) if published else "day unknown"
            found.append((key, Cited(publisher or "publisher unknown", shown, report)))
        return tuple(cited for _, cited in sorted(found, key=lambda pair: pair[0]))

    def cited(self) -> tuple[Source, ...]:
        """Return every report cited so far, by day and publisher."""
        chosen = [self._known[report] for report in self._cited if report in self._known]
        return tuple(sorted(chosen, key=lambda s: (s.published or datetime.date.max, s.publisher, s.report)))

    def line_of(self, incident: Incident, text: str = "", notes: Iterable[str] = ()) -> Line:
        """Return the line that tells of an incident."""
        claims = claims_of(incident)
        quotes = [claim.quote for claim in claims if claim.quote]
        return Line(
            text=text or what(incident),
            quote=quotes[0] if quotes else incident.summary,
            said=names(claims_of(incident, Stance.ASSERTS)),
            denied=names(claims_of(incident, Stance.DENIES)),
            notes=tuple(notes),
            incidents=(incident.id,),
            cited=self.cite({s.report for s in incident.sources if s.live} | {c.report for c in claims}, claims),
        )

    def line_on(self, basis: Basis, text: str, notes: tuple[str, ...] = ()) -> Line:
        """Return a line that rests on several incidents, with the voices that say and deny them."""
        voices = {
            stance: names(claim for claim in basis.claims if claim.stance is stance)
            for stance in (Stance.ASSERTS, Stance.DENIES)
        }
        return Line(
            text=text,
            said=voices[Stance.ASSERTS],
            denied=voices[Stance.DENIES],
            notes=notes,
            incidents=basis.incidents,
            cited=self.cite(basis.reports, basis.claims),
        )


def what(incident: Incident) -> str:
    """Return an incident in a few words: kind, who, to whom, where, when; what is not told is left out or said so."""
    kind = incident.kind.replace("_", " ")
    parts = [f"{kind}, {incident.phase}" if incident.phase else kind]
    if incident.realis.value != "happened":
        parts[0] += f" ({incident.realis.value})"
    who = " or ".join(actor.text or actor.party for actor in incident.agents)
    whom = " and ".join(actor.text or actor.party for actor in incident.targets)
    if who:
        parts.append(f"by {who}")
    if whom:
        parts.append(f"target: {whom}")
    parts.append(place(incident))
    parts.append(when(incident))
    return "; ".join(parts)


def place(incident: Incident) -> str:
    """Return the place in words."""
    where = incident.where
    if where is None:
        return "place not told"
    return f"{where.name} ({where.country})" if where.country else f"{where.name} (not resolved)"


def when(incident: Incident) -> str:
    """Return the days in words; an open end is said, never filled in."""
    if incident.when is None:
        return "day not told"
    return span(incident.when.start, incident.when.end, incident.when.precision)


def span(start: datetime.date | None, end: datetime.date | None, precision: TimePrecision | None = None) -> str:
    """Return a span of days in words."""
    if start is None and end is None:
        return "day not told"
    if start is None or end is None:
        return f"from {day(start)}" if start else f"until {day(end)}" if end else ""
    if start == end:
        return day(start)
    if precision is TimePrecision.YEAR and start.year == end.year:
        return f"in {start.year}"
    return f"{day(start)} to {day(end)}"
