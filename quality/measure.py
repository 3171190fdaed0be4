"""Precision, recall and F1 of each part of the record, over annotated reports.

A read event is paired with an annotated one of the same or a kindred kind when one of its triggers stands among the
words the annotator gave as evidence. Each event is paired once, the best pairs first. Every part is then counted over
*all* annotated and *all* read events: an event that was not found loses its agent too, and one that was made up costs
precision in every part it fills.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from quality import alike
from quality.annotated import Event, Report

# Kinds that good annotators take for one another; a pair of them counts as found, not as the right event.
KINDRED = (
    frozenset({"airstrike", "shelling", "bombing", "chemical", "attack"}),
    frozenset({"clash", "offensive", "capture", "withdrawal", "control", "siege", "attack"}),
    frozenset({"aid", "aid_blocked"}),
    frozenset({"talks", "agreement"}),
)

PARTS = (
    "found",
    "event",
    "phase",
    "agent",
    "target",
    "place",
    "geo",
    "time",
    "realis",
    "casualties",
    "credited",
    "accounts",
    "attributed",
    "denials",
    "carriers",
    "record",
)

Pairs = list[tuple[int, int]]
Same = Callable[[Any, Any], bool]


@dataclass(frozen=True, slots=True)
class Score:
    """How often a part was annotated, how often it was read, and how often both agree."""

    wanted: int
    read: int
    right: int

    @property
    def precision(self) -> float:
        """Share of what was read that is right, 0 when nothing was read."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """Share of what was annotated that was read right, 0 when nothing was annotated."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 when there is nothing at all."""
        both = self.wanted + self.read
        return 2 * self.right / both if both else 0.0


@dataclass(slots=True)
class Tally:
    """Counts by part, and for each part what went wrong, as lines for people."""

    wanted: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    misses: list[tuple[str, str]] = field(default_factory=list)

    def scores(self) -> dict[str, Score]:
        """Return the score of every part, in the order of `PARTS`."""
        return {part: Score(self.wanted[part], self.read[part], self.right[part]) for part in PARTS}


def measure(annotated: Iterable[Report], readings: Mapping[str, Report]) -> Tally:
    """Compare readings, by report id and in the shape of `sayso read --format jsonl`, with annotated reports.

    A report without a reading counts as one in which nothing was found.
    """
    tally = Tally()
    for report in annotated:
        events = readings.get(report["id"], {}).get("events", [])
        _compare(tally, report, events, pair(report["text"], report["events"], events))
    return tally


def akin(kind: str, other: str) -> bool:
    """Tell whether two kinds of event are one or kindred."""
    return kind == other or any(kind in kin and other in kin for kin in KINDRED)


def pair(text: str, wanted: list[Event], read: list[Event]) -> Pairs:
    """Return the pairs (annotated, read) by index, each index at most once."""
    candidates = []
    for w, annotated in enumerate(wanted):
        start = text.find(annotated["evidence"])
        evidence = (start, start + len(annotated["evidence"]))
        at = start + annotated["evidence"].find(annotated["trigger"])
        trigger = (at, at + len(annotated["trigger"]))
        for r, event in enumerate(read):
            spans = [tuple(mention["trigger"]) for mention in event.get("mentions", [])]
            if not akin(annotated["kind"], event["kind"]) or not any(_touch(evidence, span) for span in spans):
                continue
            closeness = (
                annotated["kind"] == event["kind"],
                any(_touch(trigger, span) for span in spans),
                bool(annotated["agent"]) and alike.same_participant(annotated["agent"], event.get("agent")),
                -abs(w / len(wanted) - r / len(read)),
            )
            candidates.append((closeness, w, r))
    candidates.sort(key=lambda c: (c[0], -c[1], -c[2]), reverse=True)
    pairs: Pairs = []
    for _, w, r in candidates:
        if all(w != a and r != b for a, b in pairs):
            pairs.append((w, r))
    return pairs


def matches(wanted: list[dict[str, Any]], read: list[dict[str, Any]], same: Same) -> list[dict[str, Any]]:
    """Return the wanted items that were read, each read item standing for one."""
    left, found = list(read), []
    for item in wanted:
        twin = next((other for other in left if same(item, other)), None)
        if twin is not None:
            left.remove(twin)
            found.append(item)
    return found


