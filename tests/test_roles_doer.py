"""Whose fire, ground or gate stands behind a killing, and whose does not."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Israeli fire killed three people in Rafah on Monday.", "Israeli"),
        ("Houthi fire killed three people in Taiz on Monday.", "Houthi"),
        ("Gunfire by soldiers killed two protesters in Khartoum on Monday.", "soldiers"),
    ],
)
def test_whose_fire_killed(tell: Tell, text: str, agent: str) -> None:
    assert [event.agent for event in tell(text)] == [agent]


def test_the_entrance_of_a_village_kills_nobody(tell: Tell) -> None:
    (event,) = tell(
        "A suicide bomber blew himself up at the entrance of al-Tayba village in the countryside of Salamiyah killing 4 civilians."
    )
    assert event.agent == "A suicide bomber"


def test_the_terrorists_are_no_group_that_fights_for_its_government(tell: Tell) -> None:
    told = tell(
        "The Tiger Forces played a major role near Aleppo. Clashes between the government forces and terrorists killed four on Monday."
    )
    assert [event.target_party for event in told if event.kind == "clash"] == ["SYR-REB"]


def test_what_anything_did_before_is_no_act(tell: Tell) -> None:
    assert tell("Residents said the blasts were far stronger than anything that had hit the city in the past.") == []


def test_hands_are_nobody_hit(tell: Tell) -> None:
    [event] = tell("The killing of hundreds of villagers at the hands of the militia in Drodro shocked the province.")
    assert (event.agent, event.target) == ("the militia", "villagers")


def test_who_is_asked_for_is_no_doer(tell: Tell) -> None:
    [event] = tell("It was unclear who fired the rockets at Ashkelon.")
    assert (event.kind, event.agent, event.target) == ("shelling", "", "Ashkelon")


def test_who_is_responsible_for_killing_did_it(tell: Tell) -> None:
    [event] = tell("The rebels are responsible for killing ten people in Goma on Monday.")
    assert (event.kind, event.agent) == ("attack", "The rebels")
    assert tell("The police are responsible for securing the capital.") == []


def test_who_is_accused_of_gassing_by_firing_fired(tell: Tell) -> None:
    events = tell("The opposition accused the army of gassing people in Homs by firing rockets at suburbs on Monday.")
    assert {event.agent for event in events} == {"the army"}


def test_a_quoted_noun_keeps_whom_it_is_of(tell: Tell) -> None:
    [event] = tell('Warplanes hit a "large gathering" of fighters in Mosul on Monday.')
    assert event.target == 'a "large gathering" of fighters'


@pytest.mark.parametrize(
    "text",
    [
        "Nigeria car bombings killed 18 people on Monday.",
        "Juba car bomb kills 18 people at least on Monday.",
        "At least 12 people were killed in a Yemen car bomb attack on Monday, a spokesman said.",
        "Two blasts near the old cemetery in Sanaa killed at least 40 people on Monday.",
        "It is not known which aircraft carried out the strike on the hospital in Taiz on Monday.",
        "The car blew up near the market in Gao on Monday, killing three people.",
        "The Yemeni uprising began on Monday.",
        "This has helped the rebels in Taiz.",
    ],
)
def test_countries_things_and_questions_do_nothing(tell: Tell, text: str) -> None:
    assert [event.agent for event in tell(text)] == [""]


def test_a_states_own_name_before_its_bombing_does_it(tell: Tell) -> None:
    (event,) = tell("Israel bombing kills five people in Gaza on Monday.")
    assert (event.kind, event.agent) == ("airstrike", "Israel")


def test_the_fire_of_fighters_is_theirs(tell: Tell) -> None:
    (event,) = tell("A woman was killed in sniper fire of Houthi fighters in Taiz on Monday.")
    assert (event.agent, event.target) == ("Houthi fighters", "A woman")


def test_who_is_accused_ends_where_the_charge_begins(tell: Tell) -> None:
    (event,) = tell('The watchdog has accused Sudan\'s regime of "sowing terror" with its air strikes on Darfur.')
    assert event.agent == "Sudan's regime"


def test_a_conjunction_is_no_part_of_who_does_it(tell: Tell) -> None:
    told = tell("The newspaper said on Monday that army troops aimed to surround Taiz in a major offensive.")
    assert {event.agent for event in told} == {"army troops"}


def test_where_it_was_is_not_who_they_are(tell: Tell) -> None:
    told = tell(
        "The group claimed an attack on officers in the Karrada district of Baghdad. They kidnapped 11 people on Monday."
    )
    assert "IRQ-GOV" not in {event.agent_party for event in told}
