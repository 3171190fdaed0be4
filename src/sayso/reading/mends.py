"""Mends to a parse: constructions of news that the parser gets wrong every time, put right before anything reads it."""

from dataclasses import dataclass
from functools import lru_cache

from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from sayso.knowledge.files import read_yaml


@dataclass(frozen=True, slots=True)
class _Words:
    """Nouns taken for adjectives, directions, spellings of the Arabic article, and verbs of harm and of what did it."""

    nouns: frozenset[str]
    directions: frozenset[str]
    articles: frozenset[str]
    harming: frozenset[str]
    striking: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    geography, mends = read_yaml("geography.yaml"), read_yaml("mends.yaml")
    return _Words(
        frozenset(mends["nouns_like_adjectives"]),
        frozenset(word for listed in geography["directions"].values() for word in listed),
        frozenset(geography["articles"]),
        frozenset(mends["harming"]),
        frozenset(mends["striking"]),
    )


def mend(doc: Doc) -> None:
    """Put right what is known to be wrong in a parsed text."""
    words, strings = _words(), doc.vocab.strings
    hyphen, mended = strings["-"], {strings[noun] for noun in words.nouns}
    harming = {strings[verb] for verb in words.harming}
    for i, word in enumerate(doc.to_array(LOWER).tolist()):  # no token object for each word
        if word in mended and i + 1 < len(doc) and doc[i].dep_ == "amod":
            _noun_before_a_direction(doc[i], words.directions)
        elif word == hyphen and 0 < i < len(doc) - 1:
            _name_with_article(doc[i], words.articles)
        elif word in harming and doc[i].dep_ == "ccomp":
            _harm_by_what_was_hit(doc[i], words.striking)


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


def _harm_by_what_was_hit(harm: Token, striking: frozenset[str]) -> None:
    """Mend "a raid hit the hospital killing 14": what was hit was taken for what kills."""
    verb = harm.head
    hit = next((kid for kid in harm.lefts if kid.dep_ == "nsubj"), None)
    if hit is None or harm.tag_ != "VBG" or not verb.i < hit.i < harm.i or verb.lemma_.lower() not in striking:
        return
    if any(kid.dep_ == "dobj" for kid in verb.children):
        return
    hit.head, hit.dep_ = verb, "dobj"
    harm.dep_ = "advcl"


def _name_with_article(hyphen: Token, articles: frozenset[str]) -> None:
    """Mend "near al-Dabab": article, hyphen and name were taken for three nouns side by side."""
    article, name = hyphen.nbor(-1), hyphen.nbor(1)
    if article.lower_ not in articles or article.whitespace_ or hyphen.whitespace_ or not name.text[:1].isupper():
        return
    if article.head != name.head or article.dep_ != name.dep_ or article.head in (name, hyphen):
        return
    article.head, article.dep_ = name, "compound"
    hyphen.head, hyphen.dep_ = name, "punct"
