"""Who is named as one of two sides of a war: "between A and B", "with A fighting B", "a war that pits A against B"."""

from spacy.tokens import Token

from sayso.extract.grammar import SUBJECTS, child
from sayso.extract.lexicon import lexicon

_DESCRIBING = frozenset(("acl",))


def fighter_beside(word: Token) -> Token | None:
    """Return who fights by the words behind "with" ("a war with the army fighting rebels"), however they hang."""
    fight = word if word.dep_ == "pcomp" else child(word, _DESCRIBING)
    if fight is None or fight.tag_ != "VBG" or fight.lemma_.lower() not in lexicon().nonevents["enmity"]:
        return None
    return child(word, SUBJECTS) if fight is word else word


def is_parted(noun: Token | None) -> bool:
    """Tell whether a noun is named as one of two sides ("the war between the army and the rebels").

    So it is too in "a war with the army fighting rebels" and "a war that pits the army against rebels".
    """
    if noun is None:
        return False
    above = noun.head
    link = above.head if above.dep_ == "pcomp" else above
    beside = link.lower_ == "with" and link.dep_ == "prep" and fighter_beside(noun if link == above else above) == noun
    pitted = noun.dep_ == "dobj" and above.lemma_.lower() in lexicon().nonevents["pitting"]
    return beside or pitted or (noun.dep_ == "pobj" and above.lower_ == "between")
