"""Adding a report: its text is read, and what it tells goes into the ledger in one transaction."""

import datetime
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.exceptions import HTTPException

from sayso.errors import ForbiddenError
from sayso.intake.reports import MAX_TEXT, report_from_text
from sayso.ledger.adding import Added, add, is_known
from sayso.ledger.identity import report_identity, report_ref
from sayso.web.guard import unforged
from sayso.web.problems import CHANGES, documented
from sayso.web.reply import answered
from sayso.web.visit import Role, Visiting

router = APIRouter(tags=["reports"], responses=documented(*CHANGES), dependencies=[Depends(unforged)])
SHORT, ADDRESS = 1_000, 2_000  # characters of a title or a publisher, and of an address


def _written(value: object) -> object:
    """Let only text be a day: a number would be taken for seconds."""
    if value is None or (isinstance(value, str) and len(value) == len("2016-07-01")):
        return value
    raise ValueError("a day is written 2016-07-01")


class NewReport(BaseModel):
    """A report to add."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "text": "Shells hit a school in Nyala on Thursday, killing four people, a doctor said.",
                "title": "School shelled in Nyala",
                "publisher": "Northline News",
                "published": "2023-07-21",
                "url": "https://5.example.org/story",
            }
        },
    )

    text: str | None = Field(default=None, description="Its text, as it shall be kept.", max_length=MAX_TEXT)
    title: str = Field(default="", max_length=SHORT)
    publisher: str = Field(default="", max_length=SHORT)
    published: Annotated[datetime.date | None, BeforeValidator(_written)] = Field(
        default=None, description='Day of publication; without it "on Tuesday" stays unresolved.'
    )
    url: str = Field(
        default="",
        max_length=ADDRESS,
        description="Its address, which tells versions of one page. Without `text` it asks to fetch the page.",
    )
    language: Literal["en"] | None = Field(default=None, description="en takes the text for English unchecked.")


class AddedReport(BaseModel):
    """What adding a report came to."""

    report: str = Field(description="Its permanent id.")
    what: Literal["new", "version", "known"] = Field(description="known: nothing was changed.")
    events: int
    changed: list[str] = Field(description="Ids of the incidents that are held otherwise now.")


@router.post(
    "/reports",
    response_model=AddedReport,
    responses={201: {"model": AddedReport, "description": "A new report, or a new version of one."}},
)
def add_report(visit: Visiting, body: NewReport) -> Response:
    """Add a report: it is read, and what it tells is brought together with what the ledger holds.

    For reviewers. The text is read as it is given. One that is known changes nothing, a changed text of a known address
    becomes a new version. Nothing is ever fetched for whoever may not fetch; fetching is not available yet.
    """
    if not visit.viewer.role.may(Role.REVIEWER):
        raise ForbiddenError("adding reports is for reviewers")
    if body.text is None:
        _refuse_fetching(visit, body.url)
    report = report_from_text(
        body.text or "",
        published=body.published,
        publisher=body.publisher,
        title=body.title,
        url=body.url,
        language=body.language,
    )
    identity = report_identity(report)
    if is_known(visit.ledger, identity, report.sha256):
        return _answer(Added(report_ref(identity), "known", 0, ()))
    return _answer(add(visit.ledger, visit.request.app.state.reader.read(report)))


def _refuse_fetching(visit: Visiting, url: str) -> None:
    """Say why nothing is fetched. Fetching lets the server ask other servers, so it is no right of every reviewer."""
    if not url.strip():
        raise HTTPException(HTTPStatus.BAD_REQUEST, "text: missing; send the text of the report")
    if not visit.viewer.role.may(Role.ADMIN):
        raise ForbiddenError("url: only administrators may have pages fetched; send the text of the report")
    raise HTTPException(HTTPStatus.NOT_IMPLEMENTED, "url: fetching is not available yet; send the text of the report")


def _answer(added: Added) -> Response:
    place = {"location": f"/api/v1/reports/{added.report}"}
    return answered(added, 200 if added.what == "known" else 201, place)
