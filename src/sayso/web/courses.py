"""Courses as pages ask for them: computed once for a state of the ledger and a selection, then kept."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from sayso.ledger import ceasefires as truces
from sayso.ledger import control, talks
from sayso.ledger.relevant import CEASEFIRES, CONTROL, TALKS, Course, Loaded, TooManyError, load
from sayso.ledger.selection import Selection
from sayso.ledger.traits import place_key
from sayso.model.course import Ceasefire, Holding, TalksRound
from sayso.model.incident import Actor
from sayso.web.kept import kept
from sayso.web.visit import Visit

T = TypeVar("T")


def ceasefires(visit: Visit, selection: Selection | None = None) -> list[Ceasefire]:
    """Return the truces of a selection (of the address, if none is given), the newest first.

    A truce is of the days asked for where a phase or a breach of it falls on them, and whole then.
    """
    asked = selection or visit.address.selection
    found = _course(visit, CEASEFIRES, asked, lambda held: truces.ceasefires(held.incidents, held.events))
    chosen = [
        one
        for one in found
        if _in_country(one.country, asked)
        and _at(one.place, asked)
        and _with(asked, (*one.parties, *one.mediators, *(v.accused for v in one.violations)))
        and _on(asked, _days(one))
    ]
    return sorted(chosen, key=lambda one: (one.start or _first(one) or datetime.date.min, one.id), reverse=True)


def holdings(visit: Visit) -> list[Holding]:
    """Return who is said to hold which place, over all days of the selection."""
    asked = visit.address.selection
    found = _course(visit, CONTROL, asked, lambda held: control.holders(held.incidents, events=held.events))
    return [one for one in found if _with(asked, (one.holder,))]


def rounds(visit: Visit) -> list[TalksRound]:
    """Return the rounds of talks of the selection, the newest first, those without a day last."""
    asked = visit.address.selection
    found = _course(visit, TALKS, asked, lambda held: talks.talks(held.incidents))
    chosen = [
        one
        for one in found
        if _in_country(one.country, asked)
        and _at(one.venue, asked)
        and _with(asked, (*one.parties, *one.mediators))
        and _on(asked, [(one.start or one.told, one.end or one.start or one.told)])
    ]
    return sorted(chosen, key=lambda one: (one.start or one.told or datetime.date.min, one.id), reverse=True)


def _course(visit: Visit, course: Course, asked: Selection, make: Callable[[Loaded], list[T]]) -> list[T]:
    as_of = visit.address.as_of
    asked = replace(asked, parties=(), kinds=())  # which do not change what is loaded

    def compute() -> list[T] | TooManyError:
        try:
            with visit.reading() as connection:
                held = load(connection, course, asked, as_of)
        except TooManyError as error:
            return error  # kept as well: to find that out again is work
        return make(held)

    found = kept(visit, (course, asked, as_of), compute)
    if isinstance(found, TooManyError):
        raise TooManyError(found.number)
    return found


def _first(one: Ceasefire) -> datetime.date | None:
    return min((phase.told for phase in one.phases if phase.told), default=None)


def _days(one: Ceasefire) -> Iterable[tuple[datetime.date | None, datetime.date | None]]:
    for phase in one.phases:
        yield phase.start or phase.end or phase.told, phase.end or phase.start or phase.told
    for violation in one.violations:
        yield from ((day, day) for day in violation.days)


def _in_country(country: str, asked: Selection) -> bool:
    return not asked.countries or country in asked.countries


def _at(place: str, asked: Selection) -> bool:
    key = place_key(place)
    wanted = [place_key(name) for name in asked.places]
    return not wanted or any(key == one or key.startswith(f"{one} ") for one in wanted)


def _with(asked: Selection, actors: Iterable[Actor]) -> bool:
    return not asked.parties or any(actor.party in asked.parties for actor in actors)


def _on(asked: Selection, spans: Iterable[tuple[datetime.date | None, datetime.date | None]]) -> bool:
    if not asked.since and not asked.until:
        return True
    return any(
        start and end and (not asked.since or end >= asked.since) and (not asked.until or start <= asked.until)
        for start, end in spans
    )
