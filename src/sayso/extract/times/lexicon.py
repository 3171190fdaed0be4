"""The words of time expressions, loaded once: every word's category and the number it stands for."""

import datetime
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.errors import KnowledgeError
from sayso.knowledge.files import read_yaml

# One private-use character stands for each category, so that a whole text becomes a string of categories.
_FIRST_CHARACTER = 0xE000

# Categories that are told by the shape of a token rather than by a list of words.
SHAPES = (
    "x", "num", "year_number", "big", "glued", "decade_number",
    "dot", "comma", "dash", "slash", "apos", "quote", "break", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """A known word: its category, the number it stands for, and whether it wants a capital first letter."""

    category: str
    value: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words by lower-case form, the character of each category, and the lists that guard names and counts."""

    words: dict[str, Word]
    characters: dict[str, str]
    names_after: frozenset[str]
    names_before: frozenset[str]
    names_of_papers: frozenset[str]
    counted: frozenset[str]
    named_days: dict[str, datetime.date]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Load `knowledge/times.yaml`; raises KnowledgeError when a word stands in two categories."""
    data: dict[str, Any] = read_yaml("times.yaml")
    words: dict[str, Word] = {}
    names: list[str] = list(SHAPES)

    def add(category: str, word: str, value: int, capital: bool) -> None:
        if word in words:
            raise KnowledgeError(f"knowledge/times.yaml: {word!r} is in both {words[word].category} and {category}")
        words[word] = Word(category, value, capital)

    for category, entry in data["values"].items():
        names.append(category)
        for word, value in entry["words"].items():
            add(category, word, value, entry.get("case") == "upper")
    for group in ("units", "words"):
        for category, members in data[group].items():
            names.append(category)
            for word in members:
                add(category, word, 1, False)
    return Lexicon(
        words=words,
        characters={name: chr(_FIRST_CHARACTER + index) for index, name in enumerate(names)},
        names_after=frozenset(data["names_after"]),
        names_before=frozenset(data["names_before"]),
        names_of_papers=frozenset(data["names_of_papers"]),
        counted=frozenset(data["counted"]),
        named_days=data["named_days"],
    )
