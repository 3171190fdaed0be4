"""The other side of an act over ground, where its own sentence names one side and the report tells whom that side fights."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell, Told


def of_kind(events: list[Told], kind: str) -> Told:
    return next(event for event in events if event.kind == kind)


def test_who_lost_the_town_is_whom_the_winner_fights(tell: Tell) -> None:
    """Told without a loser, a town was taken from the one enemy that the report names."""
    events = tell("Congolese troops battled M23 rebels near Goma on Friday. On Sunday the army captured Sake.")
    assert of_kind(events, "capture").target == "M23 rebels"


def test_who_attacks_the_one_enemy_of_a_side(tell: Tell) -> None:
    events = tell(
        "Somali soldiers fought al-Shabaab fighters in Baidoa on Friday. The army launched an offensive to retake Jilib on Sunday."
    )
    assert of_kind(events, "offensive").target == "al-Shabaab fighters"


def test_of_two_enemies_none_is_guessed(tell: Tell) -> None:
    events = tell(
        "Iraqi troops fought Islamic State near Tikrit on Friday. Iraqi troops clashed with the PKK in Sinjar on Saturday. "
        "On Sunday the army captured Hawija."
    )
    assert of_kind(events, "capture").target == ""


def test_an_ally_is_no_enemy(tell: Tell) -> None:
    events = tell("Rwanda has supported M23 rebels with troops since May. On Sunday the rebels captured Sake.")
    assert of_kind(events, "capture").target == ""


def test_whom_fighters_fight_is_read_past_their_own_name(tell: Tell) -> None:
    """The head noun of "rebel fighters" is a word of force, not one more act."""
    clash = of_kind(tell("Malian soldiers fought rebel fighters in Gao on Friday."), "clash")
    assert (clash.agent, clash.target) == ("Malian soldiers", "rebel fighters")


def test_against_whom_stands_behind_what_for(tell: Tell) -> None:
    clash = of_kind(tell("The Taliban are fighting for control against Afghan troops in Kunduz."), "clash")
    assert clash.target == "Afghan troops"


def test_the_islamic_state_in_capitals_is_whom_one_fights(tell: Tell) -> None:
    clash = of_kind(tell("An alliance has been fighting IS in Iraq since 2014."), "clash")
    assert clash.target == "IS"


def test_who_won_by_fighting_fought(tell: Tell) -> None:
    clash = of_kind(tell("Ethiopian troops took control of Shire after heavy clashes on Friday."), "clash")
    assert clash.agent == "Ethiopian troops"


def test_fighting_pits_one_side_against_another(tell: Tell) -> None:
    clash = of_kind(
        tell("Fighting that pitted M23 rebels against government troops killed 12 people in Goma on Friday."), "clash"
    )
    assert (clash.agent, clash.target) == ("M23 rebels", "government troops")


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        # fighters are people here, whatever flies by that name
        ("Kurdish fighters battled Islamic State in Kobani for weeks. YPG fighters fought Islamic State there too. On Sunday YPG fighters seized a hill near Kobani.", "capture", "islamic-state"),
        # who leaves as others come
        ("M23 rebels captured the town of Sake after Congolese troops fled.", "capture", "COD-MIL"),
        # who held it before
        ("The Taliban captured Kunduz in 2015. Afghan troops retook Kunduz on Monday.", "capture", "taliban"),
        # whom all others of a report fight
        ("Nigerian troops fought Boko Haram in Borno. Chadian troops attacked Boko Haram near Lake Chad. On Monday Nigerien soldiers launched an offensive in Diffa.", "offensive", "boko-haram"),
        # a campaign against somebody, told in passing
        ("Somalia has vowed to win its war against al-Shabaab. Somali troops captured Adale on Monday.", "capture", "al-shabaab"),
    ],
)  # fmt: skip
def test_whom_ground_is_taken_from(tell: Tell, text: str, kind: str, party: str) -> None:
    told = [event for event in tell(text) if event.kind == kind]
    assert told[-1].target_party == party
