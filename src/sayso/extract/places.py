"""The places a report names, each resolved to one entry of the gazetteer where that is safe."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from spacy.tokens import Doc

from sayso.extract.gazetteer import Entry, Gazetteer, gazetteer
from sayso.extract.gazetteer_fold import fold, key
from sayso.extract.places_accept import Candidate, accept, goes_back, goes_on, of_country, unknown_spans
from sayso.extract.places_choice import KNOWN_WITHOUT_COUNTRY, choose, distance_km
from sayso.extract.places_cues import QUARTERS, cues
from sayso.extract.places_refer import PlaceMention, resolve_definite, role_of
from sayso.extract.places_spans import (
    Shape,
    candidate_keys,
    is_village,
    kind_after,
    kind_before,
    locative_before,
    surface,
)
from sayso.extract.places_words import as_place
from sayso.model import Report

__all__ = ["PlaceMention", "find_mentions", "resolve_definite"]

_DATELINE_VOTES = 3
_SMALL = 20_000  # people of a place that is not known beyond its surroundings
_WITNESSES = 40
_FAR_KM = 250  # how far villages of one report's war lie from each other at most; a first value, not tuned
_QUARTER_KM = 40  # from the middle of the largest towns to their last quarters
_UNLIKE = 0.5  # a name less alike than this is another name of the town: Dzhokhar was Grozny's
_SHARED = 3  # names with a town in one state that speak for the state
_FIRM_POPULATION = 500_000  # a lone name of a city this large votes for its country


@dataclass(slots=True)
class _Group:
    """All mentions of one name, resolved together: a report means one place by one name."""

    spelling: str
    entries: tuple[Entry, ...]
    kind: str = ""
    said: str = ""
    chosen: Entry | None = None


def find_mentions(
    doc: Doc, report: Report | None = None, given: Sequence[tuple[int, int]] | None = None
) -> list[PlaceMention]:
    """Return every mention of a place, resolved or not, with its tokens and its role, in order; never raises.

    With `given`, the mentions are those tokens `[start, end)` and no others: somebody else has said that they are names
    of places, and only which places is asked.
    """
    shape = Shape.of(doc)
    if not shape.whole.strip():
        return []
    table = gazetteer()
    keys = candidate_keys(shape)
    table.load({*keys.values(), *(k[:-1] for k in keys.values() if k.endswith("s") and len(k) > 4)})
    found = _walk(shape, table, keys) if given is None else _given(shape, table, given)
    votes = _votes(shape, found, table, report)
    states = _states(shape, found)
    if given is None:
        found += unknown_spans(doc, shape, table, found, votes.all)
    found.sort(key=lambda c: c.start)
    groups = _groups(shape, found, table)
    _resolve(groups, votes, states)
    if given is None:
        found = _without_people(shape, found, groups)
    mentions: list[PlaceMention] = []
    people: list[int] = []
    others = _of_other_towns(shape, found, groups)
    for candidate in found:
        name = _name_key(candidate)
        entry = groups[name].chosen if candidate.entries else None
        if entry is not None and (name in others or _too_large(shape, candidate, entry, votes) or _lost(entry, groups)):
            entry = None
        if candidate.entries and entry is None and candidate.weak:
            continue
        place, start, end = as_place(shape, candidate, entry, table)
        if mentions and mentions[-1].token_end > start:
            continue
        mentions.append(PlaceMention(place, start, end, role_of(doc, shape, candidate, entry)))
        people.append(entry.population if entry is not None else 0)
    return [mention for at, mention in enumerate(mentions) if not _only_owns(shape, mentions, people, at)]


def _only_owns(shape: Shape, mentions: list[PlaceMention], people: list[int], at: int) -> bool:
    """Tell whether a city only says whose part is named behind it: "the Damascus suburb of Daraya".

    The larger of the two is the city: "the Jobar neighbourhood of Damascus" is the other way round.
    """
    if at + 1 == len(mentions):
        return False
    here, part = mentions[at], mentions[at + 1]
    gap = shape.lower[here.token_end : part.token_start]
    sort = cues().kinds.get(shape.lower[here.token_end - 1]) in QUARTERS
    return sort and gap in ([], ["of"], ["of", "the"]) and people[at] > people[at + 1]


def _walk(shape: Shape, table: Gazetteer, keys: dict[tuple[int, int], str]) -> list[Candidate]:
    """Take the longest known name at each token, left to right."""
    ends: dict[int, list[int]] = {}
    for start, end in keys:
        ends.setdefault(start, []).append(end)
    found: list[Candidate] = []
    at = 0
    for start in sorted(ends):
        if start < at:
            continue
        for end in sorted(ends[start], reverse=True):
            filed = keys[start, end]
            text = surface(shape, start, end)
            entries, cut = _state(text, table) or table.find(filed), 0
            if not entries and filed.endswith("s") and len(filed) > 4:
                # A collector has stripped the apostrophe of "Syria's".
                entries = tuple(e for e in table.find(filed[:-1]) if e.kind == "country" or e.curated == 2)
                cut = 1
            if not entries:
                continue
            candidate = Candidate(start, end, text[: len(text) - cut], entries, cut)
            if goes_back(shape, start, at) or goes_on(shape, candidate):
                continue
            candidate.owned = of_country(candidate, found)
            if candidate.owned or accept(shape, candidate):
                found.append(candidate)
                at = end
                break
    return found


def _without_people(shape: Shape, found: list[Candidate], groups: dict[tuple[str, bool], _Group]) -> list[Candidate]:
    """Leave out a name that a town bears only besides its own where the report uses it of a person throughout."""
    told: dict[tuple[str, bool], list[Candidate]] = {}
    for candidate in found:
        told.setdefault(_name_key(candidate), []).append(candidate)
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
    return [candidate for candidate in found if _name_key(candidate) not in people]


def _stands_as_place(shape: Shape, candidate: Candidate) -> bool:
    kind = kind_after(shape, candidate.end) or kind_before(shape, candidate.start)
    return bool(kind) or locative_before(shape, candidate.start)


def _given(shape: Shape, table: Gazetteer, spans: Sequence[tuple[int, int]]) -> list[Candidate]:
    """Take the names that somebody else has marked."""
    found = []
    for start, end in spans:
        text = surface(shape, start, end)
        found.append(Candidate(start, end, text, _state(text, table) or table.find(key(text))))
    return found


def _state(text: str, table: Gazetteer) -> tuple[Entry, ...]:
    """Return the state of the USA that an abbreviation with its stop stands for: "Fla." is no Flå in Norway."""
    state = cues().us_states.get(text, "") if text.endswith(".") else ""
    return tuple(e for e in table.find(key(state)) if e.kind == "province") if state else ()


@dataclass(slots=True)
class _Votes:
    """The countries that a report points at, and what each name alone adds: a name is no witness for itself."""

    all: Counter[str]
    by_name: dict[tuple[str, bool], Counter[str]]

    def without(self, name: tuple[str, bool]) -> Counter[str]:
        """Return the countries that all but a name point at."""
        return self.all - self.by_name[name] if name in self.by_name else self.all


def _votes(shape: Shape, found: list[Candidate], table: Gazetteer, report: Report | None) -> _Votes:
    """Count the countries that the report's demonyms, countries and unmistakable places point at."""
    votes: Counter[str] = Counter()
    by_name: dict[tuple[str, bool], Counter[str]] = {}
    demonyms = cues().demonyms
    for at, word in enumerate(shape.lower):
        country = demonyms.get(word)
        if country and cues().kinds.get(shape.word(at + 1)) != "border":  # "near the Jordanian border"
            votes[country] += 1
    for candidate in found:
        countries = [e for e in candidate.entries if e.kind == "country"]
        firm = {e.country for e in candidate.entries if e.curated or e.population >= _FIRM_POPULATION}
        if countries:
            votes[countries[0].country] += 2
        elif len(firm) == 1:
            country = firm.pop()
            votes[country] += 2
            if len(candidate.entries) > 1:
                by_name.setdefault(_name_key(candidate), Counter())[country] += 2
    if report is not None and report.dateline_place:
        for part in report.dateline_place.split(","):
            best = choose(table.find(key(part)), fold(part), "", "", votes)
            if best is not None:
                votes[best.country] += _DATELINE_VOTES
    del votes[""]
    return _Votes(votes, by_name)


