"""What the joint model sees in a report: which words tell of acts, and which of its phrases belong to each.

The model (`knowledge/models/joint.md`) is a small encoder that reads the whole text at once, in windows of word pieces,
and gives each piece a few vectors; what a telling and a phrase have to do with each other is the product of two of
them. It was learned from annotated reports by `training/joint.py`. Nothing is decided here: the rules ask it where they
are in doubt, and what it says is kept in the record as the reason.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from sayso.knowledge.measured import measured
from sayso.model import Stance
from sayso.reading.products import one_thread

Array = NDArray[np.float32]
Counts = NDArray[np.int64]
Chars = tuple[int, int]

# Parts of a telling that are voices, of which there may be several, and not one phrase or none.
STANCES = frozenset(stance.value for stance in Stance)
_FILES = ("joint.onnx", "joint.json", "joint_pieces.json")


@dataclass(frozen=True, slots=True)
class _Window:
    """What the model gave for the pieces `first` to `last` of a text; row 0 of each array is the mark before them.

    `key` is by pointer, piece and number; the others are by piece and number.
    """

    first: int
    last: int
    query: Array
    key: Array
    alike: Array


class Sight:
    """One report as the joint model sees it. All places in it are character offsets."""

    def __init__(self, model: "JointModel", text: str) -> None:
        """Read the text; an empty one shows nothing."""
        self._model = model
        coded = model.pieces.encode(text, add_special_tokens=False)
        self.starts = np.array([start for start, _ in coded.offsets], dtype=np.int64)
        self._ends = np.array([end for _, end in coded.offsets], dtype=np.int64)
        self._windows: list[_Window] = []
        size = len(coded.ids)
        kinds = np.zeros((size, len(model.kinds)), dtype=np.float32)
        realis = np.zeros((size, len(model.realis)), dtype=np.float32)
        margin = np.full(size, -1)
        for part in cuts(size, model.window, model.overlap):
            first, last = part.start, part.stop
            out = model.run(coded.ids[first:last])
            key = out["key"][:-1].reshape(last - first + 1, len(model.pointers), model.inner).transpose(1, 0, 2)
            self._windows.append(_Window(first, last, out["query"], key, out["alike"]))
            each = np.arange(first, last)
            here = self._shown(self._windows[-1], each, each + 1)
            better = here > margin[first:last]
            kinds[first:last][better] = out["kind"][1:-1][better]
            realis[first:last][better] = out["realis"][1:-1][better]
            margin[first:last] = np.maximum(margin[first:last], here)
        self._kinds, self._realis = kinds, realis

    @property
    def parts(self) -> Sequence[str]:
        """What a telling points to: its parts, and the voices of each stance."""
        return self._model.pointers

    def __len__(self) -> int:
        return len(self.starts)

    def pieces(self, span: Chars) -> range:
        """Return the pieces of a span of characters."""
        first = int(np.searchsorted(self._ends, span[0], side="right"))
        last = int(np.searchsorted(self.starts, span[1], side="left"))
        return range(first, max(first, last))

    def kind(self, span: Chars) -> dict[str, float]:
        """Return how likely the words of a span tell of an act of each kind; "none" for no act. Empty for no words."""
        here = self.pieces(span)
        if not here:
            return {}
        scores = _softmax(self._kinds[here.start : here.stop].mean(axis=0))
        return dict(zip(self._model.kinds, map(float, scores), strict=True))

    def is_told(self, span: Chars) -> float:
        """Return how likely any word of a span tells of an act."""
        here = self.pieces(span)
        if not here:
            return 0.0
        return float(1.0 - _softmax(self._kinds[here.start : here.stop])[:, 0].min())

    def told(self) -> Array:
        """Return how likely each piece tells of an act."""
        return np.asarray(1.0 - _softmax(self._kinds)[:, 0]) if len(self) else np.zeros(0, dtype=np.float32)

    def reality(self, span: Chars) -> dict[str, float]:
        """Return how likely the act that a span tells of has happened, goes on, is planned or has failed."""
        here = self.pieces(span)
        if not here:
            return {}
        scores = _softmax(self._realis[here.start : here.stop].mean(axis=0))
        return dict(zip(self._model.realis, map(float, scores), strict=True))

    def pointer(self, telling: Chars, part: str) -> "Pointer":
        """Return where the words of a telling point for one of its parts.

        For "agent", "target", "place" and "time" the odds of all pieces and of none add up to 1. For the voices that
        take a stance to it ("asserts", "denies") each piece has odds of its own, and "none" is the outlet.
        """
        for pointing in self.pointing([telling]):
            row = self._model.pointers.index(part)
            return Pointer(self, pointing.first, pointing.odds[row, 0], float(pointing.none[row, 0]))
        return Pointer(self, 0, np.zeros(0, dtype=np.float32), 0.0)

    def pointing(self, tellings: Sequence[Chars]) -> Iterator["Pointing"]:
        """Yield where tellings point for each of their parts, those seen best in one window at a time."""
        model = self._model
        here = [self.pieces(telling) for telling in tellings]
        best = [self._window(each.start, each.stop) if each else None for each in here]
        for window in self._windows:
            rows = [number for number, one in enumerate(best) if one is window]
            if not rows:
                continue
            size = window.last - window.first
            query = np.stack([_mean(window.query, window, here[row]) for row in rows])
            query = query.reshape(len(rows), len(model.pointers), model.inner).transpose(1, 0, 2)
            with one_thread():
                scores = query @ window.key.transpose(0, 2, 1) / np.float32(model.inner**0.5)
            for row, at in enumerate(here[row].start - window.first for row in rows):
                scores[:, row, 1:] += model.steps[:, model.window - at : model.window - at + size]
            scores[:, :, 0] += model.none[:, None]
            odds = np.where(model.is_stance[:, None, None], _sigmoid(scores), _softmax(scores))
            yield Pointing(rows, window.first, odds[:, :, 1:], odds[:, :, 0])

    def sameness(self, spans: Sequence[Chars]) -> Array:
        """Return how likely each two spans tell of one act, [first told, told later].

        Not a number where they stand too far apart to be seen together.
        """
        here = [self.pieces(span) for span in spans]
        firsts, lasts = (np.array([getattr(h, end) for h in here], dtype=np.int64) for end in ("start", "stop"))
        found = np.full((len(here), len(here)), np.nan, dtype=np.float32)
        margins = np.full(found.shape, -1, dtype=np.int64)
        model = self._model
        by_product, by_difference = model.same[: len(model.same) // 2], model.same[len(model.same) // 2 :]
        for window in self._windows:
            inside = np.flatnonzero((window.first <= firsts) & (lasts <= window.last) & (firsts < lasts))
            if not len(inside):
                continue
            like = np.stack([_mean(window.alike, window, here[i]) for i in inside])
            with one_thread():
                scores = np.asarray((like * by_product) @ like.T, dtype=np.float32)
                scores += np.stack([np.abs(like - one) @ by_difference for one in like])
            far = firsts[inside][None, :] - firsts[inside][:, None]
            scores += np.float32(model.same_bias) + model.near[buckets(far, model.buckets)]
            shown = self._shown(window, firsts[inside], lasts[inside])
            margin = np.minimum(shown[:, None], shown[None, :])
            cells = np.ix_(inside, inside)
            better = margin > margins[cells]
            found[cells] = np.where(better, _sigmoid(scores), found[cells])
            margins[cells] = np.maximum(margins[cells], margin)
        return found

    def _window(self, first: int, last: int) -> _Window | None:
        """Return the window that shows most around some pieces, None where no window holds them all."""
        holding = [w for w in self._windows if w.first <= first and last <= w.last]
        at, end = np.array([first]), np.array([last])
        return max(holding, key=lambda window: int(self._shown(window, at, end)[0]), default=None)

    def _shown(self, window: _Window, firsts: Counts, lasts: Counts) -> Counts:
        """Return how many pieces a window shows at least on either side of some pieces.

        Where the text itself begins or ends there nothing is cut off.
        """
        size = len(self)
        before = np.where(window.first == 0, size, firsts - window.first)
        return np.minimum(before, np.where(window.last == size, size, window.last - lasts))


@dataclass(frozen=True, slots=True)
class Pointing:
    """Where some tellings point: odds by part, telling and piece from `first` on; of "none" by part and telling.

    `numbers` are the places of the tellings among those asked about.
    """

    numbers: list[int]
    first: int
    odds: Array
    none: Array


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where a telling points: odds by piece from `first` on, and what speaks for none (of voices: for the outlet)."""

    sight: Sight
    first: int
    odds: Array
    none: float

    def share(self, span: Chars) -> float:
        """Return the sum of the odds of the pieces of a span."""
        return float(self._of(span).sum())

    def most(self, span: Chars) -> float:
        """Return the highest of the odds of the pieces of a span."""
        here = self._of(span)
        return float(here.max()) if len(here) else 0.0

    def _of(self, span: Chars) -> Array:
        here = self.sight.pieces(span)
        return self.odds[max(here.start - self.first, 0) : max(here.stop - self.first, 0)]


