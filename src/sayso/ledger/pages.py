"""A list of incidents page by page: each page begins behind the last incident of the one before, whatever was added."""

import base64
import binascii
import datetime
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, select, tuple_

from sayso.errors import SettingError
from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json
from sayso.ledger.selection import Selection
from sayso.model.incident import Incident


@dataclass(frozen=True, slots=True)
class Keyset:
    """Where a page ended: the day of its last incident, None without one, and the row of it."""

    day: datetime.date | None
    row: int

    def __str__(self) -> str:
        plain = json.dumps([self.day.isoformat() if self.day else None, self.row], separators=(",", ":"))
        return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")

    @classmethod
    def of(cls, token: str) -> Self:
        """Return what a token says; raises SettingError if it says nothing."""
        try:
            day, row = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
            return cls(datetime.date.fromisoformat(day) if day is not None else None, _row(row))
        except (ValueError, TypeError, binascii.Error, RecursionError):
            raise SettingError(f"after {token}: no page begins so; go back to the first page of the list") from None


def _row(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < 2**63:
        raise ValueError
    return value


def page(
    connection: Connection, selection: Selection, *, newest_first: bool, after: Keyset | None, limit: int
) -> tuple[list[Incident], Keyset | None]:
    """Return up to `limit` incidents of a selection by day, those without one last, and where the next page begins."""
    found: list[tuple[Keyset, Incident]] = []
    for dated in (True, False):
        if dated and after is not None and after.day is None:
            continue
        if len(found) <= limit:
            found += _part(connection, selection, dated, newest_first, after, limit + 1 - len(found))
    more = found[limit - 1][0] if len(found) > limit else None
    return [incident for _, incident in found[:limit]], more


def held_in(connection: Connection, rows: Sequence[int]) -> list[Incident]:
    """Return the incidents of some rows in their order; what has become part of another meanwhile is left out."""
    c = t.incident.c
    states = {row.id: row.state for row in connection.execute(select(c.id, c.state).where(c.id.in_(rows)))}
    return [incident_from_json(states[row]) for row in rows if states.get(row) is not None]


def _part(
    connection: Connection, selection: Selection, dated: bool, newest_first: bool, after: Keyset | None, limit: int
) -> list[tuple[Keyset, Incident]]:
    """Return some incidents with a day, or some without: each in the order of an index."""
    c = t.incident.c
    query = selection.over(select(c.id, c.start_day, c.state)).limit(limit)
    if dated:
        query = query.where(c.start_day.is_not(None))
        if after is not None:
            key, last = tuple_(c.start_day, c.id), tuple_(after.day, after.row)
            query = query.where(key < last if newest_first else key > last)
        query = query.order_by(*((c.start_day.desc(), c.id.desc()) if newest_first else (c.start_day, c.id)))
    else:
        query = query.where(c.start_day.is_(None)).order_by(c.id)
        if after is not None and after.day is None:
            query = query.where(c.id > after.row)
    return [(Keyset(row.start_day, row.id), incident_from_json(row.state)) for row in connection.execute(query)]
