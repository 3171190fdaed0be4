"""Whether two events are of one act in the world: points for what agrees, points off for what does not."""

import functools
from dataclasses import dataclass

from sayso.extract.likeness import one_side
from sayso.extract.places_choice import distance_km
from sayso.ledger.camps import allied
from sayso.ledger.traits import FRESH_DAYS, MAX_DAYS, MONTH, MOST_VAGUE, SLACK_DAYS, TELLING_COUNT, Traits, read_merging


@dataclass(frozen=True, slots=True)
class Points:
    """What each agreement is worth; `elsewhere` None parts two acts told of two countries.

    Fitted on four annotated months of reports, and kept where two more that were held out agreed (docs/quality.md).
    """

    same_kind: float = 1.0
    akin: float = 0.4
    rare: float = 1.0
    same_day: float = 1.5
    overlap: float = 0.75
    next_day: float = -0.75
    undated: float = -1.0
    fresh: float = -0.25
    any_day: float = -2.5
    within: float = 0.75
    same_spot: float = 2.25
    same_place: float = 1.5
    near: float = 0.75
    vicinity: float = -1.25
    wide: float = -0.25
    elsewhere: float | None = None
    abroad: float = -1.0
    same_agent: float = 0.75
    other_agent: float = -0.75
    rival_agent: float = -2.0
    rival_kind: float = -1.0
    bare_kin: float = -3.0
    reversed: float = -3.0
    same_target: float = 0.2
    same_thing: float = 1.25
    other_target: float = -0.4
    same_count: float = 2.0
    same_small_count: float = 0.75
    like_count: float = 0.25
    other_count: float = -0.75
    far_count: float = -2.0
    words: float = 4.75
    same_text: float = 4.0
    one_report: float = -3.0


POINTS = Points()
# From so many points on two events are held to be of one act.
LINK = 2.5
# An act whose day is not told is another telling of one only in nearly its words: this part of them shared.
SAME_WORDS = 0.6
# A period told again takes fewer of its words; clauses of fewer words than the last number say too little for either.
LIKE_WORDS, FEW_WORDS = 0.35, 4
# An act of a kind done every day is told again where this part of the words is shared, besides the doer.
DAILY_WORDS = 0.1
# Kilometres: the same spot, the same place, a place told for one near it; farther apart are two acts.
SPOT_KM, PLACE_KM, VICINITY_KM = 3.0, 15.0, 50.0
BREACH = "violated"
# Counts that differ by no more than this factor may be of one act as its toll rises; by more than the second hardly.
LIKE_FACTOR, FAR_FACTOR = 1.5, 3.0


@functools.cache
def kin() -> frozenset[frozenset[str]]:
    """Return the pairs of kinds that may be two voices' words for one act."""
    return frozenset(frozenset((a, b)) for a, others in read_merging()["akin"].items() for b in others)


@functools.cache
def mutual() -> frozenset[str]:
    """Return the kinds whose sides may be told either way round."""
    return frozenset(read_merging()["mutual"])


@functools.cache
def aimed() -> frozenset[str]:
    """Return the kinds of acts that are aimed at something."""
    return frozenset(read_merging()["aimed"])


@functools.cache
def whole() -> frozenset[str]:
    """Return the kinds of acts that may be of a country as a whole."""
    return frozenset(read_merging()["whole"])


@functools.cache
def rare() -> frozenset[str]:
    """Return the kinds of acts so rare that two of one week in one country are likely one."""
    return frozenset(read_merging()["rare"])


@functools.cache
def daily() -> frozenset[str]:
    """Return the kinds of acts done at one place day by day."""
    return frozenset(read_merging()["daily"])


@functools.cache
def blows() -> frozenset[str]:
    """Return the kinds of acts of force that a city at war sees many of in a day."""
    return aimed() | daily()


@functools.cache
def things() -> frozenset[str]:
    """Return the words for things of which a town has few."""
    return frozenset(read_merging()["things"])


def score(a: Traits, b: Traits, points: Points = POINTS) -> float | None:
    """Return the points for two events being of one act, None where they cannot be. Symmetric."""
    if a.kind != b.kind and frozenset((a.kind, b.kind)) not in kin():
        return None
    if (a.planned != b.planned and not _announced(a, b)) or (a.phase != b.phase and a.phase and b.phase):
        return None
    if a.phase == BREACH and a.agent and b.agent and not one_side(a.agent, b.agent) and not allied(a.agent, b.agent):
        return None  # each side accuses the other: two breaches, not one whose doer is in dispute
    if a.vast and b.vast and a.kind not in whole() and not _same_month(a, b):
        return None  # "the war, which began in 2011 with protests": what every report says of a country is no one act
    when, where = _when(a, b, points), _where(a, b, points)
    if when is None or where is None:
        return None
    total = points.same_kind if a.kind == b.kind else points.akin
    if a.kind == b.kind and a.kind in rare():
        total += points.rare
    who, many, words = _who(a, b, points), _how_many(a, b, points), _words(a, b, points)
    total += when + where + who + many + words
    # "rockets hit the city", "jets bombed the city": the day and the city alone make no one act of them
    if a.kind != b.kind and {a.kind, b.kind} <= blows() and who <= points.same_target and many <= 0 and not words:
        total += points.bare_kin
    if a.report == b.report:
        total += points.one_report
    return total


