"""Train the model that says which place of a sentence belongs to an act: `python -m training.event_place FOLDER`.

FOLDER holds data/event_location (MIT). Two documents of three are for training, the others are held out
(`quality.world.event_location.is_held_out`). The model is a conditional logit: the places of a sentence and "none of
them" compete, each with the sum of the weights of its features, and the weights are those that make the annotated
choices likeliest, held near zero by a square penalty. Nothing is random, so there is no seed; the same data and the
same parser give the same weights. The sentences are read with an empty model, so that no model is learned from another.
"""

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from quality.world.command import SHARED, cache_folder
from quality.world.event_location import act_at, is_held_out, place_span, sentences
from quality.world.kit import Store, Worker
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from sayso.extract.linear import linear_model
from sayso.model import Report
from training.models import write

NAME = "event_place"
# A feature of fewer choices than this is chance.
RARE = 5
# The weight of the square penalty; 1 to 10 differ by less than half a hundredth on the held-out third.
PENALTY = 5.0
# Collections that were left without most of their places.
UNFINISHED = frozenset(("Masdar_RA",))


@dataclass(frozen=True, slots=True)
class Choice:
    """One sentence: the features of "none" and of each place, which of them are right, and whether it is held out."""

    options: list[list[str]]
    right: list[bool]
    held_out: bool
    collection: str
    placed: bool


def choices(path: Path, kit: Worker) -> list[Choice]:
    """Return the sentences whose acts have places to choose from."""
    found = []
    entries = list(sentences(path))
    for entry, extraction in zip(entries, kit.extractions(Report(e["text"]) for e in entries), strict=True):
        verb = next(span for span in entry["spans"] if span["label"] == "VERB")
        act, _ = act_at(extraction, verb["start"], verb["end"])
        if act is None:
            continue
        mentions, options = extraction.scene.options(act)
        gold = [place_span(entry["text"], s) for s in entry["spans"] if s["label"] == "LOCATION"]
        hits = [any(a < m.place.span.end and m.place.span.start < b for a, b in gold) for m in mentions]
        # where the annotated place is not among the candidates, none of them is right
        right = [not any(hits), *hits]
        found.append(Choice(options or [["none"]], right, is_held_out(entry), entry["source"], bool(gold)))
    return found


def fit(training: Sequence[Choice]) -> dict[str, float]:
    """Return the weights of the features that make the annotated choices likeliest."""
    seen = Counter(feature for choice in training for option in choice.options for feature in set(option))
    number = {feature: at for at, feature in enumerate(sorted(f for f, n in seen.items() if n >= RARE))}
    columns: list[int] = []
    ends, group, wanted = [0], [], []
    for at, choice in enumerate(training):
        for option, right in zip(choice.options, choice.right, strict=True):
            columns.extend(sorted(number[f] for f in set(option) if f in number))
            ends.append(len(columns))
            group.append(at)
            wanted.append(float(right))
    matrix = csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(group), len(number)))
    groups, right = np.array(group), np.array(wanted)
    starts = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])

    def cost(weights: Any) -> tuple[float, Any]:
        scores = matrix @ weights
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[groups])
        total, good = np.add.reduceat(odds, starts), np.add.reduceat(odds * right, starts)
        loss = float(np.log(total / good).sum() + PENALTY / 2 * weights @ weights)
        return loss, matrix.T @ (odds / total[groups] - odds * right / good[groups]) + PENALTY * weights

    best = minimize(cost, np.zeros(len(number)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights = {feature: round(float(best.x[at]), 3) for feature, at in number.items()}
    return {feature: weight for feature, weight in weights.items() if abs(weight) >= 0.005}


def accuracy(weights: dict[str, float], measured: Sequence[Choice]) -> float:
    """Return the share of sentences whose likeliest choice is right."""
    hits = 0
    for choice in measured:
        scores = [sum(weights.get(f, 0.0) for f in set(option)) for option in choice.options]
        best = scores.index(max(scores))
        hits += choice.right[best] and not (best == 0 and choice.placed)
    return hits / len(measured)


def main() -> None:
    """Read the set, train, write the model and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--dump", type=Path, help="keep the choices here (gzip JSON lines) to look at them")
    options = parser.parse_args()
    kit = Worker(Store(cache_folder() / "world.db"))
    write(NAME, {})
    linear_model.cache_clear()
    found = choices(options.folder / "data" / "event_location" / "train.jsonl.gz", kit)
    if options.dump:
        with gzip.open(options.dump, "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps([c.options, c.right, c.held_out, c.collection, c.placed]) + "\n" for c in found)
    weights = fit([c for c in found if not c.held_out and c.collection not in UNFINISHED])
    write(NAME, weights)
    held = [c for c in found if c.held_out]
    finished = [c for c in held if c.collection not in UNFINISHED]
    print(f"{len(weights)} weights; held out: {accuracy(weights, held):.3f} of {len(held)} sentences,")
    print(f"{accuracy(weights, finished):.3f} of {len(finished)} without {', '.join(UNFINISHED)}")


if __name__ == "__main__":
    main()
