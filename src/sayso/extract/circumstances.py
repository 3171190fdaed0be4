"""Where and when an act took place: which place and which time expression of the sentence belong to which trigger."""

import datetime
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from sayso.extract.acts import Act
from sayso.extract.grammar import VERBAL, deep_object, prep_object, surface_subject
from sayso.extract.lexicon import lexicon
from sayso.extract.places import PlaceMention, resolve_definite
from sayso.extract.places_cues import cues
from sayso.extract.times import inner
from sayso.model import Place, PlacePrecision, Realis, Span, TimeInterval
from sayso.reading.boundaries import token_range

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
# How many words may stand between a fine place and the wide one that holds it.
CHAIN = 4
# What a place costs that only says what the act was near to.
BESIDE = 1.5
# What a day costs that is told of the saying rather than of the act.
SAYING = 6.0
# What the parser may take the name of an unlisted place for.
UNLISTED = frozenset(("", "GPE", "LOC", "FAC", "ORG", "PERSON"))
# How far a time may be from a trigger and still date it.
TIME_FAR = 11.0
# What it is worth that the place is the very ground an act is done to ("bombed Aleppo", "the town fell").
GROUND_BONUS = 2.0
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
    ) -> None:
        self._doc = doc
        self._home = home
        self._anchor = anchor
        self._named = named
        self._all = places
        self._cues = cues
        self._beside = lexicon().nonevents["beside"]
        self._bound = lexicon().nonevents["bound"]
        self._places: dict[int, list[PlaceMention]] = {}
        self.all_places = [p for p in places if p.role == "locative"]
        for mention in places:
            self._places.setdefault(sentences[mention.token_start], []).append(mention)
        self._times: dict[int, list[tuple[int, int, TimeInterval]]] = {}
        for interval in times:
            tokens = token_range(doc, interval.span)
            if tokens is not None:
                self._times.setdefault(sentences[tokens[0]], []).append((*tokens, interval))

    def place_act(self, act: Act) -> None:
        """Set where and when an act took place, and whether its own clause says so."""
        act.place = self.place(act)
        act.place_own = act.place is not None
        if act.place is None:
            act.place = self.referred(act)
        act.time = self.time(act)
        act.time_own = act.time is not None
        if act.time is not None and not lexicon().nonevents["then"].isdisjoint(act.time.text.lower().split()):
            act.fresh = True

    def place(self, act: Act) -> Place | None:
        """Return the place that the act's own clause names, None if it names none."""
        best, lowest = None, FAR
        grounds = self._grounds(act)
        placeless = act.kind in lexicon().kinds["placeless"]
        for mention in self._places.get(act.sentence, ()):
            if mention.role != "locative":
                continue
            at = mention.token_end - 1
            apart = 0.05 * abs(at - act.trigger.head.i) + COARSE[mention.place.precision]
            if apart - GROUND_BONUS >= lowest:
                continue  # whatever the parse says; so that a list of a thousand places does not cost its square
            if self._bearing(mention):
                continue
            if placeless and not self._inside(mention):
                continue
            country = mention.place.precision is PlacePrecision.COUNTRY
            if (
                country
                and self._doc[at].dep_ in ("compound", "amod", "nmod")
                and self._doc[at].head.i >= mention.token_end
            ):
                continue  # "the U.S. secretary of state"
            cost = min(
                path_cost(self._doc, act.trigger.head, at),
                *(path_cost(self._doc, p.head, at) for p in act.trigger.parts),
                FAR * 2,
            )
            if any(mention.token_start <= i < mention.token_end for i in grounds):
                cost -= GROUND_BONUS
            cost += apart
            if self._doc[max(mention.token_start - 1, 0)].lower_ in self._beside:
                cost += BESIDE
            if cost < lowest:
                best, lowest = mention, cost
        if best is not None:
            best = self._finer(best)
        return best.place if best is not None else self._unlisted(act)

    def _bearing(self, mention: PlaceMention) -> bool:
        """Tell whether a place only says where the one before it lies ("the town of Heet, just west of Ramadi")."""
        start = mention.token_start
        if start < 2 or self._doc[start - 1].lower_ not in ("of", "from"):
            return False
        way = start - 2
        if self._doc[way].lower_ not in cues().directions:
            return False
        return any(
            other.role == "locative" and 0 < way - other.token_end <= CHAIN and self._doc[other.token_end].is_punct
            for other in self._all
        )

    def _finer(self, mention: PlaceMention) -> PlaceMention:
        """Return the finer place told right before a wide one ("a road near Ramousah in southwest Aleppo")."""
        if mention.place.precision in (PlacePrecision.EXACT, PlacePrecision.SETTLEMENT):
            return mention
        for other in self._all:
            between = range(other.token_end, mention.token_start)
            if (
                other.role != "locative"
                or not 0 < len(between) <= CHAIN
                or self._doc[other.token_start].sent != self._doc[mention.token_start].sent
            ):
                continue
            if COARSE[other.place.precision] < COARSE[mention.place.precision] and not any(
                self._doc[i].pos_ in VERBAL for i in between
            ):
                return other
        return mention

    def _unlisted(self, act: Act) -> Place | None:
        """Return the name in the act's own "at" or "near" phrase though no table lists it, without coordinates."""
        words = lexicon().nonevents["locating"]
        for part in (act.trigger, *act.trigger.parts):
            for head in (part.head, part.verb):
                for kid in head.children if head is not None else ():
                    if kid.dep_ != "prep" or kid.lower_ not in words:
                        continue
                    for noun in kid.children:
                        if (
                            noun.dep_ == "pobj"
                            and noun.pos_ == "PROPN"
                            and noun.ent_type_ in UNLISTED
                            and noun.i not in self._named
                        ):
                            start = noun.left_edge.i if noun.left_edge.pos_ == "PROPN" else noun.i
                            span = self._doc[start : noun.i + 1]
                            return Place(span.text, Span(span.start_char, span.end_char), span.text)
        return None

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
        if best is None or act.trigger.frame.total:
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
        rest = (token for token in self._doc[behind[1] : behind[1] + 2] if not token.is_punct)
        when = next(rest, None)
        return (
            when is not None and when.lower_ == "when" and when.head in (act.trigger.head, *act.trigger.head.ancestors)
        )

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
