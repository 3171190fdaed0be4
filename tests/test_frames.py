"""The frame files: what they may say, and what is said when they are wrong."""

from typing import Any

import pytest

from sayso.errors import KnowledgeError
from sayso.extract.frames import Frame, compile_frames, frame_book
from sayso.extract.lexicon import lexicon
from sayso.knowledge.files import read_csv

KINDS = [
    "airstrike",
    "shelling",
    "bombing",
    "chemical",
    "clash",
    "attack",
    "offensive",
    "capture",
    "withdrawal",
    "siege",
    "control",
    "detention",
    "displacement",
    "aid",
    "aid_blocked",
    "ceasefire",
    "talks",
    "agreement",
    "support",
    "sanction",
    "protest",
    "shootdown",
]
DEADLY = ["airstrike", "shelling", "bombing", "chemical", "attack", "clash", "offensive", "capture", "shootdown"]
PHASES = {"proposed", "agreed", "begun", "extended", "violated", "collapsed", "rejected", "revived"}
PLACES_OF_ROLES = {"subject", "object", "none", "modifier", "object_or_against", "object_or_with"}
PREPOSITIONS = {"by", "on", "to", "from", "of", "at", "against", "into", "with", "between", "behind", "alongside"}
# Classes told by the name of the noun alone, without a list.
SPECIAL_CLASSES = {"named", "any", "not_fighter", "party"}


def frames() -> list[Frame]:
    book = frame_book()
    return [frame for table in (book.nouns, book.verbs) for found in table.values() for frame in found]


def test_every_kind_of_the_guide_is_there_and_says_what_it_is() -> None:
    book = frame_book()
    assert set(book.kinds) == set(KINDS)
    assert all(kind.about.endswith(".") for kind in book.kinds.values())


def test_every_kind_has_words() -> None:
    assert {frame.kind for frame in frames()} == set(KINDS)


def test_words_are_lower_case() -> None:
    assert [frame for frame in frames() if any(word != word.lower() or not word for word in frame.words)] == []


def test_no_word_stands_twice_in_a_kind_under_the_same_conditions() -> None:
    assert len(set(frames())) == len(frames())


def test_the_classes_that_frames_ask_for_exist() -> None:
    classes = set(lexicon().classes) | SPECIAL_CLASSES
    asked = {
        name
        for frame in frames()
        for value in (frame.object, frame.subject, frame.infinitive, frame.of, frame.to, frame.inside, frame.modifiers)
        for name in value.split("|")
        if name
    }
    assert asked <= classes
    assert {frame.subject_of for frame in frames()} - {""} <= set(lexicon().light)


def test_roles_stand_where_the_reader_looks_for_them() -> None:
    assert {frame.agent for frame in frames()} | {frame.target for frame in frames()} <= PLACES_OF_ROLES | PREPOSITIONS


def test_phases_are_those_of_the_guide() -> None:
    told = {kind: {frame.phase for frame in frames() if frame.kind == kind} - {""} for kind in KINDS}
    assert told.pop("ceasefire") == PHASES
    assert told.pop("siege") == {"lifted"}
    assert frame_book().kinds["siege"].phase == "imposed"
    assert told.pop("detention") == {"release"}
    assert set().union(*told.values()) == set()


def test_a_longer_phrase_is_tried_before_its_head_word() -> None:
    strikes = [frame.words for frame in frame_book().nouns["strike"]]
    assert strikes[-1] == ("strike",)
    assert ("air", "strike") in strikes[:-1]


def test_kinds_swallow_kinds_that_exist() -> None:
    assert set().union(*(kind.swallows for kind in frame_book().kinds.values())) <= set(KINDS)


@pytest.mark.parametrize(
    ("part", "complaint"),
    [
        ({"verbs": [{"verb": "shell", "colour": "red"}]}, "colour"),
        ({"verbs": [{"noun": "shell"}]}, "verb"),
        ({"nouns": [{"light": ["open"]}]}, "noun"),
    ],
)
def test_a_wrong_entry_is_named(part: dict[str, Any], complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=f"shelling.*{complaint}"):
        compile_frames([{"kind": "shelling", "about": "Fire.", **part}])


def test_a_word_list_in_an_entry_makes_a_frame_of_each() -> None:
    verbs = [{"verb": ["shell", "lay down fire"], "object": "any"}]
    book = compile_frames([{"kind": "shelling", "about": "Fire.", "verbs": verbs}])
    assert [frame.words for frame in book.verbs["shell"] + book.verbs["lay"]] == [("shell",), ("lay", "down", "fire")]
    assert {frame.object for found in book.verbs.values() for frame in found} == {"any"}


@pytest.mark.parametrize(
    ("name", "missing"),
    [
        ("acled", set()),
        ("plover", set()),
        # UCDP codes only deadly violence.
        ("ucdp", set(KINDS) - set(DEADLY)),
    ],
)
def test_a_crosswalk_has_a_row_that_always_fits_for_each_kind(name: str, missing: set[str]) -> None:
    rows = list(read_csv(f"crosswalks/{name}.csv"))
    columns = list(rows[0])
    conditions = [column for column in columns[1:] if column in {"phase", "side", "words", "realis", "agent", "target"}]
    fits_always = {row["kind"] for row in rows if not any(row[column] for column in conditions)}
    assert fits_always == set(KINDS) - missing
    assert all(row[columns[-1]] for row in rows)
