"""History: what was held of each incident, from when to when, and what changed each time."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select, update

from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json, incident_to_json
from sayso.model.incident import Actor, Incident, Range, When, Where


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that came to be held otherwise: `before` is empty where the incident is new."""

    incident: str
    at: datetime.datetime
    what: str
    before: str
    after: str
    why: str
    cause: str


def record_state(
    connection: Connection, incident_id: int, incident: Incident, now: datetime.datetime, cause: str
) -> bool:
    """Add what is held now to the history of an incident; return False, adding nothing, if it is held so already."""
    last = _last(connection, incident_id)
    state = incident_to_json(incident)
    if last is not None and last.state == state:
        return False
    before = incident_from_json(last.state) if last is not None and last.state is not None else None
    changes = [dict(zip(("what", "before", "after", "why"), c, strict=True)) for c in _differences(before, incident)]
    _append(connection, incident_id, last, now, cause=cause, changes=changes, state=state)
    return True


def record_redirect(connection: Connection, incident_id: int, to: str, now: datetime.datetime, cause: str) -> None:
    """Add to the history of an incident that it became part of another."""
    change = {"what": "merged", "before": "", "after": to, "why": "tells of the same act"}
    _append(
        connection,
        incident_id,
        _last(connection, incident_id),
        now,
        cause=cause,
        changes=[change],
        state=None,
        redirect=to,
    )


def changes_since(
    connection: Connection, since: datetime.datetime, until: datetime.datetime | None = None
) -> Iterator[Change]:
    """Yield every change from `since` on, in the order in which they came."""
    query = (
        select(t.incident.c.ref, t.history)
        .join_from(t.history, t.incident, t.history.c.incident_id == t.incident.c.id)
        .where(t.history.c.held_from >= since)
        .order_by(t.history.c.held_from, t.history.c.id)
    )
    if until is not None:
        query = query.where(t.history.c.held_from < until)
    for row in connection.execute(query):
        yield from _changes(row)


def history_of(connection: Connection, incident_id: int) -> list[Change]:
    """Return every change of one incident, the first at the top."""
    query = (
        select(t.incident.c.ref, t.history)
        .join_from(t.history, t.incident, t.history.c.incident_id == t.incident.c.id)
        .where(t.history.c.incident_id == incident_id)
        .order_by(t.history.c.number)
    )
    return [change for row in connection.execute(query) for change in _changes(row)]


def _changes(row: Any) -> Iterator[Change]:
    for c in row.changes:
        yield Change(row.ref, utc(row.held_from), c["what"], c["before"], c["after"], c["why"], row.cause)


def utc(moment: datetime.datetime) -> datetime.datetime:
    """Return a moment as the store gave it with its time zone, which SQLite does not keep."""
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _last(connection: Connection, incident_id: int) -> Any:
    query = select(t.history).where(t.history.c.incident_id == incident_id).order_by(t.history.c.number.desc()).limit(1)
    return connection.execute(query).first()


def _append(connection: Connection, incident_id: int, last: Any, now: datetime.datetime, **values: Any) -> None:
    if last is not None:
        connection.execute(update(t.history).where(t.history.c.id == last.id).values(held_to=now))
    number = last.number + 1 if last is not None else 1
    connection.execute(insert(t.history).values(incident_id=incident_id, number=number, held_from=now, **values))


def _differences(before: Incident | None, after: Incident) -> Iterator[tuple[str, str, str, str]]:
    """Yield what differs as (field, before, after, why), each value in words."""
    if before is None:
        yield "new", "", f"{after.kind}: {after.summary}", after.why
    elif before.status != after.status or before.why != after.why:
        yield "status", before.status.value, after.status.value, after.why
    for name, words in _WORDS.items():
        old, new = (words(before) if before else ""), words(after)
        if before is not None and old != new:
            yield name, old, new, ""
    known = {source.report for source in before.sources} if before is not None else set()
    for source in after.sources:
        if before is not None and source.report not in known:
            yield "report", "", f"{source.publisher or source.report}: {source.title}".rstrip(": "), ""


_WORDS = {
    "kind": lambda i: f"{i.kind} {i.phase}".strip(),
    "realis": lambda i: i.realis.value,
    "agent": lambda i: actors(i.agents),
    "target": lambda i: actors(i.targets),
    "place": lambda i: place(i.where),
    "day": lambda i: days(i.when),
    "figures": lambda i: figures(i.ranges),
}


def actors(found: tuple[Actor, ...]) -> str:
    """Return parties in words: "the army (SYR-MIL)", the one most told first."""
    return "; ".join(f"{a.text} ({a.party})" for a in found)


def place(where: Where | None) -> str:
    """Return a place in words: "Aleppo, SYR"; empty if unknown."""
    return ", ".join(part for part in (where.name, where.country) if part) if where else ""


def days(when: When | None) -> str:
    """Return days in words: "2016-07-02" or "2016-07-01/2016-07-03", an open end empty; empty if unknown."""
    if when is None:
        return ""
    start, end = (day.isoformat() if day else "" for day in (when.start, when.end))
    return start if start == end else f"{start}/{end}"


def figures(ranges: tuple[Range, ...]) -> str:
    """Return ranges in words: "killed 43 or more, injured 12 to 40"."""
    return ", ".join(f"{r.outcome.value} {span(r.low, r.high)}" for r in ranges)


def span(low: int | None, high: int | None) -> str:
    """Return a range of people in words."""
    if low is not None and low == high:
        return f"{low:,}"
    if high is None:
        return f"{low or 0:,} or more"
    return f"up to {high:,}" if low is None else f"{low:,} to {high:,}"
