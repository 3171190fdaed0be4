"""How far two people agree: `python -m quality.agreement`.

Sixteen of the shared annotated reports were annotated a second time, by reading, by somebody who knew the guide and the
other reports and saw neither the first annotation nor a machine's output. Scored as if it were a reader, the second
annotation says what can be asked of one; sayso stands beside it over the same reports. The sheets hold offsets, not
words (`quality/standoff.py`). Exit code 2 when the shared reports are not beside the repository.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from quality import standoff
from quality.annotated import Report
from quality.gate import SHARED
from quality.measure import PARTS
from quality.reading import read_all
from quality.shared import score_outside
from sayso.extract.reader import Reader

SHEETS = standoff.FOLDER / "again.jsonl"


def main() -> int:
    """Print F1 by part of the second annotator and of sayso; return the exit code."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    if not (SHARED / "score.py").exists():
        print(f"{SHARED}: the shared annotated reports are not there; nothing measured", file=sys.stderr)
        return 2
    first = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((SHARED / "dev").glob("*.json"))]
    again = second(first)
    annotated = [report for report in first if report["id"] in again]
    person = _score(annotated, {name: with_mentions(report) for name, report in again.items()})
    machine = _score(annotated, read_all(Reader(), annotated).read)
    print(f"{len(annotated)} reports, F1 against the first annotation")
    print(f"{'':12} {'annotator':>9} {'sayso':>9} {'n':>5}")
    for part in PARTS:
        if part in person:
            print(f"{part:12} {person[part]['f1']:9.3f} {machine[part]['f1']:9.3f} {person[part]['n']:5.0f}")
    return 0


def second(first: Sequence[Report]) -> dict[str, Report]:
    """Return the second annotation by report id, of those of the reports that have one and whose text is the same."""
    sheets = map(json.loads, SHEETS.read_text(encoding="utf-8").splitlines())
    texts = {report["id"]: report for report in first}
    return {
        sheet["id"]: standoff.attach(sheet, texts[sheet["id"]])
        for sheet in sheets
        if sheet["id"] in texts and standoff.digest(texts[sheet["id"]]["text"]) == sheet["digest"]
    }


def with_mentions(report: Report) -> dict[str, Any]:
    """Return an annotated report in the shape of a reading: each event with the place of its trigger."""
    text = report["text"]
    events = []
    for event in report["events"]:
        start = text.find(event["evidence"])
        at = start + event["evidence"].find(event["trigger"])
        spans = {"trigger": [at, at + len(event["trigger"])], "evidence": [start, start + len(event["evidence"])]}
        events.append({**event, "mentions": [spans]})
    return {**report, "events": events}


def _score(annotated: Sequence[Report], readings: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    with TemporaryDirectory() as folder:
        for report in annotated:
            name = report["id"].replace("/", "_")
            (Path(folder) / f"{name}.json").write_text(json.dumps(report), encoding="utf-8")
        return score_outside(SHARED / "score.py", Path(folder), {r["id"]: readings[r["id"]] for r in annotated})


if __name__ == "__main__":
    sys.exit(main())
