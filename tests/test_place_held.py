"""Where an act was by the ground it is about, and names that are not where it was."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Bambari, in central Ouaka prefecture, is held by rebels of the UPC.", "control", "Bambari"),
        ("Tal Hamis, in Hasakah province which borders Iraq, is under the control of Islamic State.", "control", "Tal Hamis"),
        ("Rebels captured Bambari on Monday, 60 kilometres from Ippy.", "capture", "Bambari"),
        ("Wagadugu district near Mopti, which is controlled by jihadists, was raided on Monday.", "control", "Wagadugu district"),
    ],
)  # fmt: skip
def test_ground_that_is_taken_or_held_is_where_it_is(tell: Tell, text: str, kind: str, place: str) -> None:
    assert [event.place for event in tell(text) if event.kind == kind] == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shells hit the Khartoum suburb of Omdurman on Friday.", "Omdurman"),
        ("Shelling killed five in the Jobar neighbourhood of Damascus on Friday.", "Jobar neighbourhood"),
    ],
)
def test_a_part_of_a_city_is_finer_than_the_city(tell: Tell, text: str, place: str) -> None:
    assert [event.place for event in tell(text)] == [place]


def test_a_battle_in_a_headline_is_no_place(tell: Tell) -> None:
    assert "Battle" not in [
        event.place
        for event in tell("Militias got the better of the group in Battle for Manbij on Friday, killing four.")
    ]
