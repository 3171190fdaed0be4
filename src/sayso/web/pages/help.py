"""The help page: what the pages show, how status is decided, the keys."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.web.templating import render
from sayso.web.visit import Visiting

router = APIRouter()


@router.get("/help")
def help_page(visit: Visiting) -> HTMLResponse:
    """Show the help page."""
    return render(visit, "help.html")
