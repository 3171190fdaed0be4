"""A report of the ledger put together again as it was read: text, statements, events, and what came of each event."""

import datetime
import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from sayso.errors import NotFoundError
from sayso.ledger import tables as t
from sayso.ledger.codec import event_from_json, report_from_json
from sayso.ledger.history import utc
from sayso.model import Event, Record

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a report: its number from 1, when it was added, by which reader, and its hash."""

    number: int
    live: bool
    added_at: datetime.datetime
    reader: str
    sha256: str
    published: datetime.date | None
    title: str


@dataclass(frozen=True, slots=True)
class Reprint:
    """Another report that is one text with this one."""

    ref: str
    publisher: str
    title: str
    published: datetime.date | None
    agency: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as the ledger keeps it: one version of it, all its versions, its reprints, and where its events went.

    `keys` and `incidents` stand beside `record.events`: the permanent key of each, and the id of the incident that it
    is part of ("" if of none). `before` is the text of the version before this one, None for the first.
    """

    ref: str
    own_id: str
    record: Record
    version: Version
    versions: tuple[Version, ...]
    reprints: tuple[Reprint, ...]
    keys: tuple[str, ...]
    incidents: tuple[str, ...]
    before: str | None

    @property
    def day(self) -> datetime.date:
        """Return the day of publication, where it is not known the day on which the text was added."""
        return self.version.published or self.version.added_at.date()


def kept(connection: Connection, ref: str, number: int | None = None) -> Kept:
    """Return a report in its newest version, or in another by number; raises NotFoundError."""
    v = t.version.c
    columns = (v.id, v.number, v.live, v.added_at, v.reader, v.sha256, v.published, v.title, v.text_group, v.own_id)
    query = select(*columns).join_from(t.version, t.report).where(t.report.c.ref == ref).order_by(v.number)
    rows = connection.execute(query).all()
    row = next((row for row in reversed(rows) if number in (None, row.number)), None)
    if row is None:
        some = f" in version {number}; it has {len(rows)}" if rows else ""
        raise NotFoundError(f"{ref[:40]}: the ledger has no such report{some}")
    last = next((other for other in reversed(rows) if other.number < row.number), None)
    wanted = [row.id] if last is None else [row.id, last.id]
    bodies = {r.id: r.body for r in connection.execute(select(v.id, v.body).where(v.id.in_(wanted)))}
    report, statements = report_from_json(bodies[row.id])
    events, keys, incidents = _events(connection, row.id)
    return Kept(
        ref=ref,
        own_id=row.own_id,
        record=Record(report, statements, events),
        version=_version(row),
        versions=tuple(map(_version, rows)),
        reprints=_reprints(connection, row.text_group, ref),
        keys=keys,
        incidents=incidents,
        before=bodies[last.id]["report"]["text"] if last is not None else None,
    )


def _version(row: Any) -> Version:
    return Version(row.number, row.live, utc(row.added_at), row.reader, row.sha256, row.published, row.title)


def _events(connection: Connection, version: int) -> tuple[tuple[Event, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the events of a version in the order in which the reader gave them, their keys, their incidents."""
    query = (
        select(t.event.c.id, t.event.c.key, t.event.c.body, t.incident.c.ref)
        .outerjoin_from(t.event, t.incident, t.incident.c.id == t.event.c.incident_id)
        .where(t.event.c.version_id == version, ~t.event.c.passed)
    )
    found = [(event_from_json(row.body), row) for row in connection.execute(query)]
    # A new reading keeps the rows of events it finds again, so that the rows alone no longer tell the order.
    found.sort(key=lambda pair: (_place(pair[0].id), pair[1].id))
    return (
        tuple(event for event, _row in found),
        tuple(row.key for _event, row in found),
        tuple(row.ref or "" for _event, row in found),
    )


def _place(event_id: str) -> int:
    """Return the number in the id that the reader gave an event ("e12")."""
    number = _NUMBER.search(event_id)
    return int(number.group()) if number else 0


def _reprints(connection: Connection, group: str, ref: str) -> tuple[Reprint, ...]:
    """Return the other reports whose live text is one with a group of texts."""
    if not group:
        return ()
    v = t.version.c
    query = (
        select(t.report.c.ref, v.publisher, v.title, v.published, v.agency)
        .join_from(t.version, t.report)
        .where(v.text_group == group, v.live, t.report.c.ref != ref)
        .order_by(v.published, t.report.c.ref)
    )
    return tuple(Reprint(*row) for row in connection.execute(query))
