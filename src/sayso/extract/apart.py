"""What keeps a telling of an act out of the tellings before it, though day, place and doer would let it in."""

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.comparisons import comparison
from sayso.extract.elsewhere import elsewhere, same_day, told_of_another_place, told_of_other_days
from sayso.extract.grammar import surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import length
from sayso.model import PlacePrecision

# So many letters into its sentence ("On ") a day opens it.
DAY_AT = 4


def kept_apart(cluster: Cluster, act: Act, *, counted: bool, counted_on: bool = False) -> bool:
    """Tell whether an act is told as another one than the cluster's.

    `counted` where both give one number, `counted_on` where the one may be a later count of the other's dead.
    """
    if act.headline or all(other.headline for other in cluster.acts):
        return False
    further = not counted and (
        _next_item(cluster, act)
        or _opens_with_day(cluster, act)
        or (not counted_on and told_of_another_place(cluster, act))
        or told_of_other_days(cluster, act)
        or _of_more_dead(act)
        or _also_to(cluster, act)
    )
    return (
        further
        or _before(act)
        or _compared(cluster, act)
        or _fight_in_strike(cluster, act)
        or _runs_on_apart(cluster, act)
    )


def tells_of_others(cluster: Cluster, act: Act) -> bool:
    """Tell whether an act that counts other dead than the cluster's is told as an act of its own.

    "Raids killed 31 in and around Taiz. Ten died when jets hit a bus": the ten may be of the 31, but not their strike.
    """
    if act.denied or act.headline or all(other.headline for other in cluster.acts):
        return False
    if elsewhere(cluster, act):
        return True
    placed = act.place is not None and act.place_own and cluster.place is not None
    return not (act.definite or act.casualty_only or (placed and same_day(cluster, act)))


def _of_more_dead(act: Act) -> bool:
    """Tell whether more dead are told of a strike that is named anew: "Two more people died in raids on Aden"."""
    if act.definite or act.casualty_only or act.denied:
        return False
    words = lexicon().nonevents["more_of_them"]
    harms = (part.head for part in (act.trigger, *act.trigger.parts) if part.frame.casualty)
    for harm in harms:
        dead = surface_subject(harm) if act.trigger.is_noun or harm != act.trigger.head else None
        told = dead.doc[dead.left_edge.i : dead.i] if dead is not None else ()
        if any(word.lower_ in words and word.nbor().lower_ != "than" for word in told):
            return True  # "two more", "another three", not "more than ten"
    return False


def _also_to(cluster: Cluster, act: Act) -> bool:
    """Tell whether "also" adds what was done to another target: "Jets bombed a market. They also hit a clinic"."""
    verb = act.trigger.verb if act.trigger.is_noun else act.trigger.head
    if act.definite or act.casualty_only or act.denied or verb is None or act.target is None or cluster.hits(act):
        return False
    if any(other.sentence == act.sentence for other in cluster.acts):
        return False
    return any(kid.lower_ in lexicon().nonevents["besides"] for kid in verb.children)


def _before(act: Act) -> bool:
    """Tell whether an act came before those told so far: "had previously shelled it", "the last raid, in April"."""
    words, head = lexicon().nonevents, act.trigger.head
    if act.trigger.is_noun:
        own_day = act.time is not None and act.time_own
        return own_day and any(kid.dep_ == "amod" and kid.lower_ in words["former"] for kid in head.children)
    return any(kid.dep_ == "advmod" and kid.lower_ in words["before_that"] for kid in head.children)


def _compared(cluster: Cluster, act: Act) -> bool:
    """Tell whether an act is the last of its sort before the cluster's, or the other way round: "the worst since"."""
    beside = [other for other in cluster.acts if other.sentence == act.sentence and not other.casualty_only]
    return not act.casualty_only and any(
        comparison(act.trigger.head) != comparison(other.trigger.head) for other in beside
    )


def _fight_in_strike(cluster: Cluster, act: Act) -> bool:
    """Tell whether "the fighting" is led back to a bombing: it is no word for what one side did to the other."""
    strikes = lexicon().kinds["strikes"]
    return act.kind == "clash" and act.trigger.is_noun and cluster.kind in strikes and cluster.kind != "attack"


def _runs_on_apart(cluster: Cluster, act: Act) -> bool:
    """Tell whether of an act and the tellings one is a course of acts that runs on ("intensified its air raids")."""
    if not _runs_on(act):
        dated = act.time is not None and act.time_own and length(act.time) <= 1  # a day, or a night and a weekend
        return dated and not (act.definite or act.casualty_only) and all(_runs_on(other) for other in cluster.acts)
    # "750 people have been killed in the ongoing bombardment": the count in its sentence is its own
    return not any(_runs_on(o) or (o.casualty_only and o.sentence == act.sentence) for o in cluster.acts)


def _runs_on(act: Act) -> bool:
    """Tell whether an act's noun tells of many that go on: "stepped up its raids", "the relentless bombardment"."""
    trigger, words = act.trigger, lexicon().nonevents
    if not trigger.is_noun:
        return False
    if act.kind in lexicon().kinds["strikes"] and trigger.head.lemma_.lower() in words["courses_of_strikes"]:
        return True
    verb = trigger.verb
    if verb is not None and trigger.link == "agent" and verb.lemma_.lower() in words["running_on"]:
        return True
    return any(kid.lower_ in words["running"] and kid.dep_ == "amod" for kid in trigger.head.children)


def _next_item(cluster: Cluster, act: Act) -> bool:
    """Tell whether a sentence turns to something further: "In the same context, ...", "Units also struck Idlib"."""
    if act.definite or any(other.sentence == act.sentence for other in cluster.acts):
        return False
    if act.casualty_only and not act.place_own:
        return False  # "Meanwhile, doctors said that ten people had died": of what was told before
    words = lexicon().nonevents
    opening = " ".join(word.lower_ for word in act.trigger.head.sent if not word.is_punct and not word.is_space)
    if any(opening.startswith(f"{phrase} ") for phrase in words["turning"]):
        return True
    verb = act.trigger.verb if act.trigger.is_noun else act.trigger.head
    if verb is None or not any(kid.dep_ == "advmod" and kid.lower_ in words["also"] for kid in verb.children):
        return False
    here, there = act.place if act.place_own else None, cluster.place
    return here is not None and there is not None and here.name != there.name and _fine(here.precision)


def _opens_with_day(cluster: Cluster, act: Act) -> bool:
    """Tell whether a sentence begins with a day of its own after tellings of none: "On Tuesday, gunmen killed ..."."""
    if act.definite or act.time is None or not act.time_own or cluster.time is not None or cluster.hits(act):
        return False
    sentence = act.trigger.head.sent
    if any(other.sentence == act.sentence for other in cluster.acts):
        return False
    first = next((word.idx for word in sentence if not word.is_space and not word.is_punct), 0)
    return act.time.span.start - first <= DAY_AT


def _fine(precision: PlacePrecision) -> bool:
    return precision not in (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE)
