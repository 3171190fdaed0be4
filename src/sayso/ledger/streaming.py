"""Whole selections, however large, in an even stream; and pages of what was held on a past day."""

import datetime
from array import array
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, or_, select

from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json
from sayso.ledger.selection import Selection
from sayso.model.incident import Incident

# Incidents that are in memory at once.
_BATCH = 200


def stream(connection: Connection, selection: Selection) -> Iterator[Incident]:
    """Yield the incidents of a selection by day, those without a day last.

    Only their numbers are sorted and kept (8 bytes each): a database that sorts what is held of a million incidents
    needs gigabytes for it.
    """
    c = t.incident.c
    rows = array("q")
    for query in (
        selection.over(select(c.id)).where(c.start_day.is_not(None)).order_by(c.start_day, c.id),
        selection.over(select(c.id)).where(c.start_day.is_(None)).order_by(c.id),
    ):
        rows.extend(connection.execution_options(yield_per=10_000).scalars(query))
    yield from held(connection, rows)


def held(connection: Connection, rows: Sequence[int]) -> Iterator[Incident]:
    """Yield the incidents of some rows in their order; what has become part of another meanwhile is left out."""
    c = t.incident.c
    for start in range(0, len(rows), _BATCH):
        part = list(rows[start : start + _BATCH])
        query = select(c.id, c.state).where(c.id.in_(part), c.redirect_id.is_(None))
        states = {row.id: row.state for row in connection.execute(query)}
        yield from (incident_from_json(states.pop(row)) for row in part if row in states)


def held_page(
    connection: Connection, day: datetime.date, selection: Selection, *, after: int, limit: int
) -> tuple[list[Incident], int | None]:
    """Return up to `limit` incidents as held at the end of a day, in UTC, in the order in which they were first held.

    `after` is the row after which the page begins, 0 for the first; the row after which the next one does comes back,
    None if there is none.
    """
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), datetime.UTC)
    h = t.history.c
    query = (
        select(h.incident_id, h.state)
        .where(h.incident_id > after, h.held_from < end, or_(h.held_to.is_(None), h.held_to >= end), h.redirect == "")
        .order_by(h.incident_id)
    )
    found: list[Incident] = []
    last = after
    with connection.execution_options(yield_per=_BATCH).execute(query) as rows:
        for row in rows:
            if row.state is None or not selection.holds(incident := incident_from_json(row.state)):
                continue
            if len(found) == limit:
                return found, last
            found.append(incident)
            last = row.incident_id
    return found, None
