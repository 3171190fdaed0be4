"""History: what was held of each incident, from when to when, and what changed each time."""

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, DateTime, Row, bindparam, case, null, select, update

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.codec import incident_from_json, incident_to_json
from sayso.ledger.copying import put
from sayso.model.incident import Actor, Incident, Range, When, Where

_NAMES = ("what", "before", "after", "why")
# What earlier versions of sayso did not write of an incident, as it was then.
_SINCE = {"reviewed": "", "recheck": False}


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


_LAST = select(t.history).where(among(t.history.c.incident_id, "incidents"), t.history.c.held_to.is_(None))
# What was held for part of one day (UTC) is never asked for whole: a story printed hundreds of times in a day would
# leave as many documents, each with all of its accounts. What changed, when and by which report stays.
_SAME_DAY = t.history.c.held_from >= bindparam("midnight", type_=DateTime(timezone=True))
_END = (
    update(t.history)
    .where(among(t.history.c.id, "ended"))
    .values(held_to=bindparam("now"), state=case((_SAME_DAY, null()), else_=t.history.c.state))
)


def record_states(
    connection: Connection, held: Mapping[int, Incident], now: datetime.datetime, cause: str
) -> dict[int, dict[str, Any]]:
    """Add what is held now to the history of incidents, by row; return as documents those held otherwise before."""
    last = _last(connection, list(held))
    changed: dict[int, dict[str, Any]] = {}
    rows = []
    for incident_id, incident in held.items():
        row, state = last.get(incident_id), incident_to_json(incident)
        if row is not None and row.state is not None and {**_SINCE, **row.state} == state:
            continue
        before = incident_from_json(row.state) if row is not None and row.state is not None else None
        parted = [("parted", row.redirect, incident.id, "")] if row is not None and row.redirect else []
        found = parted or _differences(before, incident)
        changes = [dict(zip(_NAMES, c, strict=True)) for c in found]
        changed[incident_id] = state
        rows.append(_entry(incident_id, row, now, cause=cause, changes=changes, state=state))
    _append(connection, [last[i].id for i in changed if i in last], rows, now)
    return changed


def record_redirect(connection: Connection, incident_id: int, to: str, now: datetime.datetime, cause: str) -> None:
    """Add to the history of an incident that it became part of another."""
    change = {"what": "merged", "before": "", "after": to, "why": "tells of the same act"}
    last = _last(connection, [incident_id])
    entry = _entry(incident_id, last.get(incident_id), now, cause=cause, changes=[change], state=None, redirect=to)
    _append(connection, [row.id for row in last.values()], [entry], now)


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


def _last(connection: Connection, incidents: Collection[int]) -> dict[int, Row[Any]]:
    return {row.incident_id: row for row in connection.execute(_LAST, {"incidents": list(incidents)})}


def _entry(incident_id: int, last: Row[Any] | None, now: datetime.datetime, **values: Any) -> dict[str, Any]:
    number = last.number + 1 if last is not None else 1
    return {"incident_id": incident_id, "number": number, "held_from": now, "redirect": "", **values}


def _append(connection: Connection, ended: Collection[int], rows: list[dict[str, Any]], now: datetime.datetime) -> None:
    if ended:
        midnight = now.astimezone(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        connection.execute(_END, {"ended": list(ended), "now": now, "midnight": midnight})
    put(connection, t.history, rows)


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


_WORDS: dict[str, Callable[[Incident], str]] = {
    "kind": lambda i: f"{i.kind} {i.phase}".strip(),
    "realis": lambda i: i.realis.value,
    "agent": lambda i: actors(i.agents),
    "target": lambda i: actors(i.targets),
    "means": lambda i: i.means,
    "place": lambda i: place(i.where),
    "day": lambda i: days(i.when),
    "figures": lambda i: figures(i.ranges),
    "summary": lambda i: i.summary if "summary" in i.human else "",
    "reviewed": lambda i: f"{i.reviewed or 'not reviewed'}{', but changed since' if i.recheck else ''}",
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
