"""Fit the probabilities of acts, places and accounts: `python -m training.confidence FOLDER`.

Fitted on our own annotated reports (`quality/reports`), on the list of `quality/corpus` that neither the rules nor
the joint model have learned from (`standoff.FITTED`) and, for places that stand in the act's own sentence, on half of
the held-out documents of event_location. Measured on what was not fitted: the reports fitted to, in ten parts, each
left out in turn; the lists whose errors nobody reads; the other half of those documents; and gold/dev, which nothing
is fitted to. Logistic regression with a square penalty; nothing is random. FOLDER holds data/event_location, corpus
and gold/dev.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from quality import alike, standoff
from quality.annotated import Report, load
from quality.measure import pair
from quality.world.command import SHARED, cache_folder
from quality.world.event_location import act_at, document_of, is_held_out, judge, sentences
from quality.world.gold import publication
from quality.world.kit import Store, Worker
from quality.world.shape import Errors
from scipy.optimize import minimize

from sayso.export.jsonl import to_dict
from sayso.extract.confidence import account_features, event_features, place_features
from sayso.extract.linear import LinearModel, linear_model
from sayso.model import Report as Published
from training.event_place import UNFINISHED
from training.models import write

ROOT = Path(__file__).resolve().parents[1]
NAME = "confidence"
PARTS = ("event", "place", "account")
PENALTY = 4.0
# A sign seen less often than this is none: a word that stood in one report tells of that report.
SEEN = 3
PARTS_LEFT_OUT = 10
BINS = 10


@dataclass(frozen=True, slots=True)
class Case:
    """One thing read: its part, its features, whether it is right, and the report or half that it is of."""

    part: str
    features: list[str]
    right: bool
    group: str


def of_reports(kit: Worker, annotated: Sequence[Report]) -> list[Case]:
    """Return what sayso reads in annotated reports; places and accounts of the acts that are right only."""
    found: list[Case] = []
    for report, extraction in zip(annotated, kit.extractions(map(publication, annotated)), strict=True):
        extraction.tell()
        record = extraction.assemble()  # whole: nothing left out for being unlikely
        read = to_dict(record)["events"]
        twins = {r: w for w, r in pair(report["text"], report["events"], read)}
        group = report["id"]
        signs = zip(extraction.placings, extraction.tellings, extraction.voicings, strict=True)
        for at, (event, told, (placing, telling, voicing)) in enumerate(zip(record.events, read, signs, strict=True)):
            wanted = report["events"][twins[at]] if at in twins else None
            same = wanted is not None and wanted["kind"] == event.kind
            found.append(Case("event", [*event_features(event), *telling], same, group))
            if wanted is None:
                continue
            if event.place is not None:
                right = bool(wanted["place"]) and alike.same_place(wanted["place"], told["place"])
                found.append(Case("place", placing, right, group))
            for account, shown, seen in zip(event.accounts, told["accounts"], voicing, strict=True):
                right = any(alike.same_account(one, shown) for one in wanted["accounts"])
                found.append(Case("account", [*account_features(account, event), *seen], right, group))
    return found


def of_sentences(kit: Worker, path: Path) -> list[Case]:
    """Return the places that the model gives in the held-out sentences, in two halves by document ("a" and "b")."""
    found = []
    entries = [e for e in sentences(path) if is_held_out(e) and e["source"] not in UNFINISHED]
    for entry, extraction in zip(entries, kit.extractions(Published(e["text"]) for e in entries), strict=True):
        verb = next(span for span in entry["spans"] if span["label"] == "VERB")
        act, _ = act_at(extraction, verb["start"], verb["end"])
        if act is None:
            continue
        place, _, odds = extraction.scene.weigh(act)
        if place is None:
            continue
        right = judge(entry, place, Errors()) == "right"
        half = "a" if hashlib.sha256(b"half" + document_of(entry).encode()).digest()[0] < 0x80 else "b"
        found.append(Case("place", place_features("own", odds), right, half))
    return found


def fit(cases: Iterable[Case]) -> dict[str, float]:
    """Return the weights of the features of all parts, each part fitted by itself."""
    weights: dict[str, float] = {}
    for part in PARTS:
        mine = [case for case in cases if case.part == part]
        often = Counter(feature for case in mine for feature in set(case.features))
        names = sorted(feature for feature, times in often.items() if times >= SEEN or feature == part)
        number = {feature: at for at, feature in enumerate(names)}
        matrix = np.zeros((len(mine), len(names)))
        for row, case in enumerate(mine):
            matrix[row, [number[feature] for feature in case.features if feature in number]] = 1.0
        signs = np.array([1.0 if case.right else -1.0 for case in mine])
        free = np.array([0.0 if name == part else 1.0 for name in names])  # the part's own weight is not held down

        def cost(w: Any, matrix: Any = matrix, signs: Any = signs, free: Any = free) -> tuple[float, Any]:
            margins = signs * (matrix @ w)
            pull = -signs / (1.0 + np.exp(margins))
            return (
                float(np.logaddexp(0.0, -margins).sum() + PENALTY / 2 * (free * w) @ w),
                matrix.T @ pull + PENALTY * free * w,
            )

        best = minimize(cost, np.zeros(len(names)), jac=True, method="L-BFGS-B")
        weights |= {name: round(float(best.x[at]), 3) for name, at in number.items()}
    return weights


def left_out(cases: Sequence[Case], always: Sequence[Case]) -> list[tuple[Case, float]]:
    """Return each case with the probability of a model fitted without its report and a tenth of the others."""
    groups = sorted({case.group for case in cases})
    found = []
    for at in range(min(PARTS_LEFT_OUT, len(groups))):
        out = set(groups[at::PARTS_LEFT_OUT])
        model = LinearModel(fit([case for case in cases if case.group not in out] + list(always)))
        found += [(case, model.probability(case.features)) for case in cases if case.group in out]
    return found


def bins(pairs: Sequence[tuple[Case, float]]) -> list[tuple[float, float, int]]:
    """Return for ten bins of equal width, empty ones out, what was said, what was right, and how many cases."""
    found = []
    for at in range(BINS):
        inside = [(case.right, p) for case, p in pairs if min(int(p * BINS), BINS - 1) == at]
        if inside:
            said = sum(p for _, p in inside) / len(inside)
            found.append((said, sum(right for right, _ in inside) / len(inside), len(inside)))
    return found


def figures(pairs: Sequence[tuple[Case, float]]) -> dict[str, float]:
    """Return the share that is right, the mean probability, Brier score, that of always saying the share, and ECE."""
    right = np.array([case.right for case, _ in pairs], float)
    said = np.array([p for _, p in pairs])
    ece = sum(n * abs(told - true) for told, true, n in bins(pairs)) / len(pairs)
    positive, negative = said[right == 1], said[right == 0]
    wins = (positive[:, None] > negative[None, :]).mean() + 0.5 * (positive[:, None] == negative[None, :]).mean()
    return {
        "n": float(len(pairs)),
        "right": float(right.mean()),
        "said": float(said.mean()),
        "brier": float(((said - right) ** 2).mean()),
        "brier of the share": float(right.mean() * (1 - right.mean())),
        "ece": float(ece),
        "auc": float(wins),
    }


def draw(sets: dict[str, list[tuple[Case, float]]], path: Path) -> None:
    """Draw what was said against what was right, one panel a part."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    matplotlib.rcParams["svg.hashsalt"] = "sayso"
    matplotlib.rcParams["svg.fonttype"] = "none"
    figure, panels = plt.subplots(1, len(PARTS), figsize=(10, 3.6), sharey=True)
    for part, panel in zip(PARTS, panels, strict=True):
        panel.plot([0, 1], [0, 1], color="#999", linewidth=1)
        for name, pairs in sets.items():
            mine = [one for one in pairs if one[0].part == part]
            if mine:
                said, true, count = zip(*bins(mine), strict=True)
                panel.plot(said, true, linewidth=1, label=f"{name} ({len(mine)})")
                panel.scatter(said, true, s=[4 + 120 * n / len(mine) for n in count])
        panel.set(title=part, xlabel="probability given", xlim=(0, 1), ylim=(0, 1))
        panel.legend(fontsize=7, loc="upper left")
    panels[0].set_ylabel("share that is right")
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Read, fit, write the model and the plot, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    kit = Worker(Store(cache_folder() / "world.db"))
    if not (ROOT / f"src/sayso/knowledge/models/{NAME}.json").exists():
        write(NAME, {})
    corpus = standoff.texts(options.folder / "corpus")
    ours = [*load(ROOT / "quality" / "reports"), *standoff.load_all(standoff.FITTED, corpus)]
    own = of_reports(kit, ours)
    told = of_sentences(kit, options.folder / "data" / "event_location" / "train.jsonl.gz")
    fitted, measured = [c for c in told if c.group == "a"], [c for c in told if c.group == "b"]
    weights = fit([*own, *fitted])
    write(NAME, weights)
    linear_model.cache_clear()
    model = LinearModel(weights)
    gold = of_reports(kit, load(options.folder / "gold" / "dev"))
    unseen = of_reports(kit, standoff.load_all(standoff.UNREAD, corpus))
    sets = {
        "annotated by us, left out": left_out(own, fitted),
        "unread lists, not fitted": [(c, model.probability(c.features)) for c in unseen],
        "event_location, not fitted": [(c, model.probability(c.features)) for c in measured],
        "gold/dev, not fitted": [(c, model.probability(c.features)) for c in gold],
    }
    draw(sets, ROOT / "docs" / "pictures" / "reliability.svg")
    rows: dict[str, dict[str, dict[str, float]]] = {}
    for name, pairs in sets.items():
        for part in PARTS:
            mine = [one for one in pairs if one[0].part == part]
            if mine:
                rows.setdefault(part, {})[name] = figures(mine)
    for part, by_set in rows.items():
        for name, row in by_set.items():
            print(f"{part:8} {name:28}", "  ".join(f"{key} {value:.3f}" for key, value in row.items()))
    routes = Counter(f for c in own if c.part == "place" for f in c.features)
    print({f: n for f, n in routes.items() if ">" not in f})
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
