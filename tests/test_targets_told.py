"""Targets told by what came down on them, by who rides in them, and by whose they are."""

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("An explosion tore through a bus in Quetta on Monday, killing 16 people.", "a bus"),
        ("A blast ripped through a crowded market in Maiduguri on Monday.", "a crowded market"),
        ("Shells fell on the town of Lysychansk on Tuesday.", "the town of Lysychansk"),
        ("Two rockets landed in the Green Zone in Baghdad on Monday.", "the Green Zone"),
        ("Hamas fired dozens of rockets toward Tel Aviv on Monday.", "Tel Aviv"),
        ("Rebels fired 12 rockets over the border into Uganda on Monday.", "Uganda"),
        ("Rebels fired at dawn several rocket shells on the market of Goma.", "the market of Goma"),
    ],
)
def test_what_shells_and_blasts_come_down_on(tell: Tell, text: str, target: str) -> None:
    assert [event.target for event in tell(text)] == [target]


@pytest.mark.parametrize(
    "text", ["A rocket landed in a field near Metula on Monday.", "Four rockets fell in an open area near Sderot."]
)
def test_open_ground_is_no_target(tell: Tell, text: str) -> None:
    assert [event.target for event in tell(text)] == [""]


@pytest.mark.parametrize(
    ("text", "agent", "target"),
    [
        ("Clashes between RSF and army troops in Babanusa killed 30 civilians.", "rapid-support-forces", "SDN-MIL"),
        ("Clashes between Ukrainian and Russian forces near Pokrovsk killed 30 people.", "UKR-MIL", "RUS-MIL"),
        ("Indian soldiers traded fire with Maoist rebels in Gadchiroli on Monday.", "IND-MIL", "naxalites"),
    ],
)
def test_two_sides_that_share_a_word(tell: Tell, text: str, agent: str, target: str) -> None:
    assert [(event.agent_party, event.target_party) for event in tell(text)] == [(agent, target)]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("A bomb hit a truck of the Afghan army in Helmand on Monday.", "AFG-MIL"),
        ("Rebels ambushed a convoy transporting Wagner fighters near Bria on Monday.", "wagner-group"),
        ("Gunmen attacked a bus carrying pilgrims in Kurram on Monday.", "CIV"),
        ("An Iranian missile struck an American base in Iraq on Monday.", "USA-MIL"),
        ("Armenian drones struck Azerbaijani armour near Fuzuli on Monday.", "AZE-MIL"),
        ("Mali's army said it had foiled an attack on its base in Kidal on Monday.", "MLI-MIL"),
        ("Hamas said Israel had struck its headquarters in Gaza City on Monday.", "hamas"),
    ],
)
def test_whose_vehicles_and_bases_are(tell: Tell, text: str, party: str) -> None:
    assert [event.target_party for event in tell(text)] == [party]


def test_whose_raid_it_is_stands_behind_of(tell: Tell) -> None:
    told = tell("A raid of the Burmese army on the village of Tabayin on Monday killed eight people.")
    assert [(event.agent_party, event.target) for event in told] == [("MMR-MIL", "the village of Tabayin")]
