"""Linking: each new event is compared with the few that an index finds near it in kind, day and place."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.copying import put
from sayso.ledger.following import place
from sayso.ledger.matching import LINK, score
from sayso.ledger.traits import Traits, sought_blocks

# Keys looked up in one statement; below the limits of both databases on parameters.
_BATCH = 400
# Made once: to make a statement anew takes longer than to run it. So are those of the other modules that adding passes.
_NEAR = select(t.block.c.block, t.block.c.event_id).where(among(t.block.c.block, "wanted"))
_TRAITS = select(t.event.c.id, t.event.c.traits).where(among(t.event.c.id, "wanted"))


def link_events(connection: Connection, ids: Sequence[int], found: Sequence[Traits]) -> None:
    """Put new events into the index and keep the points of each pair of one and another held to be of one act.

    `ids` and `found` run in parallel. Events of one report are compared with each other too; those that follow others
    (`following.py`) with none.
    """
    alone = place(connection, ids, found)
    ids, found = [ids[n] for n in alone], [found[n] for n in alone]
    sought: dict[str, list[int]] = {}
    for n, traits in enumerate(found):
        for block in sought_blocks(traits):
            sought.setdefault(block, []).append(n)
    pairs: dict[int, set[int]] = {n: set() for n in range(len(found))}
    blocks = sorted(sought)
    for start in range(0, len(blocks), _BATCH):
        for block, event_id in connection.execute(_NEAR, {"wanted": blocks[start : start + _BATCH]}):
            for n in sought[block]:
                pairs[n].add(event_id)
    others = {event_id for near in pairs.values() for event_id in near}
    known = dict(zip(ids, found, strict=True))
    known |= load_traits(connection, others - set(ids))
    rows: dict[tuple[int, int], float] = {}
    for n, near in pairs.items():
        for event_id in near - {ids[n]}:
            pair = (min(ids[n], event_id), max(ids[n], event_id))
            if pair in rows or event_id not in known:
                continue
            points = score(found[n], known[event_id])
            if points is not None and points >= LINK:
                rows[pair] = points
    put(connection, t.link, [{"a_id": a, "b_id": b, "points": p} for (a, b), p in sorted(rows.items())])


def load_traits(connection: Connection, ids: set[int]) -> dict[int, Traits]:
    """Return the traits of events by id."""
    found: dict[int, Traits] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), _BATCH):
        rows = connection.execute(_TRAITS, {"wanted": wanted[start : start + _BATCH]})
        found |= {event_id: Traits.from_json(data) for event_id, data in rows}
    return found
