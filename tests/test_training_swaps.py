"""What the joint model learns from, told of another war: names changed, and what was annotated moved with them."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from training import joint_swaps
from training.joint_swaps import swapped

TEXT = "Iraqi troops shelled Mosul on Monday. The Iraqi army denied it, ISIS said in Mosul."


def sheet() -> dict[str, object]:
    at = TEXT.index
    return {
        "id": "r1",
        "events": [
            {
                "kind": "shelling",
                "trigger": [at("shelled"), at("shelled") + 7],
                "evidence": [0, at(".")],
                "agent": {"text": [0, 12], "party": "IRQ-MIL"},
                "place": {"text": [at("Mosul"), at("Mosul") + 5], "lat": 36, "lon": 43},
                "casualties": [],
            }
        ],
    }


@pytest.fixture(autouse=True)
def every_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint_swaps, "NAMES", 1.0)


def test_one_name_becomes_one_other_and_quotations_follow() -> None:
    random.seed(7)
    text, moved, spans = swapped(TEXT, sheet(), [(TEXT.rindex("Mosul"), TEXT.rindex("Mosul") + 5)])
    (event,) = moved["events"]
    place = text[slice(*event["place"]["text"])]
    assert place not in ("", "Mosul")
    assert text.count(place) == 2
    assert text[slice(*event["trigger"])] == "shelled"
    assert text[slice(*event["agent"]["text"])].endswith(" troops")
    assert "Iraqi" not in text
    assert "ISIS" not in text
    assert text[slice(*spans[0])] == place
    assert (event["place"]["lat"], event["place"]["lon"]) == (36, 43)  # two numbers by themselves are no quotation


def test_a_text_without_capitals_keeps_none() -> None:
    random.seed(7)
    text, moved, _ = swapped(TEXT.lower(), sheet(), [])
    assert text.islower()
    assert "mosul" not in text
    assert text[slice(*moved["events"][0]["trigger"])] == "shelled"


def test_a_land_and_its_people_stay_together() -> None:
    for seed in range(20):
        random.seed(seed)
        text, _, _ = swapped("Iraq; Iraqi", {}, [])
        land, people = text.split("; ")
        names = joint_swaps._names()
        assert names[land][1] == names[people][1], text


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["Mosul", "Syrian", "army", "ISIS", "in", "Kyiv", "killed", "."]), max_size=20), st.data()
)
def test_what_is_outside_of_names_is_kept(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    kept = [word for word in words if word in ("army", "in", "killed", ".")]
    at, spans = 0, []
    for word in words:
        if word in ("army", "in", "killed", "."):
            spans.append((at, at + len(word)))
        at += len(word) + 1
    random.seed(data.draw(st.integers(0, 5)))
    other, _, moved = swapped(text, {}, spans)
    assert [other[slice(*span)] for span in moved] == kept
