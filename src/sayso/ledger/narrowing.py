"""How a selection too large to follow can be made smaller: countries and days, each with how much it holds."""

import datetime
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from sayso.ledger import tables as t
from sayso.ledger.relevant import MOST, Course, number
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
    found: datetime.date | None = connection.scalar(select(func.max(t.version.c.published)))
    return found


def narrower(connection: Connection, course: Course, selection: Selection) -> list[Narrower]:
    """Return smaller selections: the last days of it, and each of its countries with those days where needed."""
    newest = newest_day(connection)
    last = min(filter(None, (selection.until, newest)), default=None)
    windows: list[Selection] = []
    if last is not None:
        starts = [last - datetime.timedelta(days=days - 1) for days in DAYS]
        windows = [
            replace(selection, since=start, until=last)
            for start in starts
            if selection.since is None or start > selection.since
        ]
    found = [_way(connection, course, "", window) for window in windows]
    if not selection.countries:
        for country in _countries(connection):
            # The most days that can be followed; the fewest, where none can.
            for window in (selection, *reversed(windows)):
                way = _way(connection, course, country, replace(window, countries=(country,)))
                if way.fits:
                    break
            found.append(way)
    return found


def _way(connection: Connection, course: Course, country: str, to: Selection) -> Narrower:
    return Narrower(country, to.since, to.until, number(connection, course, to))


def _countries(connection: Connection) -> list[str]:
    """Return the countries of the newest incidents, those with most first."""
    c = t.incident.c
    newest = select(c.country).where(c.country != "", c.redirect_id.is_(None)).order_by(c.id.desc()).limit(5_000)
    some = newest.subquery()
    query = select(some.c.country).group_by(some.c.country).order_by(func.count().desc(), some.c.country)
    return list(connection.scalars(query.limit(COUNTRIES)))
