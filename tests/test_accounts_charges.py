"""Charges and counter-charges: who of those that accuse, claim or turn a charge round asserts an act, and who denies it."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        # two that accuse each other both hold that it was done
        ("Sudan's army and the Rapid Support Forces accused each other of shelling a market in El Fasher on Sunday.",
         {"Sudan's army asserts", "the Rapid Support Forces asserts"}),
        ("Kyiv and Moscow traded blame for a missile strike on a hospital in Donetsk that killed four people.",
         {"Kyiv asserts", "Moscow asserts"}),
        # the accused who blames the accuser denies that he did it
        ("Ukraine accused Russia of blowing up the Kakhovka dam. Russia blamed Ukraine for the explosion.",
         {"Ukraine asserts", "Russia denies"}),
        # who claims an act that another voice tells of
        ("Britain condemned a bombing in Kabul that was claimed by Islamic State.", {"Britain asserts", "Islamic State asserts"}),
        ("The attack, claimed by Islamic State, killed 20 people in Kunar, officials said.",
         {"Islamic State asserts", "officials asserts"}),
        ("Iran denied any involvement in the drone attack on the Abqaiq oil plant, for which the Houthis claimed responsibility.",
         {"Iran denies", "the Houthis asserts"}),
    ],
)  # fmt: skip
def test_every_voice_of_a_charge_has_its_account(tell: Tell, text: str, accounts: set[str]) -> None:
    events = tell(text)
    assert [set(event.accounts) for event in events] == [accounts]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed ten villagers in Ituri on Monday. The ADF denied it.",
        "Gunmen killed ten villagers in Ituri on Monday. The ADF denied the report.",
    ],
)
def test_what_the_report_tells_itself_stays_told_though_it_is_denied(tell: Tell, text: str) -> None:
    assert [event.accounts for event in tell(text)] == [("outlet asserts", "The ADF denies")]


def test_who_rejects_the_count_of_his_dead_is_not_the_doer(tell: Tell) -> None:
    text = (
        "The Afghan Defence Ministry claimed 54 Taliban fighters were killed in air strikes in Helmand. "
        "The Taliban rejected the figure."
    )
    events = tell(text)
    assert [(event.agent, event.accounts) for event in events] == [
        ("", ("The Afghan Defence Ministry asserts", "The Taliban denies"))
    ]


def test_who_those_killed_were_tells_of_the_act(tell: Tell) -> None:
    text = (
        "Soldiers killed 300 men in Moura on Monday, according to Human Rights Watch. "
        "The governor said all those killed were fighters."
    )
    assert [event.accounts for event in tell(text)] == [("Human Rights Watch asserts", "The governor asserts")]


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        # an untruth told of a clause
        (
            "Elders said jets bombed a market in Togoga on Monday. A colonel said it was not true that the market had been bombed.",
            ("Elders asserts", "A colonel denies"),
        ),
        # "its statement", "his report" are somebody's word
        (
            "Rebels burned a village in Ituri on Monday, the Red Cross said. Its statement said the rebels had burned a clinic.",
            ("the Red Cross asserts",),
        ),
        # "the claim" is the word of who made it
        (
            "Al-Shabaab said its fighters had attacked Kenyan soldiers near Garissa on Monday. The claim said the attack had killed 40 soldiers.",
            ("Al-Shabaab asserts",),
        ),
    ],
)
def test_whose_word_it_is(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    events = tell(text)
    assert [event.accounts for event in events if event.accounts] == [accounts] * len(events)


@pytest.mark.parametrize(
    "text",
    [
        "Militants have pushed deep into Palma for the first time, seizing a string of villages.",
        "Army units responded to the sources of fire and killed nine militants near Taiz.",
        "The war has claimed the lives of over 4,000 people, wounded 9,000 others and displaced half of Darfur.",
    ],
)
def test_what_only_looks_like_speech_has_no_voice(tell: Tell, text: str) -> None:
    assert {account for event in tell(text) for account in event.accounts} == {"outlet asserts"}


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        (
            "Moscow denied that its jets had struck a convoy near Aleppo on Monday. Washington said Russia was responsible.",
            ("Moscow denies", "Washington asserts"),
        ),
        (
            "Shells hit a market in Donetsk on Friday. Kyiv said its forces did not fire at the city.",
            ("outlet asserts", "Kyiv denies"),
        ),
    ],
)
def test_who_names_the_doer_asserts_the_act_and_who_clears_his_own_side_denies_it(
    tell: Tell, text: str, accounts: tuple[str, ...]
) -> None:
    (event,) = tell(text)
    assert event.accounts == accounts
