"""What a voice says, in tokens: the statement before parties are coded and offsets are turned into characters."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sayso.model import Stance


class TokenSpan(NamedTuple):
    """Half-open range `[start, end)` of tokens of one parsed report."""

    start: int
    end: int

    def covers(self, token: int) -> bool:
        """Tell whether the token at this index lies in the range."""
        return self.start <= token < self.end

    def overlaps(self, other: "TokenSpan") -> bool:
        """Tell whether the two ranges share a token."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class SpokenStatement:
    """One stretch of content told by one voice; all places are token ranges of the report.

    source    the words that stand there ("he"); None when the outlet itself speaks ("could not be verified")
    speaker   the phrase they resolve to ("a Syrian military source"); equals `source` when nothing better is known
    via       who carries the words ("state media" in "was quoted by state media as saying")
    cue       the words that attribute ("said"; "quoted", "as saying"); empty for speech that runs on without any
    contents  what is said, in order; for a denial, what is denied; empty when the report does not tell ("denied it")
    evidence  the attributing words: source and cue
    parent    index of the statement in whose content this one is told, or None
    rebuts    the clause this one denies though it stands elsewhere, and `rebuts_statement` the statement it is told in
    negated   the head of the content is a negation ("said there was no attack"); what it denies, events tell
    resolved  False when `source` points to somebody the report does not name ("he" with nobody before)
    """

    source: TokenSpan | None
    speaker: TokenSpan | None
    via: TokenSpan | None
    cue: tuple[TokenSpan, ...]
    contents: tuple[TokenSpan, ...]
    stance: Stance
    direct: bool
    evidence: TokenSpan
    parent: int | None = None
    rebuts: TokenSpan | None = None
    rebuts_statement: int | None = None
    negated: bool = False
    resolved: bool = True

    def covers(self, token: int) -> bool:
        """Tell whether the token is part of what is said."""
        for start, end in self.contents:  # noqa: SIM110 - asked so often that a generator costs more than the answer
            if start <= token < end:
                return True
        return False

    @property
    def size(self) -> int:
        """How many tokens the contents have."""
        return sum(span.end - span.start for span in self.contents)


def voice_at(statements: Sequence[SpokenStatement], token: int) -> list[SpokenStatement]:
    """Return the statements whose content covers the token, innermost first; empty when the outlet itself tells it."""
    found = [s for s in statements if s.covers(token)]
    if len(found) > 1:
        found.sort(key=lambda s: (s.size, s.evidence))
    return found
