"""The day of acts that a report tells on after a dated one, without a day of their own."""

from spacy.tokens import Token

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.lexicon import lexicon
from sayso.extract.moments import Moments
from sayso.extract.tenses import is_perfect
from sayso.extract.time_scope import days_apart
from sayso.model import Realis, TimeInterval

# A time of more days than this dates a course of events, not the acts told after it.
_DAYS = 2


class SameDay:
    """Keeps the times of the violence told so far; the clusters of a report are given to it in order."""

    def __init__(self, moments: Moments) -> None:
        self._moments = moments
        self._told: list[tuple[int, TimeInterval | None]] = []  # where in the text each act is told, and when it was

    def note(self, cluster: Cluster, time: TimeInterval | None) -> None:
        """Note when an act was, for those told after it."""
        if cluster.kind in lexicon().kinds["violent"]:
            self._told.append((cluster.main.trigger.head.idx, time))

    def of(self, cluster: Cluster) -> TimeInterval | None:
        """Return the time of the violence told before, for violence told as on the same day or told on after it.

        "Clashes then erupted"; "Jets struck Taiz on Tuesday, killing ten. Two people were killed by shells in Aden."
        """
        if cluster.main.trigger.frame.total:
            return self._moments.war_before(cluster.main)
        if any(_on_another_day(act) for act in cluster.acts):
            return None
        at = cluster.main.trigger.head.idx
        only = self._moments.only_day()
        if only is not None and only.span.start < at and _in_bulletin(cluster):
            return only
        told = sorted((one for one in self._told if one[0] < at), key=lambda one: one[0])
        last = next((time for _, time in reversed(told) if time is not None), None)
        if last is None or cluster.kind not in lexicon().kinds["violent"] or self._moments.is_background(last):
            return None
        if told[-1][1] is None and not _short(last):  # of two days, told a while before: no longer the day spoken of
            return None
        words = lexicon().nonevents["same_day"]
        for act in cluster.acts:
            verb = _verb(act)
            kids = [*act.trigger.head.children, *(verb.children if verb is not None else ())]
            lasting = verb is not None and is_perfect(verb)
            if act.reality.realis is Realis.HAPPENED and not lasting and any(kid.lower_ in words for kid in kids):
                return last
        return last if last.span.start < at and _short(last) and _told_on(cluster) else None


def _short(time: TimeInterval) -> bool:
    return time.start is not None and time.end is not None and (time.end - time.start).days < _DAYS


def _told_on(cluster: Cluster) -> bool:
    """Tell whether violence is told as one more thing that happened: in the past tense, with a place and a toll."""
    acts, verb = cluster.acts, _verb(cluster.main)
    if any(act.reality.realis is not Realis.HAPPENED or act.definite for act in acts):
        return False
    told = any(act.place_own for act in acts) and any(act.figures for act in acts)
    return told and verb is not None and _past(verb)


def _in_bulletin(cluster: Cluster) -> bool:
    """Tell whether force or a gain of ground is told in the plain past with who did it to whom, as bulletins do.

    "The army fought on across the north on Monday. ... Units raided a militia camp near Gao": Monday's work too.
    """
    acts, verb = cluster.acts, _verb(cluster.main)
    if cluster.kind not in lexicon().kinds["battles"]:
        return False
    if any(act.reality.realis is not Realis.HAPPENED or act.definite or act.time_own for act in acts):
        return False
    told = any(act.agent is not None for act in acts) and any(act.target is not None for act in acts)
    return told and verb is not None and _past(verb)


def _on_another_day(act: Act) -> bool:
    """Tell whether an act is told as of another day, or of none in particular: "days later", "also recently killed"."""
    words, verb = lexicon().nonevents, _verb(act)
    if any(days_apart(up) for up in (act.trigger.head, *act.trigger.head.ancestors)):
        return True
    for kid in verb.children if verb is not None else ():
        if kid.lower_ in words["some_day"]:
            return True
        if kid.lower_ in words["then"] and any(unit.lemma_.lower() in words["long_units"] for unit in kid.children):
            return True
    return False


def _verb(act: Act) -> Token | None:
    return act.trigger.verb if act.trigger.is_noun else act.trigger.head


def _past(verb: Token) -> bool:
    """Tell whether a verb is a plain past ("struck", "were killed"), not a perfect ("has struck", "had struck")."""
    helpers = [kid for kid in verb.children if kid.dep_ in ("aux", "auxpass")]
    if any(kid.lemma_.lower() == "have" for kid in helpers):
        return False
    return verb.tag_ == "VBD" or any(kid.tag_ == "VBD" for kid in helpers)
