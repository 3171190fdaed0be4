"""What a statement of a course rests on, ready to be shown: voices on both sides, the words, incidents to go to."""

from collections.abc import Iterable
from dataclasses import dataclass

from sayso.ledger.outlets import outlet
from sayso.ledger.party_book import name as party_name
from sayso.model import OUTLET, UNKNOWN, Stance
from sayso.model.course import Basis
from sayso.model.incident import Actor, Claim

# So many clauses are shown beside a statement; the incident has the others.
WORDS = 3


@dataclass(frozen=True, slots=True)
class Words:
    """A clause of a report, whose word it is, and where it stands."""

    voice: str
    denies: bool
    quote: str
    publisher: str
    report: str


@dataclass(frozen=True, slots=True)
class Told:
    """Who says and who denies something, in which words, and the incidents behind it."""

    said: tuple[str, ...]
    denied: tuple[str, ...]
    words: tuple[Words, ...]
    more: int
    incidents: tuple[str, ...]
    reports: int


def told_by(basis: Basis) -> Told:
    """Return what a basis has to show; denials stand first among the words, for they are few."""
    claims = sorted(basis.claims, key=lambda claim: claim.stance is not Stance.DENIES)
    shown: dict[str, Words] = {}
    for claim in claims:
        if claim.quote:
            shown.setdefault(claim.quote, _words(claim))
    return Told(
        said=_voices(basis, Stance.ASSERTS),
        denied=_voices(basis, Stance.DENIES),
        words=tuple(shown.values())[:WORDS],
        more=max(0, len(shown) - WORDS),
        incidents=basis.incidents,
        reports=len(basis.reports),
    )


def _words(claim: Claim) -> Words:
    paper = outlet_name(claim.publisher)
    return Words(voice(claim), claim.stance is Stance.DENIES, claim.quote, paper, claim.report)


def _voices(basis: Basis, stance: Stance) -> tuple[str, ...]:
    return tuple(dict.fromkeys(voice(claim) for claim in basis.claims if claim.stance is stance))


def voice(claim: Claim) -> str:
    """Return the name of a claim's voice; a report's own voice goes by the name of its outlet."""
    if claim.party == OUTLET or claim.voice in ("", OUTLET):
        return f"{outlet_name(claim.publisher) or 'a report'} itself"
    return claim.voice


def outlet_name(publisher: str) -> str:
    """Return the name of an outlet as the tables have it, else as the report gives it."""
    known = outlet(publisher) if publisher else None
    return known.name if known else publisher


@dataclass(frozen=True, slots=True)
class Shown:
    """A party as a page names it: words first, the name the tables have beside it where it says more, and the code."""

    text: str
    known: str
    code: str


def shown(actor: Actor) -> Shown:
    """Return an actor as it is shown; a code stands for a name nowhere."""
    known = party_name(actor.party) if actor.party not in ("", UNKNOWN, "outlet") else ""
    text = actor.text if actor.text and actor.text != actor.party else known or actor.party
    beside = known if known.lower() not in (text.lower(), f"the {text}".lower(), actor.party) else ""
    return Shown(text.strip(), beside, actor.party if known else "")


def all_shown(actors: Iterable[Actor]) -> tuple[Shown, ...]:
    """Return actors as they are shown."""
    return tuple(map(shown, actors))
