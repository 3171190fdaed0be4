"""Which phrase in the object's place is the target of an act, by kind of act (`knowledge/targets.yaml`)."""

from collections.abc import Iterator
from functools import lru_cache

from spacy.tokens import Span, Token

from sayso.extract.acts import Act
from sayso.extract.aims import flown_at, is_cause, meant_for
from sayso.extract.doers_beyond import opposed
from sayso.extract.frames import frame_book
from sayso.extract.grammar import MODIFIERS, by_agent, child, direct_object, is_nothing, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.noun_phrases import joined, phrase
from sayso.extract.parted import is_parted
from sayso.extract.parties import ReportParties
from sayso.extract.places_cues import cues
from sayso.knowledge.files import read_yaml
from sayso.model import UNKNOWN, Realis

_OBJECT = frozenset(("dobj",))
TIMES = frozenset(("DATE", "TIME", "CARDINAL", "PERCENT"))


@lru_cache(maxsize=1)
def lists() -> dict[str, frozenset[str]]:
    """Return the lists of `knowledge/targets.yaml` by name."""
    return {name: frozenset(words) for name, words in read_yaml("targets.yaml").items()}


def target_of(act: Act, parties: ReportParties) -> Token | None:
    """Return the head of the act's target among what stands as its object, or None."""
    words, kind = lists(), act.kind
    if kind in words["none"] or (act.trigger.frame.total and not is_parted(act.agent)):
        return None
    token = act.target
    if kind in words["ground"]:
        return _holder(act, token, parties)
    if token is None and kind == "aid":
        token = meant_for(act.trigger)
    if token is None:
        return None
    if token.lemma_.lower() in lexicon().nonevents["of_a_person"]:
        token = prep_object(token, "of") or token  # "claimed the lives of five people"
    if (
        token.pos_ in ("VERB", "AUX")
        or token.ent_type_ in ("DATE", "TIME")
        or (token.ent_type_ in TIMES and token.pos_ != "NOUN")
    ):
        return None
    if token.lemma_.lower() in words["empty"] or token.lower_ in words["empty"]:
        return None
    if token.lower_ in cues().directions and prep_object(token, "of") is not None:
        return None  # "an ambush carried out Friday morning southwest of the town": where it was
    if is_nothing(token, lexicon().realis["unreal"]["nothing"]):
        return None
    if kind in words["besieged"] and token.lemma_.lower() in lexicon().classes["route"]:
        return None
    lemma = token.lemma_.lower()
    if kind in lexicon().kinds["strikes"] and not act.trigger.is_noun and _is_load(token):
        # "launched drones and missiles at Kyiv": what was fired is not what was hit
        aimed = (flown_at(word) for word in (act.trigger.head, token, *token.subtree))
        return next((one for one in aimed if one is not None and not _is_load(one)), None)
    beaten_off = act.reality.realis is Realis.FAILED and act.agent is not None and token is act.victims
    if beaten_off and (lemma in lexicon().classes["armed"] or _outlawed(token)):
        return None  # "repelled an attack by the group on the town, killing 23 insurgents": its own dead
    party = parties.of(_span(token), "target").code
    if kind == "protest" and ((party == UNKNOWN and token.i < act.trigger.head.i) or is_cause(token)):
        return None  # "an anti-coup rally", "a protest over the killing of a driver"
    fighters = token.pos_ == "PRON" or _sides(token)
    if kind in words["fighters"] and party in (UNKNOWN, "CIV") and not fighters:
        return None  # "fighters were evacuated from the district"
    an_act = lemma in frame_book().nouns and lemma not in lexicon().classes["armed"]
    if kind in words["sides"] and an_act and party in (UNKNOWN, *words["tellers"], "CIV"):
        return None  # "talks on a prisoner exchange", but not "talks with the Houthi movement"
    other = act.agent is not None and token.lemma_.lower() in lexicon().classes["armed"]
    a_side = _sides(token) or _is_parted_beside(token)
    if kind in words["sides"] and (
        (token is act.victims and not other) or (party == UNKNOWN and kind == "clash" and not a_side)
    ):
        return None
    return None if party in words["tellers"] and token is not act.victims and kind not in words["persons"] else token


def takes_back(act: Act) -> bool:
    """Tell whether an act takes ground that somebody else had taken ("recaptured", "won back")."""
    words = {head.lemma_.lower() for head in (act.trigger.head, act.trigger.verb) if head is not None}
    return not words.isdisjoint(lists()["taking_back"])


def _is_load(noun: Token) -> bool:
    """Tell whether a noun is one for what is fired or dropped ("a barrage of drones")."""
    classes, of = lexicon().classes, prep_object(noun, "of")
    here = of if of is not None and noun.lemma_.lower() in lexicon().nonevents["amounts"] else noun
    return any(here.lemma_.lower() in words for words in (classes["projectile"], classes["bomb"], lists()["loads"]))