class JointModel:
    """The model itself: its graph, its pieces of words and its small tables."""

    def __init__(self) -> None:
        """Load it; raises KnowledgeError when a file is not the one that was measured."""
        graph, tables, pieces = (measured(name) for name in _FILES)
        told: dict[str, Any] = json.loads(tables)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]
        self.pieces = Tokenizer.from_str(pieces.decode("utf-8"))
        self.pieces.no_padding()
        self.pieces.no_truncation()
        self._first, self._last = (self.pieces.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
        self.kinds: list[str] = told["kinds"]
        self.realis: list[str] = told["realis"]
        self.pointers: list[str] = told["pointers"]
        self.is_stance = np.array([part in STANCES for part in self.pointers])
        self.window, self.overlap, self.inner, self.buckets = (
            int(told[name]) for name in ("window", "overlap", "inner", "buckets")
        )
        self.far, self.none, self.near, self.same = (
            np.array(told[name], dtype=np.float32) for name in ("far", "none", "near", "same")
        )
        self.same_bias = float(told["same_bias"])
        # by how far a piece stands behind a telling, -window to window
        self.steps = self.far[:, buckets(np.arange(-self.window, self.window + 1), self.buckets)]

    def see(self, text: str) -> Sight:
        """Return a text as the model sees it."""
        return Sight(self, text)

    def run(self, ids: Sequence[int]) -> dict[str, Array]:
        """Return what the graph gives for the pieces of one window, marks before and after them included."""
        row = np.array([[self._first, *ids, self._last]], dtype=np.int64)
        found = self._session.run(self._outputs, {"pieces": row})
        return {name: values[0] for name, values in zip(self._outputs, found, strict=True)}


def cuts(pieces: int, window: int, overlap: int) -> list[range]:
    """Cut a text of so many pieces into as few windows as hold it, all of one length.

    No window is longer than `window`, and each shares at least `overlap` pieces with the next.
    """
    if not pieces:
        return []
    number = max(1, ceil((pieces - overlap) / (window - overlap)))
    size = ceil((pieces + (number - 1) * overlap) / number)
    firsts = (round(n * (pieces - size) / max(1, number - 1)) for n in range(number))
    return [range(first, first + size) for first in firsts]


def buckets(far: NDArray[np.int64], number: int) -> NDArray[np.int64]:
    """Return the bucket of each distance in pieces, 0 to number - 1: its sign and the logarithm of its size."""
    size = np.floor(np.minimum(np.log2(np.abs(far) + 1.0), (number - 1) / 2))
    return (size * np.sign(far) + (number - 1) / 2).astype(np.int64)


@lru_cache(maxsize=1)
def joint_model() -> JointModel:
    """Load the joint model once; raises KnowledgeError when it is not the one that was measured."""
    return JointModel()


def _mean(values: Array, window: _Window, here: range) -> Array:
    start = here.start - window.first + 1
    return np.asarray(values[start : start + len(here)].mean(axis=0), dtype=np.float32)


def _sigmoid(scores: Array) -> Array:
    with np.errstate(over="ignore"):  # a piece that is certainly none has odds of 0
        return np.asarray(1.0 / (1.0 + np.exp(-scores)), dtype=np.float32)


def _softmax(scores: Array) -> Array:
    odds = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True), dtype=np.float32)
