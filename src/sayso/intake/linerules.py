"""Lines of one kind, told by their words: the rules that `boilerplate.yaml` and `saved_pages.yaml` are written in."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# A line longer than this is a paragraph, whatever it begins with; it bounds the work on a text without line ends.
LONGEST_NOISE_LINE = 600


@dataclass(frozen=True, slots=True)
class LineRules:
    """When a line is of one kind: equal to, beginning with or ending with one of these; keys are first words."""

    equal: frozenset[str]
    begins: dict[str, tuple[str, ...]]
    ends: tuple[str, ...]
    most_words: int

    def match(self, line: str) -> bool:
        """Tell whether `line` (one line, any case) is of this kind."""
        if len(line) > LONGEST_NOISE_LINE:
            return False
        plain = _plain(line)
        if plain.strip(_EDGES) in self.equal:
            return True
        if not any(c.isalpha() for c in plain):
            return bool(plain)
        if "|" in plain and all(part.strip(_EDGES) in self.equal for part in plain.split("|")):
            return True
        if plain.count(" ") >= self.most_words:
            return False
        edged = plain.strip(_EDGES)
        return self._begins(plain) or self._begins(edged) or edged.endswith(self.ends)

    def _begins(self, plain: str) -> bool:
        """Tell whether one of the phrases stands at the start, as whole words."""
        for phrase in self.begins.get(_first_word(plain), ()):
            following = plain[len(phrase) : len(phrase) + 1]
            if plain.startswith(phrase) and not (phrase[-1].isalnum() and following.isalnum()):
                return True
        return False


_EDGES = " \t.,:;!?…»«>‹›<|/\\-–—*·•()[]{}\"“”'‘’←→↑↓▶►✕×+"
_APOSTROPHES = str.maketrans("", "", "'’‘`")
_NUMBER = re.compile(r"\d[\d,.]*")
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=64)  # one line is asked after by several rules in turn
def _plain(line: str) -> str:
    return " ".join(_NUMBER.sub("#", line.casefold().translate(_APOSTROPHES)).split())


def _first_word(plain: str) -> str:
    """Return the key of `begins`: the first run of letters, or the first character where the line begins otherwise."""
    found = _WORD.match(plain)
    return found.group() if found else plain[:1]


def line_rules(data: dict[str, Any]) -> LineRules:
    """Return the rules of one section of a data file: `equal`, `begins`, `ends`, `most_words`."""
    begins: dict[str, list[str]] = {}
    for phrase in data.get("begins", ()):
        begins.setdefault(_first_word(phrase), []).append(phrase)
    return LineRules(
        frozenset(data.get("equal", ())),
        {first: tuple(phrases) for first, phrases in begins.items()},
        tuple(data.get("ends", ())),
        int(data["most_words"]),
    )
