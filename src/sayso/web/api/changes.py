"""Changes: what came to be held otherwise, and why."""

import datetime
from dataclasses import replace
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response

from sayso.ledger.entries import entries
from sayso.ledger.history import Change
from sayso.ledger.selection import Selection
from sayso.web.api.incidents import After, Limit
from sayso.web.asked import Asked
from sayso.web.problems import READS, documented
from sayso.web.reply import answered, token, untoken
from sayso.web.shapes import Page

router = APIRouter(tags=["changes"], responses=documented(*READS))
Sort = Annotated[Literal["newest", "oldest"], Query(description="By the moment of the change.")]
# Microseconds from the beginning of time to a moment.
_BEGAN = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_TICK = datetime.timedelta(microseconds=1)


@router.get("/changes", response_model=Page[Change])
def list_changes(visit: Asked, sort: Sort = "newest", limit: Limit = 50, after: After = None) -> Response:
    """List what came to be held otherwise: new incidents, changes of status with their reasons, merges.

    Here `since` and `until` are the days (UTC) on which it came to be held so; the other filters are those of the
    incidents, as they are held now. `limit` counts entries of the history: each may hold several changes.
    """
    asked, of = visit.address.selection, f"changes {sort}"
    start = None
    if after is not None:
        ticks, row = untoken(of, after, int, int)
        start = (_moment(of, ticks), row)
    narrowed = replace(asked, since=None, until=visit.newest)
    with visit.reading() as connection:
        found = entries(
            connection,
            since=_midnight(asked.since),
            until=_midnight(asked.until, days=1),
            selection=None if narrowed == Selection() else narrowed,
            after=start,
            newest_first=sort == "newest",
            limit=limit + 1,
        )
    last = found[limit - 1] if len(found) > limit else None
    more = token(of, (last.at - _BEGAN) // _TICK, last.row) if last else None
    return answered({"items": [change for entry in found[:limit] for change in entry.changes], "next": more})


def _midnight(day: datetime.date | None, days: int = 0) -> datetime.datetime | None:
    if day is None or (days and day == datetime.date.max):
        return None
    return datetime.datetime.combine(day + datetime.timedelta(days=days), datetime.time(), datetime.UTC)


def _moment(of: str, ticks: int) -> datetime.datetime:
    try:
        return _BEGAN + ticks * _TICK
    except OverflowError:
        untoken(of, "")  # raises: the token was made up
        raise
