"""Keeping incidents: which events are one act now, under which permanent id, and what changed by it."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, or_, select, update

from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json
from sayso.ledger.gathering import Pair, gather
from sayso.ledger.history import record_redirect, record_state
from sayso.ledger.holding import load_events
from sayso.ledger.identity import incident_ref
from sayso.ledger.judging import judge
from sayso.ledger.overlay import edits_of, overlaid
from sayso.ledger.rows import incident_row, party_rows, publisher_rows
from sayso.model.incident import Incident, Status

_BATCH = 400


@dataclass(slots=True)
class _Graph:
    """The events around those touched: key and incident by id, links and rulings between them."""

    keys: dict[int, str]
    homes: dict[int, int | None]
    links: dict[tuple[int, int], float]
    together: set[tuple[int, int]]
    apart: set[tuple[int, int]]


def refresh(connection: Connection, touched: Collection[int], now: datetime.datetime, cause: str) -> tuple[str, ...]:
    """Divide the events around `touched` anew into incidents and keep what changed; return the ids of those changed."""
    graph = _graph(connection, set(touched))
    ids = {key: i for i, key in graph.keys.items()}
    named: dict[Pair, float] = {(graph.keys[a], graph.keys[b]): p for (a, b), p in graph.links.items()}
    links = {(min(pair), max(pair)): points for pair, points in named.items()}
    groups = gather(list(ids), links, _named(graph, graph.together), _named(graph, graph.apart))
    old = _incidents(connection, graph)
    by_founder = {row.founder: row for row in old.values()}
    changed: list[str] = []
    kept: set[int] = set()
    for group in groups:
        members = sorted(ids[key] for key in group)
        heirs = sorted((by_founder[key] for key in group if key in by_founder), key=lambda row: row.id)
        same = heirs and all(graph.homes[i] == heirs[0].id for i in members)
        whole = same and heirs[0].size == len(members)
        if heirs:
            kept.add(heirs[0].id)
        if whole and len(heirs) == 1 and heirs[0].redirect_id is None and not set(members) & set(touched):
            continue
        incident_id = heirs[0].id if heirs else _open(connection, group, ids, now)
        kept.add(incident_id)
        _assign(connection, incident_id, [i for i in members if graph.homes[i] != incident_id])
        ref = _keep(connection, incident_id, members, now, cause)
        if ref is not None:
            changed.append(ref)
        for gone in heirs[1:]:
            kept.add(gone.id)
            if gone.redirect_id != incident_id:
                _redirect(connection, gone, incident_id, now, cause)
                changed.append(gone.ref)
    for row in old.values():
        if row.id not in kept and row.redirect_id is None:  # all its events were passed over by a new reading
            _retire(connection, row, now, cause)
            changed.append(row.ref)
    return tuple(sorted(set(changed)))


def _graph(connection: Connection, touched: set[int]) -> _Graph:
    """Return everything linked to the touched events, directly or not, and the rest of the incidents they are in."""
    graph = _Graph({}, {}, {}, set(), set())
    edge = set(touched)
    seen: set[int] = set()
    while edge:
        seen |= edge
        reached: set[int] = set()
        for part in _parts(edge):
            rows = connection.execute(
                select(t.event.c.id, t.event.c.key, t.event.c.incident_id, t.event.c.passed).where(
                    t.event.c.id.in_(part)
                )
            ).all()
            for row in rows:
                graph.homes[row.id] = row.incident_id
                if not row.passed:
                    graph.keys[row.id] = row.key
            homes = {row.incident_id for row in rows if row.incident_id is not None}
            reached |= set(connection.scalars(select(t.event.c.id).where(t.event.c.incident_id.in_(homes))))
            for a, b, points in connection.execute(
                select(t.link.c.a_id, t.link.c.b_id, t.link.c.points).where(
                    or_(t.link.c.a_id.in_(part), t.link.c.b_id.in_(part))
                )
            ):
                graph.links[a, b] = points
                reached |= {a, b}
            for a, b, together in connection.execute(
                select(t.ruling.c.a_id, t.ruling.c.b_id, t.ruling.c.together).where(
                    or_(t.ruling.c.a_id.in_(part), t.ruling.c.b_id.in_(part))
                )
            ):
                (graph.together if together else graph.apart).add((a, b))
                reached |= {a, b}
        edge = reached - seen
    graph.links = {p: points for p, points in graph.links.items() if p[0] in graph.keys and p[1] in graph.keys}
    return graph


def _named(graph: _Graph, pairs: Collection[tuple[int, int]]) -> list[Pair]:
    return [(graph.keys[a], graph.keys[b]) for a, b in pairs if a in graph.keys and b in graph.keys]


def _incidents(connection: Connection, graph: _Graph) -> dict[int, Row[Any]]:
    """Return the incidents that hold or once held one of the events, with the number of events each holds."""
    found: dict[int, Row[Any]] = {}
    homes = {i for i in graph.homes.values() if i is not None}
    founders = set(graph.keys.values())
    size = (
        select(func.count()).where(t.event.c.incident_id == t.incident.c.id).correlate(t.incident).scalar_subquery()
    ).label("size")
    columns = (t.incident.c.id, t.incident.c.ref, t.incident.c.founder, t.incident.c.redirect_id, size)
    for part in _parts(homes):
        found |= {row.id: row for row in connection.execute(select(*columns).where(t.incident.c.id.in_(part)))}
    for names in _parts(founders):
        found |= {row.id: row for row in connection.execute(select(*columns).where(t.incident.c.founder.in_(names)))}
    return found


def _open(connection: Connection, group: Sequence[str], ids: dict[str, int], now: datetime.datetime) -> int:
    founder = min(group, key=lambda key: ids[key])
    values = {"ref": incident_ref(founder), "founder": founder, "opened_at": now, "changed_at": now}
    blank = {"kind": "", "status": "", "realis": "", "country": "", "place": "", "weight": 0.0, "doubt": 0.0}
    key = connection.execute(insert(t.incident).values(**values, **blank)).inserted_primary_key
    assert key is not None  # noqa: S101 - an insert of one row gives its key
    return int(key[0])


def _assign(connection: Connection, incident_id: int, members: Sequence[int]) -> None:
    for part in _parts(members):
        connection.execute(update(t.event).where(t.event.c.id.in_(part)).values(incident_id=incident_id))


def _keep(
    connection: Connection, incident_id: int, members: Sequence[int], now: datetime.datetime, cause: str
) -> str | None:
    """Judge an incident anew and keep it; return its id if it is held otherwise than before."""
    ref = connection.scalar(select(t.incident.c.ref).where(t.incident.c.id == incident_id)) or ""
    machine = judge(ref, load_events(connection, members).values())
    edits = edits_of(connection, incident_id)
    return store(connection, incident_id, overlaid(machine, edits), now, cause)


def store(
    connection: Connection, incident_id: int, incident: Incident, now: datetime.datetime, cause: str
) -> str | None:
    """Keep what is held of an incident now, with its history; return its id if that changed."""
    if not record_state(connection, incident_id, incident, now, cause):
        return None
    where = t.incident.c.id == incident_id
    connection.execute(
        update(t.incident).where(where).values(redirect_id=None, changed_at=now, **incident_row(incident))
    )
    for table, rows in ((t.incident_party, party_rows(incident)), (t.incident_publisher, publisher_rows(incident))):
        connection.execute(delete(table).where(table.c.incident_id == incident_id))
        if rows:
            connection.execute(insert(table), [{"incident_id": incident_id, **row} for row in rows])
    return incident.id


def _redirect(connection: Connection, gone: Row[Any], to: int, now: datetime.datetime, cause: str) -> None:
    """Close an incident that has become part of another; its address leads there from now on."""
    ref = connection.scalar(select(t.incident.c.ref).where(t.incident.c.id == to)) or ""
    record_redirect(connection, gone.id, ref, now, cause)
    close = update(t.incident).where(t.incident.c.id == gone.id)
    connection.execute(close.values(redirect_id=to, changed_at=now, state=None))
    connection.execute(update(t.incident).where(t.incident.c.redirect_id == gone.id).values(redirect_id=to))
    for table in (t.incident_party, t.incident_publisher):
        connection.execute(delete(table).where(table.c.incident_id == gone.id))


def _retire(connection: Connection, row: Row[Any], now: datetime.datetime, cause: str) -> None:
    """Keep an incident whose every event a new reading has passed over, and say so."""
    state = connection.scalar(select(t.incident.c.state).where(t.incident.c.id == row.id))
    if state is not None:
        why = "a new reading of its reports no longer finds it"
        store(connection, row.id, replace(incident_from_json(state), status=Status.RETRACTED, why=why), now, cause)


def _parts(values: Collection[Any]) -> list[list[Any]]:
    wanted = sorted(values)
    return [wanted[i : i + _BATCH] for i in range(0, len(wanted), _BATCH)]
