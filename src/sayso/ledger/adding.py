"""Adding: one report read becomes one transaction that keeps its text, its events and what changes by them."""

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from sayso import __version__
from sayso.errors import LedgerError
from sayso.ledger import captures
from sayso.ledger import tables as t
from sayso.ledger.carrying import carry
from sayso.ledger.codec import event_from_json, event_to_json, report_to_json
from sayso.ledger.copying import put
from sayso.ledger.database import Ledger
from sayso.ledger.following import take_out
from sayso.ledger.identity import event_keys, report_ref
from sayso.ledger.incidents import refresh
from sayso.ledger.linking import link_events, load_traits
from sayso.ledger.recognising import identity_in
from sayso.ledger.regrouping import group_texts
from sayso.ledger.succession import successors
from sayso.ledger.traits import traits
from sayso.model import Record, Report


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a report came to.

    `what` is "new", "version", "again" (read anew), "known" (nothing changed) or "unread" (kept, in a language that is
    not read). `changed` are the ids of the incidents that are held otherwise now.
    """

    report: str
    what: str
    events: int
    changed: tuple[str, ...]


_OLD_EVENTS = select(t.event.c.id).join(t.version).where(t.version.c.report_id == bindparam("report"), t.version.c.live)
_PASS = update(t.version).where(t.version.c.report_id == bindparam("report")).values(live=False)
# What was kept unread and is read now, or is no longer the newest text, waits for nothing.
_PUT_BY = update(t.version).where(t.version.c.report_id == bindparam("report"), t.version.c.unread).values(unread=False)
_READ = select(t.version.c.id).where(
    t.version.c.report_id == bindparam("report"), t.version.c.live, t.version.c.read_at.is_not(None)
)
_NUMBER = select(func.max(t.version.c.number)).where(t.version.c.report_id == bindparam("report"))
_KEYS = select(t.event.c.key, t.event.c.id).where(t.event.c.version_id == bindparam("version"))


def add(
    ledger: Ledger,
    record: Record,
    *,
    again: bool = False,
    now: datetime.datetime | None = None,
    identity: str | None = None,
) -> Added:
    """Add what one report says; the ledger is as before if anything fails.

    The same text of the same report changes nothing, unless `again` asks to put a new reading in the place of the old
    one; a changed text is a new version, and both are kept. `now` is the moment of adding, in UTC. `identity` is that
    under which the report is known, where it was read from what the ledger keeps. Raises LedgerError.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    with ledger.writing() as connection:
        return _add(connection, record, again, now, identity or identity_in(connection, record.report))


