"""Kinds, precisions and tolls in the terms of other projects, by the tables of `knowledge/crosswalks`."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sayso.export.actors import Named
from sayso.knowledge.files import read_csv
from sayso.model.event import Realis
from sayso.model.figure import Outcome
from sayso.model.incident import Count, Incident, When
from sayso.model.statement import Stance

# The columns that are conditions; the others are what a row gives.
_CONDITIONS = ("phase", "realis", "side", "agent", "target")
# Endings taken off a word of a report before it is looked for among the words of a row.
_ENDINGS = ("s", "d", "ed", "ing", "ped")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a crosswalk: what must hold and what it gives."""

    conditions: dict[str, str]
    words: frozenset[str]
    gives: dict[str, str]


def rule(scheme: str, incident: Incident, agent: Named, target: Named) -> dict[str, str] | None:
    """Return what the first fitting row of a crosswalk gives for an incident, None if no row fits.

    A planned act takes only rows that name it planned, and a failed act only such as name it failed, where the scheme
    has any; so nothing that was not done is coded as done.
    """
    told = {"phase": incident.phase, "realis": incident.realis.value, "side": agent.side}
    told |= {"agent": agent.group, "target": target.group}
    undone = incident.realis in (Realis.PLANNED, Realis.FAILED)
    words: set[str] | None = None
    for row in _rules(scheme).get(incident.kind, ()):
        if undone and row.conditions.get("realis", "") != incident.realis.value:
            continue
        if not all(wanted in ("", told[name]) for name, wanted in row.conditions.items()):
            continue
        if row.words:
            words = _words(incident) if words is None else words
            if row.words.isdisjoint(words):
                continue
        return row.gives
    return None


def days_code(scheme: str, when: When | None) -> int | None:
    """Return a scheme's code for the precision of a time; None when a side is open or it is wider than all codes."""
    if when is None or when.start is None or when.end is None:
        return None
    return _code(scheme, "days", (when.end - when.start).days + 1)


def place_code(scheme: str, precision: str, grid_km: float | None) -> int | None:
    """Return a scheme's code for the precision of a place, the coarser of its own and its grid's (`grid_km`)."""
    own = _code(scheme, precision)
    if grid_km is None or own is None:
        return own
    return max(own, _code(scheme, "grid", grid_km) or own)


def best_killed(incident: Incident) -> int | None:
    """Return the one number of killed that schemes ask for: what most origins give, else the least; None if not told.

    Each origin has one voice: its latest live figure, of several on one day the largest (parts are counted beside the
    whole: "12 people, three of them children"). "At least 12" counts as 12, "up to 20" for no number.
    """
    if Outcome.KILLED.value in incident.human:  # a reviewer has said how many
        return _least_killed(incident)
    latest: dict[str, tuple[str, int]] = {}
    for count in _killed(incident.counts):
        if count.low is not None:
            day = count.since.isoformat() if count.since else ""
            latest[count.origin] = max(latest.get(count.origin, ("", -1)), (day, count.low))
    votes = defaultdict[int, int](int)
    for _, number in latest.values():
        votes[number] += 1
    most = max(votes.values(), default=0)
    first = [number for number, given in votes.items() if given == most]
    return first[0] if len(first) == 1 else _least_killed(incident)


def _least_killed(incident: Incident) -> int | None:
    return next((span.low for span in incident.ranges if span.outcome is Outcome.KILLED), None)


def _killed(counts: Iterable[Count]) -> Iterable[Count]:
    return (count for count in counts if count.live and count.outcome is Outcome.KILLED)


def _words(incident: Incident) -> set[str]:
    """The words in which the act is told by those who assert it, each also without its ending."""
    told = [incident.summary, *(c.quote for c in incident.claims if c.live and c.stance is not Stance.DENIES)]
    words = {word for part in told for word in re.findall(r"[a-z-]+", part.lower())}
    return words | {word.removesuffix(ending) for word in words for ending in _ENDINGS}


def _code(scheme: str, of: str, size: float = 0) -> int | None:
    for up_to, code in _precisions().get((scheme, of), ()):
        if size <= up_to:
            return code
    return None


@lru_cache(maxsize=1)
def _precisions() -> dict[tuple[str, str], list[tuple[float, int]]]:
    table = defaultdict[tuple[str, str], list[tuple[float, int]]](list)
    for row in read_csv("crosswalks/precisions.csv"):
        table[row["scheme"], row["of"]].append((float(row["up_to"] or "inf"), int(row["code"])))
    return dict(table)


@lru_cache(maxsize=8)
def _rules(scheme: str) -> dict[str, list[Rule]]:
    table = defaultdict[str, list[Rule]](list)
    for row in read_csv(f"crosswalks/{scheme}.csv"):
        conditions = {name: row.pop(name) for name in _CONDITIONS if name in row}
        words, kind = frozenset(row.pop("words", "").split()), row.pop("kind")
        table[kind].append(Rule(conditions, words, row))
    return dict(table)