def is_civil_ground(head: Token) -> bool:
    """Tell whether a noun is one for ground or buildings where people live and work, not one for what armies hold."""
    lemma, classes = head.lemma_.lower(), lexicon().classes
    ground = lemma in classes["territory"] or lemma in classes["building"]
    return ground and head.pos_ == "NOUN" and lemma not in lists()["of_armies"]


def _holder(act: Act, token: Token | None, parties: ReportParties) -> Token | None:
    """Return the side that holds the ground an act takes: named as the enemy, or in the words for the ground."""
    for part in (act.trigger, *act.trigger.parts):
        for head in (part.head, part.verb):
            enemy = prep_object(head, "against", "from") if head is not None else None
            enemy = enemy or (_freed_from(head) if head is not None else None)
            if enemy is not None and enemy.lemma_.lower() in lexicon().nonevents["keeping_hands"]:
                enemy = prep_object(enemy, "of") or child(enemy, MODIFIERS)  # "freed from the control of the militants"
            if enemy is None:
                continue
            driven = direct_object(head) if head is not None else None
            theirs = any(kid.tag_ == "PRP$" for kid in enemy.children)
            if theirs and driven is not None and _outlawed_or_armed(driven):
                return driven  # "drove the militants from their positions"
            people = enemy.lemma_.lower() in lexicon().classes["armed"] and enemy.tag_ == "NNS"
            if people or _outlawed(enemy) or parties.of(_span(enemy), "target").code not in (UNKNOWN, "CIV"):
                return enemy
    nobody = (UNKNOWN, "CIV", *lists()["tellers"])
    foe = opposed(act.trigger.head)  # "their anti-Taliban offensive"
    for held in (*([foe] if foe is not None else []), *_pressed_on(act)):
        if parties.of(_span(held), "target").code not in nobody:
            return held
    for candidate in (token, *(part.head for part in act.trigger.parts)):
        if candidate is None:
            continue
        for noun in (candidate, *(kid for kid in candidate.children if kid.dep_ in ("dobj", "pobj"))):
            if noun.pos_ == "NOUN" and (keeper := _keeper(noun, act)) is not None:
                return keeper
            if noun.pos_ not in ("NOUN", "PROPN") or (act.agent is not None and noun.i == act.agent.i):
                continue
            if _outlawed(noun) or parties.of(_span(noun), "target").code not in (UNKNOWN, "CIV", *lists()["tellers"]):
                return noun
    return None


def _freed_from(head: Token) -> Token | None:
    """Return whom ground is cleared of behind its towns ("to clear the towns of Rai and Bab from the group")."""
    told = (head, *(kid for kid in head.children if kid.dep_ in ("xcomp", "advcl", "acl") and kid.tag_ == "VB"))
    held = [child(verb, _OBJECT) for verb in told if verb.pos_ == "VERB" and verb.lemma_.lower() in lists()["clearing"]]
    for ground in (one for one in held if one is not None):
        of = prep_object(ground, "of")
        for town in (ground, *(joined(of) if of is not None else ()), *joined(ground)):
            enemy = prep_object(town, "from")
            if enemy is not None:
                return enemy
    return None


def _pressed_on(act: Act) -> Iterator[Token]:
    """Yield the ground that one side presses on ("advanced on", "tried to break through", "is on the offensive on")."""
    for part in (act.trigger, *act.trigger.parts):
        for head in (part.head, part.verb):
            if head is None:
                continue
            for word in (head, *(kid for kid in head.children if kid.dep_ == "xcomp")):
                for link in word.children:
                    if link.dep_ == "prep" and link.lower_ in lists()["pressed_on"] and link.i > part.head.i:
                        yield from (kid for kid in link.children if kid.dep_ == "pobj" and kid.ent_type_ != "DATE")


def _keeper(ground: Token, act: Act) -> Token | None:
    """Return who holds ground by the words of its own clause ("a village held by Ukrainian troops").

    Who takes it is told alike: "a village seized by the rebels" names nobody that held it before.
    """
    for kid in ground.children:
        if kid.i == act.trigger.head.i:
            continue
        if kid.dep_ in ("acl", "relcl") and kid.lemma_.lower() in lists()["keeping"]:
            return by_agent(kid)
    return None


def _is_parted_beside(token: Token) -> bool:
    """Tell whether a noun is the second of two sides named as such ("clashes between herders and hunters")."""
    return token.dep_ == "conj" and token.pos_ in ("NOUN", "PROPN") and is_parted(token.head)


def _sides(token: Token) -> bool:
    return (
        _outlawed(token)
        or token.lemma_.lower() in lexicon().classes["fighter"]
        or token.ent_type_ in ("ORG", "NORP", "GPE")
    )


def _outlawed(token: Token) -> bool:
    """Tell whether a phrase calls people terrorists or the like ("militants", "the terrorist groups")."""
    return any(word.lemma_.lower() in lists()["outlaws"] for word in (token, *token.lefts))


def _outlawed_or_armed(token: Token) -> bool:
    return _outlawed(token) or token.lemma_.lower() in lexicon().classes["armed"]


def _span(token: Token) -> Span:
    start, end = phrase(token)
    return token.doc[start:end]
