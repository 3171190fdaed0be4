"""Records as JSON lines, one report a line: the contract other programs read. `docs/jsonl.md` describes every key."""

import json
import re
from typing import IO, Any

from sayso.model import (
    Account,
    Event,
    Figure,
    Mention,
    Original,
    Participant,
    Place,
    Record,
    Span,
    Statement,
    TimeInterval,
    Voice,
)

SCHEMA = 1  # rises only when a key changes its meaning or goes away; added keys do not change it

# Characters that JSON allows raw but that break readers: line ends that are not "\n" and halves of surrogate pairs.
_FRAGILE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


def to_line(record: Record) -> str:
    """Return the record as one line of JSON without its line end; always encodable as UTF-8."""
    return _FRAGILE.sub(_escape, json.dumps(to_dict(record), ensure_ascii=False))


def to_dict(record: Record) -> dict[str, Any]:
    """Return the record as plain values in the shape of the contract: spans as `[start, end]`, days as ISO strings."""
    report = record.report
    original = {} if report.original is None else {"original": _original(report.original)}
    return {
        "schema": SCHEMA,
        "id": report.id,
        "title": report.title,
        "publisher": report.publisher,
        "published": _day(report.published),
        "url": report.url,
        "byline": report.byline,
        "agency": report.agency,
        "dateline": {"place": report.dateline_place, "date": _day(report.dateline_date)},
        "language": report.language,
        "sha256": report.sha256,
        "raw_sha256": report.raw_sha256,
        "notes": list(report.notes),
        "text": report.text,
        **original,
        "events": [event_dict(event, report.text) for event in record.events],
        "statements": [statement_dict(statement, report.text) for statement in record.statements],
    }


def _original(original: Original) -> dict[str, Any]:
    return {
        "text": original.text,
        "language": original.language,
        "translator": original.translator,
        "aligned": [list(pair) for pair in original.aligned],
    }


class JsonlWriter:
    """Writes records to a text file as they come, one line each."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def add(self, record: Record) -> None:
        """Write one record and hand it on at once, so that a reader at the other end of a pipe is not kept waiting."""
        self._file.write(to_line(record) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Nothing is left to write; the file stays open for its owner."""


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None


def _words(span: Span | None, text: str) -> str | None:
    return span.of(text) if span else None


def _voice(voice: Voice) -> dict[str, Any]:
    return {"text": voice.text, "party": voice.party, "span": _span(voice.span)}


def _carrier(voice: Voice | None) -> dict[str, Any]:
    """`via` is the carrier's name alone, as annotators write it; its party and span stand beside it."""
    if voice is None:
        return {"via": None}
    return {"via": voice.text, "via_party": voice.party, "via_span": _span(voice.span)}


def _participant(part: Participant | None) -> dict[str, Any] | None:
    return {"text": part.text, "party": part.party, "span": _span(part.span)} if part else None


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "text": place.text,
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "precision": place.precision.value,
        "source": place.source,
        "span": _span(place.span),
    }


def _time(time: TimeInterval) -> dict[str, Any]:
    return {
        "text": time.text,
        "start": _day(time.start),
        "end": _day(time.end),
        "precision": time.precision.value,
        "span": _span(time.span),
    }


def _times(time: TimeInterval | None) -> dict[str, Any]:
    """`time` holds only intervals known on both sides; words with an open side go to `time_open`, never filled in."""
    if time is None:
        return {"time": None}
    if time.start is None or time.end is None:
        return {"time": None, "time_open": _time(time)}
    return {"time": _time(time)}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "outcome": figure.outcome.value,
        "who": figure.who or None,
        "low": figure.low,
        "high": figure.high,
        "text": figure.text,
        "source": figure.source,
        "span": _span(figure.span),
    }


def _account(account: Account, text: str) -> dict[str, Any]:
    return {
        "source": _voice(account.source),
        "stance": account.stance.value,
        "manner": account.manner.value,
        "evidence": _words(account.evidence, text),
        "evidence_span": _span(account.evidence),
        **_carrier(account.via),
        **({"target": _participant(account.target)} if account.target is not None else {}),
        **_likely("probability", account.probability),
        **({"learned": True} if account.learned else {}),
    }


def _likely(name: str, value: float | None) -> dict[str, float]:
    """Return a probability under its name, nothing where none was reckoned."""
    return {} if value is None else {name: value}


def _mention(mention: Mention) -> dict[str, Any]:
    return {"trigger": _span(mention.trigger), "clause": _span(mention.clause)}


def event_dict(event: Event, text: str) -> dict[str, Any]:
    """Return an event as it stands in `events`; `text` is what its spans point into."""
    fullest = event.mentions[0]
    return {
        "id": event.id,
        "kind": event.kind,
        "phase": event.phase or None,
        "trigger": fullest.trigger.of(text),
        "evidence": fullest.clause.of(text),
        "agent": _participant(event.agent),
        "target": _participant(event.target),
        "means": _participant(event.means),
        "place": _place(event.place),
        **_times(event.time),
        "realis": event.realis.value,
        "casualties": [_figure(figure) for figure in event.figures],
        "accounts": [_account(account, text) for account in event.accounts],
        "mentions": [_mention(mention) for mention in event.mentions],
        **_likely("probability", event.probability),
        **_likely("place_probability", event.place_probability),
        **({"learned": list(event.learned)} if event.learned else {}),
        **({"by": event.by} if event.by else {}),
    }


def statement_dict(statement: Statement, text: str) -> dict[str, Any]:
    """Return a statement as it stands in `statements`."""
    return {
        "source": _voice(statement.source),
        "stance": statement.stance.value,
        "direct": statement.direct,
        "cue": _words(statement.cue, text),
        "cue_span": _span(statement.cue),
        "source_span": _span(statement.source_span),
        "evidence": _words(statement.evidence, text),
        "evidence_span": _span(statement.evidence),
        "content": [_span(span) for span in statement.content],
        "inside": statement.inside,
        **_carrier(statement.via),
    }
