"""Time expressions of news: the words in, the days out. The report's day is Saturday 24 September 2016 unless said."""

import datetime
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.extract.times import find_times, forward, inner
from sayso.model import TimePrecision

ANCHOR = datetime.date(2016, 9, 24)


def read(text: str, anchor: datetime.date | None = ANCHOR) -> list[tuple[str, str]]:
    """Return each expression's words and its days ("2016-09-23" or "2016-09-21..2016-09-24")."""
    return [
        (one.text, f"{one.start}" if one.start == one.end else f"{one.start}..{one.end}")
        for one in find_times(text, anchor)
    ]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("on Friday", "2016-09-23"),
        ("on Saturday", "2016-09-24"),
        ("late on Thursday", "2016-09-22"),
        ("early on Tuesday morning", "2016-09-20"),
        ("early Monday", "2016-09-19"),
        ("Tuesday night", "2016-09-20"),
        ("Friday evening", "2016-09-23"),
        ("In the early hours of Sunday", "2016-09-18"),
        ("at dawn on Monday", "2016-09-19"),
        ("overnight on Wednesday", "2016-09-21"),
        ("Last Saturday", "2016-09-17"),
        ("last Wednesday", "2016-09-21"),
        ("Wednesday last week", "2016-09-14"),
        ("next Friday", "2016-09-30"),
        ("this coming Sunday", "2016-09-25"),
        ("today", "2016-09-24"),
        ("yesterday", "2016-09-23"),
        ("at dawn yesterday", "2016-09-23"),
        ("yesterday evening", "2016-09-23"),
        ("tonight", "2016-09-24"),
        ("last night", "2016-09-23"),
        ("tomorrow", "2016-09-25"),
        ("overnight", "2016-09-23..2016-09-24"),
        ("this morning", "2016-09-24"),
        ("two days ago", "2016-09-22"),
        ("nearly a week ago", "2016-09-17"),
        ("eight days ago", "2016-09-16"),
        ("half a year ago", "2016-03-01..2016-03-31"),
        ("two years ago today", "2014-09-24"),
        ("a year ago this month", "2015-09-01..2015-09-30"),
        ("four months ago", "2016-05-01..2016-05-31"),
        ("twenty-four hours ago", "2016-09-23"),
    ],
)
def test_days_are_counted_from_the_report(words: str, days: str) -> None:
    assert read(f"{words} rebels shelled the town.") == [(words, days)]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("since Wednesday", "2016-09-21..2016-09-24"),
        ("since early Monday", "2016-09-19..2016-09-24"),
        ("for a week", "2016-09-17..2016-09-24"),
        ("for a year and a half", "2015-03-24..2016-09-24"),
        ("for more than two years", "2014-09-24..2016-09-24"),
        ("over the past three days", "2016-09-21..2016-09-24"),
        ("in the last 24 hours", "2016-09-23..2016-09-24"),
        ("over the last two weeks", "2016-09-10..2016-09-24"),
        ("over the last week", "2016-09-17..2016-09-24"),
        ("over the past months", "2016-06-24..2016-09-24"),
        ("over the past few days", "2016-09-21..2016-09-24"),
        ("in the last six months", "2016-03-24..2016-09-24"),
        ("Over the past year", "2015-09-24..2016-09-24"),
        ("since 2011", "2011-01-01..2016-09-24"),
        ("since last October", "2015-10-01..2016-09-24"),
        ("since mid-2012", "2012-06-01..2016-09-24"),
        ("since the summer of 2014", "2014-06-01..2016-09-24"),
        ("since the start of the year", "2016-01-01..2016-09-24"),
        ("since the conflict began in March 2011", "2011-03-01..2016-09-24"),
        ("this summer", "2016-06-01..2016-09-24"),
        ("this year", "2016-01-01..2016-09-24"),
        ("earlier this week", "2016-09-19..2016-09-24"),
        ("this month", "2016-09-01..2016-09-24"),
        ("in September", "2016-09-01..2016-09-24"),
        ("in recent days", "2016-09-21..2016-09-24"),
        ("over recent weeks", "2016-09-03..2016-09-24"),
        ("since mid-August", "2016-08-15..2016-09-24"),
        ("since the announcement two days ago", "2016-09-22..2016-09-24"),
        ("since their capture in July", "2016-07-01..2016-09-24"),
        ("since rebels overran the base in March", "2016-03-01..2016-09-24"),
        ("since routing government troops in July", "2016-07-01..2016-09-24"),
    ],
)
def test_running_time_ends_on_the_reports_day(words: str, days: str) -> None:
    assert read(f"Residents have fled the city {words}.") == [(words, days)]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("in January", "2016-01-01..2016-01-31"),
        ("in December", "2015-12-01..2015-12-31"),
        ("last year", "2015-01-01..2015-12-31"),
        ("last month", "2016-08-01..2016-08-31"),
        ("last week", "2016-09-12..2016-09-18"),
        ("late last month", "2016-08-21..2016-08-31"),
        ("next month", "2016-10-01..2016-10-31"),
        ("in 2013", "2013-01-01..2013-12-31"),
        ("in August 2013", "2013-08-01..2013-08-31"),
        ("in early November 2014", "2014-11-01..2014-11-10"),
        ("in mid-March", "2016-03-11..2016-03-20"),
        ("in late April", "2016-04-21..2016-04-30"),
        ("in the 1990s", "1990-01-01..1999-12-31"),
        ("at the end of 2014", "2014-12-01..2014-12-31"),
        ("last summer", "2016-06-01..2016-08-31"),
        ("last winter", "2015-12-01..2016-02-29"),
        ("in the first week of March", "2016-03-01..2016-03-07"),
        ("on the night of March 12-13", "2016-03-12..2016-03-13"),
        ("in the first half of 2015", "2015-01-01..2015-06-30"),
        ("from 2012 to 2014", "2012-01-01..2014-12-31"),
        ("in 1990-91", "1990-01-01..1991-12-31"),
        ("in 1995 and 1996", "1995-01-01..1996-12-31"),
        ("in 2005, 2006 and 2008", "2005-01-01..2008-12-31"),
        ("over the weekend", "2016-09-24..2016-09-25"),
        ("last weekend", "2016-09-17..2016-09-18"),
        ("from 20 to 25 July", "2016-07-20..2016-07-25"),
        ("between 3 and 7 March", "2016-03-03..2016-03-07"),
        ("on March 3-7", "2016-03-03..2016-03-07"),
        ("on December 11 and December 12", "2015-12-11..2015-12-12"),
        ("from Monday to Wednesday", "2016-09-19..2016-09-21"),
        ("on Wednesday night into Thursday", "2016-09-21..2016-09-22"),
        ("on Thursday and Friday", "2016-09-22..2016-09-23"),
        ("between September 30 2015 and March 15 2016", "2015-09-30..2016-03-15"),
        ("on Sept. 30 of last year", "2015-09-30"),
        ("On the morning of 1 March 2014", "2014-03-01"),
    ],
)
def test_periods_and_ranges(words: str, days: str) -> None:
    assert read(f"The army lost the town {words}, officials said.") == [(words, days)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the 5-1/2-year-old war", "5-1/2-year-old"),
        ("Syria's five-year civil war", "five-year"),
        ("the five-year-old conflict", "five-year-old"),
        ("the two-year-old full-scale invasion", "two-year-old"),
        ("the decade-long insurgency", "decade-long"),
        ("the week-old truce", "week-old"),
        ("a three-year siege of the suburb", "three-year"),
    ],
)
def test_the_age_of_a_war_is_the_time_it_has_run(text: str, words: str) -> None:
    (found,) = find_times(text, ANCHOR)
    assert found.text.removeprefix("a ") == words
    assert found.end == ANCHOR
    assert found.start is not None and found.start < ANCHOR


