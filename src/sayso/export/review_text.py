"""Review for people at a terminal: the queue, what is set by hand beside the machine's, comments, events, the log."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sayso.export.incident_text import listing, wrapped
from sayso.export.visible import one_line
from sayso.ledger.review import Act, Comment, FieldValue, QueueItem
from sayso.model.incident import Incident

_UNKNOWN = "not known"


def queue_lines(items: Iterable[QueueItem]) -> Iterator[str]:
    """Yield the items of a queue: each incident as in lists, then what there is to look at."""
    for item in items:
        yield from listing([item.incident])
        marks = ["changed since it was accepted"] if item.changed else []
        marks += [item.incident.reviewed] if item.incident.reviewed and not item.changed else []
        doubts = ", ".join([*marks, *item.why]) or "nothing unsure"
        yield from wrapped(f"look at: {doubts} (doubt {item.doubt:g} × weight {item.weight:g})", "    ")


def hand_lines(values: Sequence[FieldValue]) -> Iterator[str]:
    """Yield what reviewers have set of an incident, each beside what the machine reads; nothing where nothing is."""
    by_hand = [value for value in values if value.human is not None]
    if by_hand:
        yield from ("", "By hand")
    for value in by_hand:
        own, machine = value.human or _UNKNOWN, value.machine or _UNKNOWN
        moment = f", {value.when:%Y-%m-%d %H:%M}" if value.when else ""
        off = "" if value.holds else "; does not fit the rest, so the machine's is shown"
        yield from wrapped(f"{value.field}: {own} ({value.who}{moment}; review {value.review}{off})", "  ")
        yield from wrapped(f"the machine reads: {machine}", "      ")


def comment_lines(comments: Sequence[Comment]) -> Iterator[str]:
    """Yield the comments on an incident, answers under what they answer."""
    if comments:
        yield from ("", "Comments")
    known = {comment.review for comment in comments}

    def under(parent: int | None, depth: int) -> Iterator[str]:
        for comment in comments:
            own = comment.reply_to if comment.reply_to in known else None
            if own == parent:
                on = f" on {comment.field}" if comment.field else ""
                words = "(withdrawn)" if comment.withdrawn else comment.words
                said = f"{comment.review}  {comment.who}{on}, {comment.at:%Y-%m-%d %H:%M}: {words}"
                yield from wrapped(said, "  " * depth)
                yield from under(comment.review, depth + 1)

    yield from under(None, 1)


def event_lines(incident: Incident) -> Iterator[str]:
    """Yield the keys of the events that an incident is made of, with who tells each and its words."""
    told = {claim.event: claim for claim in reversed(incident.claims)}
    yield from ("", "Events")
    for key in incident.events:
        claim = told.get(key)
        yield from wrapped(f"{key}  {claim.publisher or claim.report}: “{claim.quote}”" if claim else key, "  ")


def act_lines(acts: Iterable[Act]) -> Iterator[str]:
    """Yield acts of the log, one a line or more."""
    for act in acts:
        what = act_words(act)
        note = f" — {act.note}" if act.note else ""
        undone = f" [undone by {act.undone_by}]" if act.undone_by else ""
        yield from wrapped(f"{act.review:>5}  {act.at:%Y-%m-%d %H:%M}  {act.who}: {what}{note}{undone}", "")


def act_words(act: Act) -> str:
    """Say an act: "edit day of i12ab: 2023-07-12 (the machine reads 2023-07-13)"."""
    own, *others = act.incidents or ("",)
    on = f"{act.field} of {own}" if act.field else own
    if act.action == "undo":
        return f"undo {act.undoes} ({on})"
    if act.action == "merge":
        return f"merge {', '.join(others)} into {own}"
    if act.action == "split":
        events = ", ".join(act.before["events"]) if isinstance(act.before, dict) else ""
        return f"split {events} from {own}: {', '.join(others)}"
    if act.action == "edit":
        before = act.before if isinstance(act.before, dict) else {}
        was = before.get("human")
        earlier = "" if was is None else f", was set to {was or _UNKNOWN}"
        to = "back to the machine" if act.after is None else act.after or _UNKNOWN
        return f"edit {on}: {to} (the machine reads {before.get('machine') or _UNKNOWN}{earlier})"
    return f"{act.action} {on}{f': {act.after}' if act.action == 'comment' else ''}"


def queue_row(item: QueueItem) -> dict[str, Any]:
    """Return an item of the queue as plain values for a table."""
    incident = item.incident
    when = incident.when
    return {
        "id": incident.id,
        "priority": item.priority,
        "doubt": item.doubt,
        "weight": item.weight,
        "why": "; ".join(item.why),
        "changed": item.changed,
        "reviewed": incident.reviewed,
        "kind": incident.kind,
        "date_start": when.start if when else None,
        "date_end": when.end if when else None,
        "place": incident.where.name if incident.where else None,
        "country": incident.where.country if incident.where else None,
        "status": incident.status.value,
        "summary": one_line(incident.summary),
    }


def act_row(act: Act) -> dict[str, Any]:
    """Return an act as plain values for a table; what was before and after as JSON where it has parts."""
    return {
        "review": act.review,
        "at": act.at.isoformat(),
        "who": act.who,
        "action": act.action,
        "incidents": "; ".join(act.incidents),
        "field": act.field,
        "before": _plain(act.before),
        "after": _plain(act.after),
        "note": act.note,
        "undone_by": act.undone_by,
        "undoes": act.undoes,
        "reply_to": act.reply_to,
    }


def _plain(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
