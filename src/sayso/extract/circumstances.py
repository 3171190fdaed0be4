"""Where an act took place: which place of its sentence belongs to it, and what stands in where none does."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from sayso.extract.acts import Act
from sayso.extract.comparisons import comparison
from sayso.extract.country_at_war import of_demonym
from sayso.extract.grammar import MODIFIERS, holds, prep_object
from sayso.extract.lexicon import lexicon
from sayso.extract.linear import linear_model
from sayso.extract.noun_phrases import phrase
from sayso.extract.place_better import better, first_of_list
from sayso.extract.place_bodies import Bodies
from sayso.extract.place_candidates import UNLISTED, candidates, may_be_place
from sayso.extract.place_context import aside, beside, goal, origin, rulers
from sayso.extract.place_features import Site, Telling, none_features, pair_features, sites
from sayso.extract.place_held import ground_words, held_ground
from sayso.extract.place_named import named_later
from sayso.extract.place_pointed import across_country, is_new, of_people, pointers, points_back, sent_to, told_here
from sayso.extract.place_trail import Trail
from sayso.extract.places import PlaceMention, resolve_definite
from sayso.extract.places_looked_up import as_words
from sayso.extract.places_refer import said_again
from sayso.extract.sequels import answered
from sayso.model import Place, PlacePrecision

# The learned model of which place belongs to an act (`knowledge/models/event_place.md`).
MODEL = "event_place"
# Of more places than this the farthest are left out: a list of a thousand must not cost its square.
NEAREST = 12
# How likely a place must be to be taken where nothing better is told.
HINT = 0.1


class Circumstances:
    """The places of one report, by sentence."""

    def __init__(
        self,
        doc: Doc,
        places: Sequence[PlaceMention],
        home: str,
        named: set[int],
        saying: set[int],
        written: Place | None,
        look_up: Callable[[set[tuple[int, int]]], list[Place]],
    ) -> None:
        """Take the places of a report; `look_up` resolves names at tokens that no rule took for places."""
        self._doc = doc
        self._look_up = look_up
        self._written = written  # where the report was written
        self._home = home
        self._named = named
        self._saying = frozenset(saying)
        scenes = [m for m in places if not rulers(doc, m)]
        bodies = Bodies(doc, home, named, self._saying)
        self._told = [m for m in scenes if not bodies.stand_in(m)]
        # "a source in Kabul said": where the source is, no place that a later act refers back to
        self._all = [m for m in scenes if m.token_start not in saying]
        self._candidates: dict[int, list[PlaceMention]] = {}
        self._sites: dict[tuple[int, ...], list[Site]] = {}
        self._asides: dict[int, list[Token]] = {}
        self._lands = {home, *(mention.place.country for mention in places)} - {""}
        self.trail = Trail(doc, [p for p in self._all if p.role == "locative" and not self._telling_only(p)], home)

    @property
    def named_places(self) -> list[Place]:
        """Every place that the report names as one, but for those that people only come from."""
        return [mention.place for mention in self._all if not origin(self._doc, mention, self._home)]

    @property
    def told_before(self) -> list[PlaceMention]:
        """The places that "the town" of a later act may point back to."""
        return self._all

    def _topic(self, mention: PlaceMention, act: Act) -> bool:
        """Tell whether a place is that of what is talked about: "discussed the crisis in Goma"."""
        link = self._doc[mention.token_start : mention.token_end].root.head
        of_act = link.head in (act.trigger.head, *(part.head for part in act.trigger.parts))
        return not of_act and link.dep_ == "prep" and link.head.lemma_.lower() in lexicon().nonevents["topics"]

    def _speakers(self, mention: PlaceMention) -> bool:
        """Tell whether a place abroad is where somebody speaks: "in Washington the Pentagon confirmed ..."."""
        link = self._doc[mention.token_start : mention.token_end].root.head
        abroad = mention.place.country not in (self._home, "") and self._home != ""
        return abroad and link.dep_ == "prep" and link.head.pos_ == "VERB" and link.head.i in self._saying

    def place_act(self, act: Act) -> None:
        """Set where an act took place, and whether its own clause says so."""
        self._find(act)
        if act.place_own and act.place is not None:
            self.trail.note(act.trigger.head.i, act.place)

    def _find(self, act: Act) -> None:
        act.place, act.hint, act.place_odds = self.weigh(act)
        held = held_ground(act, self._mentions(act.trigger.head.sent), self._named)
        if held is not None:
            act.place, act.hint, act.place_own, act.place_beside = held.place, None, True, False
            return
        pointed = self._pointed(act)
        if pointed is not None:
            act.place, act.place_odds, act.place_beside = pointed, 0.0, False
            return
        later = named_later(act, pointers(act, self._grounds(act)), self._told)
        if later is not None:
            act.place, act.hint, act.place_beside = later, None, False
        act.place_own = act.place is not None
        if act.place is None:
            act.place = self.referred(act) or self._wide(act)

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
            taken = better(self._doc, mentions, best - 1, act.trigger.head)
            first = first_of_list(self._doc, mentions, taken)
            act.place_beside = beside(self._doc, mentions[first])
            return mentions[first].place, None, odds[best]
        listed = [
            (odds[at + 1], m.place)
            for at, m in enumerate(mentions)
            if m.role != "part_of_name" and (m.role != UNLISTED or self._doc[m.token_end - 1].dep_ == "pobj")
        ]
        chance, place = max(listed, key=lambda pair: pair[0], default=(0.0, None))
        return None, place if chance >= HINT else None, chance

    def options(self, act: Act) -> tuple[list[PlaceMention], list[list[str]]]:
        """Return the places that an act may have taken place at, and the features of none of them and of each."""
        at = act.trigger.head.i
        heads = [part.head for part in (act.trigger, *act.trigger.parts)]
        told = self._mentions(act.trigger.head.sent)
        mentions = [m for m in told if all(holds(top, heads) for top in self._asides_of(m))]
        mentions = [m for m in mentions if not goal(self._doc, m, act)]
        if len(mentions) > NEAREST:
            nearest = sorted(mentions, key=lambda m: abs(m.token_start - at))[:NEAREST]
            mentions = sorted(nearest, key=lambda m: m.token_start)
        if act.kind in lexicon().kinds["placeless"]:
            mentions = [m for m in mentions if m.role == "locative" and self._inside(m) and not self._topic(m, act)]
        if not mentions:
            return [], []
        telling = Telling.of(
            tuple(heads),
            noun=act.trigger.is_noun,
            grounds=self._grounds(act),
            saying=self._saying,
        )
        pairs = [pair_features(self._doc, telling, one, mentions) for one in self._sites_of(mentions)]
        return mentions, [none_features(telling, mentions), *pairs]

    def _asides_of(self, mention: PlaceMention) -> list[Token]:
        """Return the heads of the asides that a place stands in: of an act told outside of them it is no place."""
        found = self._asides.get(mention.token_start)
        if found is None:
            name = self._doc[mention.token_start : mention.token_end].root
            found = [top for top in (comparison(name), answered(name)) if top is not None]
            self._asides[mention.token_start] = found
        return found

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
            inside = [m for m in inside if may_be_place(self._doc, m, self._named)]
            found = candidates(self._doc, (sentence.start, sentence.end), inside, self._named)
            found = self._looked_up([m for m in found if not (self._telling_only(m) or self._speakers(m))])
            self._candidates[sentence.start] = found
        return found

    def _looked_up(self, mentions: list[PlaceMention]) -> list[PlaceMention]:
        """Return places, those of no list with what the tables know of them, in a country the report tells of."""
        names = {(m.token_start, m.token_end) for m in mentions if m.role == UNLISTED}
        if not names:
            return mentions
        known = {
            start: place
            for (start, _), place in zip(sorted(names), self._look_up(names), strict=True)
            if place.source and place.country in self._lands
        }
        return [replace(m, place=known.get(m.token_start, m.place)) for m in mentions]

    def _telling_only(self, mention: PlaceMention) -> bool:
        return aside(self._doc, mention) or origin(self._doc, mention, self._home)

    def referred(self, act: Act) -> Place | None:
        """Return the place that "the town" or "the same province" in the act's clause points back to.

        "A road north of Hilla" is none told before: its words are all that is known.
        """
        new = None
        for token in pointers(act, self._grounds(act)):
            if token.pos_ == "NOUN" and (found := resolve_definite(token, self._all, self._home)) is not None:
                if not is_new(token):
                    return said_again(self._words(token), found.place)
                new = new or token
        return as_words(self._words(new)) if new is not None else None

    def _words(self, noun: Token) -> TokenSpan:
        start, end = phrase(noun)
        return self._doc[start:end]

    @staticmethod
    def _grounds(act: Act) -> set[int]:
        """Return the tokens that stand for the ground an act is done to: its target, and what it takes or holds."""
        found = {act.target.i} if act.target is not None else set()
        found |= {ground.i for ground in ground_words(act)}
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

    def _pointed(self, act: Act) -> Place | None:
        """Return the place that the act's own words point to without its name: "the city", "an Iraqi air base".

        Another place of the sentence only tells more of it: "retook the city, the last stronghold in Iraq".
        """
        war = self._of_war(act.trigger.head) if act.kind == "clash" else None
        if war is not None:
            return war
        if self._written is not None and told_here(act):
            return self._written
        for token in pointers(act, self._grounds(act)):
            people = of_people(token) if act.kind in lexicon().kinds["violent"] else None
            if people is not None:
                return of_demonym(people)
            if points_back(token):
                here = [m for m in self._mentions(token.sent) if m.token_start in self._saying and self._inside(m)]
                found = resolve_definite(token, [*self._all, *here], self._home)
                if found is not None:
                    return said_again(self._words(token), found.place)
        return None

    def _of_war(self, noun: Token) -> Place | None:
        """Return the country whose war a noun names: "the Malian war", "since Mali's conflict began"."""
        if noun.lower_ not in lexicon().nonevents["wars"]:
            return None
        for mention in self._mentions(noun.sent):
            name = self._doc[mention.token_start : mention.token_end].root
            country = mention.place.precision is PlacePrecision.COUNTRY
            if country and name.head == noun and name.dep_ in MODIFIERS:
                return mention.place
        return next(filter(None, (of_demonym(kid) for kid in noun.lefts if kid.dep_ == "amod")), None)

    def _wide(self, act: Act) -> Place | None:
        """Return the country for an act told of "across the country", and where help was sent to."""
        if act.kind in lexicon().kinds["lent"]:
            here = self._mentions(act.trigger.head.sent)
            reached = (m.place for noun in sent_to(act) for m in here if m.token_start <= noun.i < m.token_end)
            return next(reached, None)
        if any(across_country(token) for token in pointers(act, self._grounds(act))):
            return self.trail.country()
        return None
