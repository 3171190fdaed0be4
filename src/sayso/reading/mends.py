"""Mends to a parse: constructions of news that the parser gets wrong every time, put right before anything reads it."""

from functools import lru_cache

import numpy as np
from spacy.attrs import DEP, ENT_TYPE, IS_TITLE, LOWER, SENT_START, TAG
from spacy.tokens import Doc, Token

from sayso.knowledge.files import read_yaml
from sayso.reading.mend_words import mend_lemmas, mend_words
from sayso.reading.mends_clauses import mend_clauses
from sayso.reading.mends_harm import mend_harm
from sayso.reading.mends_subjects import mend_subjects
from sayso.reading.rehang import hang, is_passive

# Words between a name and the noun it stands before; tags of words that take an object.
_REACH = 4
# Tags of words that are no names; how a name may wrongly hang on the verb before it.
_NO_NAME = ("RB", "NNS", "NN", "VB", "VBP", "VBD", "VBN", "UH", "FW", "JJ")
_NO_PLACE = ("DATE", "TIME", "NORP", "CARDINAL", "ORDINAL", "QUANTITY", "MONEY", "PERCENT", "EVENT", "LANGUAGE")
_BEHIND_A_VERB = frozenset(("advmod", "dobj", "npadvmod", "dep", "acomp", "prt", "intj", "oprd", "attr"))


@lru_cache(maxsize=1)
def _directions() -> frozenset[str]:
    return frozenset(word for listed in read_yaml("geography.yaml")["directions"].values() for word in listed)


@lru_cache(maxsize=1)
def _articles() -> frozenset[str]:
    """Return the spellings of the Arabic article."""
    return frozenset(read_yaml("geography.yaml")["articles"])


def mend(doc: Doc) -> None:
    """Put right what is known to be wrong in a parsed text."""
    _given_to(doc)
    _clause_of_a_noun(doc)
    mend_subjects(doc)
    mend_clauses(doc)
    words, strings = mend_words(), doc.vocab.strings
    told = ("nouns_like_adjectives", "days", "counter", "month", "having", "fronted")
    mended, days, counter, month, having, fronted = ({strings[word] for word in words[name]} for name in told)
    ways = {strings[word] for word in _directions()}
    hyphen, lemmas = strings["-"], {strings[form]: lemma for form, lemma in mend_lemmas().items()}
    for i, word in enumerate(doc.to_array(LOWER).tolist()):  # no token object for each word
        if word in lemmas and doc[i].tag_.startswith("VB"):
            doc[i].lemma_ = lemmas[word]
        if word in mended and i + 1 < len(doc) and doc[i].dep_ == "amod":
            _noun_before_a_direction(doc[i], _directions())
        elif word in ways and 0 < i < len(doc) - 1 and doc[i - 1].dep_ in ("compound", "nmod"):
            if doc[i - 1].pos_ == "NOUN" and doc[i - 1].lower_ not in words["halves_of"]:
                _noun_before_a_direction(doc[i - 1], _directions())
        elif word == hyphen and 0 < i < len(doc) - 1:
            _name_with_article(doc[i], _articles())
        elif word in days and doc[i].dep_ == "compound":
            _day_before_a_doer(doc[i])
        elif word in counter and i + 2 < len(doc) and doc[i + 1].lower_ == "-":
            _countered(doc[i], words["countered"])
        elif word in month and 0 < i < len(doc) - 1:
            _month_of_may(doc[i])
        elif word in having and i + 1 < len(doc):
            _done_before_its_object(doc[i])
        elif word in fronted and doc[i].dep_ in ("compound", "nmod") and doc[i].is_title:
            _place_in_front(doc[i])
    mend_harm(doc)
    for i in _capitals(doc):
        _name_of_no_class(doc[i])


def _capitals(doc: Doc) -> list[int]:
    """Return the tokens with a capital that the tagger took for no name, behind a word without one."""
    if len(doc) < 2:
        return []
    strings = doc.vocab.strings
    titled, tags, entities, starts = doc.to_array([IS_TITLE, TAG, ENT_TYPE, SENT_START]).T
    wrong = np.isin(tags, np.array([strings[tag] for tag in _NO_NAME], dtype=np.uint64))
    none = np.isin(entities, np.array([strings[kind] for kind in _NO_PLACE], dtype=np.uint64))
    found = titled.astype(bool) & wrong & ~none & (starts != 1)
    found[1:] &= ~titled[:-1].astype(bool)
    return [int(i) for i in np.flatnonzero(found[1:]) + 1]


def _name_of_no_class(token: Token) -> None:
    """Mend "rebels entered Homs", "troops seized Bakhmut": a name was taken for another word."""
    before, head = token.nbor(-1), token.head
    if not before.is_lower or not before.is_alpha or any(kid.i < token.i for kid in token.children):
        return
    if token.dep_ == "pobj" and head == before:
        token.pos_, token.tag_ = "PROPN", "NNP"
    elif head == before and head.pos_ == "VERB" and token.dep_ in _BEHIND_A_VERB:
        held = [kid for kid in head.children if kid.dep_ == "dobj" and kid != token]
        if not held and not is_passive(head):
            token.pos_, token.tag_, token.dep_ = "PROPN", "NNP", "dobj"


