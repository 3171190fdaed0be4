"""Counts in running text: what a number with its modifiers means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.numbers import find_numbers

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def spell(number: int) -> str:
    """Spell a number from 1 to 999,999,999 as newspapers do."""
    for scale, name in ((1_000_000, "million"), (1_000, "thousand")):
        if number >= scale:
            head, rest = divmod(number, scale)
            return f"{spell(head)} {name}" + (f" {spell(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{UNITS[head]} hundred" + (f" and {spell(rest)}" if rest else "")
    if number >= 20:
        head, rest = divmod(number, 10)
        return TENS[head] + (f"-{UNITS[rest]}" if rest else "")
    return UNITS[number]


def read(text: str) -> list[tuple[int | None, int | None]]:
    return [(number.low, number.high) for number in find_numbers(text)]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("killed 1,500 people", 1500, 1500),
        ("more than 280000 people", 280000, None),
        ("1.5 million refugees", 1_500_000, 1_500_000),
        ("1.5m refugees", 1_500_000, 1_500_000),
        ("half a million people", 500_000, 500_000),
        ("at least a quarter of a million people", 250_000, None),
        ("a quarter of a million people", 250_000, 250_000),
        ("three quarters of a million people", 750_000, 750_000),
        ("12-15 dead", 12, 15),
        ("2,000-3,000 fighters", 2000, 3000),
        ("40 to 50 people", 40, 50),
        ("three or four men", 3, 4),
        ("between 229 and 425 civilians", 229, 425),
        ("twenty-one men", 21, 21),
        ("a dozen soldiers", 12, 12),
        ("two dozen soldiers", 24, 24),
        ("more than two dozen fighters", 24, None),
        ("a couple of guards", 2, 2),
        ("both pilots", 2, 2),
        ("a single soldier", 1, 1),
        ("at least 16 people", 16, None),
        ("no fewer than 16 people", 16, None),
        ("a minimum of 16 people", 16, None),
        ("16 or more people", 16, None),
        ("at most 16 people", None, 16),
        ("up to 33 people", None, 33),
        ("as many as 33 people", None, 33),
        ("no more than 33 people", None, 33),
        ("fewer than 33 people", None, 33),
        ("around 20 people", 20, 20),
        ("nearly 30 people", 30, 30),
        ("some 80 people", 80, 80),
        ("another 15 wounded", 15, 15),
        ("dozens of people", 24, None),
        ("scores of people", 40, None),
        ("hundreds of people", 200, None),
        ("several hundred people", 200, None),
        ("thousands of people", 2000, None),
        ("tens of thousands of people", 20_000, None),
        ("hundreds of thousands of people", 200_000, None),
        ("millions of people", 2_000_000, None),
        ("in the years before, 2000 people died", 2000, 2000),
    ],
)
def test_a_count_and_the_words_that_bound_it(text: str, low: int | None, high: int | None) -> None:
    assert read(text) == [(low, high)]


@pytest.mark.parametrize(
    "text",
    [
        "in 2013",
        "since March 2011",
        "on Sept 23",
        "on 23 September 2016",
        "10-07-2016",
        "a 12-year-old boy",
        "aged 7",
        "35km south",
        "35 km south",
        "20 miles away",
        "at 9:30",
        "at 7 pm",
        "two hours later",
        "a Mi-8 helicopter",
        "F-16 jets",
        "UN resolution 2254",
        "5% of them",
        "5 per cent",
        "$5 million in aid",
        "the 19th century",
        "three times",
        "two-thirds of the city",
        "several people",
        "many people",
    ],
)
def test_what_is_no_count_of_people(text: str) -> None:
    assert read(text) == []


def test_from_one_toll_to_the_next_is_no_range() -> None:
    assert read("rose from 20 to 25") == [(20, 20), (25, 25)]


def test_the_span_holds_the_words_that_bound_the_number() -> None:
    text = "It killed at least 16 people."
    assert [number.span.of(text) for number in find_numbers(text)] == ["at least 16"]


@given(st.integers(min_value=1, max_value=999_999_999))
def test_spelled_numbers_come_back(number: int) -> None:
    assert read(f"It killed {spell(number)} people") == [(number, number)]


@given(st.integers(min_value=2100, max_value=9_999_999))
def test_a_thousands_comma_changes_nothing(number: int) -> None:
    assert read(f"killed {number:,} people") == read(f"killed {number} people") == [(number, number)]


@given(st.integers(min_value=1, max_value=99), st.sampled_from(["at least", "more than", "up to", "about", "some"]))
def test_digits_and_words_agree_under_modifiers(number: int, modifier: str) -> None:
    assert read(f"{modifier} {number} people") == read(f"{modifier} {spell(number)} people")


PIECES = [
    "at least",
    "between",
    "and",
    "to",
    "-",
    " ",
    ",",
    ".",
    "dozens",
    "of",
    "thousands",
    "million",
    "12",
    "1,500",
    "2016",
]


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from(PIECES)).map(" ".join), st.lists(st.sampled_from(PIECES)).map("".join)
    )
)
def test_any_text_is_read_and_spans_stand_in_order(text: str) -> None:
    end = 0
    for number in find_numbers(text):
        assert end <= number.span.start < number.span.end <= len(text)
        assert number.span.covers(number.core)
        assert number.low is not None or number.high is not None
        if number.low is not None and number.high is not None:
            assert number.low <= number.high
        end = number.span.end
