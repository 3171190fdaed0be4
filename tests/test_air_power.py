"""Who has no aircraft: bombs of rebels are no air strikes, and air strikes told beside them are not theirs."""

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Militants bombed a church in Jos on Sunday.", "bombing"),
        ("Boko Haram bombed a market in Maiduguri on Sunday.", "bombing"),
        ("Nigerian jets bombed Konduga on Sunday.", "airstrike"),
        ("Boko Haram bombed a base near Maiduguri with a drone on Sunday.", "airstrike"),
        ("Houthi drones bombed an airport near Jizan on Sunday.", "airstrike"),
    ],
)
def test_with_what_somebody_bombs(tell: Tell, text: str, kind: str) -> None:
    assert [event.kind for event in tell(text)] == [kind]


def test_a_bombardment_by_rebels_is_shelling_even_behind_an_air_strike(tell: Tell) -> None:
    told = tell("Army jets bombed Taiz on Monday. A rebel bombardment of Ibb killed two people on Tuesday.")
    assert [(event.kind, event.place) for event in told] == [("airstrike", "Taiz"), ("shelling", "Ibb")]


def test_a_states_bombing_is_from_the_air_even_behind_its_guns(tell: Tell) -> None:
    told = tell("Army artillery shelled Taiz on Monday. Regime bombing killed six people in Ibb on Tuesday.")
    assert [(event.kind, event.place) for event in told] == [("shelling", "Taiz"), ("airstrike", "Ibb")]


def test_an_air_strike_on_rebels_is_not_theirs(tell: Tell) -> None:
    (event,) = tell("Twenty Taliban fighters were killed in an air strike that hit a house in Kunduz on Monday.")
    assert (event.kind, event.agent) == ("airstrike", "")


def test_a_pilot_shot_by_rebels_was_shot_from_the_ground(tell: Tell) -> None:
    (event,) = tell("A downed pilot was killed by Taliban fighters near Kunduz on Monday.")
    assert (event.kind, event.agent_party) == ("attack", "taliban")


def test_a_bombing_that_rebels_claim_in_another_clause_is_no_air_strike(tell: Tell) -> None:
    told = tell(
        "We condemn the attacks today in the towns of Jableh and Tartus, for which ISIS has claimed responsibility and "
        "where sixty civilians were killed in multiple bombings that targeted bus stations and a hospital."
    )
    assert [(event.kind, event.agent_party) for event in told] == [("bombing", "islamic-state")]


def test_bombing_by_nobody_known_is_not_from_the_air_where_no_aircraft_are_told(tell: Tell) -> None:
    (event,) = tell("In the afternoon, during an hour of concentrated bombing in Belfast at least 11 people died.")
    assert event.kind == "bombing"
