"""Whether a telling is an act at all, and whether a report says enough of one to make an event of it."""

from collections.abc import Sequence

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.grammar import by_agent, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.voices import SpokenStatement
from sayso.model import UNKNOWN, Realis, Stance, TimeInterval


def is_event(act: Act, statements: Sequence[SpokenStatement]) -> bool:
    """Tell whether an act is one that the report places in the world, or that some voice denies."""
    pinned = act.place_own or act.time_own or bool(act.figures)
    frame, head = act.trigger.frame, act.trigger.head
    if frame.weak and not (pinned or act.agent is not None):
        return False
    if frame.total and not act.figures and not (act.time_own and _dated(act)):
        return False
    if act.casualty_only and not (pinned or act.headline) and act.target_party is None:
        return False
    if frame.casualty and not act.figures and _of_the_dead(head):
        return False
    if (
        act.agent_party is not None
        and act.kind in lexicon().kinds["violent"]
        and act.agent_party.party.lower() in lexicon().nonevents["harmless"]
    ):
        return False
    # "rebels fighting Assad", "a town held by rebels": who they are, not what is told
    describes = not act.trigger.is_noun and head.dep_ == "acl" and act.kind in lexicon().kinds["describing"]
    if describes and not act.figures and not _finite(head) and not _lasts(act):
        return False
    if act.kind == "talks" and act.target_party is not None and act.target_party.party == "MED":
        return False  # "said in a phone call with the agency"
    nobody = act.kind == "support" and not act.trigger.is_noun and act.agent_party is None
    by = by_agent(head) if nobody else None
    brought = [by, *(kid for kid in by.children if kid.dep_ in ("compound", "amod", "nmod"))] if by is not None else []
    if any(word.lemma_.lower() in lexicon().classes[name] for word in brought for name in ("weapon", "aircraft")):
        return False  # "forces backed by tanks", "by artillery fire": what they bring with them
    if act.reality.habitual and not act.time_own and not act.headline:
        return False
    if act.reality.negated and head.dep_ == "relcl":
        return False  # "a bomb that did not go off"
    if act.reality.unreal:
        return any(s.covers(head.i) and (act.reality.negated or s.stance is Stance.DENIES) for s in statements)
    return True


def _lasts(act: Act) -> bool:
    """Tell whether a participle says since when what it tells has been so ("a town held by rebels since May")."""
    opens = act.time.text.lower().split()[0] if act.time is not None and act.time.text else ""
    return opens in lexicon().realis["ongoing"]["times"] and _within(act.trigger.head, act.time)


def _within(head: Token, time: TimeInterval | None) -> bool:
    """Tell whether a time stands among the words that hang on a word ("a town held by rebels since May")."""
    right = head.right_edge
    return time is not None and head.left_edge.idx <= time.span.start and time.span.end <= right.idx + len(right)


def _finite(verb: Token) -> bool:
    """Tell whether a verb that the parse hung on a noun tells what that did ("a convoy of buses left the town")."""
    return verb.tag_ == "VBD" and any(kid.dep_ == "dobj" for kid in verb.children)


def _of_the_dead(head: Token) -> bool:
    """Tell whether a word of death only names those of an act told before ("those killed were drivers")."""
    words = lexicon().nonevents
    if head.dep_ in ("acl", "amod"):
        return head.head.lower_ in words["the_dead"]
    subject = surface_subject(head)
    return subject is not None and (subject.lower_ in lexicon().triggers["nobody"] or subject.lower_ == "one")


def _dated(act: Act) -> bool:
    """Tell whether a clause dates a whole war ("the war began in 2011", "has been at war since 2011", "the 1991 war").

    Not "intervened in the war in 2015": that is when somebody else joined it.
    """
    head, verb, words = act.trigger.head, act.trigger.verb, lexicon().nonevents
    joining = words["taking_part"] | lexicon().realis["ongoing"]["copulas"]
    if any(kid.dep_ in ("relcl", "acl") and _within(kid, act.time) for kid in head.rights):
        return True  # "during the war that has been going on for five years"
    when = head.dep_ == "pobj" and head.head.lower_ in words["throughout"]
    if when and verb is not None and verb.lemma_.lower() not in joining:
        return False  # "seized the heights in the war of 1967": it only says when
    if _within(head, act.time):
        return True
    if verb is None:
        return False
    return act.trigger.link == "occur" or verb.lemma_.lower() in lexicon().realis["ongoing"]["copulas"]


def is_told(cluster: Cluster) -> bool:
    """Tell whether a report says enough of an act to place it in the world: where, when, how many, or who to whom."""
    acts = cluster.acts
    if any(a.place_own or a.time_own or a.figures for a in acts):
        return True
    if any(a.agent is not None and a.reality.realis in (Realis.PLANNED, Realis.FAILED) for a in acts):
        return True
    phases, deals = lexicon().nonevents["telling_phases"], lexicon().kinds["deals"]
    if any(a.phase in phases and a.kind in deals and not a.headline and _stands(a) for a in acts):
        return True  # "Kyiv said Moscow had violated the truce", "these breaches have ended the truce"
    if any(a.told_means and a.party != UNKNOWN and _is_known(surface_subject(a.trigger.head)) for a in acts):
        return True  # "the shells had been fired by government troops": another version of what was told before
    done = [a for a in acts if not a.headline and a.reality.realis in (Realis.HAPPENED, Realis.ONGOING)]
    if any(a.agent is not None and a.kind in lexicon().kinds["told_by_doer"] for a in done):
        return True  # "rebels regained control of several areas", "the council met"
    if any(a.kind in deals and not a.headline and _came_of_it(a) for a in acts):
        return True
    target = any(a.target is not None for a in acts)
    return target and (any(a.agent is not None for a in acts) or not all(a.trigger.is_noun for a in acts))


def _stands(act: Act) -> bool:
    """Tell whether something has become of a truce: not that it is to end, nor that truces do."""
    one = act.trigger.head.tag_ not in ("NNS", "NNPS")
    return act.phase == "violated" or (one and act.reality.realis is Realis.HAPPENED)


def _came_of_it(act: Act) -> bool:
    """Tell whether a clause says of a deal or talks not told before what came of them: "a deal was reached"."""
    noun, verb = act.trigger.head, act.trigger.verb
    if not act.trigger.is_noun or verb is None or act.definite or verb.tag_ not in ("VBD", "VBN"):
        return False
    what = next((here for here in (noun, noun.head.head) if here.dep_ in ("nsubj", "nsubjpass")), None)
    if what is None or act.reality.unreal or any(kid.lower_ in lexicon().nonevents["definite"] for kid in what.lefts):
        return False
    passive = what is not None and what.dep_ == "nsubjpass"
    return act.reality.realis is Realis.FAILED or (bool(act.trigger.frame.light) and passive)


def _is_known(noun: Token | None) -> bool:
    """Tell whether a noun points to something the report named before ("the shells")."""
    words = lexicon().nonevents["pointing"]
    return noun is not None and any(kid.dep_ == "det" and kid.lower_ in words for kid in noun.children)
