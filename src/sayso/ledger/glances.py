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
    """Kind, days, name of the place and its precision, "" where an incident has none."""

    kind: str
    when: When | None
    place: str
    precision: str


def glances(connection: Connection, refs: Collection[str]) -> dict[str, Glance]:
    """Return by id what incidents are at a glance."""
    c = t.incident.c
    name = c.state["where"]["name"].as_string()
    unit, reach = (c.state[part]["precision"].as_string() for part in ("when", "where"))
    found: dict[str, Glance] = {}
    ordered = sorted(refs)
    for start in range(0, len(ordered), _BATCH):
        query = select(c.ref, c.kind, c.start_day, c.end_day, name, unit, reach)
        rows = connection.execute(query.where(c.ref.in_(ordered[start : start + _BATCH])))
        for ref, kind, first, last, named, precise, near in rows:
            found[ref] = Glance(kind, _when(first, last, precise), named or "", near or "")
    return found


def _when(start: datetime.date | None, end: datetime.date | None, precision: str | None) -> When | None:
    return When(start, end, TimePrecision(precision or TimePrecision.DAY)) if start or end else None
