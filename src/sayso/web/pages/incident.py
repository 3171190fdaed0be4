"""The page of an incident, and what reviewers do on it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from sayso.errors import RefusedError, SettingError
from sayso.ledger.standing import merged_on, standing
from sayso.web.guard import unforged
from sayso.web.incident_view import incident_values
from sayso.web.links import incident_link
from sayso.web.reviewing import Sent, Trouble, after, carried_out, sent, trouble
from sayso.web.templating import render
from sayso.web.visit import Visit, Visiting

router = APIRouter(dependencies=[Depends(unforged)])


@router.get("/incidents/{ref}")
def incident_page(visit: Visiting, ref: str) -> Response:
    """Show an incident; the beginning of an id, and an id that was merged away, lead to the permanent address."""
    return _page(visit, ref)


def _page(visit: Visit, ref: str, wrong: Trouble | None = None) -> Response:
    with visit.reading() as connection:
        stands = standing(connection, ref)
        as_of = visit.address.as_of
        # On a past day an incident stood at its own address, if it was not merged yet.
        to = (merged_on(connection, stands.row, as_of) or stands.ref) if as_of else stands.to_ref
        if to != ref and wrong is None:
            return RedirectResponse(_same_query(visit, incident_link(to)), status_code=308)
        values = incident_values(connection, visit, stands, wrong)
    return render(visit, "incident.html", status=wrong.status if wrong else 200, **values)


def _same_query(visit: Visit, page: str) -> str:
    query = visit.request.url.query
    return f"{page}?{query}" if query else page


def _form(act: str) -> object:
    async def read(request: Request) -> Sent:
        return await sent(request, act)

    return Depends(read)


def _act(visit: Visit, ref: str, form: Sent) -> Response:
    """Do what a form asks and lead on; where it could not be done, show the page with what was typed still there."""
    with visit.reading() as connection:
        own = standing(connection, ref).to_ref
    try:
        done = carried_out(visit, own, form)
    except (RefusedError, SettingError) as error:
        with visit.reading() as connection:
            wrong = trouble(connection, own, form, error)
        return _page(visit, own, wrong)
    return RedirectResponse(after(form, done), status_code=303)


@router.post("/incidents/{ref}/accept")
def accept(visit: Visiting, ref: str, form: Annotated[Sent, _form("accept")]) -> Response:
    """Accept an incident as it stands."""
    return _act(visit, ref, form)


@router.post("/incidents/{ref}/reject")
def reject(visit: Visiting, ref: str, form: Annotated[Sent, _form("reject")]) -> Response:
    """Reject an incident: an error of the machine."""
    return _act(visit, ref, form)


@router.post("/incidents/{ref}/edit")
def edit(visit: Visiting, ref: str, form: Annotated[Sent, _form("edit")]) -> Response:
    """Set a field by hand, or give it back to the machine."""
    return _act(visit, ref, form)


@router.post("/incidents/{ref}/comment")
def comment(visit: Visiting, ref: str, form: Annotated[Sent, _form("comment")]) -> Response:
    """Comment on an incident or a part of it."""
    return _act(visit, ref, form)


@router.post("/incidents/{ref}/split")
def split(visit: Visiting, ref: str, form: Annotated[Sent, _form("split")]) -> Response:
    """Make some events of an incident one of their own."""
    return _act(visit, ref, form)


@router.post("/incidents/{ref}/merge")
def merge(visit: Visiting, ref: str, form: Annotated[Sent, _form("merge")]) -> Response:
    """Make other incidents part of this one."""
    return _act(visit, ref, form)


@router.post("/incidents/{ref}/undo")
def undo(visit: Visiting, ref: str, form: Annotated[Sent, _form("undo")]) -> Response:
    """Take back an act of review."""
    return _act(visit, ref, form)
