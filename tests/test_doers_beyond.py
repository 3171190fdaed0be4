"""Who does an act where words farther from its noun tell it."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "kind", "agent"),
    [
        (
            "Ethiopian forces were responsible for a gas attack that killed 40 people in Mekelle in May.",
            "chemical",
            "Ethiopian forces",
        ),
        ("The ministry held Rwanda responsible for the attack on a school in Goma on Friday.", "attack", "Rwanda"),
        ("The president said Colombia was behind the attack in Caracas on Friday.", "attack", "Colombia"),
        (
            "The attack on a church in Kasindi, for which Islamic State claimed responsibility, killed 14 people.",
            "attack",
            "Islamic State",
        ),
        ("Ukrainian jets, in violation of the truce, bombed Donetsk on Friday.", "ceasefire", "Ukrainian jets"),
        ("The army bombed Taiz on Friday in breach of the ceasefire.", "ceasefire", "The army"),
        ("The Houthis declared the end of the ceasefire on Friday.", "ceasefire", "The Houthis"),
        (
            "The announcement by the Houthis of an offensive to capture Marib came on Friday.",
            "offensive",
            "the Houthis",
        ),
        (
            "Twelve people died when a suicide bomber detonated his explosives in Kano on Friday.",
            "bombing",
            "a suicide bomber",
        ),
        (
            "Two bombs were detonated remotely by the brothers near a stadium in Kano on Friday.",
            "bombing",
            "the brothers",
        ),
        ("Clashes between students and police left 12 people injured in Dakar on Friday.", "clash", "students"),
        ("Three traders were wounded by militant rockets in Kano on Friday.", "shelling", "militant"),
        (
            "Jets belonging to the Ethiopian air force bombed a school in Mekelle on Friday.",
            "airstrike",
            "Jets belonging to the Ethiopian air force",
        ),
        # who is accused of it, whatever verb tells so
        ("The army is accused of an air strike on a monastery that killed 10 people in Monywa.", "airstrike", "The army"),
        ("Witnesses accused Eritrean forces of a drone strike on a school in Adwa.", "airstrike", "Eritrean forces"),
        # in whose operation people died
        ("Nine insurgents were neutralised in an operation by Chadian troops near Bol.", "attack", "Chadian troops"),
        # who sent what flies by itself, and what many of a thing are
        ("Two drones launched by Houthi fighters hit Abha airport on Friday.", "airstrike", "Houthi fighters"),
        ("A number of shells from the rebel enclave have hit Donetsk since Friday.", "shelling", "rebel"),
        # where a group is outlawed, and who issues a warrant
        ("The militant group is outlawed in Uzbekistan.", "sanction", "Uzbekistan"),
        ("The International Criminal Court issued an arrest warrant for the president on Friday.", "sanction", "The International Criminal Court"),
        # one side of a gunfight
        ("The suspect died after a shootout with police in Srinagar on Thursday.", "clash", "The suspect"),
        # under whose control a town is
        ("Goma is under the control of the M23 group.", "control", "the M23 group"),
    ],
)  # fmt: skip
def test_who_did_it_is_found_beyond_the_noun(tell: Tell, text: str, kind: str, agent: str) -> None:
    assert next(event.agent for event in tell(text) if event.kind == kind) == agent


def test_a_terrorist_attack_names_nobody(tell: Tell) -> None:
    """The word judges the attack; it does not say who made it."""
    assert [event.agent for event in tell("A terrorist attack killed 12 people in Kano on Friday.")] == [""]


def test_who_is_not_responsible_did_not_do_it(tell: Tell) -> None:
    events = tell("The mayor said the army was not responsible for the attack in Kano on Friday.")
    assert [event.agent for event in events] == [""]


def test_an_attempt_on_a_life_is_made_on_a_person(tell: Tell) -> None:
    events = tell("The Somali president survived an attack on his life in Mogadishu on Friday.")
    assert [event.target for event in events] == ["The Somali president"]


@pytest.mark.parametrize("doers", ["Bandits", "Pirates", "Herders", "Vigilantes", "Rioters"])
def test_people_whose_trade_or_deed_is_violence_do_it(tell: Tell, doers: str) -> None:
    events = tell(f"{doers} attacked a village near Jos on Friday, killing 12 people.")
    assert [event.agent for event in events] == [doers]


def test_an_offensive_is_nobody_who_breaks_a_siege(tell: Tell) -> None:
    events = tell(
        "Rebels shelled Aleppo on Monday. A major offensive aimed at breaking the siege of the city began on Tuesday."
    )
    assert "A major offensive" not in {event.agent for event in events}


def test_what_is_talked_about_is_no_side_of_the_talks(tell: Tell) -> None:
    (event,) = tell("The two ministers discussed the next steps in Baghdad on Monday.")
    assert (event.kind, event.target) == ("talks", "")


def test_a_count_behind_a_passive_does_nothing(tell: Tell) -> None:
    events = tell("More than 250,000 people have been killed and more than 10 million displaced in Yemen since 2015.")
    assert {event.kind for event in events} == {"clash", "displacement"}
    assert {event.agent for event in events} == {""}


@pytest.mark.parametrize(
    ("text", "agent", "party"),
    [
        # whose a voice holds it to be, inside the phrase for the act
        ("A chemical attack on Daraya which Paris says was carried out by Syrian troops killed 80 people on Friday.", "Syrian troops", "SYR-MIL"),
        # what a name is, put behind it without a comma
        ("The Rapid Support Forces a band of former militiamen broke into Nyala in June.", "The Rapid Support Forces", "rapid-support-forces"),
        # the town of a dateline is nobody
        ("MOSCOW A suicide bomber from the Nusra Front blew himself up at a police post in Aleppo Monday.", "A suicide bomber from the Nusra Front", "nusra-front"),
    ],
)  # fmt: skip
def test_doers_in_clauses_that_hid_them(tell: Tell, text: str, agent: str, party: str) -> None:
    [event] = tell(text)
    assert (event.agent, event.agent_party) == (agent, party)


def test_who_accuses_and_fires_is_not_the_accused(tell: Tell) -> None:
    events = tell(
        "Kyiv has accused Russia of being behind the attack and fired missiles at a depot in Luhansk on Friday."
    )
    assert [event.agent for event in events if event.kind == "shelling"] == ["Kyiv"]


def test_an_alliance_of_groups_holds_what_it_holds(tell: Tell) -> None:
    events = tell(
        "The rebels are led by the Army of Conquest a rebel alliance of mainly Islamist groups that holds most of Idlib province."
    )
    assert [event.agent for event in events if event.kind == "control"] == ["the Army of Conquest"]


def test_who_was_driven_out_had_infiltrated(tell: Tell) -> None:
    events = tell("Burkinabe troops expelled the militants from the districts they infiltrated in Djibo in June.")
    assert "the militants" in {event.agent for event in events}


@pytest.mark.parametrize(
    ("text", "agent", "party"),
    [
        # a name right behind the word for what it is
        ("The rebel movement M23 shelled a camp near Rutshuru on Friday.", "The rebel movement M23", "m23"),
        ("Separatist group the Baloch Liberation Army stormed a hotel in Gwadar.", "Separatist group the Baloch Liberation Army", "bla"),
        # the group that fighters are from or with, behind an article or before a word for it
        ("Militants from the Lashkar-e-Taiba group killed four policemen near Srinagar.", "Militants from the Lashkar-e-Taiba group", "lashkar-e-taiba"),
        ("Fighters with the Kachin Independence Army attacked a convoy near Bhamo.", "Fighters with the Kachin Independence Army", "kia"),
        # the tags of a page are nobody
        ("Tags Mali Rebels Gao Attack Gunmen killed four soldiers near Gao on Monday.", "Gunmen", "MLI-REB"),
    ],
)  # fmt: skip
def test_doers_with_their_names_beside_them(tell: Tell, text: str, agent: str, party: str) -> None:
    [event] = tell(text)
    assert (event.agent, event.agent_party) == (agent, party)


def test_a_counterpart_is_who_is_named_behind_him(tell: Tell) -> None:
    [event] = tell("Foreign Minister Sergei Lavrov met his counterpart Hakan Fidan in Antalya on Friday.")
    assert (event.agent_party, event.target_party) == ("RUS-GOV", "TUR-GOV")


@pytest.mark.parametrize(
    ("text", "kind", "agent"),
    [
        ("The European Union goes on with its work. We will host talks on Libya in Brussels in June.", "talks", "The European Union"),
        ("The Coalition took all precautions. We will continue to strike ISIL targets in Iraq.", "airstrike", "The Coalition"),
    ],
)  # fmt: skip
def test_a_body_that_says_we_does_what_it_tells(tell: Tell, text: str, kind: str, agent: str) -> None:
    assert [event.agent for event in tell(text) if event.kind == kind] == [agent]


def test_an_air_defence_of_no_named_country_is_not_that_of_the_drones_it_shot_down(tell: Tell) -> None:
    [event] = tell("Air defence units shot down 20 Ukrainian drones over Bryansk on Friday.")
    assert (event.kind, event.agent, event.agent_party) == ("shootdown", "Air defence units", "unknown")


@pytest.mark.parametrize(
    ("text", "kind", "agent"),
    [
        # who broke the truce did it by the strikes told in the same breath
        (
            "Two people were wounded in drone strikes by rebels on Gao, in a new violation of the truce.",
            "ceasefire",
            "rebels",
        ),
        ("Boko Haram has been forced into retreat across parts of Borno.", "withdrawal", "Boko Haram"),
        # one of the acts that somebody did
        (
            "JNIM has often hit villages with bomb attacks, including a May 3 shooting in Gao that killed four.",
            "attack",
            "JNIM",
        ),
        (
            "Nine people were killed in raids carried out by either army or allied Chadian jets in Borno on Monday.",
            "attack",
            "army",
        ),
    ],
)
def test_who_did_it_is_told_by_what_stands_around(tell: Tell, text: str, kind: str, agent: str) -> None:
    assert (kind, agent) in [(event.kind, event.agent) for event in tell(text)]


def test_more_dead_of_the_same_fire(tell: Tell) -> None:
    events = tell(
        "Houthi shells hit the market in Marib on Monday, killing nine. "
        "Another 12 people were killed by shells in a village near Taiz on Tuesday."
    )
    assert [(event.kind, event.agent_party) for event in events] == [("shelling", "houthis")] * 2
