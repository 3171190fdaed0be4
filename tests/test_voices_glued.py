"""Speakers behind a lost comma: the phrase before them is not theirs."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell
from sayso.extract.voices import find_statements
from sayso.reading.pipeline import load_pipeline


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The shell fell on a school in Sudan local activist Omar Haddad told reporters.", "local activist Omar Haddad"),
        ("Gunmen killed nine people and wounded 30 others in Kutum local sources said.", "local sources"),
        ("Jets bombed the market in rebel-held Kutum Reuters reported.", "Reuters"),
        ("The raids killed nine people in the city of Kutum a human rights monitoring group said.", "a human rights monitoring group"),
        # nothing is glued
        ("Local activist Omar Haddad said jets bombed Kutum.", "Local activist Omar Haddad"),
        ("Kutum residents said jets bombed the market.", "Kutum residents"),
    ],
)  # fmt: skip
def test_a_speaker_begins_behind_the_phrase_before(text: str, speaker: str) -> None:
    doc = load_pipeline()(text)
    found = [s.speaker for s in find_statements(doc) if s.speaker is not None]
    assert [doc[span.start : span.end].text for span in found] == [speaker]


def test_a_dash_cut_off_from_its_word_opens_no_voice(tell: Tell) -> None:
    text = "The army targeted militants in Syria killing the commander Abu Taha well-informed sources told Al-Manar."
    accounts = [account for event in tell(text) for account in event.accounts]
    assert accounts
    assert not any(account.startswith("-") for account in accounts)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Two soldiers died in the attack on the base - police and medics.", ["police and medics"]),
        ("The advance opens the way for IS to move towards two strategic prizes - Azaz and Marea.", []),
    ],
)
def test_a_list_behind_a_dash_is_no_voice(text: str, speakers: list[str]) -> None:
    doc = load_pipeline()(text)
    assert [
        doc[s.speaker.start : s.speaker.end].text for s in find_statements(doc) if s.speaker is not None
    ] == speakers
