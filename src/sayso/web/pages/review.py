"""The review page: the queue by doubt and weight, the incident at hand with its sides, acts, and taking them back."""

import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import Connection

from sayso.errors import NotFoundError, SettingError
from sayso.ledger import queries, review
from sayso.ledger.candidates import candidates
from sayso.ledger.standing import standing
from sayso.model.incident import Claim, Incident
from sayso.web.field_forms import field_forms
from sayso.web.guard import unforged
from sayso.web.links import own_page
from sayso.web.templating import render
from sayso.web.visit import Role, Visiting, needs

router = APIRouter(dependencies=[Depends(unforged), Depends(needs(Role.REVIEWER))])

PAGE = "/review"
# Incidents listed at once: what fits beside the one at hand.
LISTED = 25
# Accounts shown of the incident at hand; its own page has all.
SHOWN = 8


@router.get(PAGE)
def queue_page(visit: Visiting) -> Response:
    """Show the queue and the incident at hand: the one asked for, else the first."""
    view, selection = visit.address.view, visit.address.selection
    kept = list(visit.address.filters)
    since = view.get("sitting") or datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    moment(since)
    with visit.reading() as connection:
        waiting, _all = review.quick_queue(connection, visit.overview, selection, limit=LISTED)
        chosen = _chosen(connection, view.get("item", ""), waiting)
        values: dict[str, Any] = {"chosen": None}
        if chosen is not None:
            row, incident = chosen
            after = [item for item in waiting if item.row != row]
            values = {
                "chosen": incident,
                "told": _told(incident),
                "seen": review.revision(connection, row),
                "forms": field_forms(review.values(connection, row)),
                "said": review.comments(connection, row),
                "near": candidates(connection, row),
                "why": next((item.why for item in waiting if item.row == row), ()),
                "following": after[0].incident.id if after else "",
            }
        undone = [act for act in review.acts(connection, who=visit.viewer.name, limit=50) if _may_undo(act)]
    here = f"{PAGE}?{urlencode([*kept, ('sitting', since)])}"
    mine = [act for act in undone if act.at >= moment(since)]
    return render(
        visit, "review.html", queue=waiting, here=here, sitting=since, shown=SHOWN, last=undone[:1], mine=mine, **values
    )


def _chosen(connection: Connection, wanted: str, waiting: list[review.QueueItem]) -> tuple[int, Incident] | None:
    if wanted:
        try:
            stands = standing(connection, wanted)
        except NotFoundError:
            stands = None
        if stands is not None:
            return queries.find(connection, stands.to_ref)
    return (waiting[0].row, waiting[0].incident) if waiting else None


def _told(incident: Incident) -> list[tuple[Claim, list[str]]]:
    """Return each thing a voice says once, with the publishers that print it: a reprint says nothing new."""
    found: dict[tuple[str, str, str], tuple[Claim, list[str]]] = {}
    for claim in incident.claims:
        own = found.setdefault((claim.voice, claim.stance, claim.quote), (claim, []))
        if claim.publisher and claim.publisher not in own[1]:
            own[1].append(claim.publisher)
    return list(found.values())


def _may_undo(act: review.Act) -> bool:
    return act.action != "undo" and act.undone_by is None


def moment(text: str) -> datetime.datetime:
    """Return a moment from an address; raises SettingError."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError:
        raise SettingError(f"sitting {text[:40]}: not a moment like 2016-07-01T12:00:00+00:00") from None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


@router.post(f"{PAGE}/undo")
def undo_last(visit: Visiting, back: Annotated[str, Form(max_length=2000)] = "") -> Response:
    """Take back the reviewer's own last act; nothing to take back is no error."""
    with visit.reading() as connection:
        done = any(_may_undo(act) for act in review.acts(connection, who=visit.viewer.name, limit=500))
    if done:
        review.undo(visit.ledger, visit.viewer.name)
    return RedirectResponse(own_page(back) or PAGE, status_code=303)


@router.post(f"{PAGE}/undo-all")
def undo_sitting(
    visit: Visiting,
    sitting: Annotated[str, Form(max_length=60)],
    back: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take back all the reviewer's acts of this sitting."""
    review.undo_all(visit.ledger, visit.viewer.name, since=moment(sitting))
    return RedirectResponse(own_page(back) or PAGE, status_code=303)
