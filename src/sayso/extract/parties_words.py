"""Words of a text as party names are matched on them: folded, split at hyphens, without possessives."""

import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

_SPLIT = re.compile(r"[^\w'’`.]+|_+")
_POSSESSIVE = re.compile(r"['’`]s?$")
_MARKS = re.compile(r"['’`.]")
# A stripped possessive or plural is undone only where at least this many letters stay, so that "US" keeps its s.
_MIN_STEM = 3


class Word(NamedTuple):
    """One folded word: lower case without dots, apostrophes and accents; whether it began with, or is all, capitals."""

    text: str
    initial: bool
    upper: bool


@lru_cache(maxsize=65536)
def fold(token: str) -> tuple[Word, ...]:
    """Return the folded words of one token or name; a bare possessive ending ("'s") yields none."""
    found = []
    for part in _SPLIT.split(token):
        bare = _MARKS.sub("", _POSSESSIVE.sub("", part))
        if not bare:
            continue
        stem = bare[:-1] if len(bare) > _MIN_STEM and bare.endswith("s") else bare
        if not bare.isascii():
            bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
        found.append(Word(bare.lower(), bare[:1].isupper(), stem.isupper()))
    return tuple(found)


def stem(word: str) -> str:
    """Return `word` without the s of a plural or of a possessive whose apostrophe was lost, or "" if it has none."""
    return word[:-1] if len(word) > _MIN_STEM and word.endswith("s") else ""


class Trie:
    """Longest-match lookup of word sequences; every value added under one sequence is kept, in order."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}

    def add(self, words: tuple[str, ...], value: Any) -> None:
        """File `value` under the sequence `words` (nothing happens for an empty one)."""
        if not words:
            return
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault("", []).append(value)

    def longest(self, words: list[Word], start: int, end: int) -> tuple[int, list[Any], bool]:
        """Return (end, values, stemmed) of the longest sequence at `start` within `end`; end == start if none."""
        best: tuple[int, list[Any], bool] = (start, [], False)
        node, at = self.root, start
        while at < end:
            word = words[at].text
            stemmed = False
            step = node.get(word)
            if step is None:
                base = stem(word)
                step = node.get(base) if base else None
                stemmed = step is not None
            if step is None:
                break
            node, at = step, at + 1
            if "" in node:
                best = (at, node[""], stemmed)
        return best
