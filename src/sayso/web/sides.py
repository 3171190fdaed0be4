"""Sides as a map tells them apart: each has a letter and a colour, the same all over the page."""

import string
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.ledger.evidence import camp
from sayso.model import UNKNOWN
from sayso.model.incident import Actor
from sayso.web.told import shown

# Told apart by people who see fewer colours too, and dark enough for white letters; after these they come round again.
COLOURS = ("#00639a", "#b3420a", "#6b3fa0", "#1e7a3c", "#8a5a00", "#a8186b", "#4a5a68", "#7a1f1f")
# A side beyond so many has no letter of its own.
LETTERS = (*string.ascii_uppercase, *(f"{a}{b}" for a in "AB" for b in string.ascii_uppercase))


@dataclass(frozen=True, slots=True)
class Side:
    """A side: its letter, its colour, the name most used for it, how many holdings it has."""

    letter: str
    colour: str
    name: str
    code: str
    count: int


class Sides:
    """The sides of some holders, the most frequent first."""

    def __init__(self, holders: Iterable[Actor]) -> None:
        names: dict[str, Counter[Actor]] = {}
        for holder in holders:
            names.setdefault(_key(holder), Counter())[holder] += 1
        ranked = sorted(names, key=lambda key: (-names[key].total(), key))
        self._sides = {key: _side(n, names[key]) for n, key in enumerate(ranked)}

    def of(self, holder: Actor) -> Side:
        """Return the side of a holder that was among those given."""
        return self._sides[_key(holder)]

    def all(self) -> tuple[Side, ...]:
        """Return every side."""
        return tuple(self._sides.values())


def _key(holder: Actor) -> str:
    return camp(holder.party) or f"text:{holder.text.lower()}"


def _side(n: int, names: Counter[Actor]) -> Side:
    usual = min(names, key=lambda actor: (actor.party == UNKNOWN, -names[actor], actor.text, actor.party))
    seen = shown(usual)
    letter = LETTERS[n] if n < len(LETTERS) else "…"
    return Side(letter, COLOURS[n % len(COLOURS)], seen.known or seen.text, seen.code, names.total())
