"""The state of what is watched: when each source was asked, what it listed, and what became of that."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from sayso.errors import LedgerError
from sayso.intake.listings.found import Found
from sayso.ledger import tables_sources as t
from sayso.ledger.database import Ledger
from sayso.ledger.history import utc
from sayso.ledger.identity import plain_address

WAITING, READ, KNOWN, UNREAD, FAILED = "waiting", "read", "known", "unread", "failed"
STATES = (WAITING, READ, KNOWN, UNREAD, FAILED)
# After so many failures an address is given up until its source says that it has changed.
MOST_TRIES = 5
LONGEST_ERROR = 500  # characters

Said = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Watched:
    """A source as its file describes it; `every` is in seconds."""

    name: str
    kind: str
    url: str
    every: int
    publisher: str = ""
    owner: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the watcher stands with a source."""

    id: int
    etag: str
    last_modified: str
    parts: dict[str, Any]
    next_at: datetime.datetime | None
    failures: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An address that waits to be fetched, with what is known of it from before."""

    id: int
    url: str
    etag: str
    last_modified: str
    raw_sha256: str
    tries: int
    said: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Health:
    """How a source does: `counts` are the addresses it has listed, by state."""

    name: str
    kind: str
    url: str
    publisher: str
    owner: str
    language: str
    every: int
    watched: bool
    checked_at: datetime.datetime | None
    succeeded_at: datetime.datetime | None
    next_at: datetime.datetime | None
    failures: int
    error: str
    error_at: datetime.datetime | None
    last_read_at: datetime.datetime | None
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def state(self) -> str:
        """Return the health in one word: ok, failing, new (never asked), or off (no longer watched)."""
        if not self.watched:
            return "off"
        if self.failures:
            return "failing"
        return "ok" if self.succeeded_at else "new"


def register(ledger: Ledger, wanted: Sequence[Watched]) -> dict[str, int]:
    """Make the ledger's sources those of a file and return the id of each by name; state of known ones is kept.

    One whose address or kind has changed begins anew, but what it listed stays known.
    """
    c = t.source.c
    with ledger.writing() as connection:
        held = {row.name: row for row in connection.execute(select(t.source))}
        ids: dict[str, int] = {}
        for one in wanted:
            values: dict[str, Any] = {
                "kind": one.kind, "url": one.url, "publisher": one.publisher, "owner": one.owner,
                "language": one.language, "every": one.every, "watched": 1,
            }  # fmt: skip
            row = held.get(one.name)
            if row is None:
                made = connection.execute(insert(t.source).values(name=one.name, parts={}, **values))
                if made.inserted_primary_key is None:
                    raise LedgerError("source: the database gave no id for a new row")
                ids[one.name] = int(made.inserted_primary_key[0])
                continue
            if (row.kind, row.url) != (one.kind, one.url):
                values |= {"etag": "", "last_modified": "", "parts": {}, "next_at": None, "failures": 0, "error": ""}
            elif row.next_at is not None and row.checked_at is not None and not row.failures:
                values["next_at"] = min(utc(row.next_at), utc(row.checked_at) + datetime.timedelta(seconds=one.every))
            connection.execute(update(t.source).where(c.id == row.id).values(**values))
            ids[one.name] = row.id
        connection.execute(update(t.source).where(c.name.not_in(list(ids))).values(watched=0))
    return ids


def place(ledger: Ledger, source: int) -> Place:
    """Return where the watcher stands with a source."""
    with ledger.reading() as connection:
        row = connection.execute(select(t.source).where(t.source.c.id == source)).one()
    next_at = utc(row.next_at) if row.next_at else None
    return Place(row.id, row.etag, row.last_modified, dict(row.parts), next_at, row.failures)


def succeeded(
    ledger: Ledger,
    source: int,
    found: Iterable[Found],
    now: datetime.datetime,
    next_at: datetime.datetime,
    *,
    etag: str = "",
    last_modified: str = "",
    parts: Mapping[str, Any] | None = None,
) -> int:
    """Keep what a source has listed, with what tells its next change; return how many addresses are new or changed."""
    values: dict[str, Any] = {
        "checked_at": now, "succeeded_at": now, "next_at": next_at, "failures": 0, "error": "", "etag": etag,
        "last_modified": last_modified,
    }  # fmt: skip
    if parts is not None:
        values["parts"] = dict(parts)
    with ledger.writing() as connection:
        connection.execute(update(t.source).where(t.source.c.id == source).values(**values))
        return sum(_listed(connection, source, one, now) for one in found)


def _listed(connection: Connection, source: int, one: Found, now: datetime.datetime) -> bool:
    identity = plain_address(one.url)
    c = t.listed.c
    row = connection.execute(select(c.id, c.marker).where(c.identity == identity)).first()
    said = {"published": one.published, "title": one.title[:500]}
    marker = one.marker[:100]
    if row is None:
        new = {"identity": identity, "source_id": source, "url": one.url, "marker": marker, "said": said}
        connection.execute(insert(t.listed).values(**new, state=WAITING, next_at=now))
        return True
    if not marker or row.marker == marker:
        return False
    changed = {"marker": marker, "state": WAITING, "next_at": now, "tries": 0, "error": ""}
    connection.execute(update(t.listed).where(c.id == row.id).values(**changed))
    return bool(row.marker)


def failed(ledger: Ledger, source: int, error: str, now: datetime.datetime, next_at: datetime.datetime) -> None:
    """Keep that a source could not be asked, and when it is asked again."""
    c = t.source.c
    values = {
        "checked_at": now, "next_at": next_at, "failures": c.failures + 1, "error": error[:LONGEST_ERROR],
        "error_at": now,
    }  # fmt: skip
    with ledger.writing() as connection:
        connection.execute(update(t.source).where(c.id == source).values(values))


def waiting(ledger: Ledger, source: int, now: datetime.datetime, limit: int) -> list[Waiting]:
    """Return addresses of a source that wait and are due, those listed first before others."""
    c = t.listed.c
    query = select(t.listed).where(c.source_id == source, c.state == WAITING, c.next_at <= now)
    with ledger.reading() as connection:
        rows = connection.execute(query.order_by(c.id).limit(limit)).all()
    return [Waiting(r.id, r.url, r.etag, r.last_modified, r.raw_sha256, r.tries, dict(r.said)) for r in rows]


def next_waiting(ledger: Ledger, source: int) -> datetime.datetime | None:
    """Return when the next waiting address of a source is due; None if none waits."""
    c = t.listed.c
    with ledger.reading() as connection:
        found = connection.scalar(select(func.min(c.next_at)).where(c.source_id == source, c.state == WAITING))
    return utc(found) if found else None


def done(
    ledger: Ledger,
    listed: int,
    state: str,
    now: datetime.datetime,
    *,
    error: str = "",
    etag: str = "",
    last_modified: str = "",
    raw_sha256: str = "",
) -> None:
    """Keep what became of an address."""
    values = {
        "state": state, "fetched_at": now, "tries": 0, "error": error[:LONGEST_ERROR], "etag": etag,
        "last_modified": last_modified, "raw_sha256": raw_sha256,
    }  # fmt: skip
    with ledger.writing() as connection:
        connection.execute(update(t.listed).where(t.listed.c.id == listed).values(**values))


def put_off(ledger: Ledger, listed: int, error: str, now: datetime.datetime, next_at: datetime.datetime) -> None:
    """Keep that an address could not be had now; after MOST_TRIES it is given up."""
    c = t.listed.c
    with ledger.writing() as connection:
        tries = (connection.scalar(select(c.tries).where(c.id == listed)) or 0) + 1
        state = FAILED if tries >= MOST_TRIES else WAITING
        values = {"tries": tries, "next_at": next_at, "error": error[:LONGEST_ERROR], "state": state}
        if state == FAILED:
            values["fetched_at"] = now
        connection.execute(update(t.listed).where(c.id == listed).values(**values))


def healths(connection: Connection) -> list[Health]:
    """Return how every source does, in the order of their names."""
    c = t.listed.c
    counts: dict[int, dict[str, int]] = {}
    for row in connection.execute(select(c.source_id, c.state, func.count().label("n")).group_by(c.source_id, c.state)):
        counts.setdefault(row.source_id, dict.fromkeys(STATES, 0))[row.state] = row.n
    latest = {
        row.source_id: utc(row.at)
        for row in connection.execute(
            select(c.source_id, func.max(c.fetched_at).label("at")).where(c.state == READ).group_by(c.source_id)
        )
        if row.at
    }
    return [
        Health(
            r.name, r.kind, r.url, r.publisher, r.owner, r.language, r.every, bool(r.watched),
            _moment(r.checked_at), _moment(r.succeeded_at), _moment(r.next_at), r.failures, r.error,
            _moment(r.error_at), latest.get(r.id), counts.get(r.id, dict.fromkeys(STATES, 0)),
        )
        for r in connection.execute(select(t.source).order_by(t.source.c.name))
    ]  # fmt: skip


def _moment(given: datetime.datetime | None) -> datetime.datetime | None:
    return utc(given) if given else None
