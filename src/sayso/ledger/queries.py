"""Asking the ledger: incidents by filter, one by its id, what was held on a past day, and counts."""

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from sayso.errors import NotFoundError
from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json, report_from_json
from sayso.ledger.history import Change, history_of
from sayso.ledger.holding import load_events
from sayso.ledger.selection import REJECTED, Selection
from sayso.ledger.words import terms
from sayso.ledger.words_index import FREQUENT, Ask, best_asked
from sayso.model import Report, Statement
from sayso.model.incident import HeldEvent, Incident

EVERYTHING = Selection()
_PAGE = 500
_COURSES = frozenset(("ceasefire", "control", "capture", "withdrawal", "siege"))


def incidents(
    connection: Connection, selection: Selection = EVERYTHING, *, limit: int | None = None, newest_first: bool = False
) -> Iterator[Incident]:
    """Yield the incidents of a selection by day, those without a day last; memory stays the same however many."""
    c = t.incident.c
    parts = _parts(connection, selection, few=limit is not None)
    if newest_first and selection.since is not None:
        parts.reverse()
    backwards = (c.start_day.desc(), c.id.desc())
    left = limit
    # one by one, since each comes in the order of an index: all in one would have to be sorted
    for n, part in enumerate(parts):
        query = select(c.state).where(*part).limit(left)
        undated = n == 1 and selection.since is None
        query = query.order_by(*(backwards if newest_first and not undated else (c.start_day, c.id)))
        for row in connection.execution_options(yield_per=_PAGE).execute(query):
            yield incident_from_json(row.state)
            left = None if left is None else left - 1
        if left == 0:
            return


def _parts(connection: Connection, selection: Selection, *, few: bool) -> list[list[ColumnElement[bool]]]:
    """Return a selection by day; for a list of a few, what many incidents pass is walked by day and not gathered."""
    names: list[str] | None = None
    if selection.places:
        names = list(connection.scalars(select(t.incident.c.place).where(selection.place_names()).distinct()))
    if not few:
        return selection.parts(names=names)
    walked = {
        name
        for name, of in selection.sides().items()
        if connection.scalar(select(func.count()).select_from(of.limit(FREQUENT).subquery())) == FREQUENT
    }
    sought = terms(selection.words)
    how = best_asked(connection, sought) if sought else Ask.GATHERED
    return selection.parts(walked=walked, words=how, names=names)


def held_on(connection: Connection, day: datetime.date, selection: Selection = EVERYTHING) -> Iterator[Incident]:
    """Yield the incidents of a selection as the ledger held them at the end of a past day, in UTC."""
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), datetime.UTC)
    h = t.history.c
    query = (
        select(h.state)
        .where(h.held_from < end, or_(h.held_to.is_(None), h.held_to >= end), h.redirect == "")
        .order_by(h.incident_id)
    )
    for row in connection.execution_options(yield_per=_PAGE).execute(query):
        if row.state is not None and selection.holds(incident := incident_from_json(row.state)):
            yield incident


def as_held(connection: Connection, incident_row: int, day: datetime.date) -> tuple[Incident, list[Change]]:
    """Return an incident as it was held at the end of a day, and its changes until then; raises NotFoundError."""
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), datetime.UTC)
    h = t.history.c
    query = select(h.state).where(h.incident_id == incident_row, h.held_from < end).order_by(h.number.desc()).limit(1)
    state = connection.scalar(query)
    if state is None:
        raise NotFoundError(f"nothing was held of this incident on {day}")
    return incident_from_json(state), [c for c in history_of(connection, incident_row) if c.at < end]


def first_day(connection: Connection) -> datetime.date | None:
    """Return the day on which the ledger was begun, None if it holds nothing."""
    began = connection.scalar(select(func.min(t.history.c.held_from)))
    return began.date() if began else None


def count(connection: Connection, selection: Selection = EVERYTHING) -> int:
    """Return how many incidents are in a selection."""
    query = select(func.count()).select_from(t.incident)
    if selection.since is None and selection.until is None:
        return connection.scalar(selection.over(query)) or 0
    # part by part, since each has an index of its own
    return sum(connection.scalar(query.where(*part)) or 0 for part in _parts(connection, selection, few=True))


def undated(connection: Connection, selection: Selection) -> int:
    """Return how many incidents a selection by days leaves out because no report tells their day."""
    from dataclasses import replace

    anyday = replace(selection, since=None, until=None)
    query = select(func.count()).select_from(t.incident).where(*anyday.conditions(), t.incident.c.start_day.is_(None))
    return connection.scalar(query) or 0


