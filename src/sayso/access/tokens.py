"""Tokens: what a program shows in place of a name and a password; each can be revoked alone."""

import datetime
import secrets
from dataclasses import dataclass, replace

from sqlalchemy import Connection, insert, select, update

from sayso.access import log
from sayso.access.names import folded, name_of
from sayso.access.people import Person, person
from sayso.access.roles import Role, role_named
from sayso.access.sessions import NOTED, TOKEN_BYTES, hash_of
from sayso.errors import NotFoundError, SettingError
from sayso.export.visible import one_line
from sayso.ledger import tables_access as t
from sayso.ledger.database import Ledger
from sayso.ledger.history import utc

# How a token begins, so that one found in a file or a log is known for what it is.
PREFIX = "sayso_"


@dataclass(frozen=True, slots=True)
class Token:
    """A token of an account, without its secret."""

    id: int
    name: str
    role: Role
    created_at: datetime.datetime
    used_at: datetime.datetime | None


def issue(ledger: Ledger, who: Person, name: str, role: str, *, by: str) -> str:
    """Make a token and return its secret, which is kept nowhere; raises SettingError for a role above its owner's."""
    kept, wanted = name_of(name), role_named(role)
    if not who.role.may(wanted):
        raise SettingError(f"role {wanted}: {who.name} is {who.role}; a token may do no more than its owner")
    secret = PREFIX + secrets.token_urlsafe(TOKEN_BYTES)
    with ledger.writing() as connection:
        if any(folded(token.name) == folded(kept) for token in tokens_of(connection, who.id)):
            raise SettingError(f"{kept}: {who.name} has a token of this name; revoke it first, or choose another name")
        values = {"name": kept, "role": wanted.value, "created_at": datetime.datetime.now(datetime.UTC)}
        connection.execute(insert(t.token).values(hash=hash_of(secret), account_id=who.id, **values))
        log.write(connection, log.ISSUED, by, about=who.name, note=f"{kept}, {wanted}")
    return secret


def bearer(ledger: Ledger, secret: str, now: datetime.datetime | None = None) -> Person | None:
    """Return who a token stands for, with the lesser of its role and its owner's; None if it is none or is revoked."""
    now = now or datetime.datetime.now(datetime.UTC)
    query = (
        select(t.account, t.token.c.id.label("token"), t.token.c.role.label("token_role"), t.token.c.used_at)
        .join_from(t.token, t.account)
        .where(t.token.c.hash == hash_of(secret), t.token.c.revoked_at.is_(None), t.account.c.disabled_at.is_(None))
    )
    with ledger.reading() as connection:
        row = connection.execute(query).first()
    if row is None:
        return None
    if row.used_at is None or utc(row.used_at) < now - NOTED:
        with ledger.writing() as connection:
            connection.execute(update(t.token).where(t.token.c.id == row.token).values(used_at=now))
    owner = person(row)
    return replace(owner, role=Role(row.token_role).within(owner.role))


def revoke(ledger: Ledger, who: Person, name: str, *, by: str) -> None:
    """Revoke a token of an account by its name; raises NotFoundError."""
    with ledger.writing() as connection:
        found = [token for token in tokens_of(connection, who.id) if folded(token.name) == folded(name)]
        if not found:
            raise NotFoundError(f"{one_line(name)[:60]}: {who.name} has no token of this name")
        change = update(t.token).where(t.token.c.id == found[0].id)
        connection.execute(change.values(revoked_at=datetime.datetime.now(datetime.UTC)))
        log.write(connection, log.REVOKED, by, about=who.name, note=found[0].name)


def tokens_of(connection: Connection, account: int) -> list[Token]:
    """Return the tokens of an account that are not revoked, the newest first."""
    c = t.token.c
    query = select(t.token).where(c.account_id == account, c.revoked_at.is_(None)).order_by(c.id.desc())
    return [
        Token(r.id, r.name, Role(r.role), utc(r.created_at), utc(r.used_at) if r.used_at else None)
        for r in connection.execute(query)
    ]
