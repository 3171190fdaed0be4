"""Whether an act took place: happened, ongoing, planned, failed; or is none at all (denied, hypothetical, generic)."""

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from sayso.extract.frames import Frame, Kind
from sayso.extract.grammar import VERBAL, auxiliaries, child, is_nothing, negated
from sayso.extract.lexicon import lexicon
from sayso.extract.past_and_due import foreseen, in_force, over, to_be_ended
from sayso.extract.triggers import Trigger, verb_lemma
from sayso.model import Figure, Realis, TimeInterval

# A figure this high is the running total of a war, not the toll of one act.
RUNNING_TOTAL = 10_000
# How many verbs above a trigger may still say whether it took place ("is trying to prepare to launch").
CLIMB = 4
# How a verb hangs on a word that may say whether its act took place.
GOVERNED = frozenset(("xcomp", "advcl", "pcomp", "acl", "ccomp", "dep"))
# What is said of a subject after "be".
PREDICATES = frozenset(("attr", "acomp"))


@dataclass(slots=True)
class Reality:
    """What the words around a trigger say of it; `unreal` acts are kept only where a voice denies them."""

    realis: Realis = Realis.HAPPENED
    negated: bool = False
    hypothetical: bool = False
    attempt: bool = False
    habitual: bool = False
    perfect: bool = False
    over: bool = False  # a state told as one that is past
    duty: bool = False  # what somebody is responsible for doing: of violence it says that he did it

    @property
    def unreal(self) -> bool:
        """Whether the text does not present the act as one that is, was or will be."""
        return self.negated or self.hypothetical


def judge(trigger: Trigger, *, spoken: bool) -> Reality:
    """Read the realis of a trigger off its clause and the verbs above it.

    `spoken` says that a voice other than the outlet tells the clause: then "would" is a past future, not a condition.
    """
    found = Reality(perfect=any(map(_perfect, _tellers(trigger))))
    if trigger.frame.total:  # "efforts to halt a war that has killed thousands": the war is, whatever is tried
        found.realis = Realis.ONGOING if found.perfect else found.realis
        return found
    verb = trigger.verb if trigger.is_noun else trigger.head
    if trigger.is_noun:
        _judge_modifiers(trigger, found)
    _judge_topic(trigger.head, found)
    if found.realis is Realis.HAPPENED and to_be_ended(trigger.head):
        found.realis = Realis.ONGOING
    if verb is None:
        return found
    if trigger.is_noun:
        _judge_carrier(trigger, verb, found, spoken=spoken)
    else:
        _judge_verb(verb, found, spoken=spoken, tense=True)
        found.over = trigger.frame.stative and over(verb)
        lasts = trigger.frame.stative or in_force(verb)
        if lasts and found.realis is Realis.HAPPENED and _present(verb) and not found.over:
            found.realis = Realis.ONGOING
        if found.realis is not Realis.FAILED and foreseen(verb):
            found.realis = Realis.PLANNED
        if not trigger.frame.casualty and (_done_by_nobody(verb) or (spoken and _done_to_nothing(verb))):
            found.negated = True
        found.habitual = verb.tag_ in ("VBP", "VBZ") and not trigger.frame.stative and not _progressive(verb)
    if found.attempt and found.realis is Realis.HAPPENED:
        found.realis = Realis.FAILED
    if found.duty and trigger.kind not in lexicon().kinds["strikes"]:
        found.hypothetical = True
    return found


def _tellers(trigger: Trigger) -> list[Token]:
    """Return the verbs that tell an act, those of its absorbed words with them, and of a noun the clause it opens."""
    verbs = [trigger.verb if trigger.is_noun else trigger.head]
    verbs += [part.verb if part.is_noun else part.head for part in trigger.parts]
    verbs += [kid for kid in trigger.head.children if trigger.is_noun and kid.dep_ == "relcl"]
    return [verb for verb in verbs if verb is not None]


def _perfect(verb: Token) -> bool:
    """Present perfect: "have been killed", "has claimed"; what it tells may go on."""
    return bool({aux.lower_ for aux in auxiliaries(verb)} & lexicon().realis["lasting"]["perfect"])


def _done_by_nobody(verb: Token) -> bool:
    """Tell whether nobody did what a verb tells: "no soldiers entered the town"."""
    doer = child(verb, frozenset(("nsubj",)))
    return doer is not None and is_nothing(doer, lexicon().realis["unreal"]["nothing"])


