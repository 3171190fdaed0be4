"""Values that no coder would write: brokers as doers, the dead as places, what an act claimed as a voice."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Read, Tell

# who did it


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A raid condemned by Cairo killed ten people in Gaza on Monday.", "attack"),
        ("The evacuation of 300 families brokered by Qatar began in Gao on Monday.", "displacement"),
        ("Twelve people were killed in an Iraq car bomb attack on Monday.", "bombing"),
        ("Mali's uprising in 2012 toppled a president.", "protest"),
        ("The regime cracked down on protests in Khartoum on Monday.", "protest"),
        ("The agency said Sudan was the most dangerous place last year, with 135 attacks on clinics.", "attack"),
    ],
)
def test_who_only_stands_by_is_no_doer(tell: Tell, text: str, kind: str) -> None:
    assert {event.agent for event in tell(text) if event.kind == kind} == {""}


def test_who_brokers_a_truce_is_its_party_still(tell: Tell) -> None:
    [event] = tell("A truce brokered by Norway took hold in Malakal on Monday.")
    assert (event.kind, event.agent) == ("ceasefire", "Norway")


def test_a_raid_on_a_town_held_by_rebels_killed_not_they(tell: Tell) -> None:
    [event] = tell("A bombardment on a town held by Darfur rebels killed at least five civilians on Sunday.")
    assert (event.agent, event.figures) == ("", ("killed 5+ civilians",))


def test_nobody_fights_himself_under_a_borrowed_name(tell: Tell) -> None:
    [event] = tell("Taliban positions near Kunduz were pounded by the terrorists' mortars on Monday.")
    assert (event.agent_party, event.target_party) == ("unknown", "taliban")


def test_who_is_called_on_is_to_do_it(tell: Tell) -> None:
    [event] = tell("The minister called on the rebels to withdraw from Malakal.")
    assert (event.kind, event.agent) == ("withdrawal", "the rebels")


def test_those_left_behind_are_ones_own(tell: Tell) -> None:
    told = tell("The rebels fled Malakal and left behind scores of dead and wounded fighters.")
    assert [(event.agent, event.target) for event in told if event.kind == "attack"] == [("", "The rebels")]


def test_a_push_that_may_have_begun_did_nothing(tell: Tell) -> None:
    [event] = tell(
        "Rocket attacks on a suburb killed one person in Tripoli. It was unclear if the major push for the city had begun."
    )
    assert event.agent == ""


def test_a_day_before_a_full_stop_is_no_name_of_a_group(tell: Tell) -> None:
    told = tell("Shells hit Tarhuna on Monday. Fighters stormed the barracks in Sirte.")
    assert "unknown" in {event.agent_party for event in told if event.agent == "Fighters"}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("In Yemen, the rebel coalition shelled Taiz on Monday.", "houthis"),
        ("In Yemen, a coalition of tribes shelled Taiz on Monday.", "unknown"),
        ("In Yemen, the coalition shelled Taiz on Monday.", "saudi-coalition"),
    ],
)
def test_not_every_coalition_is_the_one_of_the_war(tell: Tell, text: str, party: str) -> None:
    [event] = tell(text)
    assert event.agent_party == party


def test_forces_known_by_whom_they_back_are_who_backs(tell: Tell) -> None:
    told = tell("On Friday there were clashes between M23 rebels and militias that support the Congolese government.")
    assert [event.agent for event in told if event.kind == "support"] == ["militias"]


def test_ground_is_not_taken_from_those_who_only_fly_over_it(tell: Tell) -> None:
    told = tell(
        "French jets carried out air strikes on Boko Haram in Nigeria on Sunday. On Monday Boko Haram seized the town of Baga."
    )
    assert [event.target for event in told if event.kind == "capture"] == [""]


def test_who_attacked_them_did_not_attack_himself(tell: Tell) -> None:
    told = tell("The Malian army forces surrounded the militants in Gao on Monday and attacked them.")
    sides = [(event.agent, event.target) for event in told if event.kind == "attack"]
    assert sides == [("The Malian army forces", "the militants")]


def test_elsewhere_is_no_part_of_an_army(tell: Tell) -> None:
    told = tell("Elsewhere the Malian army continued its advances in the western parts of Gao.")
    assert {event.agent for event in told} == {"the Malian army"}


def test_a_film_is_no_target(tell: Tell) -> None:
    [event] = tell("Al-Shabaab carried out executions on camera in Jilib on Monday.")
    assert event.target == ""


# where


@pytest.mark.parametrize(
    "text",
    [
        "Army soldiers killed Musa Abdel Karim, a rebel commander, on Tuesday.",
        "Moscow has launched air strikes in support of the Bamako government since April.",
        "Rebels claimed the downing of a Chad helicopter on Tuesday.",
        "The minister condemned the killing of Musa Abdel Karim, a journalist, on Tuesday.",
        "The rebels shelled the part held by the army, according to Gao Abdel Karim, a monitor.",
        "Five nurses were killed in the strikes, the head of MSF France said.",
    ],
)
def test_people_and_rulers_are_no_places(tell: Tell, text: str) -> None:
    assert {event.place for event in tell(text)} == {""}


def test_a_name_is_not_cut_at_its_article(tell: Tell) -> None:
    [event] = tell("Troops shelled the region of Jamiat al-Sahra in the west of Sudan on Monday.")
    assert event.place.startswith("Jamiat al-Sahra")
    [event] = tell("Sudanese troops clashed with militants of Jaish al-Nur on Monday.")
    assert event.place == ""


def test_soldiers_from_abroad_are_not_at_home(tell: Tell) -> None:
    told = tell(
        "Shells hit Gao in Mali on Sunday. A commander died in a cross-border raid conducted by the U.S. military."
    )
    assert "U.S." not in {event.place for event in told}


@pytest.mark.parametrize(
    "text",
    [
        "Ukraine has lost at least 12 soldiers in the Malian war.",
        "A raid on a school in Djenne may be the deadliest since Mali's conflict began in 2012.",
    ],
)
def test_a_war_is_in_its_own_country(tell: Tell, text: str) -> None:
    [place] = [event.event.place for event in tell(text) if event.kind == "clash"]
    assert place is not None
    assert (place.name, place.country) == ("Mali", "MLI")


def test_ground_that_lost_its_hyphen_is_no_state_of_control(tell: Tell) -> None:
    assert "control" not in {
        event.kind for event in tell("Rebel held areas near Tripoli faced heavy shelling on Monday.")
    }


# what


def test_who_came_into_a_country_took_no_ground(tell: Tell) -> None:
    told = tell("Army jets killed 34 fighters who had entered the country from Niger, the Malian army said.")
    assert "capture" not in {event.kind for event in told}


def test_what_were_likely_strikes_were_done(tell: Tell) -> None:
    told = tell("Four nurses were killed in what were likely Saudi strikes in Taiz on Monday.")
    assert {event.realis for event in told} == {"happened"}


def test_a_series_of_strikes_is_no_film(tell: Tell) -> None:
    [event] = tell("Some 120 Taliban fighters were killed in a series of American air strikes in Helmand on Sunday.")
    assert (event.kind, event.agent) == ("airstrike", "American")


@pytest.mark.parametrize(
    "text",
    [
        "Mali was hit by violent unrest in 2012.",
        "Sudan was rocked by protests in March.",
        "Kenya was struck by a wave of demonstrations in June.",
    ],
)
def test_unrest_strikes_nobody(tell: Tell, text: str) -> None:
    assert [(event.kind, event.target) for event in tell(text)] == [("protest", "")]


def test_shells_that_exploded_were_fired(tell: Tell) -> None:
    assert [event.kind for event in tell("Several mortar shells exploded on a street in Horlivka on Monday.")] == [
        "shelling"
    ]


def test_how_often_a_page_was_shared_counts_nobody(read: Read) -> None:
    result = read(
        "Rebels killed 13 soldiers in clashes near Bunia on Monday, a monitor said. The town lies west of the lake. "
        "... 85 Related Rebels Seize Town Near Bunia Tags Congo Community standardsDiscussion Comment via Facebook"
    )
    assert {figure.low for event in result.events for figure in event.figures} == {13}


# on whose word


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Clashes erupted near Marib, claiming at least 10 killed and 15 injured.", {""}),
        ("The air force struck the convoy near Marib, claiming scores of fighters.", {""}),
        (
            "The reporter quoted a source at Goma Police Command as saying that two women were killed by shells in Goma.",
            {"a source at Goma Police Command"},
        ),
        (
            "According to information provided by a source at the hospital, five people were killed by shells in Goma.",
            {"a source at the hospital"},
        ),
        (
            "The humanitarian agency Doctors Without Borders said ten people had been killed in shelling in Bunia.",
            {"The humanitarian agency Doctors Without Borders"},
        ),
        ("Shells fell on Bunia leaving five people dead and 20 injured Radio Okapi reported.", {"Radio Okapi"}),
        ("In the meantime other sources said that the army bombed Beni.", {"other sources"}),
    ],
)
def test_who_speaks_is_somebody(tell: Tell, text: str, sources: set[str]) -> None:
    said = {account.source.text for event in tell(text) for account in event.event.accounts}
    assert said == sources
