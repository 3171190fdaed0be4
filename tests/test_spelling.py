"""The words and labels of a parsed report as lists of strings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import DEP, ENT_TYPE, LEMMA, LOWER, ORTH, POS, TAG

from sayso.reading import spelling
from sayso.reading.pipeline import load_pipeline


def test_strings_are_those_of_the_tokens() -> None:
    doc = load_pipeline()("Jets bombed Taiz on Monday, the Houthis' SABA said.\n\nНет \U0001f600")
    assert spelling.columns(doc, ORTH, LOWER, LEMMA, TAG, POS, DEP, ENT_TYPE) == [
        [token.text for token in doc],
        [token.lower_ for token in doc],
        [token.lemma_ for token in doc],
        [token.tag_ for token in doc],
        [token.pos_ for token in doc],
        [token.dep_ for token in doc],
        [token.ent_type_ for token in doc],
    ]


def test_a_text_without_words_has_empty_lists() -> None:
    assert spelling.columns(load_pipeline().make_doc(""), ORTH, LOWER) == [[], []]


def test_what_is_remembered_is_forgotten_when_it_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "_MOST_KNOWN", 3)
    for words in (["one", "two", "three", "four"], ["five", "six"], ["one", "six"]):
        assert spelling.columns(load_pipeline().make_doc(" ".join(words)), ORTH) == [words]
        assert len(spelling._KNOWN) <= 3 + len(words)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_spelled_as_its_tokens_are(text: str) -> None:
    doc = load_pipeline().make_doc(text)
    assert spelling.columns(doc, ORTH) == [[token.text for token in doc]]
