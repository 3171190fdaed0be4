#!/usr/bin/env python3
"""Measure which acts are found and of which kind, against public data that is not shipped.

    kinds.py [--wikievents FILE...] [--snippets FILE] [--plover FILE] [--muc FILE] [--limit N] [--misses]

--wikievents  JSON lines with "text", "tokens" and "event_mentions" (type and trigger): the share of triggers of each
              type on which one of our mentions lies (recall by type).
--snippets    tab-separated number, snippet, label; the labels are those of `case2021_labels.csv` beside this file: how
              often the first act's ACLED sub-event type (knowledge/crosswalks/acled.csv) is the label's.
--plover      JSON records with "text" and "event": how often some act's PLOVER type is the record's.
--muc         JSON lines or a list with "doctext" and "templates": the share of incidents in whose report an act of the
              kind is found, and of reports without an incident in which none is found.
"""

import argparse
import collections
import csv
import datetime
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from sayso.extract.reader import Reader
from sayso.knowledge.files import read_csv
from sayso.model import Event, Record, Report

WIKIEVENTS = {
    "Conflict.Attack": None,
    "Conflict.Demonstrate": {"protest"},
    "Conflict.Defeat": None,
    "Movement.Transportation.Evacuation": {"displacement", "withdrawal"},
    "Justice.ArrestJailDetain": {"detention"},
    "Justice.ReleaseParole": {"detention"},
    "Justice.ChargeIndict": {"sanction"},
    "Justice.Sentence": {"sanction"},
    "Justice.Convict": {"sanction"},
    "Contact.Contact.Meet": {"talks"},
    "Life.Die": None,
    "Life.Injure": None,
}
MUC = {
    "attack": {"attack", "clash", "shelling", "airstrike", "offensive", "capture"},
    "bombing": {"bombing", "airstrike"},
    "kidnapping": {"detention"},
    "robbery": {"attack"},
    "arson": {"attack"},
    "forced work stoppage": {"protest"},
}
# The sets give no date of publication; without one no weekday could be told.
PUBLISHED = datetime.date(2020, 6, 1)
STATE_SECTORS = ("-GOV", "-MIL")


