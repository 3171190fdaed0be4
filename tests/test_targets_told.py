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


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("The World Food Programme airdropped food for 80,000 people in Nasir on Monday.", "80,000 people"),
        ("A convoy of 12 trucks carrying food for 40,000 people entered Talbiseh on Monday.", "40,000 people"),
        ("Bakers in Zamzam made bread for families while the convoy delivered fuel.", ""),
    ],
)
def test_whom_aid_is_for(tell: Tell, text: str, target: str) -> None:
    assert [event.target for event in tell(text) if event.kind == "aid"] == [target]


def test_hostages_are_not_of_those_who_hold_them(tell: Tell) -> None:
    told = tell("The army freed 30 hostages held by Boko Haram on Monday.")
    assert [(event.target, event.target_party) for event in told] == [("30 hostages", "CIV")]


def test_what_people_protest_over_is_not_whom_they_protest_against(tell: Tell) -> None:
    told = tell("Women protested over the killing of a taxi driver in Jos on Monday.")
    assert [event.target for event in told if event.kind == "protest"] == [""]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Gunmen abducted and killed three tribal elders in Wana on Monday.", "three tribal elders"),
        ("The militia has killed, raped and robbed civilians in Darfur.", "civilians"),
    ],
)
def test_verbs_joined_share_their_object(tell: Tell, text: str, target: str) -> None:
    events = tell(text)
    assert events
    assert {event.target for event in events} == {target}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("The Sudanese army bombed RSF gatherings in Nyala on Monday.", "rapid-support-forces"),
        ("A bomb hit a gathering of elders in Kabul on Monday.", "CIV"),
        ("Azerbaijani forces opened fire at Armenian positions near Sotk on Monday.", "ARM-MIL"),
        ("Ukraine sent dozens of drones against an oil refinery in Ryazan on Monday.", "CIV"),
    ],
)
def test_whose_crowds_and_positions_were_hit(tell: Tell, text: str, party: str) -> None:
    assert [event.target_party for event in tell(text)] == [party]
