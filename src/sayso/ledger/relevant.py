"""Which incidents a course over time rests on, found by kind, so that the rest of a large ledger is never loaded."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from sayso.errors import LedgerError
from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json
from sayso.ledger.queries import events_by_key
from sayso.ledger.selection import Selection
from sayso.model.incident import HeldEvent, Incident

# The most incidents of its kinds that one course is computed from: docs/performance.md has what that takes.
MOST = 1_500
# The most incidents loaded for one course, those included that only share a report with one of its kinds.
MOST_LOADED = 6_000
# The most incidents of its kinds and days that are sifted by country through the reports that tell them.
MOST_SIFTED = 6_000
# An incident told over more days than this is found by its days only while they begin so long before those asked for.
LONGEST = 366
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Course:
    """What a course is made from: incidents of `kinds`, and of days so far before and after those asked for.

    With `reports`, everything else that the same reports tell is loaded too: it tells which country they are about.
    """

    kinds: tuple[str, ...]
    before: int
    after: int
    reports: bool


# A truce that began up to a year before the days asked for is told from its beginning.
CEASEFIRES = Course(("ceasefire",), before=366, after=62, reports=True)
CONTROL = Course(("control", "capture", "withdrawal"), before=0, after=0, reports=False)
# What talks led to follows within days.
TALKS = Course(("talks", "agreement", "ceasefire"), before=31, after=31, reports=True)


class TooManyError(LedgerError):
    """A selection holds more incidents than a page can follow; `number` is how many there are at least."""

    def __init__(self, number: int) -> None:
        super().__init__(f"more than {number:,} incidents to follow; choose a country or fewer days")
        self.number = number


@dataclass(frozen=True, slots=True)
class Loaded:
    """Incidents that a course is computed from and, by key, the events that help to read them."""

    incidents: list[Incident]
    events: dict[str, HeldEvent]


def mark(connection: Connection) -> tuple[int, int]:
    """Return what is another each time that anything in the ledger is held otherwise."""
    last = [connection.scalar(select(func.max(table.c.id))) or 0 for table in (t.history, t.review)]
    return last[0], last[1]


def load(connection: Connection, course: Course, selection: Selection, as_of: datetime.date | None = None) -> Loaded:
    """Return what a course needs; of the selection count days, countries, places, statuses and publishers.

    With `as_of` incidents are given as they were held at the end of that day; which are meant is told by what they are
    now. Raises TooManyError.
    """
    ids = relevant(connection, course, selection, past=as_of is not None)
    if course.reports:
        ids = beside(connection, ids)
    found = loaded(connection, ids, as_of)
    if as_of is None:
        return found
    own = _own(course, selection)
    return replace(found, incidents=[i for i in found.incidents if i.kind not in course.kinds or own.holds(i)])


def loaded(connection: Connection, ids: Iterable[int], as_of: datetime.date | None = None) -> Loaded:
    """Return incidents by their rows, with their events."""
    found = list(_states(connection, sorted(set(ids)), as_of))
    return Loaded(found, events_by_key(connection, found))


def relevant(connection: Connection, course: Course, selection: Selection, *, past: bool = False) -> list[int]:
    """Return the rows of the incidents of a course's kinds; raises TooManyError where there are more than MOST."""
    if number(connection, course, selection, MOST_SIFTED) > MOST_SIFTED:
        raise TooManyError(MOST)
    found: list[int] = []
    for days in _around(course, selection.since, selection.until):
        query = select(t.incident.c.id).where(*conditions(course, selection, past=past), *days)
        found += connection.scalars(query.limit(MOST + 1 - len(found)))
        if len(found) > MOST:
            raise TooManyError(MOST)
    return found


def number(connection: Connection, course: Course, selection: Selection, most: int = MOST) -> int:
    """Return how many incidents of a course's kinds begin on the days of a selection, counted to `most` + 1.

    Told from the index alone; a country counts only for courses whose incidents have their own.
    """
    c = t.incident.c
    some = select(c.id).where(c.kind.in_(course.kinds))
    if selection.since:
        some = some.where(c.start_day >= selection.since - datetime.timedelta(days=course.before))
    if selection.until:
        some = some.where(c.start_day <= selection.until + datetime.timedelta(days=course.after))
    if selection.countries and not course.reports:
        some = some.where(c.country.in_(selection.countries))
    if selection.places and not course.reports:
        some = some.where(*Selection(places=selection.places).conditions())
    return connection.scalar(select(func.count()).select_from(some.limit(most + 1).subquery())) or 0


