#!/usr/bin/env python3
"""Measure how well reprints are found: texts that are one text with another headline, edits and cuts.

    reprints.py GOLD.json CORPUS.jsonl [--groups] [--near]

GOLD names groups of reprints (`incidents[].reprints`, lists of ids); only pairs of reports that it names are scored.
CORPUS holds the texts, one JSON object a line with `id` and `text`.

pairs       precision, recall and F1 of pairs, found the way a ledger finds them: shared bands, then words compared
candidates  pairs that share a band, and how many of all the reprints in the corpus (every pair compared) they hold
time        milliseconds a report for signature and bands, a pair for the comparison

--groups lists every group of the corpus with its titles, --near the pairs just under the threshold.
"""

import argparse
import collections
import itertools
import json
import time
from pathlib import Path
from typing import Any

from sayso.ledger.fingerprints import bands, is_reprint, shared_part, signature

Pair = tuple[str, str]
# Pairs that share at least this much of the shorter text but are no reprints are listed by --near.
NEAR = 0.3


def gold_pairs(path: Path) -> tuple[set[Pair], set[str]]:
    """Return the pairs of reprints that the file names, and every report it names."""
    incidents = json.loads(path.read_text(encoding="utf-8"))["incidents"]
    groups = [group for incident in incidents for group in incident.get("reprints") or []]
    pairs = {pair for group in groups for pair in itertools.combinations(sorted(group), 2)}
    return pairs, {report["id"] for incident in incidents for report in incident["reports"]}


def connected(pairs: set[Pair]) -> list[list[str]]:
    """Return the groups that pairs join, largest first."""
    group_of: dict[str, set[str]] = {}
    for a, b in pairs:
        joined = group_of.get(a, {a}) | group_of.get(b, {b})
        group_of.update(dict.fromkeys(joined, joined))
    return sorted({tuple(sorted(g)) for g in group_of.values()}, key=lambda g: (-len(g), g))  # type: ignore[return-value]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--groups", action="store_true")
    parser.add_argument("--near", action="store_true")
    args = parser.parse_args()
    with args.corpus.open(encoding="utf-8") as lines:
        reports: dict[str, dict[str, Any]] = {report["id"]: report for report in map(json.loads, lines)}
    texts = {name: report["text"] for name, report in sorted(reports.items())}

    start = time.perf_counter()
    keys = {name: bands(signature(text)) for name, text in texts.items()}
    signing = (time.perf_counter() - start) / len(texts)
    holders = collections.defaultdict(list)
    for name, found in keys.items():
        for key in found:
            holders[key].append(name)
    candidates = {pair for names in holders.values() for pair in itertools.combinations(names, 2)}

    every = list(itertools.combinations(texts, 2))
    start = time.perf_counter()
    reprints = {(a, b) for a, b in every if is_reprint(texts[a], texts[b])}
    comparing = (time.perf_counter() - start) / len(every)

    said = reprints & candidates
    gold, named = gold_pairs(args.gold)
    within = {pair for group in connected(said) for pair in itertools.combinations(group, 2) if named.issuperset(pair)}
    hit = len(gold & within)
    precision, recall = hit / len(within) if within else 0.0, hit / len(gold) if gold else 0.0
    f1 = 2 * hit / (len(gold) + len(within)) if gold or within else 0.0
    print(f"pairs       precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  gold {len(gold)}")
    held = len(said) / len(reprints) if reprints else 1.0
    print(
        f"candidates  {len(candidates)} pairs, {len(said)} of {len(reprints)} reprints ({held:.3f}), "
        f"{sum(map(len, keys.values())) / len(keys):.0f} keys a report"
    )
    print(
        f"time        signature and bands {signing * 1000:.2f} ms a report, comparison {comparing * 1000:.3f} ms a pair"
    )
    print(f"corpus      {len(texts)} reports, {len(connected(said))} groups")
    if args.groups:
        for group in connected(said):
            print()
            for name in group:
                print(f"  {name}  {reports[name].get('publisher', '')}  {reports[name].get('title', '')[:90]}")
    if args.near:
        parts = ((shared_part(texts[a], texts[b])[1], a, b) for a, b in every if (a, b) not in reprints)
        for share, a, b in sorted((part for part in parts if part[0] >= NEAR), reverse=True):
            print(f"\n{share:.2f}")
            for name in (a, b):
                print(f"  {name}  {reports[name].get('publisher', '')}  {reports[name].get('title', '')[:90]}")


if __name__ == "__main__":
    main()