def _done_to_nothing(verb: Token) -> bool:
    """Tell whether somebody says that nothing was done: "it had hit no civilian area", "fired at nobody"."""
    held = child(verb, frozenset(("dobj", "nsubjpass")))
    return held is not None and is_nothing(held, lexicon().realis["unreal"]["nothing"])


def settle(
    kind: Kind,
    frame: Frame,
    main: Reality,
    *,
    time: TimeInterval | None,
    figures: Sequence[Figure],
    running: bool = False,
) -> Realis:
    """Settle the realis of an event from its fullest telling, its time and its figures.

    A state, a running total, and an act dated "since" or "for" some while that has not been said to end are ongoing.
    `running` says that the time is a long one that has not ended yet.
    """
    if main.realis is not Realis.HAPPENED:
        return main.realis
    if main.over:
        return Realis.HAPPENED
    words = lexicon().realis["ongoing"]
    told = time.text.lower().split() if time is not None else []
    lasting = bool(told) and ((len(told) > 1 and told[0] in words["times"]) or told[-1].endswith("old"))
    counted = frame.casualty or frame.form == "noun"
    lasting = lasting or (running and main.perfect and counted and bool(figures))  # "have been killed this month"
    closed = time is not None and not lasting
    if lasting or (kind.state and not closed and (frame.stative or frame.form == "noun")):
        return Realis.ONGOING
    if not closed and (frame.total or any((figure.low or 0) >= RUNNING_TOTAL for figure in figures)):
        return Realis.ONGOING
    return main.realis


def _judge_carrier(trigger: Trigger, verb: Token, found: Reality, *, spoken: bool) -> None:
    """Read the verb that carries a noun ("launched", "foiled", "called for")."""
    words, link = lexicon().realis, trigger.link
    lemma, with_particle = verb_lemma(verb)
    phased = bool(trigger.frame.phase)  # "agreed on a truce": the phase is what happened
    if link == "occur":
        if {lemma, with_particle} & words["failed"][trigger.kind if trigger.kind in words["failed"] else "none"]:
            found.realis = Realis.FAILED
        elif {lemma, with_particle} & words["ongoing"]["verbs"] and found.realis is Realis.HAPPENED:
            found.realis = Realis.ONGOING
    copula = link in words["ongoing"]["copula_links"] and lemma in words["ongoing"]["copulas"]
    if copula and found.realis is Realis.HAPPENED:  # "are on the offensive"
        found.realis = Realis.ONGOING
    elif link in ("agent", "object", "target") or link in words["links"]["carried"]:
        if lemma in words["failed"]["verbs"] or with_particle in words["failed"]["verbs"]:
            found.realis = Realis.FAILED
        elif lemma in words["planned"]["bound"]:
            pass  # "committed a massacre"
        elif lemma in words["planned"]["verbs"] and not {lemma, with_particle} & words["began"]["verbs"] and not phased:
            found.realis = Realis.PLANNED
        elif lemma in words["ongoing"]["verbs"] or with_particle in words["ongoing"]["verbs"]:
            found.realis = Realis.ONGOING
        elif lemma in words["unreal"]["verbs"]:
            found.hypothetical = True
    elif not link and lemma in lexicon().light["occur"] and noun_leads(trigger, verb):
        _judge_auxiliaries(verb, found, spoken=spoken)
    if link == "occur" and lemma == "be":
        _judge_predicate(verb, found)
    tense = link in ("agent", "occur", "outcome", "target")
    if tense or link == "object" or link in words["links"]["clause"]:
        _judge_verb(verb, found, spoken=spoken, tense=tense)
    if found.negated and lemma in words["ongoing"]["endings"] and negated(verb):  # "the shelling has not stopped"
        found.negated, found.realis = False, Realis.ONGOING
    if lemma == "be" and trigger.head.dep_ == "nsubj" and negated(verb):  # "the raid was not an isolated case"
        no = any(kid.dep_ == "det" and kid.lower_ == "no" for kid in trigger.head.children)
        found.negated = no or child(verb, PREDICATES) is None
    if link in ("agent", "object") and verb.tag_ in ("VBP", "VBZ"):
        found.habitual = found.realis is Realis.HAPPENED and verb.lemma_.lower() in lexicon().light["agent"]


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


