"""A text as time words: each token with its category, and the whole as one string of category characters."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sayso.extract.times.lexicon import load_lexicon

# Years that a bare number of four digits may mean.
FIRST_YEAR, LAST_YEAR = 1900, 2099

# The s of "the 1990s" is cut from a sentence that was run on to it ("in the 1990sWhen").
_TOKEN = re.compile(r"(?<=\d0)s(?=[A-Z])|[^\W\d_]+|\d{1,3}(?:,\d{3})+(?!\d)|\d+|\n\s*\n|[^\w\s]|_")
_DASHES = frozenset("-–—‐‑−")
_APOSTROPHES = frozenset("'’ʼ`´")
_QUOTES = frozenset('"“”«»')
_MARKS = {".": "dot", ",": "comma", "/": "slash"}
_MAX_DIGITS = 9  # longer numbers count nothing that has a date


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text: `kinds` has one category character each, `spans` the code-point range in the text."""

    text: str
    kinds: str
    categories: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    values: tuple[int, ...]

    def word(self, index: int) -> str:
        """Return the words of one token; empty for an index outside the text."""
        if not 0 <= index < len(self.spans):
            return ""
        start, end = self.spans[index]
        return self.text[start:end]

    def category(self, index: int) -> str:
        """Return the category of one token; "break" for an index outside the text."""
        return self.categories[index] if 0 <= index < len(self.categories) else "break"

    def joined(self, first: int, last: int) -> bool:
        """Tell whether the tokens `first` to `last` stand together without a space."""
        return all(self.spans[i][1] == self.spans[i + 1][0] for i in range(first, last))


def tokenise(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """Cut `text[start:end]` into tokens; offsets stay those of the whole text."""
    lexicon = load_lexicon()
    categories: list[str] = []
    spans: list[tuple[int, int]] = []
    values: list[int] = []
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        category, value = _classify(match.group())
        categories.append(category)
        spans.append(match.span())
        values.append(value)
    _mark_decades(categories, spans, values)
    kinds = "".join(map(lexicon.characters.__getitem__, categories))
    return Tokens(text, kinds, tuple(categories), tuple(spans), tuple(values))


@lru_cache(maxsize=32768)
def _classify(token: str) -> tuple[str, int]:
    first = token[0]
    if first.isalpha():
        word = load_lexicon().words.get(token.lower())
        if word is None or (word.capital and not first.isupper()):
            return "x", 0
        return word.category, word.value
    if first.isdecimal():
        return _classify_number(token)
    if first == "\n":
        return "break", 0
    if first in _DASHES:
        return "dash", 0
    if first in _APOSTROPHES:
        return "apos", 0
    if first in _QUOTES:
        return "quote", 0
    return _MARKS.get(first, "other"), 0


def _classify_number(token: str) -> tuple[str, int]:
    digits = token.replace(",", "")
    if len(digits) > _MAX_DIGITS:
        return "other", 0
    value = int(digits)
    if len(token) <= 2:
        return "num", value
    if len(token) == 4 and FIRST_YEAR <= value <= LAST_YEAR:
        return "year_number", value
    # "Jul 262016", "Jul 62016": the collector ran the day and the year together.
    if (
        len(token) in (5, 6)
        and token.isdecimal()
        and FIRST_YEAR <= value % 10000 <= LAST_YEAR
        and 1 <= value // 10000 <= 31
    ):
        return "glued", value
    return "big", value


def _mark_decades(categories: list[str], spans: list[tuple[int, int]], values: list[int]) -> None:
    """Make the number of "1990s" and "1990's" a `decade_number`, in place."""
    for index, category in enumerate(categories):
        if category != "s" or not index or spans[index - 1][1] != spans[index][0]:
            continue
        number = index - 2 if categories[index - 1] == "apos" else index - 1
        if number >= 0 and categories[number] == "year_number" and values[number] % 10 == 0:
            categories[number] = "decade_number"
