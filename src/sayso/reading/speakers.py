"""A speaker of a report, and the report as its speakers are looked for in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.attrs import LOWER, ORTH
from spacy.tokens import Doc

from sayso.reading.boundaries import sentence_numbers
from sayso.reading.spelling import columns

# How many letters a name in initials has ("WHO").
ACRONYM_LENGTH = range(2, 8)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A phrase `[start, end)`; `kind` is person, body, outlet, plural or unknown, `names` its telling words."""

    start: int
    end: int
    head: int
    kind: str
    gender: str
    names: frozenset[str]


class SpeakersText:
    """The words, sentences and names of a report.

    `words` gives the word sets of `knowledge/cues.yaml` by name ("person", "group", "outlet", "generic", ...).
    """

    def __init__(self, doc: Doc, words: Mapping[str, frozenset[str]]) -> None:
        self.doc = doc
        self.words = words
        self.entities = [(e.start, e.end, e.label_) for e in doc.ents]
        # Lists, not slices of the text: each name is compared with each entity.
        self.text, self.lower = columns(doc, ORTH, LOWER)
        self.sentence = sentence_numbers(doc)

    def is_definite(self, start: int) -> bool:
        """Tell whether a phrase opens as one met before does: "the group", "its report"."""
        low = self.doc[start].lower_
        return low in self.words["definite"] or low == "its"

    def initials(self, start: int, end: int) -> str:
        """Return the first letters of a name of several words ("WHO"), nothing for one word."""
        if end - start < 2:
            return ""
        words = zip(self.text[start:end], self.lower[start:end], strict=True)
        return "".join([word[0] for word, low in words if low != "the" and word[0].isupper()])
