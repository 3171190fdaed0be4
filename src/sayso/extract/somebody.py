"""Whether the phrase found where a voice stands names somebody: not "an outrage said", "eastern Aleppo", "speaking"."""

from functools import lru_cache

from spacy.tokens import Span as DocSpan

from sayso.extract.frames import frame_book
from sayso.extract.lexicon import lexicon
from sayso.extract.voices.cues import load_cues

# What a phrase is headed by that names somebody; and what the parser takes for no party.
_NAMING = frozenset(("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"))
_PLACES = frozenset(("GPE", "LOC"))
_COUNTED = frozenset(("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY"))


def names_somebody(phrase: DocSpan) -> bool:
    """Tell whether a phrase of no known party may be a voice: a person, a body, people, or a text that tells."""
    head = phrase.root
    if head.pos_ == "PROPN" and head.ent_type_ not in _COUNTED:
        return head.ent_type_ not in _PLACES  # a country or capital is a party; a town is where somebody speaks
    cues, lemma = load_cues(), head.lemma_.lower()
    if lemma in cues.every_speaker or cues.has("texts", lemma) or head.lower_ in cues.every_speaker:
        return True
    if head.pos_ not in _NAMING or head.ent_type_ in _COUNTED:
        return False
    return head.pos_ == "PRON" or not (lemma in _silent() or frame_book().names_act(lemma))


@lru_cache(maxsize=1)
def _silent() -> frozenset[str]:
    """Return nouns for what says nothing: weapons, goods, times, and what somebody says or makes."""
    words = lexicon()
    return frozenset().union(words.classes["weapon"], words.classes["chemical"], load_cues().words["speechless"])
