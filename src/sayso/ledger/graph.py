"""What hangs together: the events around those touched, their links and rulings, and how they are divided into acts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Connection, Text, cast, or_, select

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.following import leaders_of
from sayso.ledger.gathering import gather, pair
from sayso.ledger.matching import score
from sayso.ledger.rulings import Ruling, around, named
from sayso.ledger.traits import Traits

_BATCH = 400
# In a long war most acts hang together by some chain of links. Where more events than this are reached, the chains are
# followed no further, so that adding to a large ledger costs no more than adding to a small one.
MOST = 200
EVENTS = select(
    t.event.c.id,
    t.event.c.key,
    t.event.c.incident_id,
    t.event.c.passed,
    cast(t.event.c.traits, Text).label("traits"),
).where(among(t.event.c.id, "part"))
LINKS = select(t.link.c.a_id, t.link.c.b_id, t.link.c.points).where(
    or_(among(t.link.c.a_id, "part"), among(t.link.c.b_id, "part"))
)
_AT_HOME = select(t.event.c.id).where(among(t.event.c.incident_id, "part"))


@dataclass(slots=True)
class Graph:
    """The events around those touched: key and incident by id, links and rulings between them."""

    keys: dict[int, str]
    traits: dict[str, Traits]  # by key; of followers only where they stand for themselves
    homes: dict[int, int | None]
    links: dict[tuple[int, int], float]
    rulings: set[Ruling]
    followers: dict[int, tuple[int, str]]  # with the leader and the traits as they are stored


def graph_around(connection: Connection, touched: set[int]) -> Graph:
    """Return everything linked to the touched events, directly or not, and the rest of the incidents they are in.

    Of more than `MOST` events, those nearest by links: what is linked to the touched ones directly, then ring by ring.
    Incidents are always there whole, so that whatever is beyond stays as it was.
    """
    graph = Graph({}, {}, {}, {}, set(), {})
    ruled = connection.execute(select(t.ruling.c.a_id).limit(1)).first() is not None
    edge, seen = set(touched), set[int]()
    homes: set[int] = set()
    first, full = True, False
    while edge:
        seen |= edge
        near: set[int] = set()
        reached: set[int] = set()
        for part in parts(edge):
            near |= _load(connection, graph, part)
            if ruled:
                reached |= _load_rulings(connection, graph, part)
        full |= not first and len(graph.traits) + len(near - seen) > MOST
        first = False
        if not full:
            reached |= near
        fresh = {i for i in graph.homes.values() if i is not None} - homes
        homes |= fresh
        for part in parts(fresh):
            reached |= set(connection.scalars(_AT_HOME, {"part": part}))
        edge = reached - seen
    graph.links = {(a, b): p for (a, b), p in graph.links.items() if a in graph.keys and b in graph.keys}
    _let_stand(graph)
    return graph


def _load(connection: Connection, graph: Graph, part: Sequence[int]) -> set[int]:
    """Take some events and their links into the graph; return the events at the other ends."""
    leaders = leaders_of(connection, part)
    for row in connection.execute(EVENTS, {"part": part}):
        graph.homes[row.id] = row.incident_id
        if row.passed:
            continue
        graph.keys[row.id] = row.key
        if row.id in leaders:
            graph.followers[row.id] = leaders[row.id], row.traits
        else:
            graph.traits[row.key] = Traits.from_json(from_json(row.traits))
    links = {(row.a_id, row.b_id): row.points for row in connection.execute(LINKS, {"part": part})}
    graph.links |= links
    return {i for pair_ in links for i in pair_} | set(leaders.values())


def _let_stand(graph: Graph) -> None:
    """Let followers stand for themselves, linked to a leader, that were ruled on or are tied to another."""
    free = {i for pair_ in graph.links for i in pair_} | {i for r in graph.rulings for i in (r.a, r.b)}
    for i, (leader, stored) in list(graph.followers.items()):
        led = graph.keys.get(leader) in graph.traits
        if i not in free and led:
            continue
        del graph.followers[i]
        mine = graph.traits[graph.keys[i]] = Traits.from_json(from_json(stored))
        points = score(mine, graph.traits[graph.keys[leader]]) if led else None
        if points is not None:
            graph.links[min(i, leader), max(i, leader)] = points


def _load_rulings(connection: Connection, graph: Graph, part: Sequence[int]) -> set[int]:
    """Take what reviewers have ruled of some events into the graph; return the events at the other ends."""
    found = around(connection, part)
    graph.rulings |= found
    return {event for ruling in found for event in (ruling.a, ruling.b)}


def groups_of(graph: Graph) -> list[list[str]]:
    """Divide the events of a graph into acts; those that follow another are in its act."""
    links = {pair(graph.keys[a], graph.keys[b]): points for (a, b), points in graph.links.items()}
    groups = gather(graph.traits, links, *named(graph.rulings, graph.keys))
    if not graph.followers:
        return groups
    act = {key: n for n, group in enumerate(groups) for key in group}
    for follower, (leader, _traits) in sorted(graph.followers.items()):
        groups[act[graph.keys[leader]]].append(graph.keys[follower])
    return groups


def parts(values: Collection[Any]) -> list[list[Any]]:
    """Return values in their order, as many together as one statement asks for."""
    wanted = sorted(values)
    return [wanted[i : i + _BATCH] for i in range(0, len(wanted), _BATCH)]
