"""The annotated reports beside the repository: their own scorer's figures, and the errors by class, publisher and kind.

Figures come from `score.py` beside them, run as a program. Errors are told apart over the pairs that
`quality/measure.py` makes: what is missed, wrong or made up, part by part.
"""

from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from quality import alike
from quality import measure as own
from quality.annotated import Event, Report, load
from quality.shared import score_outside
from quality.world.shape import Errors, Findings, Kit, Part, by, quote, table
from sayso.export.jsonl import to_dict
from sayso.model import Report as Published

SLOTS = {
    "agent": alike.same_participant,
    "target": alike.same_participant,
    "place": alike.same_place,
    "time": alike.same_days,
}


def publication(report: Report) -> Published:
    """Return an annotated report without its annotation."""
    day = report.get("published")
    return Published(
        text=report["text"],
        id=report["id"],
        title=report.get("title", ""),
        publisher=report.get("publisher", ""),
        published=date.fromisoformat(day) if day else None,
    )


def compare(report: Report, read: list[Event], errors: Errors) -> dict[str, Counter[str]]:
    """Count the errors of one report by class, and return events by kind: annotated, read, and found as that kind."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    pairs = own.pair(report["text"], report["events"], read)
    twin, back = dict(pairs), {r for _, r in pairs}
    for number, event in enumerate(report["events"]):
        kinds[event["kind"]]["annotated"] += 1
        words = quote(event["evidence"])
        if number not in twin:
            errors.add(f"event missed: {event['kind']}", words)
            continue
        other = read[twin[number]]
        kinds[event["kind"]]["right"] += event["kind"] == other["kind"]
        if event["kind"] != other["kind"]:
            errors.add(f"wrong kind: {event['kind']} read as {other['kind']}", words)
        if event["realis"] != other["realis"]:
            errors.add(f"wrong realis: {event['realis']} read as {other['realis']}", words)
        for slot, same in SLOTS.items():
            wanted, got = event[slot], other.get(slot)
            if wanted and not got:
                errors.add(f"{slot} missed", f"{words}: {quote(wanted['text'] or '')}")
            elif wanted and got and not same(wanted, got):
                errors.add(f"{slot} wrong", f"{words}: {wanted['text']}, read {got['text']}")
            elif got and not wanted:
                errors.add(f"{slot} made up", f"{words}: read {got['text']}")
        _lists(event, other, words, errors)
    for number, event in enumerate(read):
        kinds[event["kind"]]["read"] += 1
        if number not in back:
            errors.add(f"event made up: {event['kind']}", quote(event.get("evidence") or ""))
    return kinds


def _lists(event: Event, other: Event, words: str, errors: Errors) -> None:
    """Count what is missed and made up of figures and accounts."""
    for name, key, same in (
        ("figure", "casualties", alike.same_figure),
        ("account", "accounts", alike.same_account),
    ):
        for wanted in event[key]:
            if not own.matches([wanted], other.get(key, []), same):
                sort = f" ({wanted['stance']})" if "stance" in wanted else ""
                errors.add(f"{name} missed{sort}", f"{words}: {_told(wanted)}")
        for got in other.get(key, []):
            if not any(same(wanted, got) for wanted in event[key]):
                sort = f" ({got['stance']})" if "stance" in got else ""
                errors.add(f"{name} made up{sort}", f"{words}: {_told(got)}")


def _told(item: dict[str, Any]) -> str:
    if "outcome" in item:
        return f"{item['outcome']} {item['low']} to {item['high']}"
    return item["source"]["text"] or "the outlet"


def measure(folder: Path, kit: Kit) -> Findings:
    """Return the scorer's figures over all reports and by publisher, and the errors by class."""
    found = Findings()
    gold = folder / "gold" / "dev"
    annotated = load(gold)
    readings = [to_dict(record) for record in kit.records(publication(report) for report in annotated)]
    by_id = {reading["id"]: reading for reading in readings}
    for name, row in score_outside(folder / "gold" / "score.py", gold, by_id).items():
        found.figures[f"{name} F1"] = {"value": row["f1"], "p": row["p"], "r": row["r"], "n": row["n"]}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for report in annotated:
        for kind, counts in compare(report, by_id[report["id"]]["events"], found.errors).items():
            kinds[kind] += counts
    found.tables["by kind (annotated, read, right kind)"] = table(
        ["kind", "annotated", "read", "right"], by(kinds, "annotated", "read", "right")
    )
    found.tables["by publisher, F1"] = _by_publisher(annotated, by_id)
    return found


def _by_publisher(annotated: list[Report], readings: dict[str, Report]) -> dict[str, Any]:
    groups: dict[str, list[Report]] = defaultdict(list)
    for report in annotated:
        groups[report.get("publisher") or "unknown"].append(report)
    rows = []
    shown = ("found", "event", "agent", "place", "time", "casualties", "accounts", "record")
    for name, reports in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        scores = own.measure(reports, readings).scores()
        rows.append([name, len(reports), scores["found"].wanted, *(scores[part].f1 for part in shown)])
    return table(["publisher", "reports", "events", *shown], rows)


PART = Part(
    "gold",
    "Annotated reports (gold/dev)",
    ("gold/dev/*.json", "gold/score.py"),
    measure,
    ("alike.py", "annotated.py", "measure.py", "shared.py"),
)
