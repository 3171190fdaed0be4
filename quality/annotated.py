"""Annotated reports: reading them from a folder, the digest that names a set, and the faults a file can have."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

Report = dict[str, Any]
Event = dict[str, Any]

REALIS = frozenset({"happened", "ongoing", "planned", "failed"})
STANCES = frozenset({"asserts", "denies"})
OUTCOMES = frozenset({"killed", "injured", "casualties", "displaced", "detained", "missing"})


def load(folder: Path) -> list[Report]:
    """Return the annotated reports of a folder, one a `.json` file, in the order of their file names."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def digest(reports: list[Report]) -> str:
    """Return 16 hex digits that name this set: any change to a text or an annotation changes them, layout does not."""
    whole = json.dumps(reports, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode("utf-8")).hexdigest()[:16]


def faults(report: Report, kinds: frozenset[str]) -> Iterator[str]:
    """Yield every way in which an annotated report breaks the shape; `kinds` are the kinds of event sayso knows."""
    text = report["text"]
    date.fromisoformat(report["published"])
    seen: set[str] = set()
    for event in report["events"]:
        name = event["id"]
        if name in seen:
            yield f"{name}: id used twice"
        seen.add(name)
        if event["kind"] not in kinds:
            yield f"{name}: no such kind: {event['kind']}"
        if event["realis"] not in REALIS:
            yield f"{name}: no such realis: {event['realis']}"
        if event["trigger"] not in event["evidence"]:
            yield f"{name}: the trigger is not among the words of the evidence"
        if not event["accounts"]:
            yield f"{name}: nobody tells of it"
        for quoted in _quotations(event):
            if quoted not in text:
                yield f"{name}: not in the text: {quoted!r}"
        yield from (f"{name}: {fault}" for fault in _value_faults(event))


def _quotations(event: Event) -> Iterator[str]:
    """Yield every string of an event that must stand in the text."""
    yield event["trigger"]
    yield event["evidence"]
    for key in ("agent", "target", "place", "time"):
        if event[key] and event[key]["text"]:
            yield event[key]["text"]
    for figure in event["casualties"]:
        yield figure["text"]
        if figure["source"] != "outlet":
            yield figure["source"]
    for account in event["accounts"]:
        yield account["source"]["text"]
        yield account.get("evidence", "")
        yield account.get("via", "")


def _value_faults(event: Event) -> Iterator[str]:
    if event["time"] and date.fromisoformat(event["time"]["start"]) > date.fromisoformat(event["time"]["end"]):
        yield "the time ends before it starts"
    for figure in event["casualties"]:
        if figure["outcome"] not in OUTCOMES:
            yield f"no such outcome: {figure['outcome']}"
        if figure["low"] is None and figure["high"] is None:
            yield "a figure without a number"
    for account in event["accounts"]:
        if account["stance"] not in STANCES:
            yield f"no such stance: {account['stance']}"
        if not account["source"]["text"] and account["source"]["party"] != "outlet":
            yield "a voice without words must be the outlet's"
