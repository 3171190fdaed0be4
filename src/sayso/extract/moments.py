"""When an act took place: which time expression of its sentence belongs to it, and what it says of it."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.grammar import NOMINAL, VERBAL
from sayso.extract.lexicon import lexicon
from sayso.extract.likeness import SPAN_DAYS
from sayso.extract.time_scope import dates
from sayso.extract.times import inner, is_age
from sayso.model import Realis, TimeInterval, TimePrecision
from sayso.reading.boundaries import token_range

# Costs of the path through the parse from a trigger to a time. Calibrated on the development reports: a step
# inside a clause is cheap, leaving a clause is dear, so that "X bombed A after Y shelled B" keeps A and B apart.
STEP = 1.0
CLAUSE = 3.0
FAR = 14.0
# What a day costs that is told of the saying rather than of the act.
SAYING = 6.0
# How far a time may be from a trigger and still date it.
TIME_FAR = 11.0
# What ended more days ago than this is background to a report; what lasted more days than this is no single act.
OLD_DAYS, LONG_DAYS = 45, 45
# What is longer than this is no day of news, and what is older than a week is none of this report's.
NEWS_DAYS, WEEK = 2, 7
CLAUSAL = frozenset(("ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "csubj"))


def path_cost(doc: Doc, trigger: Token, other: int) -> float:
    """Return how far a token is from a trigger: steps through the parse, with clause borders counted dear."""
    up: dict[int, float] = {}
    cost, here = 0.0, trigger
    for _ in range(25):
        up[here.i] = cost
        if here.head == here:
            break
        cost += CLAUSE if here.dep_ in CLAUSAL and here.pos_ in VERBAL else STEP
        here = here.head
    cost, here = 0.0, doc[other]
    for _ in range(25):
        if here.i in up:
            return cost + up[here.i]
        if here.head == here:
            break
        cost += CLAUSE if here.dep_ in CLAUSAL and here.pos_ in VERBAL else STEP / 2
        here = here.head
    return FAR * 2


class Moments:
    """The times of one report, by sentence."""

    def __init__(
        self,
        doc: Doc,
        sentences: Sequence[int],
        times: Sequence[TimeInterval],
        cues: set[int],
        anchor: datetime.date | None,
    ) -> None:
        self._doc = doc
        self._cues = cues
        self.anchor = anchor
        self._times: dict[int, list[tuple[int, int, TimeInterval]]] = {}
        for interval in times:
            tokens = token_range(doc, interval.span)
            if tokens is not None:
                self._times.setdefault(sentences[tokens[0]], []).append((*tokens, interval))

    def time_act(self, act: Act) -> None:
        """Set when an act took place, and whether its own sentence tells a time at all."""
        told = self._nearest(act)
        act.time_own = told is not None
        act.time = self._denoted(told, act) if told is not None else None
        words = set(act.time.text.lower().split()) if act.time is not None else set()
        if words.isdisjoint(lexicon().nonevents["then"]):
            return
        if words.isdisjoint(lexicon().nonevents["instants"]):
            act.fresh = True
        else:  # "seconds later there was a huge explosion": how a witness tells of the act the report tells of
            act.time, act.time_own = None, False

    def is_background(self, time: TimeInterval | None) -> bool:
        """Tell whether a time is long before the report or spans many weeks: what is told of it is no news of today."""
        if time is None or time.start is None or time.end is None:
            return False
        old = self.anchor is not None and (self.anchor - time.end).days > OLD_DAYS
        return old or (time.end - time.start).days > LONG_DAYS

    def _is_past(self, time: TimeInterval) -> bool:
        """Tell whether a time ended more than a week before the report."""
        return self.anchor is not None and time.end is not None and (self.anchor - time.end).days > WEEK

    def only_day(self) -> TimeInterval | None:
        """Return the first mention of the one day (or two) of news that a report tells of, None if of more."""
        if self.anchor is None:
            return None
        fresh: list[TimeInterval] = []
        for _, _, time in (told for sentence in self._times.values() for told in sentence):
            if time.start is None or time.end is None or time.text.lower() in lexicon().nonevents["no_day"]:
                continue
            if (time.end - time.start).days < NEWS_DAYS and 0 <= (self.anchor - time.end).days <= WEEK:
                fresh.append(time)
        days = {(time.start, time.end) for time in fresh}
        return min(fresh, key=lambda time: time.span.start) if len(days) == 1 else None

    def war_before(self, act: Act) -> TimeInterval | None:
        """Return the long time up to the report's day that the sentence before an act tells, None if it tells none."""
        told = [time for _, _, time in self._times.get(act.sentence - 1, ())]
        return next((time for time in reversed(told) if self.is_running(time) and self.is_background(time)), None)

    def is_running(self, time: TimeInterval | None) -> bool:
        """Tell whether a time is longer than a day's news and has not ended on the day of the report."""
        if time is None or time.start is None or time.end is None or self.anchor is None:
            return False
        return time.end >= self.anchor and (time.end - time.start).days > SPAN_DAYS

    def _nearest(self, act: Act) -> TimeInterval | None:
        """Return the time told nearest to an act; a day told for the saying only is left to the saying.

        Sets `act.time_said` where the day of the saying is all there is.
        """
        best, lowest = None, TIME_FAR
        for start, end, interval in self._times.get(act.sentence, ()):
            ahead = self.anchor is not None and interval.start is not None and interval.start > self.anchor
            if ahead and act.trigger.frame.total:
                continue  # "died in the conflict, which will enter its fifth year next month"
            top = self._top(start, end)
            own = act.trigger.frame.total or (act.trigger.is_noun and act.trigger.head.is_ancestor(top))
            if act.reality.perfect and not own and self._is_past(interval):
                continue  # "founded in March, the militia has seized the town"
            cost = min(
                path_cost(self._doc, act.trigger.head, top.i),
                *(path_cost(self._doc, p.head, top.i) for p in act.trigger.parts),
                FAR * 2,
            )
            if top.head.pos_ in NOMINAL and top.head.lemma_.lower() in lexicon().nonevents["tellings"]:
                continue  # "according to a February report"
            if top.head.i in self._cues or top.i in self._cues:
                if act.reality.realis is not Realis.HAPPENED:
                    continue  # "said on Friday that the offensive would go on": Friday is the saying's
                cost += SAYING
            when = self._when(end)
            if when is not None and when.head == act.trigger.head:
                cost = 0.0  # "barred since July when troops seized the road", whatever else the parse says
            cost += 0.05 * abs(start - act.trigger.head.i)
            if cost < lowest:
                best, lowest, act.time_said = interval, cost, top.head.i in self._cues
        return best

    def _denoted(self, time: TimeInterval, act: Act) -> TimeInterval | None:
        """Return what the time told nearest to an act says of it, None where it dates another clause."""
        old = time.text.lower().rpartition("-")[2] in lexicon().nonevents["ages"]
        if old or (is_age(time) and not act.trigger.frame.total):
            return None  # "the six-year-old war": told of the world, but how long it has lasted is no day of it
        time = self._running(time, act)
        if act.trigger.frame.total:
            return time
        within = time.span.start <= act.trigger.head.idx < time.span.end
        if within or self._began(time, act):  # "since the war began in March" dates the beginning
            return inner(self._doc.text, time, self.anchor) or time
        tokens = token_range(self._doc, time.span)
        return time if tokens is None or dates(act, self._top(*tokens)) else None

    def _began(self, time: TimeInterval, act: Act) -> bool:
        """Tell whether an act is what something lasts since: "under siege since 7 July, when the army advanced"."""
        behind = token_range(self._doc, time.span)
        if behind is None:
            return False
        opener = self._doc[behind[0]].lower_ in lexicon().nonevents["compared_by"]  # "since" itself, a root by mistake
        if any(behind[0] + opener <= up.i < behind[1] for up in act.trigger.head.ancestors):
            return True  # "since the conflict began in March with protests", "since the announcement of an offensive"
        when = self._when(behind[1])
        return when is not None and when.head in (act.trigger.head, *act.trigger.head.ancestors)

    def _when(self, end: int) -> Token | None:
        """Return the "when" that opens a clause right behind a time which ends at a token."""
        rest = (token for token in self._doc[end : end + 2] if not token.is_punct)
        when = next(rest, None)
        return when if when is not None and when.lower_ == "when" else None

    def _running(self, time: TimeInterval, act: Act) -> TimeInterval:
        """Return the time up to the report's day for "fighting that began on Monday"."""
        words = lexicon()
        tokens = token_range(self._doc, time.span)
        if tokens is None or self.anchor is None or time.end is None or time.end >= self.anchor:
            return time
        verb = next((up for up in (self._top(*tokens), *self._top(*tokens).ancestors) if up.pos_ in VERBAL), None)
        if verb is None or verb.dep_ not in ("relcl", "acl") or verb.lemma_ not in words.nonevents["beginning"]:
            return time
        if act.kind not in words.kinds["running"] or verb in act.trigger.head.ancestors:
            return time
        return replace(time, end=self.anchor, precision=TimePrecision.RANGE)

    def _top(self, start: int, end: int) -> Token:
        for token in self._doc[start:end]:
            if not start <= token.head.i < end:
                return token
        return self._doc[end - 1]
