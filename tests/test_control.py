"""Who is said to hold a place on a day: captures, losses, denials, parts of a place, names that nobody knows."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses_sample import day, incident
from sayso.ledger.control import holders
from sayso.ledger.extent import extent_of
from sayso.model import PlacePrecision, Realis, TimePrecision
from sayso.model.course import Extent, Holding
from sayso.model.incident import Incident, Status, Where

ARMY, REBELS, IS = "the army=SYR-MIL", "rebels=SYR-REB", "IS=islamic-state"
THEN = {"when": "2016-01-01", "by": ARMY, "at": "Palmyra"}


def on(incidents: list[Incident], text: str, place: str = "Palmyra") -> list[str]:
    """Say who is said to hold a place on a day."""
    return [one.holder.text for one in holders(incidents, place=place, on=day(text))]


def palmyra() -> list[Incident]:
    """IS takes Palmyra in May 2015, the army takes it back in March 2016."""
    return [
        incident("capture", "IS captured Palmyra", when="2015-05-21", told="2015-05-22", by=IS, to=ARMY, at="Palmyra",
                 says="the Observatory=sohr"),
        incident("control", "IS controls Palmyra", told="2015-07-06", realis=Realis.ONGOING, by=IS, at="Palmyra"),
        incident("capture", "the army recaptured Palmyra from IS", when="2016-03-27", told="2016-03-28", by=ARMY,
                 to=IS, at="Palmyra", says="state media=MED"),
    ]  # fmt: skip


def test_a_capture_holds_from_its_day_and_ends_what_others_held() -> None:
    story = palmyra()
    assert on(story, "2015-05-20") == []
    assert on(story, "2015-05-21") == ["IS"]
    assert on(story, "2016-03-26") == ["IS"]
    assert on(story, "2016-03-27") == ["the army"]
    held = next(one for one in holders(story) if one.holder.text == "IS" and one.how == "capture")
    assert (held.by, held.until, held.said) == (
        day("2015-05-21"),
        day("2016-03-27"),
        ("the Observatory", "Northern Post itself"),
    )
    assert not held.contested
    assert len(held.basis.incidents) == 3  # the capture, the claim and what ended it


def test_who_lost_the_place_is_known_without_a_day_of_his_own() -> None:
    lost = [one for one in holders(palmyra()) if one.how == "lost"]
    assert [(one.holder.text, one.by, one.until) for one in lost] == [("the army", None, day("2015-05-21"))]


def test_a_denied_capture_is_contested_and_ends_nothing() -> None:
    story = [
        *palmyra()[:2],
        incident("capture", "the army captured Palmyra", when="2016-03-10", told="2016-03-11", by=ARMY, at="Palmyra",
                 says="state television=MED", denies="rebels=SYR-REB"),
    ]  # fmt: skip
    assert sorted(on(story, "2016-03-12")) == ["IS", "the army"]
    claimed = next(one for one in holders(story) if one.holder.text == "the army" and one.how == "capture")
    assert claimed.contested
    assert claimed.why.startswith("denied by rebels")
    assert claimed.denied == ("rebels",)


def test_two_sides_said_to_hold_one_place_are_both_contested() -> None:
    story = [
        incident("control", "the army controls Daraya", realis=Realis.ONGOING, by=ARMY, at="Daraya", told="2016-07-01"),
        incident("control", "rebels control Daraya", realis=Realis.ONGOING, by=REBELS, at="Daraya", told="2016-07-02"),
    ]
    assert [(one.holder.text, one.contested) for one in holders(story)] == [("the army", True), ("rebels", True)]


def test_what_is_held_is_held_from_the_day_of_the_report() -> None:
    story = [incident("control", "IS controls Raqqa", realis=Realis.ONGOING, by=IS, at="Raqqa", told="2016-07-05")]
    assert on(story, "2016-07-04", "Raqqa") == []
    assert on(story, "2016-07-05", "Raqqa") == ["IS"]
    (one,) = holders(story)
    assert one.since is None


def test_held_since_goes_back_to_the_day_told() -> None:
    held = incident("control", "IS has controlled Raqqa since 2014", when="2014-01-13/2016-07-05", told="2016-07-05",
                    span=TimePrecision.RANGE, realis=Realis.ONGOING, by=IS, at="Raqqa")  # fmt: skip
    assert on([held], "2015-01-01", "Raqqa") == ["IS"]


def test_a_capture_in_some_month_holds_from_the_last_day_it_may_have_been() -> None:
    story = [incident("capture", "IS captured Palmyra", when="2015-05-01/2015-05-31", by=IS, at="Palmyra",
                      span=TimePrecision.MONTH)]  # fmt: skip
    assert on(story, "2015-05-30") == []
    assert on(story, "2015-05-31") == ["IS"]
    assert holders(story)[0].since is not None


def test_who_leaves_holds_no_more() -> None:
    story = [*palmyra()[:2], incident("withdrawal", "IS withdrew from Palmyra", when="2016-03-26", by=IS, at="Palmyra")]
    assert on(story, "2016-03-25") == ["IS"]
    assert on(story, "2016-03-26") == []


@pytest.mark.parametrize(
    "other",
    [
        incident("siege", "the army besieged Palmyra", **THEN, phase="imposed"),
        incident("capture", "the army captured Palmyra", **THEN, realis=Realis.PLANNED),
        incident("capture", "the army captured Palmyra", **THEN, realis=Realis.FAILED),
        incident("capture", "the army is taking Palmyra", **THEN, realis=Realis.ONGOING),
        incident("capture", "the army advanced in Palmyra", **THEN),
        incident("capture", "the army vowed to retake Palmyra", **THEN),
        incident("capture", "the army captured Palmyra", **THEN, status=Status.RETRACTED),
        incident("capture", "residents took Palmyra", when="2016-01-01", by="residents=CIV", at="Palmyra"),
        incident("capture", "Palmyra was captured", when="2016-01-01", at="Palmyra"),
        incident("airstrike", "jets hit Palmyra", **THEN),
    ],
    ids=lambda one: f"{one.kind} {one.realis.value} {one.summary}",
)  # fmt: skip
def test_these_change_no_holder(other: Incident) -> None:
    assert on([*palmyra()[:2], other], "2016-02-01") == ["IS"]


def test_a_part_of_a_place_is_not_the_place() -> None:
    hill = incident("capture", "the army seized a hilltop near Palmyra", when="2016-03-10", by=ARMY, at="Palmyra")
    story = [*palmyra()[:2], hill]
    found = {one.holder.text: one.extent for one in holders(story, place="Palmyra", on=day("2016-03-11"))}
    assert found == {"IS": Extent.WHOLE, "the army": Extent.PART}
    assert not any(one.contested for one in holders(story))


@pytest.mark.parametrize(
    ("text", "kind", "extent"),
    [
        ("the army captured Palmyra", "capture", Extent.WHOLE),
        ("the army captured the town of Palmyra", "capture", Extent.WHOLE),
        ("the army captured the strategic Palmyra airport", "capture", Extent.PART),
        ("the army captured the town", "capture", Extent.WHOLE),
        ("IS withdrew from Palmyra", "withdrawal", Extent.WHOLE),
        ("the army captured most of Palmyra", "capture", Extent.PART),
        ("the army seized two villages near Palmyra", "capture", Extent.PART),
        ("the army seized Baba Amr in Palmyra", "capture", Extent.PART),
        ("the army took the Palmyra countryside", "capture", Extent.PART),
        ("the army seized Handarat", "capture", Extent.UNCLEAR),
        ("held by rebels", "control", Extent.UNCLEAR),
        ("the army advanced towards Palmyra", "capture", None),
        ("in a bid to retake Palmyra", "capture", None),
    ],
)
def test_how_much_a_clause_says_is_held(text: str, kind: str, extent: Extent | None) -> None:
    assert extent_of(text, Where("Palmyra", "SYR", None, None, PlacePrecision.SETTLEMENT), kind) is extent


def test_another_spelling_is_the_same_place() -> None:
    where = Where("Jarabulus", "SYR", None, None, PlacePrecision.SETTLEMENT)
    assert extent_of("rebels seized the city of Jarablus", where, "capture") is Extent.WHOLE


def test_beside_an_exact_place_its_sort_is_the_place() -> None:
    where = Where("Kweires", "SYR", None, None, PlacePrecision.EXACT)
    assert extent_of("the army captured Kweires airport", where, "capture") is Extent.WHOLE


def test_nobody_holds_a_country_whole() -> None:
    where = Where("Syria", "SYR", None, None, PlacePrecision.COUNTRY)
    assert extent_of("IS controls Syria", where, "control") is Extent.PART


def test_a_place_that_was_not_resolved_stays_text() -> None:
    told = incident("capture", "rebels captured Milis", when="2016-08-06", by=REBELS, at="Milis", country="",
                    precision=PlacePrecision.UNKNOWN)  # fmt: skip
    (one,) = holders([told], place="milis")
    assert (one.place, one.country, one.lat) == ("Milis", "", None)
    assert holders([told], place="Palmyra") == []


def test_one_side_under_two_names_is_one_holder() -> None:
    story = [
        incident("capture", "the army captured Palmyra", when="2016-03-27", told="2016-03-28", by=ARMY, at="Palmyra"),
        incident("control", "the government controls Palmyra", told="2016-03-30", realis=Realis.ONGOING,
                 by="the government=SYR-GOV", at="Palmyra"),
    ]  # fmt: skip
    (one,) = holders(story)
    assert (one.last, one.contested, len(one.said)) == (day("2016-03-30"), False, 1)


def test_claims_that_stand_no_more_say_nothing() -> None:
    gone = incident("capture", "IS captured Palmyra", when="2015-05-21", by=IS, at="Palmyra", live=False)
    assert holders([gone]) == []


@given(st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_incidents_does_not_matter(rng: random.Random) -> None:
    story: list[Incident] = [
        *palmyra(),
        incident("capture", "IS captured Palmyra", when="2016-12-11", told="2016-12-12", by=IS, at="Palmyra"),
        incident("capture", "rebels seized a village near Palmyra", when="2016-12-11", by=REBELS, at="Palmyra"),
        incident("control", "the army holds Palmyra", told="2016-12-11", realis=Realis.ONGOING, by=ARMY, at="Palmyra"),
    ]
    for number, one in enumerate(story):
        object.__setattr__(one, "id", f"fixed-{number}")
    wanted: list[Holding] = holders(story)
    rng.shuffle(story)
    assert holders(story) == wanted
