"""The data files of time expressions: every kind is resolved, every name is known."""

import time

import pytest

from sayso.errors import KnowledgeError
from sayso.extract.times import find_times
from sayso.extract.times.finder import RESOLVERS
from sayso.extract.times.lexicon import load_lexicon
from sayso.extract.times.patterns import load_patterns, translate


def test_every_kind_of_the_patterns_is_resolved() -> None:
    assert {pattern.kind for pattern in load_patterns()} == set(RESOLVERS)


def test_no_pattern_matches_nothing() -> None:
    assert [pattern.kind for pattern in load_patterns() if pattern.expression.fullmatch("")] == []


def test_every_category_has_its_own_character() -> None:
    characters = load_lexicon().characters
    assert len(set(characters.values())) == len(characters)
    assert {word.category for word in load_lexicon().words.values()} <= set(characters)


def test_an_unknown_name_in_a_pattern_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no category 'nonsense'"):
        translate("on nonsense", {})
    with pytest.raises(KnowledgeError, match="no macro 'lead'"):
        translate("{lead} weekday", {})


@pytest.mark.parametrize(
    "unit", [", ", "the ", "on ", "about ", "1 ", "Friday ", "a day after ", "since ", "- ", "last ", "\n"]
)
def test_reading_time_grows_with_the_length(unit: str) -> None:
    def cost(count: int) -> float:
        start = time.process_time()
        find_times(unit * count, None)
        return time.process_time() - start

    cost(100)
    small, large = cost(2_000), cost(20_000)
    assert large < 60 * small + 0.5
