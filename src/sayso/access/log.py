"""The log of access: sign-ins, failed ones too, and every change of an account; it only grows."""

import datetime
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from sayso.export.visible import one_line
from sayso.ledger import tables_access as t
from sayso.ledger.history import utc

SIGNED_IN, FAILED, SIGNED_OUT, SIGNED_OUT_ALL = "signed_in", "sign_in_failed", "signed_out", "signed_out_everywhere"
ADDED, ROLE, PASSWORD = "account_added", "role_changed", "password_changed"
DISABLED, ENABLED, ISSUED, REVOKED = "account_disabled", "account_enabled", "token_issued", "token_revoked"
WHAT = (SIGNED_IN, FAILED, SIGNED_OUT, SIGNED_OUT_ALL, ADDED, ROLE, PASSWORD, DISABLED, ENABLED, ISSUED, REVOKED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: who did what, to which account if another, from which address."""

    id: int
    at: datetime.datetime
    who: str
    what: str
    about: str
    address: str
    note: str


def write(connection: Connection, what: str, who: str, *, about: str = "", address: str = "", note: str = "") -> None:
    """Add a line; names and notes are kept on one line, never a password or a token."""
    connection.execute(
        insert(t.access_log).values(
            at=datetime.datetime.now(datetime.UTC),
            who=one_line(who)[:100],
            what=what,
            about="" if about == who else one_line(about)[:100],
            address=address[:45],
            note=one_line(note)[:300],
        )
    )


def entries(
    connection: Connection,
    *,
    who: str | None = None,
    what: str | None = None,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Entry]:
    """Return lines, the newest first: of or about one person, of one kind, from `since` on and before `until`.

    `before` is the number of a line: those before it are given.
    """
    c = t.access_log.c
    query = select(t.access_log).order_by(c.id.desc()).limit(limit)
    if who:
        query = query.where((c.who == who) | (c.about == who))
    if what:
        query = query.where(c.what == what)
    if since:
        query = query.where(c.at >= since)
    if until:
        query = query.where(c.at < until)
    if before is not None:
        query = query.where(c.id < before)
    rows = connection.execute(query)
    return [Entry(r.id, utc(r.at), r.who, r.what, r.about, r.address, r.note) for r in rows]