def test_half_years_count_six_months() -> None:
    (found,) = find_times("the 5-1/2-year-old war", ANCHOR)
    assert found.start == datetime.date(2011, 3, 24)


@pytest.mark.parametrize(
    "text",
    [
        "A 12-year-old girl was wounded.",
        "The 900-year-old castle was hit.",
        "Worshippers were killed at the Friday Mosque.",
        "The Sunday Times quoted a doctor.",
        "Black September claimed the attack.",
        "Civilians may flee and soldiers march on the capital.",
        "Theresa May spoke. The sun set. Troops sat and waited a second.",
        "The rebels seized 2014 rifles and 30 tanks.",
        "At least 2,014 people were killed by 1,950 bombs.",
        "Security forces fired on the April 6 Movement.",
        "The team won at 2:1 odds, up by 3.5 points.",
        "They drank to this day.",
        "The army came with the 9th brigade, on the 3rd floor.",
        "Between 2000 and 2500 people marched on the eve of May Day.",
        "He was jailed for five years.",
        "They called for three days of mourning.",
        "The fire burned for two hours.",
        "Five men were shot in one day.",
        "Rebels fought hard in previous weeks.",
        "A clinic on April 7th Street was hit.",
        "The month-long war with Israel was remembered.",
        "UN Security Council Resolution 2254 was ignored.",
    ],
)
def test_look_alikes_are_no_times(text: str) -> None:
    assert [one.text for one in find_times(text, ANCHOR)] == []


