"""Nouns of acts that name none where they stand: "war crimes", "charged with murder", "a film about the attack"."""

from spacy.tokens import Token

from sayso.extract.figurative import harmless
from sayso.extract.frames import Frame, FrameBook
from sayso.extract.grammar import MODIFIERS
from sayso.extract.lexicon import Lexicon

# Tags of words that open a clause of their own ("protests-which had begun in May").
RELATIVES = ("WDT", "WP", "WP$", "WRB")


def names_no_act(token: Token, start: int, frame: Frame, book: FrameBook, words: Lexicon) -> bool:
    """Tell whether a noun is part of a title, a thing or a charge instead of naming an act."""
    if _before_a_thing(token, frame, words):
        return True
    if start and token.doc[start - 1].lower_ in words.nonevents["before"]:
        return True
    if token.dep_ in ("compound", "nmod", "amod") and token.head.i > token.i:
        return _before_a_noun(token, frame, book, words)
    if _handled(token, words) or _charged(token, words) or _overseen(token, words) or _told_in_a_work(token, words):
        return True
    return harmless(token, words) or _in_a_name(token, start)


def _before_a_thing(token: Token, frame: Frame, words: Lexicon) -> bool:
    """Tell whether the word right behind makes it no act: "war crimes", "the evacuation deal", "attack-proof"."""
    doc = token.doc
    if token.i + 1 >= len(doc):
        return False
    after = doc[token.i + 1]
    if after.lemma_.lower() in words.nonevents["after"] and (token.dep_ in MODIFIERS or after.pos_ == "NOUN"):
        return True
    if frame.kind == "displacement" and after.lemma_.lower() in words.triggers["papers"]:
        return True  # "the evacuation deal"
    joined = after.lower_ == "-" and not token.whitespace_ and token.i + 2 < len(doc)  # "attack-proof", "war-torn"
    return joined and doc[token.i + 2].tag_ not in RELATIVES


def _before_a_noun(token: Token, frame: Frame, book: FrameBook, words: Lexicon) -> bool:
    """Tell whether a noun only modifies another one ("the offensive plans"); not so of truces and of phrases."""
    head = token.head
    if frame.kind == "ceasefire":
        return False
    if head.lemma_.lower() in book.nouns or head.lower_ in book.nouns:
        return True
    return not (len(frame.words) > 1 and frame.kind in words.kinds["compound"])


def _in_a_name(token: Token, start: int) -> bool:
    """Tell whether a noun stands in the name of an operation, a battle or an organisation."""
    before = token.doc[start - 1]
    return (
        token.ent_type_ in ("ORG", "LAW", "WORK_OF_ART", "PRODUCT")
        and token.pos_ == "PROPN"
        and token.is_title
        and start > 0
        and before.is_title
        and before.ent_type_ == token.ent_type_
    )


def _handled(token: Token, words: Lexicon) -> bool:
    """Tell whether a noun is a weapon that is held, found or destroyed instead of used."""
    classes = words.classes
    if token.lemma_.lower() not in classes["projectile"] | classes["bomb"] | classes["buried"] | classes["device"]:
        return False
    head = next((noun for noun in (token, *token.ancestors) if noun.dep_ != "conj"), token)
    return head.dep_ in ("dobj", "nsubjpass") and head.head.lemma_.lower() in words.nonevents["handling"]


def _charged(token: Token, words: Lexicon) -> bool:
    """Tell whether a noun is the crime of a charge ("charged with murder")."""
    known = words.triggers
    if token.dep_ != "pobj" or token.head.lower_ not in known["charge_preps"]:
        return False
    if token.head.head.lemma_.lower() not in known["charges"]:
        return False
    return not any(kid.dep_ in ("det", "poss", "prep", "nummod") for kid in token.children)


def _told_in_a_work(token: Token, words: Lexicon) -> bool:
    """Tell whether a noun is what a film or a book is about."""
    known = words.triggers
    if token.dep_ == "nsubj" and token.pos_ == "PROPN":  # "The Attack was a novel"
        return any(kid.dep_ == "attr" and kid.lemma_.lower() in known["works"] for kid in token.head.children)
    if token.dep_ != "pobj" or token.head.lower_ not in known["work_preps"]:
        return False
    above = token.head.head.lemma_.lower()
    if token.head.lower_ == "of" and above in words.nonevents["partitives"]:
        return False  # "a series of air strikes"
    return above in known["works"]


def _overseen(token: Token, words: Lexicon) -> bool:
    """Tell whether a noun is what somebody watches or runs ("oversees military operations"), not a count of it."""
    if any(kid.dep_ == "nummod" for kid in token.children):
        return False  # "documented 30 summary executions"
    return token.dep_ == "dobj" and token.head.lemma_.lower() in words.triggers["overseers"]
