"""Following: of many events told in the very same words, a few stand for the rest.

A wire story is printed hundreds of times. Were each copy of one of its events held against all the others, work and
links would grow with the square of their number. From the ninth on, an event like eight known ones in all that merging
looks at follows the first of these: it has no keys of its own in the index and no links, and goes where that one goes.
A review or a tie to another reading of its report makes it stand for itself again (`incidents.refresh`).

Both stand in the index of blocks: a leader under a digest of what it is like, a follower under its leader's row.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import replace

from pydantic_core import to_json
from sqlalchemy import Connection, delete, select

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.copying import put
from sayso.ledger.gathering import JOIN
from sayso.ledger.matching import LINK, score
from sayso.ledger.traits import Traits, own_blocks

# So many events told alike stand for all of them.
LEADERS = 8
LIKE, AFTER = "=", ">"  # what the keys of leaders and of followers begin with
_LEADING = select(t.block.c.block, t.block.c.event_id).where(among(t.block.c.block, "wanted"))
_FOLLOWING = select(t.block.c.event_id, t.block.c.block).where(
    among(t.block.c.event_id, "wanted"), t.block.c.block.like(f"{AFTER}|%")
)
_DROP = delete(t.block).where(among(t.block.c.event_id, "gone"))


def likeness_key(traits: Traits) -> str:
    """Return the key that events have in common which merging cannot tell apart but by their report; "" for none.

    An event that two reports could tell in the same words without being of one act has none.
    """
    if not traits.words:
        return ""
    points = score(traits, replace(traits, report=f"{traits.report}'"))
    if points is None or points < max(LINK, JOIN):
        return ""
    seen = traits.to_json()
    del seen["key"], seen["report"]
    if traits.start is not None and traits.end is not None:
        del seen["published"]  # it tells the days of an event that has none
    return f"{LIKE}|{hashlib.blake2b(to_json(seen), digest_size=12).hexdigest()}"


def place(connection: Connection, ids: Sequence[int], found: Sequence[Traits]) -> list[int]:
    """Put new events into the index, as leaders or as followers; return the positions of those that follow none.

    `ids` and `found` run in parallel.
    """
    keys = [likeness_key(traits) for traits in found]
    leaders: dict[str, list[int]] = {}
    for block, event_id in connection.execute(_LEADING, {"wanted": sorted({key for key in keys if key})}):
        leaders.setdefault(block, []).append(event_id)
    rows, alone = [], []
    for n, (event_id, traits, key) in enumerate(zip(ids, found, keys, strict=True)):
        before = leaders.setdefault(key, []) if key else []
        if len(before) >= LEADERS:
            rows.append({"block": f"{AFTER}|{min(before)}", "event_id": event_id})
            continue
        before.append(event_id)
        alone.append(n)
        blocks = set(own_blocks(traits)) | ({key} if key else set())
        rows += [{"block": block, "event_id": event_id} for block in sorted(blocks)]
    put(connection, t.block, rows)
    return alone


def leaders_of(connection: Connection, events: Collection[int]) -> dict[int, int]:
    """Return the leader of each of the events that follows one."""
    rows = connection.execute(_FOLLOWING, {"wanted": list(events)})
    return {row.event_id: int(row.block.removeprefix(f"{AFTER}|")) for row in rows}


def followers_of(connection: Connection, leaders: Collection[int]) -> list[int]:
    """Return the events that follow one of the leaders."""
    rows = connection.execute(_LEADING, {"wanted": [f"{AFTER}|{one}" for one in leaders]})
    return sorted(row.event_id for row in rows)


def take_out(connection: Connection, events: Collection[int]) -> list[int]:
    """Take events out of the index; return those that followed one of them, taken out too."""
    left = sorted(set(followers_of(connection, events)) - set(events))
    connection.execute(_DROP, {"gone": [*events, *left]})
    return left
