"""Voices that speak of an act told before: who confirms it, blames somebody, judges it, answers it or only repeats it."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        # confirmed, blamed, judged, without telling it again
        ("A bomb killed two people in Kabul on Monday. The police command confirmed the incident.", ("outlet asserts", "The police command asserts")),
        ("Gunmen killed four soldiers in Gao on Monday. The army blamed JNIM.", ("outlet asserts", "The army asserts")),
        ("Jets bombed Aden on Monday. The White House said this was horrific.", ("outlet asserts", "The White House asserts")),
        ("Jets bombed Aden on Monday. The ministry said the deaths were caused by fire.", ("outlet asserts", "The ministry asserts")),
        # an accusation of something else is no word on it
        ("Gunmen killed four soldiers in Gao on Monday. Residents accused the mayor of lying.", ("outlet asserts",)),
        # who handed it on, and who is cited
        ("Air strikes have killed 11 civilians in Idlib since Monday, Radio Sham reported on Wednesday, citing a doctor.", ("a doctor asserts via Radio Sham",)),
        ("At least 38 people were killed and 280 injured by shells in El Fasher on Monday, according to hospital records seen by aid workers.", ("hospital records asserts",)),
        ("On Sunday the warplanes struck three villages near Palmyra; the Fars agency reported.", ("the Fars agency asserts",)),
        # an act appended is the speaker's, and nothing else before it
        ("A car bomb killed 22 cadets in Bogota on Monday, an attack the ELN admitted.", ("the ELN asserts", "outlet asserts")),
    ],
)  # fmt: skip
def test_voices_of_one_act(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    events = tell(text)
    assert [sorted(event.accounts) for event in events] == [sorted(accounts)]


@pytest.mark.parametrize(
    ("text", "kind", "denied"),
    [
        # a repelled attack answers ground taken, before or after it, and no other act
        ("The Salam Front said it had captured Kafr Nabl on Monday. The army said it had repelled the attack on Kafr Nabl.", "capture", ("The army denies",)),
        ("The army said it had repelled an attack on Kafr Nabl on Monday. The monitor said rebels had captured Kafr Nabl.", "capture", ("The army denies",)),
        ("A monitor said 15 fighters were killed by shells in Kafr Nabl on Monday. The army said it had repelled the attack on Kafr Nabl.", "shelling", ()),
        # what could not be is no denial
        ("The minister said hunger in Aden could not be eased by a truce on Monday.", "ceasefire", ()),
        # what had never been done before was done now; a group disowned is no act
        ("A chemical attack killed nine people in Saraqib on Monday. The mayor said the gas used in the attack had never been used before.", "chemical", ()),
        ("The group bombed Mosul on Monday. It was once part of al-Qaeda but al-Qaeda disowned it.", "attack", ()),
        # a denial by somebody else for those who are charged
        ("Eritrean soldiers shot dead 40 men in Axum on Monday, witnesses said. Ethiopia denied for months that Eritrean forces were there.", "attack", ("Ethiopia denies",)),
        # who told of the act and dismisses another's version does not deny it
        ("Jets struck a boat off Mokha on Monday, killing four fishermen, an official said. The coalition claimed that the boat had been laying mines. The official dismissed the claim as baseless.", "airstrike", ()),
    ],
)  # fmt: skip
def test_who_denies(tell: Tell, text: str, kind: str, denied: tuple[str, ...]) -> None:
    told = [event for event in tell(text) if event.kind == kind]
    assert tuple(a for event in told for a in event.accounts if " denies" in a) == denied


def test_a_question_is_no_word_of_the_outlet(tell: Tell) -> None:
    events = tell("Gunmen shot two men in Gao on Monday, the mayor said. Two men shot in Gao?")
    assert [event.accounts for event in events] == [("the mayor asserts",)]


def test_an_aside_is_the_outlets_own_word(tell: Tell) -> None:
    text = "Al-Shabaab, which controls most of the countryside near Dinsoor, killed two drivers near Dinsoor on Monday, traders say."
    accounts = {event.kind: event.accounts for event in tell(text)}
    assert accounts["control"] == ("outlet asserts",)
    assert accounts["attack"] == ("traders asserts",)


def test_the_group_is_who_acted_not_a_capital(tell: Tell) -> None:
    text = "Washington said it was looking into the matter. Meanwhile fighters of the Salam Front shelled Damascus on Monday, killing two people, state television reported. The group said it had not fired a single shell at the city."
    assert any(account == "the Salam Front denies" for event in tell(text) for account in event.accounts)
    assert not any("Washington" in account for event in tell(text) for account in event.accounts)
