"""The words that an incident rests on: its events, each with the whole text that tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger import tables as t
from sayso.ledger.holding import load_told
from sayso.model.incident import HeldEvent

_BATCH = 400


@dataclass(frozen=True, slots=True)
class Passage:
    """An event and the text of the version of the report that its spans point into."""

    event: HeldEvent
    text: str


def passages(connection: Connection, keys: Sequence[str]) -> dict[str, Passage]:
    """Return the events with these keys, in the order given, those that a new reading has passed over included."""
    ids: set[int] = set()
    for start in range(0, len(keys), _BATCH):
        ids |= set(connection.scalars(select(t.event.c.id).where(t.event.c.key.in_(keys[start : start + _BATCH]))))
    found = {event.key: Passage(event, text) for event, text in load_told(connection, ids).values()}
    return {key: found[key] for key in keys if key in found}
