"""Incidents built by hand, one line each, for the tests of what follows from them over time."""

import datetime
from itertools import count

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

_numbers = count(1)


def day(text: str) -> datetime.date:
    """Return an ISO day."""
    return datetime.date.fromisoformat(text)


def actors(codes: str) -> tuple[Actor, ...]:
    """Return actors from "the army=SYR-MIL; rebels=SYR-REB"."""
    pairs = [part.strip().rpartition("=") for part in codes.split(";") if part.strip()]
    return tuple(Actor(text, party) for text, _, party in pairs)


def incident(
    kind: str,
    quote: str = "",
    *,
    id: str = "",
    when: str = "",
    told: str = "2016-09-20",
    phase: str = "",
    by: str = "",
    to: str = "",
    at: str = "",
    country: str = "SYR",
    precision: PlacePrecision = PlacePrecision.SETTLEMENT,
    realis: Realis = Realis.HAPPENED,
    span: TimePrecision = TimePrecision.DAY,
    says: str = "=outlet",
    denies: str = "",
    killed: str = "",
    report: str = "",
    publisher: str = "Northern Post",
    live: bool = True,
    status: Status | None = None,
) -> Incident:
    """Return an incident of one report.

    `when` is "2016-09-12", "2016-09-12/2016-09-18" or "" (day not told); `says` and `denies` are voices as in `actors`;
    `killed` is "12+ SOHR; 8 the army": low (open with +), then the source.
    """
    key = id or f"i{next(_numbers)}"
    report = report or f"r-{key}"
    since = day(told)
    start, _, end = when.partition("/")
    claims = tuple(
        Claim(key, report, publisher, voice.text, voice.party, stance, stance, voice.text or publisher, False,
              since=since, quote=quote, live=live)
        for stance, voices in ((Stance.ASSERTS, says), (Stance.DENIES, denies))
        for voice in actors(voices)
    )  # fmt: skip
    counts = []
    for part in filter(None, killed.split("; ")):
        number, _, source = part.partition(" ")
        low = int(number.rstrip("+"))
        high = None if number.endswith("+") else low
        counts.append(
            Count(
                key, report, publisher, Outcome.KILLED, low, high, "people", number, source or "outlet", source, since
            )
        )
    lows, highs = [c.low or 0 for c in counts], [c.high for c in counts]
    top = None if None in highs else max((h for h in highs if h is not None), default=None)
    sides = tuple(
        Side(position, tuple(voice.text for voice in actors(voices)))
        for position, voices in (("it happened", says), ("it did not happen", denies))
    )
    return Incident(
        id=key,
        kind=kind,
        phase=phase,
        realis=realis,
        summary=quote,
        agents=actors(by),
        targets=actors(to),
        where=Where(at, country, None, None, precision) if at else None,
        when=When(day(start), day(end or start), span) if start else None,
        status=status or (Status.DISPUTED if denies else Status.SINGLE),
        why="denied" if denies else "one origin",
        origins=1,
        claims=claims,
        counts=tuple(counts),
        ranges=(Range(Outcome.KILLED, min(lows), top),) if counts else (),
        disputes=(Dispute(Matter.HAPPENED, "denied", sides),) if denies else (),
        sources=(Source(report, 1, publisher, f"Title of {report}", "", since, "", "00", report),),
        events=(key,),
    )


def truce(phase: str, when: str = "", quote: str = "", **more: object) -> Incident:
    """Return an incident of kind ceasefire."""
    return incident("ceasefire", quote or f"the truce was {phase}", phase=phase, when=when, **more)  # type: ignore[arg-type]
