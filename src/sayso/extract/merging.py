"""Tellings of one act, brought together: which acts of a report are the same event."""

from dataclasses import dataclass

from sayso.extract.acts import Act
from sayso.extract.apart import kept_apart, tells_of_others
from sayso.extract.clusters import Cluster
from sayso.extract.counts import Counts
from sayso.extract.joint_doubts import doubts
from sayso.extract.joint_same import probability, signs
from sayso.extract.joint_views import Views
from sayso.extract.kindred import akin, as_often, follows, one_war, same_reality, same_words, told_apart
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import may_be_one, named_apart, near, one_side, overlap, same_place
from sayso.extract.pointing import of_both, points_back
from sayso.extract.sequels import is_before_the_news
from sayso.model import UNKNOWN, Figure, PlacePrecision

# Evidence needed to hold two tellings for one act; each piece is worth what stands in `Weights`.
ENOUGH = 2.0
# So many events back may be the one that an act is told of again: a text without end takes no time without end.
REACH = 100
# An act told so many times is as much talked of as can be.
SALIENT = 5
# How many days apart a definite phrase ("the bombing of the last hours") may still be from the act it points to.
LOOSE_DAYS = 1


@dataclass(frozen=True, slots=True)
class Weights:
    """What each piece of evidence is worth when two tellings are compared (see `Gatherer`).

    Calibrated by coordinate search on the development reports (docs/quality.md says how much that overstates).
    """

    strike: float = 0.75
    other: float = 0.0
    time: float = 1.5
    new_time: float = 0.5
    place: float = 0.75
    new_place: float = 0.5
    agent: float = 0.5
    other_agent: float = 1.5
    target: float = 2.0
    new_target: float = 0.25
    figures: float = 1.5
    near: float = 1.25
    definite: float = 2.0
    same_means: float = 1.5
    casualty: float = 1.5
    headline: float = 1.0
    lead: float = 0.75
    word: float = 0.5
    campaign: float = 1.0
    salience: float = 0.1
    alike: float = 1.5


