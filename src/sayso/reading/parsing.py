"""Parsing: a spaCy pipeline gone through stage by stage, to the same annotation as its own `pipe` but quicker.

What costs the time of a parse is done in another way here: matrix products (`products`), the rules for parts of speech
and lemmas, asked once a word (`word_attributes`), and the steps of parser and entity recogniser, taken for all texts of
a batch at a time. A component that is none of these runs as it comes.
"""

from collections.abc import Callable, Sequence
from typing import Any

from spacy.language import Language
from spacy.pipeline import DependencyParser, EntityRecognizer, Tok2Vec
from spacy.tokens import Doc

from sayso.reading.products import TextOps, one_thread, quicken, text_by_text
from sayso.reading.word_attributes import quickened

# Texts from which on their steps are taken together.
FEW = 4

Stage = Callable[[list[Doc]], list[Doc]]


class Parser:
    """Parses texts that are split into words, with the components of one pipeline."""

    def __init__(self, nlp: Language) -> None:
        """Take the components that are enabled; the pipeline is for reading from then on, not for training."""
        self._stages = [_stage(component) for component in quickened(nlp)]

    def parse(self, docs: Sequence[Doc]) -> list[Doc]:
        """Annotate texts, in place, all in one batch; each is annotated as it would be alone."""
        parsed = list(docs)
        with one_thread():
            for stage in self._stages:
                parsed = stage(parsed)
        return parsed


def _stage(component: Any) -> Stage:
    if isinstance(component, Tok2Vec):
        quicken(component.model)
        return lambda docs: _text_by_text(component, docs)
    if isinstance(component, DependencyParser | EntityRecognizer) and component.cfg.get("beam_width", 1) == 1:
        vectors, features, *_ = component.model.layers
        component.model.layers[0], features.ops = text_by_text(vectors), TextOps()
        return lambda docs: _in_steps(component, docs)
    if hasattr(component, "pipe"):
        return lambda docs: list(component.pipe(docs, batch_size=max(len(docs), 1)))
    return lambda docs: [component(doc) for doc in docs]


def _text_by_text(component: Any, docs: list[Doc]) -> list[Doc]:
    for doc in docs:
        component.set_annotations([doc], component.predict([doc]))
    return docs


def _in_steps(component: Any, docs: list[Doc]) -> list[Doc]:
    """Annotate by transitions, taking each step for all texts that are not at their end.

    The transition system itself (Nivre 2003, and for names Lample et al. 2016) and its scores are the component's. Its
    own loop steps through four texts at a time and takes and leaves Python's lock hundreds of times a word.
    """
    component.model.layers[1].ops.lengths = [len(doc) for doc in docs]
    if len(docs) < FEW:  # steps of one text alone gain nothing; the scores are the same to the last bit
        component.set_annotations(docs, component.predict(docs))
        return docs
    states = component.moves.init_batch(docs)
    if any(len(doc) for doc in docs):
        model = component.model.predict(docs)
        going = [state for state in states if not state.is_final()]
        while going:
            going = component.transition_states(going, model.predict(going))
        model.clear_memory()
    component.set_annotations(docs, states)
    return docs
