"""Mends to a parse: constructions of news that the parser gets wrong every time, put right before anything reads it."""

from functools import lru_cache

from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from sayso.knowledge.files import read_yaml


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return nouns taken for adjectives, words for directions, and the spellings of the Arabic article."""
    geography, nouns = read_yaml("geography.yaml"), read_yaml("mends.yaml")["nouns_like_adjectives"]
    directions = frozenset(word for listed in geography["directions"].values() for word in listed)
    return frozenset(nouns), directions, frozenset(geography["articles"])


def mend(doc: Doc) -> None:
    """Put right what is known to be wrong in a parsed text."""
    nouns, directions, articles = _words()
    strings = doc.vocab.strings
    hyphen, mended = strings["-"], {strings[noun] for noun in nouns}
    for i, word in enumerate(doc.to_array(LOWER).tolist()):  # no token object for each word
        if word in mended and i + 1 < len(doc) and doc[i].dep_ == "amod":
            _noun_before_a_direction(doc[i], directions)
        elif word == hyphen and 0 < i < len(doc) - 1:
            _name_with_article(doc[i], articles)


def _noun_before_a_direction(token: Token, directions: frozenset[str]) -> None:
    """Mend "an offensive west of Taiz": the noun was taken for an adjective of the direction behind it."""
    way = token.doc[token.i + 1]
    if token.head != way or way.lower_ not in directions or way.pos_ not in ("NOUN", "PROPN", "ADV"):
        return
    opens = any(kid.dep_ in ("det", "poss") and kid.i < token.i for kid in way.children)
    if not opens or way.i + 1 == len(token.doc) or token.doc[way.i + 1].lower_ != "of":
        return
    token.head, token.dep_, token.pos_, token.tag_ = way.head if way.head != way else token, way.dep_, "NOUN", "NN"
    for kid in list(way.lefts):
        if kid != token:
            kid.head = token
    way.head, way.dep_ = token, "advmod"


def _name_with_article(hyphen: Token, articles: frozenset[str]) -> None:
    """Mend "near al-Dabab": article, hyphen and name were taken for three nouns side by side."""
    article, name = hyphen.nbor(-1), hyphen.nbor(1)
    if article.lower_ not in articles or article.whitespace_ or hyphen.whitespace_ or not name.text[:1].isupper():
        return
    if article.head != name.head or article.dep_ != name.dep_ or article.head in (name, hyphen):
        return
    article.head, article.dep_ = name, "compound"
    hyphen.head, hyphen.dep_ = name, "punct"