def _when(a: Traits, b: Traits, points: Points) -> float | None:
    if a.start is None or b.start is None or a.end is None or b.end is None:
        if _fresh(a, b):
            return points.fresh
        if a.kind != b.kind:
            return None  # "took the base after two days of siege": one sentence, two acts, and every copy tells both
        return points.undated if _retold(a, b, SAME_WORDS) else points.any_day
    long_a, long_b = a.end - a.start >= MAX_DAYS, b.end - b.start >= MAX_DAYS
    if (long_a or long_b) and (_once(a, b) or _same_toll(a, b)):
        return points.within if max(a.start, b.start) <= min(a.end, b.end) else None
    if long_a != long_b and _since(a, b):
        return points.within
    if long_a or long_b:  # a period is the same period, or it is another thing than the days in it
        near = long_a and long_b and abs(a.start - b.start) <= SLACK_DAYS
        verbatim = a.words == b.words and bool(a.words) and a.end == b.end  # however few the words
        there = a.kind == b.kind and a.place == b.place and not a.wide and abs(a.end - b.end) <= MAX_DAYS
        return points.overlap if near and (there or verbatim or _retold(a, b, LIKE_WORDS)) else None
    gap = max(a.start, b.start) - min(a.end, b.end)
    if gap > SLACK_DAYS:
        return None
    if gap > 0:
        return points.next_day
    return points.same_day if a.start == a.end == b.start == b.end else points.overlap


def _same_month(a: Traits, b: Traits) -> bool:
    """Tell whether both tell of one toll of one month ("bombings in February left 134 dead"): that is no war."""
    if a.kind != b.kind or (a.start, a.end) != (b.start, b.end) or (a.days or MOST_VAGUE) > MONTH:
        return False
    return _how_many(a, b, POINTS) >= POINTS.same_count


def _announced(a: Traits, b: Traits) -> bool:
    """Tell whether one tells beforehand of what the other tells was done that very day."""
    if a.kind != b.kind or a.start != b.start or not a.days == b.days == 1:
        return False
    return a.kind in mutual() or (_where(a, b, POINTS) or 0.0) >= POINTS.near


def _since(a: Traits, b: Traits) -> bool:
    """Tell whether one tells of the first day of what the other tells goes on since then ("besieged since 7 July")."""
    if a.kind != b.kind or a.kind not in read_merging()["lasting"] or a.start is None or b.start is None:
        return False
    return abs(a.start - b.start) <= SLACK_DAYS and (_where(a, b, POINTS) or 0.0) >= POINTS.near


def _same_toll(a: Traits, b: Traits) -> bool:
    """Tell whether both tell of one toll at one place: "in July a bomb killed 16 in X" and "on 5 July ..."."""
    if a.kind != b.kind or a.kind in daily() or a.wide or a.place != b.place:
        return False
    return max(a.days or 0, b.days or 0) <= MONTH and _how_many(a, b, POINTS) >= POINTS.same_count


def _once(a: Traits, b: Traits) -> bool:
    """Tell whether both tell of what is hardly done twice in a season to one town, or to a country as a whole.

    "Took X in August" and "took X on 12 August" are one capture; the first is a day that is not told closely.
    """
    if a.kind != b.kind or a.kind not in read_merging()["once"] or max(a.days or 0, b.days or 0) > MOST_VAGUE:
        return False
    if a.kind in whole():
        return a.phase == b.phase
    if a.kind in read_merging()["lasting"] and a.agent and b.agent and not one_side(a.agent, b.agent):
        return False  # each side may attack a town, or close it in, in one season
    return not a.wide and a.place == b.place


def _where(a: Traits, b: Traits, points: Points) -> float | None:
    if a.country and b.country and a.country != b.country:
        if not (a.wide or b.wide):
            return None
        return points.abroad if a.kind == b.kind and a.kind in rare() else points.elsewhere
    if a.place and a.place == b.place:
        if a.unlisted and b.unlisted:
            return points.near  # a village that no table lists is one by its name
        return points.same_spot if a.exact or b.exact else (points.wide if a.wide and b.wide else points.same_place)
    if a.wide or b.wide or a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return points.wide
    apart = distance_km(a.lat, a.lon, b.lat, b.lon)
    if apart <= SPOT_KM and (a.exact or b.exact):
        return points.same_place
    if apart <= PLACE_KM:
        return points.near
    return points.vicinity if apart <= VICINITY_KM else None


