"""The overview: one selection of incidents as map, timeline, list and counts."""

from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import RedirectResponse, Response

from sayso.web.overview_view import view
from sayso.web.templating import render
from sayso.web.visit import Visiting

router = APIRouter()


@router.get("/")
def overview(visit: Visiting) -> Response:
    """Show the overview; an address with empty filters, as a form makes it, leads to the one without them."""
    given = visit.request.query_params.multi_items()
    said = [(name, value) for name, value in given if value.strip()]
    if len(said) < len(given):
        return RedirectResponse(f"/?{urlencode(said)}" if said else "/", 303)
    return render(visit, "overview.html", **view(visit))