def _judge_modifiers(trigger: Trigger, found: Reality) -> None:
    words, noun = lexicon().realis, trigger.head
    for kid in noun.children:
        if kid.dep_ not in ("amod", "compound", "det", "advmod", "acl"):
            continue
        lower = kid.lower_
        if lower in words["failed"]["adjectives"]:
            found.realis = Realis.FAILED
        elif lower in words["planned"]["adjectives"]:
            found.realis = Realis.PLANNED
        elif lower in words["ongoing"]["adjectives"]:
            found.realis = Realis.ONGOING
        elif lower == "no":
            found.negated = True
        elif lower == "any":
            found.hypothetical = True
    # "plans for an attack", "the threat of strikes", "an attempt at a siege"
    if noun.dep_ == "pobj" and noun.head.lower_ in words["links"]["noun"] and noun.head.head.pos_ == "NOUN":
        above = noun.head.head.lemma_.lower()
        if above in words["hypothetical"]["feared"]:
            found.hypothetical = True
        elif above in words["planned"]["nouns"]:
            found.realis = Realis.PLANNED
        elif above in words["attempt"]["nouns"]:
            found.attempt = True


def _judge_topic(noun: Token, found: Reality) -> None:
    """Read "talks on an exchange": what is talked about has not come about; and "has been a target of raids"."""
    marked = lexicon().realis["ongoing"]["marked"]
    if noun.dep_ in ("pobj", "pcomp") and noun.head.dep_ == "prep" and noun.head.head.lemma_.lower() in marked:
        verb = noun.head.head.head
        if noun.head.head.dep_ in PREDICATES and (_perfect(verb) or _present(verb)):
            found.realis = Realis.ONGOING
    words = lexicon().realis["hypothetical"]
    if noun.dep_ == "pobj" and noun.head.lower_ in words["about"] and noun.head.head.lemma_.lower() in words["topics"]:
        found.hypothetical = True


def _judge_verb(verb: Token, found: Reality, *, spoken: bool, tense: bool) -> None:
    """Read a verb and the verbs above it, as far as they still speak of the same act."""
    here: Token | None = verb
    for step in range(CLIMB):
        if here is None:
            return
        _judge_clause(here, found, first=step == 0, spoken=spoken, tense=tense)
        here = _judge_governor(here, found)


def _judge_clause(verb: Token, found: Reality, *, first: bool, spoken: bool, tense: bool) -> None:
    words = lexicon().realis
    found.negated = found.negated or negated(verb)
    for kid in verb.children:
        if kid.dep_ == "mark" and kid.lower_ in words["hypothetical"]["markers"]:
            found.hypothetical = True
        elif first and kid.dep_ == "advmod" and kid.lower_ in words["ongoing"]["adverbs"]:
            lasts = found.realis is Realis.HAPPENED and (_present(verb) or _progressive(verb))
            found.realis = Realis.ONGOING if lasts else found.realis
    _judge_auxiliaries(verb, found, spoken=spoken)
    if first and tense and found.realis is Realis.HAPPENED and _progressive(verb, spoken=spoken):
        found.realis = Realis.ONGOING
    if verb.tag_ == "VB" and any(kid.lower_ in words["hypothetical"]["openers"] for kid in verb.children):
        found.hypothetical = True  # "failed to agree on how to revive the truce"