def conditions(course: Course, selection: Selection, *, past: bool = False) -> list[ColumnElement[bool]]:
    """Return what makes an incident relevant but for its days, as conditions on the incident table."""
    c = t.incident.c
    # What is part of another incident now was one of its own then.
    found: list[ColumnElement[bool]] = [c.kind.in_(course.kinds)] if past else _own(course, selection).conditions()
    if selection.countries:
        of = c.country.in_(selection.countries)
        found.append(or_(of, _told_with(selection.countries)) if course.reports else of)
    return found


def _own(course: Course, selection: Selection) -> Selection:
    """Return the filters that hold for each incident by itself."""
    own = replace(selection, since=None, until=None, countries=(), parties=(), kinds=course.kinds)
    # The place of a truce or of talks is told by other incidents as well.
    return replace(own, places=()) if course.reports else own


def _told_with(countries: Sequence[str]) -> ColumnElement[bool]:
    """An incident of these countries stands in one of its reports."""
    own, other, there = t.event.alias("own"), t.event.alias("other"), t.incident.alias("there")
    return exists(
        select(own.c.id)
        .join(other, other.c.version_id == own.c.version_id)
        .join(there, there.c.id == other.c.incident_id)
        .where(own.c.incident_id == t.incident.c.id, there.c.country.in_(countries))
        .correlate(t.incident)
    )


def _around(
    course: Course, since: datetime.date | None, until: datetime.date | None
) -> Iterator[list[ColumnElement[bool]]]:
    """Yield the conditions of those that fall on the days, then of those without a day that were told on them."""
    if since is None and until is None:
        yield []
        return
    c, v = t.incident.c, t.version.c
    dated: list[ColumnElement[bool]] = [c.start_day.is_not(None)]
    told: list[ColumnElement[bool]] = [t.event.c.incident_id == c.id]
    if since:
        first = since - datetime.timedelta(days=course.before)
        dated += [c.end_day >= first, c.start_day >= first - datetime.timedelta(days=LONGEST)]
        told.append(v.published >= first)
    if until:
        last = until + datetime.timedelta(days=course.after)
        dated.append(c.start_day <= last)
        told.append(v.published <= last)
    yield dated
    reported = select(t.event.c.id).join(t.version, t.version.c.id == t.event.c.version_id)
    yield [c.start_day.is_(None), exists(reported.where(*told).correlate(t.incident))]


def beside(connection: Connection, ids: Sequence[int]) -> list[int]:
    """Return incidents with everything their reports tell; raises TooManyError where that is more than MOST_LOADED."""
    e = t.event.c
    found = set(ids)
    for some in _chunks(ids):
        versions = select(e.version_id).where(e.incident_id.in_(some), ~e.passed)
        others = select(e.incident_id).where(e.version_id.in_(versions), ~e.passed, e.incident_id.is_not(None))
        found.update(connection.scalars(others.distinct()))
        if len(found) > MOST_LOADED:
            raise TooManyError(MOST_LOADED)
    return sorted(found)


def _states(connection: Connection, ids: Sequence[int], as_of: datetime.date | None) -> Iterator[Incident]:
    c, h = t.incident.c, t.history.c
    for some in _chunks(ids):
        if as_of is None:
            query: Any = select(c.state).where(c.id.in_(some), c.redirect_id.is_(None))
        else:
            end = datetime.datetime.combine(as_of + datetime.timedelta(days=1), datetime.time(), datetime.UTC)
            query = select(h.state).where(
                h.incident_id.in_(some), h.held_from < end, or_(h.held_to.is_(None), h.held_to >= end), h.redirect == ""
            )
        for state in connection.scalars(query):
            if state is not None:
                yield incident_from_json(state)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
