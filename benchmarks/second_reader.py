#!/usr/bin/env python3
"""Measure what a second reader does to the record, with scripted servers in the place of a model.

    second_reader.py GOLD

GOLD holds `dev/` with annotated reports and `score.py`, their scorer. Three servers are asked in turn over loopback:
one that proposes nothing, one that proposes the annotated events with a word of each changed, and one that proposes the
annotated events themselves. The first two must leave every figure as it is; the third is no model but the most that
one could give.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from quality.annotated import load  # noqa: E402
from quality.reading import read_all  # noqa: E402
from quality.shared import score_outside  # noqa: E402

from model_server import model_server, said  # noqa: E402
from sayso.extract.reader import Reader  # noqa: E402
from sayso.extract.second.asking import Asking  # noqa: E402
from sayso.extract.second.reader import SecondReader  # noqa: E402
from sayso.served_model import ServedModel  # noqa: E402

PARTS = ("event", "agent", "place", "time", "accounts", "denials", "record")
Json = dict[str, Any]


def proposal(event: Json) -> Json:
    """Return an annotated event in the words that a model would propose it in."""
    told = {name: (event.get(name) or {}).get("text") or "" for name in ("agent", "target", "place", "time")}
    figures = [
        {"outcome": c["outcome"], "text": c.get("text") or "", "source": "" if c["source"] == "outlet" else c["source"]}
        for c in event.get("casualties", [])
    ]
    accounts = [
        {
            "source": a["source"]["text"],
            "stance": a["stance"],
            "words": a.get("evidence") or "",
            "via": a.get("via") or "",
        }
        for a in event["accounts"]
    ]
    return {
        **{name: event.get(name) or "" for name in ("kind", "phase", "realis", "trigger")},
        "clause": event["evidence"],
        **told,
        "figures": figures,
        "accounts": accounts,
    }


def invented(event: Json) -> Json:
    """Return a proposal of which one word stands nowhere."""
    return {**proposal(event), "clause": f"{event['evidence']} zzyzx"}


def main() -> None:
    """Print F1 by part for sayso alone and beside each server, and what became of the proposals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    folder = parser.parse_args().gold
    annotated = load(folder / "dev")
    first = Reader()
    print(f"{'':10}", *(f"{part:>9}" for part in PARTS))
    servers: dict[str, Callable[[Json], Json] | None] = {"nothing": None, "invented": invented, "annotated": proposal}
    for name in ("alone", *servers):
        propose = servers.get(name)

        def answer(asked: Json, propose: Callable[[Json], Json] | None = propose) -> Any:
            text = asked["messages"][1]["content"]
            events = [e for report in annotated if text in report["text"] for e in report["events"] if propose]
            return said(json.dumps({"events": [propose(event) for event in events if propose]}))

        with model_server(answer) as (address, _asked):
            asking = Asking(ServedModel(address, name))
            readings = read_all(first if name == "alone" else SecondReader(first, asking), annotated)
        rows = score_outside(folder / "score.py", folder / "dev", readings.read)
        print(f"{name:10}", *(f"{rows[part]['f1']:9.3f}" if part in rows else f"{'-':>9}" for part in PARTS))
        for why, count in became(readings.read.values()).most_common():
            print(f"{'':10} {count:5} {why}")


def became(records: Any) -> Counter[str]:
    """Count what the notes of records say became of their proposals."""
    found: Counter[str] = Counter()
    for record in records:
        for note in record.get("notes", ()):
            if told := re.match(r"second reader: .* proposed (\d+), of which (\d+) entered(.*)", note):
                found["proposed"] += int(told[1])
                found["entered"] += int(told[2])
                for part in filter(None, told[3].split("; ")):
                    count, _, why = part.partition(" ")
                    found[why] += int(count)
    return found


if __name__ == "__main__":
    main()
