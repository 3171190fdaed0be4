"""Reports of `../shared/data` as running text: those that came as words, or as lines of fixed width.

WikiEvents (MIT) gives sentences of words set apart; MUC-4 (MIT) lower-case lines. The same input gives the same text,
on which the offsets of `corpus/` count.
"""

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


def texts(data: Path) -> Iterator[Report]:
    """Yield the training reports of WikiEvents ("wikitrain-") and MUC-4 ("muc4-") that a data folder has."""
    for entry in _lines(data / "wikievents" / "train.jsonl"):
        yield _report(f"wikitrain-{entry['docid']}", "web", _joined(entry["sentences"]))
    for entry in _lines(data / "muc4" / "train.json"):
        yield _report(f"muc4-{entry['docid']}", "radio", re.sub(r"\s+", " ", entry["doctext"]).strip())


def _joined(sentences: Iterable[str]) -> str:
    text = " ".join(sentence.strip() for sentence in sentences)
    for pattern, put in _JOINS:
        text = re.sub(pattern, put, text)
    return text


def _report(name: str, publisher: str, text: str) -> Report:
    return {"id": name, "title": "", "publisher": publisher, "published": None, "text": text}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    if path.exists():
        yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())
