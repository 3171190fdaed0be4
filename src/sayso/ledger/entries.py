"""The changes of the ledger page by page, each entry of the history with everything that changed by it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select, tuple_

from sayso.ledger import tables as t
from sayso.ledger.history import Change, utc
from sayso.ledger.selection import Selection


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history of an incident. `row` and `at` are where the next page begins after it."""

    row: int
    at: datetime.datetime
    changes: tuple[Change, ...]


def entries(
    connection: Connection,
    *,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    selection: Selection | None = None,
    after: tuple[datetime.datetime, int] | None = None,
    newest_first: bool = True,
    limit: int = 50,
) -> list[Entry]:
    """Return entries made from `since` on and before `until`, of the incidents of a selection if one is given."""
    h = t.history.c
    query = select(t.incident.c.ref, t.history).join_from(t.history, t.incident, h.incident_id == t.incident.c.id)
    if since is not None:
        query = query.where(h.held_from >= since)
    if until is not None:
        query = query.where(h.held_from < until)
    if selection is not None:
        query = query.where(*selection.conditions())
    if after is not None:
        key, last = tuple_(h.held_from, h.id), tuple_(*after)
        query = query.where(key < last if newest_first else key > last)
    order = (h.held_from.desc(), h.id.desc()) if newest_first else (h.held_from, h.id)
    return [
        Entry(row.id, utc(row.held_from), tuple(_changes(row.ref, utc(row.held_from), row.cause, row.changes)))
        for row in connection.execute(query.order_by(*order).limit(limit))
    ]


def _changes(ref: str, at: datetime.datetime, cause: str, changes: Sequence[dict[str, str]]) -> list[Change]:
    return [Change(ref, at, c["what"], c["before"], c["after"], c["why"], cause) for c in changes]
