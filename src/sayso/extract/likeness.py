"""How alike places, times and parties of two tellings are: whether they may be of one act."""

from sayso.extract.lexicon import lexicon
from sayso.extract.places_choice import distance_km
from sayso.extract.times import named_dates, named_days
from sayso.model import UNKNOWN, Place, PlacePrecision, TimeInterval

# Two places nearer than this are one place for the act's sake (a town and its outskirts), in kilometres.
NEAR_KM = 15.0
# Two parts of one city (quarters, bases) are one place only when they are this near, in kilometres.
BESIDE_KM = 1.0
# As far from a city may a village lie that a report tells for it where the toll is the same, in kilometres.
VICINITY_KM = 50.0
# The end of the code of a country's rebels, whichever group they are of.
REBELS = "-REB"
# A time longer than this is a span over many acts; it is no day of one of them, in days.
SPAN_DAYS = 8


def _km_apart(a: Place, b: Place) -> float | None:
    """Return how far two places are from each other in kilometres, None where one has no coordinates."""
    if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return None
    return distance_km(a.lat, a.lon, b.lat, b.lon)


def length(interval: TimeInterval) -> int:
    if interval.start is None or interval.end is None:
        return 10**6
    return (interval.end - interval.start).days


def overlap(a: TimeInterval, b: TimeInterval, slack: int = 0) -> bool:
    """Tell whether two times may be of one act: days that meet within `slack`; long spans only with spans alike."""
    if a.start is None or b.start is None or a.end is None or b.end is None:
        dates, others = named_dates(a), named_dates(b)  # "on May 1" and "on May 3" of a report without a date
        if dates and others and not dates & others:
            return slack > 0
        mine, other = named_days(a), named_days(b)
        return not (mine and other) or bool(mine & other) or slack > 0
    if (length(a) > SPAN_DAYS) != (length(b) > SPAN_DAYS):
        return False
    if length(a) > SPAN_DAYS:
        return (a.start, a.end) == (b.start, b.end)
    return (a.start - b.end).days <= slack and (b.start - a.end).days <= slack


def same_place(a: Place, b: Place) -> bool | None:
    """True: one place; False: two places; None: one may lie in the other."""
    words = _name_words(a)
    if a.name == b.name or a.text == b.text or (words and words == _name_words(b)):
        return True
    coarse = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.UNKNOWN)
    if a.precision in coarse or b.precision in coarse:
        return None if not (a.country and b.country and a.country != b.country) else False
    apart = _km_apart(a, b)
    if apart is None:
        return None
    parts = a.precision is b.precision is PlacePrecision.EXACT and set(a.name.split()).isdisjoint(b.name.split())
    return apart <= (BESIDE_KM if parts else NEAR_KM)


def _name_words(place: Place) -> frozenset[str]:
    """Return the words of a name without "of" and the like: "the University of Mosul" is "Mosul University"."""
    return frozenset(place.name.lower().split()) - lexicon().nonevents["name_fillers"]


def share_name(a: Place, b: Place) -> bool:
    """Tell whether two places have a word of their names in common ("Idlib", "the province of Idlib")."""
    return not (_name_words(a) | _told_words(a)).isdisjoint(_name_words(b) | _told_words(b))


def _told_words(place: Place) -> frozenset[str]:
    return frozenset(place.text.lower().split()) - lexicon().nonevents["name_fillers"]


def named_apart(a: Place, b: Place) -> bool:
    """Tell whether two names, one of which no table lists, are of two places: two quarters, a village and a town.

    A name that no table lists may be a part of the town named beside it.
    """
    if PlacePrecision.UNKNOWN not in (a.precision, b.precision):
        return False
    if not set(a.name.lower().split()).isdisjoint(b.name.lower().split()):
        return False
    for one, other in ((a, b), (b, a)):
        if one.precision is PlacePrecision.UNKNOWN and other.precision is PlacePrecision.SETTLEMENT:
            return not lexicon().classes["settled"].isdisjoint(one.text.lower().split())
    fine = (PlacePrecision.EXACT, PlacePrecision.UNKNOWN)
    return a.precision in fine and b.precision in fine


def near(a: Place, b: Place) -> bool:
    """Tell whether one place may be told for the other: a village for the city it lies near."""
    apart = _km_apart(a, b)
    return apart is not None and apart <= VICINITY_KM


def may_be_one(a: str, b: str) -> bool:
    """Tell whether two party codes may be of one party: one side, or a group and the rebels it may be one of."""
    if one_side(a, b):
        return True
    return any(rebels.endswith(REBELS) and group and group == group.lower() for rebels, group in ((a, b), (b, a)))


def one_side(a: str, b: str) -> bool:
    """Tell whether two party codes are one side: the same party, or organs of one state."""
    if not a or UNKNOWN in (a, b):
        return False
    return a == b or (a[:4] == b[:4] and a[3:4] == "-" and {a[4:], b[4:]} <= {"GOV", "MIL"})
