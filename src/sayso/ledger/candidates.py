"""Incidents that may be the act of another: near misses of merging, for a reviewer to decide."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.extract.likeness import one_side
from sayso.ledger import queries, rulings
from sayso.ledger import tables as t
from sayso.ledger.gathering import SAMPLE
from sayso.ledger.linking import load_traits
from sayso.ledger.matching import LINK, score
from sayso.ledger.selection import REJECTED
from sayso.ledger.traits import Traits, sought_blocks
from sayso.model.incident import Incident

# Points of the best pair of events from which two incidents are proposed: by so much less than `LINK`, near enough that
# one more thing told alike would have made them one. Chosen on the invented month of `sayso demo` (docs/review.md).
FLOOR = LINK - 3.0
# The most events near an incident that are compared with its own: what is looked at in a moment.
MOST_NEAR = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that may be the act in hand: the points of its likest pair of events, and what agrees in words."""

    incident: Incident
    points: float
    agrees: tuple[str, ...]


def candidates(connection: Connection, incident_row: int, limit: int = 5) -> list[Candidate]:
    """Return the incidents likest to one, the likest first; those that a reviewer has parted from it are left out."""
    e = t.event.c
    query = select(e.id).where(e.incident_id == incident_row, ~e.passed).order_by(e.key).limit(SAMPLE)
    own = load_traits(connection, set(connection.scalars(query)))
    homes = _near(connection, incident_row, own.values())
    others = load_traits(connection, set(homes))
    parted = _parted(connection, incident_row)
    best: dict[int, tuple[float, Traits, Traits]] = {}
    for event, theirs in others.items():
        home = homes[event]
        if home in parted:
            continue
        for mine in own.values():
            points = score(mine, theirs)
            if points is not None and points >= FLOOR and (home not in best or points > best[home][0]):
                best[home] = points, mine, theirs
    found = [
        Candidate(held, points, agreements(mine, theirs))
        for home, (points, mine, theirs) in best.items()
        if (held := queries.held(connection, home)).reviewed != REJECTED
    ]
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


def _near(connection: Connection, incident_row: int, own: Collection[Traits]) -> Mapping[int, int]:
    """Return the events of other incidents that the index finds near, each with the row of its incident."""
    keys = sorted({key for traits in own for key in sought_blocks(traits)})
    e, b, i = t.event.c, t.block.c, t.incident.c
    found: dict[int, int] = {}
    for some in _chunks(keys):
        query = (
            select(e.id, e.incident_id)
            .join_from(t.block, t.event, e.id == b.event_id)
            .join(t.incident, i.id == e.incident_id)
            .where(b.block.in_(some), ~e.passed, e.incident_id != incident_row, i.redirect_id.is_(None))
            .distinct()
            .limit(MOST_NEAR)
        )
        found |= {row.id: row.incident_id for row in connection.execute(query)}
    return found


def _parted(connection: Connection, incident_row: int) -> set[int]:
    """Return the incidents with an event that a reviewer has ruled to be of another act than this one."""
    e = t.event.c
    mine = set(connection.scalars(select(e.id).where(e.incident_id == incident_row)))
    apart: dict[int, set[int]] = defaultdict(set)
    for ruling in rulings.around(connection, mine):
        if not ruling.together:
            apart[ruling.a].add(ruling.b)
            apart[ruling.b].add(ruling.a)
    events = {other for event in mine for other in apart[event]} - mine
    return {row for row in connection.scalars(select(e.incident_id).where(e.id.in_(events))) if row is not None}


def _chunks(keys: Sequence[str], size: int = 400) -> list[Sequence[str]]:
    return [keys[start : start + size] for start in range(0, len(keys), size)]
