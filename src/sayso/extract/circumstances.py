"""Where and when an act took place: which place and which time expression of the sentence belong to which trigger."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from sayso.extract.acts import Act
from sayso.extract.grammar import VERBAL, deep_object, prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.linear import linear_model
from sayso.extract.place_candidates import UNLISTED, candidates
from sayso.extract.place_features import Site, Telling, none_features, pair_features, sites
from sayso.extract.places import PlaceMention, resolve_definite
from sayso.extract.places_cues import cues as place_cues
from sayso.extract.times import inner
from sayso.model import Place, PlacePrecision, Realis, TimeInterval, TimePrecision
from sayso.reading.boundaries import token_range

# Costs of the path through the parse from a trigger to a place or time. Calibrated on the development reports: a step
# inside a clause is cheap, leaving a clause is dear, so that "X bombed A after Y shelled B" keeps A and B apart.
STEP = 1.0
CLAUSE = 3.0
FAR = 14.0
# The learned model of which place belongs to an act (`knowledge/models/event_place.md`).
MODEL = "event_place"
# Of more places than this the farthest are left out: a list of a thousand must not cost its square.
NEAREST = 12
# How likely a place must be to be taken where nothing better is told.
HINT = 0.1
# What a day costs that is told of the saying rather than of the act.
SAYING = 6.0
# How far a time may be from a trigger and still date it.
TIME_FAR = 11.0
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


# What ended more days ago than this is background to a report; what lasted more days than this is no single act.
OLD_DAYS, LONG_DAYS = 45, 45


class Circumstances:
    """The places and times of one report, by sentence."""

    def __init__(
        self,
        doc: Doc,
        sentences: Sequence[int],
        places: Sequence[PlaceMention],
        times: Sequence[TimeInterval],
        cues: set[int],
        home: str,
        anchor: datetime.date | None,
        named: set[int],
        saying: set[int],
    ) -> None:
        self._doc = doc
        self._home = home
        self._anchor = anchor
        self._named = named
        self._told = [m for m in places if not self._seat(m)]
        self._saying = frozenset(saying)
        # "a source in Kabul said": where the source is, no place that a later act refers back to
        self._all = [m for m in places if m.token_start not in saying]
        self._cues = cues
        self._bound = lexicon().nonevents["bound"]
        self._candidates: dict[int, list[PlaceMention]] = {}
        self._sites: dict[tuple[int, ...], list[Site]] = {}
        self.all_places = [p for p in self._all if p.role == "locative"]
        self._times: dict[int, list[tuple[int, int, TimeInterval]]] = {}
        for interval in times:
            tokens = token_range(doc, interval.span)
            if tokens is not None:
                self._times.setdefault(sentences[tokens[0]], []).append((*tokens, interval))

    def _seat(self, mention: PlaceMention) -> bool:
        """Tell whether a name stands for the body that sits there ("the Kremlin said"), not for where something was."""
        start = mention.token_start
        seat = mention.place.precision is PlacePrecision.EXACT and mention.role == "locative"
        if start not in self._named or not seat:
            return False
        at = start - 2 if start and self._doc[start - 1].pos_ == "DET" else start - 1
        return at < 0 or self._doc[at].lower_ not in place_cues().locative

    def place_act(self, act: Act) -> None:
        """Set where and when an act took place, and whether its own clause says so."""
        act.place, act.hint, act.place_odds = self.weigh(act)
        act.place_own = act.place is not None
        if act.place is None:
            act.place = self.referred(act)
        act.time = self.time(act)
        act.time_own = act.time is not None
        if act.time is not None and act.time.text.lower().rpartition("-")[2] in lexicon().nonevents["ages"]:
            act.time = None  # "the six-year-old war": told of the world, but how long it has lasted is no day of it
        if act.time is not None and not lexicon().nonevents["then"].isdisjoint(act.time.text.lower().split()):
            act.fresh = True

    def place(self, act: Act) -> Place | None:
        """Return the place that the act's own clause names, None if it names none."""
        return self.weigh(act)[0]

    def weigh(self, act: Act) -> tuple[Place | None, Place | None, float]:
        """Return the place that the model gives an act, the likeliest where it would rather give none, and its odds.

        The second is a hint: of use only where the report tells nothing better.
        """
        mentions, features = self.options(act)
        if not mentions:
            return None, None, 0.0
        best, odds = linear_model(MODEL).choose(features)
        if best:
            return self._first_of_list(mentions, best - 1).place, None, odds[best]
        listed = [
            (odds[at + 1], m.place)
            for at, m in enumerate(mentions)
            if m.role != UNLISTED or self._doc[m.token_end - 1].dep_ == "pobj"
        ]
        chance, place = max(listed, key=lambda pair: pair[0], default=(0.0, None))
        return None, place if chance >= HINT else None, chance

    def _first_of_list(self, mentions: Sequence[PlaceMention], at: int) -> PlaceMention:
        """Return the first of places told side by side ("in Hama, Idlib and Aleppo"): one act over several is at it."""
        links = lexicon().nonevents["listing"]
        while at:
            before, here = mentions[at - 1], mentions[at]
            gap = self._doc[before.token_end : here.token_start]
            alike = before.place.precision is here.place.precision and before.role == here.role
            if not alike or not all(word.lower_ in links for word in gap):
                break
            at -= 1
        return mentions[at]

    def options(self, act: Act) -> tuple[list[PlaceMention], list[list[str]]]:
        """Return the places that an act may have taken place at, and the features of none of them and of each."""
        at = act.trigger.head.i
        mentions = self._mentions(act.trigger.head.sent)
        if len(mentions) > NEAREST:
            nearest = sorted(mentions, key=lambda m: abs(m.token_start - at))[:NEAREST]
            mentions = sorted(nearest, key=lambda m: m.token_start)
        if act.kind in lexicon().kinds["placeless"]:
            mentions = [m for m in mentions if m.role == "locative" and self._inside(m)]
        if not mentions:
            return [], []
        telling = Telling.of(
            (act.trigger.head, *(part.head for part in act.trigger.parts)),
            noun=act.trigger.is_noun,
            grounds=self._grounds(act),
            saying=self._saying,
        )
        pairs = [pair_features(self._doc, telling, one, mentions) for one in self._sites_of(mentions)]
        return mentions, [none_features(telling, mentions), *pairs]

    def _sites_of(self, mentions: Sequence[PlaceMention]) -> list[Site]:
        """Return places with what no act changes, worked out once for the acts of a sentence."""
        known = tuple(mention.token_start for mention in mentions)
        found = self._sites.get(known)
        if found is None:
            found = self._sites[known] = sites(self._doc, mentions)
        return found

    def _mentions(self, sentence: TokenSpan) -> list[PlaceMention]:
        """Return the places of a sentence, and names that no table lists."""
        found = self._candidates.get(sentence.start)
        if found is None:
            inside = [m for m in self._told if sentence.start <= m.token_start < sentence.end]
            found = candidates(self._doc, (sentence.start, sentence.end), inside, self._named)
            self._candidates[sentence.start] = found
        return found

    def referred(self, act: Act) -> Place | None:
        """Return the place that "the town" or "the same province" in the act's clause points back to."""
        found = self._definite(act)
        return found.place if found is not None else None

    @staticmethod
    def _grounds(act: Act) -> set[int]:
        """Return the tokens that stand for the ground an act is done to: its object, or the subject of "fell"."""
        found = {act.target.i} if act.target is not None else set()
        for part in (act.trigger, *act.trigger.parts):
            if part.frame.subject == "territory":
                subject = surface_subject(part.head)
                if subject is not None:
                    found.add(subject.i)
            if part.frame.object == "territory":
                held = deep_object(part.head)
                if held is not None:
                    found.add(held.i)
        for i in list(found):
            noun = act.trigger.head.doc[i]
            of = prep_object(noun, "of", "in")
            if of is not None:
                found.add(of.i)
        return found

    def _inside(self, mention: PlaceMention) -> bool:
        """Tell whether a place is told as where something is ("in Geneva"), not as who takes part."""
        start = mention.token_start
        return any(self._doc[i].lower_ in lexicon().nonevents["within"] for i in range(max(start - 4, 0), start))

    def _definite(self, act: Act) -> PlaceMention | None:
        for token in (
            act.target,
            *(kid for part in (act.trigger, *act.trigger.parts) for kid in self._places_of(part.head)),
        ):
            if token is not None and token.pos_ == "NOUN":
                found = resolve_definite(token, self._all)
                if found is not None:
                    return found
        return None

    @staticmethod
    def _places_of(head: Token) -> Iterator[Token]:
        for kid in head.children:
            if kid.dep_ == "prep" and kid.lower_ in lexicon().nonevents["within"]:
                yield from (noun for noun in kid.children if noun.dep_ == "pobj")

    def time(self, act: Act) -> TimeInterval | None:
        """Return the time that the act's own clause names; a day told for the saying only is left to the saying.

        Sets `act.time_said` where the day of the saying is all there is.
        """
        best, lowest = None, TIME_FAR
        for start, end, interval in self._times.get(act.sentence, ()):
            ahead = self._anchor is not None and interval.start is not None and interval.start > self._anchor
            if ahead and act.trigger.frame.total:
                continue  # "died in the conflict, which will enter its fifth year next month"
            top = self._top(start, end)
            cost = min(
                path_cost(self._doc, act.trigger.head, top.i),
                *(path_cost(self._doc, p.head, top.i) for p in act.trigger.parts),
                FAR * 2,
            )
            if top.head.i in self._cues or top.i in self._cues:
                if act.reality.realis is not Realis.HAPPENED:
                    continue  # "said on Friday that the offensive would go on": Friday is the saying's
                cost += SAYING
            cost += 0.05 * abs(start - act.trigger.head.i)
            if cost < lowest:
                best, lowest, act.time_said = interval, cost, top.head.i in self._cues
        if best is None:
            return None
        best = self._running(best, act)
        if act.trigger.frame.total:
            return best
        within = best.span.start <= act.trigger.head.idx < best.span.end
        if within or self._began(best, act):  # "since the war began in March" dates the beginning
            return inner(self._doc.text, best, self._anchor) or best
        return best

    def _began(self, time: TimeInterval, act: Act) -> bool:
        """Tell whether an act is what something lasts since: "under siege since 7 July, when the army advanced"."""
        behind = token_range(self._doc, time.span)
        if behind is None:
            return False
        if any(behind[0] <= up.i < behind[1] for up in act.trigger.head.ancestors):
            return True  # "since the conflict began in March with protests", "since the announcement of an offensive"
        rest = (token for token in self._doc[behind[1] : behind[1] + 2] if not token.is_punct)
        when = next(rest, None)
        return (
            when is not None and when.lower_ == "when" and when.head in (act.trigger.head, *act.trigger.head.ancestors)
        )

    def _running(self, time: TimeInterval, act: Act) -> TimeInterval:
        """Return the time up to the report's day for "fighting that began on Monday"."""
        words = lexicon()
        tokens = token_range(self._doc, time.span)
        if tokens is None or self._anchor is None or time.end is None or time.end >= self._anchor:
            return time
        verb = next((up for up in (self._top(*tokens), *self._top(*tokens).ancestors) if up.pos_ in VERBAL), None)
        if verb is None or verb.dep_ not in ("relcl", "acl") or verb.lemma_ not in words.nonevents["beginning"]:
            return time
        if act.kind not in words.kinds["running"] or verb in act.trigger.head.ancestors:
            return time
        return replace(time, end=self._anchor, precision=TimePrecision.RANGE)

    def before(self, token: int) -> Place | None:
        """Return the last place named before a token that is no country."""
        found = None
        for mention in self.all_places:
            if mention.token_start >= token:
                break
            place = mention.place
            if self._doc[max(mention.token_start - 1, 0)].lower_ in self._bound:
                continue
            if place.precision is not PlacePrecision.COUNTRY and place.country in (self._home, ""):
                found = place
        return found

    def is_background(self, time: TimeInterval | None) -> bool:
        """Tell whether a time is long before the report or spans many weeks: what is told of it is no news of today."""
        if time is None or time.start is None or time.end is None:
            return False
        old = self._anchor is not None and (self._anchor - time.end).days > OLD_DAYS
        return old or (time.end - time.start).days > LONG_DAYS

    def country(self) -> Place | None:
        """Return the first mention of the country whose war the report tells of, None if it is not named."""
        named = [m.place for m in self.all_places if m.place.precision is PlacePrecision.COUNTRY]
        return next((place for place in named if place.country == self._home), None)

    def _top(self, start: int, end: int) -> Token:
        for token in self._doc[start:end]:
            if not start <= token.head.i < end:
                return token
        return self._doc[end - 1]
