"""Mends to a parse where a clause has lost its subject or a participle was taken for the verb of its clause.

"Bombs dropped by planes killed ten", "shelling by the army killed ten", "armed groups targeted on Sunday the town".
"""

import numpy as np
from spacy.attrs import TAG
from spacy.tokens import Doc, Token

from sayso.reading.mend_words import mend_words
from sayso.reading.rehang import hang

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
# How a verb hangs on one that was wrongly taken for the verb of its clause.
_BELOW = ("advcl", "ccomp", "conj", "dep")
# How far up from who holds a place the act that was done there is looked for.
_CHAIN = 6
_FINITE = ("VBD", "VBZ", "VBP", "MD")


def mend_subjects(doc: Doc) -> None:
    """Give verbs back the subjects that the parser took from them."""
    words = mend_words()
    gerunds, striking, links, harm = (words[name] for name in ("gerunds", "striking", "behind_gerunds", "harm_verbs"))
    tags = [doc.vocab.strings[tag] for tag in ("VBG", "VBD", "VBN")]
    for i in np.flatnonzero(np.isin(doc.to_array(TAG), np.array(tags, dtype=np.uint64))).tolist():
        token = doc[i]
        if token.tag_ == "VBG":
            if token.lower_ in gerunds:
                _act_that_does(token, links)
                _act_behind_its_doer(token, links)
        elif token.dep_ == "conj":
            _participle_of_a_noun(token)
        elif token.dep_ == "acl":
            if token.lemma_.lower() in striking:
                _day_before_its_object(token)
            if token.lemma_.lower() in harm and token.tag_ == "VBD":
                _harm_by_a_holder(token)
        elif any(kid.dep_ == "agent" for kid in token.children):
            _participle_for_a_verb(token)


def _has_subject(verb: Token) -> bool:
    return any(kid.dep_ in _SUBJECTS for kid in verb.children)


def _act_that_does(act: Token, links: frozenset[str]) -> None:
    """Mend "shelling by the army killed ten": the act was taken for a verb, so that what killed them is lost."""
    if act.i + 1 >= act.sent.end or act.nbor(1).lower_ not in links or act.nbor(1).head != act:
        return
    if act.dep_ not in ("advcl", "csubj", "xcomp", "ccomp") or any(kid.dep_ == "dobj" for kid in act.children):
        return
    above = act.head
    verb = above if above.i > act.i else next((kid for kid in above.children if kid.i > act.i), None)
    while verb is not None and verb.dep_ not in (*_BELOW, "ROOT"):
        verb = next((kid for kid in above.children if kid.i > verb.i), None) if verb is not above else None
    if verb is None or verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN") or _has_subject(verb):
        return
    if any(verb.doc[i].is_punct for i in range(act.i, verb.i)):
        return
    act.head, act.dep_, act.pos_, act.tag_ = verb, "nsubj", "NOUN", "NN"


def _act_behind_its_doer(act: Token, links: frozenset[str]) -> None:
    """Mend "people killed in army shelling of a town": the act was taken for a verb, its doer for where it was."""
    doer = act.nbor(-1) if act.i > act.sent.start else act
    if doer.dep_ != "pobj" or doer.head.lower_ != "in" or act.dep_ != "advcl" or act.i + 1 >= act.sent.end:
        return
    if act.nbor(1).lower_ not in links or doer.tag_ != "NN" or not doer.head.head.is_ancestor(doer):
        return
    if any(kid.dep_ in ("dobj", "aux", *_SUBJECTS) for kid in act.children) or any(
        kid.dep_ == "det" for kid in doer.lefts
    ):
        return
    if hang(act, doer.head, "pobj"):
        hang(doer, act, "compound")
        act.pos_, act.tag_ = "NOUN", "NN"


def _participle_of_a_noun(verb: Token) -> None:
    """Mend "was hit by bombs dropped from a plane": a participle was joined to the verb with nothing between them."""
    noun, above = verb.nbor(-1) if verb.i else verb, verb.head
    if noun.pos_ not in ("NOUN", "PROPN") or noun.dep_ not in ("pobj", "dobj") or above.i > noun.i:
        return
    if _has_subject(verb) or any(kid.dep_ in ("aux", "auxpass", "dobj") for kid in verb.children):
        return
    if any(verb.doc[i].dep_ == "cc" or verb.doc[i].is_punct for i in range(above.i, verb.i)):
        return
    if hang(verb, noun, "acl"):
        verb.tag_ = "VBN"


def _day_before_its_object(verb: Token) -> None:
    """Mend "armed groups targeted on Sunday the town": with a day before its object the verb was taken for none."""
    noun = verb.head
    if noun.dep_ != "ROOT" or noun.pos_ not in ("NOUN", "PROPN") or verb.i + 2 >= verb.sent.end:
        return
    link = verb.nbor(1)
    if link.lower_ != "on" or link.nbor(1).ent_type_ != "DATE" or any(t.tag_ in _FINITE for t in noun.sent):
        return
    held = next((kid for kid in noun.subtree if kid.dep_ == "appos" and kid.i > verb.i), None)
    if held is None or held.left_edge.dep_ not in ("det", "compound", "amod", "appos"):
        return
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"
    held.head, held.dep_ = verb, "dobj"
    for kid in list(noun.children):
        if kid.i > verb.i:
            kid.head = verb


def _harm_by_a_holder(verb: Token) -> None:
    """Mend "a raid on a town held by rebels killed ten": the raid killed them, not who holds the town."""
    holder = verb.head
    if holder.dep_ != "pobj" or holder.head.dep_ != "agent" or holder.i > verb.i or _has_subject(verb):
        return
    if not any(kid.dep_ == "dobj" and kid.i > verb.i for kid in verb.children):
        return
    act = holder.head.head
    for _ in range(_CHAIN):
        if act.dep_ not in ("acl", "pobj", "prep"):
            break
        act = act.head
    if act.pos_ != "NOUN" or act.dep_ not in ("ROOT", "ccomp") or act.i > holder.i:
        return
    if any(verb.doc[i].tag_ in _FINITE or verb.doc[i].is_punct for i in range(act.i, verb.i)):
        return
    verb.head, verb.dep_ = (verb if act.dep_ == "ROOT" else act.head), act.dep_
    act.head, act.dep_ = verb, "nsubj"
    for kid in list(act.children):
        if kid.i > verb.i:
            kid.head = verb


def _participle_for_a_verb(done: Token) -> None:
    """Mend "bombs dropped by army planes killed ten": the participle was taken for the verb of the clause."""
    if any(kid.dep_ in ("aux", "auxpass", "dobj") for kid in done.children):
        return
    noun = next((kid for kid in done.children if kid.dep_ in ("nsubj", "nsubjpass")), None)
    verb = next((kid for kid in done.children if kid.dep_ in _BELOW and kid.i > done.i and kid.tag_ == "VBD"), None)
    if noun is None or verb is None or noun.i > done.i or _has_subject(verb):
        return
    between = done.doc[done.i : verb.i]
    if any(t.is_punct or t.dep_ in ("cc", "mark") for t in between) or any(k.dep_ == "mark" for k in verb.children):
        return
    root, dep, above = done.dep_ == "ROOT", done.dep_, done.head
    verb.head, verb.dep_ = (verb if root else above), dep
    done.head, done.dep_, done.tag_ = noun, "acl", "VBN"
    noun.head, noun.dep_ = verb, "nsubj"
    for kid in list(done.children):
        if kid.i < noun.left_edge.i or kid.i > verb.i:
            kid.head = verb
