"""Whether a named act took place, by the words beside its noun ("a failed raid", "plans for an attack")."""

from spacy.tokens import Token

from sayso.extract.lexicon import lexicon
from sayso.extract.reality import Reality
from sayso.extract.tenses import is_perfect, is_present
from sayso.model import Realis

# What is said of a subject after "be".
PREDICATES = frozenset(("attr", "acomp"))


def judge_modifiers(noun: Token, found: Reality) -> None:
    """Read what is said of an act beside its noun: "a failed raid", "no raid", "the planned raid"."""
    words = lexicon().realis
    for kid in noun.children:
        if kid.dep_ not in ("amod", "compound", "det", "advmod", "acl"):
            continue
        lower = kid.lower_
        if lower in words["failed"]["adjectives"]:
            found.realis = Realis.FAILED
        elif lower in words["planned"]["adjectives"]:
            found.realis = found.realis if _guessed(noun, lower) else Realis.PLANNED
        elif lower in words["ongoing"]["adjectives"]:
            found.realis = Realis.ONGOING
        elif lower == "no":
            found.negated = True
        elif lower == "any":
            found.hypothetical = True


def _guessed(noun: Token, lower: str) -> bool:
    """Tell whether a word only guesses what an act was that is told as done: "killed in what were likely raids"."""
    told = noun.dep_ in ("attr", "nsubj") and noun.head.tag_ == "VBD"
    return told and lower in lexicon().realis["planned"]["guesses"]


def judge_above(noun: Token, found: Reality) -> None:
    """Read the noun above an act: "plans for an attack", "the threat of strikes", "an attempt at a siege"."""
    words = lexicon().realis
    if noun.dep_ == "pobj" and noun.head.lower_ in words["links"]["noun"] and noun.head.head.pos_ == "NOUN":
        above = noun.head.head.lemma_.lower()
        if above in words["hypothetical"]["feared"]:
            found.hypothetical = True
        elif above in words["planned"]["nouns"]:
            found.realis = Realis.PLANNED
        elif above in words["attempt"]["nouns"]:
            found.attempt = True


def judge_topic(noun: Token, found: Reality) -> None:
    """Read "talks on an exchange": what is talked about has not come about; and "has been a target of raids"."""
    marked = lexicon().realis["ongoing"]["marked"]
    if noun.dep_ in ("pobj", "pcomp") and noun.head.dep_ == "prep" and noun.head.head.lemma_.lower() in marked:
        verb = noun.head.head.head
        if noun.head.head.dep_ in PREDICATES and (is_perfect(verb) or is_present(verb)):
            found.realis = Realis.ONGOING
    words = lexicon().realis["hypothetical"]
    if noun.dep_ == "pobj" and noun.head.lower_ in words["about"] and noun.head.head.lemma_.lower() in words["topics"]:
        found.hypothetical = True
