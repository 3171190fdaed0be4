"""The roles of an act, and how the words of a battle or of talks part them into two sides."""

from dataclasses import dataclass

from spacy.tokens import Token

from sayso.extract.aims import against_beyond
from sayso.extract.doers import Doers
from sayso.extract.doers_beyond import (
    accused,
    announcer,
    answerable,
    breaker,
    claimant,
    fell_in,
    fought_for,
    held_to_be,
    pitted,
)
from sayso.extract.frames import frame_book
from sayso.extract.grammar import NOMINAL, SUBJECTS, direct_object, governing_verb, prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import joined
from sayso.extract.triggers import Trigger, TriggerFinder


@dataclass(slots=True)
class Roles:
    """Head tokens of the agent, the target and (for words of death and injury) the victims; None where not told."""

    agent: Token | None = None
    target: Token | None = None
    victims: Token | None = None


def is_one_name(first: Token, second: Token, named: frozenset[int] | set[int]) -> bool:
    """Tell whether two words stand in one name ("the Islamic State of Iraq and the Levant")."""
    return all(i in named for i in range(first.i, second.i + 1))


def one_of_two(noun: Token, doers: Doers) -> Token | None:
    """Return who fights where only the other side stands behind the word ("12 rebels died in clashes with troops").

    "The rebels entered the town after two days of fighting with the army".
    """
    other, verb = prep_object(noun, "with", "against"), governing_verb(noun)
    if other is None or verb is None:
        return None
    side = surface_subject(verb)
    if side is None or side.i in (other.i, noun.i):
        return None
    # "the suspect died after a shootout with police"
    fell = (
        verb.lemma_.lower() in lexicon().nonevents["falling"]
        and noun.lemma_.lower() in lexicon().nonevents["gunfights"]
    )
    return side if doers.is_party(side) or (fell and side.lemma_.lower() in lexicon().classes["person"]) else None


def paired_before(noun: Token) -> tuple[Token | None, Token | None]:
    """Return two sides that share the noun they stand before ("between RSF and army troops")."""
    for kid in noun.lefts:
        if kid.dep_ in ("nmod", "compound", "amod") and (
            kid.pos_ in NOMINAL or kid.ent_type_ in ("NORP", "GPE", "ORG")
        ):
            other = next((more for more in kid.children if more.dep_ == "conj" and more.i < noun.i), None)
            if other is not None:
                return kid, other
    return None, None


def shared_object(verb: Token) -> Token | None:
    """Return the object a verb shares with the one joined to it ("abducted and killed three elders")."""
    here, held = verb, None
    while held is None:
        here = next((kid for kid in here.children if kid.dep_ == "conj" and kid.i - here.i in (2, 3)), here)
        if here is verb or here.pos_ != "VERB" or any(kid.dep_ in SUBJECTS for kid in here.children):
            return None
        held, verb = direct_object(here), here
    return held


def split_sides(trigger: Trigger, found: Roles, finder: TriggerFinder) -> None:
    """Split "A and B clashed" and "clashes between A and B" into two sides."""
    about = found.target is not None and finder.book.names_act(found.target.lemma_.lower())
    if found.target is not None and (found.target.ent_type_ in ("DATE", "TIME") or (about and found.victims is None)):
        found.target = None  # "talks on a prisoner exchange"
    if found.target is None:
        found.target = prep_object(trigger.head, "with", "against")
    if found.target is None and trigger.verb is not None and trigger.verb.i != trigger.head.i:
        found.target = prep_object(trigger.verb, "with", "against")
    if found.target is None and not trigger.is_noun:
        held = direct_object(trigger.head)  # "exchanged fire with the rebels"
        found.target = prep_object(held, "with") if held is not None else None
        found.target = found.target or against_beyond(trigger.head)
    if found.agent is not None and found.target is None:
        sides = [side for side in joined(found.agent) if side.pos_ in NOMINAL]
        if len(sides) < 2:  # "delegations of the government and the rebels"
            whose = prep_object(found.agent, "of", "from")
            sides = [side for side in joined(whose) if side.pos_ in NOMINAL] if whose is not None else []
        if len(sides) > 1:
            found.target = sides[1]


def _presses_on(trigger: Trigger) -> bool:
    """Tell whether an act is one by which a side presses on towards what it then takes."""
    if trigger.kind in lexicon().kinds["pressed"]:
        return True
    verb = governing_verb(trigger.head.head)
    frames = frame_book().verbs.get(verb.lemma_.lower(), ()) if verb is not None else ()
    taken = any(frame.kind == "capture" for frame in frames)
    return taken and trigger.head.lemma_.lower() in lexicon().classes["assault_noun"]


def beyond(trigger: Trigger, found: Roles, doers: Doers) -> None:
    """Read who does it off words farther away, where the ones beside the noun do not tell."""
    noun = trigger.head
    found.agent = announcer(noun)
    if trigger.kind == "ceasefire":
        found.agent = found.agent or breaker(noun, doers)
    elif trigger.kind == "clash":
        one, other = pitted(noun)
        found.agent = one
        found.target = other if one is not None else found.target
        if found.agent is None and found.target is None:
            found.agent, found.target = fell_in(noun, doers)
        side = fought_for(noun) if found.agent is None else None
        if found.target is None and doers.is_party(side):
            found.agent = side
            beaten = direct_object(side.head) if side is not None else None
            found.target = beaten if doers.is_party(beaten) else None
    elif found.agent is None and _presses_on(trigger):  # "took the town after a long siege", "after a fierce assault"
        side = fought_for(noun)
        found.agent = side if doers.is_party(side) else None
    if found.agent is None and trigger.kind in lexicon().kinds["charged"]:
        found.agent = answerable(noun) or claimant(noun) or held_to_be(noun) or accused(noun)
