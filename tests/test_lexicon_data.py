"""The word lists that the reading of events rests on: every name that code asks for is there, in one spelling."""

import re
from pathlib import Path

import pytest

import sayso.extract
from sayso.extract.frames import frame_book
from sayso.extract.lexicon import lexicon
from sayso.knowledge.files import read_yaml
from sayso.reading.pipeline import load_pipeline

LISTS = ["classes", "kinds", "light", "means", "nonevents"]
CODE = [path.read_text(encoding="utf-8") for path in Path(sayso.extract.__file__).parent.glob("*.py")]


@pytest.mark.parametrize("name", LISTS)
def test_no_list_is_empty(name: str) -> None:
    assert [part for part, words in getattr(lexicon(), name).items() if not words] == []


@pytest.mark.parametrize("file", ["classes.yaml", "kinds.yaml", "lightverbs.yaml", "nonevents.yaml", "targets.yaml"])
def test_no_word_stands_in_a_list_with_stray_spaces(file: str) -> None:
    lists = read_yaml(file).values()
    assert [word for words in lists for word in words if str(word) != " ".join(str(word).split())] == []


@pytest.mark.parametrize(
    "file",
    [
        "classes.yaml",
        "kinds.yaml",
        "nonevents.yaml",
        "realis.yaml",
        "means.yaml",
        "targets.yaml",
    ],
)
def test_no_word_was_read_as_a_truth_value_or_a_number(file: str) -> None:
    """YAML takes bare `on`, `no` and `yes` for truth values; in lists they need quotation marks."""

    def leaves(data: object) -> list[object]:
        if isinstance(data, dict):
            return [leaf for value in data.values() for leaf in leaves(value)]
        if isinstance(data, list):
            return [leaf for value in data for leaf in leaves(value)]
        return [data]

    assert [leaf for leaf in leaves(read_yaml(file)) if not isinstance(leaf, str)] == []


@pytest.mark.parametrize("part", ["nonevents", "classes", "kinds", "light"])
def test_every_list_that_code_asks_for_is_there(part: str) -> None:
    asked = {name for code in CODE for name in re.findall(rf'\.{part}\["(\w+)"\]', code)}
    assert asked
    assert asked - getattr(lexicon(), part).keys() == set()


def test_every_realis_list_that_code_asks_for_is_there() -> None:
    realis = lexicon().realis
    asked = {pair for code in CODE for pair in re.findall(r'realis\["(\w+)"\]\["(\w+)"\]', code)}
    assert asked
    assert [pair for pair in asked if pair[1] not in realis.get(pair[0], {})] == []


@pytest.mark.parametrize("name", ["none", "ground", "besieged", "sides", "persons"])
def test_targets_name_kinds_that_exist(name: str) -> None:
    assert set(read_yaml("targets.yaml")[name]) <= frame_book().kinds.keys()


@pytest.mark.parametrize("name", read_yaml("kinds.yaml"))
def test_lists_of_kinds_name_kinds_that_exist(name: str) -> None:
    assert lexicon().kinds[name] <= frame_book().kinds.keys()


def test_means_speak_for_kinds_that_exist_each_weapon_for_one() -> None:
    words = lexicon()
    assert set(words.precedence) == words.means.keys() <= frame_book().kinds.keys()


def test_every_kind_of_the_codebook_has_frames() -> None:
    kinds = (
        "airstrike shelling bombing chemical clash attack offensive capture withdrawal siege control detention "
        "displacement aid aid_blocked ceasefire talks agreement support sanction protest shootdown"
    )
    assert frame_book().kinds.keys() == set(kinds.split())


@pytest.mark.parametrize(
    ("word", "kind"),
    [("warplanes", "airstrike"), ("howitzer", "shelling"), ("sarin", "chemical"), ("knife", "attack"), ("table", "")],
)
def test_a_weapon_speaks_for_its_kind(word: str, kind: str) -> None:
    doc = load_pipeline()(f"They used the {word}.")
    assert lexicon().kind_of_means(doc[3]) == kind
