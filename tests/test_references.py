"""Pronouns in the place of a party: led back to a phrase of the report, or left unknown."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "kind", "agent"),
    [
        ("The Libyan National Army said it had shelled Tarhuna on Monday.", "shelling", "The Libyan National Army"),
        ("The Taliban said they had captured the town of Balkh on Monday.", "capture", "The Taliban"),
        ("Armenian soldiers crossed the river at dawn. They attacked an Azerbaijani post near Fuzuli.", "attack", "Armenian soldiers"),
        ('"We attacked a Kenyan base near Lamu," al-Shabaab said on Monday.', "attack", "al-Shabaab"),
        ("Boko Haram fighters came at night. They kidnapped 30 girls in Dapchi.", "detention", "Boko Haram fighters"),
    ],
)  # fmt: skip
def test_the_agent_behind_a_pronoun(tell: Tell, text: str, kind: str, agent: str) -> None:
    assert [event.agent for event in tell(text) if event.kind == kind] == [agent]


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Russia said it had bombed a depot in Lviv on Monday.", "RUS-MIL"),
        ("The Houthis said they had shelled Marib on Monday.", "houthis"),
    ],
)
def test_the_party_is_that_of_the_phrase(tell: Tell, text: str, party: str) -> None:
    assert [event.agent_party for event in tell(text)] == [party]


@pytest.mark.parametrize(
    "text",
    [
        "It bombed a market in Taiz on Monday.",
        "They abducted two teachers in Zamfara on Monday.",
        "He shot two policemen in Grozny on Monday.",
    ],
)
def test_a_pronoun_that_points_to_nobody_is_nobody(tell: Tell, text: str) -> None:
    assert [(event.agent, event.agent_party) for event in tell(text)] == [("", "")]


def test_a_pronoun_does_not_reach_over_many_sentences(tell: Tell) -> None:
    text = (
        "The Taliban are strong in the north. Wheat is dear this year. Rain was scarce. The roads are bad. "
        "Schools stay shut. The clinic has no doctor. They abducted two teachers in Kunduz on Monday."
    )
    assert [event.agent for event in tell(text) if event.kind == "detention"] == [""]


def test_the_outlet_quoted_is_not_who_did_it(tell: Tell) -> None:
    events = tell("State television said it was told that jets had bombed Aden on Monday.")
    assert [event.agent for event in events if event.kind == "airstrike"] == ["jets"]
