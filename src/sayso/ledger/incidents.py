"""Keeping incidents: which events are one act now, under which permanent id, and what changed by it."""

import datetime
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.copying import change, put
from sayso.ledger.following import leaders_of
from sayso.ledger.graph import EVENTS, LINKS, Graph, graph_around, groups_of, parts
from sayso.ledger.identity import incident_ref
from sayso.ledger.keeping import keep, redirect, retire, stand_alone
from sayso.ledger.selection import REJECTED

_HOMES = (
    select(t.event.c.incident_id)
    .where(among(t.event.c.id, "part"), t.event.c.incident_id.is_not(None), ~t.event.c.passed)
    .distinct()
)
_MEMBERS = (
    select(t.event.c.id, t.event.c.incident_id)
    .join(t.incident, t.incident.c.id == t.event.c.incident_id)
    .where(among(t.event.c.incident_id, "part"), ~t.event.c.passed, t.incident.c.redirect_id.is_(None))
    .order_by(t.event.c.id)
)
_OPENED = select(t.incident.c.founder, t.incident.c.id).where(among(t.incident.c.founder, "founders"))


def refresh(
    connection: Connection,
    touched: Collection[int],
    now: datetime.datetime,
    cause: str,
    acted: Collection[int] = (),
    later: set[int] | None = None,
    alone: Collection[int] = (),
) -> tuple[str, ...]:
    """Divide the events around `touched` anew into incidents and keep what changed; return the ids of those changed.

    The incidents of the events `alone` are judged anew and hold the events they held: a report changed its group.
    `acted` are the rows of the incidents that a reviewer has changed on purpose: those need not be looked at again.
    With `later` incidents are not judged now: their rows are put there, for `settle` within the same transaction.
    """
    hit = set(touched)
    joined = _join_leaders(connection, hit)
    graph = graph_around(connection, hit - joined.keys())
    ids = {key: i for i, key in graph.keys.items()}
    groups = groups_of(graph)
    old = _incidents(connection, graph)
    by_founder = {row.founder: row for row in old.values()}
    orphans = _orphans(graph, groups, old)
    members: dict[int, list[int]] = {}  # of each incident to be judged anew
    fresh: dict[str, list[int]] = {}  # of each new one, by the key of its founder
    gone: list[tuple[Row[Any], Row[Any]]] = []
    heard: set[int] = set()
    for group in groups:
        own = sorted(ids[key] for key in group)
        heirs = _in_line([*(by_founder[key] for key in group if key in by_founder), *orphans.get(group[0], ())])
        if not heirs:
            fresh[graph.keys[own[0]]] = own
            continue
        heir = heirs[0]
        heard |= {row.id for row in heirs}
        gone += [(row, heir) for row in heirs[1:] if row.redirect_id != heir.id]
        as_before = heir.redirect_id is None and heir.size == len(own) and all(graph.homes[i] == heir.id for i in own)
        if not as_before or not hit.isdisjoint(own):
            members[heir.id] = own
    opened = _open(connection, list(fresh), now)
    members |= {opened[founder]: own for founder, own in fresh.items()}
    moved = [(i, home) for home, own in members.items() for i in own if graph.homes[i] != home]
    _assign(connection, moved)
    for row, heir in gone:
        _yield(connection, row, heir)
        redirect(connection, row.id, heir.id, now, cause)
        members.setdefault(heir.id, sorted(i for i, home in graph.homes.items() if home == heir.id))
    anew = _homes(connection, [*alone, *joined]) - members.keys()
    members |= _members(connection, anew)
    changed = [row.ref for row, _ in gone]
    if later is None:
        changed += keep(connection, members, now, cause, acted)
    else:
        stand_alone(connection, members)
        later.update(members)
    for row in old.values():
        if row.id not in heard and row.redirect_id is None:  # all its events were passed over by a new reading
            changed += retire(connection, row.id, now, cause)
    return tuple(sorted(set(changed)))


def settle(connection: Connection, later: Collection[int], now: datetime.datetime, cause: str) -> tuple[str, ...]:
    """Judge the incidents that `refresh` has put off, those that still stand; return the ids of those changed."""
    return tuple(sorted(keep(connection, _members(connection, later), now, cause)))


def _members(connection: Connection, incidents: Collection[int]) -> dict[int, list[int]]:
    """Return the events of each of the incidents that stand, in the order of their rows."""
    members: dict[int, list[int]] = {}
    for part in parts(incidents):
        for row in connection.execute(_MEMBERS, {"part": part}):
            members.setdefault(row.incident_id, []).append(row.id)
    return members


