"""When an act took place: days of its own, days of the saying, days told on."""

# ruff: noqa: E501 - an example sentence stays on one line

import datetime

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Jets bombed Taiz on Monday.", "2022-06-13"),
        ("Jets bombed Taiz on Thursday.", "2022-06-09"),
        ("Jets bombed Taiz on Wednesday.", "2022-06-15"),
        ("Jets bombed Taiz late on Sunday.", "2022-06-12"),
        ("Jets bombed Taiz yesterday.", "2022-06-14"),
        ("Jets bombed Taiz in March.", "2022-03-01/2022-03-31"),
        ("Jets bombed Taiz on 2 May.", "2022-05-02"),
        ("Jets bombed Taiz last week.", "2022-06-06/2022-06-12"),
        ("Jets have been bombing Taiz since Friday.", "2022-06-10/2022-06-15"),
        ("Jets bombed Taiz in 2019.", "2019-01-01/2019-12-31"),
        ("Jets bombed Taiz.", ""),
    ],
)
def test_days_of_an_act(tell: Tell, text: str, days: str) -> None:
    assert [event.days for event in tell(text)] == [days]


def test_a_weekday_is_counted_from_the_dateline_first(tell: Tell) -> None:
    text = "SANAA, June 7, 2022 (Northline News) - Jets bombed Taiz on Monday."
    assert [event.days for event in tell(text)] == ["2022-06-06"]


def test_without_a_date_of_publication_a_weekday_stays_words(tell: Tell) -> None:
    event = tell("Jets bombed Taiz on Monday.", day=None)[0]
    assert event.event.time is not None
    assert (event.event.time.text, event.event.time.start, event.event.time.end) == ("on Monday", None, None)


def test_two_weekdays_of_a_report_without_a_date_are_two_acts(tell: Tell) -> None:
    text = "A car bomb in Heet killed two people on Monday. A car bomb in Heet killed nine people on Thursday."
    assert len(tell(text, day=None)) == 2


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The army said on Tuesday that it had captured Bambari on Sunday.", "2022-06-12"),
        ("Residents said on Monday that jets had bombed the market on Saturday.", "2022-06-11"),
    ],
)
def test_the_day_of_the_act_goes_before_the_day_of_the_saying(tell: Tell, text: str, days: str) -> None:
    assert [event.days for event in tell(text)] == [days]


@pytest.mark.parametrize(
    "text",
    [
        "A general said on Monday that the offensive on Marib would go on.",
        "The envoy said on Monday that peace talks in Juba will resume.",
    ],
)
def test_the_day_of_the_saying_dates_no_plan(tell: Tell, text: str) -> None:
    assert [event.days for event in tell(text)] == [""]


@pytest.mark.parametrize(
    ("text", "lasting", "beginning"),
    [
        ("Taiz has been under siege since June 7 when Houthi forces advanced to the last road.", "siege", "capture"),
        ("Clashes have gone on since June 7, when rebels stormed a base in Nyala.", "clash", "attack"),
    ],
)
def test_when_behind_since_tells_what_happened_on_that_day(tell: Tell, text: str, lasting: str, beginning: str) -> None:
    days = {event.kind: event.days for event in tell(text)}
    assert days == {lasting: "2022-06-07/2022-06-15", beginning: "2022-06-07"}


@pytest.mark.parametrize(
    "text",
    [
        "At least 12 soldiers were killed in fighting that began on Friday.",
        "More than 40 people have died in clashes which erupted on Friday in Nyala.",
    ],
)
def test_violence_goes_on_from_the_day_it_began_on(tell: Tell, text: str) -> None:
    (event,) = tell(text)
    assert event.event.time is not None
    assert event.event.time.start is not None
    assert event.event.time.end is not None
    assert event.event.time.end > event.event.time.start


def test_since_dates_the_beginning_too(tell: Tell) -> None:
    text = "At least 900 people have been killed since the war in Tigray began in November 2020."
    event = tell(text)[0]
    assert event.event.time is not None
    assert event.event.time.start == datetime.date(2020, 11, 1)
    assert event.event.time.end == datetime.date(2022, 6, 15)


def test_the_age_of_a_war_is_no_day_of_an_act(tell: Tell) -> None:
    [event] = tell("The six-year-old war has killed 300,000 people in Yemen.")
    assert event.time == ""


