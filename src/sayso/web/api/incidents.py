"""Incidents: lists by filter, one whole, its events."""

import datetime
from dataclasses import asdict, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from sqlalchemy import Connection

from sayso.export.coarsen import Grid
from sayso.ledger import queries
from sayso.ledger.pages import Keyset
from sayso.ledger.passages import Passage, passages
from sayso.ledger.review import comments, revision, values
from sayso.ledger.selection import Selection
from sayso.ledger.standing import Standing, merged_on, standing
from sayso.ledger.streaming import held_page
from sayso.model.incident import Incident, Source, Status
from sayso.web.asked import Asked, AsOf
from sayso.web.overview_data import source
from sayso.web.problems import READS, documented
from sayso.web.reply import answered, token, untoken
from sayso.web.shapes import Counted, Line, Whole, line, whole
from sayso.web.shapes_told import EventTold, event_told
from sayso.web.visit import Visit, Visiting

router = APIRouter(tags=["incidents"], responses=documented(*READS))
Limit = Annotated[int, Query(ge=1, le=500, description="The most items on a page.")]
After = Annotated[str | None, Query(max_length=300, description="The token in `next` of the page before.")]
Sort = Annotated[Literal["newest", "oldest"], Query(description="By day; those without a day come last.")]
Total = Annotated[bool, Query(description="Count the items of all pages too.")]
Ref = Annotated[
    str, Path(pattern="^[0-9A-Za-z]{1,40}$", description="The id of an incident, or as much of it as only one has.")
]


class EventOf(EventTold):
    """An event and the version of the report that tells it."""

    source: Source


class Events(BaseModel):
    """The events of an incident: the act as each report tells it."""

    items: list[EventOf]


@router.get("/incidents", response_model=Counted[Line])
def list_incidents(
    visit: Asked, sort: Sort = "newest", limit: Limit = 50, after: After = None, total: Total = False
) -> Response:
    """List incidents: what happened, where, when, who did it to whom, and how that stands.

    With `as_of` they come in the order in which the ledger first held them, whatever `sort` says.
    """
    return _listed(visit, visit.address.selection, "incidents", sort, limit, after, total)


@router.get("/disputes", response_model=Counted[Line])
def list_disputes(
    visit: Asked, sort: Sort = "newest", limit: Limit = 50, after: After = None, total: Total = False
) -> Response:
    """List the incidents that voices do not agree on, each with its sides; the filter by status does not count."""
    disputed = replace(visit.address.selection, statuses=(Status.DISPUTED.value,))
    return _listed(visit, disputed, "disputes", sort, limit, after, total)


@router.get("/incidents/{ref}", response_model=Whole, responses=documented(308, *READS))
def get_incident(visit: Visiting, ref: Ref, as_of: AsOf = None) -> Response:
    """Show an incident whole: every voice and figure with its words, disputes, reports, history, what humans set.

    The id of an incident that has become part of another leads to that one.
    """
    with visit.reading() as connection:
        at = standing(connection, ref)
        day = visit.address.as_of
        if at.merged and (day is None or merged_on(connection, at.row, day)):
            return RedirectResponse(visit.address.link(f"/api/v1/incidents/{at.to_ref}"), 308)
        return answered(_whole(connection, visit, at))


@router.get("/incidents/{ref}/events", response_model=Events, responses=documented(308, *READS))
def list_events(visit: Visiting, ref: Ref) -> Response:
    """List the events of an incident: the act as each report tells it, with the words and their places in the text."""
    with visit.reading() as connection:
        at = standing(connection, ref)
        if at.merged:
            return RedirectResponse(f"/api/v1/incidents/{at.to_ref}/events", 308)
        visit.may_see_incident(queries.held(connection, at.row))
        grid, keys = visit.grid, [event.key for event in queries.events_of(connection, at.row)]
        return answered({"items": [_event(p, at.ref, grid) for p in passages(connection, keys).values()]})


def _whole(connection: Connection, visit: Visit, at: Standing) -> dict[str, Any]:
    day, grid, row = visit.address.as_of, visit.grid, at.row
    if day is None:
        (_, incident), past = queries.find(connection, at.ref), queries.past(connection, row)
    else:
        incident, past = queries.as_held(connection, row, day)
    visit.may_see_incident(incident)
    return {
        **whole(incident, grid),
        "merged": queries.merged_into(connection, row),
        "history": past,
        "values": [] if day else [_value(v, exact=grid is None) for v in values(connection, row)],
        "comments": comments(connection, row),
        "revision": revision(connection, row),
        "held_on": day,
    }


def _event(passage: Passage, incident: str, grid: Grid | None) -> dict[str, Any]:
    event = passage.event
    return {**event_told(event.body, passage.text, event.key, incident, grid), "source": event.source}


def _value(value: Any, *, exact: bool) -> dict[str, Any]:
    """Return what was read and set of a field; who may not see where a place is sees its name and country."""
    found = asdict(value)
    if value.field == "place" and not exact:
        for name in ("machine", "human"):
            found[name] = "|".join(found[name].split("|")[:2]) if found[name] is not None else None
    return found


def _listed(
    visit: Visit, selection: Selection, name: str, sort: str, limit: int, after: str | None, total: bool
) -> Response:
    day, grid = visit.address.as_of, visit.grid
    with visit.reading() as connection:
        if day is not None:
            found, more = _held(connection, day, selection, name, after, limit)
        else:
            found, more = _now(visit, connection, selection, f"{name} {sort}", sort == "newest", after, limit)
        number = _count(visit, connection, day, selection) if total else None
    return answered({"items": [line(i, grid) for i in found], "next": more, "total": number})


def _now(
    visit: Visit,
    connection: Connection,
    selection: Selection,
    of: str,
    newest: bool,
    after: str | None,
    limit: int,
) -> tuple[list[Incident], str | None]:
    start = None
    if after is not None:
        day, row = untoken(of, after, str, int)
        start = Keyset(_day(of, day), row)
    found, more = source(connection, visit.overview, None).page(
        selection, newest_first=newest, after=start, limit=limit
    )
    return found, token(of, more.day.isoformat() if more.day else None, more.row) if more else None


def _held(
    connection: Connection, day: datetime.date, selection: Selection, name: str, after: str | None, limit: int
) -> tuple[list[Incident], str | None]:
    of = f"{name} as of {day}"
    row = untoken(of, after, int)[0] if after is not None else 0
    found, more = held_page(connection, day, selection, after=row, limit=limit)
    return found, token(of, more) if more is not None else None


def _count(visit: Visit, connection: Connection, day: datetime.date | None, selection: Selection) -> int:
    if day is None:
        return source(connection, visit.overview, None).summary(selection).total
    return sum(1 for _ in queries.held_on(connection, day, selection))


def _day(of: str, text: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text) if text is not None else None
    except ValueError:
        untoken(of, "")  # raises: the token was made up
        raise
