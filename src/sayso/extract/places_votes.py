"""The countries and states that a report points at: they decide between places of one name."""

from collections import Counter
from dataclasses import dataclass

from sayso.extract.gazetteer import Gazetteer
from sayso.extract.gazetteer_fold import fold, key
from sayso.extract.places_accept import Candidate
from sayso.extract.places_choice import choose
from sayso.extract.places_cues import cues
from sayso.extract.places_names import Group, Name, name_key, state_after
from sayso.extract.places_spans import Shape
from sayso.model import Report

_DATELINE_VOTES = 3
_SHARED = 3  # names with a town in one state that speak for the state
_FIRM_POPULATION = 500_000  # a lone name of a city this large votes for its country


@dataclass(slots=True)
class Votes:
    """The countries that a report points at, and what each name alone adds: a name is no witness for itself."""

    all: Counter[str]
    by_name: dict[Name, Counter[str]]

    def without(self, name: Name) -> Counter[str]:
        """Return the countries that all but a name point at."""
        return self.all - self.by_name[name] if name in self.by_name else self.all


def votes_of(shape: Shape, found: list[Candidate], table: Gazetteer, report: Report | None) -> Votes:
    """Count the countries that the report's demonyms, countries and unmistakable places point at."""
    votes: Counter[str] = Counter()
    by_name: dict[Name, Counter[str]] = {}
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
            if len(candidate.entries) > 1 or candidate.entries[0].by_hand:  # what may be a namesake
                by_name.setdefault(name_key(candidate), Counter())[country] += 2
    if report is not None and report.dateline_place:
        for part in report.dateline_place.split(","):
            best = choose(table.find(key(part)), fold(part), "", "", votes)
            if best is not None:
                votes[best.country] += _DATELINE_VOTES
    del votes[""]
    return Votes(votes, by_name)


def states_of(shape: Shape, found: list[Candidate]) -> Counter[str]:
    """Count the states of the USA that a report names, in full or, after a town, by their abbreviation."""
    states: Counter[str] = Counter()
    for candidate in found:
        named = [e for e in candidate.entries if e.kind == "province" and e.country == "USA"]
        state = fold(named[0].name) if named else state_after(shape, candidate)
        states[state] += bool(state)
    del states[""]
    return states


def shared_states(groups: dict[Name, Group]) -> Counter[str]:
    """Count the states of the USA in which most of a report's names have a town: Danville and Berea in Kentucky."""
    shared: Counter[str] = Counter()
    for group in groups.values():
        for state in {fold(e.within) for e in group.entries if e.country == "USA" and e.kind == "settlement"}:
            shared[state] += 1
    most = max(shared.values(), default=0)
    return Counter({state: 1 for state, n in shared.items() if n == most >= _SHARED})
