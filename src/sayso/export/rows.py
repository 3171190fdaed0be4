"""An incident as rows of the four tables: incidents, accounts, figures, sources.

A row has a value for every column that `knowledge/columns.yaml` names. What is not known is None, never zero and never
an empty text; text is cleaned, so that all formats say the same.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sayso.export.cells import clean
from sayso.export.coarsen import Grid, told
from sayso.export.columns import Row, Value
from sayso.model.figure import Outcome
from sayso.model.incident import Actor, Claim, Count, Dispute, Incident, Source, Where


@dataclass(frozen=True, slots=True)
class Told:
    """An incident and how coarse its coordinates are to be told; its rows are made when asked for."""

    incident: Incident
    grid: Grid | None = None

    def row(self) -> Row:
        """Return the one row of the table incidents."""
        return incident_row(self.incident, self.grid)

    def of(self, table: str) -> Iterator[Row]:
        """Yield the rows of one of the four tables."""
        incident = self.incident
        if table == "incidents":
            yield self.row()
        elif table == "accounts":
            yield from (account_row(incident.id, claim) for claim in incident.claims)
        elif table == "figures":
            yield from (figure_row(incident.id, count) for count in incident.counts)
        elif table == "sources":
            yield from (source_row(incident.id, source) for source in incident.sources)
        else:
            raise KeyError(table)


def incident_row(incident: Incident, grid: Grid | None = None) -> Row:
    """Return the row of an incident; with a grid its coordinates are coarsened and its precision says so."""
    when = incident.when
    return {
        "id": text(incident.id),
        "merged_ids": texts(incident.merged),
        "kind": text(incident.kind),
        "phase": text(incident.phase),
        "realis": incident.realis.value,
        "summary": text(incident.summary),
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "date_precision": when.precision.value if when else None,
        **place_cells(incident.where, grid),
        **_actors("agent", incident.agents),
        **_actors("target", incident.targets),
        "means": text(incident.means),
        "status": incident.status.value,
        "why": text(incident.why),
        "origins": incident.origins,
        "disputed_about": texts(dispute.about.value for dispute in incident.disputes),
        "disputes": texts(map(in_words, incident.disputes)),
        **_ranges(incident),
        "rising": [found.outcome.value for found in incident.ranges if found.rising],
        "publishers": texts(dict.fromkeys(source.publisher for source in incident.sources if source.publisher)),
        "report_ids": texts(dict.fromkeys(source.report for source in incident.sources)),
        "event_keys": texts(incident.events),
        "reviewed": texts(incident.human),
        "verdict": text(incident.reviewed),
        "recheck": incident.recheck or None,
    }


def account_row(incident: str, claim: Claim) -> Row:
    """Return the row of a voice's account of an incident."""
    return {
        "incident_id": text(incident),
        "event_key": text(claim.event),
        "report_id": text(claim.report),
        "publisher": text(claim.publisher),
        "voice": text(claim.voice),
        "party": text(claim.party),
        "stance": claim.stance.value,
        "manner": claim.manner.value,
        "origin": text(claim.origin),
        "interested": claim.interested,
        "via": text(claim.via),
        "published": claim.since,
        "words": text(claim.words),
        "quote": text(claim.quote),
        "text_group": text(claim.group),
        "current": claim.live,
        "proposed_by": text(claim.by),
    }


def figure_row(incident: str, count: Count) -> Row:
    """Return the row of a figure."""
    return {
        "incident_id": text(incident),
        "event_key": text(count.event),
        "report_id": text(count.report),
        "publisher": text(count.publisher),
        "outcome": count.outcome.value,
        "low": count.low,
        "high": count.high,
        "who": text(count.who),
        "words": text(count.text),
        "source": text(count.source),
        "origin": text(count.origin),
        "published": count.since,
        "current": count.live,
        "proposed_by": text(count.by),
    }


def source_row(incident: str, source: Source) -> Row:
    """Return the row of one version of a report that tells of an incident."""
    return {
        "incident_id": text(incident),
        "report_id": text(source.report),
        "own_id": text(source.own_id),
        "version": source.version,
        "publisher": text(source.publisher),
        "title": text(source.title),
        "url": text(source.url),
        "published": source.published,
        "agency": text(source.agency),
        "sha256": text(source.sha256),
        "text_group": text(source.group),
        "current": source.live,
    }


def in_words(dispute: Dispute) -> str:
    """Say a dispute with its sides: "agent: the sides name others (the army: residents / nobody: state media)"."""
    sides = " / ".join(f"{side.position}: {', '.join(side.voices)}" for side in dispute.sides)
    return f"{dispute.about.value}: {dispute.why}" + (f" ({sides})" if sides else "")


def place_cells(where: Where | None, grid: Grid | None) -> Row:
    """Return the cells of a place; a position that is none on Earth is told as not known."""
    if where is None:
        return dict.fromkeys(("place", "country", "latitude", "longitude", "place_precision"))
    lat, lon, precision = where.lat, where.lon, where.precision.value
    if lat is None or lon is None or not _on_earth(lat, lon):
        lat = lon = None
    lat, lon, precision = told(lat, lon, precision, grid)
    return {
        "place": text(where.name),
        "country": text(where.country),
        "latitude": None if lat is None else float(lat),
        "longitude": None if lon is None else float(lon),
        "place_precision": precision,
    }


def text(value: str) -> Value:
    """Return a text as a value: cleaned, None when empty."""
    return clean(value) or None


def texts(values: Iterable[str]) -> list[str]:
    """Return texts as a list value, each cleaned."""
    return [clean(value) for value in values]


def _actors(role: str, actors: tuple[Actor, ...]) -> Row:
    """Names and codes side by side: a name that is not told is its code, so that both lists stay as long."""
    return {
        f"{role}s": texts(actor.text or actor.party for actor in actors),
        f"{role}_parties": texts(actor.party for actor in actors),
    }


def _ranges(incident: Incident) -> Row:
    found = {span.outcome: span for span in incident.ranges}
    cells: Row = {}
    for outcome in Outcome:
        span = found.get(outcome)
        cells[f"{outcome.value}_low"] = span.low if span else None
        cells[f"{outcome.value}_high"] = span.high if span else None
    return cells


def _on_earth(lat: float, lon: float) -> bool:
    return math.isfinite(lat) and math.isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180
