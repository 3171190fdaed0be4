"""The help page, and the tour of two minutes over the invented month of `sayso demo`."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.ledger import queries
from sayso.ledger.selection import Selection
from sayso.web.openapi import TAGS, examples
from sayso.web.templating import render
from sayso.web.visit import Visiting

router = APIRouter()

# The market of the demo month, by what it is: ids of incidents follow from the reading.
MARKET = Selection(places=("Taiz",), kinds=("shelling",), statuses=("disputed",))
WITHDRAWN = Selection(places=("Hodeidah",), statuses=("retracted",))


@router.get("/help")
def help_page(visit: Visiting) -> HTMLResponse:
    """Show the help page."""
    return render(visit, "help.html")


@router.get("/help/api")
def api_page(visit: Visiting) -> HTMLResponse:
    """Show what the API offers to programs, with an address of each endpoint that can be tried."""
    paths = visit.request.app.openapi()["paths"]
    asked = examples()
    endpoints = [
        (method.upper(), path, operation, asked[operation["operationId"]]["path"])
        for path, operations in paths.items()
        for method, operation in operations.items()
    ]
    parts = [(about, [one for one in endpoints if tag in one[2]["tags"]]) for tag, about in TAGS.items()]
    return render(visit, "help_api.html", parts=parts)


@router.get("/help/tour")
def tour(visit: Visiting) -> HTMLResponse:
    """Show the tour; where the ledger is not the demo's, how to start that."""
    with visit.reading() as connection:
        market = max(queries.incidents(connection, MARKET, limit=20), key=lambda one: len(one.sources), default=None)
        withdrawn = next(queries.incidents(connection, WITHDRAWN, limit=1), None)
    return render(visit, "tour.html", market=market, withdrawn=withdrawn)
