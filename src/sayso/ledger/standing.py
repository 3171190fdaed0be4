"""What stands at the permanent address of an incident: itself, or the one it has become part of."""

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.errors import NotFoundError
from sayso.ledger import tables as t


@dataclass(frozen=True, slots=True)
class Standing:
    """An incident by its own row and id, and the row and id of what its address leads to now (itself if unmerged)."""

    row: int
    ref: str
    to_row: int
    to_ref: str

    @property
    def merged(self) -> bool:
        """Whether it has become part of another."""
        return self.row != self.to_row


def standing(connection: Connection, ref: str) -> Standing:
    """Return what an id, or the beginning that only one id has, stands for; raises NotFoundError."""
    own, to = t.incident, t.incident.alias()
    if not ref.isascii() or not ref.isalnum():
        raise NotFoundError(f"{ref[:40]!r}: not an id of an incident")
    query = (
        select(own.c.id, own.c.ref, to.c.id.label("to_row"), to.c.ref.label("to_ref"))
        .outerjoin_from(own, to, to.c.id == own.c.redirect_id)
        .where(own.c.ref >= ref, own.c.ref <= ref + "~")
        .order_by(own.c.ref)
        .limit(2)
    )
    found = connection.execute(query).all()
    if not found:
        raise NotFoundError(f"{ref[:40]}: the ledger has no incident of this id")
    if len(found) > 1 and found[0].ref != ref:
        raise NotFoundError(f"{ref[:40]}: several incidents have ids that begin so; give more of it")
    one = found[0]
    return Standing(one.id, one.ref, one.to_row or one.id, one.to_ref or one.ref)


def merged_on(connection: Connection, incident_row: int, day: datetime.date) -> str:
    """Return the id that an incident led to at the end of a day, in UTC; "" where it stood on its own or was not yet."""
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), datetime.UTC)
    h = t.history.c
    query = select(h.redirect).where(h.incident_id == incident_row, h.held_from < end).order_by(h.number.desc())
    return connection.scalar(query.limit(1)) or ""
