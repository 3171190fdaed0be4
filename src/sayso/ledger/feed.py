"""The feed of what came to be held otherwise, newest first, a page at a time, however long the history is."""

import datetime
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select, tuple_

from sayso.errors import SettingError
from sayso.ledger import tables as t
from sayso.ledger.history import utc
from sayso.ledger.selection import Selection

# What may have changed, as `what=` names it; anything else that history records is among "other".
WHATS = ("new", "status", "merged", "figures", "place", "day", "agent", "target", "kind", "realis", "report")
# Entries of the history that are looked at for one page where few of them fit the filters; at first, and at a time.
MOST_SEEN, AT_FIRST, AT_A_TIME = 5_000, 100, 400


@dataclass(frozen=True, slots=True)
class Key:
    """Where a page ends: the moment and the row of the last entry looked at."""

    at: datetime.datetime
    row: int

    @classmethod
    def of(cls, text: str) -> "Key":
        """Return the key that `str` gave; raises SettingError."""
        at, _, row = text.partition("~")
        try:
            moment = datetime.datetime.fromisoformat(at)
            return cls(moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC), int(row))
        except ValueError:
            raise SettingError("after: not the end of a page of changes; start from /changes") from None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.row}"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of one incident, with what the incident is now; `id` never changes.

    `summary` are the words that tell of it, `into` the id of the incident it has become part of ("" if none).
    """

    id: str
    incident: str
    at: datetime.datetime
    what: str
    before: str
    after: str
    why: str
    cause: str
    kind: str
    country: str
    summary: str
    into: str


@dataclass(frozen=True, slots=True)
class Page:
    """Changes, and where the page after begins (None at the end); `seen` entries were looked at."""

    changes: tuple[Changed, ...]
    after: Key | None
    seen: int


def feed(
    connection: Connection,
    selection: Selection,
    whats: tuple[str, ...] = (),
    *,
    since: datetime.datetime | None = None,
    after: Key | None = None,
    limit: int = 50,
    newest: datetime.date | None = None,
) -> Page:
    """Return changes from the newest back to `since`; of the selection count kinds, countries and parties.

    With `newest` they are of incidents that began on that day or before; those without a day are left out.
    A page ends after `limit` entries that fit or MOST_SEEN that do not; one entry may hold several changes.
    """
    found: list[Changed] = []
    fitting = seen = 0
    while True:
        size = AT_A_TIME if seen else AT_FIRST
        rows = _entries(connection, since, after, size)
        wanted = _wanted(connection, [row.incident_id for row in rows if _any_fits(row, whats)], selection, newest)
        for row in rows:
            seen, after = seen + 1, Key(utc(row.held_from), row.id)
            known = wanted.get(row.incident_id)
            changes = _changes(row, known, whats) if known is not None else []
            found += changes
            fitting += bool(changes)
            if fitting == limit:
                return Page(tuple(found), after if _entries(connection, since, after, 1) else None, seen)
        if len(rows) < size:
            return Page(tuple(found), None, seen)
        if seen >= MOST_SEEN:
            return Page(tuple(found), after, seen)


def _entries(connection: Connection, since: datetime.datetime | None, after: Key | None, limit: int) -> list[Row[Any]]:
    h = t.history.c
    query = select(h.id, h.incident_id, h.number, h.held_from, h.cause, h.changes, h.redirect)
    if since is not None:
        query = query.where(h.held_from >= since)
    if after is not None:
        query = query.where(h.held_from <= after.at, tuple_(h.held_from, h.id) < (after.at, after.row))
    return list(connection.execute(query.order_by(h.held_from.desc(), h.id.desc()).limit(limit)))


def _wanted(
    connection: Connection, ids: list[int], selection: Selection, newest: datetime.date | None
) -> dict[int, Row[Any]]:
    """Return what is known of those incidents that the filters let through."""
    c, into = t.incident.c, t.incident.alias("into")
    query = select(
        c.id, c.ref, c.kind, c.country, c.state["summary"].as_string().label("summary"), into.c.ref.label("into")
    ).outerjoin_from(t.incident, into, into.c.id == c.redirect_id)
    if newest is not None:
        query = query.where(c.start_day <= newest)
    if selection.kinds:
        query = query.where(c.kind.in_(selection.kinds))
    if selection.countries:
        query = query.where(c.country.in_(selection.countries))
    if selection.parties:
        of = select(t.incident_party.c.incident_id).where(t.incident_party.c.party.in_(selection.parties))
        query = query.where(c.id.in_(of))
    found: dict[int, Row[Any]] = {}
    unique = sorted(set(ids))
    for start in range(0, len(unique), 500):
        found |= {row.id: row for row in connection.execute(query.where(c.id.in_(unique[start : start + 500])))}
    return found


def _changes(row: Any, known: Row[Any], whats: tuple[str, ...]) -> list[Changed]:
    return [
        Changed(
            id=f"{known.ref}-{row.number}-{n}",
            incident=known.ref,
            at=utc(row.held_from),
            what=change["what"],
            before=change["before"],
            after=change["after"],
            why=change["why"],
            cause=row.cause,
            kind=known.kind,
            country=known.country,
            summary=known.summary or "",
            into=known.into or "",
        )
        for n, change in enumerate(row.changes)
        if _fits(row, change["what"], whats)
    ]


def _any_fits(row: Any, whats: tuple[str, ...]) -> bool:
    return any(_fits(row, change["what"], whats) for change in row.changes)


def _fits(row: Any, what: str, whats: tuple[str, ...]) -> bool:
    """Tell whether a change is wanted; the fields of what is new are not changes of their own."""
    if row.number == 1 and what not in ("new", "merged"):
        return False
    return not whats or what in whats or ("other" in whats and what not in WHATS)
