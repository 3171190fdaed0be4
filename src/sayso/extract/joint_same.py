"""Whether a telling is of an act told before: the evidence of the rules weighed with what the joint model sees.

A logistic model of a few numbers (`knowledge/joint.yaml`, `same`), fitted by `training/same_act.py` to tellings that
annotators had brought together in reports which neither the rules nor the joint model had seen.
"""

import math

from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.joint_doubts import doubts
from sayso.extract.joint_views import Views

# More evidence of the rules than this says no more.
_MOST = 6.0
# A probability is kept so far from 0 and 1 before its logit is taken.
_EDGE = 1e-3


def signs(views: Views, cluster: Cluster, act: Act, evidence: float, *, akin: bool) -> dict[str, float]:
    """Return the signs of whether an act is one of a cluster's, by name; `evidence` is that of the rules, 0 a veto."""
    seen = [views.same(other, act) for other in cluster.acts]
    odds = [_logit(one) for one in seen if one is not None]
    gap = act.sentence - max(other.sentence for other in cluster.acts)
    return {
        "base": 1.0,
        "vetoed": float(evidence <= 0),
        "evidence": min(max(evidence, 0.0), _MOST) / 2,
        "mean": sum(odds) / len(odds) if odds else 0.0,
        "most": max(odds, default=0.0),
        "unseen": float(not odds),
        "akin": float(akin),
        "one_kind": float(act.kind == cluster.kind),
        "gap": min(gap, _MOST) / 3,
        "headline": float(cluster.acts[0].headline),
        "points_back": float(act.definite),
        "outcome_only": float(act.casualty_only),
    }


def probability(found: dict[str, float]) -> float:
    """Return how likely an act with these signs is one of the cluster's."""
    weights = doubts().same.weights
    score = math.fsum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1.0 / (1.0 + math.exp(-score))


def _logit(odds: float) -> float:
    return math.log((odds + _EDGE) / (1.0 - odds + _EDGE))
