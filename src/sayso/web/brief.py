"""The brief as a page: what of the ledger it needs, and the report made from it."""

import datetime
from dataclasses import replace

from sqlalchemy import Connection

from sayso.export.brief import Format, brief
from sayso.export.brief_sections import view_of
from sayso.export.brief_view import BriefView
from sayso.ledger.history import changes_since
from sayso.ledger.relevant import Course, Loaded, TooManyError, beside, loaded, relevant
from sayso.ledger.selection import Selection
from sayso.ledger.traits import families
from sayso.model.course import Change
from sayso.web.kept import kept
from sayso.web.visit import Visit

# Days before the window in which truces, talks and holdings may have begun; fewer where that is too much to follow.
BEFORE = (366, 31, 0)
_COURSES = ("ceasefire", "control", "capture", "withdrawal", "talks", "agreement")


def view(visit: Visit, since: datetime.date, until: datetime.date) -> BriefView:
    """Return the sections of the brief; raises TooManyError."""
    held, changes = _asked(visit, since, until)
    return view_of(held.incidents, changes, since, until, held.events)


def text(visit: Visit, since: datetime.date, until: datetime.date, fmt: Format) -> str:
    """Return the brief as a file; raises TooManyError."""
    held, changes = _asked(visit, since, until)
    return brief(held.incidents, changes, since, until, fmt, held.events)


def _asked(visit: Visit, since: datetime.date, until: datetime.date) -> tuple[Loaded, list[Change]]:
    asked, as_of = visit.address.selection, visit.address.as_of

    def find() -> tuple[Loaded, list[Change]] | TooManyError:
        try:
            return look()
        except TooManyError as error:
            return error  # kept as well: to find that out again is work

    def look() -> tuple[Loaded, list[Change]]:
        with visit.reading() as connection:
            window = replace(asked, since=since, until=until)
            everything = Course(asked.kinds or tuple(sorted(families())), before=0, after=0, reports=False)
            ids = set(relevant(connection, everything, window, past=as_of is not None))
            for before in BEFORE:
                try:
                    ids |= _courses(connection, Course(_COURSES, before=before, after=31, reports=True), window)
                    break
                except TooManyError:
                    if before == BEFORE[-1]:
                        raise
            held = loaded(connection, ids, as_of)
            end = until + datetime.timedelta(days=1)
            of = {one.id for one in held.incidents}
            changes = [
                Change(c.incident, c.at, c.what, c.before, c.after, c.why)
                for c in changes_since(connection, _midnight(since), _midnight(end))
                if c.what == "status" and c.incident in of
            ]
        return held, changes

    found = kept(visit, ("brief", asked, as_of, since, until), find)
    if isinstance(found, TooManyError):
        raise TooManyError(found.number)
    return found


def _courses(connection: Connection, course: Course, window: Selection) -> set[int]:
    return set(beside(connection, relevant(connection, course, window)))


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
