"""The tellings of one act as the joint model sees them: where in the report they point, by token."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX
from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.grammar import NOMINAL
from sayso.extract.joint import STANCES, Chars, Sight
from sayso.extract.seen import Seen
from sayso.model import Span
from sayso.reading.boundaries import token_range

# Less than this share of a pointer is nothing.
LITTLE = 0.02
# Ties of a word to the noun that its phrase is of.
_TIES = frozenset(("det", "amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "case", "predet"))
_STEPS = 8


def spans_of(act: Act) -> list[Chars]:
    """Return the words that tell an act, and those of its parts, in characters."""
    doc = act.trigger.head.doc
    return [_chars(doc, trigger.start, trigger.end) for trigger in (act.trigger, *act.trigger.parts)]


def span_of(act: Act) -> Chars:
    """Return the words that tell an act, in characters."""
    return _chars(act.trigger.head.doc, act.trigger.start, act.trigger.end)


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
        starts = doc.to_array(IDX).astype(np.int64)
        self._token = np.maximum(np.searchsorted(starts, sight.starts, side="right") - 1, 0)
        self._known: dict[tuple[Chars, str], Pointed] = {}
        self._ranges: dict[Span, tuple[int, int] | None] = {}
        self._kinds: dict[Chars, dict[str, float]] = {}
        self._order: dict[int, int] = {}
        self._same = np.zeros((0, 0), dtype=np.float32)

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
        spans = [span_of(act) for act in acts]
        self._kinds |= {span: self.sight.kind(span) for span in spans if span not in self._kinds}
        return _mean([self._kinds[span] for span in spans])

    def reality(self, acts: Sequence[Act]) -> dict[str, float]:
        """Return how likely the act of the tellings has happened, goes on, is planned or has failed."""
        return _mean([self.sight.reality(span_of(act)) for act in acts])

    def pointed(self, acts: Sequence[Act], part: str) -> Pointed:
        """Return what the tellings point to: for "agent", "target", "place" or "time", or for the voices of a stance.

        Of voices each token has odds of its own, and `none` is how likely the outlet is one.
        """
        found = [self._of_act(span_of(act), part) for act in acts]
        if len(found) == 1:
            return found[0]
        shares = np.zeros(len(self.doc))
        for one in found:
            shares += one.shares
        return Pointed(shares / max(len(acts), 1), sum(one.none for one in found) / max(len(acts), 1))

    def meet(self, acts: Sequence[Act]) -> None:
        """Look at all acts at once: where each points, and which of them are one."""
        self._order = {id(act): number for number, act in enumerate(acts)}
        spans = [span_of(act) for act in acts]
        self._same = self.sight.sameness(spans)
        self._point(sorted(set(spans)))

    def same(self, one: Act, other: Act) -> float | None:
        """Return how likely two acts that have met are one; None where the model never sees both together."""
        odds = float(self._same[self._order[id(one)], self._order[id(other)]])
        return None if math.isnan(odds) else odds

    def tokens(self, span: Span) -> tuple[int, int] | None:
        """Return the range of tokens of a span, None if only white space lies in it."""
        if span not in self._ranges:
            self._ranges[span] = token_range(self.doc, span)
        return self._ranges[span]

    def _of_act(self, span: Chars, part: str) -> Pointed:
        """Return what one telling points to."""
        if (span, part) not in self._known:
            self._point([span])
        return self._known[span, part]

    def _point(self, spans: Sequence[Chars]) -> None:
        """Work out what tellings point to for all their parts."""
        empty = np.zeros(len(self.doc))
        self._known |= {(span, part): Pointed(empty, 0.0) for span in spans for part in self.sight.parts}
        for pointing in self.sight.pointing(spans):
            at = self._token[pointing.first : pointing.first + pointing.odds.shape[2]]
            begins = np.flatnonzero(np.r_[True, at[1:] != at[:-1]])  # the pieces of a word stand together
            for row, part in enumerate(self.sight.parts):
                gather = np.maximum if part in STANCES else np.add
                shares = np.zeros((len(pointing.numbers), len(self.doc)))
                shares[:, at[begins]] = gather.reduceat(pointing.odds[row].astype(np.float64), begins, axis=1)
                for number, one, none in zip(pointing.numbers, shares, pointing.none[row], strict=True):
                    self._known[spans[number], part] = Pointed(one, float(none))


def _mean(found: Sequence[Mapping[str, float]]) -> dict[str, float]:
    told = [one for one in found if one]
    return {name: sum(one[name] for one in told) / len(told) for name in told[0]} if told else {}


def _chars(doc: Doc, start: int, end: int) -> Chars:
    return doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
