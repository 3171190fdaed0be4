"""Counts brought together: the range over all sources, and whether they rise or contradict one another."""

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sayso.ledger.origins import is_staff
from sayso.ledger.traits import read_merging
from sayso.model.figure import Outcome
from sayso.model.incident import Count, Dispute, Matter, Range, Side

# Counts that differ by less than this factor, or by fewer people than this, are one toll told loosely. Set on reports
# of four months: 13 and 20, 27 and 50 are no dispute there, 16 and 32, 29 and 75 are.
RIVAL_FACTOR, RIVAL_PEOPLE = 2, 5


_SOME_OF = re.compile(r"\bof (?:those|them|these|whom|the (?:dead|wounded|injured|killed|victims|casualties))\b")
_WORD = re.compile(r"[a-z]+")
# Words behind which a phrase for people says no more who they are ("commanders of several ranks").
_BEHIND = re.compile(r"\b(?:of|from|in|at|with|near|who|including|mostly|most)\b")


@dataclass(frozen=True, slots=True)
class _Toll:
    """What one origin says last of how many there were in all.

    `own` tells that it is the word of the report itself, `counting` that the origin gave a lower one on the same day.
    """

    origin: str
    source: str
    low: int
    high: int | None
    first: datetime.date | None
    last: datetime.date | None
    text: str
    who: str
    own: bool
    counting: bool


def ranges_of(counts: Sequence[Count]) -> tuple[Range, ...]:
    """Return for each outcome the range from the least to the most that a source gives for all who were hit."""
    found = []
    for outcome in Outcome:
        tolls = _tolls(counts, outcome)
        if not tolls:
            continue
        high = None if any(t.high is None for t in tolls) else max(t.high or 0 for t in tolls)
        low = min(t.low for t in tolls)
        found.append(Range(outcome, low, high, rising=_rivals(tolls, rising=True) is not None))
    return tuple(found)


def toll_dispute(counts: Sequence[Count], interested: Collection[str] = ()) -> Dispute | None:
    """Return the dispute between counts of different origins that cannot both hold, None if there is none.

    A higher count published later is a toll that rose, unless the lower one is told again on that day or after it. What
    a report counts in its own voice makes no side where a voice is named: it may have the number from anywhere. Not so
    where the outlet stands by a party to the act (its origin is among the `interested`): that is the party's count.
    """
    for outcome in (Outcome.KILLED, Outcome.CASUALTIES, Outcome.INJURED, Outcome.DETAINED):
        tolls = _of_the_whole(_tolls(counts, outcome), [c for c in counts if c.outcome is outcome and c.live])
        named = [toll for toll in tolls if not toll.own or toll.origin in interested]
        pair = _rivals(named or tolls, rising=False)
        if pair is not None:
            low, high = pair
            sides = tuple(Side(f"{outcome.value}: {t.text}", (t.source,)) for t in (low, high))
            why = f"{outcome.value}: {low.text} ({low.source}) against {high.text} ({high.source})"
            return Dispute(Matter.FIGURES, why, sides)
    return None


def _of_the_whole(tolls: Sequence[_Toll], counts: Sequence[Count]) -> list[_Toll]:
    """Leave out tolls near a lower count that somebody else gives beside his own toll: they are of that part.

    Who tells of 31 dead, ten of them in a bus, is not contradicted by who counts eight dead in the bus.
    """
    whole = {toll.origin: toll.low for toll in tolls}
    told_in: dict[str, set[str]] = {}
    for count in counts:
        told_in.setdefault(count.origin, set()).add(count.report)
    return [
        toll
        for toll in tolls
        if not any(
            c.origin != toll.origin
            and c.report in told_in[toll.origin]
            and c.low is not None
            and c.low > RIVAL_PEOPLE
            and toll.low < c.low * RIVAL_FACTOR <= whole.get(c.origin, 0)
            and c.low < toll.low * RIVAL_FACTOR
            for c in counts
        )
    ]


