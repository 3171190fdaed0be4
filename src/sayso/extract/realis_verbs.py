"""Whether an act took place, by its verb and the verbs above it ("is trying to take the hill", "may have shelled")."""

from spacy.tokens import Token

from sayso.extract.grammar import VERBAL, auxiliaries, child, negated
from sayso.extract.lexicon import lexicon
from sayso.extract.reality import Reality
from sayso.extract.tenses import is_present, is_progressive
from sayso.model import Realis

# How many verbs above a trigger may still say whether it took place ("is trying to prepare to launch").
CLIMB = 4
# Tags of verbs that tell of the past.
PAST = frozenset(("VBD", "VBN"))
# How a verb hangs on a word that may say whether its act took place.
GOVERNED = frozenset(("xcomp", "advcl", "pcomp", "acl", "ccomp", "dep"))


def judge_verb(verb: Token, found: Reality, *, spoken: bool, tense: bool) -> None:
    """Read a verb and the verbs above it, as far as they still speak of the same act."""
    here: Token | None = verb
    for step in range(CLIMB):
        if here is None:
            return
        _judge_clause(here, found, first=step == 0, spoken=spoken, tense=tense)
        here = _judge_governor(here, found)


def _judge_clause(verb: Token, found: Reality, *, first: bool, spoken: bool, tense: bool) -> None:
    """Read what stands in the clause of a verb: "not", "if", "still", its auxiliaries."""
    words = lexicon().realis
    found.negated = found.negated or negated(verb)
    for kid in verb.children:
        if kid.dep_ == "mark" and kid.lower_ in words["hypothetical"]["markers"]:
            found.hypothetical = True
        elif first and kid.dep_ == "advmod" and kid.lower_ in words["ongoing"]["adverbs"]:
            lasts = found.realis is Realis.HAPPENED and (is_present(verb) or is_progressive(verb))
            found.realis = Realis.ONGOING if lasts else found.realis
    judge_auxiliaries(verb, found, spoken=spoken)
    if first and tense and found.realis is Realis.HAPPENED and is_progressive(verb, spoken=spoken):
        found.realis = Realis.ONGOING
    if verb.tag_ == "VB" and any(kid.lower_ in words["hypothetical"]["openers"] for kid in verb.children):
        found.hypothetical = True  # "failed to agree on how to revive the truce"


def _judge_governor(verb: Token, found: Reality) -> Token | None:
    """Read the word that a verb depends on; return it if the words above it may still speak of the act."""
    head = verb.head
    if head == verb:
        return None
    if verb.dep_ == "csubj":  # "recovering the city would be a victory"
        judge_auxiliaries(head, found, spoken=False)
        return None
    governor = head.head if verb.dep_ == "pcomp" else head
    verbal = governor.pos_ in VERBAL
    if verb.dep_ == "conj":
        own = any(kid.dep_ in ("nsubj", "nsubjpass", "aux") for kid in verb.children)
        return governor if verbal and not own else None
    if verb.dep_ not in GOVERNED or (verb.dep_ == "advcl" and verb.tag_ != "VB"):
        return None
    infinitive = verb.tag_ == "VB" and any(kid.lower_ == "to" for kid in verb.children)
    if verb.dep_ == "ccomp" and not infinitive:
        if governor.lemma_.lower() in lexicon().realis["planned"]["verbs"] and verb.tag_ == "VB":
            found.realis = Realis.PLANNED
        return None
    _judge_above(verb, governor, found, infinitive=infinitive)
    return governor if verbal else None


def _judge_above(verb: Token, governor: Token, found: Reality, *, infinitive: bool) -> None:
    """Read a verb or noun above an act: "tried to take the hill", "continued shelling", "was able to leave"."""
    words, lemma = lexicon().realis, governor.lemma_.lower()
    if lemma in words["attempt"]["verbs"] or lemma in words["attempt"]["nouns"]:
        _judge_attempt(governor, lemma, found)
    elif lemma in words["failed"]["verbs"]:
        found.realis = Realis.FAILED
    elif lemma in words["ongoing"]["verbs"]:
        found.realis, found.kept_up = Realis.ONGOING, governor.tag_ in PAST
    elif lemma in words["unreal"]["verbs"]:
        found.hypothetical = True
    elif infinitive and lemma in words["happened"]["able"] and governor.head.tag_ in ("VBD", "VBN"):
        if negated(governor.head):
            found.realis = Realis.FAILED
    elif infinitive:
        _judge_infinitive(governor, lemma, found)
    elif verb.dep_ == "pcomp":
        _judge_gerund(verb, governor, lemma, found)


def _judge_attempt(governor: Token, lemma: str, found: Reality) -> None:
    """Read a word for trying: "were trying to flee", "efforts to take the hill": no word that it came to nothing."""
    found.attempt = True
    if governor.pos_ in VERBAL:
        lasts = governor.tag_ == "VBG" or is_present(governor)
    else:
        lasts = lemma in lexicon().realis["attempt"]["lasting"]
    found.realis = Realis.ONGOING if lasts else found.realis


def _judge_gerund(verb: Token, governor: Token, lemma: str, found: Reality) -> None:
    """Read what stands before a preposition and "-ing": "the objective of capturing the town"."""
    words, verbal = lexicon().realis, governor.pos_ in VERBAL
    if lemma in words["hypothetical"]["duties"]:  # "is charged with securing the capital"
        found.duty = True
    elif lemma in words["planned"]["bound"] and verb.head.lower_ == "to":
        found.realis = Realis.PLANNED  # "is committed to retaking the town"
    elif not verbal:  # "the objective of capturing the town", "the importance of taking it"
        if lemma in words["planned"]["aims"] and governor.head.lemma_.lower() not in words["planned"]["reached"]:
            found.realis = Realis.PLANNED
        elif lemma in words["hypothetical"]["weighed"]:
            found.hypothetical = True


def _judge_infinitive(governor: Token, lemma: str, found: Reality) -> None:
    """Read a word before "to": "plans to attack", "the risk to lose", "is to begin"."""
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
    elif lemma in words["happened"]["verbs"]:
        found.realis = Realis.ONGOING if fresh and is_progressive(governor) else found.realis  # "is working to help"
    elif child(governor, frozenset(("auxpass",))) is None:
        found.hypothetical = found.hypothetical or fresh


def judge_auxiliaries(verb: Token, found: Reality, *, spoken: bool) -> None:
    """Read the auxiliaries of a verb: "will attack", "could attack"."""
    words = lexicon().realis
    for aux in auxiliaries(verb):
        lower = aux.lower_
        if lower in words["planned"]["auxiliaries"] or (spoken and lower in words["planned"]["reported"]):
            if found.realis is not Realis.FAILED:
                found.realis = Realis.PLANNED
        elif lower in words["hypothetical"]["auxiliaries"]:
            found.hypothetical = True
