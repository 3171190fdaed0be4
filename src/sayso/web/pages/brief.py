"""The situation report over some days, as a page to print and as files to take away."""

import datetime

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from sayso.errors import SettingError
from sayso.ledger.narrowing import newest_day
from sayso.ledger.relevant import TooManyError
from sayso.web import brief
from sayso.web.templating import render
from sayso.web.visit import Visit, Visiting

router = APIRouter(prefix="/brief")
# Days of a brief whose first day is not given.
DAYS = 7


@router.get("")
def brief_page(visit: Visiting) -> HTMLResponse:
    """Show the brief of the days asked for, of the newest week if none are."""
    since, until = _days(visit)
    days = {"since": since.isoformat(), "until": until.isoformat()}
    try:
        view = brief.view(visit, since, until)
    except TooManyError as error:
        view, wrong = None, str(error)
    else:
        wrong = ""
    links = {fmt: visit.address.link(f"/brief/{fmt}", **days) for fmt in ("markdown", "html")}
    return render(visit, "brief_page.html", view=view, wrong=wrong, days=days, links=links)


@router.get("/{fmt}")
def brief_file(visit: Visiting, fmt: str) -> Response:
    """Answer with the brief as a file of Markdown or HTML."""
    if fmt not in ("markdown", "html"):
        raise SettingError(f"brief: there is markdown and html, not {fmt[:40]}")
    since, until = _days(visit)
    try:
        text = brief.text(visit, since, until, "html" if fmt == "html" else "markdown")
    except TooManyError as error:
        raise SettingError(str(error)) from error
    name = f"brief-{since}-{until}.{'html' if fmt == 'html' else 'md'}"
    return Response(
        text,
        media_type="text/html" if fmt == "html" else "text/markdown",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _days(visit: Visit) -> tuple[datetime.date, datetime.date]:
    asked = visit.address.selection
    until = asked.until
    if until is None:
        with visit.reading() as connection:
            newest = newest_day(connection) or datetime.datetime.now(datetime.UTC).date()
        until = newest if asked.since is None else max(asked.since, newest)
    return asked.since or until - datetime.timedelta(days=DAYS - 1), until
