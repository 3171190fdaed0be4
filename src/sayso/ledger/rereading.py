"""Reading anew what the ledger holds: which reports, in which run, and what it has of each."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, and_, exists, insert, or_, select, update

from sayso.ledger import tables as t
from sayso.ledger.captures import unpacked
from sayso.ledger.codec import event_from_json, report_from_json
from sayso.ledger.database import Ledger
from sayso.ledger.history import utc
from sayso.ledger.tables_captures import capture, raw, rereading
from sayso.model import Capture, Event, Report


@dataclass(frozen=True, slots=True)
class Asked:
    """Which reports to read anew: by publisher, day of publication, language of their text, permanent id."""

    publishers: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    languages: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A run of reading anew; `resumed` tells that it goes on where another was stopped."""

    id: int
    began_at: datetime.datetime
    resumed: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What the ledger has of a report: its newest text, the events read from it, the bytes it came from."""

    ref: str
    identity: str
    unread: bool
    report: Report
    events: tuple[Event, ...]
    capture: Capture | None


def begin(ledger: Ledger, asked: str, *, afresh: bool = False, now: datetime.datetime | None = None) -> Run:
    """Begin a run, or take up the last one that was asked in the same words and stopped, unless `afresh`."""
    with ledger.writing() as connection:
        c = rereading.c
        unfinished = select(c.id, c.began_at).where(c.asked == asked, c.ended_at.is_(None)).order_by(c.id.desc())
        row = None if afresh else connection.execute(unfinished.limit(1)).first()
        if row is not None:
            return Run(row.id, utc(row.began_at), True)
        now = now or datetime.datetime.now(datetime.UTC)
        key = connection.execute(insert(rereading).values(asked=asked, began_at=now)).inserted_primary_key
        return Run(int(key[0]) if key else 0, now, False)


def end(ledger: Ledger, run: Run, now: datetime.datetime | None = None) -> None:
    """Note that a run has come to its end, and with it those it took the place of."""
    now = now or datetime.datetime.now(datetime.UTC)
    same = select(rereading.c.asked).where(rereading.c.id == run.id).scalar_subquery()
    with ledger.writing() as connection:
        those = and_(rereading.c.asked == same, rereading.c.ended_at.is_(None))
        connection.execute(update(rereading).where(those).values(ended_at=now))


def wanted(connection: Connection, asked: Asked, before: datetime.datetime | None = None) -> list[int]:
    """Return the rows of the newest texts of the reports asked for, last read before a moment, or never."""
    v, newer = t.version.c, t.version.alias("newer")
    waits = exists(select(newer.c.id).where(newer.c.report_id == v.report_id, newer.c.unread))
    query = select(v.id).where(or_(v.unread, and_(v.live, ~waits)))
    if before is not None:
        query = query.where(or_(v.read_at.is_(None), v.read_at < before))
    if asked.publishers:
        query = query.where(v.publisher.in_(asked.publishers))
    if asked.since is not None:
        query = query.where(v.published >= asked.since)
    if asked.until is not None:
        query = query.where(v.published <= asked.until)
    if asked.languages:
        query = query.where(v.language.in_(asked.languages))
    if asked.refs:
        query = query.join(t.report).where(t.report.c.ref.in_(asked.refs))
    return list(connection.scalars(query.order_by(v.id)))


def held(connection: Connection, versions: Sequence[int]) -> list[Held]:
    """Return what the ledger has of some texts, by their rows, in this order; raises LedgerError for damaged bytes."""
    v, e = t.version.c, t.event.c
    query = select(v.id, v.body, v.unread, t.report.c.ref, t.report.c.identity).join_from(t.version, t.report)
    rows = {row.id: row for row in connection.execute(query.where(v.id.in_(versions)))}
    events: dict[int, list[Event]] = {}
    for row in connection.execute(select(e.version_id, e.body).where(e.version_id.in_(versions), ~e.passed)):
        events.setdefault(row.version_id, []).append(event_from_json(row.body))
    columns = (capture, raw.c.size, raw.c.coding, raw.c.body)
    came = select(*columns).join_from(capture, raw).where(capture.c.version_id.in_(versions)).order_by(capture.c.id)
    captures = {row.version_id: unpacked(row) for row in connection.execute(came)}
    return [
        Held(
            ref=found.ref,
            identity=found.identity,
            unread=found.unread,
            report=report_from_json(found.body)[0],
            events=tuple(events.get(n, ())),
            capture=captures.get(n),
        )
        for n in versions
        if (found := rows.get(n)) is not None
    ]
