"""What of a report's text is marked, and why: voices, cues, contents and acts, each a span with what it belongs to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from sayso.model import Record, Span, Stance


class MarkKind(StrEnum):
    """What is marked in running text, from the widest to the narrowest; `DENIED` is content that its voice denies."""

    CONTENT = "content"
    DENIED = "denied"
    DOUBTED = "doubted"
    VOICE = "voice"
    CUE = "cue"
    ACT = "act"


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked span; `events` are the numbers (from 1) of the events it triggers, `voice` is who speaks in it."""

    span: Span
    kind: MarkKind
    events: tuple[int, ...] = ()
    voice: str = ""


_ORDER = {kind: rank for rank, kind in enumerate(MarkKind)}
_CONTENT_KINDS = {Stance.DENIES: MarkKind.DENIED, Stance.DOUBTS: MarkKind.DOUBTED}


def marks_of(record: Record) -> list[Mark]:
    """Return the marks of a record without doubles, in reading order, a wider mark before the narrower inside it."""
    length = len(record.report.text)
    found: dict[tuple[Span, MarkKind], Mark] = {}
    for mark in (*_statement_marks(record), *_account_marks(record), *_act_marks(record)):
        if 0 <= mark.span.start < mark.span.end <= length:
            found.setdefault((mark.span, mark.kind), mark)
    for kind in _CONTENT_KINDS.values():  # told by one voice and denied by another: the denial is the stronger mark
        for span in [span for span, other in found if other is kind]:
            found.pop((span, MarkKind.CONTENT), None)
    return sorted(found.values(), key=lambda m: (m.span.start, -m.span.end, _ORDER[m.kind]))


def boundaries(spans: Iterable[Span], length: int) -> list[int]:
    """Return every offset at which a span starts or ends, with 0 and `length`, in order and once each."""
    return sorted({0, length, *(edge for span in spans for edge in span)})


def _statement_marks(record: Record) -> Iterator[Mark]:
    for statement in record.statements:
        if statement.source.is_outlet:
            continue  # everything unmarked is the outlet's; marking it would mark the whole text
        kind = _CONTENT_KINDS.get(statement.stance, MarkKind.CONTENT)
        for span in statement.content:
            yield Mark(span, kind, voice=statement.source.text)
        where = statement.source_span or statement.source.span
        if where:
            yield Mark(where, MarkKind.VOICE)
        if statement.cue:
            yield Mark(statement.cue, MarkKind.CUE)


def _account_marks(record: Record) -> Iterator[Mark]:
    for event in record.events:
        for account in event.accounts:
            if account.source.span and not account.source.is_outlet:
                yield Mark(account.source.span, MarkKind.VOICE)


def _act_marks(record: Record) -> Iterator[Mark]:
    by_span: dict[Span, list[int]] = {}
    for number, event in enumerate(record.events, start=1):
        for mention in event.mentions:
            numbers = by_span.setdefault(mention.trigger, [])
            if number not in numbers:
                numbers.append(number)
    for span, numbers in by_span.items():
        yield Mark(span, MarkKind.ACT, events=tuple(numbers))
