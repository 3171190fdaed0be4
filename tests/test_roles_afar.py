"""Doers and targets told a little farther off: counted, launched before, beside a war, lost by the parse, held before."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell, Told


def of_kind(events: list[Told], kind: str) -> Told:
    return next(event for event in events if event.kind == kind)


@pytest.mark.parametrize(
    ("text", "kind", "agent"),
    [
        # counted out of many
        ("The Houthis said one of their fighters had attacked a barracks in Taiz on Monday.", "attack", "one of their fighters"),
        # who launched what the participle tells
        ("In June 2021 the Taliban launched an offensive in northern Afghanistan seizing dozens of districts.", "capture", "the Taliban"),
        # besides, to what end
        ("The army shelled two villages in addition to bombing a market in Gao on Monday.", "airstrike", "The army"),
        # a side right before what it did
        ("At least nine civilians died in suspected junta air strikes near Sagaing on Sunday.", "airstrike", "junta"),
        ("One person was killed in Donetsk on Friday by separatist fire.", "attack", "separatist"),
        # who leads an act, whatever people it is of
        ("The movement spearheaded a Tutsi rebel offensive in North Kivu in 2012.", "offensive", "The movement"),
        # thrown by hand
        ("The insurgents threw a grenade at a patrol in Quetta on Monday.", "attack", "The insurgents"),
        # who took ground by an assault
        ("Government forces retook Malakal following a fierce assault on the airport.", "capture", "Government forces"),
        ("Government forces retook Malakal following a fierce assault on the airport.", "attack", "Government forces"),
    ],
)  # fmt: skip
def test_who_did_it_farther_off(tell: Tell, text: str, kind: str, agent: str) -> None:
    assert of_kind(tell(text), kind).agent == agent


@pytest.mark.parametrize(
    ("text", "agent", "target"),
    [
        ("Mali has been mired in war since 2012 with government troops fighting separatist rebels in the north.", "government troops", "separatist rebels"),
        ("The conflict in Congo, which pits the army against the M23 rebels, has displaced thousands.", "the army", "the M23 rebels"),
        ("Sudanese soldiers in hours of fierce battle forced the RSF fighters to flee.", "Sudanese soldiers", "the RSF fighters"),
        ("Fighting between the army and the Hema tribe killed 12 people on Monday.", "the army", "the Hema tribe"),
    ],
)  # fmt: skip
def test_two_sides_told_beside_a_war(tell: Tell, text: str, agent: str, target: str) -> None:
    event = of_kind(tell(text), "clash")
    assert (event.agent, event.target) == (agent, target)


def test_a_war_alone_has_no_sides(tell: Tell) -> None:
    event = of_kind(tell("Mali's war has killed thousands of people since 2012."), "clash")
    assert (event.agent, event.target) == ("", "")


def test_them_is_not_who_arms_them(tell: Tell) -> None:
    event = of_kind(tell("Kinshasa calls the rebels terrorists and accuses Rwanda of arming them."), "support")
    assert (event.agent, event.target) == ("Rwanda", "the rebels")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("At least 20 people were killed in a car bomb blast at an army checkpoint in Mogadishu on Thursday.", "an army checkpoint"),
        ("A car bomb outside a police station in Quetta killed at least 12 people on Monday.", "a police station"),
        ("Ten people were killed in an air strike on a school west of Mekelle on Monday.", "a school"),
    ],
)  # fmt: skip
def test_what_was_struck_before_who_died(tell: Tell, text: str, target: str) -> None:
    assert [event.target for event in tell(text)] == [target]


def test_who_held_the_town_that_is_taken_back(tell: Tell) -> None:
    """Of several enemies it is the one told to have taken that town."""
    events = tell(
        "Government troops battled M23 rebels near Goma and ADF rebels in Beni on Monday. M23 rebels seized Rutshuru in May. "
        "On Sunday the army recaptured Rutshuru."
    )
    taken = [event for event in events if event.kind == "capture"]
    assert taken[-1].target == "M23 rebels"


def test_whom_a_list_of_towns_is_cleared_of(tell: Tell) -> None:
    events = tell("On Monday Mali launched an operation to clear the towns of Gao and Menaka from the Islamic State.")
    assert events[0].target == "the Islamic State"


def test_what_an_advance_took_does_not_besiege(tell: Tell) -> None:
    """The parse takes the ground for who does what follows."""
    event = of_kind(
        tell("The RSF controls more than 70 percent of the city besieging thousands of people there."), "siege"
    )
    assert event.agent == "The RSF"


def test_a_bracket_before_a_doer_is_not_of_his_name(tell: Tell) -> None:
    (event,) = tell("(Reuters and agencies) Ethiopian army shells hit a market in Mekelle on Tuesday.")
    assert "agencies" not in event.agent


def test_terrorist_attacks_of_a_states_media_are_by_its_foes(tell: Tell) -> None:
    """Where the country has an armed opposition, its state's media name it by the word for the act."""
    text = "Syria's state news agency SANA reported that a woman was killed on Friday in terrorist attacks with rocket shells on a suburb of Damascus."
    assert tell(text)[0].agent_party == "SYR-REB"


def test_who_stands_before_a_verb_that_lost_its_subject(tell: Tell) -> None:
    """Without a comma the parse takes the doers into the phrase before them."""
    (event,) = tell(
        "Despite months of relative calm in Darfur Sudanese army and allied forces have in recent weeks carried out air raids across the province."
    )
    assert event.agent_party == "SDN-MIL"
