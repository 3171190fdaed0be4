"""Voices that are still heard in a sentence without a cue: who counts on among those told of."""

import pytest

from conftest import Tell

TOLD = "The Darfur Monitor said nine people were killed on Monday in Kutum."


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (f"{TOLD} Five of them died in the shelling of the market.", True),
        (f"{TOLD} Another three were killed in shelling on Sunday.", True),
        (f"{TOLD} Most were killed in shelling on Sunday.", True),
        # the outlet's own: a count of its own, another tense, a sentence between
        (f"{TOLD} Five soldiers died in the shelling of Nyala.", False),
        (f"{TOLD} Some have fled from the shelling of Nyala.", False),
    ],
)  # fmt: skip
def test_who_counts_on_is_the_voice_before(tell: Tell, text: str, heard: bool) -> None:
    shelling = [event.accounts for event in tell(text) if event.kind == "shelling"]
    assert shelling
    assert all(("The Darfur Monitor asserts" in accounts) == heard for accounts in shelling)
