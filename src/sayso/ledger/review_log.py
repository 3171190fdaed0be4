"""The log of what reviewers did: every act with what was before and after, written once and never taken out."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from sayso.errors import LedgerError, RefusedError, SettingError
from sayso.ledger import tables as t
from sayso.ledger.history import utc
from sayso.model.incident import Incident

COMMENT, UNDO = "comment", "undo"
# Longest name of a reviewer and longest note or comment, in characters.
NAME_LIMIT, WORDS_LIMIT = 100, 10_000


class Conflict(RefusedError):  # noqa: N818 - named for what happened, as the pages say it
    """Somebody else has changed the incident since the reviewer saw it; nothing was written."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act of review came to.

    `review` is its number in the log, `incident` the id that now stands for the incident, `changed` the ids of all that
    are held otherwise now, `what` says it in a sentence.
    """

    review: int
    incident: str
    changed: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Act:
    """An act in the log. `incidents` are the ids it was about, the one it was called on first."""

    review: int
    at: datetime.datetime
    who: str
    action: str
    incidents: tuple[str, ...]
    field: str
    before: Any
    after: Any
    note: str
    undone_by: int | None
    undoes: int | None
    reply_to: int | None


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on an incident or on a part of it (`field`); one that was withdrawn is left without its words."""

    review: int
    incident: str
    at: datetime.datetime
    who: str
    field: str
    words: str
    reply_to: int | None
    withdrawn: bool = False


def write(
    connection: Connection,
    who: str,
    action: str,
    incidents: Sequence[int],
    now: datetime.datetime,
    **values: Any,
) -> int:
    """Add an act on incidents, by row, the one it was called on first, to the log; return its number."""
    rows = list(dict.fromkeys(incidents))
    given = insert(t.review).values(at=now, who=name(who), action=action, incident_id=rows[0], **values)
    key = connection.execute(given).inserted_primary_key
    if key is None:
        raise LedgerError("the database gave no number for an act of review")
    number = int(key[0])
    connection.execute(insert(t.concern), [{"incident_id": row, "review_id": number} for row in rows])
    return number


def name(who: str) -> str:
    """Return the name of a reviewer as it is written; raises SettingError for one that names nobody."""
    found = " ".join(plain(who).split())
    if not found or len(found) > NAME_LIMIT:
        raise SettingError(f"{found[:NAME_LIMIT]!r}: not a name of a reviewer; give one of 1 to {NAME_LIMIT} letters")
    return found


def plain(text: str) -> str:
    """Return text without what no database keeps; raises SettingError if it is too long to be a note."""
    kept = "".join(c for c in text if c.isprintable() or c in "\n\t")
    kept = kept.encode("utf-8", "replace").decode().strip()
    if len(kept) > WORDS_LIMIT:
        raise SettingError(f"a note or comment has at most {WORDS_LIMIT:,} letters; this has {len(kept):,}")
    return kept


def revision(connection: Connection, incident_row: int) -> str:
    """Return a token that changes with each change of an incident and each act on it that is not a comment."""
    number = select(func.max(t.history.c.number)).where(t.history.c.incident_id == incident_row)
    last = _last_act(connection, incident_row)
    return f"{incident_row}.{connection.scalar(number) or 0}.{last.id if last else 0}"


def check_seen(connection: Connection, incident_row: int, held: Incident, seen: str | None) -> None:
    """Raise Conflict if the incident is no longer as the reviewer saw it; `seen` is what `revision` gave then."""
    if seen is None or seen == revision(connection, incident_row):
        return
    act = _last_act(connection, incident_row)
    h = t.history.c
    entry = connection.execute(
        select(h.cause, h.held_from).where(h.incident_id == incident_row).order_by(h.number.desc()).limit(1)
    ).first()
    said = f"{entry.cause}, {utc(entry.held_from):%Y-%m-%d %H:%M} UTC" if entry else "by another"
    if act is not None and (entry is None or utc(act.at) >= utc(entry.held_from)):
        field = f" of {act.field}" if act.field else ""
        said = f"{act.who}: {act.action}{field}, {utc(act.at):%Y-%m-%d %H:%M} UTC"
    raise Conflict(f"{held.id}: changed since you saw it ({said}); nothing was written, look at it again")