def _homes(connection: Connection, events: Collection[int]) -> set[int]:
    return {home for part in parts(events) for home in connection.scalars(_HOMES, {"part": part})}


def _join_leaders(connection: Connection, touched: Collection[int]) -> dict[int, int]:
    """Put new events that follow another into its incident; return the incidents, by event.

    Nothing else changes by them: who stands for whom is as it was. One that is tied to another is left for the graph.
    """
    followers = {i: leader for part in parts(touched) for i, leader in leaders_of(connection, part).items()}
    if not followers:
        return {}
    homes, tied = dict[int, int | None](), set[int]()
    for part in parts({*followers, *followers.values()}):
        homes |= {row.id: row.incident_id for row in connection.execute(EVENTS, {"part": part})}
    for part in parts(followers):
        tied |= {i for row in connection.execute(LINKS, {"part": part}) for i in (row.a_id, row.b_id)}
    joined = {
        i: home
        for i, leader in followers.items()
        if homes[i] is None and i not in tied and (home := homes.get(leader)) is not None
    }
    _assign(connection, list(joined.items()))
    return joined


def _orphans(graph: Graph, groups: Sequence[list[str]], old: dict[int, Row[Any]]) -> dict[str, list[Row[Any]]]:
    """Return by its first key the incidents that a group carries on whose founding event is no longer found.

    It is the group with most of the events that are left of the incident.
    """
    ids = {key: i for i, key in graph.keys.items()}
    left = {row.id: row for row in old.values() if row.redirect_id is None and row.founder not in ids}
    shares: dict[int, Counter[str]] = {}
    for group in groups:
        for key in group:
            home = graph.homes[ids[key]]
            if home is not None and home in left:
                shares.setdefault(home, Counter())[group[0]] += 1
    found: dict[str, list[Row[Any]]] = {}
    for home, own in sorted(shares.items()):
        found.setdefault(min(own, key=lambda first: (-own[first], first)), []).append(left[home])
    return found


def _in_line(heirs: Sequence[Row[Any]]) -> list[Row[Any]]:
    """Return the incidents that may stand for a group, the one whose id stays first: the oldest, or as was ruled.

    One that a reviewer has rejected gives way to one that is not: nothing else is to vanish with it.
    """
    rows = {row.id for row in heirs}
    return sorted(heirs, key=lambda row: (row.yields_id in rows, row.reviewed == REJECTED, row.id))


def _yield(connection: Connection, gone: Row[Any], heir: Row[Any]) -> None:
    """Keep that a rejected incident gave way, so that its id does not come back whatever is said of the other."""
    if gone.reviewed == REJECTED and gone.id < heir.id and gone.yields_id is None:
        connection.execute(update(t.incident).where(t.incident.c.id == gone.id).values(yields_id=heir.id))


def _incidents(connection: Connection, graph: Graph) -> dict[int, Row[Any]]:
    """Return the incidents that hold or once held one of the events, with the number of events each holds."""
    found: dict[int, Row[Any]] = {}
    homes = {i for i in graph.homes.values() if i is not None}
    founders = set(graph.keys.values())
    size = (
        select(func.count()).where(t.event.c.incident_id == t.incident.c.id).correlate(t.incident).scalar_subquery()
    ).label("size")
    columns = (
        t.incident.c.id,
        t.incident.c.ref,
        t.incident.c.founder,
        t.incident.c.redirect_id,
        t.incident.c.yields_id,
        t.incident.c.reviewed,
        size,
    )
    for part in parts(homes):
        found |= {row.id: row for row in connection.execute(select(*columns).where(t.incident.c.id.in_(part)))}
    for names in parts(founders):
        found |= {row.id: row for row in connection.execute(select(*columns).where(t.incident.c.founder.in_(names)))}
    return found


def _open(connection: Connection, founders: Sequence[str], now: datetime.datetime) -> dict[str, int]:
    """Make an incident for each founding event and return their rows' ids."""
    if not founders:
        return {}
    blank = {"kind": "", "status": "", "realis": "", "country": "", "place": "", "weight": 0.0, "doubt": 0.0}
    rows = [{"ref": incident_ref(f), "founder": f, "opened_at": now, "changed_at": now, **blank} for f in founders]
    put(connection, t.incident, rows)
    return {row.founder: row.id for row in connection.execute(_OPENED, {"founders": list(founders)})}


def _assign(connection: Connection, moved: Sequence[tuple[int, int]]) -> None:
    change(connection, t.event, [{"id": i, "incident_id": home} for i, home in moved])
