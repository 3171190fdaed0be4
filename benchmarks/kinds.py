#!/usr/bin/env python3
"""Measure which acts are found and of which kind, against public data that is not shipped.

    kinds.py [--wikievents FILE...] [--plover FILE] [--limit N] [--misses]

--wikievents  JSON lines with "text", "tokens" and "event_mentions" (type and trigger): the share of triggers of each
              type on which one of our mentions lies (recall by type).
--plover      JSON records with "text" and "event": how often some act's PLOVER type is the record's.
Snippets with ACLED labels and MUC-4 are parts of `python -m quality.world`.
"""

import argparse
import collections
import datetime
import json
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
# The sets give no date of publication; without one no weekday could be told.
PUBLISHED = datetime.date(2020, 6, 1)


def main() -> None:
    """Print a table for each data set given."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wikievents", nargs="+", type=Path, default=[])
    parser.add_argument("--plover", type=Path)
    parser.add_argument("--limit", type=int, default=None, help="read only the first N texts of each set")
    parser.add_argument("--misses", action="store_true", help="print what was missed")
    given = parser.parse_args()
    reader = Reader()
    if given.wikievents:
        wikievents(reader, given.wikievents, given.limit, show=given.misses)
    if given.plover:
        plover(reader, given.plover, given.limit, show=given.misses)


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


def _around(text: str, start: int, end: int, reach: int = 70) -> str:
    return " ".join(text[max(0, start - reach) : end + reach].split())


if __name__ == "__main__":
    sys.exit(main())
