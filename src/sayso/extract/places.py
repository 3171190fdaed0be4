"""The places a report names, each resolved to one entry of the gazetteer where that is safe."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc

from sayso.extract.gazetteer import Entry, Gazetteer, gazetteer
from sayso.extract.gazetteer_fold import fold, key
from sayso.extract.places_accept import Candidate, accept, goes_back, goes_on, of_country, unknown_spans
from sayso.extract.places_choice import choose
from sayso.extract.places_cues import QUARTERS, cues
from sayso.extract.places_doubted import is_namesake, of_other_towns, without_people
from sayso.extract.places_names import Group, Name, groups_of, name_key
from sayso.extract.places_refer import PlaceMention, resolve_definite, role_of
from sayso.extract.places_spans import (
    Shape,
    candidate_keys,
    surface,
)
from sayso.extract.places_votes import Votes, shared_states, states_of, votes_of
from sayso.extract.places_words import as_place
from sayso.model import Report

__all__ = ["PlaceMention", "find_mentions", "resolve_definite"]


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
    votes = votes_of(shape, found, table, report)
    states = states_of(shape, found)
    if given is None:
        found += unknown_spans(doc, shape, table, found, votes.all)
    found.sort(key=lambda c: c.start)
    groups = groups_of(shape, found, table)
    _resolve(groups, votes, states)
    if given is None:
        found = without_people(shape, found, groups)
    mentions: list[PlaceMention] = []
    people: list[int] = []
    others = of_other_towns(shape, found, groups)
    for candidate in found:
        name = name_key(candidate)
        entry = groups[name].chosen if candidate.entries else None
        if entry is not None and (name in others or is_namesake(shape, candidate, entry, groups, votes)):
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


def _resolve(groups: dict[Name, Group], votes: Votes, states: Counter[str]) -> None:
    for name, group in groups.items():
        others = votes.without(name)
        group.chosen = choose(group.entries, group.spelling, group.kind, group.said, others, states=states)
    anchors = [g.chosen for g in groups.values() if g.chosen and (g.chosen.curated or len(g.entries) == 1)]
    near = [(e.lat, e.lon) for e in anchors if e.lat is not None and e.lon is not None]
    states = states + Counter(
        fold(e.within) for e in anchors if e.country == "USA" and e.kind != "province" and e.within
    )
    states = states + shared_states(groups)
    for name, group in groups.items():
        if len(group.entries) > 1:
            others = votes.without(name)
            group.chosen = choose(group.entries, group.spelling, group.kind, group.said, others, near[:40], states)
