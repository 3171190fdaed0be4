"""Who may have done an act told before, as a sentence behind it tells."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        # left open between two: the first
        ("An air strike killed 20 people in El Fasher on Monday. It was not clear whether the army or the RSF had carried it out.", "the army"),
        ("An air strike killed nine people in Mekelle on Monday. It was unclear if the raid was carried out by Ethiopian or Eritrean planes.", "Ethiopian or Eritrean planes"),
        # whose it is by its look
        ("A bomb killed five people in Maiduguri on Sunday. The attack bore the hallmarks of Boko Haram.", "Boko Haram"),
        ("A blast at a checkpoint in Mogadishu killed four soldiers on Friday. Officials said it was the work of al-Shabab.", "al-Shabab"),
        # who is behind it
        ("A bomb killed five people in Goma on Friday. The army said the M23 rebels were behind it.", "the M23 rebels"),
        # who is blamed without a word of for what
        ("A bomb killed nine people in Baidoa on Friday. No group claimed it, but officials blamed al-Shabaab.", "al-Shabaab"),
        ("Sniper fire killed a woman in Taiz on Friday; residents blamed Houthi fighters.", "Houthi fighters"),
        # no doer
        ("A bomb killed five people in Goma on Friday. Police did not know who was behind it.", ""),
        ("Five people were killed by shelling in Marib on Friday. It was the work of rescuers to dig them out.", ""),
    ],
)  # fmt: skip
def test_a_later_sentence_tells_who_did_it(tell: Tell, text: str, agent: str) -> None:
    [event] = tell(text)
    assert event.agent == agent
