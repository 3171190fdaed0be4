"""Who has no aircraft: rebels' bombs are shells or planted, and an air strike told beside them is somebody else's."""

from collections.abc import Sequence
from functools import lru_cache

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.lexicon import lexicon
from sayso.extract.parties_data import GROUPS
from sayso.knowledge.files import read_csv, read_yaml

# The end of the code of a country's rebels, whichever group they are of.
_REBELS = "-REB"
_NOUNS = frozenset(("NOUN", "PROPN"))


@lru_cache(maxsize=1)
def _grounded() -> frozenset[str]:
    """Return the codes of groups that fly no aircraft."""
    means = read_yaml("means.yaml")
    kinds, flying = set(means["grounded_kinds"]), set(means["flying_groups"])
    return frozenset(row["slug"] for row in read_csv(GROUPS) if row["kind"] in kinds) - flying


def settle_ground_fire(acts: Sequence[Act]) -> None:
    """Take air strikes from who has no aircraft: the kind where the word leaves it open, the doer where it does not.

    "Militants bombed a church" is a bombing; of "an air raid on a town held by the rebels" rebels are not the doers.
    A drone that is told stays theirs.
    """
    for act in acts:
        if act.kind != "airstrike" or not is_on_foot(act):
            continue
        open_kind = _open_kind(act) or _own_kind(act)
        if open_kind:
            act.kind = open_kind
        else:
            act.agent, act.agent_party = None, None


def flown(kind: str, told: str, party: str, acts: Sequence[Act], doc: Doc) -> str:
    """Return the kind of an act of whose doer all tellings have been asked: an air strike only where one could be.

    `told` is the kind by the words of the act, `party` the code of its doer, "" where nobody knows him. "Multiple
    bombings, for which ISIS has claimed responsibility", where another clause names the doer, and "the bombing" by
    nobody known in a report that names no aircraft were none.
    """
    if kind != "airstrike":
        return kind
    if not party:
        return kind if _tells_of_flight(doc) else told
    return _from_ground(acts) or kind if has_no_aircraft(party) else kind


def _tells_of_flight(doc: Doc) -> bool:
    return any(word.pos_ in _NOUNS and lexicon().kind_of_means(word) == "airstrike" for word in doc)


def _from_ground(acts: Sequence[Act]) -> str:
    """Return the kind of what was taken for an air strike, "" if a telling says that it must be one."""
    kinds = [_open_kind(act) if act.kind == "airstrike" else act.kind for act in acts]
    in_the_air = any(not kind or names_drone(act) for kind, act in zip(kinds, acts, strict=True))
    return "" if in_the_air else kinds[0]


def is_on_foot(act: Act) -> bool:
    """Tell whether the doer of an act has no aircraft, by party or by word, and the words of the act name no drone."""
    party = has_no_aircraft(act.party)
    word = act.agent is not None and act.agent.lemma_.lower() in lexicon().classes["on_foot"]
    return (party or word) and not _flies(act)


def has_no_aircraft(party: str) -> bool:
    """Tell whether a party is known to fly none."""
    return party.endswith(_REBELS) or party in _grounded()


def names_drone(act: Act) -> bool:
    """Tell whether the clause of an act names a drone that strikes."""
    return any(_is_drone(word) for word in act.trigger.head.doc[slice(*act.clause)])


def _open_kind(act: Act) -> str:
    """Return the kind of a strike from the ground where its own word does not tell that it came from the air, or ""."""
    words, head = lexicon(), act.trigger.head
    if act.means is not None or act.trigger.end - act.trigger.start > 1:
        return ""
    lemma = head.lemma_.lower()
    if lemma in words.classes["bombed"]:
        return "bombing"
    if lemma in words.classes["pounded"]:
        return "shelling"
    return act.trigger.kind if act.trigger.kind != "airstrike" else ""


def _own_kind(act: Act) -> str:
    """Return the kind of an act's own word where the grammar itself names its doer ("a pilot was killed by rebels")."""
    head, doer = act.trigger.head, act.agent
    beside = doer is not None and (doer.head == head or (doer.dep_ == "pobj" and doer.head.head == head))
    outright = beside and doer is not None and doer.dep_ in ("nsubj", "pobj")
    return act.trigger.kind if outright and act.trigger.kind != "airstrike" else ""


def _flies(act: Act) -> bool:
    """Tell whether the words of an act name a drone, or its doer by what flies."""
    doer = act.agent.lemma_.lower() if act.agent is not None else ""
    if doer in lexicon().classes["aircraft"] - lexicon().classes["fighter"]:
        return True
    return names_drone(act)


def _is_drone(word: Token) -> bool:
    return word.lemma_.lower() in lexicon().classes["strike_drone"]