def _given_to(doc: Doc) -> None:
    """Mend "sent Kyiv 25 tanks": of two objects side by side the first is who was given the other."""
    objects: dict[int, Token] = {}
    for i in np.flatnonzero(doc.to_array(DEP) == doc.vocab.strings["dobj"]).tolist():
        thing = doc[i]
        to = objects.setdefault(thing.head.i, thing)
        beside = to != thing and to.i > to.head.i and thing.left_edge.i == to.i + 1
        if beside and to.pos_ == "PROPN" and to.ent_type_ not in ("DATE", "TIME"):
            to.dep_ = "dative"


def _clause_of_a_noun(doc: Doc) -> None:
    """Mend "said that armed groups targeted on Friday the town": the doer was taken for the clause itself.

    A noun with a conjunction of its own is no clause; the finite verb right behind it is.
    """
    strings = doc.vocab.strings
    for i in np.flatnonzero(doc.to_array(DEP) == strings["mark"]).tolist():
        mark = doc[i]
        noun = mark.head
        if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ not in ("ccomp", "advcl", "dobj", "pobj") or noun.i < i:
            continue
        verb = next((kid for kid in noun.rights if kid.dep_ == "acl"), None)
        if verb is None or verb.tag_ not in ("VBD", "VBN") or verb.i > noun.i + _REACH:
            continue
        if any(kid.dep_ in ("agent", "nsubj", "nsubjpass") for kid in verb.children) or noun.head == noun:
            continue
        dep = "ccomp" if noun.dep_ in ("dobj", "ccomp") else "advcl"
        if hang(verb, noun.head, dep):
            verb.tag_ = "VBD"
            hang(noun, verb, "nsubj")
            hang(mark, verb, "mark")


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


def _day_before_a_doer(day: Token) -> None:
    """Mend "Russia said on Monday Ukraine had shelled it": the doer was taken for the day's name."""
    name = day.head
    if name.i != day.i + 1 or name.dep_ != "pobj" or name.pos_ not in ("PROPN", "NOUN") or name.i + 1 == len(day.doc):
        return
    after = name.nbor(1)
    verb = after.head if after.dep_ in ("aux", "auxpass") else after
    if verb.pos_ not in ("VERB", "AUX") or verb.i < after.i or verb.dep_ != "ccomp":
        return
    if any(kid.dep_ in ("nsubj", "nsubjpass", "expl") for kid in verb.children):
        return
    if hang(day, name.head, "pobj"):
        hang(name, verb, "nsubjpass" if is_passive(verb) or after.dep_ == "auxpass" else "nsubj")


def _countered(counter: Token, countered: frozenset[str]) -> None:
    """Mend "a counter-offensive by the rebels": three words side by side are one noun, the last."""
    hyphen, noun = counter.nbor(1), counter.nbor(2)
    if noun.lemma_.lower() not in countered or counter.whitespace_ or hyphen.whitespace_:
        return
    outer = next((t for t in (counter, hyphen, noun) if t.head not in (counter, hyphen, noun)), None)
    if outer is None or outer.dep_ in ("compound", "amod", "nmod"):
        return
    head, dep = outer.head if outer.head != outer else noun, outer.dep_
    if not hang(noun, head, dep):
        return
    noun.pos_, noun.tag_ = "NOUN", "NNS" if noun.lower_.endswith("s") else "NN"
    for token in (counter, hyphen):
        for kid in list(token.children):
            if kid not in (counter, hyphen, noun):
                hang(kid, noun, kid.dep_)
    hang(counter, noun, "compound")
    hang(hyphen, noun, "punct")


def _place_in_front(near: Token) -> None:
    """Mend "Near Kirkuk, two strikes hit a tunnel": the preposition was taken for part of a name that does it."""
    name, verb = near.head, near.head.head
    if name.pos_ != "PROPN" or name.i < near.i or name.dep_ not in ("nsubj", "npadvmod", "dep") or verb == name:
        return
    if name.i + 1 >= len(near.doc) or near.doc[name.i + 1].lower_ != "," or name.left_edge != near:
        return
    if hang(near, verb, "prep"):
        near.pos_, near.tag_ = "ADP", "IN"
        name.head, name.dep_ = near, "pobj"


def _month_of_may(may: Token) -> None:
    """Mend "strikes since 21 May have killed": the month was taken for the verb."""
    day = may.nbor(-1)
    if may.dep_ != "aux" or not may.is_title or not day.like_num or day.pos_ != "NUM":
        return
    if hang(may, day, "nmod"):
        may.pos_, may.tag_ = "PROPN", "NNP"


def _done_before_its_object(having: Token) -> None:
    """Mend "the group has since seized control of the town": the verb was taken for an adjective of its object."""
    verb = having.head
    if verb.i < having.i or verb.tag_ not in ("VBN", "VBD") or verb.dep_ != "amod" or having.dep_ != "aux":
        return
    held = verb.head
    if held.i < verb.i or not any(kid.dep_ in ("nsubj", "nsubjpass") for kid in verb.children):
        return
    root = held.head == held
    verb.head, verb.dep_, verb.pos_ = (verb if root else held.head), held.dep_, "VERB"
    held.head, held.dep_ = verb, "dobj"


def _name_with_article(hyphen: Token, articles: frozenset[str]) -> None:
    """Mend "near al-Dabab": article, hyphen and name were taken for three nouns side by side."""
    article, name = hyphen.nbor(-1), hyphen.nbor(1)
    if article.lower_ not in articles or article.whitespace_ or hyphen.whitespace_ or not name.text[:1].isupper():
        return
    if article.head != name.head or article.dep_ != name.dep_ or article.head in (name, hyphen):
        return
    article.head, article.dep_ = name, "compound"
    hyphen.head, hyphen.dep_ = name, "punct"
