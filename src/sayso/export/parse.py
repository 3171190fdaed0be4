"""JSON lines back to records: the inverse of `sayso.export.jsonl`."""

import datetime
import json
from typing import Any

from sayso.errors import IntakeError
from sayso.model import (
    Account,
    Aligned,
    Event,
    Figure,
    Mention,
    Original,
    Outcome,
    Participant,
    Place,
    PlacePrecision,
    Realis,
    Record,
    Report,
    Span,
    Stance,
    Statement,
    TimeInterval,
    TimePrecision,
    Voice,
)

Json = dict[str, Any]


def from_line(line: str, name: str = "line") -> Record:
    """Parse one line of `sayso read --format jsonl`; raises IntakeError naming `name` if it is not such a line."""
    try:
        return from_dict(json.loads(line))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise IntakeError(name, f"not a record of sayso ({type(error).__name__}: {error})") from error


def from_dict(data: Json) -> Record:
    """Return the record that `to_dict` made `data` from; raises KeyError, TypeError or ValueError on another shape."""
    report = Report(
        text=data["text"],
        id=data["id"],
        title=data["title"],
        publisher=data["publisher"],
        url=data["url"],
        byline=data["byline"],
        agency=data["agency"],
        published=_day(data["published"]),
        dateline_place=data["dateline"]["place"],
        dateline_date=_day(data["dateline"]["date"]),
        language=data["language"],
        raw_sha256=data["raw_sha256"],
        notes=tuple(data["notes"]),
        original=_original(data.get("original")),
    )
    return Record(report, tuple(map(_statement, data["statements"])), tuple(map(_event, data["events"])))


def _original(data: Json | None) -> Original | None:
    if data is None:
        return None
    aligned = tuple(Aligned(*map(int, pair)) for pair in data["aligned"])
    return Original(data["text"], data["language"], data["translator"], aligned)


def _day(text: str | None) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _span(pair: list[int]) -> Span:
    start, end = pair
    return Span(start, end)


def _maybe(pair: list[int] | None) -> Span | None:
    return _span(pair) if pair else None


def _voice(data: Json) -> Voice:
    return Voice(data["text"], data["party"], _maybe(data["span"]))


def _carrier(data: Json) -> Voice | None:
    return None if data["via"] is None else Voice(data["via"], data["via_party"], _maybe(data["via_span"]))


def _participant(data: Json | None) -> Participant | None:
    return Participant(data["text"], data["party"], _span(data["span"])) if data else None


def _place(data: Json | None) -> Place | None:
    if data is None:
        return None
    return Place(
        text=data["text"],
        span=_span(data["span"]),
        name=data["name"],
        country=data["country"],
        lat=data["lat"],
        lon=data["lon"],
        precision=PlacePrecision(data["precision"]),
        source=data["source"],
    )


def _time(data: Json | None) -> TimeInterval | None:
    if data is None:
        return None
    return TimeInterval(
        data["text"], _span(data["span"]), _day(data["start"]), _day(data["end"]), TimePrecision(data["precision"])
    )


def _figure(data: Json) -> Figure:
    return Figure(
        outcome=Outcome(data["outcome"]),
        low=data["low"],
        high=data["high"],
        who=data["who"] or "",
        text=data["text"],
        span=_span(data["span"]),
        source=data["source"],
    )


def _account(data: Json) -> Account:
    return Account(
        source=_voice(data["source"]),
        stance=Stance(data["stance"]),
        manner=Stance(data["manner"]),
        evidence=_maybe(data["evidence_span"]),
        via=_carrier(data),
        target=_participant(data.get("target")),
        probability=data.get("probability"),
        learned=data.get("learned", False),
    )


def _event(data: Json) -> Event:
    return Event(
        id=data["id"],
        kind=data["kind"],
        phase=data["phase"] or "",
        realis=Realis(data["realis"]),
        mentions=tuple(Mention(_span(m["trigger"]), _span(m["clause"])) for m in data["mentions"]),
        accounts=tuple(map(_account, data["accounts"])),
        agent=_participant(data["agent"]),
        target=_participant(data["target"]),
        means=_participant(data["means"]),
        place=_place(data["place"]),
        time=_time(data["time"] or data.get("time_open")),
        figures=tuple(map(_figure, data["casualties"])),
        by=data.get("by", ""),
        probability=data.get("probability"),
        place_probability=data.get("place_probability"),
        learned=tuple(data.get("learned", ())),
    )


def _statement(data: Json) -> Statement:
    return Statement(
        source=_voice(data["source"]),
        stance=Stance(data["stance"]),
        content=tuple(map(_span, data["content"])),
        cue=_maybe(data["cue_span"]),
        source_span=_maybe(data["source_span"]),
        evidence=_maybe(data["evidence_span"]),
        direct=data["direct"],
        via=_carrier(data),
        inside=data["inside"],
    )