def _rivals(tolls: Sequence[_Toll], *, rising: bool) -> tuple[_Toll, _Toll] | None:
    """Return the two tolls farthest apart that contradict (or, if `rising`, follow) each other."""
    best: tuple[float, _Toll, _Toll] | None = None
    for low in tolls:
        for high in tolls:
            if low.origin == high.origin or not _apart(low, high):
                continue
            if not rising and not _exclude(low, high):
                continue
            rose = low.last is not None and high.first is not None and low.last < high.first
            if rose == rising and (best is None or high.low / max(low.low, 1) > best[0]):
                best = (high.low / max(low.low, 1), low, high)
    return None if best is None else best[1:]


def _apart(low: _Toll, high: _Toll) -> bool:
    """Tell whether the second toll is well above the first."""
    most = low.high if low.high is not None else low.low
    return high.low - most >= RIVAL_PEOPLE and high.low >= max(most, 1) * RIVAL_FACTOR


def _exclude(low: _Toll, high: _Toll) -> bool:
    """Tell whether the second toll, well above the first, cannot hold beside it.

    "At least 12" leaves room for more, "hundreds" says nothing exact, five civilians may lie among twenty people, and
    who gave 22 in the morning and 31 at noon is still counting.
    """
    if low.high is None or low.counting or _is_open(low.text, low.source) or _is_open(high.text, high.source):
        return False
    return low.who not in read_merging()["unarmed"] or high.who in read_merging()["unarmed"]


def _is_open(*words: str) -> bool:
    return bool(set(_WORD.findall(" ".join(words).lower())) & set(read_merging()["open"]))


def _head(who: str) -> str:
    """Return the noun of a phrase for people: "regime soldiers", "soldiers of the regime" give "soldiers"."""
    words = _WORD.findall(_BEHIND.split(who.lower())[0]) or _WORD.findall(who.lower())
    return words[-1] if words else ""


def _sort(count: Count) -> str:
    """Return the sort of people that a count is of: "" for anybody, fighters or soldiers by any name, else the noun."""
    head, data = _head(count.who), read_merging()
    if not head or head in data["anybody"]:
        return ""
    return next((name for name, words in data["sorts"].items() if head in words), head)


def _is_part(count: Count) -> bool:
    """Tell whether a count is of some of the people, or of more people on top of others."""
    words = read_merging()
    if _head(count.who) in words["part"]:
        return True
    if _SOME_OF.search(f"{count.text} {count.who}".lower()):
        return True
    said = _WORD.findall(count.text.lower())
    if (count.low, count.high) == (1, 1) and "one" not in said and "1" not in count.text:
        return True  # "a pilot", "the spokesman": a victim, no toll
    return any(
        word in words["added"] and said[n + 1 : n + 2] != ["than"] and said[n - 1 : n] != ["or"]
        for n, word in enumerate(said)
    )


def _tolls(counts: Iterable[Count], outcome: Outcome) -> list[_Toll]:
    """Return one toll an origin: the highest of its last day; parts of a toll ("11 children") are left out.

    Only counts of one sort of people are compared: of all who were hit where anybody gives that, else of the sort that
    most origins count.
    """
    by_sort: dict[str, dict[str, list[Count]]] = {}
    for count in counts:
        if count.outcome is outcome and count.live and not _is_part(count):
            by_sort.setdefault(_sort(count), {}).setdefault(count.origin, []).append(count)
    if not by_sort:
        return []
    chosen = min(by_sort, key=lambda sort: (sort != "", -len(by_sort[sort]), sort))
    return [_toll(origin, given) for origin, given in sorted(by_sort[chosen].items())]


def _toll(origin: str, given: Sequence[Count]) -> _Toll:
    sized = [(c.low if c.low is not None else c.high or 0, c) for c in given]
    last = max((c.since for c in given if c.since), default=None)
    latest = [(size, c) for size, c in sized if c.since == last] or sized
    size, top = max(latest, key=lambda pair: (pair[0], pair[1].text))
    first = min((c.since for s, c in sized if c.since and s == size), default=None)
    return _Toll(
        origin,
        top.source,
        size,
        top.high,
        first,
        last,
        top.text,
        who=_head(top.who),
        own=top.source == top.publisher or is_staff(origin, top.source),  # what a reporter saw is not all there was
        counting=any(s < size for s, _ in latest),
    )
