"""Reports of `../shared/data` as running text: those that came as words, or as lines of fixed width.

WikiEvents (MIT) gives sentences of words set apart; MUC-4 (MIT) lower-case lines; event_location (MIT) sentences
chosen from reports, of which those of one report are put together. The same input gives the same text, on which the
offsets of `corpus/` count.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from quality.annotated import Report

# Space that a tokenizer put before marks, after brackets, inside "n't" and "’s", and around hyphens.
_JOINS = (
    (r"\s+([,.;:!?%)\]’])", r"\1"),
    (r"([(\[$])\s+", r"\1"),
    (r"’ (s|re|t|ve|ll|d|m)\b", r"’\1"),
    (r"(\w) - (\w)", r"\1-\2"),
    (r" n ([’'])t\b", r"n\1t"),
    (r" '(s|re|ve|ll|d|m)\b", r"'\1"),
    (r"(\w) n't\b", r"\1n't"),
)

# "APW_ENG_20031101.0130_5_shoot": the fifth sentence of a wire report.
WIRE = re.compile(r"(?P<report>[A-Z]{3}_ENG_\d{8}\.\d{4})_(?P<sentence>\d+)_")
# Sentences of which it is not known when they were published were annotated as if it had been this day, a Wednesday.
_SOME_DAY = "2014-05-21"


def texts(data: Path) -> Iterator[Report]:
    """Yield the reports for training that a data folder has.

    They are those of WikiEvents ("wikitrain-"), MUC-4 ("muc4-") and event_location ("spot-").
    """
    for entry in _lines(data / "wikievents" / "train.jsonl"):
        yield _report(f"wikitrain-{entry['docid']}", "web", _joined(entry["sentences"]))
    for entry in _lines(data / "muc4" / "train.json"):
        yield _report(f"muc4-{entry['docid']}", "radio", re.sub(r"\s+", " ", entry["doctext"]).strip())
    yield from _spots(data / "event_location" / "train.jsonl.gz")


def _spots(path: Path) -> Iterator[Report]:
    """Yield the sentences of event_location, those of one wire report as one text; its encyclopedia is left out."""
    wires: dict[str, dict[int, str]] = {}
    alone: dict[str, None] = {}
    for entry in _lines(path):
        wire = WIRE.match(str(entry["_id"]))
        text = " ".join(entry["text"].split())
        if wire is not None:
            told, number = wires.setdefault(wire["report"], {}), int(wire["sentence"])
            told[number] = max(text, told.get(number, ""), key=len)  # some sentences stand there twice, once cut off
        elif entry["source"] != "wiki":
            alone[text] = None
    for report, told in wires.items():
        day = report[8:16]
        published = f"{day[:4]}-{day[4:6]}-{day[6:]}"
        yield _report(f"spot-{report}", "wire", " ".join(told[number] for number in sorted(told)), published)
    for text in alone:
        name = hashlib.sha256(text.encode()).hexdigest()[:12]
        yield _report(f"spot-{name}", "web", text, _SOME_DAY)


def _joined(sentences: Iterable[str]) -> str:
    text = " ".join(sentence.strip() for sentence in sentences)
    for pattern, put in _JOINS:
        text = re.sub(pattern, put, text)
    return text


def _report(name: str, publisher: str, text: str, published: str | None = None) -> Report:
    return {"id": name, "title": "", "publisher": publisher, "published": published, "text": text}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield from map(json.loads, filter(None, data.decode("utf-8").split("\n")))
