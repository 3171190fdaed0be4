"""What two events are compared by: a small, flat view of each, kept beside it in the store."""

import datetime
import functools
import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sayso.knowledge.files import read_csv, read_yaml
from sayso.model import UNKNOWN, Event, Participant, PlacePrecision, Realis

# Half the width of the search around an event, in degrees: cells of this size and their neighbours hold what is near.
CELL = 0.5
# An act told for more days than this is a period; it is looked up by its first day alone, in days.
MAX_DAYS = 12
# Days that two voices may be apart about one act (reports before and after midnight, "overnight").
SLACK_DAYS = 1
# An act told for so many days or more of a country, or of no place, is its war rather than one act in it.
VAST_DAYS = 10
# Days of the widest time that tells when something was done rather than how long it took: a year, or a month.
MOST_VAGUE, MONTH = 366, 31
# Counts of so many people hardly agree by chance.
TELLING_COUNT = 3
# News without a day is looked for so many days before its report was published.
FRESH_DAYS = 6
# Words of the clauses that are compared; more say nothing more.
MAX_WORDS = 60

WIDE = (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE, PlacePrecision.UNKNOWN)
# How long an act is told for, in the keys of those done once.
LONG, SHORT = "long", "short"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Traits:
    """An event as merging sees it. `start` and `end` are ordinals of days; `counts` maps an outcome to [low, high].

    `wide` tells that the place is a province, a country or not resolved; `text` is a digest of its words.
    """

    key: str
    report: str
    kind: str
    phase: str
    planned: bool
    start: int | None
    end: int | None
    country: str
    place: str
    lat: float | None
    lon: float | None
    wide: bool
    exact: bool
    agent: str
    target: str
    counts: dict[str, list[int | None]]
    words: list[str]
    text: str
    published: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the traits as plain values."""
        return {name: getattr(self, name) for name in self.__slots__}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Traits":
        """Return the traits that `to_json` gave."""
        return cls(**data)

    @property
    def days(self) -> int | None:
        """The number of days the act is told for, None if either end is open."""
        return None if self.start is None or self.end is None else self.end - self.start + 1

    @property
    def unlisted(self) -> bool:
        """Whether its place has a name of its own that no table lists, so that nobody knows where it lies."""
        return bool(self.place) and not self.country and self.lat is None

    @property
    def vast(self) -> bool:
        """Whether it is told only for a long time and of a country, a province or no place."""
        return self.wide and bool(self.country or not self.place) and (self.days or 0) >= VAST_DAYS


@functools.cache
def _stop_words() -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(STOP_WORDS)


@functools.cache
def read_merging() -> dict[str, Any]:
    """Return the data of knowledge/merging.yaml."""
    data: dict[str, Any] = read_yaml("merging.yaml")
    return data


@functools.cache
def families() -> dict[str, str]:
    """Return the family of each kind of event."""
    return {kind: name for name, kinds in read_merging()["families"].items() for kind in kinds}


@functools.cache
def bystanders() -> frozenset[str]:
    """Return the codes of parties that bear no arms: civilians, media, aid workers, monitors, rescue services."""
    kinds = frozenset(read_merging()["unarmed_kinds"])
    groups = {row["slug"] for row in read_csv("parties/groups.csv") if row["kind"] in kinds}
    return frozenset(read_yaml("courses.yaml")["bystanders"]) | groups


def content_words(text: str) -> list[str]:
    """Return the words of `text` that carry meaning, in lower case, without order or repetition."""
    words = {match.group().lower() for match in _WORD.finditer(text)}
    return sorted(w for w in words - _stop_words() if len(w) > 2 or w.isdigit())[:MAX_WORDS]


def traits(event: Event, key: str, report: str, text: str, published: datetime.date | None = None) -> Traits:
    """Return what merging needs to know of an event of the report `report`, whose text is `text`."""
    clauses = " ".join(dict.fromkeys(m.clause.of(text) for m in event.mentions))
    words = content_words(clauses)
    place, time = event.place, event.time
    return Traits(
        key=key,
        report=report,
        kind=event.kind,
        phase=event.phase,
        planned=event.realis is Realis.PLANNED,
        start=_ordinal(time.start if time else None),
        end=_ordinal(time.end if time else None),
        country=place.country if place else "",
        place=place_key(place.name) if place else "",
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        wide=place is None or place.lat is None or place.precision in WIDE,
        exact=place is not None and place.precision is PlacePrecision.EXACT,
        agent=_doer(event),
        target=_party(event.target),
        counts=_counts(event),
        words=words,
        published=_ordinal(published),
        text=hashlib.blake2b(" ".join(words).encode(), digest_size=8).hexdigest() if len(words) > 3 else "",
    )


def place_key(name: str) -> str:
    """Return a place name as it is compared: lower case, without hyphens, marks and the Arabic article."""
    letters = re.sub(r"[^\w\s]+", " ", name.lower())
    return " ".join(w for w in letters.split() if w not in ("al", "el"))


def own_blocks(t: Traits) -> Iterator[str]:
    """Yield the keys under which an event is found by others that may be of the same act.

    Of two events each finds the other or neither does: which of them comes first decides nothing.
    """
    family = families().get(t.kind, t.kind)
    if t.text:
        yield f"t|{t.text}"
    for day in _days(t):
        yield f"{family}|{day}|*"
        yield f"{family}|{day}|~{t.country}"
        if t.wide:
            yield f"{family}|{day}|={t.country}"
        else:
            yield f"{family}|{day}|{_cell(t)[0]},{_cell(t)[1]}"
    if t.kind in read_merging()["rare"]:
        yield from (f"{t.kind}|{day}|*" for day in _window(t))  # in any country: some report names that of a voice
    yield from _village(t)
    yield from _tolls(t)
    for length, month in _once(t):
        spots = (_spot(t), "*") if _spot(t).startswith("~") else (_spot(t),)
        yield from (f"{t.kind}|{length}|{month}|{spot}" for spot in spots)


def sought_blocks(t: Traits) -> Iterator[str]:
    """Yield the keys of the events that may be of the same act as this one."""
    family = families().get(t.kind, t.kind)
    if t.text:
        yield f"t|{t.text}"
    if t.kind in read_merging()["rare"]:
        yield from (f"{t.kind}|{day}|*" for day in _window(t))
    yield from _village(t)
    yield from _tolls(t)
    for length, month in _once(t):  # of two days, the first keys tell whether they are near
        spots = ("*",) if _spot(t) == "~" else (_spot(t), "~")
        for other in (LONG, SHORT) if length == LONG else (LONG,):
            yield from (f"{t.kind}|{other}|{month}|{spot}" for spot in spots)
    days = sorted({day + near for day in _days(t) for near in range(-SLACK_DAYS, SLACK_DAYS + 1)})
    for day in days:
        if t.wide:  # it may lie anywhere in its country; without one, anywhere
            yield f"{family}|{day}|~{t.country}" if t.country else f"{family}|{day}|*"
            yield f"{family}|{day}|="
            continue
        yield f"{family}|{day}|={t.country}"
        yield f"{family}|{day}|="
        x, y = _cell(t)
        for dx, dy in itertools.product((-1, 0, 1), repeat=2):
            yield f"{family}|{day}|{x + dx},{y + dy}"


def _days(t: Traits) -> list[int]:
    if t.start is None and t.end is None and t.wide:
        return []
    return _window(t)


def _window(t: Traits) -> list[int]:
    """Return the days under which an act is looked up: those told, else those before its report was published."""
    first = t.start if t.start is not None else t.end
    if first is None:
        return list(range(t.published - FRESH_DAYS, t.published + 1)) if t.published is not None else []
    length = t.days
    if length is None or length > MAX_DAYS:
        return [first]
    return list(range(first, first + length))


def _once(t: Traits) -> Iterator[tuple[str, int]]:
    """Yield for an act of a kind done once whether it is told for long or not, with each month it may have been in."""
    data = read_merging()
    if t.kind in data["once"] and (not t.wide or t.kind in data["whole"]) and (t.days or MOST_VAGUE + 1) <= MOST_VAGUE:
        length = LONG if (t.days or 0) > MAX_DAYS else SHORT
        yield from ((length, month) for month in _months(t))


def _months(t: Traits) -> range:
    """Return the months of an act whose days are told, counted from the first year."""
    first, last = datetime.date.fromordinal(t.start or 1), datetime.date.fromordinal(t.end or 1)
    return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)


def _village(t: Traits) -> Iterator[str]:
    """Yield keys of a village that no table lists, by its name, for each day on which the act may have been."""
    if t.unlisted:
        yield from (f"{families().get(t.kind, t.kind)}|{day}|#{t.place}" for day in _window(t))


def _tolls(t: Traits) -> Iterator[str]:
    """Yield keys of a telling toll at a place, for each month it may have been in."""
    if t.kind in read_merging()["daily"] or t.wide or (t.days or MOST_VAGUE) > MONTH:
        return
    for outcome in ("killed", "casualties", "injured"):
        low, high = t.counts.get(outcome, (None, None))
        if (low or high or 0) >= TELLING_COUNT:
            yield from (f"{t.kind}|{month}|{t.place}|{outcome}{low or high}" for month in _months(t))
            return


def _spot(t: Traits) -> str:
    """Return the place of an act done once there, or the country of one that may be of a country as a whole."""
    return f"~{t.country}" if t.kind in read_merging()["whole"] else t.place


def _cell(t: Traits) -> tuple[int, int]:
    return int((t.lat or 0.0) // CELL), int((t.lon or 0.0) // CELL)


def _ordinal(day: datetime.date | None) -> int | None:
    return day.toordinal() if day else None


def _party(part: Participant | None) -> str:
    return part.party if part is not None and part.party != UNKNOWN else ""


def _doer(event: Event) -> str:
    """Return the party of the doer; of an act of force only one that bears arms or may.

    Where a truck, a town or a crowd is read as the doer, the one who did it is not told: it is no other doer than the
    one another report names.
    """
    party = _party(event.agent)
    return "" if families().get(event.kind) == "force" and party in bystanders() else party


def _counts(event: Event) -> dict[str, list[int | None]]:
    """Return the highest count of each outcome: the others are parts of it or earlier."""
    best: dict[str, list[int | None]] = {}
    for figure in event.figures:
        size = figure.low if figure.low is not None else figure.high
        kept = best.get(figure.outcome.value)
        if size is not None and (kept is None or size > (kept[0] or kept[1] or 0)):
            best[figure.outcome.value] = [figure.low, figure.high]
    return best
