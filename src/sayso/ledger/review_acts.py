"""Acts on one incident: accept it, reject it, set a field by hand, comment. Each is one transaction with its log."""

import datetime
from dataclasses import fields, replace

from sqlalchemy import Connection, select, update

from sayso.errors import RefusedError, SettingError
from sayso.ledger import queries, review_log
from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json
from sayso.ledger.database import Ledger
from sayso.ledger.fields import FIELDS, parse, written
from sayso.ledger.keeping import judged, keep, store
from sayso.ledger.overlay import edits_of
from sayso.ledger.review_log import COMMENT, Done, check_seen, plain, write
from sayso.ledger.selection import ACCEPTED, REJECTED
from sayso.model.incident import Incident

SHORT = 60  # of a value in a sentence, in characters
_SHOWN = {field.name for field in fields(Incident)} | set(FIELDS) | {"figures"}


def accept(
    ledger: Ledger, who: str, ref: str, *, note: str = "", seen: str | None = None, now: datetime.datetime | None = None
) -> Done:
    """Say that an incident is right as it stands; it comes back into the queue if what counts in it changes.

    `seen` is the token of `revision` when the reviewer looked. Raises Conflict, NotFoundError, SettingError.
    """
    return _judge(ledger, who, ref, ACCEPTED, note, seen, now)


def reject(
    ledger: Ledger, who: str, ref: str, *, note: str = "", seen: str | None = None, now: datetime.datetime | None = None
) -> Done:
    """Say that an incident is an error of the machine: lists, counts, courses and exports leave it out from now on."""
    return _judge(ledger, who, ref, REJECTED, note, seen, now)


def _judge(
    ledger: Ledger, who: str, ref: str, verdict: str, note: str, seen: str | None, now: datetime.datetime | None
) -> Done:
    now = moment(now)
    with ledger.writing() as connection:
        row, held = found(connection, ref, seen)
        before = {"reviewed": held.reviewed, "recheck": held.recheck}
        action = "accept" if verdict == ACCEPTED else "reject"
        after = {"reviewed": verdict, "recheck": False}
        number = write(connection, who, action, [row], now, before=before, after=after, note=plain(note))
        changed = set_verdict(connection, row, verdict, False, now, cause(number))
        return Done(number, held.id, changed, f"{verdict} {held.id}")


def set_verdict(
    connection: Connection, row: int, verdict: str, recheck: bool, now: datetime.datetime, why: str
) -> tuple[str, ...]:
    """Keep what a reviewer says of an incident whole; return the ids of those held otherwise now."""
    state = connection.scalar(select(t.incident.c.state).where(t.incident.c.id == row))
    if state is None:  # it is part of another now: kept for the day it stands on its own again
        values = {"reviewed": verdict, "awaits": not verdict or recheck}
        connection.execute(update(t.incident).where(t.incident.c.id == row).values(**values))
        return ()
    held = replace(incident_from_json(state), reviewed=verdict, recheck=recheck)
    return tuple(store(connection, {row: held}, now, why))


def edit(
    ledger: Ledger,
    who: str,
    ref: str,
    field: str,
    value: str | None,
    *,
    note: str = "",
    seen: str | None = None,
    now: datetime.datetime | None = None,
) -> Done:
    """Set a field of an incident by hand, written as `fields.FIELDS` says; None gives it back to the machine.

    The value stays whatever is read later; the machine's own stays visible beside it (`values`). Raises SettingError
    for a value that cannot be read, Conflict, RefusedError, NotFoundError.
    """
    now = moment(now)
    with ledger.writing() as connection:
        row, held = found(connection, ref, seen)
        events = events_in(connection, [row])
        if not events:
            raise RefusedError(f"{held.id}: no report tells of it any more; there is nothing to set by hand")
        set_now = edits_of(connection, [row]).get(row, {}).get(field)
        machine = judged(connection, {row: events}, {row: held.id})[row]
        after = None if value is None else plain(value)
        if after is not None:
            parse(field, after, held)
        elif set_now is None:
            raise RefusedError(f"{held.id}: {field} was not set by hand")
        before = {"machine": written(field, machine), "human": set_now.value if set_now else None}
        number = write(connection, who, "edit", [row], now, field=field, before=before, after=after, note=plain(note))
        if set_now is not None and after is None:
            _give_back_carried(connection, row, field, number)
        changed = tuple(keep(connection, {row: events}, now, cause(number), [row]))
        what = f"gave {field} of {held.id} back to the machine" if after is None else f"{held.id}: {field} is now "
        return Done(number, held.id, changed, what if after is None else what + (short(after) or "not known"))


def _give_back_carried(connection: Connection, row: int, field: str, number: int) -> None:
    """Check that nothing set on an incident that became part of this one still holds for the field."""
    left = edits_of(connection, [row]).get(row, {}).get(field)
    if left is not None:
        raise RefusedError(f"{field} was set in review {left.review}, before a merge; undo {left.review} instead")


def comment(
    ledger: Ledger,
    who: str,
    ref: str,
    field: str,
    words: str,
    *,
    reply_to: int | None = None,
    now: datetime.datetime | None = None,
) -> Done:
    """Write a comment on an incident (`field` is "") or a part of it: a shown field, `claim:KEY`, an event, a report.

    `reply_to` is the number of the comment that it answers. Raises SettingError, NotFoundError.
    """
    now = moment(now)
    said = plain(words)
    if not said:
        raise SettingError("a comment needs words")
    with ledger.writing() as connection:
        row, held = found(connection, ref, None)
        if not _has(held, field):
            raise SettingError(f"{field}: {held.id} has no such field, event or report to comment on")
        if reply_to is not None and reply_to not in {c.review for c in review_log.comments(connection, row)}:
            raise SettingError(f"reply_to: {held.id} has no comment {reply_to} to answer")
        number = write(connection, who, COMMENT, [row], now, field=field, after=said, reply_to=reply_to)
        return Done(number, held.id, (), f"commented on {f'{field} of ' if field else ''}{held.id}")


def _has(held: Incident, field: str) -> bool:
    kind, _, key = field.rpartition(":")
    if kind in ("", "claim", "event", "report"):
        reports = {source.report for source in held.sources}
        keys = {"claim": set(held.events), "event": set(held.events), "report": reports}
        if key in keys.get(kind, {*held.events, *reports}):
            return True
    return field == "" or field in _SHOWN


def found(connection: Connection, ref: str, seen: str | None) -> tuple[int, Incident]:
    """Return the row and the incident that stands for an id; raises NotFoundError, and Conflict if `seen` is old."""
    row, held = queries.find(connection, ref)
    check_seen(connection, row, held, seen)
    return row, held


def events_in(connection: Connection, incidents: list[int]) -> list[int]:
    """Return the rows of the events of incidents that the newest reading of their reports finds."""
    query = select(t.event.c.id).where(t.event.c.incident_id.in_(incidents), ~t.event.c.passed).order_by(t.event.c.id)
    return list(connection.scalars(query))


def cause(number: int) -> str:
    """Return what the history of an incident says of a change by the act of this number."""
    return f"review {number}"


def moment(now: datetime.datetime | None) -> datetime.datetime:
    """Return the moment of an act, in UTC."""
    return now or datetime.datetime.now(datetime.UTC)


def short(text: str) -> str:
    """Return a value as a sentence can hold it."""
    one = " ".join(text.split())
    return one if len(one) <= SHORT else one[: SHORT - 1] + "…"
