"""The machine's value of each field beside the human's."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json
from sayso.ledger.fields import FIELDS, written
from sayso.ledger.keeping import judged
from sayso.ledger.overlay import edits_of
from sayso.ledger.review_acts import events_in
from sayso.model.incident import Incident


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field of an incident: what the machine reads, what a human set (None if nobody did), who, when, in which act.

    Both are written as `edit` takes them; `how` says how that is. `holds` is False where what was set no longer fits
    the rest (a phase of another kind), so that the machine's value is shown.
    """

    field: str
    machine: str
    human: str | None
    who: str
    when: datetime.datetime | None
    review: int | None
    how: str
    holds: bool = True

    @property
    def shown(self) -> str:
        """The value that holds."""
        return self.machine if self.human is None or not self.holds else self.human


def values(connection: Connection, incident_row: int) -> list[FieldValue]:
    """Return every field of an incident that a reviewer may set, in the order in which they are listed."""
    machine, human = _machine(connection, incident_row)
    edits = edits_of(connection, [incident_row]).get(incident_row, {})
    found = []
    for field, how in FIELDS.items():
        edit, own = edits.get(field), written(field, machine)
        if edit is None:
            found.append(FieldValue(field, own, None, "", None, None, how))
        else:
            found.append(FieldValue(field, own, edit.value, edit.who, edit.at, edit.review, how, field in human))
    return found


def _machine(connection: Connection, incident_row: int) -> tuple[Incident, Sequence[str]]:
    """Return the incident as the machine alone has it, and the fields that hold as a human set them."""
    row = connection.execute(select(t.incident.c.ref, t.incident.c.state).where(t.incident.c.id == incident_row)).one()
    held = incident_from_json(row.state)
    events = events_in(connection, [incident_row])
    if not events:  # no report tells of it any more: what was held last is all there is
        return held, held.human
    return judged(connection, {incident_row: events}, {incident_row: row.ref})[incident_row], held.human
