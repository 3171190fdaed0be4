"""The quick parse: the same annotation as the pipeline's own, whatever texts stand together."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from sayso.reading.parsing import Parser
from sayso.reading.pipeline import bare_pipeline, load_pipeline
from sayso.reading.products import one_thread
from sayso.reading.word_attributes import WordAttributes, quickened

ATTRIBUTES = [TAG, DEP, HEAD, POS, MORPH, LEMMA, ENT_TYPE, ENT_IOB, SENT_START]
EXAMPLES = Path(__file__).parent.parent / "examples"
TEXTS = (
    "There are three dead. Let's go, they ain't here. He's gonna say y'all got ta leave.",
    "Rebels  shelled the\n\nmarket of Douma on Monday, killing 12, the Observatory said; the army denied it.",
    "",
    "   ",
    "It was I who saw it, but you did not. We do what they have done.",
    "Sat 2 Feb 2019. “Nothin' doin',” said Gen. Haftar's spokesman Ahmed al-Mismari, who had to flee.",
    "a",
)
# Words that rules about several words are about, and some that only look so.
WORDS = (
    *("there", "is", "are", "let", "'s", "gon", "na", "got", "ta", "ai"),
    *("n't", "y'", "all", "c'm", "on", "do", "have", "I", "you"),
)


@lru_cache(maxsize=1)
def plain() -> Language:
    return bare_pipeline()


@pytest.fixture
def bare() -> Language:
    return plain()


def annotated(doc: Doc) -> list[list[int]]:
    found: list[list[int]] = doc.to_array(ATTRIBUTES).tolist()
    return found


def quickly(texts: tuple[str, ...]) -> list[list[list[int]]]:
    nlp = load_pipeline()
    return [annotated(doc) for doc in Parser(nlp).parse([nlp.make_doc(text) for text in texts])]


def test_texts_together_are_annotated_as_the_pipeline_does(bare: Language) -> None:
    assert quickly(TEXTS) == [annotated(doc) for doc in bare.pipe(TEXTS)]


def test_a_text_alone_is_annotated_as_among_others() -> None:
    assert quickly(TEXTS) == [quickly((text,))[0] for text in TEXTS]


def test_the_vectors_of_a_text_are_the_same_to_the_last_bit_among_others() -> None:
    """Decisions hang on them: where two are almost even, rounding would tip one over."""
    nlp = load_pipeline()
    parser = Parser(nlp)

    def vectors(texts: tuple[str, ...]) -> list[bytes]:
        docs = parser.parse([nlp.make_doc(text) for text in texts])
        found = [doc.tensor.tobytes() for doc in docs]
        for name in ("parser", "ner"):
            component: Any = nlp.get_pipe(name)
            with one_thread():
                rows = component.model.predict(docs).tokvecs
            at = 0
            for i, doc in enumerate(docs):
                found[i] += rows[at : at + len(doc)].tobytes()
                at += len(doc)
        return found

    texts = tuple(text for text in TEXTS if text)
    assert vectors(texts) == [vectors((text,))[0] for text in texts]


def test_the_examples_are_annotated_as_the_pipeline_does(bare: Language) -> None:
    stories = tuple(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.iterdir()) if path.is_file())
    assert len(stories) > 3
    assert quickly(stories) == [annotated(doc) for doc in bare.pipe(stories)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join))
def test_words_that_rules_join_are_annotated_as_the_pipeline_does(text: str) -> None:
    assert quickly((text,)) == [annotated(next(iter(plain().pipe([text]))))]


def test_what_is_remembered_is_bounded(bare: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.reading.word_attributes._MOST", 10)
    assert quickly(TEXTS) == [annotated(doc) for doc in bare.pipe(TEXTS)]


def test_no_texts_are_parsed_to_none() -> None:
    assert quickly(()) == []


def test_a_pipeline_with_rules_of_unknown_length_keeps_its_own_components() -> None:
    nlp = spacy.load(bare_pipeline().path or "")
    ruler = nlp.get_pipe("attribute_ruler")
    assert any(isinstance(component, WordAttributes) for component in quickened(nlp))
    ruler.add([[{"LOWER": "very", "OP": "+"}, {"LOWER": "good"}]], {"POS": "ADJ"})  # type: ignore[attr-defined]
    assert not any(isinstance(component, WordAttributes) for component in quickened(nlp))


def test_a_pipeline_without_rules_is_gone_through_as_it_is() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    [doc] = Parser(nlp).parse([nlp.make_doc("One. Two.")])
    assert len(list(doc.sents)) == 2
