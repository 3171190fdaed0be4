"""Keeping what is held of incidents: judged from their events, written with their history, many at a time."""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, select, update

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.codec import incident_from_json
from sayso.ledger.copying import change, put
from sayso.ledger.history import record_redirect, record_states
from sayso.ledger.holding import load_events
from sayso.ledger.judging import judge
from sayso.ledger.overlay import edits_of, overlaid
from sayso.ledger.rows import incident_row, party_rows, publisher_rows
from sayso.ledger.selection import ACCEPTED
from sayso.ledger.words_index import drop_words, keep_words
from sayso.model.incident import Incident, Status

_SIDES = ((t.incident_party, party_rows), (t.incident_publisher, publisher_rows))
_FORGET = {table: delete(table).where(among(table.c.incident_id, "changed")) for table, _rows in _SIDES}


def keep(
    connection: Connection,
    members: Mapping[int, Sequence[int]],
    now: datetime.datetime,
    cause: str,
    acted: Collection[int] = (),
) -> list[str]:
    """Judge incidents from their events anew, keep them, and return the ids of those held otherwise than before.

    `members` are the ids of the events of each incident, by the id of its row. Of an incident that a reviewer has
    accepted and that is now held otherwise in what counts, that is kept too, unless it is among those `acted` upon.
    """
    if not members:
        return []
    c = t.incident.c
    stand_alone(connection, members)
    rows = {
        row.id: row for row in connection.execute(select(c.id, c.ref, c.reviewed, c.awaits).where(c.id.in_(members)))
    }
    accepted = _states(connection, [row.id for row in rows.values() if row.reviewed == ACCEPTED])
    held = judged(connection, members, {row.id: row.ref for row in rows.values()})
    edits = edits_of(connection, members)
    found = {}
    for incident_id, machine in held.items():
        row = rows[incident_id]
        incident = overlaid(replace(machine, reviewed=row.reviewed), edits.get(incident_id, {}))
        before = accepted.get(incident_id)
        if row.reviewed == ACCEPTED:
            fresh = before is not None and incident_id not in acted and _key(before) != _key(incident)
            incident = replace(incident, recheck=row.awaits or fresh)
        found[incident_id] = incident
    return store(connection, found, now, cause)


def stand_alone(connection: Connection, incidents: Collection[int]) -> None:
    """Let incidents stand for themselves that were part of another until now."""
    if incidents:
        c = t.incident.c
        alone = update(t.incident).where(c.id.in_(list(incidents)), c.redirect_id.is_not(None))
        connection.execute(alone.values(redirect_id=None))


def judged(
    connection: Connection, members: Mapping[int, Sequence[int]], refs: Mapping[int, str]
) -> dict[int, Incident]:
    """Return incidents as the machine alone has them, by row: judged from their events, nothing by hand."""
    events = load_events(connection, {i for own in members.values() for i in own})
    merged = _merged(connection, list(members))
    return {
        incident_id: replace(judge(refs[incident_id], [events[i] for i in own]), merged=merged.get(incident_id, ()))
        for incident_id, own in members.items()
    }


def _states(connection: Connection, incidents: Collection[int]) -> dict[int, Incident]:
    if not incidents:
        return {}
    c = t.incident.c
    rows = connection.execute(select(c.id, c.state).where(c.id.in_(incidents)))
    return {row.id: incident_from_json(row.state) for row in rows if row.state is not None}


def _key(incident: Incident) -> tuple[object, ...]:
    """Return what a reviewer has accepted in an incident; that another report tells the same is not in it."""
    who = ([a.party for a in actors] for actors in (incident.agents, incident.targets))
    ranges = [(r.outcome, r.low, r.high) for r in incident.ranges]
    return incident.status, incident.kind, incident.phase, incident.realis, *who, incident.where, incident.when, ranges


def _merged(connection: Connection, incidents: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return the ids that lead to each incident."""
    c = t.incident.c
    found: dict[int, list[str]] = {}
    for row in connection.execute(select(c.ref, c.redirect_id).where(c.redirect_id.in_(incidents)).order_by(c.ref)):
        found.setdefault(row.redirect_id, []).append(row.ref)
    return {incident_id: tuple(refs) for incident_id, refs in found.items()}


def store(connection: Connection, held: Mapping[int, Incident], now: datetime.datetime, cause: str) -> list[str]:
    """Keep what is held of incidents now, with its history; return the ids of those where that changed."""
    changed = record_states(connection, held, now, cause)
    if not changed:
        return []
    rows = [
        {"id": i, **incident_row(held[i], state), "redirect_id": None, "changed_at": now}
        for i, state in changed.items()
    ]
    change(connection, t.incident, rows)
    for table, rows_of in _SIDES:
        connection.execute(_FORGET[table], {"changed": list(changed)})
        put(connection, table, [{"incident_id": i, **row} for i in changed for row in rows_of(held[i])])
    keep_words(connection, {i: held[i] for i in changed})
    return [held[i].id for i in changed]


def redirect(connection: Connection, gone: int, to: int, now: datetime.datetime, cause: str) -> None:
    """Close an incident that has become part of another; its address leads there from now on."""
    ref = connection.scalar(select(t.incident.c.ref).where(t.incident.c.id == to)) or ""
    record_redirect(connection, gone, ref, now, cause)
    close: dict[str, Any] = {"redirect_id": to, "changed_at": now, "state": None}
    connection.execute(update(t.incident).where(t.incident.c.id == gone).values(**close))
    connection.execute(update(t.incident).where(t.incident.c.redirect_id == gone).values(redirect_id=to))
    for table, _rows in _SIDES:
        connection.execute(delete(table).where(table.c.incident_id == gone))
    drop_words(connection, [gone])


def retire(connection: Connection, gone: int, now: datetime.datetime, cause: str) -> list[str]:
    """Keep an incident whose every event a new reading has passed over, and say so; return its id if that is new."""
    state = connection.scalar(select(t.incident.c.state).where(t.incident.c.id == gone))
    if state is None:
        return []
    why = "a new reading of its reports no longer finds it"
    return store(connection, {gone: replace(incident_from_json(state), status=Status.RETRACTED, why=why)}, now, cause)
