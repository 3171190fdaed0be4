"""Names that are not the places the tables have for them: people, namesakes far away, quarters of other towns."""

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from sayso.extract.gazetteer import Entry
from sayso.extract.gazetteer_fold import fold
from sayso.extract.places_accept import Candidate
from sayso.extract.places_choice import KNOWN_WITHOUT_COUNTRY, distance_km
from sayso.extract.places_cues import QUARTERS, cues
from sayso.extract.places_names import Group, Name, name_key
from sayso.extract.places_spans import Shape, is_quarter, is_village, kind_after, kind_before, locative_before
from sayso.extract.places_votes import Votes

_SMALL = 20_000  # people of a place that is not known beyond its surroundings
_WITNESSES = 40
_FAR_KM = 250  # how far villages of one report's war lie from each other at most; a first value, not tuned
_ABROAD_KM = 500  # how far over a border a village of the same war may lie; a first value, not tuned
_QUARTER_KM = 40  # from the middle of the largest towns to their last quarters
_UNLIKE = 0.5  # a name less alike than this is another name of the town: Dzhokhar was Grozny's


def without_people(shape: Shape, found: list[Candidate], groups: dict[Name, Group]) -> list[Candidate]:
    """Leave out a name that a town bears only besides its own where the report uses it of a person throughout."""
    told: dict[Name, list[Candidate]] = {}
    for candidate in found:
        told.setdefault(name_key(candidate), []).append(candidate)
    people = set()
    for name, told_so in told.items():
        entry = groups[name].chosen
        if entry is None or entry.kind != "settlement":
            continue
        alike = SequenceMatcher(None, groups[name].spelling, fold(entry.name), autojunk=False).ratio()
        if alike >= _UNLIKE:  # another spelling of the town's own name
            continue
        tagged = sum(shape.entity[c.start] == "PERSON" for c in told_so)
        if 2 * tagged > len(told_so) and not any(_stands_as_place(shape, c) for c in told_so):
            people.add(name)
    return [candidate for candidate in found if name_key(candidate) not in people]


def _stands_as_place(shape: Shape, candidate: Candidate) -> bool:
    kind = kind_after(shape, candidate.end) or kind_before(shape, candidate.start)
    return bool(kind) or locative_before(shape, candidate.start)


def of_other_towns(shape: Shape, found: Sequence[Candidate], groups: dict[Name, Group]) -> set[Name]:
    """Return the names of quarters that a report, where it tells their town, puts into another than their entry's."""
    told: set[Name] = set()
    for at, candidate in enumerate(found):
        entry = groups[name_key(candidate)].chosen
        if entry is not None and _elsewhere(shape, candidate, entry, found[at + 1 : at + 2], groups):
            told.add(name_key(candidate))
    return told


def _elsewhere(
    shape: Shape,
    candidate: Candidate,
    entry: Entry,
    following: Sequence[Candidate],
    groups: dict[Name, Group],
) -> bool:
    """Whether a quarter is told to lie in a town from which its entry is far: it is another of that name.

    "The al-Jadida quarter in western Mosul" and "the neighbourhood of al-Jadida in Mosul" are no Jadida of Syria.
    """
    at = candidate.end
    behind = kind_after(shape, at) in QUARTERS
    if not following or not (behind or kind_before(shape, candidate.start) in QUARTERS):
        return False
    if behind:
        at += 2 if shape.word(at) in cues().camp_words else 1
    if shape.word(at) not in ("in", "of"):
        return False
    at += 1
    while shape.word(at) in cues().directions or shape.word(at) == "the":
        at += 1
    town = groups[name_key(following[0])].chosen if following[0].start == at else None
    if town is None or entry.population > town.population or None in (town.lat, town.lon, entry.lat, entry.lon):
        return False  # "Aleppo's neighborhood of Khalidiya": the city stands before its part
    return distance_km(entry.lat, entry.lon, town.lat, town.lon) > _QUARTER_KM  # type: ignore[arg-type]


def is_namesake(shape: Shape, candidate: Candidate, entry: Entry, groups: dict[Name, Group], votes: Votes) -> bool:
    """Whether a name is that of some other place than the one that the tables have for it."""
    return (
        too_large(shape, candidate, entry, votes)
        or lost(entry, groups, votes.without(name_key(candidate)))
        or of_no_town_told(shape, candidate, entry, groups)
    )


def of_no_town_told(shape: Shape, candidate: Candidate, entry: Entry, groups: dict[Name, Group]) -> bool:
    """Whether what is told as a quarter is far from all of its country that the report names, a city among it.

    "The Mazraa neighbourhood" of a report from Damascus is no village of that name near Suwayda.
    """
    if entry.lat is None or entry.population >= KNOWN_WITHOUT_COUNTRY:
        return False
    if not is_quarter(shape, candidate.start, candidate.end):
        return False
    others = [g.chosen for g in groups.values() if g.chosen is not None and g.chosen is not entry]
    told = [(e.population, e.lat, e.lon) for e in others if e.country == entry.country]
    spots = [(lat, lon) for _, lat, lon in told if lat is not None and lon is not None]
    near = any(distance_km(entry.lat, entry.lon or 0, *spot) <= _QUARTER_KM for spot in spots)
    return any(people >= KNOWN_WITHOUT_COUNTRY for people, *_ in told) and not near


def too_large(shape: Shape, candidate: Candidate, entry: Entry, votes: Votes) -> bool:
    """Whether the name of a village or a building has been taken for a city of a country the report does not tell of.

    In a report of Syria or Iraq "the village of al-Sabha" is no Sabha of Libya and "Al Salem hospital" no Salem of
    India.
    """
    told = votes.without(name_key(candidate))
    city = entry.population >= KNOWN_WITHOUT_COUNTRY
    site = bool(told) and kind_after(shape, candidate.end) in cues().site_kinds
    return city and not told[entry.country] and (site or is_village(shape, candidate.start, candidate.end))


def lost(entry: Entry, groups: dict[Name, Group], votes: Counter[str]) -> bool:
    """Tell whether a small place lies far from all others of its country that the report tells of.

    Of a village near Donetsk that no table has, the namesake near Poltava is no better than no place, and of a quarter
    of Aleppo the village in Yemen. `votes` are the countries that the report's other words point at.
    """
    if entry.lat is None or (entry.curated and not entry.by_hand):
        return False
    others = [g.chosen for g in groups.values() if g.chosen is not None and g.chosen is not entry]
    points = [(e.country, e.lat, e.lon) for e in others if e.kind != "country"]
    found = [(country, (lat, lon)) for country, lat, lon in points if lat is not None and lon is not None]
    if entry.by_hand:
        near = any(distance_km(entry.lat, entry.lon or 0, *spot) <= _ABROAD_KM for _, spot in found)
        return bool(found) and not near and not votes[entry.country]
    if entry.kind != "settlement" or entry.population >= _SMALL:
        return False
    spots = [spot for country, spot in found if country == entry.country][:_WITNESSES]
    together = any(distance_km(*one, *two) < _FAR_KM for one, two in combinations(spots, 2))
    return together and all(distance_km(entry.lat, entry.lon or 0, *spot) > _FAR_KM for spot in spots)
