"""Incidents that may be the act of another: near misses of merging, for a reviewer to decide."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.extract.likeness import one_side
from sayso.ledger import rulings
from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json
from sayso.ledger.gathering import SAMPLE
from sayso.ledger.linking import load_traits
from sayso.ledger.matching import LINK, score
from sayso.ledger.selection import REJECTED
from sayso.ledger.traits import Traits, sought_blocks
from sayso.model.incident import Incident

# Points of the best pair of events from which two incidents are proposed: two agreements short of `LINK`. Of the eight
# pairs that this proposes over the invented month of `sayso demo`, some four are one act told twice.
FLOOR = LINK - 3.0
# The most events near an incident that are compared with its own: what is looked at in a moment.
MOST_NEAR = 400
# The most keys looked up for that, below the limits of both databases on parameters.
MOST_KEYS = 5_000


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that may be the act in hand: the points of its likest pair of events, and what agrees in words."""

    incident: Incident
    points: float
    agrees: tuple[str, ...]


def candidates(connection: Connection, incident_row: int, limit: int = 5) -> list[Candidate]:
    """Return the incidents likest to one, the likest first; those that a reviewer has parted from it are left out.

    However large the incident, it takes the same few statements.
    """
    e = t.event.c
    query = select(e.id).where(e.incident_id == incident_row, ~e.passed).order_by(e.key).limit(SAMPLE)
    own = load_traits(connection, set(connection.scalars(query))).values()
    parted = _parted(connection, incident_row)
    best: dict[int, tuple[float, Traits, Traits]] = {}
    for home, theirs in _near(connection, incident_row, own):
        if home in parted:
            continue
        for mine in own:
            points = score(mine, theirs)
            if points is not None and points >= FLOOR and (home not in best or points > best[home][0]):
                best[home] = points, mine, theirs
    rows = select(t.incident.c.id, t.incident.c.state).where(t.incident.c.id.in_(best))
    found = []
    for home, state in connection.execute(rows):
        points, mine, theirs = best[home]
        held = incident_from_json(state)
        if held.reviewed != REJECTED:
            found.append(Candidate(held, points, agreements(mine, theirs)))
    return sorted(found, key=lambda one: (-one.points, one.incident.id))[:limit]


def agreements(a: Traits, b: Traits) -> tuple[str, ...]:
    """Return in words what two events agree in, and what is told of one alone."""
    found = ["same kind" if a.kind == b.kind else f"{b.kind.replace('_', ' ')} for {a.kind.replace('_', ' ')}"]
    if a.start is None or b.start is None:
        found.append("a day not told")
    elif (a.start, a.end) == (b.start, b.end):
        found.append("same day")
    else:
        found.append("days that touch")
    if a.place and a.place == b.place:
        found.append("same place")
    elif a.wide or b.wide:
        found.append("a place not told closely")
    else:
        found.append("places near each other")
    for role, mine, theirs in (("doer", a.agent, b.agent), ("target", a.target, b.target)):
        if mine and theirs:
            found.append(f"same {role}" if one_side(mine, theirs) else f"another {role}")
    shared = sorted(name for name in a.counts.keys() & b.counts.keys() if a.counts[name] == b.counts[name])
    return (*found, *(f"same number {name}" for name in shared))


def _near(connection: Connection, incident_row: int, own: Iterable[Traits]) -> Iterator[tuple[int, Traits]]:
    """Yield the events of other incidents that the index finds near, each as the row of its incident and its traits."""
    keys = sorted({key for traits in own for key in sought_blocks(traits)})[:MOST_KEYS]
    e, i = t.event.c, t.incident.c
    near = select(t.block.c.event_id).where(t.block.c.block.in_(keys)).distinct().limit(MOST_NEAR)
    query = (
        select(e.incident_id, e.traits)
        .join(t.incident, i.id == e.incident_id)
        .where(e.id.in_(near), ~e.passed, e.incident_id != incident_row, i.redirect_id.is_(None))
    )
    for home, traits in connection.execute(query):
        yield home, Traits.from_json(traits)


def _parted(connection: Connection, incident_row: int) -> set[int]:
    """Return the incidents with an event that a reviewer has ruled to be of another act than this one."""
    e = t.event.c
    mine = set(connection.scalars(select(e.id).where(e.incident_id == incident_row)))
    apart = {event for one in rulings.around(connection, mine) if not one.together for event in (one.a, one.b)}
    return set(connection.scalars(select(e.incident_id).where(e.id.in_(apart - mine))))