def _who(a: Traits, b: Traits, points: Points) -> float:
    if a.kind in mutual() or b.kind in mutual():
        mine, other = {a.agent, a.target} - {""}, {b.agent, b.target} - {""}
        shared = sum(any(one_side(x, y) for y in other) for x in mine)
        if not mine or not other:
            return 0.0
        return points.same_agent * shared if shared else points.other_agent
    total = 0.0
    if a.agent and b.agent:
        if one_side(a.agent, b.agent):
            total += points.same_agent
        else:
            total += points.other_agent if allied(a.agent, b.agent) else points.rival_agent
            # "rebels shelled the city", "jets bombed the city": each side hits the other, with what it has
            if a.kind != b.kind and not allied(a.agent, b.agent) and not _same_thing(a, b):
                total += points.rival_kind
    if _reversed(a, b) or _reversed(b, a):
        total += points.reversed
    if a.target and b.target:
        total += points.same_target if one_side(a.target, b.target) else points.other_target
    if _same_thing(a, b):
        total += points.same_thing
    return total


def _same_thing(a: Traits, b: Traits) -> bool:
    """Tell whether both tell of a strike on a thing of which a town has few ("the vegetable market")."""
    if not a.place or a.place != b.place or not {a.kind, b.kind} <= aimed():
        return False
    return bool(things().intersection(a.words).intersection(b.words))


def _reversed(a: Traits, b: Traits) -> bool:
    """Tell whether the doer in one telling is the one hit in the other."""
    return bool(a.agent) and one_side(a.agent, b.target) and not one_side(a.agent, b.agent)


def _how_many(a: Traits, b: Traits, points: Points) -> float:
    """The outcome that tells most decides: the killed before the injured."""
    for outcome in ("killed", "casualties", "injured", "displaced", "detained", "missing"):
        mine, other = a.counts.get(outcome), b.counts.get(outcome)
        if not mine or not other:
            continue
        x, y = mine[0] or mine[1] or 0, other[0] or other[1] or 0
        if x == y:
            return points.same_count if x >= TELLING_COUNT else points.same_small_count
        if (mine[0] is None and y < x) or (other[0] is None and x < y):
            return points.like_count  # "up to 200 killed" is no other toll than 26
        low, high = sorted((max(x, 1), max(y, 1)))
        if high <= low * LIKE_FACTOR or high - low <= 1:
            return points.like_count
        return points.other_count if high <= low * FAR_FACTOR else points.far_count
    return 0.0


def _words(a: Traits, b: Traits, points: Points) -> float:
    if a.text and a.text == b.text:
        return points.words + points.same_text
    return points.words * _shared(a, b)


def _retold(a: Traits, b: Traits, part: float) -> bool:
    return min(len(a.words), len(b.words)) >= FEW_WORDS and _shared(a, b) >= part


def _fresh(a: Traits, b: Traits) -> bool:
    """Tell whether news without a day tells what another report tells: of one time, place, and doer or toll.

    Of what is seldom done twice at a place in a week (a bombing) the time and place are enough, if neither differs in
    the toll nor names another doer.
    """
    mine, other = _window(a), _window(b)
    if mine is None or other is None or max(mine[0], other[0]) > min(mine[1], other[1]):
        return False
    far = (_where(a, b, POINTS) or 0.0) < POINTS.near
    if far and not (a.kind == b.kind and a.kind in rare() and (a.wide or b.wide)):
        return False
    if a.kind != b.kind:
        return _how_many(a, b, POINTS) >= POINTS.same_count
    if a.kind in read_merging()["lone"] and not (a.agent and b.agent):
        return _how_many(a, b, POINTS) >= 0.0
    if _how_many(a, b, POINTS) >= POINTS.same_count:
        return True
    # "Jets bombed X": they do so every day, and what is told of the day's raid must be told of this one too
    return one_side(a.agent, b.agent) and (a.kind not in daily() or _shared(a, b) >= DAILY_WORDS)


def _window(t: Traits) -> tuple[int, int] | None:
    """Return the days in which an act can have been: those told, else those before its report was published."""
    if t.start is not None and t.end is not None:
        return (t.start, t.end) if t.end - t.start < MAX_DAYS else None
    return (t.published - FRESH_DAYS, t.published) if t.published is not None and t.start is None else None


def _shared(a: Traits, b: Traits) -> float:
    mine, other = set(a.words), set(b.words)
    return len(mine & other) / len(mine | other) if mine and other else 0.0
