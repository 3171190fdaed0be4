"""The lives of truces: which incidents are one truce, its phases by day, who broke it on whose word."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses_sample import day, incident, truce
from sayso.ledger.ceasefires import ceasefires
from sayso.ledger.phrases import accuses_of_breach, bound, brokers, stated_violations
from sayso.model import PlacePrecision, Realis, TimePrecision
from sayso.model.course import Ceasefire
from sayso.model.incident import Incident, Status

COUNTRY = {"at": "Syria", "precision": PlacePrecision.COUNTRY}
PROVINCE = PlacePrecision.PROVINCE


def names(one: Ceasefire) -> list[str]:
    """Say the phases: "agreed 2016-09-09", "begun ?"."""
    return [f"{phase.name} {phase.start or '?'}" for phase in one.phases]


def september() -> list[Incident]:
    """A truce agreed, begun, broken and collapsed, and another one in December."""
    return [
        truce("agreed", "2016-09-09", "agreed a truce", told="2016-09-10", **COUNTRY),
        truce("begun", "2016-09-12", "the truce brokered by Moscow and Washington came into force", **COUNTRY),
        truce("violated", "2016-09-14", "rebels violated the truce", by="rebels=SYR-REB",
              says="the Russian army=RUS-MIL", **COUNTRY),
        truce("violated", "2016-09-15", "the army broke the ceasefire", by="the army=SYR-MIL",
              says="a rebel commander=SYR-REB", denies="the army=SYR-MIL", **COUNTRY),
        truce("collapsed", "2016-09-19", "the ceasefire collapsed", **COUNTRY),
        truce("agreed", "2016-12-29", "a new nationwide ceasefire was agreed", told="2016-12-29", **COUNTRY),
    ]  # fmt: skip


def test_a_truce_lives_from_agreement_to_collapse_and_the_next_is_another() -> None:
    first, second = ceasefires(september())
    assert names(first) == [
        "agreed 2016-09-09", "begun 2016-09-12", "violated 2016-09-14", "violated 2016-09-15", "collapsed 2016-09-19"
    ]  # fmt: skip
    assert (first.state, first.start, first.end) == ("collapsed", day("2016-09-09"), day("2016-09-19"))
    assert (second.state, second.start, second.end) == ("agreed", day("2016-12-29"), None)
    assert first.id == "truce-syr-2016-09-09"
    assert first.id != second.id


def test_parties_and_brokers_are_told_apart() -> None:
    first = ceasefires(september())[0]
    assert {actor.party for actor in first.mediators} == {"RUS-GOV", "USA-GOV"}
    assert {actor.party for actor in first.parties} == {"SYR-REB", "SYR-MIL"}


def test_breaches_are_counted_by_who_accuses_whom() -> None:
    found = {(v.accuser.text, v.accused.text): v for v in ceasefires(september())[0].violations}
    assert set(found) == {("the Russian army", "rebels"), ("a rebel commander", "the army")}
    denied = found["a rebel commander", "the army"]
    assert (denied.acts, denied.days, denied.denied) == (1, (day("2016-09-15"),), ("the army",))
    assert denied.basis.incidents
    assert denied.basis.reports


def test_the_accusers_own_count_is_kept_beside_the_acts() -> None:
    told = truce("violated", "2016-09-14", "rebels committed 52 violations of the truce", by="rebels=SYR-REB",
                 says="the ministry=RUS-MIL", **COUNTRY)  # fmt: skip
    (violation,) = ceasefires([told])[0].violations
    assert (violation.acts, violation.stated) == (1, 52)


@given(st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_incidents_does_not_matter(rng: random.Random) -> None:
    given_order = [
        *september(),
        truce("extended", "2016-09-14", **COUNTRY),
        truce("begun", "", "the truce", **COUNTRY),
        truce("collapsed", "2016-07-02", "a local truce in Jayrud broke", at="Jayrud", told="2016-07-02"),
        truce("violated", "2016-09-14", "the truce was broken", at="Aleppo", by="jets=RUS-MIL"),
    ]
    for number, one in enumerate(given_order):
        object.__setattr__(one, "id", f"fixed-{number}")
    wanted = ceasefires(given_order)
    shuffled = list(given_order)
    rng.shuffle(shuffled)
    assert ceasefires(shuffled) == wanted


def test_a_look_back_after_the_collapse_begins_no_truce() -> None:
    story = [*september()[:5], truce("agreed", "2016-09-21", "days after a week-long truce was agreed", **COUNTRY)]
    (one,) = ceasefires(story)
    assert one.state == "collapsed"
    assert names(one).count("agreed 2016-09-09") == 1
    assert "agreed 2016-09-21" not in names(one)


@pytest.mark.parametrize(
    ("later", "number"),
    [
        (truce("agreed", "2016-09-20", "a new truce was agreed", **COUNTRY), 2),  # "new" says it
        (truce("agreed", "2016-10-20", "a truce was agreed", told="2016-10-20", **COUNTRY), 2),  # long after
        (truce("revived", "2016-10-01", "the truce was revived", told="2016-10-01", **COUNTRY), 1),
        (truce("violated", "2016-09-22", "jets broke the truce", told="2016-09-23", **COUNTRY), 1),
        (truce("collapsed", "", "the September truce collapsed", told="2017-01-05", **COUNTRY), 1),
    ],
)
def test_after_a_collapse_a_truce_is_another_unless_revived(later: Incident, number: int) -> None:
    found = ceasefires([*september()[:5], later])
    assert len(found) == number
    assert found[0].state == ("revived" if later.phase == "revived" else "collapsed")


def test_silence_of_months_ends_a_truce_that_nobody_said_had_collapsed() -> None:
    spring = truce("begun", "2016-02-27", told="2016-02-27", **COUNTRY)
    summer = truce("agreed", "2016-07-06", "a nationwide truce was announced", told="2016-07-06", **COUNTRY)
    first, second = ceasefires([summer, spring])
    assert (first.state, second.state) == ("begun", "agreed")


def test_a_truce_of_one_town_is_not_the_countrys() -> None:
    local = truce("agreed", "2016-09-13", "a truce in Jayrud was agreed", at="Jayrud")
    found = ceasefires([*september()[:2], local])
    assert {(one.country, one.place) for one in found} == {("SYR", ""), ("SYR", "Jayrud")}


def test_a_breach_at_some_place_belongs_to_the_truce_of_the_country() -> None:
    at_aleppo = truce("violated", "2016-09-14", "jets violated the ceasefire", at="Aleppo", by="jets=RUS-MIL")
    (one,) = ceasefires([*september()[:2], at_aleppo])
    assert one.place == ""
    assert one.violations[0].accused.text == "jets"


def test_the_place_of_the_talks_is_not_the_country_of_the_truce() -> None:
    raid = incident("airstrike", "jets hit Aleppo", when="2016-09-09", at="Aleppo", report="same")
    deal = truce("agreed", "2016-09-09", "agreed a truce", at="Geneva", country="CHE", report="same")
    (one,) = ceasefires([raid, deal])
    assert (one.country, one.place) == ("SYR", "")


def test_truces_of_other_sides_or_countries_at_one_time_are_apart() -> None:
    sides = [
        truce("begun", "2016-09-12", "a truce between government forces and rebels began", **COUNTRY),
        truce("begun", "2016-09-13", "a truce between Turkey and Kurdish forces began", by="Turkey=TUR-GOV",
              to="Kurdish forces=ypg", **COUNTRY),
        truce("begun", "2016-09-12", at="Yemen", country="YEM", precision=PlacePrecision.COUNTRY),
    ]  # fmt: skip
    found = ceasefires(sides)
    assert sorted(one.country for one in found) == ["SYR", "SYR", "YEM"]


def test_a_party_to_the_truce_is_not_accused_of_breaking_it() -> None:
    told = truce("violated", "", "a ceasefire between government forces and rebels has been repeatedly violated",
                 by="government forces=SYR-MIL", **COUNTRY)  # fmt: skip
    (one,) = ceasefires([told])
    assert one.violations[0].accused.text == ""
    assert {actor.party for actor in one.parties} == {"SYR-MIL", "SYR-REB"}


def test_the_day_a_truce_came_about_is_not_the_day_it_was_broken() -> None:
    told = truce("collapsed", "2016-09-12", "a truce that came into force on Monday collapsed", **COUNTRY)
    phase = ceasefires([*september()[:2], told])[0].phases[-1]
    assert (phase.name, phase.start, phase.told) == ("collapsed", None, day("2016-09-20"))


def test_what_is_planned_failed_denied_or_retracted_does_not_take_place() -> None:
    planned = truce("begun", "2016-09-12", told="2016-09-10", realis=Realis.PLANNED, **COUNTRY)
    failed = truce("agreed", "2016-09-10", realis=Realis.FAILED, **COUNTRY)
    denied = truce("collapsed", "2016-09-15", says="", denies="the envoy=UN", **COUNTRY)
    retracted = truce("collapsed", "2016-09-16", status=Status.RETRACTED, **COUNTRY)
    (one,) = ceasefires([planned, failed, denied, retracted])
    assert names(one) == ["begun 2016-09-12"]
    assert one.phases[0].realis is Realis.PLANNED
    assert one.start is None


def test_a_plan_dated_before_its_report_has_no_day() -> None:
    planned = truce("begun", "2016-09-05", told="2016-09-10", realis=Realis.PLANNED, **COUNTRY)
    assert names(ceasefires([planned])[0]) == ["begun ?"]


def test_an_act_of_force_alleged_to_be_a_breach_counts_as_one() -> None:
    raid = incident("airstrike", "jets broke the ceasefire and bombed a clinic", when="2016-09-14", at="Aleppo",
                    by="jets=RUS-MIL", says="medics=CIV")  # fmt: skip
    other = incident("airstrike", "jets bombed a clinic", when="2016-09-14", at="Aleppo", by="jets=RUS-MIL")
    (violation,) = ceasefires([*september()[:2], raid, other])[0].violations
    assert violation.basis.incidents == (raid.id,)
    assert (violation.accuser.text, violation.accused.text) == ("medics", "jets")


def test_a_phase_told_without_a_day_or_for_a_week_joins_the_day_told_elsewhere() -> None:
    told = [
        truce("begun", "2016-09-12", **COUNTRY),
        truce("begun", "", told="2016-09-14", **COUNTRY),
        truce("begun", "2016-09-12/2016-09-18", span=TimePrecision.WEEK, **COUNTRY),
    ]
    (phase,) = ceasefires(told)[0].phases
    assert phase.start == phase.end == day("2016-09-12")
    assert len(phase.basis.incidents) == 3


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a US-Russian brokered ceasefire", {"USA-GOV", "RUS-GOV"}),
        ("a truce mediated by Egypt and the United Nations", {"EGY-GOV", "UN"}),
        ("the truce brokered last month by Moscow", {"RUS-GOV"}),
        ("a truce between Russia and Turkey", set()),
    ],
)
def test_brokers_are_read_from_the_words(text: str, codes: set[str]) -> None:
    assert {actor.party for actor in brokers(text)} == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("a truce between regime and Kurdish militias", ("SYR-GOV", "ypg")),
        ("a ceasefire between government forces and rebels brokered by Moscow", ("SYR-GOV", "SYR-REB")),
        ("the truce held", ()),
    ],
)
def test_the_two_sides_are_read_from_the_words(text: str, codes: tuple[str, ...]) -> None:
    assert bound(text, "SYR") == codes


@pytest.mark.parametrize(("text", "number"), [("recorded 52 violations", 52), ("nine truce violations", 9),
                                              ("violations in 2016", None), ("52 civilians", None)])  # fmt: skip
def test_numbers_of_breaches(text: str, number: int | None) -> None:
    assert stated_violations(text) == number


def test_only_words_on_a_truce_make_an_act_a_breach() -> None:
    assert accuses_of_breach("shelling in breach of the cease-fire")
    assert not accuses_of_breach("shelling in breach of the wall")
    assert not accuses_of_breach("shelling hours before the ceasefire")


def test_a_local_truce_agreed_weeks_after_the_last_collapsed_is_another_and_has_what_follows() -> None:
    told = [
        truce("begun", "2016-09-01", "the truce in Jayrud, agreed in July, came into force", at="Jayrud"),
        truce("collapsed", "2016-09-04", "the truce in Jayrud collapsed", at="Jayrud"),
        truce("agreed", "2016-09-20", "agreed a ceasefire", at="Jayrud"),
        truce("extended", "2016-09-29", "extended the ceasefire in Jayrud", at="Jayrud"),
        truce("collapsed", "2016-10-01", "the ceasefire in Jayrud collapsed", at="Jayrud"),
    ]
    assert [names(one) for one in ceasefires(told)] == [
        ["begun 2016-09-01", "collapsed 2016-09-04"],
        ["agreed 2016-09-20", "extended 2016-09-29", "collapsed 2016-10-01"],
    ]
