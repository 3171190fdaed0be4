"""A figure: how many were killed, injured, displaced, detained or are missing, and who says so."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.report import Span


class Outcome(StrEnum):
    """What happened to the people counted; `CASUALTIES` is killed or injured, not told apart."""

    KILLED = "killed"
    INJURED = "injured"
    CASUALTIES = "casualties"
    DISPLACED = "displaced"
    DETAINED = "detained"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Figure:
    """A count as one voice gives it: `low` and `high` are equal when exact, None when that side is open.

    `who` is the verbatim noun phrase counted, `text` the verbatim words that carry the count, `source` the verbatim
    name of who gives the figure or "outlet".
    """

    outcome: Outcome
    low: int | None
    high: int | None
    who: str
    text: str
    span: Span
    source: str = "outlet"
