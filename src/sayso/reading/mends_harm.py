"""Mends to a parse where harm is told behind an act: "a raid hit the hospital killing 14", "a push killing 29"."""

from collections.abc import Mapping

import numpy as np
from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from sayso.reading.mend_words import mend_lemmas, mend_words
from sayso.reading.rehang import hang


def mend_harm(doc: Doc) -> None:
    """Hang words of harm on the act that does it, and leave what was hit to that act."""
    words, strings = mend_words(), doc.vocab.strings
    told = np.array([strings[word] for word in words["harming"] | words["gaining"] | words["busy"]], dtype=np.uint64)
    for i in np.flatnonzero(np.isin(doc.to_array(LOWER), told)).tolist():
        word = doc[i]
        harms = word.lower_ in words["harming"] | words["gaining"]
        if word.dep_ == "ccomp":
            _harm_by_what_was_hit(word, words, its_own=not harms)
        elif harms and word.dep_ in ("pcomp", "pobj"):
            _harm_behind_a_place(word, words)
            _harm_of_a_place(word, words)
        elif harms and word.dep_ == "acl":
            _harm_of_a_place(word, words)
        elif harms and word.dep_ in ("dobj", "nsubj", "nsubjpass", "conj", "amod"):
            _harm_of_an_offensive(word, words)


def _harm_of_a_place(harm: Token, words: Mapping[str, frozenset[str]]) -> None:
    """Mend "came from Chad destroying ten cars", "in the Homs countryside killing ten": a place does neither."""
    link = harm.head
    if harm.tag_ != "VBG":
        return
    if harm.dep_ == "acl":
        where = link.lemma_.lower() in words["grounds"] and not any(kid.dep_ == "acl" for kid in link.lefts)
        where = where or (link.ent_type_ == "PERCENT" and link.dep_ == "dobj")  # "controls 70 percent of it, besieging"
    else:
        where = any(kid.dep_ == "pobj" and kid.i < harm.i for kid in link.children)
    verb = _verb_over(link)
    if where and verb is not None and verb.i < harm.i:
        hang(harm, verb, "advcl")


def _harm_of_an_offensive(harm: Token, words: Mapping[str, frozenset[str]]) -> None:
    """Mend "launched a counter-offensive killing 29": the noun was taken for an adjective of the harm."""
    noun = harm.doc[harm.i - 1] if harm.i else harm
    if (
        harm.tag_ != "VBG"
        or noun.head != harm
        or noun.lower_ not in words["nouns_like_adjectives"]
        or noun.dep_ not in ("amod", "compound")
    ):
        return
    hurt = harm.head if harm.dep_ == "amod" and harm.head.i > harm.i else None  # "killing" taken for what they are
    outer = harm if hurt is None else hurt
    if not any(kid.dep_ == "det" and kid.i < noun.i for kid in outer.lefts):
        return
    before = [kid for kid in (*harm.lefts, *outer.lefts) if kid.i < noun.i]
    if not hang(noun, outer.head, outer.dep_):
        return
    noun.pos_, noun.tag_, harm.pos_ = "NOUN", "NN", "VERB"
    for kid in before:
        hang(kid, noun, kid.dep_)
    hang(harm, noun, "acl")
    if hurt is not None:
        hang(hurt, harm, "dobj")


def _harm_by_what_was_hit(harm: Token, words: Mapping[str, frozenset[str]], *, its_own: bool = False) -> None:
    """Mend "a raid hit the hospital killing 14", "made advances seizing two towns": the object was taken for the doer.

    With `its_own` the word tells what those did who were hit: "struck fighters hiding in a school".
    """
    verb = harm.head
    hit = next((kid for kid in harm.lefts if kid.dep_ == "nsubj"), None)
    if hit is None or harm.tag_ != "VBG" or not verb.i < hit.i < harm.i or verb.pos_ != "VERB":
        return
    striking = verb.lemma_.lower() in words["striking"]
    if not striking and (its_own or verb.lemma_.lower() in words["watching"]):
        return
    if any(kid.dep_ in ("aux", "mark") for kid in harm.children):
        return
    if any(kid.dep_ == "dobj" for kid in verb.children):
        return
    hit.head, hit.dep_ = verb, "dobj"
    harm.dep_ = "advcl"
    if its_own:
        harm.head, harm.dep_ = hit, "acl"


def _harm_behind_a_place(harm: Token, words: Mapping[str, frozenset[str]]) -> None:
    """Mend "fired rockets at the edge of Luhansk killing three": the name before the harm was taken for who does it.

    So with "a town held by the rebels killing ten", and "clashed with the rebels killing nine".
    """
    link = harm.head
    noun = next((kid for kid in harm.lefts if kid.dep_ in ("nsubj", "compound")), None)
    over = harm.rights if harm.tag_ == "VBG" else (*harm.rights, *link.head.rights)  # "killing" taken for a noun
    hurt = next((kid for kid in over if kid.dep_ == "dobj" and kid.i > harm.i), None)
    if noun is None or hurt is None or link.dep_ not in ("prep", "agent") or not link.i < noun.i < harm.i:
        return
    verb = _verb_over(link)
    if verb is None or not _is_where(link, noun, words):
        return
    for kid in list(harm.lefts):
        if kid != noun and kid.i < noun.i:
            hang(kid, noun, kid.dep_)
    noun.head, noun.dep_ = link, "pobj"
    if harm.tag_ != "VBG":
        hurt.head = harm
        harm.pos_, harm.tag_, harm.lemma_ = (
            "VERB",
            "VBG",
            mend_lemmas().get(harm.lower_, harm.lower_.removesuffix("ing")),
        )
    harm.head, harm.dep_ = verb, "advcl"


def _is_where(link: Token, noun: Token, words: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a preposition says where, by whom something is held, or whom somebody fights."""
    if link.dep_ == "agent" or link.lower_ in words["placing"]:
        return True
    if link.lower_ == "with":
        return link.head.lemma_.lower() in words["battling"]
    part = link.head  # "in the surroundings of Gao killing nine", but "reports of soldiers killing nine"
    inside = part.dep_ == "pobj" and part.head.lower_ in words["placing"]
    return link.lower_ == "of" and inside and noun.pos_ == "PROPN"


def _verb_over(token: Token) -> Token | None:
    """Return the verb of the clause that a phrase stands in, past participles that only describe a noun."""
    while token.head != token:
        token = token.head
        if token.pos_ == "VERB" and not (token.dep_ == "acl" and token.tag_ == "VBN"):
            return token
    return None
