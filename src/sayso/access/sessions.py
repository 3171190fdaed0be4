"""Sessions: a browser that is signed in, known by a random token of which only the hash is kept."""

import datetime
import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from sayso.access import log
from sayso.access.people import Person, person
from sayso.export.visible import one_line
from sayso.ledger import tables_access as t
from sayso.ledger.database import Ledger
from sayso.ledger.history import utc

# A session ends so long after it was last used, and so long after it began whatever is done.
IDLE, WHOLE = datetime.timedelta(hours=12), datetime.timedelta(days=7)
# Its last use is written down no more often than this: reading a page need not write.
NOTED = datetime.timedelta(minutes=5)
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Session:
    """A session of an account; `agent` is what the browser calls itself."""

    id: int
    created_at: datetime.datetime
    seen_at: datetime.datetime
    agent: str


def hash_of(secret: str) -> str:
    """Return what is kept of a random token; it needs no salt, having 256 bits of its own."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def begin(ledger: Ledger, who: Person, *, agent: str, address: str, now: datetime.datetime | None = None) -> str:
    """Begin a session and return its token, which is kept nowhere; sessions that have ended are cleared away."""
    secret = secrets.token_urlsafe(TOKEN_BYTES)
    now = now or datetime.datetime.now(datetime.UTC)
    with ledger.writing() as connection:
        c = t.session.c
        connection.execute(delete(t.session).where((c.expires_at < now) | (c.seen_at < now - IDLE)))
        values = {"created_at": now, "seen_at": now, "expires_at": now + WHOLE, "agent": one_line(agent)[:80]}
        connection.execute(insert(t.session).values(hash=hash_of(secret), account_id=who.id, **values))
        log.write(connection, log.SIGNED_IN, who.name, address=address)
    return secret


def held(ledger: Ledger, secret: str, now: datetime.datetime | None = None) -> tuple[Person, int] | None:
    """Return who a token stands for, and the row of the session; None for one that is unknown, ended or shut out."""
    now = now or datetime.datetime.now(datetime.UTC)
    query = (
        select(t.account, t.session.c.id.label("session"), t.session.c.seen_at, t.session.c.expires_at)
        .join_from(t.session, t.account)
        .where(t.session.c.hash == hash_of(secret), t.account.c.disabled_at.is_(None))
    )
    with ledger.reading() as connection:
        row = connection.execute(query).first()
    if row is None or utc(row.expires_at) < now or utc(row.seen_at) < now - IDLE:
        return None
    if utc(row.seen_at) < now - NOTED:
        with ledger.writing() as connection:
            connection.execute(update(t.session).where(t.session.c.id == row.session).values(seen_at=now))
    return person(row), row.session


def end(ledger: Ledger, who: Person, session: int, *, address: str = "") -> None:
    """End one session of an account."""
    with ledger.writing() as connection:
        c = t.session.c
        connection.execute(delete(t.session).where(c.id == session, c.account_id == who.id))
        log.write(connection, log.SIGNED_OUT, who.name, address=address)


def end_all(ledger: Ledger, who: Person, *, address: str = "") -> None:
    """End every session of an account."""
    with ledger.writing() as connection:
        connection.execute(delete(t.session).where(t.session.c.account_id == who.id))
        log.write(connection, log.SIGNED_OUT_ALL, who.name, address=address)


def sessions_of(connection: Connection, account: int) -> list[Session]:
    """Return the sessions of an account that have not ended, the last used first."""
    now, c = datetime.datetime.now(datetime.UTC), t.session.c
    open_ = (c.account_id == account, c.expires_at >= now, c.seen_at >= now - IDLE)
    rows = connection.execute(select(t.session).where(*open_).order_by(c.seen_at.desc()))
    return [Session(r.id, utc(r.created_at), utc(r.seen_at), r.agent) for r in rows]
