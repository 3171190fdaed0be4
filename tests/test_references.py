"""Pronouns in the place of a party: led back to a phrase of the report, or left unknown."""

# ruff: noqa: E501 - an example sentence stays on one line

from datetime import date

import pytest

from conftest import Tell
from sayso.extract.parties_data import issuing_party
from sayso.extract.reader import Reader
from sayso.model import Realis, Report


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


@pytest.mark.parametrize(
    ("publisher", "code"),
    [
        ("UK Government", "GBR-GOV"),
        ("Ministry of Defence of Ukraine", "UKR-GOV"),
        ("Australian Department of Foreign Affairs", "AUS-GOV"),
        ("CENTCOM", "USA-MIL"),
        # outlets with a newsroom of their own say "we" for no party
        ("Jordan Times", ""),
        ("Sudan Tribune", ""),
        ("Reuters", ""),
    ],
)
def test_whose_word_a_publisher_is(publisher: str, code: str) -> None:
    assert issuing_party(publisher) == code


def test_we_of_a_statement_is_the_body_that_issues_it(reader: Reader) -> None:
    text = "U.S. Central Command struck a radar near Hodeidah on Monday. Yemeni forces advanced. We will strike Houthi boats again."
    record = reader.read(Report(id="we", text=text, publisher="CENTCOM", published=date(2024, 1, 9)))
    assert [event.agent.party for event in record.events if event.realis is Realis.PLANNED and event.agent] == [
        "USA-MIL"
    ]


def test_congress_that_is_asked_is_that_of_the_state_it_is_of(reader: Reader) -> None:
    text = "President Barack Obama asked Congress to approve air strikes in Syria."
    record = reader.read(Report(id="congress", text=text, publisher="AP", published=date(2013, 9, 1)))
    assert [event.agent.party for event in record.events if event.agent] == ["USA-GOV"]


def test_a_pronoun_is_not_whom_its_party_fights(tell: Tell) -> None:
    text = (
        "Congolese army soldiers attacked the camp on Friday. "
        "M23 fighters fled to the hills, but they shelled M23 fighters in Rutshuru on Friday."
    )
    [shelling] = [event for event in tell(text) if event.kind == "shelling"]
    assert (shelling.agent, shelling.target) == ("Congolese army soldiers", "M23 fighters")