def test_what_a_war_began_with_is_of_that_day(tell: Tell) -> None:
    events = tell(
        "More than 9,000 people have been killed since the conflict began in March 2019 with protests in Minsk."
    )
    assert {event.kind: event.time for event in events}["protest"] == "in March 2019"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Jets bombed Taiz on Tuesday, killing ten people. Artillery struck a market in Aden, killing three.", 2),
        ("Jets bombed Taiz on Tuesday, killing ten people. Artillery had struck a market in Aden, killing three.", 1),
        ("Jets bombed Taiz on Tuesday, killing ten people. Artillery has struck a market in Aden, killing three.", 1),
        ("Jets bombed Taiz on Tuesday, killing ten people. Artillery struck Aden.", 1),
        ("Jets have bombed Taiz since March, killing ten people. Artillery struck a market in Aden, killing three.", 1),
    ],
)
def test_a_toll_told_on_after_a_dated_one_is_of_its_day(tell: Tell, text: str, days: int) -> None:
    assert sum(event.event.time is not None for event in tell(text)) == days


@pytest.mark.parametrize(
    ("text", "dated", "undated"),
    [
        ("The militia, which controls most of Taiz province, burned two trucks near Aden last week, drivers said.", "attack", "control"),
        ("Rebels entered the town of Lyman on Thursday after heavy clashes with the army.", "capture", "clash"),
    ],
)  # fmt: skip
def test_a_day_dates_its_own_clause_only(tell: Tell, text: str, dated: str, undated: str) -> None:
    times = {event.kind: event.event.time for event in tell(text)}
    assert all(times[kind] is not None for kind in times if kind == dated)
    assert times[undated] is None


@pytest.mark.parametrize(
    "text",
    [
        "Jets hit the town of Zalingei, where a truce had been in place since March, killing nine people.",
        "Shells hit the port quarter of Mocha, which was on the front line until last December, killing four.",
    ],
)
def test_what_is_said_of_a_place_in_passing_dates_no_act_there(tell: Tell, text: str) -> None:
    assert [event.days for event in tell(text)] == [""]


def test_a_day_of_the_act_holds_for_what_is_told_of_it(tell: Tell) -> None:
    (event,) = tell("Monday's air raid on Taiz, which killed ten people, was the third.")
    assert event.event.time is not None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The army fought militants across the north on Monday. Soldiers raided a militia camp in Gao.", {"on Monday"}),
        ("The army fought militants across the north on Monday. Soldiers have raided a militia camp in Gao.", {"on Monday", ""}),
        ("The army fought militants in Menaka on Monday and in Djibo on Friday. Soldiers raided a militia camp in Gao.", {"on Monday", "on Friday", ""}),
    ],
)  # fmt: skip
def test_a_bulletin_of_one_day_tells_of_that_day(tell: Tell, text: str, days: set[str]) -> None:
    assert {event.time for event in tell(text)} <= days
    assert [event.time for event in tell(text) if event.place == "Gao"] == ["on Monday" if len(days) == 1 else ""]


def test_clashes_that_then_erupted_are_of_the_day_told_before(tell: Tell) -> None:
    events = tell(
        "Gunmen shelled the barracks in Gao on Monday. Heavy clashes then erupted between soldiers and rebels."
    )
    assert [(event.kind, event.time) for event in events] == [("shelling", "on Monday"), ("clash", "on Monday")]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Jets bombed Goma, which fell to the rebels in January.",
            {"airstrike": "", "capture": "2022-01-01/2022-01-31"},
        ),
        ("Hezbollah, which fought a war with Israel in 2006, attacked the village.", {"attack": ""}),
        ("Troops shelled Pulka, captured by rebels in 2014.", {"shelling": "", "capture": "2014-01-01/2014-12-31"}),
        # what lasted while the act was done is of its day
        ("A drone hit a bus that was carrying workers on Monday.", {"airstrike": "2022-06-13"}),
        # what the act itself did, though another noun lies between
        ("A raid on a village that killed nine people on Monday drew protests.", {"attack": "2022-06-13"}),
    ],
)
def test_a_day_in_a_relative_clause_dates_that_clause_only(tell: Tell, text: str, days: dict[str, str]) -> None:
    found = {event.kind: event.days for event in tell(text)}
    assert {kind: found.get(kind) for kind in days} == days


def test_what_came_a_day_before_is_an_act_of_its_own(tell: Tell) -> None:
    text = "Troops shelled the valley on Friday, a day after militants killed five soldiers in Poonch."
    assert [(event.kind, event.days) for event in tell(text)] == [("shelling", "2022-06-10"), ("attack", "2022-06-09")]


def test_the_year_that_a_war_is_in_is_not_the_day_of_the_report(tell: Tell) -> None:
    event = tell("The civil war in Sudan, now in its second year, has killed thousands of people.")[0]
    assert event.days == ""


