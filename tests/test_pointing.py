"""Tellings that point back to an act by its weapon, its doer, its dead or a later count of them."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    "text",
    [
        # the weapon and the doer of it
        "At least 14 people were killed in a car bomb attack in Sool province, officials said. Nobody has claimed it. The car bomb went off outside a tea shop in Las Anod.",
        "A suicide attack on a wedding in Nangarhar province killed 30 guests. Music was playing. Guests ran. The bomber blew himself up near the stage.",
        # its dead
        "Gunmen killed dozens of villagers in Plateau state on Sunday. A curfew is in force. The governor spoke of a black day. Most of the dead were shot.",
        # an early count and a later one
        "At least 20 people were killed in air strikes on Friday, medics said. Markets stay shut. Ministers met. A monitor said 23 people had been killed in air strikes on Zalingei.",
    ],
)  # fmt: skip
def test_it_points_back_to_the_act(tell: Tell, text: str) -> None:
    assert len(tell(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A car bomb killed 14 people in Las Anod on Sunday. A car bomb killed three people in Galkayo on Monday.",
        "Air strikes killed 20 people in Zalingei on Friday. Air strikes killed 23 people in Nyala on Sunday.",
        "A bomber blew himself up at the gate of a base in Maiduguri on Sunday. Soldiers ran. Guards fired. The other bomber blew himself up in the canteen, killing four recruits.",
        "Gunmen killed 12 villagers near Jos on Sunday. Most of the victims of a raid on Katsina last week were shot.",
    ],
)  # fmt: skip
def test_another_bomb_and_another_day_are_another_act(tell: Tell, text: str) -> None:
    assert len(tell(text)) == 2


def test_the_lead_tells_what_the_headline_told_and_the_raid_is_the_leads(tell: Tell) -> None:
    found = tell(
        "A government raid on a rebel bastion in western Myanmar killed 18 fighters, a monitor said. The raid began at dawn.",
        title="18 fighters dead in Myanmar raid",
    )
    assert [event.triggers for event in found] == [("raid", "raid")]


def test_what_a_witness_saw_seconds_later_is_the_act_itself(tell: Tell) -> None:
    found = tell('A bomb hit a wedding in Jalalabad on Sunday. "Seconds later there was an enormous explosion near us," a guest said.')  # fmt: skip
    assert len(found) == 1


def test_artillery_fire_that_units_bring_is_no_support_of_its_own(tell: Tell) -> None:
    found = tell("Army units supported by artillery and missile fire pounded rebel positions near Lashio on Thursday.")
    assert [event.kind for event in found] == ["shelling"]
