"""Acts that a report tells as others than those before, though day, place and doer would let them in."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # a course of acts that runs on is not the act told before it
        ("Russian jets bombed a clinic in Izium on Monday, killing four people. Russia has in recent days intensified its air raids on the region.", 2),
        ("Army helicopters bombed a market in Sagaing on Monday, killing nine. The army has kept up its relentless bombardment of the region.", 2),
        # what came before
        ("Fighters fired rockets at Misrata on Monday, killing two people. The group had previously shelled the town with mortars.", 2),
        ("Suicide bombers struck outside a mosque in Maiduguri on Saturday, leaving 20 people dead. The last attack on the mosque, on April 25, killed seven people.", 2),
        # "the fighting" is no word for a bombing
        ("A suicide bomber blew himself up in Baidoa on Monday, killing six. The fighting for the town has killed dozens of people.", 2),
        # a sentence that turns to the next item
        ("Shells hit a house in Taiz on Monday, killing two people. In a related context, three people were wounded in attacks with mortars in Taiz.", 2),
        ("Army units raided a militia camp near Gao. In the meantime troops targeted a gathering of fighters near Ansongo.", 2),
        ("Army units targeted gatherings of militants in Ansongo. Army units also targeted gatherings of militants in Menaka.", 2),
        # a day of its own at the head of the sentence
        ("Planes fired rockets at several parts of Zabid, residents said. On Sunday 11 people were killed in shelling in the area.", 2),
        # neither the killed nor the injured can be those of one act
        ("Rockets hit houses in Kharkiv, killing six people and injuring 36. Officials said that seven people were killed and 70 others were injured in shelling of Kharkiv.", 2),
    ],
)  # fmt: skip
def test_told_as_another_act(tell: Tell, text: str, kinds: int) -> None:
    events = [event for event in tell(text) if event.kind != "displacement"]
    assert len(events) == kinds


@pytest.mark.parametrize(
    "text",
    [
        # a running course told twice, and the toll of it
        "Russia intensified its bombardment of Izium on Monday. The relentless bombardment has destroyed the town hall.",
        # "the continued attacks" are those told before
        "Militants fired rockets at Misrata on Monday. The continued rocket attacks damaged houses and cars.",
        # a rival or a growing count of the same dead
        "A car bomb killed six people and wounded 36 in Baidoa on Monday. Meanwhile, doctors said that ten people had died.",
        "Jets struck a market in Taiz, killing four people, doctors said. On Monday night two jets hit the market with rockets.",
        "Jets bombed Taiz on Monday, killing four. Meanwhile, the army said that the air strike had hit a depot.",
    ],
)
def test_told_again(tell: Tell, text: str) -> None:
    assert len(tell(text)) == 1
