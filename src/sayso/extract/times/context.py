"""What a time expression is resolved against, and the expression itself as it was found."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple

from sayso.extract.times.calendar import Days
from sayso.extract.times.tokens import Tokens
from sayso.model.times import TimePrecision


@dataclass(frozen=True, slots=True)
class Found:
    """An expression as the patterns found it: tokens `first` to `last` (inclusive), `count` the tokens that count."""

    kind: str
    tokens: Tokens
    first: int
    last: int
    count: tuple[int, int] | None = None

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of its tokens, in order."""
        return self.tokens.categories[self.first : self.last + 1]

    def has(self, *categories: str) -> bool:
        """Tell whether one of its tokens is of one of the categories."""
        return any(category in categories for category in self.categories)

    def values(self, *categories: str) -> list[int]:
        """Return the numbers that its tokens of these categories stand for, in order."""
        return [self.tokens.values[self.first + i] for i, name in enumerate(self.categories) if name in categories]

    def which(self, *categories: str) -> str:
        """Return the first of its tokens' categories that is among `categories`; empty if there is none."""
        return next((name for name in self.categories if name in categories), "")


class Resolved(NamedTuple):
    """The days of an expression, their unit, and whether the text itself gave the year."""

    days: Days
    precision: TimePrecision
    dated: bool = False


@dataclass(slots=True)
class Context:
    """The day of the report, which way a bare name of a day looks, and the times told so far."""

    anchor: datetime.date | None
    forward: bool = False
    strict: bool = False  # never a day after the report's unless the clause looks ahead
    told: Resolved | None = None  # the time told last
    told_day: datetime.date | None = None  # the single day told last
    told_index: int = -1  # the token at which that day was told
    told_at: int = -1  # the token at which the time told last was told

    def remember(self, resolved: Resolved, index: int) -> None:
        """Note a time that the text has told, so that "the following day" can stand on it."""
        self.told, self.told_at = resolved, index
        if resolved.days[0] == resolved.days[1]:
            self.told_day, self.told_index = resolved.days[1], index