def _touch(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


# Parts that an event has once: whether the annotator gave it, whether it was read, whether both agree.
_SLOTS: dict[str, tuple[str, Callable[[Any], bool], Same]] = {
    "phase": ("phase", bool, lambda a, b: a == b),
    "agent": ("agent", bool, alike.same_participant),
    "target": ("target", bool, alike.same_participant),
    "place": ("place", bool, alike.same_place),
    "geo": ("place", lambda place: bool(place) and place.get("lat") is not None, alike.same_point),
    "time": ("time", bool, alike.same_days),
    "realis": ("realis", bool, lambda a, b: a == b),
}
# Parts that an event has many of: where they stand, which of them count, what makes two the same.
_LISTS: dict[str, tuple[str, Callable[[dict[str, Any]], bool], Same]] = {
    "casualties": ("casualties", lambda _: True, alike.same_figure),
    "credited": ("casualties", lambda _: True, alike.same_giver),
    "accounts": ("accounts", lambda _: True, alike.same_account),
    "attributed": ("accounts", lambda a: a["source"]["party"] != "outlet", alike.same_account),
    "denials": ("accounts", lambda a: a["stance"] == "denies", alike.same_account),
    "carriers": ("accounts", lambda a: bool(a.get("via")), alike.same_carrier),
}
# What must be right for the record of an event to be right as a whole.
_WHOLE_SLOTS = ("agent", "target", "place", "time", "realis")
_WHOLE_LISTS = ("casualties", "accounts")


def _compare(tally: Tally, report: Report, read: list[Event], pairs: Pairs) -> None:
    wanted, twin = report["events"], dict(pairs)
    back = {r: w for w, r in pairs}
    for part in ("found", "event", "record"):
        tally.wanted[part] += len(wanted)
        tally.read[part] += len(read)

    def miss(part: str, event: Event, expected: object, got: object) -> None:
        tally.misses.append(
            (part, f"{report['id']} {event['kind']} “{event.get('evidence')}”: wanted {expected}, read {got}")
        )

    for r, event in enumerate(read):
        if r not in back:
            miss("found", event, None, event["kind"])
    for w, event in enumerate(wanted):
        other = read[twin[w]] if w in twin else None
        if other is None:
            miss("found", event, event["kind"], None)
            continue
        tally.right["found"] += 1
        if event["kind"] == other["kind"]:
            tally.right["event"] += 1
        else:
            miss("event", event, event["kind"], other["kind"])
        tally.right["record"] += _whole(event, other)
    for part, (key, given, same) in _SLOTS.items():
        tally.read[part] += sum(given(event.get(key)) for event in read)
        for w, event in enumerate(wanted):
            other = read[twin[w]] if w in twin else None
            value = other.get(key) if other else None
            if given(event.get(key)):
                tally.wanted[part] += 1
                right = bool(given(value)) and same(event[key], value)
                tally.right[part] += right
                if other is not None and not right:
                    miss(part, event, _brief(event[key]), _brief(value))
            elif given(value):
                miss(part, event, None, _brief(value))
    for part, (key, counts, same) in _LISTS.items():
        tally.read[part] += sum(counts(item) for event in read for item in event.get(key, []))
        for w, event in enumerate(wanted):
            items = [item for item in event[key] if counts(item)]
            others = [item for item in read[twin[w]].get(key, []) if counts(item)] if w in twin else []
            right_items = matches(items, others, same)
            tally.wanted[part] += len(items)
            tally.right[part] += len(right_items)
            if w in twin and (len(right_items) < len(items) or len(others) > len(items)):
                missing = [_brief(item) for item in items if item not in right_items]
                miss(part, event, missing, [_brief(item) for item in others])


def _whole(wanted: Event, read: Event) -> bool:
    """Tell whether everything the annotator wrote of an event was read, and no denial was made up."""
    if wanted["kind"] != read["kind"]:
        return False
    for part in _WHOLE_SLOTS:
        key, given, same = _SLOTS[part]
        if given(wanted.get(key)) and not (given(read.get(key)) and same(wanted[key], read[key])):
            return False
    for part in _WHOLE_LISTS:
        key, _, same = _LISTS[part]
        if len(matches(wanted[key], read.get(key, []), same)) < len(wanted[key]):
            return False
    denials = [sum(a["stance"] == "denies" for a in event.get("accounts", [])) for event in (wanted, read)]
    return bool(denials[1] <= denials[0])


def _brief(value: Any) -> str:
    """Return a part of a record in a few words, for the list of misses."""
    if not isinstance(value, dict):
        return str(value)
    if "stance" in value:
        via = f" via {value['via']}" if value.get("via") else ""
        return f"{value['stance']}: {_brief(value['source'])}{via}"
    if "outcome" in value:
        return f"{value['outcome']} {value['low']}..{value['high']} ({value.get('text')}) by {value.get('source')}"
    if "start" in value:
        return f"{value.get('text')} {value['start']}..{value['end']}"
    if "name" in value:
        return f"{value['text']} = {value['name']} {value.get('country')} {value.get('lat')},{value.get('lon')}"
    return f"{value.get('text')} [{value.get('party')}]"
