"""What reviewers have set, laid over what the machine holds; the machine's own values stay in the audit log."""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, select

from sayso.errors import SettingError
from sayso.ledger import tables as t
from sayso.model import PlacePrecision, Realis, TimePrecision
from sayso.model.incident import Actor, Incident, Status, When, Where

# The fields a reviewer may set, and how each is written.
FIELDS = {
    "kind": "a kind of event (`sayso kinds` lists them)",
    "realis": "happened, ongoing, planned or failed",
    "status": "single, corroborated, disputed or retracted",
    "agent": "words and party code: the army|SYR-MIL",
    "target": "words and party code: a market|CIV",
    "place": "name, country, latitude, longitude: Ariha|SYR|35.81|36.60 (leave what is not known empty)",
    "day": "2016-07-13, or 2016-07-13/2016-07-14",
    "summary": "words",
}


def edits_of(connection: Connection, incidents: Collection[int]) -> dict[int, dict[str, str]]:
    """Return for each incident the value a reviewer has set last for each field, those undone left out."""
    query = (
        select(t.review.c.incident_id, t.review.c.field, t.review.c.after)
        .where(t.review.c.incident_id.in_(incidents), t.review.c.action == "edit", t.review.c.undone_by.is_(None))
        .order_by(t.review.c.id)
    )
    found: dict[int, dict[str, str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.incident_id, {})[row.field] = str(row.after)
    return found


def overlaid(machine: Incident, edits: Mapping[str, str]) -> Incident:
    """Return the incident with the fields that a reviewer has set; `human` names them."""
    if not edits:
        return machine
    changed: dict[str, Any] = {}
    for field, value in edits.items():
        changed |= parse(field, value, machine)
    return replace(machine, **changed, human=tuple(sorted(edits)))


def parse(field: str, value: str, machine: Incident) -> dict[str, Any]:
    """Return the attributes of an incident that a reviewer's value gives; raises SettingError with what is expected."""
    if field not in FIELDS:
        raise SettingError(f"{field}: no field a reviewer can set; they are {', '.join(FIELDS)}")
    try:
        return _PARSE[field](value.strip(), machine)
    except (ValueError, KeyError, IndexError) as error:
        raise SettingError(f"{field}: cannot read {value!r}; give {FIELDS[field]}") from error


def _kind(value: str, _machine: Incident) -> dict[str, Any]:
    from sayso.ledger.traits import families

    if value not in families():
        raise ValueError(value)
    return {"kind": value}


def _status(value: str, _machine: Incident) -> dict[str, Any]:
    return {"status": Status(value), "why": "set by a reviewer"}


def _actor(field: str, value: str, machine: Incident) -> dict[str, Any]:
    words, _, party = value.partition("|")
    if not words.strip():
        raise ValueError(value)
    return {field: (Actor(words.strip(), party.strip() or "unknown"),)}


def _place(value: str, _machine: Incident) -> dict[str, Any]:
    name, country, lat, lon = (part.strip() for part in (value.split("|") + [""] * 4)[:4])
    if not name:
        return {"where": None}
    if bool(lat) != bool(lon) or (lat and not (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180)):
        raise ValueError(value)
    precision = PlacePrecision.EXACT if lat else PlacePrecision.UNKNOWN
    return {"where": Where(name, country, float(lat) if lat else None, float(lon) if lon else None, precision)}


def _day(value: str, _machine: Incident) -> dict[str, Any]:
    if not value:
        return {"when": None}
    first, _, last = value.partition("/")
    start = datetime.date.fromisoformat(first)
    end = datetime.date.fromisoformat(last) if last else start
    if end < start:
        raise ValueError(value)
    return {"when": When(start, end, TimePrecision.DAY if start == end else TimePrecision.RANGE)}


_PARSE: dict[str, Callable[[str, Incident], dict[str, Any]]] = {
    "kind": _kind,
    "realis": lambda value, _machine: {"realis": Realis(value)},
    "status": _status,
    "agent": lambda value, machine: _actor("agents", value, machine),
    "target": lambda value, machine: _actor("targets", value, machine),
    "place": _place,
    "day": _day,
    "summary": lambda value, _machine: {"summary": value},
}
