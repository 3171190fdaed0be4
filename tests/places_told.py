"""The places of a sentence, for the tests of how they are read."""

from spacy.language import Language

from sayso.extract.places import find_mentions
from sayso.model import Place


def places(nlp: Language, text: str) -> list[Place]:
    """Return the places of a text, but for parts of other names."""
    return [m.place for m in find_mentions(nlp(text)) if m.role != "part_of_name"]


def named(nlp: Language, text: str, words: str) -> Place:
    """Return the first place of a text whose words hold some words; fails where there is none."""
    found = [p for p in places(nlp, text) if words in p.text]
    assert found, f"{words!r} not found in {text!r}"
    return found[0]
