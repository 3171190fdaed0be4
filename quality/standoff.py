"""Annotation kept apart from the text it is of: reports of `../shared` annotated by us, without their words.

A sheet names its report and the digest of its text; every quotation is a pair of character offsets `[start, end)`. With
the corpus at hand `attach` gives the annotated report in the shape of `quality/annotated.py`; without it the sheets are
of no use, and nobody's text stands in the repository.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from quality import running_text
from quality.annotated import Event, Report

FOLDER = Path(__file__).resolve().parent / "corpus"
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
# Lists whose errors have been read; those that the joint model has learned from, and those that its doubts and the
# probabilities are set on; and those that nobody reads (`corpus/README.md`).
READ = ("first", "second", "third", "fourth", "fifth", "sixth")
LEARNED = (*READ, "eighth", "eleventh", "twelfth", "fifteenth", "eighteenth", "nineteenth")
# Learned from too, save by the first of the models from which the shipped weights go on (`training.joint --further`).
FURTHER = ("twentyfirst", "twentysecond")
FITTED = ("ninth", "sixteenth", "twentieth")
UNREAD = ("seventh", "tenth")
WRITTEN = FOLDER / "written" / "texts.jsonl"  # invented reports, in our own words
SENTENCES = ("thirteenth",)  # of wars all over the world, unread too
INVENTED = ("seventeenth",)  # and whole reports of such wars, of our own writing
_HEAD = ("id", "title", "publisher", "published")


def texts(folder: Path = CORPUS) -> dict[str, Report]:
    """Return by id the reports of a corpus, those of the data beside it and those of our own writing.

    Where the folder is absent there are only the last.
    """
    found = {report["id"]: report for report in _lines(WRITTEN)}
    if not folder.is_dir():
        return found
    found |= {report["id"]: report for report in running_text.texts(folder.parent / "data")}
    for path in sorted(folder.glob("*.jsonl")):
        found |= {report["id"]: report for report in _lines(path)}
    return found


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def load_all(names: Iterable[str], corpus: Mapping[str, Report]) -> list[Report]:
    """Return the annotated reports of several lists."""
    return [report for name in names for report in load(name, corpus)]


def load(name: str, corpus: Mapping[str, Report]) -> list[Report]:
    """Return the annotated reports of one list of sheets ("first"), those whose text is at hand and unchanged."""
    return [attach(sheet, corpus[sheet["id"]]) for sheet in sheets(name, corpus)]


def sheets(name: str, corpus: Mapping[str, Report]) -> list[dict[str, Any]]:
    """Return the sheets of one list, offsets and all, whose text is at hand and unchanged."""
    found = _lines(FOLDER / f"{name}.jsonl")
    return [sheet for sheet in found if _is_of(sheet, corpus.get(sheet["id"]))]


def detach(report: Report) -> dict[str, Any]:
    """Return the sheet of an annotated report: its annotation without its words."""
    text = report["text"]
    return {
        "id": report["id"],
        "digest": digest(text),
        "events": [_with_spans(event, text) for event in report["events"]],
    }


def attach(sheet: Mapping[str, Any], source: Report) -> Report:
    """Return the annotated report of a sheet and the report it is of."""
    text = source["text"]
    return {
        **{key: source.get(key) for key in _HEAD},
        "text": text,
        "events": [_with_words(event, text) for event in sheet["events"]],
    }


def digest(text: str) -> str:
    """Return 16 hex digits that name a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _is_of(sheet: Mapping[str, Any], source: Report | None) -> bool:
    return source is not None and digest(source["text"]) == sheet["digest"]


def _quoted(event: Event) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield every place of an event that holds a quotation: what holds it and under which key."""
    yield event, "trigger"
    for slot in ("agent", "target", "place", "time"):
        if event.get(slot):
            yield event[slot], "text"
    for figure in event.get("casualties", ()):
        for key in ("text", "who", "source"):
            if figure.get(key):
                yield figure, key
    for account in event.get("accounts", ()):
        yield account["source"], "text"
        for key in ("evidence", "via"):
            if account.get(key):
                yield account, key


def _with_spans(event: Event, text: str) -> Event:
    found: Event = json.loads(json.dumps(event))
    start = text.find(found["evidence"])
    found["evidence"] = [start, start + len(found["evidence"])]
    for holder, key in _quoted(found):
        holder[key] = _span(holder[key], text, start)
    for other in found.get("again", ()):
        at = text.find(other["evidence"])
        trigger = text.find(other["trigger"], at)
        other["evidence"] = [at, at + len(other["evidence"])]
        other["trigger"] = [trigger, trigger + len(other["trigger"])]
    return found


def _span(words: Any, text: str, near: int) -> Any:
    """Return where a quotation stands, the nearest place to `near`; what is no quotation of the text stays as it is."""
    if not isinstance(words, str) or not words:
        return words
    places = list(_places(words, text))
    if not places:
        return words
    start = min(places, key=lambda at: (abs(at - near), at))
    return [start, start + len(words)]


def _places(words: str, text: str) -> Iterable[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _with_words(event: Mapping[str, Any], text: str) -> Event:
    found: Event = json.loads(json.dumps(event))
    found["evidence"] = text[slice(*found["evidence"])]
    for holder, key in _quoted(found):
        if isinstance(holder[key], list):
            holder[key] = text[slice(*holder[key])]
    for other in found.get("again", ()):
        for key in ("trigger", "evidence"):
            other[key] = text[slice(*other[key])]
    return found