def add_unread(
    ledger: Ledger, report: Report, *, now: datetime.datetime | None = None, identity: str | None = None
) -> Added:
    """Keep a report in a language that is not read, to be read in translation.

    What an earlier text of it told stands until this one is read. Raises LedgerError.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    record = Record(report, (), ())
    with ledger.writing() as connection:
        return _add(connection, record, False, now, identity or identity_in(connection, report), unread=True)


def is_known(ledger: Ledger, identity: str, sha256: str) -> bool:
    """Tell whether the ledger has this text of this report, so that it need not be read."""
    query = select(t.version.c.id).join(t.report).where(t.report.c.identity == identity, t.version.c.sha256 == sha256)
    with ledger.reading() as connection:
        return connection.execute(query).first() is not None


def add_within(connection: Connection, record: Record, now: datetime.datetime, later: set[int]) -> Added:
    """Add a report within a transaction of many; the incidents it touches are put into `later`, judged at the end."""
    return _add(connection, record, False, now, identity_in(connection, record.report), later=later)


def _add(
    connection: Connection,
    record: Record,
    again: bool,
    now: datetime.datetime,
    identity: str,
    *,
    unread: bool = False,
    later: set[int] | None = None,
) -> Added:
    report = record.report
    ref = report_ref(identity)
    report_id = connection.scalar(select(t.report.c.id).where(t.report.c.identity == identity))
    known = None
    if report_id is not None:
        query = select(t.version).where(t.version.c.report_id == report_id, t.version.c.sha256 == report.sha256)
        known = connection.execute(query).first()
    if known is not None and not again:
        return Added(ref, "known", 0, ())
    if known is not None:
        touched = _read_again(connection, record, ref, known.id, now)
        captures.keep(connection, known.id, report, now)
        if known.unread:
            touched |= set(connection.scalars(_OLD_EVENTS, {"report": report_id}))
            _make_live(connection, known.report_id, known.id)
        touched |= carry(connection, known.id)
        changed = refresh(connection, touched, now, f"report {ref} read again")
        return Added(ref, "again", len(record.events), changed)
    what = "new" if report_id is None else "version"
    if report_id is None:
        report_id = _insert(connection, t.report, ref=ref, identity=identity, added_at=now)
    version_id, touched = _new_version(connection, record, report_id, now, unread, first=what == "new")
    captures.keep(connection, version_id, report, now)
    grouped = group_texts(connection, version_id, report.text, report.sha256)
    if unread:
        changed = refresh(connection, touched, now, f"report {ref} added", alone=grouped) if touched | grouped else ()
        return Added(ref, "unread", 0, changed)
    touched |= _insert_events(connection, record, ref, version_id)
    touched |= carry(connection, version_id)
    cause = f"report {ref} {'added' if what == 'new' else 'changed'}"
    changed = refresh(connection, touched, now, cause, later=later, alone=grouped)
    return Added(ref, what, len(record.events), changed)


def _new_version(
    connection: Connection, record: Record, report_id: int, now: datetime.datetime, unread: bool, *, first: bool
) -> tuple[int, set[int]]:
    """Keep the text as the live version; return its id and the events of the version it replaces.

    One that is not read takes the place only of another that is not. The `first` version of a report replaces none.
    """
    report = record.report
    number, stands, replaced = (0, False, set[int]()) if first else _replaced(connection, report_id, unread)
    version_id = _insert(
        connection,
        t.version,
        report_id=report_id,
        number=number + 1,
        live=not stands,
        added_at=now,
        reader="" if unread else __version__,
        language=report.language,
        unread=unread,
        read_at=None if unread else now,
        own_id=report.id,
        sha256=report.sha256,
        raw_sha256=report.raw_sha256,
        publisher=report.publisher,
        published=report.published,
        title=report.title,
        url=report.url,
        agency=report.agency,
        text_group="",
        signature=b"",
        body=report_to_json(report, record.statements),
    )
    return version_id, replaced


def _replaced(connection: Connection, report_id: int, unread: bool) -> tuple[int, bool, set[int]]:
    """Make room for a version: return how many there are, whether the live one stands, and the events of one passed."""
    stands = unread and connection.execute(_READ, {"report": report_id}).first() is not None
    replaced = set() if stands else set(connection.scalars(_OLD_EVENTS, {"report": report_id}))
    connection.execute(_PUT_BY, {"report": report_id})
    if not stands:
        connection.execute(_PASS, {"report": report_id})
    return connection.scalar(_NUMBER, {"report": report_id}) or 0, stands, replaced


def _insert_events(connection: Connection, record: Record, ref: str, version_id: int) -> set[int]:
    """Keep the events of a version and link them to those they may be one act with; return their ids."""
    report = record.report
    keys = event_keys(ref, report.sha256, record.events)
    held = {row.key: row.id for row in connection.execute(_KEYS, {"version": version_id})}
    if not set(keys) <= set(held) and not set(held) <= set(keys):
        old = connection.execute(select(t.event.c.key, t.event.c.body).where(t.event.c.version_id == version_id))
        known = {row.key: event_from_json(row.body) for row in old}
        same = successors(known, dict(zip(keys, record.events, strict=True)))
        keys = [same.get(key, key) for key in keys]
    found = [
        traits(event, key, ref, report.text, report.published) for event, key in zip(record.events, keys, strict=True)
    ]
    fresh, stale = [], []
    for event, traits_ in zip(record.events, found, strict=True):
        values = {"passed": False, "traits": traits_.to_json(), "body": event_to_json(event)}
        if traits_.key in held:
            stale.append({"row": held[traits_.key], **values})
        else:
            fresh.append({"key": traits_.key, "version_id": version_id, **values})
    if fresh:
        put(connection, t.event, fresh)
        held = {row.key: row.id for row in connection.execute(_KEYS, {"version": version_id})}
    if stale:
        columns: dict[str, Any] = {name: bindparam(name) for name in ("passed", "traits", "body")}
        connection.execute(update(t.event).where(t.event.c.id == bindparam("row")).values(**columns), stale)
    ids = [held[key] for key in keys]
    link_events(connection, ids, found)
    return set(ids)


def _make_live(connection: Connection, report_id: int, version_id: int) -> None:
    """Let a text stand for its report that was kept unread and has been read now."""
    connection.execute(_PUT_BY, {"report": report_id})
    connection.execute(_PASS, {"report": report_id})
    connection.execute(update(t.version).where(t.version.c.id == version_id).values(live=True))


def _read_again(connection: Connection, record: Record, ref: str, version_id: int, now: datetime.datetime) -> set[int]:
    """Put a new reading of a text in the place of the old one; events it no longer finds are passed, not deleted."""
    old = set(connection.scalars(select(t.event.c.id).where(t.event.c.version_id == version_id)))
    neighbours: set[int] = set()
    for mine, other in ((t.link.c.a_id, t.link.c.b_id), (t.link.c.b_id, t.link.c.a_id)):
        neighbours |= set(connection.scalars(select(other).where(mine.in_(old))))
        connection.execute(delete(t.link).where(mine.in_(old)))
    left = take_out(connection, old)
    connection.execute(update(t.event).where(t.event.c.id.in_(old)).values(passed=True))
    body = report_to_json(record.report, record.statements)
    values = {"body": body, "reader": __version__, "language": record.report.language, "read_at": now}
    connection.execute(update(t.version).where(t.version.c.id == version_id).values(**values))
    touched = old | neighbours | _insert_events(connection, record, ref, version_id)
    if left:
        known = load_traits(connection, set(left))
        link_events(connection, left, [known[i] for i in left])
    return touched.union(left)


def _insert(connection: Connection, table: Any, **values: Any) -> int:
    key = connection.execute(insert(table).values(**values)).inserted_primary_key
    if key is None:
        raise LedgerError(f"{table.name}: the database gave no id for a new row")
    return int(key[0])
