"""The page of a report: its words, marked, and what was read from them."""

from fastapi import APIRouter
from fastapi.responses import Response

from sayso.errors import SettingError
from sayso.export.page import marks_style
from sayso.ledger.captures import captured_for
from sayso.ledger.records import kept
from sayso.web.raw import raw_answer
from sayso.web.report_view import report_values
from sayso.web.templating import render
from sayso.web.visit import Visit, Visiting

router = APIRouter()


@router.get("/reports/{ref}")
def report_page(visit: Visiting, ref: str) -> Response:
    """Show a report; `version` asks for another version, `at` points out words, `q` marks words that are looked for."""
    number = _number(visit)
    with visit.reading() as connection:
        found = kept(connection, ref, number)
        visit.may_see(found.day, f"report {found.ref}")
        captured = captured_for(connection, ref, found.version.number)
    return render(visit, "report.html", **report_values(found, visit, captured))


@router.get("/reports/{ref}/raw")
def report_raw(visit: Visiting, ref: str) -> Response:
    """Give the bytes that a report came from, as a file to save; `version` asks for those of another version."""
    return raw_answer(visit, ref, _number(visit))


def _number(visit: Visit) -> int | None:
    given = visit.address.view.get("version", "")
    if given and not (given.isdecimal() and len(given) < 6):
        raise SettingError("version: give the number of a version, like 1")
    return int(given) if given else None


@router.get("/marks.css")
def marks_sheet() -> Response:
    """Return the style sheet of the marks, the same as in a page that stands alone."""
    return Response(marks_style(), media_type="text/css")