class Gatherer:
    """Clusters the acts of one report in the order they are told."""

    def __init__(self, figures: list[Figure], views: Views, weights: Weights | None = None) -> None:
        self._counts = Counts(figures)
        self._weights = weights or Weights()
        self._views = views

    def gather(self, acts: list[Act]) -> list[Cluster]:
        """Return the clusters in the order of their first telling."""
        clusters: list[Cluster] = []
        self._views.meet(acts)
        for act in acts:
            best, likest = None, 0.0
            for cluster in clusters[: -REACH - 1 : -1]:
                odds = self._odds(cluster, act)
                if odds > likest:
                    best, likest = cluster, odds
            bare = act.denied and act.kind in lexicon().kinds["strikes"] and not (act.place_own or act.time_own)
            if best is not None and likest >= (doubts().same.denied if bare else doubts().same.enough):
                best.acts.append(act)
            else:
                clusters.append(Cluster([act]))
        return self._settle(clusters)

    def _odds(self, cluster: Cluster, act: Act) -> float:
        """Return how likely an act is one of a cluster's: the evidence of the rules, and what the joint model sees."""
        if _answers(cluster, act) or self._by_others_elsewhere(cluster, act):
            return 0.0
        evidence = self._likeness(cluster, act)
        if self._views.blind:
            return doubts().same.enough * evidence / ENOUGH
        return probability(signs(self._views, cluster, act, evidence, akin=akin(cluster, act)))

    def _by_others_elsewhere(self, cluster: Cluster, act: Act) -> bool:
        """Tell whether an act is told of another place than a cluster's, and of somebody of another side."""
        if not act.place_own or act.place is None or cluster.place is None or act.agent_party is None:
            return False
        others = cluster.parties and not any(one_side(act.party, party) for party in cluster.parties)
        return bool(others) and self._same_place(cluster, act) is False

    def _settle(self, clusters: list[Cluster]) -> list[Cluster]:
        """Give tellings that say neither where nor when nor how many to the fullest cluster they may be of.

        "They used chlorine", told before or after the attack is dated and placed, is a word about that attack.
        """
        kept: list[Cluster] = []
        for cluster in clusters:
            acts = cluster.acts
            bare = (
                cluster.time is None
                and not self._fixed(cluster)
                and not any(a.figures or a.denied or a.fresh for a in acts)
            )
            homes = []
            strikes = lexicon().kinds["strikes"]
            if bare and cluster.kind in strikes:
                homes = [
                    other
                    for other in clusters
                    if other is not cluster
                    and other.kind in strikes
                    and (other.time is not None or self._fixed(other))
                    and all(akin(other, a) and same_reality(other, a) and self._agrees(other, a) for a in acts)
                    and all(as_often(other, a) and not kept_apart(other, a, counted=False) for a in acts)
                ]
            if homes:
                min(homes, key=lambda home: (_apart_by(home, acts), -len(home.acts))).acts.extend(acts)
            else:
                kept.append(cluster)
        for cluster in kept:
            cluster.settle_order()
        return kept

    @staticmethod
    def _fixed(cluster: Cluster) -> bool:
        return cluster.place is not None and cluster.place.precision is not PlacePrecision.COUNTRY

    @staticmethod
    def _agrees(cluster: Cluster, act: Act) -> bool:
        """Tell whether the doers of a cluster and an act may be one."""
        parties = cluster.parties
        return act.party == UNKNOWN or not parties or any(one_side(act.party, other) for other in parties)

    def _likeness(self, cluster: Cluster, act: Act) -> float:
        """Return how much speaks for the act being one of the cluster's; 0 where something speaks against it."""
        w = self._weights
        first = cluster.acts[0]
        if first.trigger.frame.total and self._counts.of_a_war(act):
            return 2 * ENOUGH
        if not (akin(cluster, act) or self._counts.one_toll(cluster, act)):
            return 0.0
        if not same_reality(cluster, act) or not as_often(cluster, act):
            return 0.0
        if any(same_words(other, act) for other in cluster.acts):
            return 2 * ENOUGH
        if of_both(cluster, act):
            return ENOUGH
        if not act.denied and not act.definite and all(a.denied for a in cluster.acts) and act.target is None:
            return 0.0
        if not act.denied and all(a.denied for a in cluster.acts) and not self._retold(cluster, act):
            return 0.0
        score = w.strike if act.kind in lexicon().kinds["strikes"] else w.other
        if (act.fresh and not all(a.headline for a in cluster.acts)) or follows(act):
            return 0.0
        bare = act.kind == cluster.kind and cluster.time is None and cluster.place is None
        if any(told_apart(other, act) for other in cluster.acts if other.sentence == act.sentence):
            return 0.0
        if act.time is not None and act.time_own:
            if cluster.time is not None:
                if not one_war(cluster, act) and not overlap(
                    act.time, cluster.time, slack=LOOSE_DAYS if act.definite or _said(cluster, act) else 0
                ):
                    return 0.0
                told = act.time.start is not None and cluster.time.start is not None
                score += w.time if told and overlap(act.time, cluster.time) else 0.0
            elif not bare:
                score -= w.new_time
        here = False
        if act.place is not None and act.place_own:
            if cluster.place is not None:
                verdict = self._same_place(cluster, act)
                if verdict is None and self._counts.other_toll(cluster, act):
                    return 0.0
                if verdict is False and not (self._counts.shared(cluster, act) and near(act.place, cluster.place)):
                    return 0.0
                score += w.place if verdict else -w.new_place / 2
                here = verdict is True and act.kind in lexicon().kinds["ground"]
            elif not bare:
                score -= w.new_place
        counted = self._counts.shared(cluster, act)
        if self._counts.of_days(cluster, act) or self._counts.other_casualties(cluster, act):
            return 0.0
        counted_on = self._counts.counted_on(cluster, act)
        if all(a.headline for a in cluster.acts) and is_before_the_news(act):
            return 0.0
        if kept_apart(cluster, act, counted=counted, counted_on=counted_on):
            return 0.0
        if self._counts.contrary(cluster, act) and tells_of_others(cluster, act):
            return 0.0
        parties = cluster.parties
        others = False
        if act.party != UNKNOWN and parties:
            if act.party in parties:
                score += w.agent + (w.campaign if act.kind == cluster.kind == "offensive" else 0.0)
            elif not any(one_side(act.party, other) or (here and may_be_one(act.party, other)) for other in parties):
                owned = not act.definite or any(kid.dep_ == "poss" for kid in act.trigger.head.children)
                if owned and any(a.sentence == act.sentence and a.party != UNKNOWN for a in cluster.acts):
                    return 0.0  # "killed in rebel attacks, prompting Russian air strikes"
                others = True
                # who denies an act need not be the one of several doers that is named first
                denier = act.denied and act.kind == cluster.kind and act.sentence - cluster.acts[-1].sentence <= 1
                score -= 0.0 if denier else w.other_agent
        if act.denied and not act.definite and not self._retold(cluster, act):
            return 0.0
        if cluster.hits(act):
            score += w.target
        elif act.target is not None and cluster.targets:
            score -= w.new_target
        if counted or (counted_on and not others):
            score += w.figures
        if self._counts.alike(cluster, act):
            score += w.alike
        gap = act.sentence - max(a.sentence for a in cluster.acts)
        score += w.near if gap <= 1 else 0.0
        if points_back(cluster, act):
            score += w.definite
        if act.definite:
            score += w.definite + w.salience * min(len(cluster.acts), SALIENT)
            # "the strike", after shells and a raid
            if act.kind in lexicon().kinds["strikes"] and act.kind == cluster.kind != "attack":
                score += w.same_means
        if act.casualty_only:
            score += w.casualty
        score += self._headed(cluster, act)
        if act.trigger.head.lemma_.lower() in {a.trigger.head.lemma_.lower() for a in cluster.acts}:
            score += w.word
        if act.trigger.frame.total and first.trigger.frame.total:
            score += 2.0
        return score

    def _headed(self, cluster: Cluster, act: Act) -> float:
        """Return what it is worth that a headline tells an act: the body tells it again, and first of all by its lead.

        But nothing in the body points back to what the headline alone has told.
        """
        w = self._weights
        alone = all(a.headline for a in cluster.acts)
        if alone and not act.headline and (act.definite or act.casualty_only):
            return 0.0
        if alone:
            return w.headline + w.lead
        return w.headline if act.headline or cluster.acts[0].headline else 0.0

    @staticmethod
    def _retold(cluster: Cluster, act: Act) -> bool:
        """Tell whether a denied act is one told before: of the same told kind, or with the same target."""
        if act.target is None or (act.told_means and act.kind == cluster.kind):
            return True
        if cluster.hits(act):
            return True
        # "Israel denied targeting the mission", right after its tank fired at a watchtower
        own = any(one_side(act.party, party) for party in cluster.parties)
        pointing = any(
            kid.dep_ == "det" and kid.lower_ in lexicon().nonevents["pointing"] for kid in act.target.children
        )
        near_by = 0 < act.sentence - max(a.sentence for a in cluster.acts) <= 1
        return act.denied and own and pointing and near_by and not act.place_own and not act.time_own

    @staticmethod
    def _same_place(cluster: Cluster, act: Act) -> bool | None:
        """Tell whether an act took place where the tellings did: True, False, or None where that is open."""
        here, there = act.place, cluster.place
        assert here is not None and there is not None  # noqa: S101 - asked where both name one
        verdict = same_place(here, there)
        if verdict is None and not act.definite and named_apart(here, there):
            return False
        bare = act.agent is None and not act.figures and not act.time_own
        if verdict is False and bare and act.definite and act.kind in lexicon().kinds["violent"]:
            # "in Madaya they heard the blast": the place is not the blast's, unless it stands beside the word
            beside = any(kid.dep_ == "prep" for kid in act.trigger.head.children)
            return verdict if beside else None
        return verdict


def _answers(cluster: Cluster, act: Act) -> bool:
    """Tell whether an act is what somebody says was done, by others, in the breath of denying what was told before.

    "A rebel spokesman denied that the group had shelled the market, saying the shells had been fired by the army."
    """
    if act.denied or act.party == UNKNOWN:
        return False
    denied = [other for other in cluster.acts if other.denied and other.sentence == act.sentence]
    return any(other.party != UNKNOWN and not one_side(act.party, other.party) for other in denied)


def _apart_by(cluster: Cluster, acts: list[Act]) -> int:
    """Return how many sentences lie between tellings and the nearest of a cluster's."""
    return min(abs(one.sentence - other.sentence) for one in acts for other in cluster.acts)


def _said(cluster: Cluster, act: Act) -> bool:
    """Tell whether the day of one of them is only that of the saying: told on Tuesday, it may have been on Monday."""
    theirs = [other for other in cluster.acts if other.time is not None and other.time_own]
    return act.time_said != all(other.time_said for other in theirs)
