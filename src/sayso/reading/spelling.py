"""The words, tags and other labels of a parsed report as plain lists of strings, one pass for each."""

from typing import Any

from spacy.tokens import Doc

# Strings by the parser's number for them, the same in every vocabulary; its own look-up decodes them anew each time.
_KNOWN: dict[int, str] = {}
_MOST_KNOWN = 200_000  # about 20 MB


def columns(doc: Doc, *attributes: int) -> list[list[str]]:
    """Return a list of strings by token for each attribute of spaCy (ORTH, LOWER, LEMMA, TAG, POS, DEP, ENT_TYPE)."""
    if not len(doc):
        return [[] for _ in attributes]
    return [spelled(doc, numbers) for numbers in doc.to_array(list(attributes)).reshape(len(doc), -1).T.tolist()]


def spelled(doc: Doc, numbers: list[Any]) -> list[str]:
    """Return the strings that the parser's numbers stand for."""
    known = _KNOWN
    if len(known) > _MOST_KNOWN:
        known.clear()
    for number in set(numbers).difference(known):
        known[number] = doc.vocab.strings[number]
    return [*map(known.__getitem__, numbers)]
