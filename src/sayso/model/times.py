"""A time expression and the days it denotes."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from sayso.model.report import Span


class TimePrecision(StrEnum):
    """The unit in which the report gives the time."""

    DAY = "day"
    RANGE = "range"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class TimeInterval:
    """Verbatim `text` at `span` and the inclusive days `start` to `end` that it denotes; either is None if open."""

    text: str
    span: Span
    start: datetime.date | None
    end: datetime.date | None
    precision: TimePrecision = TimePrecision.DAY
