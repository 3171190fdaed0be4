"""Which words of a report name the place of an act, for the joint model to learn from.

An annotator marks a phrase and writes the name of the place beside it: "the outskirts of Arsal", Arsal; "the road",
Mastung, which the report names elsewhere. What the reader needs is the name: a phrase can only be resolved by it.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

Chars = tuple[int, int]

_WORD = re.compile(r"[\w'’-]+")
# Words of a name that say nothing without the others.
_SMALL = frozenset(("of", "the", "and", "in", "near", "al", "el"))
# Transliterations of one name are at least so alike ("Taungup", "Toungup"; difflib's ratio).
_ALIKE = 0.75
_SHORT = 4


def name_spans(text: str, place: Mapping[str, Any]) -> list[Chars]:
    """Return the words that name a place: those in the phrase that was marked, or else wherever the text has the name.

    Without a name, or where the text never has it, there are none. `place` is of a sheet of `quality.standoff`.
    """
    name = (place.get("name") or "").partition(",")[0]
    words = [word.lower() for word in _WORD.findall(name) if word.lower() not in _SMALL]
    if not words or not isinstance(place["text"], list):
        return []
    start, end = place["text"]
    return list(_runs(text, start, end, words)) or [
        hit.span() for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    ]


def _runs(text: str, start: int, end: int, words: list[str]) -> Iterator[Chars]:
    """Yield the runs of words of a phrase that are those of a name."""
    run: Chars | None = None
    for hit in _WORD.finditer(text, start, end):
        small = hit.group().lower() in _SMALL
        if any(_alike(hit.group().lower(), word) for word in words):
            run = (run[0] if run else hit.start(), hit.end())
        elif run and not small:
            yield run
            run = None
    if run:
        yield run


def _alike(one: str, other: str) -> bool:
    """Tell whether two words are one name, the possessive and the spelling apart."""
    one = re.sub(r"['’]s$", "", one)
    if one == other or min(len(one), len(other)) < _SHORT:
        return one == other
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE
