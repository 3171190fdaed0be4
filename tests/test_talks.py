"""Rounds of talks: who met where, and what became of it."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses_sample import day, incident, truce
from sayso.ledger.talks import talks
from sayso.model import PlacePrecision, Realis
from sayso.model.course import Outcome
from sayso.model.incident import Incident

POWERS = {"by": "Kerry=USA-GOV", "to": "Lavrov=RUS-GOV"}


def geneva(quote: str = "Kerry met Lavrov in Geneva", **more: object) -> Incident:
    """Talks of two powers in Geneva on 9 September."""
    fields = {"when": "2016-09-09", "told": "2016-09-10", "at": "Geneva", "country": "CHE", **POWERS, **more}
    return incident("talks", quote, **fields)  # type: ignore[arg-type]


def test_a_round_has_parties_venue_days_and_voices() -> None:
    (one,) = talks([geneva(says="the envoy=UN", denies="an aide=SYR-GOV")])
    assert [actor.text for actor in one.parties] == ["Lavrov", "Kerry"]
    assert (one.venue, one.start, one.outcome) == ("Geneva", day("2016-09-09"), Outcome.HELD)
    assert (one.said, one.denied) == (("the envoy",), ("an aide",))


def test_reports_of_one_round_are_one_and_another_week_is_another() -> None:
    story = [
        geneva(),
        geneva(when="2016-09-10", publisher="Southern Post"),
        geneva(when="2016-09-20", told="2016-09-20"),
    ]
    found = talks(story)
    assert [len(one.basis.incidents) for one in found] == [2, 1]
    assert found[0].end == day("2016-09-10")


@pytest.mark.parametrize(
    "other",
    [
        geneva("Kerry met Lavrov in Vienna", at="Vienna", country="AUT"),
        geneva("the army met elders in Geneva", by="the army=SYR-MIL", to="elders=CIV"),
        geneva(when="2016-09-15", told="2016-09-15"),
    ],
    ids=["venue", "parties", "days"],
)
def test_another_venue_party_or_week_is_another_round(other: Incident) -> None:
    assert len(talks([geneva(), other])) == 2


@pytest.mark.parametrize(
    ("incidents", "outcome"),
    [
        ([geneva(realis=Realis.PLANNED, when="2016-09-12")], Outcome.PLANNED),
        ([geneva("fresh talks in Geneva", when="2016-10-01")], Outcome.PLANNED),  # dated after every report of it
        ([geneva()], Outcome.HELD),
        ([geneva(realis=Realis.FAILED)], Outcome.FAILED),
        ([geneva("Kerry and Lavrov met in Geneva without agreement")], Outcome.FAILED),
        ([geneva(), incident("agreement", "a deal was reached", when="2016-09-10", **POWERS)], Outcome.AGREED),
        ([geneva(), truce("agreed", "2016-09-10", "a US-Russian brokered truce was agreed")], Outcome.AGREED),
        ([geneva(), incident("agreement", "a deal was reached", when="2016-09-25", **POWERS)], Outcome.HELD),
        ([geneva(), incident("agreement", "a deal", when="2016-09-10", by="Egypt=EGY-GOV", to="Iran=IRN-GOV")],
         Outcome.HELD),
        ([geneva(), incident("agreement", "a deal", when="2016-09-10", realis=Realis.PLANNED, **POWERS)], Outcome.HELD),
        ([geneva(realis=Realis.PLANNED, when="2016-09-12"),
          incident("agreement", "a deal", when="2016-09-12", told="2016-09-12", **POWERS)], Outcome.PLANNED),
    ],
)  # fmt: skip
def test_the_outcome_follows_from_what_is_told(incidents: list[Incident], outcome: Outcome) -> None:
    (one,) = talks(incidents)
    assert one.outcome is outcome
    assert one.why
    assert one.outcome_basis.incidents


def test_a_mediator_is_no_party() -> None:
    (one,) = talks([geneva("UN-brokered talks in Geneva", by="the government=SYR-GOV", to="the UN=UN")])
    assert [actor.party for actor in one.mediators] == ["UN"]
    assert [actor.party for actor in one.parties] == ["SYR-GOV"]


@pytest.mark.parametrize(
    ("quote", "at", "country", "precision"),
    [
        ("talks on Aleppo", "Aleppo", "SYR", PlacePrecision.SETTLEMENT),
        ("talks about Syria", "Syria", "SYR", PlacePrecision.COUNTRY),
        ("high-level talks", "Aleppo", "SYR", PlacePrecision.SETTLEMENT),
    ],
)
def test_what_was_talked_about_is_no_venue(quote: str, at: str, country: str, precision: PlacePrecision) -> None:
    raid = incident("airstrike", "jets hit Aleppo", when="2016-09-09", at="Aleppo", report="same")
    told = incident(
        "talks", quote, when="2016-09-09", at=at, country=country, precision=precision, report="same", **POWERS
    )
    (one,) = talks([raid, told])
    assert one.venue == ""
    assert one.country == "SYR"


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_incidents_does_not_matter(rng: random.Random) -> None:
    story = [geneva(), geneva(when="2016-09-12"), geneva(when="2016-09-14", told="2016-09-14"), geneva(when=""),
             incident("talks", "peace talks", told="2016-09-10"), truce("agreed", "2016-09-15")]  # fmt: skip
    for number, one in enumerate(story):
        object.__setattr__(one, "id", f"fixed-{number}")
    wanted = talks(story)
    rng.shuffle(story)
    assert talks(story) == wanted
