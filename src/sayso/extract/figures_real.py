"""Which linked phrases are no figure: the threatened, supposed and negated, and families counted as people."""

from spacy.tokens import Doc, Token

from sayso.extract.figures_link import Link
from sayso.extract.figures_people import People
from sayso.extract.figures_words import outcome_words
from sayso.model import Outcome


def is_unreal(doc: Doc, link: Link | None) -> bool:
    """Tell whether the outcome is only threatened, feared to come, supposed or negated."""
    if link is None or link.how in ("toll", "inner", "subset"):
        return False
    verb = doc[link.anchor]
    for step in range(4):
        if _governed(verb, negated=step == 0):
            return True
        if verb.dep_ not in ("conj", "advcl", "xcomp", "auxpass", "oprd", "acomp") or verb.head.i == verb.i:
            return False
        if verb.dep_ == "advcl" and verb.tag_ != "VBG":
            return False
        verb = verb.head
    return False


def is_household(doc: Doc, people: People, link: Link | None) -> bool:
    """Tell whether families are counted: only for the displaced is that a figure, as `who` then says."""
    groups = outcome_words().sets["groups"]
    counted = people.end == people.head + 1 and doc[people.head].lemma_.lower() in groups
    return counted and link is not None and link.outcome != Outcome.DISPLACED


def _governed(verb: Token, *, negated: bool) -> bool:
    """Tell whether the verb stands under "could", "if", "threatened to" or, if asked, "not"."""
    sets = outcome_words().sets
    children = list(verb.children)
    lowers = {c.lower_ for c in children if c.i < verb.i and c.ent_type_ != "DATE"}  # "in May" is no "may"
    modal = lowers & sets["hypothetical"]
    if modal and not (modal <= sets["may_have"] and "have" in lowers):
        return True
    if negated and any(c.dep_ == "neg" and c.lower_ != "never" for c in children):
        return True
    if any(c.dep_ == "mark" and c.lower_ in sets["conditions"] for c in children):
        return True
    infinitive = any(c.tag_ == "TO" for c in children) and "have" not in lowers
    return infinitive and verb.head.i != verb.i and verb.head.lemma_.lower() in sets["intent"]
