"""Which of several places of one name a report means."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from sayso.extract.gazetteer import Entry
from sayso.extract.gazetteer_fold import fold

# Weights in a sum of points; set on the development reports and on LGL/GeoVirus so that none of them alone wins against
# a country named right after the place. A power of ten of population is one point.
_SAID_COUNTRY = 12.0
_VOTES = 6.0
_CURATED = 2.0
_COUNTRY_KIND = 7.0
_PROVINCE_KIND = 2.5
# "The Middle East" is no quarter of Baltimore, however much of Maryland is told beside it.
_WIDE_KIND = 12.0
_EXACT_NAME = 1.5
# What a name that is not a town's usual one costs it: "Salisbury" was Harare, "Augusta" is Augsburg in Latin.
_OTHER_NAME = 1.5
_NEAR = 3.0
_NEAR_KM = 150.0
# What the states of the USA that a report names are worth to a town in one of them; a first value, not tuned.
_STATES = 5.0
# Two towns of one name this near in points are a toss-up: one point is a population ten times as large. Of 0.5, 1 and 2
# points the middle one, by LGL and GeoVirus.
_TOSS_UP = 1.0
# So many people make a town that is called so a better reading than a place that only was.
_SMALL_TOWN = 1_000
# So alike a spelling is the name itself, written otherwise ("St. Paul").
_ALIKE = 0.7
_WELL_KNOWN = frozenset({"settlement", "province", "district", "region", "river"})
# Below this many people a place is not believed without some sign of its country: a guess is worse than a gap.
KNOWN_WITHOUT_COUNTRY = 100_000


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in kilometres between two points in degrees."""
    a, b, c, d = map(math.radians, (lat1, lon1, lat2, lon2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(min(1.0, h)))


def points(
    entry: Entry,
    spelling: str,
    kind: str,
    said: str,
    votes: Counter[str],
    near: Sequence[tuple[float, float]],
    states: Counter[str] | None = None,
) -> float:
    """Return how well an entry fits: `kind` and `said` are told by the text, `near` are known points."""
    total = math.log10(max(entry.population, 100)) + _CURATED * bool(entry.curated)
    if entry.kind == "country":
        total += _COUNTRY_KIND
    elif entry.kind == "region" and entry.curated and not entry.country:
        total += _WIDE_KIND
    elif entry.kind == "province" and entry.curated == 0:
        total += _PROVINCE_KIND
    if kind:
        total += 4.0 if entry.kind == kind else -8.0 if entry.kind == "country" else 0.0
    elif entry.curated and entry.kind in ("province", "district"):
        total -= 1.0  # "Idlib" alone is the city
    if spelling in entry.exact:
        known = entry.main and (entry.curated == 2 or entry.kind == "country")  # Qatar is no village of Syria
        total += _EXACT_NAME * (1.0 if entry.main else 0.5) * (1.0 + 2.0 * known)
    if not (entry.main or entry.curated):
        total -= _OTHER_NAME
    if said:
        total += _SAID_COUNTRY if said in (entry.country, fold(entry.within)) else -_SAID_COUNTRY / 2
    if votes and entry.kind != "country":
        total += _VOTES * votes[entry.country] / (sum(votes.values()) or 1)
    if states and entry.within:
        total += _STATES * states[fold(entry.within)] / states.total()
    if near and entry.lat is not None and entry.lon is not None:
        closest = min(distance_km(entry.lat, entry.lon, lat, lon) for lat, lon in near)
        total += _NEAR * math.exp(-closest / _NEAR_KM)
    return total


def _toss_up(one: Entry, other: Entry) -> bool:
    """Tell whether two entries are plain towns of one country that lie far apart: nothing tells which is meant."""
    if one.curated or other.curated or one.country != other.country or one.kind != other.kind:
        return False
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return distance_km(one.lat, one.lon, other.lat, other.lon) > _NEAR_KM


def _odd(
    entry: Entry,
    spelling: str,
    rivals: Sequence[Entry],
    said: str,
    votes: Counter[str],
    near: Sequence[tuple[float, float]],
    states: Counter[str] | None,
) -> bool:
    """Tell whether an entry bears the name only as an old or foreign one, and nothing in the report points at it.

    Aleppo was Berea once, and a Beeville in Texas Maryville: "Berea police" are of a town that is called so.
    """
    if entry.main or (said and said in (entry.country, fold(entry.within))):
        return False
    if SequenceMatcher(None, spelling, fold(entry.name), autojunk=False).ratio() >= _ALIKE:
        return False
    if entry.curated or entry.population >= KNOWN_WITHOUT_COUNTRY:
        return not votes[entry.country] and any(e.main and e.population >= _SMALL_TOWN for e in rivals)
    if states and entry.within and states[fold(entry.within)]:
        return False
    if entry.country != "USA" and votes[entry.country]:
        return False
    return not any(distance_km(entry.lat or 0, entry.lon or 0, lat, lon) <= _NEAR_KM for lat, lon in near)


def choose(
    entries: Iterable[Entry],
    spelling: str,
    kind: str,
    said: str,
    votes: Counter[str],
    near: Sequence[tuple[float, float]] = (),
    states: Counter[str] | None = None,
) -> Entry | None:
    """Return the entry that fits best, or None when none can be believed."""
    scores = {e.id: points(e, spelling, kind, said, votes, near, states) for e in entries}
    ranked = sorted(entries, key=lambda e: (-scores[e.id], -e.population, e.source, e.id))
    best = next((e for e in ranked if not _odd(e, spelling, ranked, said, votes, near, states)), None)
    if best is None:
        return None
    rival = next((e for e in ranked if e is not best), None)
    if rival and abs(scores[best.id] - scores[rival.id]) < _TOSS_UP and _toss_up(best, rival):
        return None
    # The name of a quarter, a road or a base is told apart from its namesakes by its country only ("Green Zone").
    sure = (
        (best.curated and (best.kind in _WELL_KNOWN or not votes or not best.country))
        or best.kind in ("country", "province")
        or best.population >= KNOWN_WITHOUT_COUNTRY
        or (said and said == fold(best.within))
    )
    if sure or (said and said == best.country) or votes[best.country] or (not votes and len(ranked) == 1):
        return best
    return None
