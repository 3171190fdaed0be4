"""What is said of a noun that names an act: "the truce took effect", "a deal brokered by Qatar", "the truce deal"."""

from dataclasses import dataclass, field

from spacy.tokens import Token

from sayso.extract.frames import Frame
from sayso.extract.grammar import NOMINAL, VERBAL, is_relative
from sayso.extract.lexicon import Lexicon
from sayso.extract.trigger_phrases import is_one_of

# How far one climbs from a noun through the papers about it ("an agreement on a plan for a truce"), in nouns.
CLIMB = 4


@dataclass(slots=True)
class Said:
    """The verbs that have a noun as object, those that have it as subject, and the nouns and adjectives beside it.

    Verbs come with and without their particle or object ("break", "break down", "take effect").
    """

    objects: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)


def is_said(token: Token, start: int, verb: Token | None, link: str, frame: Frame, words: Lexicon) -> bool:
    """Tell whether of a noun is said what its frame asks for."""
    if not frame.does and not frame.beside:
        light = frozenset(frame.light)
        if frame.preps and link in frame.preps:  # "is in prison"
            return verb is not None and is_one_of(verb, light)
        if verb is not None and link in ("agent", "target", "object") and is_one_of(verb, light):
            return True
        # "a deal brokered by Qatar", "the agreement reached on Monday"
        return any(_is_done_to(kid) and is_one_of(kid, light) for kid in token.children)
    said = said_of(token, start, words)
    return any(
        not found.isdisjoint(wanted)
        for found, wanted in ((said.objects, frame.light), (said.subjects, frame.does), (said.beside, frame.beside))
    )


def said_of(noun: Token, start: int, words: Lexicon) -> Said:
    """Return what is said of a noun, by its own clauses and adjectives and by the words above it.

    Papers about the noun ("an agreement on a truce") hand on what is said of them.
    """
    said = Said()
    _take_below(noun, said)
    here: Token | None = noun
    for _ in range(CLIMB):
        if here is None:
            break
        here = _take_above(here, start, said, words)
    return said


def _take_below(noun: Token, said: Said) -> None:
    """Take what the clauses and adjectives of a noun say of it."""
    for kid in noun.children:
        if kid.dep_ in ("relcl", "acl") and kid.pos_ in VERBAL:
            own = any(deep.dep_ == "nsubj" and is_relative(deep) for deep in kid.children) or kid.tag_ == "VBG"
            (said.subjects if own else said.objects).update(_forms(kid))
        elif kid.dep_ == "amod":
            lemma = kid.lemma_.lower()
            said.beside.add(lemma)
            if kid.tag_ in ("VBN", "VBD"):
                said.objects.add(lemma)


def _take_above(here: Token, start: int, said: Said, words: Lexicon) -> Token | None:
    """Take what the word above a noun says of it; return the noun above, if what is said of that counts too."""
    head, dep, papers = here.head, here.dep_, words.triggers["papers"]
    if dep in ("conj", "appos") and head.pos_ in NOMINAL:
        return head
    if dep in ("compound", "nmod", "poss", "amod") and head.pos_ in NOMINAL:
        said.beside.add(head.lemma_.lower())
        return head if head.lemma_.lower() in papers else None
    if dep in ("nsubj", "csubj") and head.pos_ in VERBAL:
        said.subjects.update(_forms(head))
        for kid in head.children:
            # "the truce failed to hold", "was due to begin"
            below = [kid] if kid.dep_ == "xcomp" else kid.children if kid.dep_ == "acomp" else ()
            said.subjects.update(verb.lemma_.lower() for verb in below if verb.dep_ == "xcomp")
    elif dep in ("nsubjpass", "dobj", "attr", "oprd") and head.pos_ in VERBAL:
        said.objects.update(_forms(head))
    elif dep == "pobj":
        above = head.head
        if above.pos_ in VERBAL:
            said.objects.update(f"{form} {head.lower_}" for form in _forms(above))
            return None
        said.beside.add(above.lemma_.lower())
        return None if above.i < start and above.lemma_.lower() not in papers else above
    return None


def _is_done_to(clause: Token) -> bool:
    """Tell whether a clause says what was done to its noun ("a deal brokered by Qatar"), also where the tagger errs."""
    past = clause.dep_ == "acl" and clause.tag_ == "VBD" and not any(kid.dep_ == "dobj" for kid in clause.children)
    return past or (clause.dep_ in ("acl", "relcl") and clause.tag_ == "VBN")


def _forms(verb: Token) -> set[str]:
    """Return a verb alone and with its particle or object ("take", "take effect")."""
    lemma = verb.lemma_.lower()
    found = {lemma}
    for kid in verb.rights:
        if kid.dep_ in ("prt", "prep", "advmod", "acomp") and kid.i - verb.i <= 2:
            found.add(f"{lemma} {kid.lower_}")
        elif kid.dep_ == "dobj":
            found.add(f"{lemma} {kid.lemma_.lower()}")
    return found
