"""Taking back what a reviewer did: what was before holds again, and both the act and its undoing stay in the log."""

import datetime
from typing import Any

from sqlalchemy import Connection, Row, or_, select, update

from sayso.errors import NotFoundError, RefusedError
from sayso.ledger import tables as t
from sayso.ledger.database import Ledger
from sayso.ledger.incidents import refresh
from sayso.ledger.keeping import keep
from sayso.ledger.review_acts import cause, events_in, moment, set_verdict
from sayso.ledger.review_groups import refs, set_yields
from sayso.ledger.review_log import COMMENT, UNDO, Done, name, write

_WHOLE, _GROUPS = ("accept", "reject"), ("merge", "split")


def undo(ledger: Ledger, who: str, review: int | None = None, *, now: datetime.datetime | None = None) -> Done:
    """Take back the act of this number, or else the last act of `who` that is not taken back yet.

    Raises NotFoundError if there is none, RefusedError if it is taken back already or a later act, which is told,
    rests on it.
    """
    with ledger.writing() as connection:
        act = _last(connection, name(who)) if review is None else _numbered(connection, review)
        return _undo(connection, who, act, moment(now))


def undo_all(
    ledger: Ledger, who: str, *, since: datetime.datetime | None = None, now: datetime.datetime | None = None
) -> tuple[list[Done], list[str]]:
    """Take back every act of `who`, the last first, those from a moment on if one is given; all in one transaction.

    Returns what was undone, and in words what could not be because another's act rests on it.
    """
    r = t.review.c
    query = select(t.review).where(r.who == name(who), r.action != UNDO, r.undone_by.is_(None)).order_by(r.id.desc())
    done, left = [], []
    with ledger.writing() as connection:
        for act in connection.execute(query if since is None else query.where(r.at >= since)).all():
            try:
                done.append(_undo(connection, who, act, moment(now)))
            except RefusedError as error:  # raised before anything of this act is touched
                left.append(str(error))
    return done, left


def _last(connection: Connection, who: str) -> Row[Any]:
    r = t.review.c
    query = select(t.review).where(r.who == who, r.action != UNDO, r.undone_by.is_(None))
    act = connection.execute(query.order_by(r.id.desc()).limit(1)).first()
    if act is None:
        raise RefusedError(f"{who} has done nothing that could be undone")
    return act


def _numbered(connection: Connection, review: int) -> Row[Any]:
    act = connection.execute(select(t.review).where(t.review.c.id == review)).first()
    if act is None:
        raise NotFoundError(f"review {review}: there is no such act; `sayso review log` lists them")
    if act.action == UNDO:
        raise RefusedError(f"review {review} is itself an undo; do again what it took back")
    if act.undone_by is not None:
        raise RefusedError(f"review {review} is undone already, by review {act.undone_by}")
    return act


def _undo(connection: Connection, who: str, act: Row[Any], now: datetime.datetime) -> Done:
    about = list(connection.scalars(select(t.concern.c.incident_id).where(t.concern.c.review_id == act.id)))
    later = _resting(connection, act, about)
    if later is not None:
        field = f" {later.field}" if later.field else ""
        raise RefusedError(
            f"review {act.id} cannot be undone: review {later.id} ({later.who}: {later.action}{field}) rests on it; "
            f"undo {later.id} first"
        )
    own = refs(connection, about)[act.incident_id]
    number = write(
        connection,
        who,
        UNDO,
        [act.incident_id, *about],
        now,
        field=act.field,
        before=act.after,
        after=act.before,
        undoes=act.id,
    )
    connection.execute(update(t.review).where(t.review.c.id == act.id).values(undone_by=number))
    changed = _take_back(connection, act, about, now, cause(number))
    standing = _standing(connection, act.incident_id)
    what = f"undid review {act.id} ({act.action}{f' {act.field}' if act.field else ''} of {own})"
    return Done(number, refs(connection, [standing])[standing], changed, what)


def _resting(connection: Connection, act: Row[Any], about: list[int]) -> Row[Any] | None:
    """Return the last act that rests on this one and still holds, None if there is none."""
    if act.action == COMMENT:
        return None
    r, c = t.review.c, t.concern.c
    of = select(c.review_id)
    query = (
        select(t.review).where(r.id > act.id, r.undone_by.is_(None), r.action != UNDO).order_by(r.id.desc()).limit(1)
    )
    if act.action in _WHOLE:
        of, rests = of.where(c.incident_id == act.incident_id), r.action.in_(_WHOLE)
    elif act.action == "edit":
        of, rests = of.where(c.incident_id == act.incident_id), (r.action == "edit") & (r.field == act.field)
    else:
        of, rests = of.where(c.incident_id.in_(about)), r.action.in_(_GROUPS)
        if act.action == "split":  # what was then said of the incident that was split off holds only as long as it is
            new = select(c.review_id).where(c.incident_id.in_([i for i in about if i != act.incident_id]))
            return connection.execute(
                query.where(or_(r.id.in_(of) & rests, r.id.in_(new) & (r.action != COMMENT)))
            ).first()
    return connection.execute(query.where(r.id.in_(of), rests)).first()


def _take_back(
    connection: Connection, act: Row[Any], about: list[int], now: datetime.datetime, why: str
) -> tuple[str, ...]:
    if act.action in _WHOLE:
        return set_verdict(connection, act.incident_id, act.before["reviewed"], act.before["recheck"], now, why)
    if act.action == "edit":
        row = _standing(connection, act.incident_id)
        events = events_in(connection, [row])
        return tuple(keep(connection, {row: events}, now, why, [row])) if events else ()
    if act.action in _GROUPS:
        if act.action == "merge":
            set_yields(connection, act.before["yields"])
        ruled = select(t.ruling.c.a_id, t.ruling.c.b_id).where(t.ruling.c.review_id == act.id)
        touched = {event for pair in connection.execute(ruled) for event in pair} | set(events_in(connection, about))
        return refresh(connection, touched, now, why, set(about) - _accepted_since(connection, act.id, about))
    return ()


def _accepted_since(connection: Connection, review: int, about: list[int]) -> set[int]:
    """Return the incidents that were accepted as an act had left them: without it they are to be looked at again."""
    r, c = t.review.c, t.concern.c
    query = select(c.incident_id).join_from(t.concern, t.review, r.id == c.review_id)
    return set(
        connection.scalars(
            query.where(c.incident_id.in_(about), r.id > review, r.action == "accept", r.undone_by.is_(None))
        )
    )


def _standing(connection: Connection, row: int) -> int:
    """Return the row of the incident that stands for one now."""
    return connection.scalar(select(t.incident.c.redirect_id).where(t.incident.c.id == row)) or row
