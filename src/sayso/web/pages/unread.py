"""The page of reports that are kept and not read, since their language is not."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.intake.language import is_code, language_name
from sayso.ledger.unread import unread, unread_languages
from sayso.web.links import report_link
from sayso.web.templating import render
from sayso.web.visit import Visiting

router = APIRouter(prefix="/unread")
# Rows of one page.
PAGE = 100


@router.get("")
def all_unread(visit: Visiting) -> HTMLResponse:
    """List them, the last added first: `language` and `publisher` choose, `from` goes on after a row."""
    view, publishers = visit.address.view, visit.address.selection.publishers
    code = view.get("language", "").strip().lower()
    codes = (code,) if is_code(code) else ()
    given = view.get("from", "")
    before = int(given) if given.isdecimal() and len(given) < 16 else None
    with visit.reading() as connection:
        counts = unread_languages(connection, publishers=publishers)
        rows = list(unread(connection, languages=codes, publishers=publishers, before=before, limit=PAGE + 1))
    return render(
        visit,
        "unread.html",
        rows=rows[:PAGE],
        next=rows[PAGE - 1].row if len(rows) > PAGE else None,
        total=sum(number for one, number in counts.items() if not codes or one in codes),
        languages=[(one, language_name(one), number) for one, number in counts.items()],
        language=code if codes else "",
        publisher=next(iter(publishers), ""),
        name=language_name,
        report_link=report_link,
    )
