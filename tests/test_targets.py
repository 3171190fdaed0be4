"""To whom an act is done, where that does not stand as the object of its verb."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "target", "party"),
    [
        # where rockets fly to
        ("Hezbollah launched 40 rockets towards Kiryat Shmona.", "Kiryat Shmona", "CIV"),
        ("Rebels launched rockets in the direction of Latakia.", "Latakia", "CIV"),
        # on whom one side presses
        ("The army advanced on RSF positions in Omdurman.", "RSF positions", "rapid-support-forces"),
        ("Russian forces tried to break through Ukrainian lines near Bakhmut.", "Ukrainian lines", "UKR-GOV"),
        # to whom one gives oneself up
        ("FARC dissidents surrendered to the Colombian army in Caqueta.", "the Colombian army", "COL-MIL"),
        # bands without a name
        ("Kenyan police retook the port of Ouanaminthe from gangs on Saturday.", "gangs", "unknown"),
        ("Clashes between Fulani herders and Dogon hunters left 30 dead in Bandiagara.", "Dogon hunters", "unknown"),
        # where people live, pray and work
        ("Artillery hit a monastery in Sagaing on Monday.", "a monastery", "CIV"),
        ("Gunmen shot missionaries in Gao on Monday.", "missionaries", "CIV"),
    ],
)  # fmt: skip
def test_to_whom_it_is_done(tell: Tell, text: str, target: str, party: str) -> None:
    event = tell(text)[0]
    assert (event.target, event.target_party) == (target, party)


def test_the_dead_of_an_attack_that_was_beaten_off_are_not_its_target(tell: Tell) -> None:
    event = tell("Nigerian troops repelled an attack by ISWAP fighters, killing 23 insurgents.")[0]
    assert event.target != "23 insurgents"
