"""The verb that carries a noun and how ("launched" an attack, "came under" fire, a raid "killed" ten)."""

from spacy.tokens import Token

from sayso.extract.grammar import NOMINAL, VERBAL, governing_verb, is_passive
from sayso.extract.lexicon import Lexicon
from sayso.extract.trigger_phrases import is_one_of


def carrier_of(noun: Token, words: Lexicon) -> tuple[Token | None, str]:
    """Find the verb that carries a noun and how it does."""
    light = words.light
    # "the bombing carried out by the coalition", "shells fired by the army"
    for kid in noun.children:
        done = kid.dep_ in ("acl", "relcl") and kid.pos_ in VERBAL and kid.tag_ == "VBN"
        if done and is_one_of(kid, light["agent"]):
            return kid, "agent"
    here = _outermost(noun, words)
    found = _of_argument(here, light) or _behind_preposition(here, light)
    if found is not None:
        return found
    if noun.dep_ == "ROOT":
        return None, ""
    return governing_verb(noun), ""


def _outermost(noun: Token, words: Lexicon) -> Token:
    """Return the noun whose place in its clause a noun shares: "raids" in "raids and shelling", "a series of raids"."""
    here = noun
    while (
        here.dep_ in ("conj", "appos", "compound", "nmod")
        and here.head.pos_ in NOMINAL | {"VERB"}
        and here.head != here
    ):
        if here.head.pos_ == "VERB" and here.dep_ == "conj":
            break
        here = here.head
    while _is_measured(here, words):  # "a series of air strikes", "a string of defeats"
        here = here.head.head
    return here


def _is_measured(noun: Token, words: Lexicon) -> bool:
    """Tell whether a noun is what another one counts ("a series of raids")."""
    known = words.triggers
    if noun.dep_ != "pobj" or noun.head.lower_ not in known["measuring"] or noun.head.head.pos_ not in NOMINAL:
        return False
    return noun.head.head.lemma_.lower() in known["measures"]


def _of_argument(here: Token, light: dict[str, frozenset[str]]) -> tuple[Token, str] | None:
    """Return the verb whose subject or object the noun is, and how it carries it."""
    head = here.head
    if head.pos_ not in VERBAL:
        return None
    if here.dep_ in ("nsubj", "nsubjpass"):
        if is_passive(head):
            return head, "agent" if is_one_of(head, light["agent"]) else "object"
        return head, "outcome" if is_one_of(head, light["outcome"]) else "occur"
    if here.dep_ in ("dobj", "attr", "oprd"):
        if is_one_of(head, light["target"]):
            return head, "target"
        return head, "agent" if is_one_of(head, light["agent"]) else "object"
    return None


def _behind_preposition(here: Token, light: dict[str, frozenset[str]]) -> tuple[Token, str] | None:
    """Return the verb behind whose preposition the noun stands, and how it carries it ("came under attack")."""
    if here.dep_ != "pobj" or here.head.dep_ not in ("prep", "agent", "prt", "dative"):
        return None
    prep, verb = here.head, here.head.head
    if verb.pos_ not in VERBAL:
        return None
    phrasal = f"{verb.lemma_.lower()} {prep.lower_}"
    if phrasal in light["target"]:
        return verb, "target"
    return verb, "agent" if phrasal in light["agent"] else prep.lower_
