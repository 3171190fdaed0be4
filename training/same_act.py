"""Fit the weights by which tellings are held for one act: `python -m training.same_act FOLDER`.

Read are the reports of the list `standoff.FITTED`, whose annotators marked every telling of each act and which neither
the rules nor the joint model have seen. Each telling that sayso finds is paired with each cluster of those before it;
the pair is one act when most of the cluster's tellings are of the telling's act. Logistic regression with a square
penalty of 1; nothing is random. Prints the weights for `knowledge/joint.yaml` (`same`), precision and recall at
a half, and the area under the curve, for all signs and without those of the joint model.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from quality import standoff
from quality.annotated import Report
from quality.world.gold import publication
from scipy.optimize import minimize

from sayso.extract import merging
from sayso.extract.acts import Act
from sayso.extract.clusters import Cluster
from sayso.extract.joint_views import span_of
from sayso.extract.reader import Reader

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEEN = ("mean", "most", "unseen")


@dataclass(frozen=True, slots=True)
class Pair:
    """A telling and a cluster: the signs, and whether they are of one act."""

    signs: dict[str, float]
    one: bool


class Watched(merging.Gatherer):
    """A gatherer that notes the signs of each pair whose acts are known."""

    spans: tuple[tuple[int, tuple[int, int]], ...] = ()
    noted: list[Pair] = []  # noqa: RUF012 - one list for all reports, on purpose

    def _odds(self, cluster: Cluster, act: Act) -> float:
        mine = self._act_of(act)
        known = [one for one in map(self._act_of, cluster.acts) if one is not None]
        if mine is not None and known:
            told = merging.signs(
                self._views, cluster, act, self._likeness(cluster, act), akin=merging.akin(cluster, act)
            )
            self.noted.append(Pair(told, known.count(mine) * 2 >= len(known)))
        return super()._odds(cluster, act)

    def _act_of(self, act: Act) -> int | None:
        start, end = span_of(act)
        return next((number for number, (a, b) in self.spans if a < end and start < b), None)


def told_spans(report: Report) -> Iterator[tuple[int, tuple[int, int]]]:
    """Yield the words of each telling with the number of its act: the words for the acts first, then their clauses."""
    text = report["text"]
    for number, event in enumerate(report["events"]):
        for telling in (event, *event.get("again", ())):
            at = text.find(telling["trigger"], text.find(telling["evidence"]))
            yield number, (at, at + len(telling["trigger"]))
    for number, event in enumerate(report["events"]):
        at = text.find(event["evidence"])
        yield number, (at, at + len(event["evidence"]))


def fit(pairs: Sequence[Pair], names: Sequence[str]) -> dict[str, float]:
    """Return the weight of each sign, and print how well they tell."""
    matrix = np.array([[pair.signs[name] for name in names] for pair in pairs])
    truth = np.array([1.0 if pair.one else -1.0 for pair in pairs])

    def cost(weights: Any) -> tuple[float, Any]:
        margins = truth * (matrix @ weights)
        pull = truth / (1.0 + np.exp(margins))
        return float(np.logaddexp(0.0, -margins).sum() + weights @ weights / 2), weights - matrix.T @ pull

    best = minimize(cost, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    odds = 1.0 / (1.0 + np.exp(-(matrix @ best)))
    said, right = odds > 0.5, truth > 0
    one, other = odds[right], odds[~right]
    area = (one[:, None] > other[None]).mean() + 0.5 * (one[:, None] == other[None]).mean()
    hits = (said & right).sum()
    print(f"{len(pairs)} pairs, {right.sum()} of one act; with {', '.join(names)}:")
    print(f"  P {hits / said.sum():.3f} R {hits / right.sum():.3f} area under the curve {area:.3f}")
    return dict(zip(names, (round(float(weight), 2) for weight in best), strict=True))


def main() -> None:
    """Read, fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    options = parser.parse_args()
    corpus = standoff.texts(options.folder / "corpus")
    import sayso.extract.extraction as extraction

    extraction.Gatherer = Watched  # type: ignore[misc]
    reader = Reader()
    for report in standoff.load_all(standoff.FITTED, corpus):
        Watched.spans = tuple(told_spans(report))
        reader.read(publication(report))
    names = list(Watched.noted[0].signs)
    fit(Watched.noted, [name for name in names if name not in SEEN])
    print(fit(Watched.noted, names))


if __name__ == "__main__":
    main()