def test_a_sentence_run_on_to_a_decade_leaves_it_a_decade() -> None:
    assert read("Troops fought there in the 1990sWhen they left, rebels came.") == [
        ("in the 1990s", "1990-01-01..1999-12-31")
    ]


def test_a_lost_comma_does_not_make_a_day_of_a_count() -> None:
    assert read("In March 20 fighters were killed.") == [("In March", "2016-03-01..2016-03-31")]


def test_a_lost_apostrophe_does_not_hide_a_weekday() -> None:
    assert read("Five civilians died in Mondays fighting.") == [("Mondays", "2016-09-19")]
    assert read("He patrols on Mondays.") == []


def test_a_day_that_modifies_a_noun_leaves_its_article() -> None:
    assert read("seized power in a February 2011 coup") == [("February 2011", "2011-02-01..2011-02-28")]
    assert read("Russia's 2014 annexation") == [("2014", "2014-01-01..2014-12-31")]
    assert read("before an April 4 attack") == [("April 4", "2016-04-04")]
    assert read("since the March 19 claim of the attack") == [("March 19", "2016-03-19")]


@pytest.mark.parametrize(
    "words",
    [
        "will meet on Wednesday",
        "would meet on Wednesday",
        "was to meet on Wednesday",
        "is due to begin on Wednesday",
        "is scheduled for Wednesday",
        "plans to meet Wednesday",
    ],
)
def test_a_clause_that_looks_ahead_takes_the_next_day(words: str) -> None:
    assert read(f"The council {words}.")[0][1] == "2016-09-28"


def test_the_speech_is_past_though_what_is_said_is_to_come() -> None:
    assert read('"We will fight," he said on Friday.') == [("on Friday", "2016-09-23")]
    assert read("Ten were injured due to shelling on Friday.") == [("on Friday", "2016-09-23")]


def test_forward_reads_the_same_words_ahead() -> None:
    (found,) = find_times("Talks on Wednesday", ANCHOR)
    ahead = forward(found, ANCHOR)
    assert (found.start, ahead.start) == (datetime.date(2016, 9, 21), datetime.date(2016, 9, 28))
    assert (ahead.text, ahead.span) == (found.text, found.span)
    (month,) = find_times("Elections in January", ANCHOR)
    assert forward(month, ANCHOR).start == datetime.date(2017, 1, 1)
    (past,) = find_times("in 2013", ANCHOR)
    assert forward(past, ANCHOR) == past
    assert forward(found, None) == found


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Rebels attacked on Tuesday. The following day, the army replied.", "2016-09-21"),
        ("Talks broke off on Tuesday. Hours later the truce collapsed.", "2016-09-20"),
        ("Shells hit a market on Tuesday. A few minutes later jets came.", "2016-09-20"),
        ("Shells hit a market on Tuesday. Shortly afterwards jets came.", "2016-09-20"),
        ("Rebels attacked on Tuesday. The next day the army replied.", "2016-09-21"),
        ("Rebels attacked on Tuesday; two days later the army replied.", "2016-09-22"),
        ("Rebels attacked on Tuesday. The day before, the army had shelled them.", "2016-09-19"),
        ("Rebels attacked on Tuesday. Later that day they fled.", "2016-09-20"),
        ("Thirty were killed on Tuesday, a day after the crash.", "2016-09-19"),
        ("Thirty were killed on Tuesday a day after eight others.", "2016-09-19"),
    ],
)
def test_times_told_against_another_time(text: str, days: str) -> None:
    assert read(text)[1][1] == days


def test_since_then_runs_from_the_time_told_last() -> None:
    text = "In early November 2014 the group attacked. It has since seized the area."
    assert read(text)[1] == ("since", "2014-11-01..2016-09-24")


def test_the_beginning_inside_since() -> None:
    text = "Many died since the conflict began in March 2011."
    (since,) = find_times(text, ANCHOR)
    began = inner(text, since, ANCHOR)
    assert began is not None
    assert (began.text, str(began.start), str(began.end)) == ("in March 2011", "2011-03-01", "2011-03-31")
    text = "Many died on Friday."
    assert inner(text, find_times(text, ANCHOR)[0], ANCHOR) is None


