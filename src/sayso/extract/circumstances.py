"""Where and when an act took place: which place and which time expression of the sentence belong to which trigger."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.grammar import VERBAL
from sayso.extract.lexicon import lexicon
from sayso.extract.places import PlaceMention
from sayso.model import Place, PlacePrecision, TimeInterval

# Costs of the path through the parse from a trigger to a place or time. Calibrated on the development reports: a step
# inside a clause is cheap, leaving a clause is dear, so that "X bombed A after Y shelled B" keeps A and B apart.
STEP = 1.0
CLAUSE = 3.0
FAR = 14.0
# What a coarse place costs beside a fine one: "in Jayrud, a town in Damascus province" happened in Jayrud.
COARSE = {
    PlacePrecision.EXACT: 0.0,
    PlacePrecision.SETTLEMENT: 0.0,
    PlacePrecision.DISTRICT: 0.5,
    PlacePrecision.UNKNOWN: 1.0,
    PlacePrecision.PROVINCE: 2.0,
    PlacePrecision.COUNTRY: 3.5,
}
# What a place costs that only says what the act was near to.
BESIDE = 1.5
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


class Circumstances:
    """The places and times of one report, by sentence."""

    def __init__(self, doc: Doc, places: Sequence[PlaceMention], times: Sequence[TimeInterval], cues: set[int]) -> None:
        self._doc = doc
        self._cues = cues
        self._beside = lexicon().nonevents["beside"]
        sentence_of: dict[int, int] = {}
        for number, sentence in enumerate(doc.sents):
            for i in range(sentence.start, sentence.end):
                sentence_of[i] = number
        self._places: dict[int, list[PlaceMention]] = {}
        self.all_places = [p for p in places if p.role == "locative"]
        for mention in places:
            self._places.setdefault(sentence_of[mention.token_start], []).append(mention)
        self._times: dict[int, list[tuple[int, int, TimeInterval]]] = {}
        for interval in times:
            span = doc.char_span(*interval.span, alignment_mode="expand")
            if span is not None and len(span):
                self._times.setdefault(sentence_of[span.start], []).append((span.start, span.end, interval))

    def place(self, act: Act) -> Place | None:
        """Return the place that the act's own clause names, None if it names none."""
        best, lowest = None, FAR
        for mention in self._places.get(act.sentence, ()):
            if mention.role not in ("locative",):
                continue
            at = mention.token_end - 1
            cost = min(path_cost(self._doc, act.trigger.head, at), *(path_cost(self._doc, p.head, at) for p in act.trigger.parts), FAR * 2)
            if act.target is not None and act.target.i in range(mention.token_start, mention.token_end):
                cost -= 2
            cost += 0.05 * abs(at - act.trigger.head.i)
            cost += COARSE[mention.place.precision]
            if self._doc[max(mention.token_start - 1, 0)].lower_ in self._beside:
                cost += BESIDE
            if cost < lowest:
                best, lowest = mention, cost
        return best.place if best is not None else None

    def time(self, act: Act) -> TimeInterval | None:
        """Return the time that the act's own clause names; a day told for the saying only is left to the saying."""
        best, lowest = None, FAR
        for start, end, interval in self._times.get(act.sentence, ()):
            top = self._top(start, end)
            cost = min(path_cost(self._doc, act.trigger.head, top.i), *(path_cost(self._doc, p.head, top.i) for p in act.trigger.parts), FAR * 2)
            if top.head.i in self._cues or top.i in self._cues:
                cost += 6
            cost += 0.05 * abs(start - act.trigger.head.i)
            if cost < lowest:
                best, lowest = interval, cost
        return best

    def before(self, token: int) -> Place | None:
        """Return the last place named before a token that is no country."""
        found = None
        for mention in self.all_places:
            if mention.token_start >= token:
                break
            if mention.place.precision is not PlacePrecision.COUNTRY:
                found = mention.place
        return found

    def country(self) -> Place | None:
        """Return the first mention of the country that the report names most, None if it names none."""
        named = [m.place for m in self.all_places if m.place.precision is PlacePrecision.COUNTRY]
        if not named:
            return None
        most = Counter(place.name for place in named).most_common(1)[0][0]
        return next(place for place in named if place.name == most)

    def _top(self, start: int, end: int) -> Token:
        for token in self._doc[start:end]:
            if not start <= token.head.i < end:
                return token
        return self._doc[end - 1]
