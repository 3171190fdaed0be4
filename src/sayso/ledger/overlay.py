"""What reviewers have set, laid over what the machine holds; the machine's own values stay in the audit log."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, or_, select

from sayso.errors import SettingError
from sayso.ledger import tables as t
from sayso.ledger.fields import FIELDS, parse
from sayso.ledger.history import utc
from sayso.model.incident import Incident

# Laid on in this order: a kind before the phase it has, everything else as it is listed.
_ORDER = {field: n for n, field in enumerate(FIELDS)}


@dataclass(frozen=True, slots=True)
class Edit:
    """The value of a field that a reviewer has set last, as it was written."""

    review: int
    field: str
    value: str
    who: str
    at: datetime.datetime


def edits_of(connection: Connection, incidents: Collection[int]) -> dict[int, dict[str, Edit]]:
    """Return for each incident the value a reviewer has set last for each field, those undone left out.

    What was set on an incident that has become part of another holds for that one, where nothing else was set on it.
    """
    r, home = t.review.c, t.incident.c
    query = (
        select(r.id, r.incident_id, r.field, r.after, r.who, r.at, func.coalesce(home.redirect_id, home.id).label("to"))
        .join_from(t.review, t.incident, home.id == r.incident_id)
        .where(or_(home.id.in_(incidents), home.redirect_id.in_(incidents)))
        .where(r.action == "edit", r.undone_by.is_(None))
        .order_by(r.id)
    )
    rows = connection.execute(query).all()
    found: dict[int, dict[str, Edit]] = {}
    for row in sorted(rows, key=lambda row: (row.incident_id == row.to, row.id)):
        own = found.setdefault(row.to, {})
        own.pop(row.field, None)
        if row.after is not None:  # else the field was given back to the machine
            own[row.field] = Edit(row.id, row.field, str(row.after), row.who, utc(row.at))
    return found


def overlaid(machine: Incident, edits: Mapping[str, Edit]) -> Incident:
    """Return the incident with the fields that a reviewer has set; `human` names them.

    A value that no longer fits (a phase of another kind than the machine reads now) is kept, but not laid on.
    """
    held, laid = machine, []
    for field in sorted(edits, key=lambda name: _ORDER.get(name, 0)):
        try:
            held = replace(held, **parse(field, edits[field].value, held))
        except SettingError:
            continue
        laid.append(field)
    return replace(held, human=tuple(sorted(laid)))
