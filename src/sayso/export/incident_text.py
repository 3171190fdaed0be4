"""Incidents for people at a terminal: in lists, and one whole with its sides, figures, sources and history."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from sayso.export.visible import one_line
from sayso.ledger.history import Change, days, place, span
from sayso.model import UNKNOWN, PlacePrecision, Stance
from sayso.model.incident import Actor, Claim, Count, Incident, Source

MAX_WIDTH, MIN_WIDTH = 110, 60
_UNKNOWN_DAY, _UNKNOWN_PLACE = "day unknown", "place unknown"


def width() -> int:
    """Return the columns to write in, those of the terminal within bounds."""
    return max(MIN_WIDTH, min(MAX_WIDTH, shutil.get_terminal_size((100, 24)).columns))


def listing(found: Iterable[Incident]) -> Iterator[str]:
    """Yield two lines an incident: when, what, where, how it stands; then who to whom, how many, in whose words."""
    for incident in found:
        first = f"{incident.id}  {days(incident.when) or _UNKNOWN_DAY}  {named(incident)}  {at(incident)}"
        reports = len({s.report for s in incident.sources})
        told = f"{incident.status}, {reports} report{'s' if reports > 1 else ''}"
        told += f", {incident.reviewed}" if incident.reviewed else ""
        yield one_line(f"{first}  [{told}]")
        parts = [who(incident), counted(incident), f"“{incident.summary}”"]
        yield from wrapped(" · ".join(p for p in parts if p), "    ")


def side_lines(incident: Incident) -> Iterator[str]:
    """Yield what an incident's voices do not agree on, a side a line."""
    for dispute in incident.disputes:
        yield from wrapped(f"{dispute.about}:", "      ")
        for side in dispute.sides:
            yield from wrapped(f"{side.position}: {', '.join(side.voices) or 'no voice named'}", "        ")


def block(incident: Incident, merged: Sequence[str], changes: Sequence[Change]) -> Iterator[str]:
    """Yield one incident whole: what is held and why, every side in its words, figures by source, reports, history."""
    yield one_line(f"{incident.id}  {named(incident)}  [{incident.status}]")
    yield from wrapped(f"“{incident.summary}”", "    ")
    yield ""
    yield from _field("when", days(incident.when) or _UNKNOWN_DAY)
    yield from _field("where", at(incident) + _precision(incident))
    yield from _field("doer", actors(incident.agents) or UNKNOWN)
    yield from _field("target", actors(incident.targets) or UNKNOWN)
    if incident.means:
        yield from _field("means", incident.means)
    yield from _field("status", f"{incident.status}: {incident.why}")
    for dispute in incident.disputes:
        yield from _field("disputed", f"{dispute.about}: {dispute.why}")
    if incident.human:
        yield from _field("by hand", ", ".join(incident.human))
    if incident.reviewed:
        yield from _field("reviewed", incident.reviewed + (", but changed since" if incident.recheck else ""))
    if merged:
        yield from _field("was also", ", ".join(merged))
    for title, stance in (("Who says so", Stance.ASSERTS), ("Who denies it", Stance.DENIES)):
        claims = [c for c in incident.claims if c.stance is stance]
        if claims:
            yield from ("", title)
            for claim in claims:
                yield from _claim(claim)
    if incident.counts:
        yield from ("", "Figures")
        for r in incident.ranges:
            note = ", rising" if r.rising else ""
            yield one_line(f"  {r.outcome.value} {span(r.low, r.high)}{note}")
        for count in incident.counts:
            yield from wrapped(_count(count), "    ")
    yield from ("", "Reports")
    for source in incident.sources:
        yield from wrapped(_source(source), "  ")
    if changes:
        yield from ("", "History")
        for change in changes:
            yield from wrapped(changed(change), "  ")


def changed(change: Change) -> str:
    """Return one change in words: when, what, from what to what, and why."""
    moment = f"{change.at:%Y-%m-%d %H:%M}"
    if change.what == "new":
        return f"{moment}  new: {change.after}"
    if change.what == "merged":
        return f"{moment}  became part of {change.after} ({change.cause})"
    if change.what == "parted":
        return f"{moment}  stands on its own again, no longer part of {change.before} ({change.cause})"
    said = f"{change.before or 'unknown'} → {change.after or 'unknown'}" if change.what != "report" else change.after
    why = "; ".join(part for part in (change.why, change.cause if change.cause.startswith("review ") else "") if part)
    return f"{moment}  {change.what}: {said}{f' ({why})' if why else ''}"


def named(incident: Incident) -> str:
    """Return kind, phase and whether it took place, as far as that is to be said."""
    realis = "" if incident.realis.value == "happened" else f"({incident.realis.value})"
    return " ".join(part for part in (incident.kind, incident.phase, realis) if part)


def at(incident: Incident) -> str:
    """Return the place in words."""
    return place(incident.where) or _UNKNOWN_PLACE


def who(incident: Incident) -> str:
    """Return who did it to whom in words, empty if neither is known."""
    doer, target = actors(incident.agents[:2]), actors(incident.targets[:2])
    return " → ".join(part or "unknown" for part in (doer, target)) if doer or target else ""


def counted(incident: Incident) -> str:
    """Return the ranges of figures in words."""
    return ", ".join(f"{r.outcome.value} {span(r.low, r.high)}" for r in incident.ranges)


def actors(found: Sequence[Actor]) -> str:
    """Return parties in words, each with its code where that is known."""
    return "; ".join(a.text if a.party == UNKNOWN else f"{a.text} ({a.party})" for a in found)


def _precision(incident: Incident) -> str:
    where = incident.where
    if where is None:
        return ""
    if where.lat is None or where.lon is None:
        return (
            " (no coordinates)"
            if where.precision is PlacePrecision.UNKNOWN
            else f" ({where.precision}, no coordinates)"
        )
    return f" ({where.lat:.2f}, {where.lon:.2f}; {where.precision})"


def _claim(claim: Claim) -> Iterator[str]:
    notes = [claim.publisher, str(claim.since or "no date"), f"via {claim.via}" if claim.via else ""]
    notes += [f"proposed by {claim.by}"] if claim.by else []
    notes += ["interested" if claim.interested else "", "" if claim.live else "since withdrawn", f"e:{claim.event}"]
    yield from wrapped(f"{claim.voice} ({'; '.join(n for n in notes if n)})", "  ")
    yield from wrapped(f"“{claim.quote}”", "      ")


def _count(count: Count) -> str:
    given = f"{count.source or 'unknown'}, {count.publisher}, {count.since or 'no date'}"
    note = "" if count.live else "; since withdrawn"
    return f"“{count.text}” {count.outcome.value} {span(count.low, count.high)} ({given}{note})"


def _source(source: Source) -> str:
    notes = [source.publisher, str(source.published or "no date"), source.agency, f"version {source.version}"]
    notes += ["" if source.live else "replaced by a newer version", f"sha256 {source.sha256[:12]}"]
    return (
        f"{source.report}  {source.title or source.own_id} ({'; '.join(n for n in notes if n)}) {source.url}".rstrip()
    )


def _field(name: str, value: str) -> Iterator[str]:
    lines = textwrap.wrap(one_line(value), width() - 12) or [""]
    yield f"  {name:9} {lines[0]}"
    for line in lines[1:]:
        yield " " * 12 + line


def wrapped(text: str, indent: str) -> Iterator[str]:
    """Yield a text broken into lines of the terminal's width, each from the second on a little further in."""
    yield from textwrap.wrap(one_line(text), width(), initial_indent=indent, subsequent_indent=indent + "  ")
