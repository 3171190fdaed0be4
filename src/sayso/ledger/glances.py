"""Incidents at a glance: what a label on a map says of each, without reading all that is held of it."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger import tables as t
from sayso.model import TimePrecision
from sayso.model.incident import When

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Glance:
    """Kind, days and the name of the place of an incident, "" where it has none."""

    kind: str
    when: When | None
    place: str


def glances(connection: Connection, refs: Collection[str]) -> dict[str, Glance]:
    """Return by id what incidents are at a glance."""
    c = t.incident.c
    name = c.state["where"]["name"].as_string()
    precision = c.state["when"]["precision"].as_string()
    found: dict[str, Glance] = {}
    ordered = sorted(refs)
    for start in range(0, len(ordered), _BATCH):
        query = select(c.ref, c.kind, c.start_day, c.end_day, name.label("name"), precision.label("precision"))
        for row in connection.execute(query.where(c.ref.in_(ordered[start : start + _BATCH]))):
            found[row.ref] = Glance(row.kind, _when(row.start_day, row.end_day, row.precision), row.name or "")
    return found


def _when(start: datetime.date | None, end: datetime.date | None, precision: str | None) -> When | None:
    return When(start, end, TimePrecision(precision or TimePrecision.DAY)) if start or end else None
