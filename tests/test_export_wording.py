"""Values of a record in words for people: ranges stay ranges, gaps are said."""

import datetime

import pytest

from export_sample import sample_record
from sayso.export import wording
from sayso.model import Figure, Outcome, Place, PlacePrecision, Record, Report, Span, TimeInterval, TimePrecision

HERE = Span(0, 1)


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (12, 12, "12"),
        (12, None, "12 or more"),
        (None, 33, "up to 33"),
        (20, 30, "20 to 30"),
        (0, 0, "0"),
        (2000, None, "2,000 or more"),
        (None, None, "number not told"),
    ],
)
def test_a_figure_is_never_harder_than_its_source(low: int | None, high: int | None, words: str) -> None:
    assert wording.count(Figure(Outcome.KILLED, low, high, "", "", HERE)) == words


@pytest.mark.parametrize(
    ("start", "end", "precision", "words"),
    [
        ("2016-09-23", "2016-09-23", TimePrecision.DAY, "Fri 23 Sep 2016"),
        ("2016-09-21", "2016-09-23", TimePrecision.RANGE, "Wed 21 Sep 2016 to Fri 23 Sep 2016"),
        ("2015-01-01", "2015-12-31", TimePrecision.YEAR, "2015 (01 Jan to 31 Dec)"),
        ("2016-09-21", None, TimePrecision.RANGE, "from Wed 21 Sep 2016, end not told"),
        (None, "2016-09-23", TimePrecision.RANGE, "until Fri 23 Sep 2016, start not told"),
        (None, None, TimePrecision.DAY, "day unknown"),
    ],
)
def test_a_time_says_what_it_leaves_open(
    start: str | None, end: str | None, precision: TimePrecision, words: str
) -> None:
    first, last = (datetime.date.fromisoformat(day) if day else None for day in (start, end))
    assert wording.days(TimeInterval("x", HERE, first, last, precision)) == words


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("Aleppo", HERE, "Aleppo", "SYR", 36.2, 37.16, PlacePrecision.SETTLEMENT),
         "SYR · 36.200, 37.160 · settlement level"),
        (Place("Syria", HERE, "Syria", "SYR", precision=PlacePrecision.COUNTRY),
         "SYR · no coordinates · country level"),
        (Place("the hills", HERE, "the hills"), "no coordinates"),
    ],
)  # fmt: skip
def test_a_place_without_coordinates_says_so(place: Place, words: str) -> None:
    assert wording.place_note(place) == words


def test_a_report_without_a_title_goes_by_its_first_words() -> None:
    assert wording.headline(Record(Report("One two\nthree."), (), ())) == "One two three."
    assert wording.headline(Record(Report("word " * 40), (), ())) == "word " * 12 + "…"
    assert wording.headline(Record(Report("", id="r7"), (), ())) == "r7"


def test_what_is_not_known_of_the_publication_is_said() -> None:
    assert wording.byline(Record(Report("x"), (), ())) == ["publisher unknown", "date of publication unknown"]


def test_an_event_with_both_sides_is_disputed() -> None:
    strike, leaving = sample_record().events
    assert (wording.verdict(strike), wording.verdict(leaving)) == ("disputed", "")
