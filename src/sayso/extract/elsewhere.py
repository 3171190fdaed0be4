"""Whether an act is told of another place than the tellings before it, or of another stretch of time."""

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import SPAN_DAYS, length, named_apart, overlap, same_place, share_name
from sayso.model import PlacePrecision


def elsewhere(cluster: Cluster, act: Act) -> bool:
    """Tell whether an act is told of a place that has another name than those of the cluster."""
    if act.place is None or not act.place_own:
        return False
    told = [other.place for other in cluster.acts if other.place is not None and other.place_own]
    return bool(told) and not any(share_name(act.place, place) for place in told)


def same_day(cluster: Cluster, act: Act) -> bool:
    """Tell whether an act and the tellings each have days of their own, and these meet."""
    here, there = act.time if act.time_own else None, cluster.time
    if here is None or there is None or here.start is None or there.start is None:
        return False
    return overlap(here, there)


def told_of_another_place(cluster: Cluster, act: Act) -> bool:
    """Tell whether the words for where an act took place set it apart from acts told with a place before."""
    if act.definite:
        return _pointing_elsewhere(cluster, act)
    return _opens_with_place(cluster, act) or _of_the_country(cluster, act)


def told_of_other_days(cluster: Cluster, act: Act) -> bool:
    """Tell whether one is told of a day and the other of a stretch of days: "this week", "in recent days", "since May".

    "The strikes have killed 700 since 2014" do not point back to a strike of which no day was told.
    """
    here, there = act.time, cluster.time
    if here is None or not act.time_own or here.start is None or act.trigger.frame.total:
        return False
    if act.definite:
        return there is None and length(here) > SPAN_DAYS
    if there is None or there.start is None or act.kind not in lexicon().kinds["strikes"]:
        return False
    return not _beside(cluster, act) and (length(here) > 1) != (length(there) > 1)


def _opens_with_place(cluster: Cluster, act: Act) -> bool:
    """Tell whether a sentence begins with another place than the one told of: "In Aden, a bomb killed two"."""
    if act.place is None or _beside(cluster, act) or not elsewhere(cluster, act):
        return False
    first = next((word for word in act.trigger.head.sent if not word.is_space and not word.is_punct), None)
    if first is None or first.lower_ not in lexicon().nonevents["locating"]:
        return False
    noun = next((kid for kid in first.children if kid.dep_ == "pobj"), None)
    return noun is not None and noun.left_edge.idx <= act.place.span.start <= noun.right_edge.idx


def _of_the_country(cluster: Cluster, act: Act) -> bool:
    """Tell whether acts are told of a whole country after those at a place in it: "Jets have raided towns in Yemen"."""
    here, there, head = act.place, cluster.place, act.trigger.head
    if act.denied or here is None or there is None or not act.place_own or same_day(cluster, act):
        return False
    if act.trigger.is_noun and head.tag_ not in ("NNS", "NNPS"):
        return False  # "a raid in Yemen" may be the one told of
    return here.precision is PlacePrecision.COUNTRY and there.precision is not PlacePrecision.COUNTRY


def _pointing_elsewhere(cluster: Cluster, act: Act) -> bool:
    """Tell whether "the raid on Ansongo" says by its own words that it is none of those on another village."""
    here, there = act.place, cluster.place
    if here is None or there is None or not elsewhere(cluster, act) or same_place(here, there) is not None:
        return False
    links = (kid for kid in act.trigger.head.children if kid.dep_ == "prep")
    return named_apart(here, there) and any(link.lower_ in lexicon().nonevents["place_links"] for link in links)


def _beside(cluster: Cluster, act: Act) -> bool:
    return any(other.sentence == act.sentence for other in cluster.acts)
