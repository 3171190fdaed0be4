"""Disclaimers: clauses by which somebody says that he, or another, had no hand in an act that took place."""

from spacy.tokens import Token

from sayso.extract.grammar import child, is_nothing, negated
from sayso.extract.lexicon import lexicon

_SUBJECT = frozenset(("nsubj", "nsubjpass"))
_OBJECT = frozenset(("dobj", "attr"))


def disclaims(act: Token) -> bool:
    """Tell whether a clause keeps somebody clear of an act: "was not behind the raid", "had no part in the shelling".

    The act stands though the clause is negated: who says so denies a doer, not that there was a raid.
    """
    words = lexicon().nonevents
    link = act.head
    if act.dep_ not in ("pobj", "pcomp") or link.dep_ != "prep":
        return False
    above = link.head
    if link.lower_ in words["behind"]:
        return _kept_clear(above)
    if above.lower_ in words["answerable"] or above.lower_ in words["partaking"]:
        clause = above if above.dep_ not in ("acomp", "attr", "oprd", "amod") else above.head
        return _kept_clear(above) or _kept_clear(clause)
    if above.lemma_.lower() in words["shares"]:  # "took no part in the raid"
        return is_nothing(above, words["no_share"]) or negated(above.head)
    held = child(above, _OBJECT)
    if held is not None and held.lemma_.lower() in words["shares"]:
        return is_nothing(held, words["no_share"]) or negated(above)
    # "had nothing to do with the raid"
    return link.lower_ == "with" and any(token.lower_ in words["no_share"] for token in (above.head, *above.lefts))


def kept_clear(act: Token) -> Token | None:
    """Return who is said to have had no hand in an act, None where nobody is or a pronoun says it of the speaker."""
    if not disclaims(act):
        return None
    for above in act.ancestors:
        subject = child(above, _SUBJECT)
        if subject is not None:
            return subject if subject.pos_ != "PRON" else None
    return None


def _kept_clear(clause: Token) -> bool:
    """Tell whether a clause is negated, itself or by its subject ("none of our planes were involved")."""
    subject = child(clause, _SUBJECT)
    return negated(clause) or (subject is not None and is_nothing(subject, lexicon().nonevents["no_share"]))
