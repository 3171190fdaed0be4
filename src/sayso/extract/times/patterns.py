"""The patterns of `times_patterns.yaml` compiled to regular expressions over category characters."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.errors import KnowledgeError
from sayso.extract.times.lexicon import load_lexicon
from sayso.knowledge.files import read_yaml

_MACRO = re.compile(r"\{([a-z_]+)\}")
_NAME = re.compile(r"([a-z]+)=\(|([a-z_]+)")
_GROUP = "count="
_MAX_NESTING = 5


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write a kind of time expression; `cores` are the core categories it can hold, at least one of them."""

    kind: str
    expression: re.Pattern[str]
    cores: frozenset[str]


@lru_cache(maxsize=1)
def load_patterns() -> tuple[Pattern, ...]:
    """Compile all patterns in the order of the file; raises KnowledgeError for an unknown category or macro."""
    data: dict[str, Any] = read_yaml("times_patterns.yaml")
    _, core = load_regions()
    found = []
    for kind, sources in data["kinds"].items():
        for source in sources:
            translated = translate(source, data["macros"])
            try:
                found.append(Pattern(kind, re.compile(translated), frozenset(core.findall(translated))))
            except re.error as error:
                raise KnowledgeError(f"knowledge/times_patterns.yaml: {kind}: {source!r}: {error}") from error
    return tuple(found)


@lru_cache(maxsize=1)
def load_regions() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the expression for a stretch of known words, and that for a word without which it holds no time."""
    characters = load_lexicon().characters
    cores = "".join(characters[name] for name in read_yaml("times_patterns.yaml")["cores"])
    return re.compile(f"[^{characters['x']}]+"), re.compile(f"[{cores}]")


@lru_cache(maxsize=4096)
def patterns_with(cores: frozenset[str]) -> tuple[tuple[int, Pattern], ...]:
    """Return the patterns that can match where only these core categories stand, each with its place in the file."""
    return tuple((order, p) for order, p in enumerate(load_patterns()) if not p.cores.isdisjoint(cores))


def translate(source: str, macros: dict[str, str]) -> str:
    """Turn one pattern of the file into a regular expression over category characters."""
    for _ in range(_MAX_NESTING):
        source = _MACRO.sub(lambda match: _macro(match.group(1), macros), source)
    characters = load_lexicon().characters

    def character(match: re.Match[str]) -> str:
        group, name = match.group(1), match.group(2)
        if group:
            return f"(?P<{group}>"
        if name not in characters:
            raise KnowledgeError(f"knowledge/times_patterns.yaml: no category {name!r} in {source!r}")
        return characters[name]

    # "count=(a|b)" opens a named group; any other word is a category.
    return _NAME.sub(character, source).replace(" ", "")


def _macro(name: str, macros: dict[str, str]) -> str:
    if name not in macros:
        raise KnowledgeError(f"knowledge/times_patterns.yaml: no macro {name!r}")
    return f"(?:{macros[name]})" if not macros[name].startswith(_GROUP) else macros[name]
