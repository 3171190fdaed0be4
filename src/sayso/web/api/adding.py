"""Adding a report: its text is read, and what it tells goes into the ledger in one transaction."""

import datetime
import threading
from dataclasses import replace
from functools import lru_cache
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from starlette.exceptions import HTTPException

from sayso.errors import ForbiddenError, LanguageError, LedgerError
from sayso.intake import Overrides
from sayso.intake.fetching import Client, from_environment
from sayso.intake.fetching.reports import report_of
from sayso.intake.reports import MAX_TEXT, report_from_text
from sayso.ledger.adding import Added, add, add_unread, is_known
from sayso.ledger.identity import report_identity, report_ref
from sayso.model import Report
from sayso.web.guard import unforged
from sayso.web.problems import CHANGES, documented
from sayso.web.reply import answered
from sayso.web.visit import Role, Visiting

router = APIRouter(tags=["reports"], responses=documented(*CHANGES), dependencies=[Depends(unforged)])
SHORT, ADDRESS = 1_000, 2_000  # characters of a title or a publisher, and of an address
PATIENCE = 20.0  # seconds for a page that somebody waits for
AT_ONCE = 4  # pages that are fetched for requests at a time; more are told to come again
_fetching = threading.BoundedSemaphore(AT_ONCE)


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
    what: Literal["new", "version", "known", "unread"] = Field(
        description="known: nothing was changed; unread: kept as it came, for its language is not read."
    )
    events: int
    changed: list[str] = Field(description="Ids of the incidents that are held otherwise now.")


@router.post(
    "/reports",
    response_model=AddedReport,
    responses={
        201: {"model": AddedReport, "description": "A new report, or a new version of one, read or kept unread."}
    },
)
def add_report(visit: Visiting, body: NewReport) -> Response:
    """Add a report: it is read, and what it tells is brought together with what the ledger holds.

    For reviewers. The text is read as it is given. One that is known changes nothing, a changed text of a known address
    becomes a new version, and one in another language than English is kept unread. Without a text, and for
    administrators only, the page at `url` is fetched.
    """
    if not visit.viewer.role.may(Role.REVIEWER):
        raise ForbiddenError("adding reports is for reviewers")
    foreign = False
    try:
        report = _fetched(visit, body) if body.text is None else _given(body)
    except LanguageError as error:
        report, foreign = error.report, True
    if body.text is None:
        report = replace(report, title=body.title or report.title)
    identity = report_identity(report)
    if is_known(visit.ledger, identity, report.sha256):
        return _answer(Added(report_ref(identity), "known", 0, ()))
    if foreign:
        return _answer(add_unread(visit.ledger, report))
    return _answer(add(visit.ledger, visit.request.app.state.reader.read(report)))


def _given(body: NewReport) -> Report:
    return report_from_text(
        body.text or "",
        published=body.published,
        publisher=body.publisher,
        title=body.title,
        url=body.url,
        language=body.language,
    )


def _fetched(visit: Visiting, body: NewReport) -> Report:
    """Fetch a page. That lets the server ask other servers, so it is no right of every reviewer."""
    if not body.url.strip():
        raise HTTPException(HTTPStatus.BAD_REQUEST, "text: missing; send the text of the report, or its url")
    if not visit.viewer.role.may(Role.ADMIN):
        raise ForbiddenError("url: only administrators may have pages fetched; send the text of the report")
    if not _fetching.acquire(blocking=False):
        raise LedgerError(f"{AT_ONCE} pages are being fetched; send this one again in a minute")
    try:
        overrides = Overrides(body.published, body.publisher or None, body.language)
        return report_of(_client().fetch(body.url), overrides)
    finally:
        _fetching.release()


@lru_cache(maxsize=1)
def _client() -> Client:
    return Client(replace(from_environment(), total=PATIENCE, tries=1, longest_wait=0.0, longest_delay=5.0))


def _answer(added: Added) -> Response:
    place = {"location": f"/api/v1/reports/{added.report}"}
    return answered(added, 200 if added.what == "known" else 201, place)
