"""Mends to a parse where a clause hangs on a place that does nothing, or a second verb lost what it shares.

"The bombing in Gao, which killed seven", "ten were killed and dozens wounded", "accused Chad of funding and arming".
"""

from collections.abc import Mapping

import numpy as np
from spacy.attrs import TAG
from spacy.tokens import Doc, Token

from sayso.reading.mend_words import mend_words
from sayso.reading.rehang import hang

# How far up a chain of places ("at a mosque in a suburb of Gao, which killed seven") the act is looked for.
_CHAIN = 4
# How many words behind a first word of harm a second may stand ("killed and at least 12 others wounded").
_COUNT = 7


def mend_clauses(doc: Doc) -> None:
    """Hang clauses on the act they tell of, and give second verbs what they share with the first."""
    words = mend_words()
    harm, placing = words["harm_verbs"], words["placing"] | {"of"}
    tags = [doc.vocab.strings[tag] for tag in ("VBD", "VBN", "VBZ", "VBG")]
    for i in np.flatnonzero(np.isin(doc.to_array(TAG), np.array(tags, dtype=np.uint64))).tolist():
        verb = doc[i]
        if verb.dep_ == "relcl":
            if verb.lemma_.lower() in harm:
                _clause_on_a_place(verb, placing)
        elif verb.tag_ != "VBG" and verb.lemma_.lower() in harm and verb.dep_ in ("ROOT", "ccomp"):
            _headline_of_harm(verb, words)
        elif verb.dep_ == "conj":
            if verb.lemma_.lower() in harm and verb.tag_ in ("VBD", "VBN"):
                _passive_without_its_auxiliary(verb)
        elif verb.dep_ == "advcl" and verb.tag_ == "VBG":
            _second_charge(verb, words)
        elif verb.dep_ == "advcl" and verb.tag_ == "VBN":
            _held_by(verb)


def _clause_on_a_place(verb: Token, placing: frozenset[str]) -> None:
    """Mend "the bombing in Gao, which killed seven": it is not Gao that killed them."""
    place = verb.head
    if not any(kid.dep_ == "nsubj" and kid.tag_ == "WDT" for kid in verb.children) or place.ent_type_ == "ORG":
        return
    named = place.tag_ == "NNP" or place.ent_type_ in ("GPE", "LOC", "FAC")
    named = named or any(kid.dep_ == "compound" and kid.tag_ == "NNP" for kid in place.children)  # "Ituri province"
    here = place
    for _ in range(_CHAIN):
        link = here.head
        if not named or here.dep_ != "pobj" or link.lower_ not in placing or link.dep_ != "prep":
            return
        here = link.head
        if here.pos_ != "NOUN":
            return
        if here.dep_ != "pobj" or here.head.lower_ not in placing:
            break
    if here != place and here.i < place.i:
        verb.head = here


def _passive_without_its_auxiliary(verb: Token) -> None:
    """Mend "ten were killed and dozens wounded in the raid": dozens wounded nobody."""
    first = verb.head
    if not any(kid.dep_ == "auxpass" for kid in first.children) or first.i > verb.i:
        return
    if any(kid.dep_ in ("aux", "auxpass", "dobj", "ccomp", "agent") for kid in verb.children):
        return
    hurt = next((kid for kid in verb.children if kid.dep_ == "nsubj"), None)
    if hurt is not None and hurt.i < verb.i and hurt.tag_ not in ("WDT", "WP", "PRP"):
        hurt.dep_, verb.tag_ = "nsubjpass", "VBN"


def _headline_of_harm(verb: Token, words: Mapping[str, frozenset[str]]) -> None:
    """Mend "70 rebels killed and many injured in air strikes": killing has an object, so they were killed."""
    doc, at = verb.doc, verb.i + 1
    hurt = next((kid for kid in verb.children if kid.dep_ == "nsubj"), None)
    if verb.tag_ == "VBZ" or hurt is None or at + 2 >= verb.sent.end or hurt.tag_ in ("WDT", "WP", "PRP"):
        return
    if any(kid.dep_ in ("dobj", "ccomp", "xcomp", "attr", "npadvmod", "aux", "neg") for kid in verb.children):
        return
    if doc[at].lower_ in words["behind_harm"] and verb.lemma_.lower() in words["harm_to_people"]:
        hurt.dep_, verb.tag_ = "nsubjpass", "VBN"  # "saw 25 fighters killed when a bomb went off"
        return
    if doc[at].lower_ not in words["joined_by"] and doc[at].text != ",":
        return
    second = next(
        (doc[i] for i in range(at + 1, min(at + _COUNT, verb.sent.end)) if doc[i].tag_ in ("VBN", "VBD")), None
    )
    if second is None or second.i < at + 2 or second.lemma_.lower() not in words["harm_verbs"]:
        return
    if not any(word.pos_ == "NUM" or word.lower_ in words["counting"] for word in doc[at + 1 : second.i]):
        return
    if not any(kid.dep_ == "dobj" for kid in second.children):
        hurt.dep_, verb.tag_ = "nsubjpass", "VBN"


def _second_charge(verb: Token, words: Mapping[str, frozenset[str]]) -> None:
    """Mend "accused Chad of funding and arming rebels": who is accused does both."""
    charge = verb.head
    if charge.lemma_.lower() not in words["charging"] or verb.i < 3 or verb.nbor(-1).lower_ not in words["joined_by"]:
        return
    first, link = verb.nbor(-2), verb.nbor(-3)
    if link.lower_ not in words["charged_with"] or first.head != link or not first.lower_.endswith("ing"):
        return
    first.pos_, first.tag_, first.dep_ = "VERB", "VBG", "pcomp"
    verb.nbor(-1).head = first
    verb.head, verb.dep_ = first, "conj"


def _held_by(held: Token) -> None:
    """Mend "lived in parts of Goma held by rebels": what is held is the noun right before it, not who lived there."""
    if not held.i or held.left_edge != held or not any(kid.dep_ == "agent" for kid in held.children):
        return
    before = held.nbor(-1)
    if before.pos_ not in ("NOUN", "PROPN") or before.dep_ != "pobj" or before.head.i < held.head.i:
        return
    above = before.head.head
    if before.head.lower_ == "of" and above.pos_ in ("NOUN", "PROPN") and above.dep_ == "pobj":
        before = above  # "parts of Goma held by": the parts
    hang(held, before, "acl")
