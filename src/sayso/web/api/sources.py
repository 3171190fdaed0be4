"""Sources that are watched, and how each does."""

import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from sayso.ledger.sources import Health, healths
from sayso.watching.health import row
from sayso.web.api.incidents import After, Limit
from sayso.web.problems import READS, documented
from sayso.web.reply import answered, token, untoken
from sayso.web.shapes import Page
from sayso.web.visit import Visiting

router = APIRouter(tags=["reports"], responses=documented(*READS))
State = Literal["ok", "failing", "new", "off"]


class SourceLine(BaseModel):
    """A source that `sayso watch` looks at, and what became of the addresses that it has listed."""

    name: str
    kind: str
    url: str
    state: State = Field(description="new: never asked; off: watched no longer.")
    publisher: str
    owner: str
    language: str
    every: int = Field(description="Seconds from one look to the next.")
    checked_at: datetime.datetime | None
    succeeded_at: datetime.datetime | None
    next_at: datetime.datetime | None
    last_read_at: datetime.datetime | None = Field(description="When a report of it was last read.")
    failures: int = Field(description="In a row, up to now.")
    error: str = Field(description="The last one, in words.")
    error_at: datetime.datetime | None
    waiting: int
    read: int = Field(description="New or changed reports.")
    known: int = Field(description="Those that had not changed.")
    unread: int = Field(description="Those in another language, and pages that are no article.")
    failed: int


@router.get("/sources", response_model=Page[SourceLine])
def list_sources(
    visit: Visiting,
    state: Annotated[State | None, Query(description="Only those that do so.")] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List the sources that are watched by name, each with how it does; `/sources.csv` has the same as a table."""
    start = untoken("sources", after, str)[0] or "" if after is not None else ""
    with visit.reading() as connection:
        every = healths(connection)
    found = [one for one in every if one.name > start and state in (None, one.state)]
    more = token("sources", found[limit - 1].name) if len(found) > limit else None
    return answered({"items": [_line(one) for one in found[:limit]], "next": more})


def _line(one: Health) -> dict[str, Any]:
    return {name: None if value == "" and name.endswith("_at") else value for name, value in row(one).items()}
