"""Incidents as JSON for programs: one object with the query, the incidents and the groups of reprints."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.ledger.codec import incident_to_json
from sayso.ledger.history import days
from sayso.model.incident import Incident


def incident_json(incident: Incident) -> dict[str, Any]:
    """Return an incident as plain values: every field, and `date`, `place` and `reports` as most programs want them."""
    data = incident_to_json(incident)
    data["date"] = days(incident.when) or None
    data["place"] = incident.where.name if incident.where else None
    data["country"] = incident.where.country if incident.where else None
    data["reports"] = [{"id": s.own_id, "report": s.report, "publisher": s.publisher} for s in incident.sources]
    return data


def lines(
    found: Iterable[Incident], query: Mapping[str, Any], reprints: Sequence[Sequence[tuple[str, str]]]
) -> Iterator[str]:
    """Yield the lines of one JSON object, an incident a line, so that memory stays the same however many there are."""
    yield '{"query": ' + _line(query) + ","
    yield ' "reprints": ' + _line([[own_id for _report, own_id in group] for group in reprints]) + ","
    yield ' "incidents": ['
    before = ""
    for incident in found:
        if before:
            yield f"  {before},"
        before = _line(incident_json(incident))
    if before:
        yield f"  {before}"
    yield " ]}"


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, default=str)