def _name_key(candidate: Candidate) -> tuple[str, bool]:
    return key(candidate.text), bool(candidate.entries)


def _groups(shape: Shape, found: list[Candidate], table: Gazetteer) -> dict[tuple[str, bool], _Group]:
    groups: dict[tuple[str, bool], _Group] = {}
    for at, candidate in enumerate(found):
        group = groups.setdefault(_name_key(candidate), _Group(fold(candidate.text), candidate.entries))
        group.kind = group.kind or _told_kind(shape, candidate)
        listed = _kind_of_list(shape, candidate, found[at + 1 :]) if not group.kind else ""
        if listed:
            named_so = table.find(key(f"{candidate.text} {listed}"))
            group.entries += tuple(e for e in named_so if e.kind == cues().kinds.get(listed))
            if any(e.kind == cues().kinds.get(listed) for e in group.entries):
                group.kind = cues().kinds[listed]
        following = found[at + 1] if at + 1 < len(found) else None
        named_country = any(e.kind == "country" for e in candidate.entries)  # "China, Japan" is a list
        if following and not group.said and not named_country and shape.word(candidate.end) in (",", "in", "("):
            gap = following.start - candidate.end
            if 1 <= gap <= 2 and following.entries:
                wide = [e for e in following.entries if e.kind in ("country", "province")]
                if wide and wide[0].country in {e.country for e in candidate.entries}:
                    group.said = wide[0].country
                    state = fold(wide[0].name)
                    if wide[0].kind == "province" and any(fold(e.within) == state for e in candidate.entries):
                        group.said = state
        group.said = _state_after(shape, candidate) or group.said
    return groups


