"""Where a report has been: the place that an act told without one takes from what was told before it."""

from collections.abc import Sequence

from spacy.tokens import Doc

from sayso.extract.country_at_war import by_its_people
from sayso.extract.lexicon import lexicon
from sayso.extract.places import PlaceMention
from sayso.model import Place, PlacePrecision

# From how many sentences before its own an act may take its place.
CARRIED = 3


class Trail:
    """The places of a report in order, and those of the acts read so far."""

    def __init__(self, doc: Doc, places: Sequence[PlaceMention], home: str) -> None:
        """Take the places that say where something is; `home` is the country of the war."""
        self._doc = doc
        self._places = places
        self._home = home
        self._bound = lexicon().nonevents["bound"]
        # where the acts read so far say of their own that they were, by the token that tells them
        self._acted: list[tuple[int, Place]] = []

    def note(self, token: int, place: Place) -> None:
        """Take the place that an act told at a token says of its own, unless something only leads there."""
        if not self._led_to(place):
            self._acted.append((token, place))

    def before(self, token: int) -> Place | None:
        """Return where the last act before a token was, in its sentence or the few before it, if not a whole country.

        Without such an act it is the last place named there: who tells on has moved to where something happened, not to
        where a road leads or who lies beside it.
        """
        first = self._start(token)
        for at, place in reversed(self._acted):
            if at < first:
                break
            if at < token and self._nearby(place):
                return place
        found = None
        for mention in self._places:
            if mention.token_start >= token:
                break
            if mention.token_start < first:
                continue  # an act so far on is told of the war at large, or somewhere else again
            if self._doc[max(mention.token_start - 1, 0)].lower_ in self._bound:
                continue
            if self._nearby(mention.place):
                found = mention.place
        return found

    def country(self) -> Place | None:
        """Return the first mention of the country whose war the report tells of, or of its people; else None."""
        named = [m.place for m in self._places if m.place.precision is PlacePrecision.COUNTRY]
        found = next((place for place in named if place.country == self._home), None)
        return found or by_its_people(self._doc, self._home)

    def _led_to(self, place: Place) -> bool:
        """Tell whether a place is one that something leads to or comes from: "reopened the road to Aden"."""
        words = self._doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
        return words is not None and words.start > 0 and self._doc[words.start - 1].lower_ in self._bound

    def _nearby(self, place: Place) -> bool:
        """Tell whether a place is a part of the country whose war the report tells of."""
        return place.precision is not PlacePrecision.COUNTRY and place.country in (self._home, "")

    def _start(self, token: int) -> int:
        """Return the first token of the sentences that a place may be carried on from."""
        start = self._doc[token].sent.start
        for _ in range(CARRIED):
            start = self._doc[start - 1].sent.start if start else 0
        return start
