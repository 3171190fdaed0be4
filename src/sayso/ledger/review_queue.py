"""The queue: what a reviewer should look at, that first where most hangs on what the machine is unsure of."""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from sayso.errors import SettingError
from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json
from sayso.ledger.overview import Overview
from sayso.ledger.queries import EVERYTHING
from sayso.ledger.rows import doubts
from sayso.ledger.selection import ACCEPTED, REJECTED, Selection
from sayso.model.incident import Incident

# The part of the doubt from which a reason is worth a reviewer's reading.
SAID = 0.05

Place = tuple[float, int]  # in the queue: after this item the next page begins


@dataclass(frozen=True, slots=True)
class QueueItem:
    """An incident in the queue.

    `doubt` is from 0 to 1, `weight` tells how much hangs on it, `priority` is their product. `why` says what makes it
    doubtful in words; `changed` that it was accepted and is held otherwise since. `place` goes into `after` of the
    query for the next page, `row` is the row of the incident.
    """

    row: int
    incident: Incident
    doubt: float
    weight: float
    priority: float
    changed: bool
    why: tuple[str, ...]
    place: Place


def queue(
    connection: Connection,
    selection: Selection = EVERYTHING,
    *,
    after: Place | None = None,
    limit: int = 50,
    reviewed: str = "",
) -> list[QueueItem]:
    """Return incidents by doubt times weight, the highest first, from after a place in the queue on.

    With `reviewed` empty those that wait for a reviewer: not reviewed yet, or held otherwise since they were accepted;
    else those "accepted", those "rejected", or "all". Raises SettingError for another word.
    """
    rows = connection.execute(statement(selection, after=after, reviewed=reviewed).limit(limit))
    return [_item(row) for row in rows]


def statement(selection: Selection, *, after: Place | None = None, reviewed: str = "") -> Select[Any]:
    """Return the query of the queue in its order, which the indexes of the incident table give without sorting."""
    c = t.incident.c
    columns = (c.id, c.state, c.doubt, c.weight, c.turn)
    query = select(*columns).where(*_conditions(selection, reviewed)).order_by(c.turn, c.id)
    if after is not None:
        turn, row = float(after[0]), int(after[1])
        query = query.where(c.turn >= turn, or_(c.turn > turn, and_(c.turn == turn, c.id > row)))
    return query


def queue_length(connection: Connection, selection: Selection = EVERYTHING, *, reviewed: str = "") -> int:
    """Return how many incidents `queue` goes through."""
    return connection.scalar(select(func.count()).select_from(t.incident).where(*_conditions(selection, reviewed))) or 0


def quick_queue(
    connection: Connection,
    overview: Overview,
    selection: Selection = EVERYTHING,
    *,
    after: Place | None = None,
    limit: int = 50,
    reviewed: str = "",
) -> tuple[list[QueueItem], int]:
    """Return what `queue` and `queue_length` do, by the columns in memory: as quick where a filter is rare."""
    meant = _meant(selection, reviewed)
    overview.refresh(connection)
    overview.seek(meant.words, connection)
    rows, total = overview.queue(meant, waiting=reviewed == "", after=after, limit=limit)
    c = t.incident.c
    query = select(c.id, c.state, c.doubt, c.weight, c.turn).where(c.id.in_(rows), c.state.is_not(None))
    found = {row.id: row for row in connection.execute(query)}
    return [_item(found[row]) for row in rows if row in found], total


def _conditions(selection: Selection, reviewed: str) -> list[ColumnElement[bool]]:
    meant = _meant(selection, reviewed).conditions()
    return [t.incident.c.awaits, *meant] if reviewed == "" else meant


def _meant(selection: Selection, reviewed: str) -> Selection:
    """Return the selection that a queue is of; of one without a word those that do not wait are to be left out."""
    if reviewed == "":
        return selection
    if reviewed not in _REVIEWED:
        raise SettingError(f"{reviewed}: the queue is of those accepted, rejected, or all; else of those not reviewed")
    if reviewed == "all" and selection.reviewed:
        return selection
    return replace(selection, reviewed=_REVIEWED[reviewed])


_REVIEWED = {ACCEPTED: (ACCEPTED,), REJECTED: (REJECTED,), "all": ("", ACCEPTED, REJECTED)}


def _item(row: Any) -> QueueItem:
    incident = incident_from_json(row.state)
    return QueueItem(
        row=row.id,
        incident=incident,
        doubt=row.doubt,
        weight=row.weight,
        priority=abs(row.turn),
        changed=incident.recheck,
        why=tuple(words for words, part in doubts(incident) if part >= SAID),
        place=(row.turn, row.id),
    )