def main() -> None:
    """Print a table for each data set given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wikievents", nargs="+", type=Path, default=[])
    parser.add_argument("--snippets", type=Path)
    parser.add_argument("--plover", type=Path)
    parser.add_argument("--muc", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="read only the first N texts of each set")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    given = parser.parse_args()
    reader = Reader()
    if given.wikievents:
        wikievents(reader, given.wikievents, given.limit, show=given.misses)
    if given.snippets:
        snippets(reader, given.snippets, given.limit, show=given.misses)
    if given.plover:
        plover(reader, given.plover, given.limit, show=given.misses)
    if given.muc:
        muc(reader, given.muc, given.limit, show=given.misses)


def read(reader: Reader, texts: list[str]) -> Iterator[Record]:
    """Yield the record of each text, in order."""
    return reader.read_many(Report(text, published=PUBLISHED) for text in texts)


def wikievents(reader: Reader, paths: list[Path], limit: int | None, *, show: bool) -> None:
    """Recall of annotated triggers by type."""
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()][:limit]
    entries = [json.loads(line) for line in lines]
    for entry in entries:
        entry.setdefault("text", " ".join(entry["tokens"]))
    asked, found = collections.Counter[str](), collections.Counter[str]()
    for entry, record in zip(entries, read(reader, [entry["text"] for entry in entries]), strict=True):
        starts = _token_offsets(entry["text"], entry["tokens"])
        spans = [(m.clause.start, m.clause.end, e.kind) for e in record.events for m in e.mentions]
        for mention in entry["event_mentions"]:
            name = next((n for n in WIKIEVENTS if mention["event_type"].startswith(n)), None)
            if name is None:
                continue
            trigger = mention["trigger"]
            first, last = (trigger.get(name, trigger.get(f"{name}_idx")) for name in ("start", "end"))
            start, end = starts[first], starts[last - 1] + 1
            kinds = WIKIEVENTS[name]
            hit = any(a < end and start < b and (kinds is None or kind in kinds) for a, b, kind in spans)
            asked[name] += 1
            found[name] += hit
            if show and not hit:
                print(f"MISS {name}\t{trigger['text']}\t{_around(entry['text'], start, end)}")
    print(f"{'type of trigger':38} {'number':>7} {'found':>7}")
    for name, number in asked.most_common():
        print(f"{name:38} {number:7} {found[name] / number:7.3f}")


def snippets(reader: Reader, path: Path, limit: int | None, *, show: bool) -> None:
    """Accuracy of ACLED sub-event types."""
    with Path(__file__).with_name("case2021_labels.csv").open(encoding="utf-8", newline="") as file:
        names = {row["label"]: row["sub_event_type"] for row in csv.DictReader(file)}
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row) == 3 and row[2] in names][:limit]
    table = list(read_csv("crosswalks/acled.csv"))
    within = {row["sub_event_type"] for row in table}
    asked, first, among = collections.Counter[str](), collections.Counter[str](), collections.Counter[str]()
    for row, record in zip(rows, read(reader, [row[1] for row in rows]), strict=True):
        want = names[row[2]]
        types = [sub_event_type(event, record.report.text, table) for event in _in_order(record)]
        asked[want] += 1
        first[want] += types[:1] == [want]
        among[want] += want in types
        if show and types[:1] != [want]:
            print(f"MISS {want}\t{types}\t{row[1][:200]}")
    print(f"{'ACLED sub-event type':38} {'number':>7} {'first':>7} {'among':>7}")
    for name, number in asked.most_common():
        print(f"{name:38} {number:7} {first[name] / number:7.3f} {among[name] / number:7.3f}")
    for title, chosen in (("all", set(asked)), ("all within the crosswalk", within)):
        number = sum(asked[name] for name in chosen)
        hits, near = sum(first[name] for name in chosen), sum(among[name] for name in chosen)
        print(f"{title:38} {number:7} {hits / number:7.3f} {near / number:7.3f}")


def sub_event_type(event: Event, text: str, table: list[dict[str, str]]) -> str:
    """Return the ACLED sub-event type of an event by the first row of the crosswalk that fits."""
    party = event.agent.party if event.agent else "unknown"
    side = "" if party == "unknown" else "state" if party.endswith(STATE_SECTORS) else "other"
    spans = [mention.clause for mention in event.mentions] + ([event.means.span] if event.means else [])
    words = {word for span in spans for word in re.findall(r"[a-z]+", text[span.start : span.end].lower())}
    stems = words | {word.removesuffix(end) for word in words for end in ("s", "d", "ed", "ing", "ped")}
    for row in table:
        fits = row["kind"] == event.kind and row["phase"] in ("", event.phase) and row["side"] in ("", side)
        if fits and (not row["words"] or not stems.isdisjoint(row["words"].split())):
            return row["sub_event_type"]
    return ""


def plover(reader: Reader, path: Path, limit: int | None, *, show: bool) -> None:
    """Accuracy of PLOVER types."""
    records = [entry for entry in _objects(path) if entry.get("text") and entry["event"] != "DOCUMENT"][:limit]
    table = list(read_csv("crosswalks/plover.csv"))
    within = {row["event_type"] for row in table}
    asked, found, silent = collections.Counter[str](), collections.Counter[str](), collections.Counter[str]()
    for entry, record in zip(records, read(reader, [entry["text"] for entry in records]), strict=True):
        want, types = entry["event"], {_plover_type(event, table) for event in record.events}
        asked[want] += 1
        found[want] += want in types
        silent[want] += not types
        if show and want in within and want not in types:
            print(f"MISS {want}\t{sorted(types)}\t{entry['text'][:200]}")
    print(f"{'PLOVER type':38} {'number':>7} {'found':>7} {'no act':>7}")
    for name, number in asked.most_common():
        note = "" if name in within else "  (speech: no kind of ours)"
        print(f"{name:38} {number:7} {found[name] / number:7.3f} {silent[name] / number:7.3f}{note}")
    number = sum(asked[name] for name in within)
    print(f"{'all within the crosswalk':38} {number:7} {sum(found[name] for name in within) / number:7.3f}")


def _plover_type(event: Event, table: list[dict[str, str]]) -> str:
    for row in table:
        fits = row["kind"] == event.kind and row["phase"] in ("", event.phase)
        if fits and row["realis"] in ("", event.realis.value):
            return row["event_type"]
    return ""


def muc(reader: Reader, path: Path, limit: int | None, *, show: bool) -> None:
    """Recall of incidents by report."""
    entries = list(_objects(path))[:limit]
    asked, found = collections.Counter[str](), collections.Counter[str]()
    quiet = spoken = 0
    for entry, record in zip(entries, read(reader, [_sentence_case(e["doctext"]) for e in entries]), strict=True):
        kinds = {event.kind for event in record.events}
        names = {name.strip() for t in entry["templates"] for name in t["incident_type"].split("/")}
        if not names:
            quiet += 1
            spoken += not kinds & set().union(*MUC.values())
        for name in names:
            asked[name] += 1
            hit = bool(kinds & MUC.get(name, set()))
            found[name] += hit
            if show and not hit:
                print(f"MISS {name}\t{sorted(kinds)}\t{entry['doctext'][:200]}")
    print(f"{'MUC incident (lower-case reports)':38} {'number':>7} {'found':>7}")
    for name, number in asked.most_common():
        print(f"{name:38} {number:7} {found[name] / number:7.3f}")
    if quiet:
        print(f"{'no incident: no act of violence':38} {quiet:7} {spoken / quiet:7.3f}")


def _sentence_case(text: str) -> str:
    """Give each sentence of a text without capitals its first one; names stay as they are."""
    return re.sub(r"(^|[.?!]\s+)([a-z])", lambda match: match.group(1) + match.group(2).upper(), text)


def _objects(path: Path) -> Iterator[dict]:
    """Yield the JSON objects of a file: one a line, or one after another with commas between."""
    text, decoder, at = path.read_text(encoding="utf-8"), json.JSONDecoder(strict=False), 0
    while (at := text.find("{", at)) >= 0:
        try:
            entry, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError:
            at += 1
            continue
        yield entry


def _token_offsets(text: str, tokens: list[str]) -> list[int]:
    found, at = [], 0
    for token in tokens:
        at = max(text.find(token, at), at)
        found.append(at)
        at += len(token)
    return found


def _in_order(record: Record) -> list[Event]:
    return sorted(record.events, key=lambda event: min(mention.trigger.start for mention in event.mentions))


def _around(text: str, start: int, end: int, reach: int = 70) -> str:
    return " ".join(text[max(0, start - reach) : end + reach].split())


if __name__ == "__main__":
    sys.exit(main())
