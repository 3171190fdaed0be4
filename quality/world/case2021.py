"""Kinds: snippets of news with one ACLED sub-event label each; the first act's type through a crosswalk.

The labels and the sub-event types they stand for are in `case2021_labels.csv`, the way from our kinds to them in
`knowledge/crosswalks/acled.csv`. Five labels (disasters, diplomacy, organised crime, attribution) stand for nothing
that sayso records; they can only be right by silence, and count in the macro F1 over all labels, not in the other.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from quality.world.shape import Findings, Kit, Part, prf, quote, share, table
from sayso.knowledge.files import read_csv
from sayso.model import Event, Record, Report

LABELS = Path(__file__).with_name("case2021_labels.csv")
STATE_SECTORS = ("-GOV", "-MIL")
# The set gives no date of publication; without one no weekday could be told.
PUBLISHED = date(2020, 6, 1)
NOTHING = "(no act)"


def sub_event_type(event: Event, text: str, rows: list[dict[str, str]]) -> str:
    """Return the ACLED sub-event type of an event by the first row of the crosswalk that fits."""
    party = event.agent.party if event.agent else "unknown"
    side = "" if party == "unknown" else "state" if party.endswith(STATE_SECTORS) else "other"
    spans = [mention.clause for mention in event.mentions] + ([event.means.span] if event.means else [])
    words = {word for span in spans for word in re.findall(r"[a-z]+", text[span.start : span.end].lower())}
    stems = words | {word.removesuffix(end) for word in words for end in ("s", "d", "ed", "ing", "ped")}
    for row in rows:
        fits = row["kind"] == event.kind and row["phase"] in ("", event.phase) and row["side"] in ("", side)
        if fits and (not row["words"] or not stems.isdisjoint(row["words"].split())):
            return row["sub_event_type"]
    return ""


def in_order(record: Record) -> list[Event]:
    """Return the events in the order in which the text first tells of them."""
    return sorted(record.events, key=lambda event: min(mention.trigger.start for mention in event.mentions))


def labels() -> dict[str, str]:
    """Return the sub-event type by label of the set."""
    with LABELS.open(encoding="utf-8", newline="") as file:
        return {row["label"]: row["sub_event_type"] for row in csv.DictReader(file)}


def macro(pairs: Iterable[tuple[str, str]], only: set[str] | None = None) -> tuple[float, dict[str, dict[str, float]]]:
    """Return the mean F1 over the types wanted (those of `only`), and the figures of each type."""
    wanted, said, right = Counter[str](), Counter[str](), Counter[str]()
    for want, got in pairs:
        wanted[want] += 1
        said[got] += 1
        right[want] += want == got
    rows = {name: prf(right[name], said[name], wanted[name]) for name in wanted}
    chosen = [row["value"] for name, row in rows.items() if only is None or name in only]
    return sum(chosen) / len(chosen) if chosen else 0.0, rows


def measure(folder: Path, kit: Kit) -> Findings:
    """Return macro and weighted F1 of the first act's type over the labels."""
    found = Findings()
    names = labels()
    lines = (folder / "data" / "case2021_task2" / "half_a.tsv").read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    cells = [row for row in cells if len(row) == 3 and row[2] in names]
    rows = list(read_csv("crosswalks/acled.csv"))
    pairs, among = [], 0
    for row, record in zip(cells, kit.records(Report(c[1], published=PUBLISHED) for c in cells), strict=True):
        want = names[row[2]]
        types = [sub_event_type(event, record.report.text, rows) for event in in_order(record)]
        got = (types[0] or NOTHING) if types else NOTHING
        pairs.append((want, got))
        among += want in types
        if got != want:
            among_them = " (told, not first)" if want in types else ""
            found.errors.add(f"{want}: read {got}{among_them}", quote(row[1]))
    within = {row["sub_event_type"] for row in rows}
    over_all, by_type = macro(pairs)
    over_ours, _ = macro(pairs, within)
    found.figures["macro F1, all labels"] = {"value": over_all, "n": len(pairs)}
    found.figures["macro F1, labels that sayso records"] = {
        "value": over_ours,
        "n": sum(want in within for want, _ in pairs),
    }
    weighted = sum(row["value"] * row["n"] for row in by_type.values()) / max(len(pairs), 1)
    found.figures["weighted F1, all labels"] = {"value": weighted, "n": len(pairs)}
    found.figures["the type is among those read"] = share(among, len(pairs))
    ordered = sorted(by_type.items(), key=lambda item: (-item[1]["n"], item[0]))
    found.tables["by type"] = table(
        ["type", "snippets", "precision", "recall", "F1"],
        ([name, int(row["n"]), row["p"], row["r"], row["value"]] for name, row in ordered),
    )
    return found


PART = Part("case2021_task2", "Kinds (CASE 2021, task 2)", ("data/case2021_task2/half_a.tsv",), measure)
