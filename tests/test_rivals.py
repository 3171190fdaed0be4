"""The other side of an act over ground: whom a side fights by what the rest of the report tells."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell, Told


def of_kind(events: list[Told], kind: str, nth: int = -1) -> Told:
    return [event for event in events if event.kind == kind][nth]


@pytest.mark.parametrize(
    ("text", "kind", "party"),
    [
        # fighters are people here, whatever flies by that name
        ("Kurdish fighters battled Islamic State in Kobani for weeks. YPG fighters fought Islamic State there too. On Sunday YPG fighters seized a hill near Kobani.", "capture", "islamic-state"),
        # who leaves as others come
        ("M23 rebels captured the town of Sake after Congolese troops fled.", "capture", "COD-MIL"),
        # who held it before
        ("The Taliban captured Kunduz in 2015. Afghan troops retook Kunduz on Monday.", "capture", "taliban"),
        # whom all others of a report fight
        ("Nigerian troops fought Boko Haram in Borno. Chadian troops attacked Boko Haram near Lake Chad. On Monday Nigerien soldiers launched an offensive in Diffa.", "offensive", "boko-haram"),
        # a campaign against somebody, told in passing
        ("Somalia has vowed to win its war against al-Shabaab. Somali troops captured Adale on Monday.", "capture", "al-shabaab"),
    ],
)  # fmt: skip
def test_whom_ground_is_taken_from(tell: Tell, text: str, kind: str, party: str) -> None:
    assert of_kind(tell(text), kind).target_party == party


def test_of_two_enemies_none_is_chosen(tell: Tell) -> None:
    events = tell(
        "Malian troops clashed with JNIM in Segou. Malian troops attacked Islamic State near Menaka. On Friday they took Ber."
    )
    assert of_kind(events, "capture").target == ""
