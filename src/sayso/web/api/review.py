"""Review: accept, reject, set a field, merge, split, comment, undo; the queue and the log."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from sayso.errors import ForbiddenError
from sayso.ledger import review
from sayso.ledger.review import Act, Done
from sayso.ledger.standing import standing
from sayso.web.api.incidents import After, Limit, Ref
from sayso.web.asked import Asked
from sayso.web.guard import unforged
from sayso.web.problems import CHANGES, READS, documented
from sayso.web.reply import answered, token, untoken
from sayso.web.shapes import Counted, Line, Page, line
from sayso.web.visit import Role, Visit, Visiting

router = APIRouter(tags=["review"])
_changing: dict[str, Any] = {"responses": documented(*CHANGES), "dependencies": [Depends(unforged)]}
_reading: dict[str, Any] = {"responses": documented(*READS)}
WORDS, FEW = 10_000, 50
_Ref = Annotated[str, Field(pattern="^[0-9A-Za-z]{1,40}$")]


def _whole(value: object) -> object:
    """Take 3.0 for 3: in JSON they are one number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Asking(BaseModel):
    """What an act of review is given; nothing else may stand in it."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Judged(Asking):
    """An act on an incident."""

    note: str = Field(default="", max_length=WORDS, description="Why, for the log.")
    seen: str | None = Field(
        default=None,
        max_length=100,
        description="`revision` of the incident when it was looked at; with another the answer is 409.",
    )


class Edited(Judged):
    """A field to set."""

    field: str = Field(max_length=40, description="`values` of the incident names the fields and how each is written.")
    value: str | None = Field(max_length=WORDS, description="null gives the field back to the machine.")


class Merged(Judged):
    """Incidents that are one act with this one."""

    others: list[_Ref] = Field(min_length=1, max_length=FEW, description="Ids; they lead to this one from then on.")


class Parted(Judged):
    """Events that are an act of their own."""

    events: list[_Ref] = Field(min_length=1, max_length=1_000, description="Keys of events of the incident.")


class Said(Asking):
    """A comment."""

    words: str = Field(min_length=1, max_length=WORDS)
    field: str = Field(default="", max_length=60, description="A field, event or report of the incident; empty: all.")
    reply_to: Annotated[int | None, BeforeValidator(_whole)] = Field(
        default=None, ge=1, le=2**53, description="The number of the comment it answers."
    )


class Nothing(Asking):
    """An empty object: its content type tells that a program asks, and no form of a foreign page."""


class Waiting(BaseModel):
    """An incident in the queue."""

    incident: Line
    doubt: float = Field(description="How unsure the machine is of it, from 0 to 1.")
    weight: float = Field(description="How much hangs on it.")
    priority: float = Field(description="Their product.")
    changed: bool = Field(description="Held otherwise since it was accepted.")
    why: list[str] = Field(description="What makes it doubtful.")
    revision: str = Field(description="Give it as `seen` with an act.")


Number = Annotated[int, Path(ge=1, le=2**53, description="The number of an act in the log.")]
Which = Annotated[
    Literal["waiting", "accepted", "rejected", "all"],
    Query(alias="queue", description="Those that wait for a reviewer, those accepted or rejected, or all."),
]


@router.post("/incidents/{ref}/accept", response_model=Done, **_changing)
def accept_incident(visit: Visiting, ref: Ref, body: Judged) -> Response:
    """Say that an incident is right as it stands."""
    return _done(visit, review.accept, ref, note=body.note, seen=body.seen)


@router.post("/incidents/{ref}/reject", response_model=Done, **_changing)
def reject_incident(visit: Visiting, ref: Ref, body: Judged) -> Response:
    """Say that an incident is an error of the machine: lists, counts and exports leave it out from then on."""
    return _done(visit, review.reject, ref, note=body.note, seen=body.seen)


@router.post("/incidents/{ref}/edit", response_model=Done, **_changing)
def edit_incident(visit: Visiting, ref: Ref, body: Edited) -> Response:
    """Set a field by hand; the machine's value stays beside it, and no later reading takes the human's away."""
    return _done(visit, review.edit, ref, body.field, body.value, note=body.note, seen=body.seen)


@router.post("/incidents/{ref}/merge", response_model=Done, **_changing)
def merge_incidents(visit: Visiting, ref: Ref, body: Merged) -> Response:
    """Say that incidents are one act."""
    return _done(visit, review.merge, ref, body.others, note=body.note, seen=body.seen)


@router.post("/incidents/{ref}/split", response_model=Done, **_changing)
def split_incident(visit: Visiting, ref: Ref, body: Parted) -> Response:
    """Say that some events of an incident are an act of their own."""
    return _done(visit, review.split, ref, body.events, note=body.note, seen=body.seen)


@router.post("/incidents/{ref}/comment", response_model=Done, **_changing)
def comment_incident(visit: Visiting, ref: Ref, body: Said) -> Response:
    """Write a comment on an incident or a part of it."""
    return _done(visit, review.comment, ref, body.field, body.words, reply_to=body.reply_to)


@router.post("/review/{number}/undo", response_model=Done, **_changing)
def undo_review(visit: Visiting, number: Number, body: Nothing) -> Response:
    """Take back an act of review; it and its undoing stay in the log."""
    return _done(visit, review.undo, number)


@router.get("/review/queue", response_model=Counted[Waiting], **_reading)
def list_queue(visit: Asked, which: Which = "waiting", limit: Limit = 50, after: After = None) -> Response:
    """List incidents by how unsure the machine is of them times how much hangs on it. For reviewers."""
    _reviewer(visit)
    reviewed = "" if which == "waiting" else which
    start = _place(which, after) if after is not None else None
    with visit.reading() as connection:
        selection = visit.address.selection
        found, number = review.quick_queue(
            connection, visit.overview, selection, after=start, limit=limit + 1, reviewed=reviewed
        )
        tokens = [review.revision(connection, item.row) for item in found[:limit]]
    items = [
        {
            "incident": line(item.incident, visit.grid),
            **{name: getattr(item, name) for name in ("doubt", "weight", "priority", "changed", "why")},
            "revision": revision,
        }
        for item, revision in zip(found, tokens, strict=False)
    ]
    last = found[limit - 1].place if len(found) > limit else None
    more = token(f"queue {which}", repr(last[0]), last[1]) if last else None
    return answered({"items": items, "next": more, "total": number})


@router.get("/review/log", response_model=Page[Act], **_reading)
def list_log(
    visit: Visiting,
    who: Annotated[str | None, Query(max_length=100, description="Only acts of this reviewer.")] = None,
    incident: Annotated[
        str | None, Query(pattern="^[0-9A-Za-z]{1,40}$", description="Only acts on this incident.")
    ] = None,
    limit: Limit = 50,
    after: After = None,
) -> Response:
    """List what reviewers did, the newest first. For reviewers."""
    _reviewer(visit)
    before = untoken("log", after, int)[0] if after is not None else None
    with visit.reading() as connection:
        row = standing(connection, incident).to_row if incident is not None else None
        name = who.strip() or None if who is not None else None
        found = review.acts(connection, incident_row=row, who=name, before=before, limit=limit + 1)
    more = token("log", found[limit - 1].review) if len(found) > limit else None
    return answered({"items": found[:limit], "next": more})


def _done(visit: Visit, act: Callable[..., Done], *what: Any, **more: Any) -> Response:
    """Do an act as whoever asks; what the ledger holds may not allow it (RefusedError), which is a conflict."""
    _reviewer(visit)
    return answered(act(visit.ledger, visit.viewer.name, *what, **more))


def _reviewer(visit: Visit) -> None:
    if not visit.viewer.role.may(Role.REVIEWER):
        raise ForbiddenError("review is for reviewers")


def _place(which: str, after: str) -> tuple[float, int]:
    of = f"queue {which}"
    turn, row = untoken(of, after, str, int)
    try:
        return float(turn or ""), row
    except ValueError:
        untoken(of, "")  # raises: the token was made up
        raise
