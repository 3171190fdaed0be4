"""The rows of the list of incidents: what happened, where, who did it to whom, in which words, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.export import wording
from sayso.export.actors import country_name
from sayso.ledger.history import span
from sayso.ledger.words import highlight
from sayso.model import UNKNOWN, PlacePrecision, TimePrecision
from sayso.model.incident import Actor, Incident, When

DAY_UNKNOWN, PLACE_UNKNOWN = "day unknown", "place unknown"
# Parties of one side that a row names; the others are counted.
NAMED = 2
# Characters of a quotation in a row; the incident's page has all of it.
LONGEST = 240
# What stands in for a name that no report gives.
NOBODY = "not told"

Parts = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Party:
    """A party in a row: the words of the reports, parted where search words occur, and its code, "" if unknown."""

    words: Parts
    code: str


@dataclass(frozen=True, slots=True)
class Row:
    """One incident in the list. `words`, `place` and the titles are parted where the words of a search occur.

    `off_map` says why the incident is not on the map, "" if it is.
    """

    ref: str
    day: str
    dated: bool
    kind: str
    phase: str
    realis: str
    place: Parts
    precision: str
    off_map: str
    agents: tuple[Party, ...]
    more_agents: int
    targets: tuple[Party, ...]
    more_targets: int
    figures: tuple[str, ...]
    words: Parts
    also: tuple[tuple[str, Parts], ...]
    status: str
    why: str
    reports: int
    origins: int
    by_hand: bool


def rows(incidents: Iterable[Incident], words: str = "") -> list[Row]:
    """Return the rows of incidents; what `words`, a search, looks for is marked in them."""
    return [_row(incident, words) for incident in incidents]


def parted(text: str, words: str, longest: int = LONGEST) -> Parts:
    """Return a text cut where the words of a search occur: stretches, each with whether it is a hit.

    A longer text is cut to about `longest` characters around the first hit.
    """
    hits = highlight(text, words) if words else []
    start, end = _window(text, hits, longest)
    found: list[tuple[str, bool]] = [("… ", False)] if start else []
    at = start
    for first, last in hits:
        if first < start or last > end:
            continue
        found += [(text[at:first], False), (text[first:last], True)]
        at = last
    found += [(text[at:end], False), (" …" if end < len(text) else "", False)]
    return tuple(part for part in found if part[0])


def days(when: When | None) -> str:
    """Return the days of an incident in words; a month or a year that is known as such is named as such."""
    if when is None or (when.start is None and when.end is None):
        return DAY_UNKNOWN
    start, end = when.start, when.end
    if start and end and when.precision is TimePrecision.MONTH and (start.year, start.month) == (end.year, end.month):
        return f"{start:%B %Y}"
    if start and end and when.precision is TimePrecision.YEAR and start.year == end.year:
        return f"{start.year}"
    if start is None or end is None:
        return f"from {wording.day(start)}" if start else f"until {wording.day(end)}" if end else DAY_UNKNOWN
    return wording.day(start) if start == end else f"{wording.day(start)} to {wording.day(end)}"


def _row(incident: Incident, words: str) -> Row:
    where = incident.where
    country = country_name(where.country) if where and where.country else ""
    name = where.name if where else ""
    place = ", ".join(dict.fromkeys(part for part in (name, country) if part)) or PLACE_UNKNOWN
    on_map = where is not None and where.lat is not None and where.lon is not None
    shown = where.precision if where else PlacePrecision.UNKNOWN
    return Row(
        ref=incident.id,
        day=days(incident.when),
        dated=incident.when is not None,
        kind=incident.kind,
        phase=incident.phase,
        realis="" if incident.realis.value == "happened" else incident.realis.value,
        place=parted(place, words),
        precision="" if shown in (PlacePrecision.EXACT, PlacePrecision.SETTLEMENT, PlacePrecision.UNKNOWN) else shown,
        off_map="" if on_map else "no place known" if not place or place == PLACE_UNKNOWN else "not on the map",
        agents=_parties(incident.agents, words),
        more_agents=max(0, len(incident.agents) - NAMED),
        targets=_parties(incident.targets, words),
        more_targets=max(0, len(incident.targets) - NAMED),
        figures=tuple(f"{r.outcome.value} {span(r.low, r.high)}" for r in incident.ranges),
        words=parted(incident.summary, words),
        also=_also(incident, words),
        status=incident.status.value,
        why=incident.why,
        reports=len({source.report for source in incident.sources}),
        origins=incident.origins,
        by_hand=bool(incident.human),
    )


def _parties(actors: tuple[Actor, ...], words: str) -> tuple[Party, ...]:
    return tuple(
        Party(parted(actor.text, words, 60), "" if actor.party == UNKNOWN else actor.party)
        for actor in actors[:NAMED]
        if actor.text
    )


def _also(incident: Incident, words: str) -> tuple[tuple[str, Parts], ...]:
    """Return where else the search hit, if not in what the row shows: the first clause, voice, title or publisher."""
    if not words or highlight(incident.summary, words):
        return ()
    places: list[tuple[str, str]] = [(claim.publisher or "report", claim.quote) for claim in incident.claims]
    places += [("voice", text) for claim in incident.claims for text in (claim.voice, claim.via, claim.words)]
    places += [(source.publisher or "report", source.title) for source in incident.sources]
    places += [("publisher", source.publisher) for source in incident.sources]
    hit = next(((label, text) for label, text in places if text and highlight(text, words)), None)
    return ((hit[0], parted(hit[1], words)),) if hit else ()


def _window(text: str, hits: list[tuple[int, int]], longest: int) -> tuple[int, int]:
    """Return the stretch of a text to show, begun and ended between words where one is near."""
    if len(text) <= longest:
        return 0, len(text)
    first = hits[0][0] if hits else 0
    start = max(0, min(first - longest // 4, len(text) - longest)) if first > longest * 3 // 4 else 0
    end = min(len(text), start + longest)
    space = text.find(" ", start, start + 20) if start else -1
    start = space + 1 if space >= 0 else start
    space = text.rfind(" ", end - 20, end) if end < len(text) else -1
    end = space if space >= 0 else end
    return start, end
