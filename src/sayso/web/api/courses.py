"""What follows from incidents over time: truces, who is said to hold which place, talks, and the brief."""

import datetime
from dataclasses import asdict, replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from sayso.errors import SettingError
from sayso.export.brief import brief
from sayso.export.coarsen import Grid, told
from sayso.ledger import queries
from sayso.ledger.entries import entries
from sayso.ledger.relevant import MOST_LOADED, TooManyError
from sayso.model.course import Basis, Ceasefire, Change, Extent, Holding, TalksRound
from sayso.model.incident import Actor, Incident, When
from sayso.web import courses
from sayso.web.asked import Asked
from sayso.web.problems import READS, documented
from sayso.web.reply import answered
from sayso.web.visit import Visit

router = APIRouter(tags=["courses"], responses=documented(*READS))
# Status changes that one brief tells of; those of a window longer than it is read in are told by /changes.
_MOST_CHANGES = 5_000


class Ceasefires(BaseModel):
    """The truces of a selection, the newest first."""

    items: list[Ceasefire]


class Rounds(BaseModel):
    """Rounds of talks, the newest first."""

    items: list[TalksRound]


class Held(BaseModel):
    """Somebody said to hold a place for some days."""

    place: str
    country: str
    lat: float | None = Field(description="Degrees north, WGS84; null where no report places it safely.")
    lon: float | None
    precision: str
    holder: Actor
    extent: Extent
    how: str = Field(description="capture, control or lost.")
    since: When | None = Field(description="When it was taken, or over which days it has been held, as told.")
    by: datetime.date | None = Field(description="The first day on which it is surely said to be held.")
    until: datetime.date | None = Field(description="The day from which it is surely held no more.")
    last: datetime.date | None = Field(description="The day of the latest report that says so.")
    contested: bool
    why: str
    said: list[str]
    denied: list[str]
    basis: Basis


class Holdings(BaseModel):
    """Who is said to hold which place."""

    items: list[Held]


@router.get("/ceasefires", response_model=Ceasefires)
def list_ceasefires(visit: Asked) -> Response:
    """List truces: their phases day by day, who made them, and who accuses whom of breaking them."""
    return answered({"items": courses.ceasefires(visit)})


@router.get("/control", response_model=Holdings)
def list_control(visit: Asked) -> Response:
    """List who is said to hold which place, since when, on whose word, and whether that is contested."""
    grid = visit.grid
    return answered({"items": [_held(one, grid) for one in courses.holdings(visit)]})


@router.get("/talks", response_model=Rounds)
def list_talks(visit: Asked) -> Response:
    """List rounds of talks: between whom, where, who mediated, and what became of them."""
    return answered({"items": courses.rounds(visit)})


@router.get(
    "/brief",
    response_class=Response,
    responses={
        200: {
            "description": "The brief.",
            "content": {"text/markdown": {"schema": {"type": "string"}}, "text/html": {"schema": {"type": "string"}}},
        }
    },
)
def get_brief(
    visit: Asked,
    format: Annotated[Literal["markdown", "html"], Query(description="Text with marks, or one page.")] = "markdown",
) -> Response:
    """Write a situation report over the days from `since` to `until`, every line with its sources.

    Without `until` it goes to today, without `since` over the seven days before.
    """
    asked = visit.address.selection
    until = asked.until or max(filter(None, (asked.since, datetime.datetime.now(datetime.UTC).date())))
    since = asked.since or max(until, datetime.date(1, 1, 7)) - datetime.timedelta(days=6)
    if until == datetime.date.max:
        raise SettingError(f"until {until}: give an earlier day")
    text = _brief(visit, since, until, format)
    return Response(text, media_type="text/markdown" if format == "markdown" else "text/html")


def _brief(visit: Visit, since: datetime.date, until: datetime.date, format: Literal["markdown", "html"]) -> str:
    whole = replace(visit.address.selection, since=None, until=None)
    with visit.reading() as connection:
        if visit.address.as_of is not None:
            found = _some(queries.held_on(connection, visit.address.as_of, whole))
        else:
            found = _some(queries.incidents(connection, whole, limit=MOST_LOADED + 1))
        events = queries.events_by_key(connection, found)
        changed = entries(
            connection,
            since=_midnight(since),
            until=_midnight(until + datetime.timedelta(days=1)),
            newest_first=False,
            limit=_MOST_CHANGES,
        )
    changes = [
        Change(c.incident, c.at, c.what, c.before, c.after, c.why)
        for entry in changed
        for c in entry.changes
        if c.what == "status"
    ]
    return brief(found, changes, since, until, format, events)


def _some(found: Any) -> list[Incident]:
    """Return incidents that are few enough to be told of in one brief; raises TooManyError."""
    some: list[Incident] = []
    for incident in found:
        if len(some) == MOST_LOADED:
            raise TooManyError(MOST_LOADED)
        some.append(incident)
    return some


def _held(one: Holding, grid: Grid | None) -> dict[str, Any]:
    lat, lon, precision = told(one.lat, one.lon, one.precision, grid)
    return asdict(one) | {"lat": lat, "lon": lon, "precision": precision}


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)
