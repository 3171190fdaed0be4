"""Parts of speech, features and lemmas of words, as the pipeline's own rules give them, each looked up once.

The attribute ruler and the lemmatizer of a spaCy pipeline go through all their rules for every word of every text,
a fifth of the time of a parse. What they give depends on the word, its tag and its relation, and for a few rules on
its neighbour ("there are"), so this component asks them once for each such case and remembers the answer.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Protocol, cast

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

# What the answer depends on, and what it consists of, in this order.
_ASKED = (ORTH, TAG, DEP)
_GIVEN = (TAG, DEP, POS, MORPH, LEMMA)
_SETTABLE = frozenset(("TAG", "DEP", "POS", "MORPH", "LEMMA"))
# Cases remembered, at most: some 200 bytes each. Then it begins anew, so that memory does not grow with a long run.
_MOST = 200_000

Case = tuple[int, ...]
Answer = tuple[int, ...]


class _Component(Protocol):
    def __call__(self, doc: Doc) -> Doc: ...


class WordAttributes:
    """Takes the place of an attribute ruler and a rule-based lemmatizer that stand next to each other."""

    def __init__(self, vocab: Vocab, ruler: AttributeRuler, lemmatizer: Lemmatizer) -> None:
        self._vocab = vocab
        self._rules: tuple[_Component, ...] = (ruler, lemmatizer)
        self._known: dict[Case, Answer] = {}
        # Whether a case may be one of several words that a rule is about; and the answers for such words in a row.
        self._joined: dict[Case, bool] = {}
        self._rows: dict[tuple[Case, ...], list[Answer]] = {}
        self._parts = _parts_of_longer(vocab, ruler)

    def __call__(self, doc: Doc) -> Doc:
        """Give each word of a tagged and parsed text its part of speech, features and lemma."""
        if not len(doc):
            return doc
        if len(self._known) + len(self._rows) > _MOST:
            for memory in (self._known, self._joined, self._rows):
                memory.clear()
        cases = [tuple(row) for row in doc.to_array(list(_ASKED)).tolist()]
        known, joined = self._known, self._joined
        new = [case for case in dict.fromkeys(cases) if case not in known]
        if new:
            self._learn(new)
        answers = [known[case] for case in cases]
        at = [i for i, case in enumerate(cases) if joined[case]]
        for start, end in _rows(at):
            answers[start:end] = self._row(tuple(cases[start:end]))
        doc.from_array(list(_GIVEN), np.array(answers, dtype=np.uint64))  # type: ignore[arg-type]
        return doc

    def _learn(self, cases: Sequence[Case]) -> None:
        """Ask the rules about cases that are new, all in one text; none may join with its neighbour there."""
        doc = self._text(cases)
        joining = {start for _, start, _ in self._parts(doc)}
        for i, case in enumerate(cases):
            self._joined[case] = i in joining
        apart = [case for case in cases if not self._joined[case]]
        self._known.update(zip(apart, self._ask(self._text(apart)), strict=True))
        for case in cases:
            if self._joined[case]:
                self._known[case] = self._ask(self._text([case]))[0]

    def _row(self, cases: tuple[Case, ...]) -> list[Answer]:
        if cases not in self._rows:
            self._rows[cases] = self._ask(self._text(cases))
        return self._rows[cases]

    def _text(self, cases: Sequence[Case]) -> Doc:
        strings = self._vocab.strings
        doc = Doc(self._vocab, words=[strings[case[0]] for case in cases])
        if cases:
            doc.from_array([TAG, DEP], np.array([case[1:] for case in cases], dtype=np.uint64))  # type: ignore[arg-type]
        return doc

    def _ask(self, doc: Doc) -> list[Answer]:
        for rule in self._rules:
            doc = rule(doc)
        return [tuple(row) for row in doc.to_array(list(_GIVEN)).tolist()]


def _rows(at: Sequence[int]) -> list[tuple[int, int]]:
    """Return where two or more of these places lie side by side, as ranges."""
    found: list[tuple[int, int]] = []
    for before, here in pairwise(at):
        if here != before + 1:
            continue
        if found and found[-1][1] == here:
            found[-1] = (found[-1][0], here + 1)
        else:
            found.append((before, here + 1))
    return found


def _parts_of_longer(vocab: Vocab, ruler: AttributeRuler) -> Callable[[Doc], list[tuple[int, int, int]]]:
    """Return what finds the words that may be one of the several that a rule is about."""
    parts = [part for _, pattern in _patterns(ruler) if len(pattern) > 1 for part in pattern]
    matcher = Matcher(vocab, validate=False)
    if parts:
        matcher.add("part", [[part] for part in parts])

    def find(doc: Doc) -> list[tuple[int, int, int]]:
        return matcher(doc, allow_missing=True) if parts else []

    return find


def quickened(nlp: Language) -> list[Any]:
    """Return the components of a pipeline, the two replaced where it has both and their answers can be looked up."""
    components = [component for _, component in nlp.pipeline]
    for at, (ruler, lemmatizer) in enumerate(pairwise(components)):
        if isinstance(ruler, AttributeRuler) and isinstance(lemmatizer, Lemmatizer):
            if lemmatizer.mode == "rule" and not lemmatizer.overwrite and _looked_up(ruler):
                _as_sets(lemmatizer)
                components[at : at + 2] = [WordAttributes(nlp.vocab, ruler, lemmatizer)]
            break
    return components


def _as_sets(lemmatizer: Lemmatizer) -> None:
    """Let the lemmatizer look forms up in sets: its tables of known lemmas are lists of many thousands."""
    known = lemmatizer.lookups.get_table("lemma_index", {})
    for pos, lemmas in list(known.items()):
        known[pos] = frozenset(lemmas)


def _looked_up(ruler: AttributeRuler) -> bool:
    """Tell whether the rules are about words whose number is known, by what is known of them before."""
    asked = {"ORTH", "TEXT", "LOWER", "TAG", "DEP", "IS_SPACE", "IS_PUNCT", "SHAPE", "LENGTH", "IS_ALPHA"}
    return all(
        set(attributes) <= _SETTABLE and all(set(part) <= asked for part in pattern)
        for attributes, pattern in _patterns(ruler)
    )


def _patterns(ruler: AttributeRuler) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Return what the rules of a ruler set, each with what the words have to be, one by one."""
    rules = cast("list[dict[str, Any]]", ruler.patterns)
    return [(rule["attrs"], pattern) for rule in rules for pattern in rule["patterns"]]
