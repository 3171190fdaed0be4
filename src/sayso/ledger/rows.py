"""An incident as columns: what lists are filtered and sorted by."""

import math
from typing import Any

from sayso.ledger.codec import incident_to_json
from sayso.ledger.traits import place_key
from sayso.model import UNKNOWN, Outcome
from sayso.model.incident import Incident, Status

# What makes an incident doubtful to the machine, in parts of 1: what is not known, and what is not agreed on.
NO_PLACE, NO_DAY, NO_AGENT, NO_TARGET, DISPUTE, NO_VOICE = 0.2, 0.2, 0.15, 0.05, 0.3, 0.1
# And what it may have misread: this much times how likely that is.
MISREAD, MISPLACED = 0.3, 0.2


def incident_row(incident: Incident, state: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the columns of the incident table that follow from what is held; `state` is its document, if at hand."""
    where, when = incident.where, incident.when
    much, unsure = weight(incident), doubt(incident)
    return {
        "kind": incident.kind,
        "status": incident.status.value,
        "realis": incident.realis.value,
        "start_day": (when.start or when.end) if when else None,
        "end_day": (when.end or when.start) if when else None,
        "country": where.country if where else "",
        "place": place_key(where.name) if where else "",
        "lat": where.lat if where else None,
        "lon": where.lon if where else None,
        "weight": much,
        "doubt": unsure,
        "reviewed": incident.reviewed,
        "awaits": not incident.reviewed or incident.recheck,
        "turn": -round(much * unsure, 6),
        "state": incident_to_json(incident) if state is None else state,
    }


def party_rows(incident: Incident) -> list[dict[str, Any]]:
    """Return a row for each known party to the incident."""
    parties = {a.party for a in (*incident.agents, *incident.targets)} - {UNKNOWN, ""}
    return [
        {"party": party[:80], "start_day": incident.when.start if incident.when else None} for party in sorted(parties)
    ]


def publisher_rows(incident: Incident) -> list[dict[str, Any]]:
    """Return a row for each publisher whose report tells of the incident."""
    names = {source.publisher[:200] for source in incident.sources} - {""}
    return [{"publisher": name, "start_day": incident.when.start if incident.when else None} for name in sorted(names)]


def weight(incident: Incident) -> float:
    """Return how much hangs on an incident: the people killed and hurt, on a logarithm, and the reports."""
    people = sum(
        (r.high if r.high is not None else r.low) or 0
        for r in incident.ranges
        if r.outcome in (Outcome.KILLED, Outcome.INJURED, Outcome.CASUALTIES)
    )
    return round(math.log10(1 + people) + math.log2(1 + len({s.report for s in incident.sources})), 3)


def doubt(incident: Incident) -> float:
    """Return how unsure the machine is of an incident, from 0 to 1."""
    return round(min(sum(part for _words, part in doubts(incident)), 1.0), 2)


def doubts(incident: Incident) -> list[tuple[str, float]]:
    """Return what makes an incident doubtful, in words, each with its part of the doubt."""
    where = incident.where
    parts = (
        ("place not known", NO_PLACE, where is None or where.lat is None),
        ("day not known", NO_DAY, incident.when is None),
        ("doer not known", NO_AGENT, all(a.party == UNKNOWN for a in incident.agents)),
        ("target not known", NO_TARGET, not incident.targets),
        ("disputed", DISPUTE, incident.status is Status.DISPUTED),
        ("nobody asserts it", NO_VOICE, not incident.origins),
    )
    return [(words, part) for words, part, holds in parts if holds] + _misread(incident)


def _misread(incident: Incident) -> list[tuple[str, float]]:
    """Return what the machine may have misread, with its part of the doubt: the less likely it is right, the more."""
    parts: list[tuple[str, float]] = []
    sure, placed = incident.probability, incident.place_probability
    if sure is not None and sure < 1:
        parts.append((f"act may be misread ({sure:.0%} sure)", round(MISREAD * (1 - sure), 3)))
    if placed is not None and placed < 1 and incident.where is not None and "place" not in incident.human:
        parts.append((f"place may be another act's ({placed:.0%} sure)", round(MISPLACED * (1 - placed), 3)))
    return parts