def _of_other_towns(
    shape: Shape, found: Sequence[Candidate], groups: dict[tuple[str, bool], _Group]
) -> set[tuple[str, bool]]:
    """Return the names of quarters that a report, where it tells their town, puts into another than their entry's."""
    told: set[tuple[str, bool]] = set()
    for at, candidate in enumerate(found):
        entry = groups[_name_key(candidate)].chosen
        if entry is not None and _elsewhere(shape, candidate, entry, found[at + 1 : at + 2], groups):
            told.add(_name_key(candidate))
    return told


def _elsewhere(
    shape: Shape,
    candidate: Candidate,
    entry: Entry,
    following: Sequence[Candidate],
    groups: dict[tuple[str, bool], _Group],
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
    town = groups[_name_key(following[0])].chosen if following[0].start == at else None
    if town is None or entry.population > town.population or None in (town.lat, town.lon, entry.lat, entry.lon):
        return False  # "Aleppo's neighborhood of Khalidiya": the city stands before its part
    return distance_km(entry.lat, entry.lon, town.lat, town.lon) > _QUARTER_KM  # type: ignore[arg-type]


def _too_large(shape: Shape, candidate: Candidate, entry: Entry, votes: "_Votes") -> bool:
    """Whether the name of a village or a building has been taken for a city of a country the report does not tell of.

    In a report of Syria or Iraq "the village of al-Sabha" is no Sabha of Libya and "Al Salem hospital" no Salem of
    India.
    """
    told = votes.without(_name_key(candidate))
    city = entry.population >= KNOWN_WITHOUT_COUNTRY
    site = bool(told) and kind_after(shape, candidate.end) in cues().site_kinds
    return city and not told[entry.country] and (site or is_village(shape, candidate.start, candidate.end))


def _lost(entry: Entry, groups: dict[tuple[str, bool], _Group]) -> bool:
    """Tell whether a small place lies far from all others of its country that the report tells of.

    Of a village near Donetsk that no table has, the namesake near Poltava is no better than no place.
    """
    if entry.curated or entry.kind != "settlement" or entry.population >= _SMALL or entry.lat is None:
        return False
    others = [g.chosen for g in groups.values() if g.chosen is not None and g.chosen is not entry]
    points = [(e.lat, e.lon) for e in others if e.country == entry.country and e.kind != "country"]
    spots = [(lat, lon) for lat, lon in points if lat is not None and lon is not None][:_WITNESSES]
    together = any(distance_km(*one, *two) < _FAR_KM for one, two in combinations(spots, 2))
    return together and all(distance_km(entry.lat, entry.lon or 0, *spot) > _FAR_KM for spot in spots)


def _state_after(shape: Shape, candidate: Candidate) -> str:
    """Return the folded state told by its abbreviation ("Alexandria, La."), "" if it has no place so called."""
    if shape.word(candidate.end) != "," or candidate.end + 1 >= len(shape.text):
        return ""
    told = shape.text[candidate.end + 1]
    if shape.word(candidate.end + 2) == ".":  # the tokenizer cuts "La." in two
        told += "."
    state = fold(cues().us_states.get(told, ""))
    return state if state and any(fold(e.within) == state for e in candidate.entries) else ""


def _states(shape: Shape, found: list[Candidate]) -> Counter[str]:
    """Count the states of the USA that a report names, in full or, after a town, by their abbreviation."""
    states: Counter[str] = Counter()
    for candidate in found:
        named = [e for e in candidate.entries if e.kind == "province" and e.country == "USA"]
        state = fold(named[0].name) if named else _state_after(shape, candidate)
        states[state] += bool(state)
    del states[""]
    return states


def _told_kind(shape: Shape, candidate: Candidate) -> str:
    kind = kind_after(shape, candidate.end) or kind_before(shape, candidate.start)
    return kind if any(e.kind == kind for e in candidate.entries) else ""


def _kind_of_list(shape: Shape, candidate: Candidate, following: Sequence[Candidate]) -> str:
    """Return the word told in the plural behind the list a name stands in ("Hayes, Clay and Grant counties"), or ""."""
    end = candidate.end
    for one in [None, *following]:
        if one is not None:
            gap = [shape.word(i) for i in range(end, one.start)]
            if not gap or not cues().list_joins.issuperset(gap):
                break
            end = one.end
        if shape.word(end) in cues().plural_kinds:
            return cues().plural_kinds[shape.word(end)]
    return ""


def _resolve(groups: dict[tuple[str, bool], _Group], votes: _Votes, states: Counter[str]) -> None:
    for name, group in groups.items():
        others = votes.without(name)
        group.chosen = choose(group.entries, group.spelling, group.kind, group.said, others, states=states)
    anchors = [g.chosen for g in groups.values() if g.chosen and (g.chosen.curated or len(g.entries) == 1)]
    near = [(e.lat, e.lon) for e in anchors if e.lat is not None and e.lon is not None]
    states = states + Counter(
        fold(e.within) for e in anchors if e.country == "USA" and e.kind != "province" and e.within
    )
    states = states + _shared_states(groups)
    for name, group in groups.items():
        if len(group.entries) > 1:
            others = votes.without(name)
            group.chosen = choose(group.entries, group.spelling, group.kind, group.said, others, near[:40], states)


def _shared_states(groups: dict[tuple[str, bool], _Group]) -> Counter[str]:
    """Count the states of the USA in which most of a report's names have a town: Danville and Berea in Kentucky."""
    shared: Counter[str] = Counter()
    for group in groups.values():
        for state in {fold(e.within) for e in group.entries if e.country == "USA" and e.kind == "settlement"}:
            shared[state] += 1
    most = max(shared.values(), default=0)
    return Counter({state: 1 for state, n in shared.items() if n == most >= _SHARED})
