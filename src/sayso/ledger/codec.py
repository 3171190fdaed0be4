"""The nouns as JSON documents and back, for the columns that keep them whole."""

from typing import Any, TypeVar

from pydantic import TypeAdapter

from sayso.model import Event, Report, Statement
from sayso.model.incident import Incident

T = TypeVar("T")

_EVENT: TypeAdapter[Event] = TypeAdapter(Event)
_REPORT: TypeAdapter[Report] = TypeAdapter(Report)
_STATEMENTS: TypeAdapter[tuple[Statement, ...]] = TypeAdapter(tuple[Statement, ...])
_INCIDENT: TypeAdapter[Incident] = TypeAdapter(Incident)


def event_to_json(event: Event) -> dict[str, Any]:
    """Return an event as plain values."""
    return _dump(_EVENT, event)


def event_from_json(data: Any) -> Event:
    """Return the event that `event_to_json` gave."""
    return _EVENT.validate_python(data)


def report_to_json(report: Report, statements: tuple[Statement, ...]) -> dict[str, Any]:
    """Return a report with its statements as plain values; the raw bytes have a table of their own."""
    told = _REPORT.dump_python(report, mode="json", exclude={"capture"})
    if report.original is None:
        del told["original"]
    return {"report": told, "statements": _STATEMENTS.dump_python(statements, mode="json")}


def report_from_json(data: Any) -> tuple[Report, tuple[Statement, ...]]:
    """Return the report and the statements that `report_to_json` gave."""
    return _REPORT.validate_python(data["report"]), _STATEMENTS.validate_python(data["statements"])


def incident_to_json(incident: Incident) -> dict[str, Any]:
    """Return an incident as plain values."""
    return _dump(_INCIDENT, incident)


def incident_from_json(data: Any) -> Incident:
    """Return the incident that `incident_to_json` gave."""
    return _INCIDENT.validate_python(data)


def _dump(adapter: TypeAdapter[T], value: T) -> dict[str, Any]:
    data: dict[str, Any] = adapter.dump_python(value, mode="json")
    return data
