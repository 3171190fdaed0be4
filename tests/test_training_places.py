"""Which words name the place of an act, for learning."""

import pytest
from training.joint_places import name_spans


@pytest.mark.parametrize(
    ("text", "phrase", "name", "found"),
    [
        ("Shells fell on the outskirts of Arsal.", "the outskirts of Arsal", "Arsal", ["Arsal"]),
        ("It was held in Hodeidah in Yemen.", "Hodeidah in Yemen", "Hodeidah, Yemen", ["Hodeidah"]),
        ("They took Myanmar's Toungup.", "Myanmar's Toungup", "Taungup", ["Toungup"]),
        ("A mine blew up on the road. Mastung is quiet.", "the road", "Mastung", ["Mastung"]),
        ("rebels hit guazapa hill in el salvador", "guazapa hill in el salvador", "Guazapa", ["guazapa"]),
        ("They met at the palace.", "the palace", "Khartoum", []),
        ("They met at the palace.", "the palace", "", []),
    ],
)
def test_the_name_stands_for_the_place(text: str, phrase: str, name: str, found: list[str]) -> None:
    at = text.index(phrase)
    spans = name_spans(text, {"text": [at, at + len(phrase)], "name": name})
    assert [text[start:end] for start, end in spans] == found


def test_a_place_that_no_words_tell_has_no_name_there() -> None:
    assert name_spans("Shells fell.", {"text": None, "name": "Arsal"}) == []
