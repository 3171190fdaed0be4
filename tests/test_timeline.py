"""Counts over time: what has a day is counted on it, what has none is counted apart."""

import pytest

from courses_sample import day, incident
from sayso.errors import SettingError
from sayso.ledger.timeline import bucket_start, timeline
from sayso.model import Realis, TimePrecision
from sayso.model.incident import Incident


def story() -> list[Incident]:
    """Six incidents of September 2016: of a day, of a night, of a week, of a month, of no day."""
    return [
        incident("airstrike", id="a", when="2016-09-19"),
        incident("airstrike", id="b", when="2016-09-19", denies="the army=SYR-MIL"),
        incident("shelling", id="c", when="2016-09-19/2016-09-20"),
        incident("clash", id="d", when="2016-09-19/2016-09-25", span=TimePrecision.WEEK),
        incident("attack", id="e", when="2016-09-01/2016-09-30", span=TimePrecision.MONTH),
        incident("attack", id="f", told="2016-09-19"),
    ]


def test_days_count_by_kind_and_status() -> None:
    (bucket,) = timeline(story()).buckets
    assert (bucket.start, bucket.end, bucket.total) == (day("2016-09-19"), day("2016-09-19"), 3)
    assert bucket.by_kind == {"airstrike": 2, "shelling": 1}  # "overnight" counts on its eve
    assert bucket.by_status == {"disputed": 1, "single": 2}
    assert bucket.incidents == ("a", "b", "c")


@pytest.mark.parametrize(
    ("step", "counted", "wider"),
    [("day", "abc", ("d", "e")), ("week", "abcd", ("e",)), ("month", "abcde", ())],
)
def test_what_spans_more_than_a_bucket_is_apart(step: str, counted: str, wider: tuple[str, ...]) -> None:
    found = timeline(story(), step)  # type: ignore[arg-type]
    assert "".join(one for bucket in found.buckets for one in bucket.incidents) == counted
    assert found.wider == wider
    assert found.undated == ("f",)


def test_the_day_of_publication_never_stands_in() -> None:
    found = timeline([incident("attack", told="2016-09-19")])
    assert not found.buckets
    assert len(found.undated) == 1


def test_a_plan_dated_before_its_report_has_no_day() -> None:
    planned = incident("offensive", when="2016-09-12", told="2016-09-15", realis=Realis.PLANNED)
    assert timeline([planned]).undated == (planned.id,)


@pytest.mark.parametrize(
    ("step", "start", "end"),
    [("day", "2016-02-29", "2016-02-29"), ("week", "2016-02-29", "2016-03-06"), ("month", "2016-02-01", "2016-02-29")],
)
def test_buckets_are_calendar_days_weeks_from_monday_and_months(step: str, start: str, end: str) -> None:
    (bucket,) = timeline([incident("attack", when="2016-02-29", told="2016-03-01")], step).buckets  # type: ignore[arg-type]
    assert (bucket.start, bucket.end) == (day(start), day(end))
    assert bucket_start(day("2016-02-29"), step) == day(start)  # type: ignore[arg-type]


def test_order_and_repetition_change_nothing() -> None:
    assert timeline([*story()[::-1], *story()]) == timeline(story())


def test_another_step_is_refused() -> None:
    with pytest.raises(SettingError, match="day, week or month, not 'year'"):
        timeline([], "year")  # type: ignore[arg-type]
