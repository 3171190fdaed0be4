"""Whom a state fights on its own soil and calls "terrorists" or "militants"."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.grammar import prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.parties_data import sectors
from sayso.extract.targets import lists
from sayso.extract.triggers import Trigger
from sayso.model import UNKNOWN, Participant


def settle_outlaws(acts: Sequence[Act], home: str, *, official: bool = False) -> None:
    """Give bare "terrorists" and "militants" of a report to the armed opposition of its country.

    So they are where the country has an armed opposition, by a table or by what the report itself tells, and its own
    forces and such people act on each other; a group that the report names for them is found before. In an `official`
    report, one by or after a state's media, "terrorists" who act on anybody are those whom the state fights.
    """
    state, rebels = (f"{home}-MIL", f"{home}-GOV"), f"{home}-REB"
    sides = {side.party for act in acts for side in (act.agent_party, act.target_party) if side is not None}
    if rebels not in sides and home not in sectors().sets["armed_opposition"]:
        return
    fought: set[str] = set()
    for act in acts:
        for side, head, other in (
            (act.target_party, act.target, act.agent_party),
            (act.agent_party, act.agent, act.target_party),
        ):
            if _is_bare(side) and other is not None and other.party in state:
                fought |= _words(head)
        if official and _is_bare(act.agent_party):
            fought |= _words(act.agent) & lists()["branded"]
    if not fought:
        return
    for act in acts:
        if _is_bare(act.agent_party) and _words(act.agent) & fought and act.agent_party is not None:
            act.agent_party = replace(act.agent_party, party=rebels)
        if _is_bare(act.target_party) and _words(act.target) & fought and act.target_party is not None:
            act.target_party = replace(act.target_party, party=rebels)


def branded(trigger: Trigger) -> Token | None:
    """Return the word inside an act's name that calls its doers terrorists ("terrorist attacks with rockets")."""
    inside, words = trigger.head.doc[trigger.start : trigger.head.i], lexicon().nonevents["branding"]
    return next((word for word in inside if word.lemma_.lower() in words), None) if trigger.is_noun else None


def outlawed(side: Participant | None, home: str) -> Participant | None:
    """Return bare "terrorists" as the armed opposition of their country; None where it has none."""
    known = home in sectors().sets["armed_opposition"] and _is_bare(side)
    return replace(side, party=f"{home}-REB") if known and side is not None else None


def _is_bare(side: Participant | None) -> bool:
    return side is not None and side.party == UNKNOWN


def _words(head: Token | None) -> set[str]:
    """Return the words for outlaws in a phrase: its head, what the head counts, or a word before it."""
    if head is None:
        return set()
    of = prep_object(head, "of", "for")
    near = [head, *(kid for kid in head.lefts if kid.dep_ in ("compound", "amod", "nmod"))]
    near += [of] if of is not None else []
    return {token.lemma_.lower() for token in near} & lists()["outlaws"]
