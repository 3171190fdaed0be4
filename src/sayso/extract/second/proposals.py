"""Proposals: what a model says a report tells, as words only, taken out of an answer that may be anything at all."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sayso.errors import ModelError

# Events of one answer that are looked at; a report of a thousand words tells some ten.
MOST_EVENTS = 64
# Figures, and accounts, of one event.
MOST_PARTS = 16
# Characters of a clause and of any other quotation; the longest clauses of the development reports have some 400.
LONGEST_CLAUSE, LONGEST_WORDS = 800, 300


class Refusal(StrEnum):
    """Why a proposal does not enter, in words for people; the order is that of the checks."""

    MANY = f"beyond the first {MOST_EVENTS} of an answer"
    SHAPE = "not of the shape asked for"
    LONG = "longer than a quotation may be"
    VALUE = "with a kind, phase, realis, outcome or stance that there is not"
    WORDS = "with words that are not in the text"
    APART = "out of the page's furniture or the dateline"
    TRIGGER = "without its trigger in its clause"
    PRONOUN = "with a pronoun for a name"
    DOER = "with civilians as the doers of an armed act"
    COUNT = "with a figure that is no count"
    TOLD = "told already"


class RefusedError(Exception):
    """A proposal does not enter; `why` says which check it failed."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class ProposedFigure:
    """A count: its outcome, the words that count, and who gives it ("" for the report itself)."""

    outcome: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class ProposedAccount:
    """A voice ("" for the report itself), its stance, the words that attribute it, and its carrier."""

    source: str
    stance: str
    words: str
    via: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """An event as a model words it; nothing in it is checked but its shape and its lengths. "" where not told."""

    kind: str
    phase: str
    realis: str
    trigger: str
    clause: str
    agent: str
    target: str
    means: str
    place: str
    time: str
    figures: tuple[ProposedFigure, ...]
    accounts: tuple[ProposedAccount, ...]


def proposals_of(answer: str) -> list[Proposal | Refusal]:
    """Return the proposals of an answer, a Refusal in the place of one that has another shape.

    Text around the JSON object (a fence, a preface) is passed over; raises ModelError where there is no such object.
    """
    start, end = answer.find("{"), answer.rfind("}")
    try:
        events = json.loads(answer[start : end + 1])["events"]
    except (ValueError, KeyError, TypeError, RecursionError):
        events = None
    if not isinstance(events, list):
        raise ModelError("the model's answer is not the JSON object asked for")
    found: list[Proposal | Refusal] = []
    for data in events[:MOST_EVENTS]:
        try:
            found.append(_proposal(data))
        except RefusedError as refused:
            found.append(refused.why)
    return [*found, *[Refusal.MANY] * (len(events) - MOST_EVENTS)]


def answer_schema(kinds: list[str], realis: list[str], outcomes: list[str], stances: list[str]) -> dict[str, Any]:
    """Return the JSON schema of an answer, for servers that hold their model to one."""
    words = {"type": "string"}
    figure = {"outcome": _one_of(outcomes), "text": words, "source": words}
    account = {"source": words, "stance": _one_of(stances), "words": words, "via": words}
    event = {
        "kind": _one_of(kinds),
        "phase": words,
        "realis": _one_of(realis),
        **dict.fromkeys(("trigger", "clause", "agent", "target", "means", "place", "time"), words),
        "figures": {"type": "array", "items": _whole(figure)},
        "accounts": {"type": "array", "items": _whole(account)},
    }
    return _whole({"events": {"type": "array", "items": _whole(event)}})


def _one_of(values: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": values}


def _whole(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _proposal(data: Any) -> Proposal:
    return Proposal(
        kind=_words(data, "kind"),
        phase=_words(data, "phase"),
        realis=_words(data, "realis"),
        trigger=_words(data, "trigger"),
        clause=_words(data, "clause", LONGEST_CLAUSE),
        agent=_words(data, "agent"),
        target=_words(data, "target"),
        means=_words(data, "means"),
        place=_words(data, "place"),
        time=_words(data, "time"),
        figures=tuple(map(_figure, _parts(data, "figures"))),
        accounts=tuple(map(_account, _parts(data, "accounts"))),
    )


def _figure(data: Any) -> ProposedFigure:
    return ProposedFigure(_words(data, "outcome"), _words(data, "text"), _words(data, "source"))


def _account(data: Any) -> ProposedAccount:
    return ProposedAccount(_words(data, "source"), _words(data, "stance"), _words(data, "words"), _words(data, "via"))


def _words(data: Any, name: str, longest: int = LONGEST_WORDS) -> str:
    """Return a string of an object; absent and null are ""."""
    value = data.get(name) if isinstance(data, dict) else 0
    if value is None:
        return ""
    if not isinstance(value, str):
        raise RefusedError(Refusal.SHAPE)
    if len(value) > longest:
        raise RefusedError(Refusal.LONG)
    return value


def _parts(data: Any, name: str) -> list[Any]:
    value = data.get(name) or []
    if not isinstance(value, list):
        raise RefusedError(Refusal.SHAPE)
    if len(value) > MOST_PARTS:
        raise RefusedError(Refusal.LONG)
    return value
