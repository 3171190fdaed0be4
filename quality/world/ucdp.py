"""The world: are the deadly acts that reports tell of in UCDP's human-coded events of the same days?

Read are the reports of the corpus dated January to July 2016. A *reported lethal event* is an act that sayso reads as
happened or going on, with a figure of killed of which the low bound is one or more, whose days lie in that time. It is
found when UCDP GED has an event in Syria whose days overlap with those of the act (both of two days at most), within
25 km, whose range of deaths overlaps with the figure. UCDP codes some twenty events a day there, most from the Syrian
Observatory, so some agree by chance: the same is counted with our days moved by 45. What annotators wrote of those
reports that are annotated is held against UCDP in the same way: no reader can be expected to do better than that.
"""

import csv
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from quality.alike import kilometres
from quality.annotated import load
from quality.world.shape import Findings, Kit, Part, quote, share, table
from sayso.export.jsonl import to_dict
from sayso.model import Report

FIRST, LAST = date(2016, 1, 1), date(2016, 7, 31)
NEAR_KM = 25.0
# What lasts longer than this many days is a summary, not an act of a day.
DAYS = 2
MOVED = timedelta(days=45)
OUTCOMES = (
    "found",
    "day and place, other deaths",
    "that day, not within 25 km",
    "no event that day",
    "no point",
    "no day",
    "a span of days",
)


@dataclass(frozen=True, slots=True)
class Coded:
    """An event of UCDP: days, point, deaths."""

    start: date
    end: date
    lat: float
    lon: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Told:
    """A lethal act that a report tells of; whatever is not told is None."""

    report: str
    publisher: str
    kind: str
    words: str
    start: date | None
    end: date | None
    lat: float | None
    lon: float | None
    low: int
    high: int | None


