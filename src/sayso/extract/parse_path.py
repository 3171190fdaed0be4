"""The way through a parse from one word to another, as labels that a learned model can weigh."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from spacy.tokens import Token

from sayso.extract.grammar import VERBAL

# Labels of a path that are written out; a longer path is cut in the middle, where it tells least.
_LONGEST = 4
# Steps climbed at most: deeper trees are the parser's errors.
_DEEPEST = 25
_CLAUSAL = frozenset(("ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "csubj", "ROOT"))


@dataclass(frozen=True, slots=True)
class Path:
    """The words from a start up to what joins it and an end (`up`, the joint left out), and those down to the end."""

    up: tuple[Token, ...]
    down: tuple[Token, ...]
    joint: Token | None

    @property
    def steps(self) -> int:
        """The number of steps; a path that does not join is longer than any."""
        return len(self.up) + len(self.down) if self.joint is not None else 2 * _DEEPEST

    @property
    def borders(self) -> int:
        """The number of clauses that the path leaves or enters."""
        return sum(token.dep_ in _CLAUSAL and token.pos_ in VERBAL for token in (*self.up, *self.down))

    @property
    def under(self) -> str:
        """The part of the start's own phrase that holds the end, "outside" and the way in where it stands elsewhere."""
        if self.joint is None:
            return "apart"
        if self.up:
            return f"outside:{self.down[0].dep_ if self.down else 'itself'}"
        if not self.down:
            return "itself"
        first = self.down[0]
        return f"{first.dep_}({first.lower_})" if first.dep_ == "prep" else first.dep_


def climb(start: Token) -> dict[int, Token]:
    """Return a word and those above it by their places in the text, the root last."""
    found: dict[int, Token] = {}
    here = start
    for _ in range(_DEEPEST):
        found[here.i] = here
        above = here.head
        if above.i == here.i:
            break
        here = above
    return found


def path(climbed: dict[int, Token], end: Token) -> Path:
    """Return the path to a word of the same tree from the one whose `climb` is given."""
    down: list[Token] = []
    here = end
    for _ in range(_DEEPEST):
        if here.i in climbed:
            up = islice(climbed.values(), list(climbed).index(here.i))
            return Path(tuple(up), tuple(reversed(down)), here)
        down.append(here)
        above = here.head
        if above.i == here.i:
            break
        here = above
    return Path(tuple(climbed.values()), tuple(reversed(down)), None)


def labels(tokens: Sequence[Token], *, words: bool = False) -> str:
    """Return the labels of a path, repeated ones once; with `words`, prepositions with their word."""
    found: list[str] = []
    for token in tokens:
        label = f"{token.dep_}({token.lower_})" if words and token.dep_ in ("prep", "agent") else token.dep_
        if not found or found[-1] != label:
            found.append(label)
    if len(found) > _LONGEST:
        found = [*found[:2], "..", *found[2 - _LONGEST :]]
    return ">".join(found)
