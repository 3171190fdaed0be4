"""Whether two tellings can be of one act at all: of what kind, how real, how often, and in which words they tell it."""

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.lexicon import lexicon
from sayso.extract.sequels import is_sequel
from sayso.model import Realis

# A clause of so many words that stands twice in a report tells one act twice.
RETOLD_WORDS = 4
# Years of a war are counted roughly: its start may be so many days off.
WAR_START = 400


def follows(act: Act) -> bool:
    """Tell whether a verb tells what came after the acts told before ("later annexed it")."""
    words = lexicon().nonevents["then"]
    head = act.trigger.head
    return not act.trigger.is_noun and any(kid.dep_ == "advmod" and kid.lower_ in words for kid in head.children)


def told_apart(one: Act, act: Act) -> bool:
    """Tell whether a sentence tells two acts: by "other units", or at another place behind "and"."""
    if act.agent is not None and not act.definite and one.agent is not act.agent:
        words = lexicon().nonevents["further"]
        if any(kid.lower_ in words and kid.dep_ == "amod" for kid in act.agent.children):
            return True
    if is_sequel(one, act):
        return True
    head = act.trigger.head
    joined = head.dep_ == "conj" and head.head == one.trigger.head and not act.trigger.is_noun
    placed = one.place_own and act.place_own
    here, there = act.place, one.place
    if not (joined and placed) or here is None or there is None:
        return False
    return here.name != there.name and here.text != there.text


def one_war(cluster: Cluster, act: Act) -> bool:
    """Tell whether two long times may be of one war that goes on ("since early 2011", "the six-year conflict")."""
    here, there = act.time, cluster.time
    wars = act.trigger.frame.total and cluster.acts[0].trigger.frame.total
    if not wars or here is None or there is None or here.start is None or there.start is None:
        return False
    return here.end == there.end and abs((here.start - there.start).days) <= WAR_START


def akin(cluster: Cluster, act: Act) -> bool:
    kind, kinds = cluster.kind, lexicon().kinds
    if act.kind == kind:
        if act.trigger.frame.total != cluster.acts[0].trigger.frame.total:
            return False  # a battle is not the war it is fought in
        return act.phase == cluster.main.phase or not act.phase
    if act.trigger.frame.total or cluster.acts[0].trigger.frame.total:
        return False
    if act.kind in kinds["strikes"] and kind in kinds["strikes"]:
        if "attack" in (act.kind, kind) and act.told_means and any(a.told_means for a in cluster.acts):
            return False  # "the execution of a pilot" is no air raid, whatever was told before
        return not act.told_means or not any(a.told_means for a in cluster.acts) or act.definite
    if act.definite or act.casualty_only:
        if act.kind in kinds["violent"] and kind in kinds["violent"]:
            # "the bombing" is none of the clashes told before; "the attack" may be
            return not (act.trigger.is_noun and act.told_means and kind not in kinds["strikes"])
        if act.kind in kinds["strikes"] and act.kind != "attack":
            return False  # "the bombing" is no offensive; "the attack" may be one
        lemma = act.trigger.head.lemma_.lower()
        return act.kind in kinds["battles"] and kind in kinds["ground"] and lemma in lexicon().nonevents["anaphoric"]
    return False


def same_words(one: Act, other: Act) -> bool:
    """Tell whether two tellings are one sentence told twice: the deck of a page and its first sentence."""
    return len(one.words) >= RETOLD_WORDS and one.words == other.words


def as_often(cluster: Cluster, act: Act) -> bool:
    """Tell whether both are told as one act, or both as many ("has often been shelled" is not this shelling)."""
    return act.repeated == any(a.repeated for a in cluster.acts) or (act.definite and not act.repeated)


def same_reality(cluster: Cluster, act: Act) -> bool:
    planned = {a.reality.realis is Realis.PLANNED for a in cluster.acts}
    mine = act.reality.realis is Realis.PLANNED
    return mine in planned or act.definite
