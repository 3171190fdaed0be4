"""How a selection too large to follow can be made smaller: countries and days, each with how much it holds."""

import datetime
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from sayso.ledger import tables as t
from sayso.ledger.relevant import MOST, Course, conditions
from sayso.ledger.selection import Selection

# The last days that are offered, and the longest list of countries.
DAYS = (30, 90, 365)
COUNTRIES = 12


@dataclass(frozen=True, slots=True)
class Narrower:
    """One way to a smaller selection; `number` is how many incidents it leaves to follow, MOST + 1 for any more."""

    country: str
    since: datetime.date | None
    until: datetime.date | None
    number: int

    @property
    def fits(self) -> bool:
        """Whether a page can follow so many."""
        return self.number <= MOST


def newest_day(connection: Connection) -> datetime.date | None:
    """Return the day of the newest report, None if no report has one."""
    return connection.scalar(select(func.max(t.version.c.published)))


def narrower(connection: Connection, course: Course, selection: Selection) -> list[Narrower]:
    """Return smaller selections: the last days of it, and each of its countries with those days where needed."""
    newest = newest_day(connection)
    last = min(filter(None, (selection.until, newest)), default=None)
    found = []
    if last is not None:
        for days in DAYS:
            since = last - datetime.timedelta(days=days - 1)
            if selection.since is None or since > selection.since:
                window = replace(selection, since=since, until=last)
                found.append(Narrower("", since, last, _number(connection, course, window)))
    if not selection.countries:
        for country in _countries(connection):
            for since in (None, *(one.since for one in reversed(found) if not one.country)):
                of = replace(selection, countries=(country,), since=since or selection.since)
                number = _number(connection, course, of)
                if number <= MOST:
                    break
            found.append(Narrower(country, of.since, of.until, number))
    return found


def _number(connection: Connection, course: Course, selection: Selection) -> int:
    """Count no further than what tells that it is too many."""
    some = select(t.incident.c.id).where(*conditions(course, selection)).limit(MOST + 1).subquery()
    return connection.scalar(select(func.count()).select_from(some)) or 0


def _countries(connection: Connection) -> list[str]:
    """Return the countries of the newest incidents, those with most first."""
    c = t.incident.c
    newest = select(c.country).where(c.country != "", c.redirect_id.is_(None)).order_by(c.id.desc()).limit(5_000)
    some = newest.subquery()
    query = select(some.c.country).group_by(some.c.country).order_by(func.count().desc(), some.c.country)
    return list(connection.scalars(query.limit(COUNTRIES)))
