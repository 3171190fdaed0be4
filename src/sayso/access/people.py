"""The people who have an account: added, found, given a role or a password, shut out and let in again."""

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from sayso.access import log, passwords
from sayso.access.names import folded, name_of
from sayso.access.roles import Role, role_named
from sayso.errors import NotFoundError, SettingError
from sayso.export.visible import one_line
from sayso.ledger import tables_access as t
from sayso.ledger.database import Ledger
from sayso.ledger.history import utc


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; `id` is its row."""

    id: int
    name: str
    role: Role
    created_at: datetime.datetime
    disabled: bool


def add(ledger: Ledger, name: str, role: str, password: str, *, by: str) -> Person:
    """Add an account; raises SettingError for a name that is taken or is none, and for a weak password."""
    kept, wanted = name_of(name), role_named(role)
    hash_ = passwords.hashed(passwords.fit(password, kept))
    now = datetime.datetime.now(datetime.UTC)
    with ledger.writing() as connection:
        if _row(connection, kept) is not None:
            raise SettingError(f"{kept}: there is an account of this name already")
        values = {"name": kept, "folded": folded(kept), "role": wanted.value, "hash": hash_}
        connection.execute(insert(t.account).values(created_at=now, password_at=now, **values))
        log.write(connection, log.ADDED, by, about=kept, note=wanted.value)
        return find(connection, kept)


def find(connection: Connection, name: str) -> Person:
    """Return the person of a name, whatever its case; raises NotFoundError."""
    row = _row(connection, name)
    if row is None:
        raise NotFoundError(f"{one_line(name)[:60]}: no account of this name; `sayso accounts list` shows them")
    return person(row)


def everyone(connection: Connection) -> list[Person]:
    """Return all who have an account, by name."""
    return [person(row) for row in connection.execute(select(t.account).order_by(t.account.c.folded))]


def admins(connection: Connection) -> int:
    """Return how many may keep accounts."""
    c = t.account.c
    query = select(func.count()).select_from(t.account).where(c.role == Role.ADMIN.value, c.disabled_at.is_(None))
    return connection.scalar(query) or 0


def set_role(ledger: Ledger, name: str, role: str, *, by: str) -> Person:
    """Give somebody another role, at once; raises SettingError where no admin would be left."""
    wanted = role_named(role)
    with ledger.writing() as connection:
        held = find(connection, name)
        if held.role is not wanted:
            _change(connection, held, role=wanted.value)
            log.write(connection, log.ROLE, by, about=held.name, note=f"{held.role} to {wanted}")
        return find(connection, name)


def set_password(ledger: Ledger, name: str, password: str, *, by: str) -> None:
    """Set a password, which ends every session of the account; raises SettingError for a weak one."""
    with ledger.reading() as connection:
        held = find(connection, name)
    hash_ = passwords.hashed(passwords.fit(password, held.name))
    with ledger.writing() as connection:
        _change(connection, held, hash=hash_, password_at=datetime.datetime.now(datetime.UTC))
        connection.execute(delete(t.session).where(t.session.c.account_id == held.id))
        log.write(connection, log.PASSWORD, by, about=held.name)


def disable(ledger: Ledger, name: str, *, by: str) -> None:
    """Shut somebody out, at once; what they did stays. Raises SettingError where no admin would be left."""
    with ledger.writing() as connection:
        held = find(connection, name)
        if not held.disabled:
            _change(connection, held, disabled_at=datetime.datetime.now(datetime.UTC))
            connection.execute(delete(t.session).where(t.session.c.account_id == held.id))
            log.write(connection, log.DISABLED, by, about=held.name)


def enable(ledger: Ledger, name: str, *, by: str) -> None:
    """Let somebody in again."""
    with ledger.writing() as connection:
        held = find(connection, name)
        if held.disabled:
            _change(connection, held, disabled_at=None)
            log.write(connection, log.ENABLED, by, about=held.name)


def proven(ledger: Ledger, name: str, password: str) -> Person | None:
    """Return the person whose name and password these are, None otherwise; both take the same time.

    A hash made with other parameters than are recommended now is made anew.
    """
    with ledger.reading() as connection:
        row = _row(connection, name)
    if not passwords.matches(row.hash if row else None, password) or row is None or row.disabled_at is not None:
        return None
    if passwords.outdated(row.hash):
        with ledger.writing() as connection:
            same = (t.account.c.id == row.id) & (t.account.c.hash == row.hash)
            connection.execute(update(t.account).where(same).values(hash=passwords.hashed(password)))
    return person(row)


def person(row: Row[Any]) -> Person:
    """Return the person of a row of the table."""
    return Person(row.id, row.name, Role(row.role), utc(row.created_at), row.disabled_at is not None)


def _row(connection: Connection, name: str) -> Row[Any] | None:
    # No name has a null character, and PostgreSQL takes none.
    wanted = folded(name.encode("utf-8", "replace").decode().replace("\0", "\ufffd"))
    return connection.execute(select(t.account).where(t.account.c.folded == wanted)).first()


def _change(connection: Connection, held: Person, **values: Any) -> None:
    connection.execute(update(t.account).where(t.account.c.id == held.id).values(**values))
    if held.role is Role.ADMIN and not held.disabled and not admins(connection):
        raise SettingError(f"{held.name}: is the last admin; make another one first")
