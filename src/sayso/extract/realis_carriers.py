"""Whether a named act took place, by the verb that carries its noun ("launched a raid", "foiled a raid")."""

from spacy.tokens import Token

from sayso.extract.grammar import child, negated
from sayso.extract.lexicon import lexicon
from sayso.extract.realis_nouns import PREDICATES
from sayso.extract.realis_verbs import PAST, judge_auxiliaries, judge_verb
from sayso.extract.reality import Reality
from sayso.extract.trigger_phrases import verb_lemma
from sayso.extract.triggers import Trigger
from sayso.model import Realis


def judge_carrier(trigger: Trigger, verb: Token, found: Reality, *, spoken: bool) -> None:
    """Read the verb that carries a noun ("launched", "foiled", "called for")."""
    words, link = lexicon().realis, trigger.link
    lemma = verb.lemma_.lower()
    if trigger.kind == "talks" and link in words["planned"]["to_come_for"] and lemma in words["planned"]["setting_out"]:
        found.realis = Realis.PLANNED  # "arrived in Cairo for talks"
    if link == "occur":
        _judge_course(trigger, verb, found)
    copula = link in words["ongoing"]["copula_links"] and lemma in words["ongoing"]["copulas"]
    if copula and found.realis is Realis.HAPPENED:  # "are on the offensive"
        found.realis = Realis.ONGOING
    elif link in ("agent", "object", "target") or link in words["links"]["carried"]:
        _judge_handling(trigger, verb, found)
    elif not link and lemma in lexicon().light["occur"] and _leads(trigger, verb):
        judge_auxiliaries(verb, found, spoken=spoken)
    if link in words["links"]["purpose"] and trigger.kind in lexicon().kinds["deals"]:
        _judge_purpose(verb, found, spoken=spoken)
    if link == "occur" and lemma == "be":
        _judge_predicate(verb, found)
    tense = link in ("agent", "occur", "outcome", "target")
    if tense or link == "object" or link in words["links"]["clause"]:
        judge_verb(verb, found, spoken=spoken, tense=tense)
    _judge_denial(trigger, verb, found)
    if link in ("agent", "object") and verb.tag_ in ("VBP", "VBZ"):
        found.habitual = found.realis is Realis.HAPPENED and lemma in lexicon().light["agent"]


def _judge_course(trigger: Trigger, verb: Token, found: Reality) -> None:
    """Read a verb whose subject is the act: "talks collapsed", "fighting rages"."""
    words, forms = lexicon().realis, {*verb_lemma(verb)}
    if forms & words["failed"][trigger.kind if trigger.kind in words["failed"] else "none"]:
        found.realis = Realis.FAILED
    elif forms & words["ongoing"]["verbs"] and found.realis is Realis.HAPPENED:
        found.realis = Realis.ONGOING


def _judge_handling(trigger: Trigger, verb: Token, found: Reality) -> None:
    """Read a verb of what somebody does with an act: "foiled an attack", "plans an attack", "pressed on with it"."""
    words = lexicon().realis
    lemma, with_particle = verb_lemma(verb)
    # "agreed on a truce": the phase is what happened; "called for the release of hostages": that is still to come
    asked = trigger.link in words["planned"]["to_come_for"] and trigger.kind not in lexicon().kinds["deals"]
    phased = bool(trigger.frame.phase) and not asked
    if lemma in words["failed"]["verbs"] or with_particle in words["failed"]["verbs"]:
        found.realis = Realis.FAILED
    elif lemma in words["planned"]["bound"]:
        pass  # "committed a massacre"
    elif lemma in words["planned"]["verbs"] and not {lemma, with_particle} & words["began"]["verbs"] and not phased:
        found.realis = Realis.PLANNED
    elif lemma in words["ongoing"]["verbs"] or with_particle in words["ongoing"]["verbs"]:
        found.realis, found.kept_up = Realis.ONGOING, verb.tag_ in PAST
    elif lemma in words["unreal"]["verbs"]:
        found.hypothetical = True


def _judge_purpose(verb: Token, found: Reality, *, spoken: bool) -> None:
    """Read a verb of what is done for an act or at it: "will travel to Doha for talks" tells of talks to come."""
    above = Reality()
    judge_verb(verb, above, spoken=spoken, tense=False)
    if above.realis is Realis.PLANNED and found.realis is Realis.HAPPENED:
        found.realis = Realis.PLANNED


def _judge_denial(trigger: Trigger, verb: Token, found: Reality) -> None:
    """Read "not" at a verb that does not deny the act itself."""
    lemma = verb.lemma_.lower()
    if found.negated and lemma in lexicon().realis["ongoing"]["endings"] and negated(verb):
        found.negated, found.realis = False, Realis.ONGOING  # "the shelling has not stopped"
    if lemma == "be" and trigger.head.dep_ == "nsubj" and negated(verb):  # "the raid was not an isolated case"
        no = any(kid.dep_ == "det" and kid.lower_ == "no" for kid in trigger.head.children)
        found.negated = no or child(verb, PREDICATES) is None
    if trigger.head.dep_ == "nsubj" and lemma in lexicon().realis["happened"]["granted"] and negated(verb):
        found.negated = False  # "the retreat does not mean that they are defeated"


def _judge_predicate(copula: Token, found: Reality) -> None:
    """Read what is said of an act: "a strike is imminent", "the fall of the city is critical"."""
    words = lexicon().realis
    said = child(copula, frozenset(("acomp",)))
    if said is None or found.realis is not Realis.HAPPENED:
        return
    if said.lower_ in words["planned"]["adjectives"]:
        found.realis = Realis.PLANNED
    elif said.lower_ in words["hypothetical"]["weighty"]:
        found.hypothetical = True


def _leads(trigger: Trigger, verb: Token) -> bool:
    """Tell whether the noun is the topic before its clause ("As for the strikes, they may go on")."""
    return trigger.head.i < verb.i
