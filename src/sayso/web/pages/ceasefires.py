"""Truces: a list of their lives, and each one by itself."""

import datetime
import re
from dataclasses import replace

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.errors import NotFoundError
from sayso.ledger.relevant import CEASEFIRES, TooManyError
from sayso.ledger.selection import Selection
from sayso.model.course import Ceasefire
from sayso.web.courses import ceasefires
from sayso.web.narrowing import too_many
from sayso.web.templating import render
from sayso.web.truce_view import view_of
from sayso.web.visit import Visit, Visiting

router = APIRouter(prefix="/ceasefires")
_ID = re.compile(r"truce-(?P<country>[a-z]{3}|unknown)-(?:.*-)?(?P<day>\d{4}-\d\d-\d\d)(?:-\d+)?")
# Days around the first day of a truce in which it is looked for where the whole ledger is too much.
_AROUND = 31


@router.get("")
def all_truces(visit: Visiting) -> HTMLResponse:
    """List the truces of the selection, each with its line."""
    try:
        found = ceasefires(visit)
    except TooManyError:
        return too_many(visit, CEASEFIRES, "Ceasefires", "incidents that tell of truces")
    return render(visit, "ceasefires.html", truces=[view_of(one) for one in found])


@router.get("/{truce_id}")
def one_truce(visit: Visiting, truce_id: str) -> HTMLResponse:
    """Show the life of one truce."""
    found = _find(visit, truce_id)
    return render(visit, "ceasefire.html", truce=view_of(found))


def _find(visit: Visit, truce_id: str) -> Ceasefire:
    """Return a truce of the selection, of the whole ledger, or of the days its id names; raises NotFoundError."""
    parts = _ID.fullmatch(truce_id)
    whole = Selection()
    near = whole
    if parts is not None:
        try:
            day = datetime.date.fromisoformat(parts["day"])
            around = datetime.timedelta(days=_AROUND)
            near = replace(whole, since=day - around, until=day + around)
        except (ValueError, OverflowError):
            parts = None
        else:
            if parts["country"] != "unknown":
                near = replace(near, countries=(parts["country"].upper(),))
    for selection in dict.fromkeys((visit.address.selection, whole, near) if parts else (whole,)):
        try:
            found = next((one for one in ceasefires(visit, selection) if one.id == truce_id), None)
        except TooManyError:
            continue
        if found is not None:
            return found
    raise NotFoundError(
        f"{truce_id[:80]}: no truce of this id is told now; its first day or place may be held otherwise since"
    )
