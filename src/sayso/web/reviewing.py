"""What a reviewer's form comes to: done and where to go from there, or not kept and why, with nothing typed lost."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fastapi import Request
from sqlalchemy import Connection
from starlette.datastructures import FormData

from sayso.errors import ForbiddenError, RefusedError, SettingError
from sayso.ledger import queries, review
from sayso.ledger.database import Ledger
from sayso.ledger.history import history_of
from sayso.web.field_forms import in_words, joined, label_of
from sayso.web.links import incident_link, own_page
from sayso.web.visit import Role, Visit

# The most parts of a form that are read: far more than the largest incident has events.
MOST_PARTS = 2_000
_REF = re.compile(r"i[0-9a-f]{4,}")


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a form was not kept, with what was typed: `field` of an edit or comment, its `value`, the `note`.

    `conflict` tells that somebody else came first; `said` says in words what stands in the way, `status` tells programs
    (HTTP).
    """

    act: str
    said: str
    conflict: bool
    status: int
    field: str = ""
    value: str = ""
    note: str = ""
    events: tuple[str, ...] = ()
    reply_to: int | None = None
    back: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent."""

    act: str
    note: str
    seen: str | None
    back: str
    field: str = ""
    value: str | None = ""
    events: tuple[str, ...] = ()
    number: int | None = None
    typed: str = ""


async def sent(request: Request, act: str) -> Sent:
    """Return the form of a request; raises SettingError where a number is none."""
    form = await request.form(max_fields=MOST_PARTS, max_files=0)
    name = _text(form, "field")
    values = [str(value) for value in form.getlist("value")]
    value = joined(name, values) if act == "edit" else _text(form, "words")
    number = _text(form, "review") or _text(form, "reply_to")
    if number and not number.isdecimal():
        raise SettingError(f"{number[:40]}: not the number of an act of review")
    return Sent(
        act=act,
        note=_text(form, "note"),
        seen=_text(form, "seen") or None,
        back=own_page(_text(form, "back")),
        field=name,
        value=None if act == "edit" and "machine" in form else value,
        events=tuple(str(key) for key in form.getlist("event")),
        number=int(number) if number else None,
        typed=_text(form, "others") if act == "merge" else value,
    )


def _text(form: FormData, name: str) -> str:
    found = form.get(name, "")
    return found.strip() if isinstance(found, str) else ""


def _refs(typed: str) -> list[str]:
    """Return the ids in what was typed: ids, or addresses of incidents, parted by spaces, commas or line ends."""
    parts = re.split(r"[\s,;]+", typed)
    paths = [urlsplit(part).path.rstrip("/").rsplit("/", 1)[-1] if "/" in part else part for part in parts if part]
    wrong = [part for part in paths if not _REF.fullmatch(part)]
    if wrong:
        raise SettingError(f"{wrong[0][:40]}: not an id of an incident (they look like i3bc49e5aa876)")
    return paths


def carried_out(visit: Visit, ref: str, form: Sent) -> review.Done:
    """Do what a form asks; raises ForbiddenError, SettingError, RefusedError with nothing changed."""
    if not visit.viewer.role.may(Role.REVIEWER):
        raise ForbiddenError("only reviewers may change what is held or comment on it; ask who runs this server")
    return _ACTS[form.act](visit.ledger, visit.viewer.name, ref, form)


_ACTS: dict[str, Callable[[Ledger, str, str, Sent], review.Done]] = {
    "accept": lambda ledger, who, ref, form: review.accept(ledger, who, ref, note=form.note, seen=form.seen),
    "reject": lambda ledger, who, ref, form: review.reject(ledger, who, ref, note=form.note, seen=form.seen),
    "edit": lambda ledger, who, ref, form: review.edit(
        ledger, who, ref, form.field, form.value, note=form.note, seen=form.seen
    ),
    "comment": lambda ledger, who, ref, form: review.comment(
        ledger, who, ref, form.field, form.value or "", reply_to=form.number
    ),
    "split": lambda ledger, who, ref, form: review.split(ledger, who, ref, form.events, note=form.note, seen=form.seen),
    "merge": lambda ledger, who, ref, form: review.merge(
        ledger, who, ref, _refs(form.typed), note=form.note, seen=form.seen
    ),
    "undo": lambda ledger, who, _ref, form: review.undo(ledger, who, form.number),
}


def after(form: Sent, done: review.Done) -> str:
    """Return the address to show next: where the form says, else the incident, with the number of the act."""
    page = form.back or incident_link(done.incident)
    path, hashed, part = page.partition("#")
    page = f"{path}{'&' if '?' in path else '?'}done={done.review}"
    if form.act == "comment" and not form.back:
        return f"{page}#comment-{done.review}"
    return page + hashed + part


def trouble(connection: Connection, ref: str, form: Sent, error: RefusedError | SettingError) -> Trouble:
    """Return why a form was not kept, in words for whoever sent it."""
    late = isinstance(error, review.Conflict)
    said = _who_came_first(connection, ref, form) if late else str(error)
    status = 409 if isinstance(error, RefusedError) else 400
    return Trouble(form.act, said, late, status, form.field, form.typed, form.note, form.events, form.number, form.back)


def _who_came_first(connection: Connection, ref: str, form: Sent) -> str:
    """Return what another did to the incident in between, and what of the form was not kept."""
    row, held = queries.find(connection, ref)
    changes = history_of(connection, row)
    acts = [act for act in review.acts(connection, incident_row=row, limit=10) if act.action != "comment"]
    said = f"{held.id} was changed after you opened it"
    if acts and (not changes or acts[0].at >= changes[-1].at):
        act = acts[0]
        moment = f"at {act.at:%H:%M} UTC on {act.at:%Y-%m-%d}"
        if act.action == "edit":
            value = (
                "back to the machine's value" if act.after is None else f"to “{in_words(act.field, str(act.after))}”"
            )
            said = f"{act.who} changed {label_of(act.field)} {value} {moment}"
        else:
            said = f"{act.who} {_PAST.get(act.action, act.action)} {held.id} {moment}"
    elif changes:
        said = f"{held.id} changed at {changes[-1].at:%H:%M} UTC on {changes[-1].at:%Y-%m-%d} ({changes[-1].cause})"
    return f"{said}; {_lost(form)}"


_PAST = {
    "accept": "accepted",
    "reject": "rejected",
    "split": "split",
    "merge": "merged others into",
    "undo": "took back an act on",
}


def _lost(form: Sent) -> str:
    if form.act == "edit":
        value = "give it back to the machine" if form.value is None else f"“{in_words(form.field, form.value)}”"
        return f"your edit of {label_of(form.field)} was not kept: {value}"
    return f"your {form.act} was not kept"