def test_without_a_day_only_dated_words_resolve() -> None:
    assert read("on Friday, last year, on 3 May", None) == [("on Friday", "None"), ("on 3 May", "None")]
    assert read("On 27 August 1975 a bomb exploded. On 3 September another did.", None) == [
        ("On 27 August 1975", "1975-08-27"),
        ("On 3 September", "1975-09-03"),
    ]


def test_a_date_with_its_weekday_takes_the_year_that_fits() -> None:
    assert read("on Monday, Oct. 26", datetime.date(1998, 10, 25)) == [("on Monday, Oct. 26", "1998-10-26")]


def test_precision_is_the_unit_of_the_words() -> None:
    precisions = [find_times(words, ANCHOR)[0].precision for words in ("on Friday", "last week", "in May", "in 2013")]
    assert precisions == [TimePrecision.DAY, TimePrecision.WEEK, TimePrecision.MONTH, TimePrecision.YEAR]


def test_a_slice_keeps_the_offsets_of_the_text() -> None:
    text = "since the conflict began in March 2011"
    (inner,) = find_times(text, ANCHOR, text.index("in March"))
    assert (inner.text, inner.span.of(text)) == ("in March 2011", "in March 2011")
    assert inner.end == datetime.date(2011, 3, 31)


# Whatever times are made of, in any order.
WORDS = re.findall(
    r"\S+",
    "on in since until from between the a last next this past two 3 15 2016 1990s Friday March May Sept. week year "
    "days ago later early late mid - – / . , of and to for over than half old war ' s will 99999 262016 0 31 "
    "after before day same that weekend summer quarter first end overnight now today 5-1/2 22/09/2016 24.09.2014",
)
days = st.dates() | st.none()
texts = st.text(max_size=80) | st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)


@given(texts, days)
def test_any_text_gives_ordered_spans_and_days(text: str, anchor: datetime.date | None) -> None:
    found = find_times(text, anchor)
    assert found == find_times(text, anchor)
    for one in found:
        assert one.text == one.span.of(text) != ""
        if anchor is None and one.start is None:
            assert one.end is None  # words that only a day of the report could resolve
            continue
        assert one.start is not None and one.end is not None and one.start <= one.end
        ahead = forward(one, anchor)
        assert ahead.start is not None and ahead.start >= one.start
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start


@given(
    st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]),
    st.dates(datetime.date(1900, 1, 15), datetime.date(2099, 12, 1)),
)
def test_a_weekday_lies_within_the_week_before(name: str, anchor: datetime.date) -> None:
    (found,) = find_times(f"Shells fell on {name}.", anchor)
    assert found.start is not None and found.start.strftime("%A") == name
    assert 0 <= (anchor - found.start).days < 7
    ahead = forward(found, anchor).start
    assert ahead is not None and 0 <= (ahead - anchor).days < 7


FORMATS = [
    "%d %B %Y", "%B %d, %Y", "%B %d %Y", "%d %b %Y", "%a %d %b %Y", "%A, %B %d, %Y", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y",
    "%b. %d, %Y", "%A %d %B %Y", "the %dth of %B %Y", "%d-%m-%Y", "%b %d%Y",
]  # fmt: skip


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.sampled_from(FORMATS))
def test_written_dates_come_back(day: datetime.date, layout: str) -> None:
    written = day.strftime(layout).replace("May.", "May")
    found = find_times(f"It began {written} in the town.", day)
    assert [(one.start, one.end) for one in found] == [(day, day)]


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        # the last day told is Sunday, the last month May
        (
            "Rebels died on Sunday. In May they lost Marea but took it back the following month.",
            "the following month",
            "2016-06-01",
            "2016-06-30",
        ),
        ("In 2014 the army came; the following year it left.", "the following year", "2015-01-01", "2015-12-31"),
        ("Fighting began in March 2011. Two years later the town fell.", "Two years later", "2013-01-01", "2013-12-31"),
        ("He was shot on 3 May 2013 and died two months later.", "two months later", "2013-07-01", "2013-07-31"),
    ],
)
def test_a_month_or_a_year_goes_on_from_the_one_told_last(text: str, words: str, start: str, end: str) -> None:
    found = next(time for time in find_times(text, datetime.date(2016, 8, 15)) if time.text == words)
    assert (str(found.start), str(found.end)) == (start, end)


def test_a_day_in_the_name_of_a_paper_is_none() -> None:
    assert read("An activist told Aleppo Today that shells fell.") == []
    assert [one[0] for one in read("Shells fell on Aleppo. Today the army came.")] == ["Today"]
    assert [one[0] for one in read("Bomb Kills 12 in Kabul Today")] == ["Today"]
