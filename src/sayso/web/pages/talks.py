"""Rounds of talks: who met, where, through whom, what became of it."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.export.actors import country_name
from sayso.export.brief_view import span
from sayso.export.wording import day
from sayso.ledger.relevant import TALKS, TooManyError
from sayso.model.course import TalksRound
from sayso.web.courses import rounds
from sayso.web.narrowing import too_many
from sayso.web.templating import render
from sayso.web.told import Shown, Told, all_shown, told_by
from sayso.web.visit import Visiting

router = APIRouter(prefix="/talks")


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as the page shows it."""

    id: str
    when: str
    reported: str
    venue: str
    country: str
    parties: tuple[Shown, ...]
    mediators: tuple[Shown, ...]
    outcome: str
    why: str
    told: Told
    led_to: tuple[str, ...]


@router.get("")
def talks(visit: Visiting) -> HTMLResponse:
    """List rounds of talks; those that name neither parties nor a venue stand apart."""
    try:
        found = rounds(visit)
    except TooManyError:
        return too_many(visit, TALKS, "Talks", "incidents that tell of talks and what they led to")
    named = [_row(one) for one in found if one.parties or one.mediators or one.venue]
    bare = [_row(one) for one in found if not (one.parties or one.mediators or one.venue)]
    return render(visit, "talks.html", named=named, bare=bare)


def _row(one: TalksRound) -> RoundRow:
    return RoundRow(
        id=one.id,
        when=span(one.start, one.end) if one.start or one.end else "",
        reported=day(one.told) if one.told else "",
        venue=one.venue,
        country=country_name(one.country) if one.country else "",
        parties=all_shown(one.parties),
        mediators=all_shown(one.mediators),
        outcome=one.outcome.value,
        why=one.why,
        told=told_by(one.basis),
        led_to=tuple(i for i in one.outcome_basis.incidents if i not in one.basis.incidents),
    )
