"""Keeping incidents: which events are one act now, under which permanent id, and what changed by it."""

import datetime
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select, update

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.copying import change, put
from sayso.ledger.gathering import gather, pair
from sayso.ledger.identity import incident_ref
from sayso.ledger.keeping import keep, redirect, retire, stand_alone
from sayso.ledger.rulings import Ruling, around, named
from sayso.ledger.selection import REJECTED
from sayso.ledger.traits import Traits

_BATCH = 400
_EVENTS = select(t.event.c.id, t.event.c.key, t.event.c.incident_id, t.event.c.passed, t.event.c.traits).where(
    among(t.event.c.id, "part")
)
_LINKS = select(t.link.c.a_id, t.link.c.b_id, t.link.c.points).where(
    or_(among(t.link.c.a_id, "part"), among(t.link.c.b_id, "part"))
)
_AT_HOME = select(t.event.c.id).where(among(t.event.c.incident_id, "part"))
_MEMBERS = (
    select(t.event.c.id, t.event.c.incident_id)
    .join(t.incident, t.incident.c.id == t.event.c.incident_id)
    .where(among(t.event.c.incident_id, "part"), ~t.event.c.passed, t.incident.c.redirect_id.is_(None))
    .order_by(t.event.c.id)
)
_OPENED = select(t.incident.c.founder, t.incident.c.id).where(among(t.incident.c.founder, "founders"))


@dataclass(slots=True)
class _Graph:
    """The events around those touched: key and incident by id, links and rulings between them."""

    keys: dict[int, str]
    traits: dict[str, Traits]  # by key
    homes: dict[int, int | None]
    links: dict[tuple[int, int], float]
    rulings: set[Ruling]


def refresh(
    connection: Connection,
    touched: Collection[int],
    now: datetime.datetime,
    cause: str,
    acted: Collection[int] = (),
    later: set[int] | None = None,
) -> tuple[str, ...]:
    """Divide the events around `touched` anew into incidents and keep what changed; return the ids of those changed.

    `acted` are the rows of the incidents that a reviewer has changed on purpose: those need not be looked at again.
    With `later` incidents are not judged now: their rows are put there, for `settle` within the same transaction.
    """
    hit = set(touched)
    graph = _graph(connection, hit)
    ids = {key: i for i, key in graph.keys.items()}
    links = {pair(graph.keys[a], graph.keys[b]): points for (a, b), points in graph.links.items()}
    groups = gather(graph.traits, links, *named(graph.rulings, graph.keys))
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
    members: dict[int, list[int]] = {}
    for part in _parts(later):
        for row in connection.execute(_MEMBERS, {"part": part}):
            members.setdefault(row.incident_id, []).append(row.id)
    return tuple(sorted(keep(connection, members, now, cause)))


def _orphans(graph: _Graph, groups: Sequence[list[str]], old: dict[int, Row[Any]]) -> dict[str, list[Row[Any]]]:
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


def _graph(connection: Connection, touched: set[int]) -> _Graph:
    """Return everything linked to the touched events, directly or not, and the rest of the incidents they are in."""
    graph = _Graph({}, {}, {}, {}, set())
    ruled = connection.execute(select(t.ruling.c.a_id).limit(1)).first() is not None
    edge, seen = set(touched), set[int]()
    homes: set[int] = set()
    while edge:
        seen |= edge
        reached: set[int] = set()
        for part in _parts(edge):
            reached |= _load(connection, graph, part)
            if ruled:
                reached |= _load_rulings(connection, graph, part)
        fresh = {i for i in graph.homes.values() if i is not None} - homes
        homes |= fresh
        for part in _parts(fresh):
            reached |= set(connection.scalars(_AT_HOME, {"part": part}))
        edge = reached - seen
    graph.links = {(a, b): p for (a, b), p in graph.links.items() if a in graph.keys and b in graph.keys}
    return graph


def _load(connection: Connection, graph: _Graph, part: Sequence[int]) -> set[int]:
    """Take some events and their links into the graph; return the events at the other ends."""
    for row in connection.execute(_EVENTS, {"part": part}):
        graph.homes[row.id] = row.incident_id
        if not row.passed:
            graph.keys[row.id] = row.key
            graph.traits[row.key] = Traits.from_json(row.traits)
    links = {(row.a_id, row.b_id): row.points for row in connection.execute(_LINKS, {"part": part})}
    graph.links |= links
    return {i for pair_ in links for i in pair_}


def _load_rulings(connection: Connection, graph: _Graph, part: Sequence[int]) -> set[int]:
    """Take what reviewers have ruled of some events into the graph; return the events at the other ends."""
    found = around(connection, part)
    graph.rulings |= found
    return {event for ruling in found for event in (ruling.a, ruling.b)}


def _incidents(connection: Connection, graph: _Graph) -> dict[int, Row[Any]]:
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
    for part in _parts(homes):
        found |= {row.id: row for row in connection.execute(select(*columns).where(t.incident.c.id.in_(part)))}
    for names in _parts(founders):
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


def _parts(values: Collection[Any]) -> list[list[Any]]:
    wanted = sorted(values)
    return [wanted[i : i + _BATCH] for i in range(0, len(wanted), _BATCH)]
