"""Acts told as many in one word: "has often been shelled", "frequent raids", "targeted several times in the past"."""

from spacy.tokens import Token

from sayso.extract.lexicon import lexicon
from sayso.extract.triggers import Trigger

# So many words behind a trigger may still say how often it was done.
REACH = 8


def is_repeated(trigger: Trigger) -> bool:
    """Tell whether a trigger tells of an act done again and again, which is none of the single acts told beside it."""
    words = lexicon().nonevents
    verb = trigger.verb if trigger.is_noun else trigger.head
    if trigger.is_noun and any(kid.lower_ in words["often_noun"] for kid in trigger.head.lefts):
        return True
    if verb is None:
        return False
    if any(kid.dep_ == "advmod" and kid.lower_ in words["often"] for kid in verb.children):
        return True
    return _in_the_past(verb)


def _in_the_past(verb: Token) -> bool:
    """Tell whether a phrase of times follows a verb within its sentence ("on several occasions")."""
    end = min(verb.sent.end, verb.i + REACH + 1)
    after = " ".join(word.lower_ for word in verb.doc[verb.i + 1 : end])
    return any(phrase in after for phrase in lexicon().nonevents["often_times"])
