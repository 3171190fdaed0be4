"""Measure `find_times` on annotated reports: does each event's time in words get its days?

    python benchmarks/times_gold.py FOLDER [--misses]

FOLDER holds one JSON file per report in the shape of the annotation guide. An event with `time.text` counts as right
when an expression that overlaps those words anywhere in the text has exactly its start and end. The anchor is the
dateline's day, else the day of publication; planned acts may be read ahead, and the beginning inside "since" counts.
"""

import argparse
import datetime
import json
import re
from pathlib import Path
from typing import Any

from sayso.extract.times import find_times, forward, inner
from sayso.intake.dateline import find_dateline
from sayso.model import TimeInterval


def day(value: str | None) -> datetime.date | None:
    """Return a date of the annotation, None where it has none."""
    return datetime.date.fromisoformat(value) if value else None


def anchor_of(report: dict[str, Any]) -> datetime.date | None:
    """Return the day that the report's own words count from."""
    dateline = find_dateline(report["text"], day(report["published"]))
    return (dateline.date if dateline else None) or day(report["published"])


def readings(
    report: dict[str, Any], times: list[TimeInterval], event: dict[str, Any], anchor: datetime.date | None
) -> list[TimeInterval]:
    """Return every reading of the event's time words."""
    text, words = report["text"], event["time"]["text"]
    places = [match.span() for match in re.finditer(re.escape(words), text)]
    found = [one for one in times if any(one.span.start < b and a < one.span.end for a, b in places)]
    found += [one for one in (inner(text, time, anchor) for time in found) if one]
    if event["realis"] == "planned":
        found += [forward(one, anchor) for one in found]
    return found


def main() -> None:
    """Print the share of events whose days are right."""
    parser = argparse.ArgumentParser(description="Measure find_times on annotated reports.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--misses", action="store_true", help="print every event whose days are not found")
    options = parser.parse_args()
    total = right = 0
    for path in sorted(options.folder.glob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        anchor = anchor_of(report)
        times = find_times(report["text"], anchor)
        for event in report["events"]:
            time = event["time"]
            if not time or not time["text"]:
                continue
            total += 1
            found = readings(report, times, event, anchor)
            if any((one.start, one.end) == (day(time["start"]), day(time["end"])) for one in found):
                right += 1
            elif options.misses:
                got = [f"{one.text!r} {one.start}..{one.end}" for one in found]
                print(f"{report['id']} {anchor} {time['text']!r} {time['start']}..{time['end']} got {got}")
    print(f"{right} of {total} events with a time in words: {right / max(total, 1):.3f}")


if __name__ == "__main__":
    main()