def coded(path: Path) -> list[Coded]:
    """Return UCDP's events of the time, summaries over many days left out."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            start, end = date.fromisoformat(row["date_start"][:10]), date.fromisoformat(row["date_end"][:10])
            if start <= LAST + MOVED and end >= FIRST - MOVED and (end - start).days < DAYS:
                low, high = (int(float(row[key])) for key in ("low", "high"))
                found.append(Coded(start, end, float(row["latitude"]), float(row["longitude"]), low, high))
    return found


def lethal(report: dict[str, Any]) -> Iterator[Told]:
    """Yield the lethal acts of a report in the shape of `sayso read --format jsonl`, those dated outside left out."""
    for event in report["events"]:
        killed = [f for f in event["casualties"] if f["outcome"] == "killed" and (f["low"] or 0) >= 1]
        if not killed or event["realis"] not in ("happened", "ongoing"):
            continue
        time, place = event.get("time") or {}, event.get("place") or {}
        start, end = (date.fromisoformat(time[key]) if time.get(key) else None for key in ("start", "end"))
        if start is not None and not FIRST <= start <= LAST:
            continue
        figure = max(killed, key=lambda f: f["low"])
        yield Told(
            report["id"],
            report.get("publisher") or "",
            event["kind"],
            quote(event.get("evidence") or ""),
            start,
            end,
            place.get("lat"),
            place.get("lon"),
            figure["low"],
            figure["high"],
        )


def judge(one: Told, world: dict[date, list[Coded]]) -> str:
    """Return how far an act is found in the world: the first of the steps that fails, or "found"."""
    if one.start is None or one.end is None or (one.end - one.start).days >= DAYS:
        return "no day" if one.start is None or one.end is None else "a span of days"
    if one.lat is None or one.lon is None:
        return "no point"
    days = [one.start + timedelta(days=n) for n in range((one.end - one.start).days + 1)]
    same_day = {event for day in days for event in world.get(day, ())}
    if not same_day:
        return "no event that day"
    near = [e for e in same_day if kilometres(one.lat, one.lon, e.lat, e.lon) <= NEAR_KM]
    if not near:
        return "that day, not within 25 km"
    if any(e.high >= one.low and (one.high is None or e.low <= one.high) for e in near):
        return "found"
    return "day and place, other deaths"


def by_day(events: Iterable[Coded]) -> dict[date, list[Coded]]:
    """Return events by each of their days."""
    world: dict[date, list[Coded]] = defaultdict(list)
    for event in events:
        for n in range((event.end - event.start).days + 1):
            world[event.start + timedelta(days=n)].append(event)
    return world


def moved(one: Told) -> Told:
    """Return an act with its days moved, for what agrees by chance: forward in the first half, else back."""
    if one.start is None or one.end is None:
        return one
    way = MOVED if one.start < FIRST + (LAST - FIRST) / 2 else -MOVED
    return replace(one, start=one.start + way, end=one.end + way)


def measure(folder: Path, kit: Kit) -> Findings:
    """Return the share of lethal acts that UCDP has too: ours, ours moved, and the annotators'."""
    found = Findings()
    world = by_day(coded(folder / "data" / "ucdp_ged_syria" / "events.csv.gz"))
    lines = (folder / "corpus" / "fakes.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [e for e in map(json.loads, lines) if _in_time(e.get("published"))]
    reports = [
        Report(
            e["text"],
            id=e["id"],
            title=e["title"],
            publisher=e["publisher"],
            published=date.fromisoformat(e["published"]),
        )
        for e in entries
    ]
    ours = [one for record in kit.records(reports) for one in lethal(to_dict(record))]
    annotated = [one for r in load(folder / "gold" / "dev") if _in_time(r.get("published")) for one in lethal(r)]
    outcomes = Counter(judge(one, world) for one in ours)
    pinned = [one for one in ours if judge(one, world) not in ("no day", "a span of days", "no point")]
    near = sum(judge(one, world) in ("found", "day and place, other deaths") for one in pinned)
    found.figures["reported lethal events found, of all"] = share(outcomes["found"], len(ours))
    found.figures["found, of those with a day and a point"] = share(outcomes["found"], len(pinned))
    found.figures["right day within 25 km, of those with a day and a point"] = share(near, len(pinned))
    chance = sum(judge(moved(one), world) == "found" for one in pinned)
    found.figures["found by chance (days moved by 45)"] = share(chance, len(pinned))
    theirs = Counter(judge(one, world) for one in annotated)
    whole = sum(n for name, n in theirs.items() if name not in ("no day", "a span of days", "no point"))
    found.figures["annotators' lethal events found, of all"] = share(theirs["found"], len(annotated))
    found.figures["annotators' found, of those with a day and a point"] = share(theirs["found"], whole)
    found.tables["how far they are found"] = table(
        ["outcome", "read by sayso", "annotated"], ([name, outcomes[name], theirs[name]] for name in OUTCOMES)
    )
    for column in ("publisher", "kind"):
        rows: dict[str, Counter[str]] = defaultdict(Counter)
        for one in ours:
            row = rows[getattr(one, column)]
            row["all"] += 1
            row["found"] += judge(one, world) == "found"
        ordered = sorted(rows.items(), key=lambda item: (-item[1]["all"], item[0]))
        found.tables[f"by {column}"] = table(
            [column, "lethal events", "found"], ([name, row["all"], row["found"]] for name, row in ordered)
        )
    for one in ours:
        outcome = judge(one, world)
        if outcome != "found":
            found.errors.add(outcome, f"{one.words} ({one.low} killed or more, {one.start or 'no day'}; {one.report})")
    return found


def _in_time(published: str | None) -> bool:
    return bool(published) and FIRST <= date.fromisoformat(str(published)) <= LAST


PART = Part(
    "ucdp_ged_syria",
    "The world (UCDP GED, Syria 2016)",
    ("data/ucdp_ged_syria/events.csv.gz", "corpus/fakes.jsonl", "gold/dev/*.json"),
    measure,
    ("alike.py", "annotated.py"),
)
