"""Whether an act took place: happened, ongoing, planned, failed; or is none at all (denied, hypothetical, generic)."""

from spacy.tokens import Token

from sayso.extract.grammar import child, is_nothing, negated
from sayso.extract.lexicon import lexicon
from sayso.extract.past_and_due import foreseen, in_force, over, to_be_ended
from sayso.extract.realis_carriers import judge_carrier
from sayso.extract.realis_nouns import judge_above, judge_modifiers, judge_topic
from sayso.extract.realis_verbs import judge_verb
from sayso.extract.reality import Reality
from sayso.extract.tenses import had_gone_on, is_perfect, is_present, is_progressive
from sayso.extract.triggers import Trigger
from sayso.model import Realis


def judge(trigger: Trigger, *, spoken: bool) -> Reality:
    """Read the realis of a trigger off its clause and the verbs above it.

    `spoken` says that a voice other than the outlet tells the clause: then "would" is a past future, not a condition.
    """
    found = Reality(perfect=any(map(is_perfect, _tellers(trigger))))
    if trigger.frame.total:  # "efforts to halt a war that has killed thousands": the war is, whatever is tried
        found.realis = Realis.ONGOING if found.perfect else found.realis
        return found
    verb = trigger.verb if trigger.is_noun else trigger.head
    if trigger.is_noun:
        judge_modifiers(trigger.head, found)
        judge_above(trigger.head, found)
    judge_topic(trigger.head, found)
    if found.realis is Realis.HAPPENED and to_be_ended(trigger.head):
        found.realis = Realis.ONGOING
    if verb is None:
        return found
    if trigger.is_noun:
        judge_carrier(trigger, verb, found, spoken=spoken)
    else:
        _judge_own(trigger, verb, found, spoken=spoken)
    if not spoken and had_gone_on(verb):
        found.over = True
        found.realis = Realis.HAPPENED if found.realis is Realis.ONGOING else found.realis
    if found.attempt and found.realis is Realis.HAPPENED:
        found.realis = Realis.FAILED
    if found.duty and trigger.kind not in lexicon().kinds["strikes"]:
        found.hypothetical = True
    return found


def _judge_own(trigger: Trigger, verb: Token, found: Reality, *, spoken: bool) -> None:
    """Read the verb that names the act itself."""
    judge_verb(verb, found, spoken=spoken, tense=True)
    found.over = trigger.frame.stative and over(verb)
    lasts = trigger.frame.stative or in_force(verb)
    if lasts and found.realis is Realis.HAPPENED and (is_present(verb) or is_perfect(verb)) and not found.over:
        found.realis = Realis.ONGOING
    if found.realis is not Realis.FAILED and foreseen(verb):
        found.realis = Realis.PLANNED
    if not trigger.frame.casualty and (_done_by_nobody(verb) or (spoken and _done_to_nothing(verb))):
        found.negated = True
    found.negated = found.negated or (spoken and _unproven(verb))
    short_of = any(kid.dep_ == "advmod" and kid.lower_ in lexicon().realis["failed"]["adverbs"] for kid in verb.lefts)
    if short_of and found.realis is Realis.HAPPENED and trigger.kind in lexicon().kinds["incidents"]:
        found.realis = Realis.FAILED
    found.habitual = verb.tag_ in ("VBP", "VBZ") and not trigger.frame.stative and not is_progressive(verb)


def _tellers(trigger: Trigger) -> list[Token]:
    """Return the verbs that tell an act, those of its absorbed words with them, and of a noun the clause it opens."""
    verbs = [trigger.verb if trigger.is_noun else trigger.head]
    verbs += [part.verb if part.is_noun else part.head for part in trigger.parts]
    verbs += [kid for kid in trigger.head.children if trigger.is_noun and kid.dep_ == "relcl"]
    return [verb for verb in verbs if verb is not None]


def _done_by_nobody(verb: Token) -> bool:
    """Tell whether nobody did what a verb tells: "no soldiers entered the town"."""
    doer = child(verb, frozenset(("nsubj",)))
    return doer is not None and is_nothing(doer, lexicon().realis["unreal"]["nothing"])


def _unproven(verb: Token) -> bool:
    """Tell whether somebody says that nothing speaks for an act: "there was no evidence that it had been hit"."""
    words, proof = lexicon().realis["unreal"], verb.head
    if verb.dep_ not in ("acl", "relcl", "ccomp") or proof.lemma_.lower() not in words["proofs"]:
        return False
    return is_nothing(proof, words["nothing"]) or negated(proof.head)


def _done_to_nothing(verb: Token) -> bool:
    """Tell whether somebody says that nothing was done: "it had hit no civilian area", "fired at nobody"."""
    held = child(verb, frozenset(("dobj", "nsubjpass")))
    return held is not None and is_nothing(held, lexicon().realis["unreal"]["nothing"])
