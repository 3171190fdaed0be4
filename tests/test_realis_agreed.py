"""Whether an act took place and when, brought to agree with the day of the report."""

import datetime

import pytest

from sayso.extract.realis_settled import agree
from sayso.extract.times import find_times
from sayso.model import Realis

THURSDAY = datetime.date(2016, 9, 22)


@pytest.mark.parametrize(
    ("realis", "text", "wanted", "day"),
    [
        (Realis.PLANNED, "on Friday", Realis.PLANNED, "2016-09-23"),
        (Realis.HAPPENED, "on Friday", Realis.HAPPENED, "2016-09-16"),
        (Realis.PLANNED, "two days ago", Realis.PLANNED, "2016-09-20"),  # names no day of the week
        (Realis.HAPPENED, "tomorrow, September 23,", Realis.PLANNED, "2016-09-23"),
        (Realis.HAPPENED, "on October 2 2016", Realis.HAPPENED, "2016-10-02"),  # the report's own day is wrong
        (Realis.HAPPENED, "over the next 60 days", Realis.PLANNED, "2016-09-22"),
        (Realis.ONGOING, "on Friday", Realis.ONGOING, "2016-09-16"),
    ],
)
def test_what_is_planned_lies_ahead_and_what_has_happened_does_not(
    realis: Realis, text: str, wanted: Realis, day: str
) -> None:
    time = find_times(f"A raid {text} on the town.", THURSDAY)[-1]
    held, told = agree(realis, time, THURSDAY)
    assert (held, told and str(told.start)) == (wanted, day)


def test_without_a_day_nothing_is_changed() -> None:
    assert agree(Realis.PLANNED, None, THURSDAY) == (Realis.PLANNED, None)
    time = find_times("A raid on Friday.", THURSDAY)[0]
    assert agree(Realis.PLANNED, time, None) == (Realis.PLANNED, time)