def _last_act(connection: Connection, incident_row: int) -> Any:
    r = t.review.c
    query = (
        select(r.id, r.at, r.who, r.action, r.field)
        .join_from(t.concern, t.review, t.concern.c.review_id == r.id)
        .where(t.concern.c.incident_id == incident_row, r.action != COMMENT)
        .order_by(r.id.desc())
        .limit(1)
    )
    return connection.execute(query).first()


def acts(
    connection: Connection,
    *,
    incident_row: int | None = None,
    who: str | None = None,
    action: str | None = None,
    since: datetime.datetime | None = None,
    until: datetime.datetime | None = None,
    before: int | None = None,
    limit: int = 100,
) -> list[Act]:
    """Return acts of the log, the newest first: of one incident, of one reviewer, or all; `before` goes on from there.

    `action` takes one kind of act, `since` those from a moment on, `until` those before one.

    The acts of an incident are also those on incidents that have become part of it.
    """
    r = t.review.c
    query = select(t.review).order_by(r.id.desc()).limit(limit)
    if incident_row is not None:
        query = query.where(
            r.id.in_(select(t.concern.c.review_id).where(t.concern.c.incident_id.in_(_in(incident_row))))
        )
    if who is not None:
        query = query.where(r.who == name(who))
    if action is not None:
        query = query.where(r.action == action)
    if since is not None:
        query = query.where(r.at >= since)
    if until is not None:
        query = query.where(r.at < until)
    if before is not None:
        query = query.where(r.id < before)
    rows = connection.execute(query).all()
    refs = _refs(connection, [row.id for row in rows])
    return [_act(row, refs[row.id]) for row in rows]


def actions(connection: Connection) -> list[str]:
    """Return the kinds of act that are in the log."""
    return list(connection.scalars(select(t.review.c.action).distinct().order_by(t.review.c.action)))


def comments(connection: Connection, incident_row: int) -> list[Comment]:
    """Return the comments on an incident and on those that have become part of it, the oldest first."""
    r = t.review.c
    query = (
        select(t.review, t.incident.c.ref)
        .join(t.incident, t.incident.c.id == r.incident_id)
        .where(r.incident_id.in_(_in(incident_row)), r.action == COMMENT)
        .order_by(r.id)
    )
    rows = connection.execute(query).all()
    answered = {row.reply_to for row in rows if row.undone_by is None}
    return [
        Comment(
            review=row.id,
            incident=row.ref,
            at=utc(row.at),
            who=row.who,
            field=row.field,
            words=str(row.after) if row.undone_by is None else "",
            reply_to=row.reply_to,
            withdrawn=row.undone_by is not None,
        )
        for row in rows
        if row.undone_by is None or row.id in answered
    ]


def _in(incident_row: int) -> Any:
    """Return a query of the rows that are an incident now: its own and those that lead to it."""
    c = t.incident.c
    own = select(c.id).where(c.id == incident_row)
    return own.union_all(select(c.id).where(c.redirect_id == incident_row))


def _refs(connection: Connection, reviews: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {review: [] for review in reviews}
    query = (
        select(t.concern.c.review_id, t.incident.c.id, t.incident.c.ref)
        .join_from(t.concern, t.incident, t.incident.c.id == t.concern.c.incident_id)
        .where(t.concern.c.review_id.in_(reviews))
        .order_by(t.incident.c.id)
    )
    for row in connection.execute(query):
        found[row.review_id].append((row.id, row.ref))
    return found


def _act(row: Row[Any], refs: Sequence[tuple[int, str]]) -> Act:
    first = [ref for incident, ref in refs if incident == row.incident_id]
    return Act(
        review=row.id,
        at=utc(row.at),
        who=row.who,
        action=row.action,
        incidents=(*first, *(ref for incident, ref in refs if incident != row.incident_id)),
        field=row.field,
        before=row.before,
        after=row.after,
        note=row.note,
        undone_by=row.undone_by,
        undoes=row.undoes,
        reply_to=row.reply_to,
    )
