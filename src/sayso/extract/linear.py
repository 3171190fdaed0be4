"""Linear models over named features: the few lines that run what `training/` has learned.

A model is a JSON file of `knowledge/models/` with a weight for each feature.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.measured import measured


@dataclass(frozen=True, slots=True)
class LinearModel:
    """Weights by feature; a feature that was not learned counts nothing."""

    weights: Mapping[str, float]

    def score(self, features: Iterable[str]) -> float:
        """Return the sum of the weights of the features, each counted once, rounded once so that no order matters."""
        weights = self.weights
        return math.fsum(weights.get(feature, 0.0) for feature in set(features))

    def choose(self, options: Sequence[Iterable[str]]) -> tuple[int, list[float]]:
        """Return which of several options is the likeliest, and the probability of each (they add up to 1)."""
        scores = [self.score(features) for features in options]
        highest = max(scores)
        odds = [math.exp(score - highest) for score in scores]
        total = sum(odds)
        return scores.index(highest), [one / total for one in odds]

    def probability(self, features: Iterable[str]) -> float:
        """Return the logistic of the score: how likely the thing is that has these features, from 0 to 1."""
        return 1.0 / (1.0 + math.exp(-self.score(features)))

    def reasons(self, features: Iterable[str], limit: int = 5) -> list[tuple[str, float]]:
        """Return the features that weigh most, for or against, the heaviest first."""
        told = [(feature, self.weights[feature]) for feature in set(features) if feature in self.weights]
        return sorted(told, key=lambda pair: (-abs(pair[1]), pair[0]))[:limit]


@lru_cache(maxsize=8)
def linear_model(name: str) -> LinearModel:
    """Load a model once; raises KnowledgeError when it is not the one that was measured."""
    data = measured(f"{name}.json")
    weights: dict[str, float] = json.loads(data)["weights"]
    return LinearModel(weights)
