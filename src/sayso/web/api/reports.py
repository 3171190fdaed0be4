"""Reports: the list of them, and one whole with its text, statements and events."""

import datetime
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from sayso.export.coarsen import Grid
from sayso.export.jsonl import to_dict
from sayso.ledger.captures import Captured, captured_for
from sayso.ledger.records import Kept, Reprint, Version, kept
from sayso.ledger.shelf import Shelved, shelf
from sayso.model import Original, Record
from sayso.web.api.incidents import After, Limit
from sayso.web.asked import Spanned
from sayso.web.problems import READS, documented
from sayso.web.raw import MEDIA_TYPE, raw_answer
from sayso.web.reply import answered, token, untoken
from sayso.web.shapes import Page
from sayso.web.shapes_told import EventTold, StatementTold, event_told
from sayso.web.visit import Visiting

router = APIRouter(tags=["reports"], responses=documented(*READS))
_BYTES = {"type": "string", "format": "binary"}
Ref = Annotated[str, Path(pattern="^[0-9A-Za-z]{1,40}$", description="The permanent id of a report.")]


class ReportLine(BaseModel):
    """A report as it stands in a list, by its newest version."""

    report: str = Field(description="Permanent id.")
    own_id: str = Field(description="The id that it came with.")
    publisher: str
    title: str
    url: str
    published: datetime.date | None
    agency: str
    sha256: str
    group: str = Field(description="The same for reports that are one text.")
    version: int
    added_at: datetime.datetime


class Dateline(BaseModel):
    """Place and day of the text's own dateline."""

    place: str
    date: datetime.date | None


class ReportWhole(BaseModel):
    """A report whole; what it tells is in the shape of docs/jsonl.md."""

    report: str = Field(description="Permanent id.")
    id: str = Field(description="The id that it came with.")
    title: str
    publisher: str
    published: datetime.date | None
    url: str
    byline: str
    agency: str
    dateline: Dateline
    language: str
    sha256: str
    raw_sha256: str
    notes: list[str]
    text: str
    original: Original | None = Field(default=None, description="Where the text is a machine's translation of it.")
    captured: Captured | None = Field(description="How its raw bytes were come by, where they are kept.")
    events: list[EventTold]
    statements: list[StatementTold]
    version: Version
    versions: list[Version]
    reprints: list[Reprint] = Field(description="Other reports that are one text with this one.")


@router.get("/reports", response_model=Page[ReportLine])
def list_reports(visit: Spanned, limit: Limit = 50, after: After = None) -> Response:
    """List reports, the newest added first; `since` and `until` are days of publication."""
    asked = visit.address.selection
    start = untoken("reports", after, int)[0] if after is not None else None
    with visit.reading() as connection:
        found = shelf(
            connection,
            publishers=asked.publishers,
            since=asked.since,
            until=asked.until,
            after=start,
            limit=limit + 1,
        )
    items = [_line(one) for one in found[:limit]]
    return answered({"items": items, "next": token("reports", found[limit - 1].row) if len(found) > limit else None})


@router.get("/reports/{ref}", response_model=ReportWhole)
def get_report(
    visit: Visiting,
    ref: Ref,
    version: Annotated[int | None, Query(ge=1, le=1_000_000, description="An older text, by its number.")] = None,
) -> Response:
    """Show a report whole: its text, what its voices state, the events it tells, its versions and its reprints."""
    with visit.reading() as connection:
        found = kept(connection, ref, version)
        visit.may_see(found.day, f"report {found.ref}")
        captured = captured_for(connection, ref, found.version.number)
    return answered(_whole(found, visit.grid) | {"captured": captured})


@router.get(
    "/reports/{ref}/raw",
    response_class=Response,
    responses={200: {"description": "The bytes, as a file to save.", "content": {MEDIA_TYPE: {"schema": _BYTES}}}},
)
def get_raw(
    visit: Visiting,
    ref: Ref,
    version: Annotated[int | None, Query(ge=1, le=1_000_000, description="Those of an older text.")] = None,
) -> Response:
    """Give the bytes that a report came from, exactly as they came; they are never shown as a page."""
    return raw_answer(visit, ref, version)


def _line(one: Shelved) -> dict[str, Any]:
    found = asdict(one)
    del found["row"]
    return {"report": found.pop("ref"), **found}


def _whole(found: Kept, grid: Grid | None) -> dict[str, Any]:
    record = found.record
    told = to_dict(Record(record.report, record.statements, ()))
    del told["schema"]
    marked = zip(record.events, found.keys, found.incidents, strict=True)
    events = [event_told(event, record.report.text, key, incident, grid) for event, key, incident in marked]
    return {
        **told,
        "report": found.ref,
        "id": found.own_id,
        "events": events,
        "version": found.version,
        "versions": found.versions,
        "reprints": found.reprints,
    }
