"""Forms for the fields a reviewer may set: the machine's value beside the human's, and what is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sayso.extract.frames import frame_book
from sayso.ledger.review import FieldValue
from sayso.model import Outcome, PlacePrecision, Realis
from sayso.model.incident import Status

_LABELS = {
    "realis": "whether it took place",
    "agent": "done by",
    "target": "aimed at",
    "means": "with what",
    "day": "days",
    "summary": "summary",
}
# What the parts of a value are called, for fields that are written in several boxes, and what joins them.
_PARTS = {
    "place": (("name", "country (ISO3 or name)", "latitude", "longitude", "precision"), "|"),
    "day": (("first day", "last day"), "/"),
}
_COUNTS = frozenset(outcome.value for outcome in Outcome)


@dataclass(frozen=True, slots=True)
class Box:
    """One input of a form: its label, its `sort` (text, date, words or choice), its value, the choices there are."""

    label: str
    sort: str
    value: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldForm:
    """A field as a page shows it: both values in words, and the boxes that change it.

    `rare` tells that neither the machine nor a human has a value. `human` is None where nobody set it; `typed` is True
    where the boxes hold what somebody typed that was not kept.
    """

    field: str
    label: str
    machine: str
    human: str | None
    who: str
    when: str
    review: int | None
    how: str
    holds: bool
    rare: bool
    boxes: tuple[Box, ...]
    typed: bool = False


def label_of(field: str) -> str:
    """Return the name of a field for people."""
    return _LABELS.get(field, field.replace("_", " "))


def field_forms(
    values: Sequence[FieldValue], typed: Mapping[str, str] | None = None, *, exact: bool = True
) -> list[FieldForm]:
    """Return a form for each field; `typed` are values to put into the boxes instead of what is held.

    Without `exact`, coordinates are left out of the words, for viewers who may not see them.
    """
    typed = typed or {}
    return [
        FieldForm(
            field=v.field,
            label=label_of(v.field),
            machine=in_words(v.field, v.machine, exact=exact),
            human=None if v.human is None else in_words(v.field, v.human, exact=exact),
            who=v.who,
            when=f"{v.when:%Y-%m-%d %H:%M} UTC" if v.when else "",
            review=v.review,
            how=v.how,
            holds=v.holds,
            rare=not v.machine and not v.human and v.field not in typed,
            boxes=_boxes(v.field, typed.get(v.field, v.shown), v.shown),
            typed=v.field in typed,
        )
        for v in values
    ]


def in_words(field: str, value: str, *, exact: bool = True) -> str:
    """Return a value as it is read, from how `edit` writes it; "not known" where it is empty."""
    if not value.strip():
        return "not told" if field in _COUNTS else "not known"
    if field in ("agent", "target"):
        actors = (part.strip().partition("|") for part in value.split(";"))
        return "; ".join(
            words if code in ("", "unknown") else f"{words} ({code})" for words, _, code in actors if words
        )
    if field == "place":
        name, country, lat, lon, precision = (part.strip() for part in (value.split("|") + [""] * 5)[:5])
        at = f"{lat}, {lon}" if lat and lon and exact else ""
        notes = ", ".join(part for part in (at, precision if precision != "unknown" else "") if part)
        return ", ".join(part for part in (name, country) if part) + (f" ({notes})" if notes else "")
    if field == "day":
        first, parted, last = value.partition("/")
        return (
            value
            if not parted
            else f"{first} to {last}"
            if first and last
            else f"from {first}"
            if first
            else f"until {last}"
        )
    return value.replace("_", " ") if field == "kind" else value


def joined(field: str, parts: Sequence[str]) -> str:
    """Return the value that the boxes of a form hold, as `edit` takes it."""
    stripped = [part.strip() for part in parts]
    if field == "day" and len(stripped) == 2:
        first, last = stripped
        return first if first == last else "/".join(stripped) if last else first
    if field == "place" and len(stripped) > 1 and not stripped[0]:
        return ""
    return _PARTS[field][1].join(stripped) if field in _PARTS else (stripped or [""])[0]


def _boxes(field: str, value: str, held: str) -> tuple[Box, ...]:
    if field in _PARTS:
        labels, sign = _PARTS[field]
        given = value.split(sign) if sign in value or field == "place" else [value] * len(labels)
        parts = (given + [""] * len(labels))[: len(labels)]
        return tuple(_box(field, label, part.strip()) for label, part in zip(labels, parts, strict=True))
    choices = _choices(field, held)
    if choices:
        return (Box(label_of(field), "choice", value, choices if value in choices else (value, *choices)),)
    return (Box(label_of(field), "words" if field == "summary" else "text", value),)


def _box(field: str, label: str, value: str) -> Box:
    if field == "day":
        return Box(label, "date", value)
    if label == "precision":
        return Box(label, "choice", value or PlacePrecision.UNKNOWN.value, tuple(PlacePrecision))
    return Box(label, "text", value)


def _choices(field: str, _held: str) -> tuple[str, ...]:
    if field == "kind":
        return tuple(sorted(frame_book().kinds))
    return {"realis": tuple(r.value for r in Realis), "status": tuple(s.value for s in Status)}.get(field, ())
