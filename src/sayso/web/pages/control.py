"""Who is said to hold which place on a day, and what became of one place."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.cli_filters import day
from sayso.ledger.relevant import CONTROL, TooManyError
from sayso.web.control_view import view_of
from sayso.web.courses import holdings
from sayso.web.narrowing import too_many
from sayso.web.templating import render
from sayso.web.visit import Visiting

router = APIRouter(prefix="/control")


@router.get("")
def control(visit: Visiting) -> HTMLResponse:
    """Show the holdings of a day on a map and in a table; those of one place as lines over all days."""
    on = day(visit.address.view.get("on"), "on")
    try:
        found = holdings(visit)
    except TooManyError:
        return too_many(visit, CONTROL, "Control", "incidents that tell who holds what")
    history = bool(visit.address.selection.places)
    view = view_of(found, on, history=history, grid=visit.grid)
    return render(visit, "control.html", view=view, history=history)