def _judge_governor(verb: Token, found: Reality) -> Token | None:
    """Read the word that a verb depends on; return it if the words above it may still speak of the act."""
    words, head = lexicon().realis, verb.head
    if head == verb:
        return None
    if verb.dep_ == "csubj":  # "recovering the city would be a victory"
        _judge_auxiliaries(head, found, spoken=False)
        return None
    governor = head.head if verb.dep_ == "pcomp" else head
    verbal = governor.pos_ in VERBAL
    if verb.dep_ == "conj":
        own = any(kid.dep_ in ("nsubj", "nsubjpass", "aux") for kid in verb.children)
        return governor if verbal and not own else None
    if verb.dep_ not in GOVERNED or (verb.dep_ == "advcl" and verb.tag_ != "VB"):
        return None
    lemma = governor.lemma_.lower()
    infinitive = verb.tag_ == "VB" and any(kid.lower_ == "to" for kid in verb.children)
    if verb.dep_ == "ccomp" and not infinitive:
        if lemma in words["planned"]["verbs"] and verb.tag_ == "VB":
            found.realis = Realis.PLANNED
        return None
    if lemma in words["attempt"]["verbs"] or lemma in words["attempt"]["nouns"]:
        found.attempt = True
        # "were trying to flee", "efforts to take the hill": no word that it came to nothing
        lasts = governor.tag_ == "VBG" or _present(governor) if verbal else lemma in words["attempt"]["lasting"]
        found.realis = Realis.ONGOING if lasts else found.realis
    elif lemma in words["failed"]["verbs"]:
        found.realis = Realis.FAILED
    elif lemma in words["ongoing"]["verbs"]:
        found.realis = Realis.ONGOING
    elif lemma in words["unreal"]["verbs"]:
        found.hypothetical = True
    elif infinitive and lemma in words["happened"]["able"] and governor.head.tag_ in ("VBD", "VBN"):
        if negated(governor.head):
            found.realis = Realis.FAILED
    elif infinitive:
        _judge_infinitive(governor, lemma, found)
    elif verb.dep_ == "pcomp" and lemma in words["hypothetical"]["duties"]:  # "is charged with securing the capital"
        found.duty = True
    elif verb.dep_ == "pcomp" and verbal and lemma in words["planned"]["bound"] and head.lower_ == "to":
        found.realis = Realis.PLANNED  # "is committed to retaking the town"
    elif verb.dep_ == "pcomp" and not verbal:  # "the objective of capturing the town", "the importance of taking it"
        if lemma in words["planned"]["aims"] and governor.head.lemma_.lower() not in words["planned"]["reached"]:
            found.realis = Realis.PLANNED
        elif lemma in words["hypothetical"]["weighed"]:
            found.hypothetical = True
    return governor if verbal else None


def _judge_infinitive(governor: Token, lemma: str, found: Reality) -> None:
    words = lexicon().realis
    fresh = found.realis is Realis.HAPPENED
    if lemma in words["planned"]["verbs"] or lemma in words["planned"]["nouns"] or lemma in words["planned"]["going"]:
        goes_on = lemma in words["planned"]["going"] or (
            lemma in words["planned"]["pledges"] and found.realis is Realis.ONGOING  # "vowed to keep up the fight"
        )
        found.realis = Realis.PLANNED if fresh or goes_on else found.realis
    elif lemma in words["hypothetical"]["nouns"]:
        found.hypothetical = True
    elif governor.pos_ == "AUX" and fresh:  # "is to begin"
        found.realis = Realis.PLANNED
    elif lemma not in words["happened"]["verbs"] and child(governor, frozenset(("auxpass",))) is None:
        found.hypothetical = found.hypothetical or fresh


def _judge_auxiliaries(verb: Token, found: Reality, *, spoken: bool) -> None:
    words = lexicon().realis
    for aux in auxiliaries(verb):
        lower = aux.lower_
        if lower in words["planned"]["auxiliaries"] or (spoken and lower in words["planned"]["reported"]):
            if found.realis is not Realis.FAILED:
                found.realis = Realis.PLANNED
        elif lower in words["hypothetical"]["auxiliaries"]:
            found.hypothetical = True


def noun_leads(trigger: Trigger, verb: Token) -> bool:
    """Tell whether the noun is the topic before its clause ("As for the strikes, they may go on")."""
    return trigger.head.i < verb.i


def _progressive(verb: Token, *, spoken: bool = False) -> bool:
    """Present or perfect progressive: "are fighting", "has been shelling"; reported too ("said it was shelling")."""
    words = lexicon().realis["lasting"]
    forms = {aux.lower_ for aux in auxiliaries(verb)}
    if verb.tag_ == "VBG":
        if "been" in forms:
            return bool(forms & words["perfect"])
        return bool(forms & words["progressive"]) or (spoken and bool(forms & words["reported"]))
    return "being" in forms and bool(forms & words["passive"])


def _present(verb: Token) -> bool:
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    if (
        verb.tag_ == "VBG" and verb.dep_ in ("acl", "advcl") and not auxiliaries(verb)
    ):  # "besieging 20,000 people there"
        return True
    forms = {aux.lower_ for aux in auxiliaries(verb)}
    return bool(forms & lexicon().realis["lasting"]["state"]) or (
        verb.tag_ == "VBN" and verb.dep_ in ("acl", "advcl", "amod") and not forms
    )