def test_an_act_is_dated_by_the_one_that_came_days_after_it(tell: Tell) -> None:
    text = "Gunmen raided Ansongo on Friday. The raid came two days after a drone strike killed 11 herders near Menaka."
    assert [(event.kind, event.days) for event in tell(text)] == [
        ("attack", "2022-06-10"),
        ("airstrike", "2022-06-08"),
    ]
    text = "The army captured Aden in July 2015, four months after the Houthis seized the city."
    assert [event.days for event in tell(text)] == ["2015-07-01/2015-07-31", "2015-03-01/2015-03-31"]


@pytest.mark.parametrize(
    "text",
    [
        "Militants killed 14 people in Bandiagara on Tuesday, days after a truce was signed in Bamako.",
        "A bomb killed nine people in Kabul on Tuesday, weeks before the two sides are due to meet in Doha.",
    ],
)
def test_what_is_days_apart_is_not_of_the_same_day(tell: Tell, text: str) -> None:
    assert [event.days for event in tell(text)] == ["2022-06-14", ""]


def test_a_toll_is_of_the_last_day_told_past_one_without_a_day(tell: Tell) -> None:
    text = (
        "Shells hit a market in Aden on Tuesday, killing three people. Heavy fighting was heard in Taiz. "
        "A mine near Mocha killed two herders."
    )
    assert [event.days for event in tell(text)] == ["2022-06-14", "", "2022-06-14"]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen raided Ansongo on Tuesday. The militia also recently killed a chief in Menaka.",
        "Gunmen raided Ansongo on Tuesday. At least 90 herders have also been killed in clashes in Menaka.",
        "Gunmen raided Ansongo on Tuesday. Days later, two drivers were killed in a gun battle in Menaka.",
    ],
)
def test_what_is_of_some_other_day_is_not_of_the_day_told_before(tell: Tell, text: str) -> None:
    assert [event.days for event in tell(text)] == ["2022-06-14", ""]


def test_hours_after_another_act_is_its_day(tell: Tell) -> None:
    text = "Gunmen raided Ansongo on Tuesday. The raid came hours after a drone strike killed 11 herders near Menaka."
    assert [event.days for event in tell(text)] == ["2022-06-14", "2022-06-14"]


@pytest.mark.parametrize(
    ("text", "kind", "days"),
    [
        ("Taiz has been under siege since 2015, when Houthi fighters seized the hills.", "capture", "2015-01-01/2015-12-31"),
        ("Taiz has been under siege since 2015, when Houthi fighters seized the hills.", "siege", "2015-01-01/2022-06-15"),
        ("Aid groups have been barred from entering Taiz since May when fighters seized the last road there.", "capture", "2022-05-01/2022-05-31"),
        ("The province has been calm since the 2019 peace accord signed by both sides in Juba.", "agreement", "2019-01-01/2019-12-31"),
        ("Since May 3 when the army declared the end of the week-long truce, 40 people have been killed by shelling in Taiz.", "shelling", "2022-05-03/2022-06-15"),
    ],
)  # fmt: skip
def test_a_beginning_is_that_of_what_when_tells(tell: Tell, text: str, kind: str, days: str) -> None:
    assert {event.kind: event.days for event in tell(text)}[kind] == days


def test_later_in_the_evening_is_the_day_told(tell: Tell) -> None:
    text = "Gunmen raided Ansongo on Sunday. Later in the evening shells hit a market in Menaka."
    assert [event.days for event in tell(text)] == ["2022-06-12", "2022-06-12"]


@pytest.mark.parametrize(
    "text",
    [
        "Founded in March 2019, the militia has seized most of Nyala.",
        "The province was among the first areas that the army lost in the five-year war.",
    ],
)
def test_when_somebody_was_founded_or_how_old_a_war_is_dates_no_act(tell: Tell, text: str) -> None:
    assert {event.days for event in tell(text) if event.kind != "clash"} == {""}


def test_the_day_of_a_report_is_none_of_what_it_counts(tell: Tell) -> None:
    (event,) = tell("According to a February report by a research group, the conflict has killed 90,000 people.")
    assert event.days == ""


def test_the_toll_of_a_war_runs_from_its_beginning_told_before(tell: Tell) -> None:
    events = tell(
        "Mali has been gripped by an insurgency since January 2012. The conflict has killed 9,000 people, a monitor said."
    )
    assert [(event.kind, event.days) for event in events][-1] == ("clash", "2012-01-01/2022-06-15")


def test_what_is_done_by_those_fought_with_is_of_no_day_of_the_fighting(tell: Tell) -> None:
    text = "Clashes went on near Menaka on Monday between the army and rebels backed by Chad."
    assert {event.kind: event.days for event in tell(text)} == {"clash": "2022-06-13", "support": ""}
