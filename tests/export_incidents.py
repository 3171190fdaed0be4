"""Invented incidents for the tests of the exports: between them they have every field, and the hard cases of each."""

import datetime

from sayso.model import Outcome, PlacePrecision, Realis, Stance, TimePrecision
from sayso.model.incident import (
    Actor,
    Claim,
    Count,
    Dispute,
    Incident,
    Matter,
    Range,
    Side,
    Source,
    Status,
    When,
    Where,
)

DAY = datetime.date(2023, 5, 9)
LATER = datetime.date(2023, 5, 12)
GAZETTE = Source(
    "r-gazette", 1, "Varda Gazette", "Market hit", "https://gazette.example/1", DAY, "", "a1" * 32, "g1", own_id="gz-1"
)
COURIER = Source(
    "r-courier", 1, "The Courier", 'Army: "no raid"', "https://courier.example/?a=1&b=2", LATER, "NNA", "b2" * 32, "g2"
)
OLD = Source("r-courier", 0, "The Courier", "Army silent", "", None, "", "c3" * 32, "g3", live=False)


def strike(**changed: object) -> Incident:
    """A disputed air strike on a market: two voices assert, the army denies, the figures differ."""
    fields: dict[str, object] = {
        "id": "i-strike",
        "kind": "airstrike",
        "phase": "",
        "realis": Realis.HAPPENED,
        "summary": "Jets bombed the market of Varda",
        "agents": (Actor("the army", "SYR-MIL"), Actor("jets", "unknown")),
        "targets": (Actor("shoppers", "CIV"),),
        "means": "unguided bombs",
        "where": Where("Varda", "SYR", 35.93, 36.64, PlacePrecision.SETTLEMENT),
        "when": When(DAY, DAY, TimePrecision.DAY),
        "status": Status.DISPUTED,
        "why": "denied by the army; asserted by residents and medics",
        "origins": 2,
        "claims": (
            claim("residents", "CIV", origin="residents", words="residents said", quote="jets bombed the market"),
            claim("medics", "CIV", origin="medics", quote="the raid killed at least 12; many were hurt"),
            claim(
                "the army",
                "SYR-MIL",
                Stance.DENIES,
                report="r-courier",
                publisher="The Courier",
                origin="the army",
                interested=True,
                via="state television",
                since=LATER,
                words="the army denied",
            ),
            claim("an aide", "unknown", report="r-courier", publisher="The Courier", since=None, live=False),
        ),
        "counts": (
            count(12, None, origin="medics", text="at least 12"),
            count(15, 15, origin="residents", text="15"),
            count(15, 15, origin="NNA", text="15", report="r-courier", since=LATER),
            count(99, 99, origin="an aide", text="99", live=False),
            count(3, 3, Outcome.INJURED, origin="medics", text="three"),
        ),
        "ranges": (Range(Outcome.KILLED, 12, 15, rising=True), Range(Outcome.INJURED, 3, None)),
        "disputes": (
            Dispute(
                Matter.HAPPENED,
                "the army says that no plane flew",
                (Side("it happened", ("residents", "medics")), Side("it did not", ("the army",))),
            ),
        ),
        "sources": (GAZETTE, COURIER, OLD),
        "events": ("r-gazette/e1", "r-courier/e2"),
        "human": ("summary",),
        "merged": ("i-older", "i-oldest"),
    }
    return Incident(**(fields | changed))  # type: ignore[arg-type]


def bare(**changed: object) -> Incident:
    """An incident of which next to nothing is known."""
    fields: dict[str, object] = {
        "id": "i-bare",
        "kind": "clash",
        "phase": "",
        "realis": Realis.HAPPENED,
        "summary": "",
        "agents": (),
        "targets": (),
        "where": None,
        "when": None,
        "status": Status.SINGLE,
        "why": "",
        "origins": 1,
    }
    empty: dict[str, object] = dict.fromkeys(
        ("claims", "counts", "ranges", "disputes", "sources", "events", "human", "merged"), ()
    )
    return Incident(**(fields | empty | changed))  # type: ignore[arg-type]


def several() -> list[Incident]:
    """Return a small ledger: a disputed strike, a planned withdrawal, a broken truce, a bare clash, hostile words."""
    return [
        strike(),
        bare(
            id="i-plan",
            kind="withdrawal",
            realis=Realis.PLANNED,
            summary="Fighters will leave the town",
            agents=(Actor("Fighters", "SYR-REB"),),
            when=When(LATER, None, TimePrecision.RANGE),
            where=Where("Idlib", "SYR", None, None, PlacePrecision.PROVINCE),
        ),
        bare(
            id="i-truce",
            kind="ceasefire",
            phase="violated",
            realis=Realis.ONGOING,
            summary="Both sides broke the truce",
            status=Status.CORROBORATED,
            origins=3,
            where=Where("Syria", "SYR", None, None, PlacePrecision.COUNTRY),
            when=When(DAY, datetime.date(2023, 5, 31), TimePrecision.MONTH),
        ),
        bare(),
        bare(
            id="i-hostile",
            kind="attack",
            summary='=HYPERLINK("http://evil.example","click")',
            agents=(Actor("+1; the gang", "unknown"),),
            targets=(Actor("مدنيون", "CIV"),),
            where=Where("-Zeta", "MMR", -12.5, 179.99, PlacePrecision.EXACT),
            when=When(DAY, LATER, TimePrecision.RANGE),
            counts=(count(0, 0, text="@nobody"),),
            ranges=(Range(Outcome.KILLED, 0, 0),),
            sources=(GAZETTE,),
        ),
        bare(id="i-gone", kind="shelling", summary="Shells hit a school", status=Status.RETRACTED),
    ]


def claim(voice: str, party: str, stance: Stance = Stance.ASSERTS, **changed: object) -> Claim:
    """A voice's claim in the gazette, with what is told otherwise."""
    fields: dict[str, object] = {
        "event": "r-gazette/e1",
        "report": "r-gazette",
        "publisher": "Varda Gazette",
        "voice": voice,
        "party": party,
        "stance": stance,
        "manner": stance,
        "origin": voice,
        "interested": False,
        "since": DAY,
        "group": "g1",
    }
    return Claim(**(fields | changed))  # type: ignore[arg-type]


def count(low: int | None, high: int | None, outcome: Outcome = Outcome.KILLED, **changed: object) -> Count:
    """A figure in the gazette, of killed people where not told otherwise."""
    fields: dict[str, object] = {
        "event": "r-gazette/e1",
        "report": "r-gazette",
        "publisher": "Varda Gazette",
        "outcome": outcome,
        "low": low,
        "high": high,
        "who": "people",
        "text": "",
        "source": "outlet",
        "origin": "the gazette",
        "since": DAY,
    }
    return Count(**(fields | changed))  # type: ignore[arg-type]