def rejected(connection: Connection, selection: Selection) -> int:
    """Return how many incidents a selection leaves out because a reviewer has rejected them."""
    from dataclasses import replace

    return 0 if selection.reviewed else count(connection, replace(selection, reviewed=(REJECTED,)))


def tally(connection: Connection, column: str, selection: Selection = EVERYTHING) -> dict[str, int]:
    """Return the number of incidents by `kind`, `status` or `country`."""
    c = t.incident.c[column]
    query = selection.over(select(c, func.count()).select_from(t.incident)).group_by(c).order_by(func.count().desc(), c)
    return {str(name): number for name, number in connection.execute(query)}


def find(connection: Connection, ref: str) -> tuple[int, Incident]:
    """Return the row and the incident of an id; an id that was merged away leads to where it went.

    The beginning of an id does where only one has it. Raises LedgerError if there is none.
    """
    row = _row(connection, ref.strip())
    if row.redirect_id is not None:
        row = connection.execute(select(t.incident).where(t.incident.c.id == row.redirect_id)).one()
    return row.id, incident_from_json(row.state)


def _row(connection: Connection, ref: str) -> Row[Any]:
    if not ref.isalnum():
        raise NotFoundError(f"{ref!r}: not an id of an incident; `sayso incidents` lists them")
    c = t.incident.c
    found = connection.execute(select(t.incident).where(c.ref >= ref, c.ref <= ref + "~").limit(2)).all()
    if not found:
        raise NotFoundError(f"{ref}: the ledger has no incident of this id; `sayso incidents` lists them")
    if len(found) > 1 and found[0].ref != ref:
        raise NotFoundError(f"{ref}: several incidents have ids that begin so; give more of it")
    return found[0]


def events_of(connection: Connection, incident_row: int) -> list[HeldEvent]:
    """Return the events of an incident as their reports tell them, superseded versions included."""
    query = select(t.event.c.id).where(t.event.c.incident_id == incident_row, ~t.event.c.passed)
    return list(load_events(connection, set(connection.scalars(query))).values())


def events_by_key(connection: Connection, found: Iterable[Incident]) -> dict[str, HeldEvent]:
    """Return by key the events of those incidents whose course over time is followed: truces and who holds what."""
    keys = sorted({key for incident in found if incident.kind in _COURSES for key in incident.events})
    ids: set[int] = set()
    for start in range(0, len(keys), _PAGE):
        ids |= set(connection.scalars(select(t.event.c.id).where(t.event.c.key.in_(keys[start : start + _PAGE]))))
    return {event.key: event for event in load_events(connection, ids).values()}


def merged_into(connection: Connection, incident_row: int) -> list[str]:
    """Return the ids that lead to this incident now."""
    query = select(t.incident.c.ref).where(t.incident.c.redirect_id == incident_row).order_by(t.incident.c.ref)
    return list(connection.scalars(query))


def past(connection: Connection, incident_row: int) -> list[Change]:
    """Return every change of one incident, the first at the top."""
    return history_of(connection, incident_row)


def report(connection: Connection, ref: str, version: int | None = None) -> tuple[Report, tuple[Statement, ...]]:
    """Return a report of the ledger in its newest version, or in another by number, with what its voices say."""
    query = select(t.version.c.body).join(t.report).where(t.report.c.ref == ref).order_by(t.version.c.number.desc())
    if version is not None:
        query = query.where(t.version.c.number == version)
    body = connection.scalar(query.limit(1))
    if body is None:
        raise NotFoundError(f"{ref}: the ledger has no such report")
    return report_from_json(body)


def reprints(connection: Connection) -> list[list[tuple[str, str]]]:
    """Return the groups of reports that are one text, each report as its permanent id and the id it came with."""
    v = t.version.c
    query = select(v.text_group, t.report.c.ref, v.own_id).join_from(t.version, t.report).where(v.live)
    groups: dict[str, list[tuple[str, str]]] = {}
    for group, ref, own_id in connection.execute(query.order_by(v.text_group, t.report.c.ref)):
        groups.setdefault(group, []).append((ref, own_id))
    return [members for members in groups.values() if len(members) > 1]


def held(connection: Connection, incident_row: int) -> Incident:
    """Return what is held now of the incident in a row; raises NotFoundError where it is part of another."""
    state = connection.scalar(select(t.incident.c.state).where(t.incident.c.id == incident_row))
    if state is None:
        raise NotFoundError("nothing is held of this incident on its own; it is part of another")
    return incident_from_json(state)
