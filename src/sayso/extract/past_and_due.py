"""Whether a clause tells of what is past ("used to hold"), in force ("is outlawed") or still to come ("would see")."""

from spacy.tokens import Token

from sayso.extract.grammar import auxiliaries
from sayso.extract.lexicon import lexicon


def foreseen(verb: Token) -> bool:
    """Tell whether an act is what something will bring: "a deal that would see fighters evacuated"."""
    words = lexicon().realis["planned"]
    seen = verb.head.head if verb.dep_ == "acl" and verb.head.dep_ == "dobj" else verb.head
    if verb.tag_ != "VBN" or verb.dep_ not in ("ccomp", "acl") or seen.lemma_.lower() not in words["seeing"]:
        return False
    forms = {aux.lower_ for aux in auxiliaries(seen)}
    due = seen.dep_ == "xcomp" and seen.head.lemma_.lower() in words["verbs"]
    return due or bool(forms & (words["auxiliaries"] | {"would"}))


def over(verb: Token) -> bool:
    """Tell whether a state is told as past: "used to control the town", "once held by rebels", "when it ruled Gao"."""
    words = lexicon().realis["over"]
    if any(kid.dep_ == "advmod" and kid.lower_ in words["adverbs"] for kid in verb.children):
        return True
    above = verb.head
    if verb.tag_ == "VB" and verb.dep_ == "xcomp" and above.lower_ in words["verbs"]:
        return not any(kid.dep_ in ("aux", "auxpass", "dobj") for kid in above.children)
    when = any(kid.dep_ == "advmod" and kid.lower_ in words["marks"] for kid in verb.children)
    return verb.tag_ == "VBD" and verb.dep_ == "advcl" and when


def in_force(verb: Token) -> bool:
    """Tell whether a verb of a ban or a listing is told as what holds: "outlawed in Russia", "is banned"; not "was"."""
    return verb.tag_ == "VBN" and verb.lemma_.lower() in lexicon().realis["ongoing"]["standing"]


def to_be_ended(noun: Token) -> bool:
    """Tell whether somebody wants an act to stop, which therefore goes on: "called for an end to the raids"."""
    words = lexicon().realis
    while noun.dep_ == "conj" and noun.head != noun:
        noun = noun.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "to":
        return False
    stop = noun.head.head
    if stop.lemma_.lower() not in words["ongoing"]["stops"] or stop.pos_ != "NOUN":
        return False
    wanted = stop.head.head if stop.dep_ == "pobj" else stop.head
    return wanted.lemma_.lower() in words["planned"]["verbs"] | words["planned"]["nouns"]
