"""Sites and quarters that no table lists, put at the town they stand in: "the Branko Bridge in Belgrade"."""

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from sayso.extract.place_better import lies_in
from sayso.extract.places import PlaceMention
from sayso.extract.places_cues import cues
from sayso.model import Place, PlacePrecision

# How many words may stand between a site and the town told behind it ("in the city of").
_TOLD = 4
_TOWNS = frozenset((PlacePrecision.SETTLEMENT, PlacePrecision.DISTRICT))
_NOUNS = frozenset(("NOUN", "PROPN"))


def within(doc: Doc, place: Place, mentions: Sequence[PlaceMention], home: str) -> Place:
    """Return a place of a report, with the point of its town if it is a site or a quarter without one of its own.

    A name that the report tells elsewhere as a place that the tables have is that place here too.
    The town is the one told beside it, else that of its sentence, else the last one told before in `home`, the country
    of the war, among `mentions`, the report's places in order. The precision says that the point is a town's; what may
    lie outside towns ("the road", "the camp") stays without.
    """
    if place.source:
        return place
    again = next((m.place for m in mentions if m.place.source and m.place.text == place.text), None)
    if again is not None:
        return replace(again, span=place.span)
    words = doc.char_span(place.span.start, place.span.end, alignment_mode="expand")
    if words is None:
        return place
    town = _quartered(doc, PlaceMention(place, words.start, words.end, "locative"), mentions)
    if town is None and _in_town(doc, words.start, words.end):
        town = _beside(doc, words.start, words.end, mentions)
        town = town or _around(doc, words.start, words.end, mentions, home)
    if town is None:
        return place
    return replace(
        place,
        country=town.country,
        lat=town.lat,
        lon=town.lon,
        precision=PlacePrecision.SETTLEMENT,
        source=town.source,
    )


def _in_town(doc: Doc, start: int, end: int) -> bool:
    """Tell whether words name what stands in towns, by one of them or the one behind: "Minutka square"."""
    return any(word.lower_ in cues().in_town and word.pos_ in _NOUNS for word in doc[start : end + 1])


def _quartered(doc: Doc, part: PlaceMention, mentions: Sequence[PlaceMention]) -> Place | None:
    """Return the town of which a place is told as a quarter: "the Mashraf quarter in Hodeidah"."""
    whole = next((m for m in mentions if m.token_start >= part.token_end), None)
    lies = whole is not None and whole.place.precision in _TOWNS and lies_in(doc, part, whole)
    return whole.place if whole is not None and lies else None


def _beside(doc: Doc, start: int, end: int, mentions: Sequence[PlaceMention]) -> Place | None:
    """Return the town told right behind a site, or right before as whose it is: "Damascus' Abbasid Square"."""
    towns = [m for m in mentions if m.place.lat is not None]
    if end < len(doc) and doc[end].lower_ in cues().in_town:
        end += 1
    for town in towns:
        gap = doc[end : town.token_start]
        if end <= town.token_start <= end + _TOLD and all(word.lower_ in cues().to_town for word in gap):
            return town.place
    for town in towns:
        gap = doc[town.token_end : start]
        if start - 1 <= town.token_end <= start and all(word.tag_ == "POS" for word in gap):
            return town.place
    return None


def _around(doc: Doc, start: int, end: int, mentions: Sequence[PlaceMention], home: str) -> Place | None:
    """Return the town of a site by what its sentence tells, where that tells nothing by what was told before.

    A province or a river that the sentence names says that the site need not lie in the town of the sentence before.
    """
    sentence = doc[start].sent
    others = [m for m in mentions if m.place.precision is not PlacePrecision.COUNTRY and m.role == "locative"]
    others = [m for m in others if m.token_end <= start or m.token_start >= end]
    here = [m for m in others if sentence.start <= m.token_start < sentence.end]
    if here:
        towns = [m for m in here if _is_town(m)]
        return min(towns, key=lambda m: abs(m.token_start - start)).place if towns else None
    told = [m.place for m in others if m.token_end <= start and _is_town(m) and m.place.country == home]
    return told[-1] if told else None


def _is_town(mention: PlaceMention) -> bool:
    return mention.place.precision in _TOWNS and mention.place.lat is not None
