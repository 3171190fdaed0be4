"""The audit log as lines: what reviewers did and, for admins, who signed in and how accounts changed."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from sayso.access import log
from sayso.errors import SettingError
from sayso.export.cells import guard
from sayso.export.visible import one_line
from sayso.ledger import queries, review
from sayso.web.visit import Role, Viewer

ACTS, ACCESS = "acts", "access"
PAGE = 100
# How much of a value or a note a line shows, in characters; the file of all has it whole.
SHOWN = 200
COLUMNS = ("number", "at", "who", "what", "incidents", "field", "before", "after", "note", "undone", "about", "address")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of either log; what an entry does not have is empty."""

    number: int
    at: datetime.datetime
    who: str
    what: str
    incidents: tuple[str, ...] = ()
    field: str = ""
    before: str = ""
    after: str = ""
    note: str = ""
    undone: bool = False
    about: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What of a log is asked for; `filters` are those given, for links that keep them."""

    log: str
    who: str
    action: str
    incident: str
    day: datetime.date | None
    before: int | None

    @property
    def filters(self) -> dict[str, str]:
        """Return the filters in use, as they stand in an address."""
        given = {"who": self.who, "action": self.action, "incident": self.incident, "day": str(self.day or "")}
        return {"log": self.log, **{name: value for name, value in given.items() if value}}


def asked(view: Mapping[str, str], viewer: Viewer) -> Asked:
    """Return what an address asks of the log; raises SettingError for what it cannot mean."""
    wanted = view.get("log", ACTS)
    if wanted not in (ACTS, ACCESS) or (wanted == ACCESS and not viewer.role.may(Role.ADMIN)):
        raise SettingError(f"log {one_line(wanted)[:20]}: there is acts and, for admins, access")
    before = view.get("before", "")
    if before and not (before.isascii() and before.isdecimal() and len(before) < 19):
        raise SettingError(f"before {one_line(before)[:20]}: not the number of an entry")
    return Asked(
        wanted,
        view.get("who", ""),
        view.get("action", ""),
        view.get("incident", "") if wanted == ACTS else "",
        _day(view.get("day", "")),
        int(before) if before else None,
    )


def lines(connection: Connection, question: Asked, limit: int = PAGE) -> list[Line]:
    """Return the entries asked for, the newest first; raises NotFoundError for an incident that is not there."""
    span: dict[str, Any] = {}
    if question.day:
        begin = datetime.datetime.combine(question.day, datetime.time(), datetime.UTC)
        span = {"since": begin, "until": begin + datetime.timedelta(days=1)}
    who, action = question.who or None, question.action or None
    if question.log == ACCESS:
        found = log.entries(connection, who=who, what=action, before=question.before, limit=limit, **span)
        return [Line(e.id, e.at, e.who, e.what, note=e.note, about=e.about, address=e.address) for e in found]
    row = queries.find(connection, question.incident)[0] if question.incident else None
    acts = review.acts(
        connection, incident_row=row, who=who, action=action, before=question.before, limit=limit, **span
    )
    return [_line(act) for act in acts]


def whole(connection: Connection, question: Asked) -> Iterator[Line]:
    """Yield every entry asked for, page by page, so that memory stays the same however many there are."""
    while found := lines(connection, question):
        yield from found
        question = replace(question, before=found[-1].number)


def kinds(connection: Connection, question: Asked) -> list[str]:
    """Return what can be chosen as an action."""
    return list(log.WHAT) if question.log == ACCESS else review.actions(connection)


def cells(line: Line) -> dict[str, str]:
    """Return an entry as the cells of a table in a file; none can be taken for a formula."""
    row = {name: getattr(line, name) for name in COLUMNS}
    row |= {"at": line.at.isoformat(timespec="seconds"), "incidents": " ".join(line.incidents)}
    row["undone"] = "yes" if line.undone else ""
    return {name: guard(one_line(str(value))) for name, value in row.items()}


def _line(act: review.Act) -> Line:
    return Line(
        act.review,
        act.at,
        act.who,
        act.action,
        act.incidents,
        act.field,
        _said(act.before),
        _said(act.after),
        act.note,
        act.undone_by is not None,
    )


def _said(value: Any) -> str:
    """Return a value of the log in words: lists with commas, documents as `name: value`."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_said(one)}" for key, one in value.items() if one not in (None, "", [], {}))
    return ", ".join(map(_said, value)) if isinstance(value, list) else str(value)


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text else None
    except ValueError:
        raise SettingError(f"day {one_line(text)[:20]}: not a day like 2016-07-01") from None
