"""To whom an act is done, where no object of its verb says so."""

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("More than 20,000 people are living under siege in Taiz.", "siege", "More than 20,000 people"),
        ("Taiz has been under siege by the Houthis since May.", "siege", "Taiz"),
        ("Air raids were focused on Mekelle on Friday.", "airstrike", "Mekelle"),
        ("The delivery of food to villagers in Gao began on Friday.", "aid", "villagers"),
        (
            "Jets bombed positions held by the Islamic State near Mosul on Friday.",
            "airstrike",
            "positions held by the Islamic State",
        ),
        (
            "A convoy of the UN mission hit a roadside bomb near Kidal on Friday.",
            "bombing",
            "A convoy of the UN mission",
        ),
        ("Israel and Hamas agreed to a four-day truce on Wednesday.", "ceasefire", "Hamas"),
        ("The journalist is in custody in Ankara.", "detention", "The journalist"),
    ],
)
def test_to_whom_an_act_is_done(tell: Tell, text: str, kind: str, target: str) -> None:
    assert next(event.target for event in tell(text) if event.kind == kind) == target


def test_whom_strikes_support_they_do_not_hit(tell: Tell) -> None:
    events = tell("The coalition supported Iraqi forces with air strikes in Mosul on Friday.")
    assert [event.target for event in events if event.kind == "airstrike"] == [""]
