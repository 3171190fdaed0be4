"""The tellings of one act as the joint model sees them: where in the report they point, by token."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.grammar import NOMINAL
from sayso.extract.joint import Chars, Sight
from sayso.extract.seen import Seen

# Less than this share of a pointer is nothing.
LITTLE = 0.02
# Ties of a word to the noun that its phrase is of.
_TIES = frozenset(("det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "case", "predet"))
_STEPS = 8


def spans_of(act: Act) -> list[Chars]:
    """Return the words that tell an act, and those of its parts, in characters."""
    doc = act.trigger.head.doc
    return [_chars(doc, trigger.start, trigger.end) for trigger in (act.trigger, *act.trigger.parts)]


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the tellings of an act point to for one of its parts: a share by token, and that of nothing at all."""

    shares: NDArray[np.float64]
    none: float

    def of(self, start: int, end: int) -> float:
        """Return the share of the tokens of a range."""
        return float(self.shares[start:end].sum())

    def most(self, start: int, end: int) -> float:
        """Return the highest share of the tokens of a range."""
        return float(self.shares[start:end].max(initial=0.0))

    def heads(self, doc: Doc) -> dict[int, float]:
        """Return the nouns whose phrases are pointed to, with the share of each phrase."""
        found: dict[int, float] = {}
        for i in np.flatnonzero(self.shares > LITTLE):
            head = self.head(doc[int(i)])
            found[head.i] = found.get(head.i, 0.0) + float(self.shares[i])
        return found

    def head(self, token: Token) -> Token:
        """Return the noun that heads the phrase of a token, as far up as the phrase is pointed to."""
        for _ in range(_STEPS):
            above = token.head
            of = token.dep_ == "pobj" and above.lower_ == "of"
            if of:
                above = above.head
            tied = of or token.dep_ in _TIES
            if not tied or above.pos_ not in NOMINAL or self.shares[above.i] <= LITTLE:
                return token
            token = above
        return token


class Views:
    """One report: the joint model's sight of it, and which token each of its pieces belongs to."""

    def __init__(self, doc: Doc, sight: Sight) -> None:
        self.doc, self.sight = doc, sight
        self.blind = not len(sight)  # nothing is seen: the rules stand alone
        starts = np.array([token.idx for token in doc], dtype=np.int64)
        self._token = np.maximum(np.searchsorted(starts, sight.starts, side="right") - 1, 0)
        self._known: dict[tuple[Chars, str], Pointed] = {}

    def unnamed(self, least: float) -> list[Seen]:
        """Return the runs of words that tell of acts at least so likely, each with its surest word and its kind."""
        odds = np.zeros(len(self.doc))
        np.maximum.at(odds, self._token, self.sight.told())
        sure = np.flatnonzero(odds >= least)
        found: list[Seen] = []
        for run in np.split(sure, np.flatnonzero(np.diff(sure) > 1) + 1):
            if not len(run):
                continue
            at = int(run[odds[run].argmax()])
            kinds = self.sight.kind(_chars(self.doc, at, at + 1))
            kinds.pop("none", None)
            if kinds:
                found.append(Seen(at, range(int(run[0]), int(run[-1]) + 1), max(kinds, key=lambda kind: kinds[kind])))
        return found

    def told(self, acts: Iterable[Act]) -> float:
        """Return how likely any of the tellings tells of an act."""
        return max((self.sight.is_told(span) for act in acts for span in spans_of(act)), default=0.0)

    def kinds(self, acts: Sequence[Act]) -> dict[str, float]:
        """Return how likely the tellings together tell of an act of each kind, "none" for no act."""
        return _mean([self.sight.kind(spans_of(act)[0]) for act in acts])

    def reality(self, acts: Sequence[Act]) -> dict[str, float]:
        """Return how likely the act of the tellings has happened, goes on, is planned or has failed."""
        return _mean([self.sight.reality(spans_of(act)[0]) for act in acts])

    def pointed(self, acts: Sequence[Act], role: str) -> Pointed:
        """Return what the tellings point to for a part: "agent", "target", "place" or "time"."""
        return self._gathered(acts, role, voices=False)

    def voices(self, acts: Sequence[Act], stance: str) -> Pointed:
        """Return how likely each token names a voice of a stance; `none` is how likely the outlet is one."""
        return self._gathered(acts, stance, voices=True)

    def _gathered(self, acts: Sequence[Act], role: str, *, voices: bool) -> Pointed:
        found = [self._of_act(spans_of(act)[0], role, voices=voices) for act in acts]
        shares = np.zeros(len(self.doc))
        for one in found:
            shares += one.shares
        return Pointed(shares / max(len(acts), 1), sum(one.none for one in found) / max(len(acts), 1))

    def _of_act(self, span: Chars, role: str, *, voices: bool) -> Pointed:
        """Return what one telling points to, worked out once: the parts, voices and signs of an act all ask."""
        known = self._known.get((span, role))
        if known is not None:
            return known
        pointer = self.sight.voices(span, role) if voices else self.sight.pointer(span, role)
        shares = np.zeros(len(self.doc))
        at = self._token[pointer.first : pointer.first + len(pointer.odds)]
        if len(at):
            starts = np.flatnonzero(np.r_[True, at[1:] != at[:-1]])  # the pieces of a word stand together
            gather = np.maximum if voices else np.add
            shares[at[starts]] = gather.reduceat(pointer.odds.astype(np.float64), starts)
        found = self._known[span, role] = Pointed(shares, pointer.none)
        return found


def _mean(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    told = [one for one in found if one]
    return {name: sum(one[name] for one in told) / len(told) for name in told[0]} if told else {}


def _chars(doc: Doc, start: int, end: int) -> Chars:
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
