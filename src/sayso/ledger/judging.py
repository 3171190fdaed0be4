"""From the events of one act to its incident: what it was, where, when, who, how many, and how it stands.

A pure function of the events: the same events give the same incident, in whatever order they came.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import TypeVar

from sayso.extract.parties_words import stem
from sayso.ledger.claims import claims_of, counts_of, distinct, ordered
from sayso.ledger.disputes import GRAVE, disputes_of, joined, voices_of
from sayso.ledger.origins import independent
from sayso.ledger.tolls import ranges_of
from sayso.ledger.traits import bystanders, families
from sayso.model import UNKNOWN, Participant, Place, PlacePrecision, Realis, Stance, TimeInterval
from sayso.model.incident import Actor, Claim, Dispute, HeldEvent, Incident, Status, When, Where

T = TypeVar("T", bound=Hashable)

# Where voices differ on whether it took place, the more definite telling names the incident.
_REALIS = (Realis.HAPPENED, Realis.ONGOING, Realis.FAILED, Realis.PLANNED)
# The closer a place is named, the better it tells where.
_CLOSE = (
    PlacePrecision.EXACT,
    PlacePrecision.SETTLEMENT,
    PlacePrecision.DISTRICT,
    PlacePrecision.PROVINCE,
    PlacePrecision.COUNTRY,
    PlacePrecision.UNKNOWN,
)
# An interval of more days than this says less than any day that another report names, in days.
LOOSE_DAYS = 3
SUMMARY_LENGTH = 240


def judge(ref: str, events: Iterable[HeldEvent]) -> Incident:
    """Return the incident that the events tell of; `ref` is its permanent id, `events` holds at least one."""
    held = ordered(events)
    live = [event for event in held if event.source.live] or held
    agents, targets = _doers(live), _actors(live, lambda e: e.body.target)
    claims = claims_of(held, [a.party for a in (*agents, *targets)])
    counts = counts_of(held)
    disputes = disputes_of(held, claims, counts)
    status, why, origins = _status(held, claims, disputes)
    fullest = min(live, key=_fullness)
    kind = _kind(live)
    return Incident(
        id=ref,
        kind=kind,
        phase=_most([e.body.phase for e in live if e.body.kind == kind]),
        realis=min((e.body.realis for e in live), key=_REALIS.index),
        summary=_cut(fullest.quote),
        agents=agents,
        targets=targets,
        where=_where(live),
        when=_when(live),
        status=status,
        why=why,
        origins=origins,
        claims=distinct(claims),
        counts=counts,
        ranges=ranges_of(counts),
        disputes=disputes,
        sources=tuple({(e.source.report, e.source.version): e.source for e in held}.values()),
        events=tuple(e.key for e in held),
        means=_means(live),
        probability=_highest(e.body.probability for e in live),
        place_probability=_highest(e.body.place_probability for e in live),
    )


def _highest(told: Iterable[float | None]) -> float | None:
    """Return the highest probability: one telling that is read rightly is enough; None where none was reckoned."""
    return max((one for one in told if one is not None), default=None)


def _status(
    events: Sequence[HeldEvent], claims: Sequence[Claim], disputes: Sequence[Dispute]
) -> tuple[Status, str, int]:
    """Return the status, the rule that gave it in words, and the number of independent origins that assert."""
    told = [c for c in claims if c.live and c.stance is Stance.ASSERTS]
    counted = independent(told)
    origins = len(counted)
    if not any(event.source.live for event in events):
        withdrawn = {e.source.publisher or e.source.report for e in events}
        return Status.RETRACTED, f"no longer in what {joined(sorted(withdrawn))} publishes", 0
    grave = [d for d in disputes if d.about in GRAVE]
    if grave:
        return Status.DISPUTED, "; ".join(d.why for d in grave), origins
    aside = "".join(f"; means told in several ways: {d.why}" for d in disputes)
    names = joined(voices_of(_one_an_origin(told, counted))) or "no voice"
    if origins >= 2:
        return (
            Status.CORROBORATED,
            f"asserted by {origins} independent origins: {names}; denied by none{aside}",
            origins,
        )
    reports = len({event.source.report for event in events if event.source.live})
    spread = f" in {reports} reports" if reports > 1 else ""
    return Status.SINGLE, f"asserted by one origin{spread}: {names}; denied by none{aside}", origins


def _one_an_origin(claims: Iterable[Claim], counted: Collection[str]) -> list[Claim]:
    first: dict[str, Claim] = {}
    for claim in claims:
        if claim.origin in counted:
            first.setdefault(claim.origin, claim)
    return list(first.values())


def _kind(events: Sequence[HeldEvent]) -> str:
    """The kind most told; a strike with its means told goes before an attack without."""
    votes = Counter(event.body.kind for event in events)
    return min(votes, key=lambda kind: (kind == "attack" and len(votes) > 1, -votes[kind], kind))


def _actors(events: Sequence[HeldEvent], part: Callable[[HeldEvent], Participant | None]) -> tuple[Actor, ...]:
    """Return the parties named, the one most told first, each with the words that name it first."""
    votes: Counter[str] = Counter()
    words: dict[str, str] = {}
    for event in events:
        who = part(event)
        if who is None:
            continue
        key = who.party if who.party != UNKNOWN else f"{UNKNOWN}:{who.text.lower()}"
        votes[key] += 1
        words.setdefault(key, who.text)
    known = [key for key in votes if not key.startswith(f"{UNKNOWN}:")]
    keys = sorted(known or votes, key=lambda key: (-votes[key], key))
    return tuple(Actor(words[key], key if key in known else UNKNOWN) for key in keys)


def _doers(events: Sequence[HeldEvent]) -> tuple[Actor, ...]:
    """Return who is said to have done it; beside those who bear arms, nobody who bears none did an act of force."""
    found = _actors(events, lambda e: e.body.agent)
    armed = tuple(actor for actor in found if actor.party not in bystanders())
    return armed if armed and all(families().get(e.body.kind) == "force" for e in events) else found


def _means(events: Sequence[HeldEvent]) -> str:
    """Return with what it was done, in the words told first for what is told most: "its warplanes" are warplanes."""
    told = [" ".join(e.body.means.text.split()) for e in events if e.body.means is not None]
    if not told:
        return ""
    names = [stem(words.lower().split()[-1]) or words.lower().split()[-1] for words in told]
    votes = Counter(names)
    most = max(names, key=lambda name: votes[name])  # of two told as often, the one told first
    return next(words for words, name in zip(told, names, strict=True) if name == most)


def _where(events: Sequence[HeldEvent]) -> Where | None:
    """Return the place most told among the closest that have one; one without coordinates only if none has them."""
    places = [event.body.place for event in events if event.body.place is not None]
    if not places:
        return None
    votes = Counter(place.name for place in places)

    def rank(place: Place) -> tuple[bool, bool, int, int, str]:
        wide = place.precision not in _CLOSE[:3]
        return place.lat is None, wide, -votes[place.name], _CLOSE.index(place.precision), place.name

    best = min(places, key=rank)
    return Where(best.name, best.country, best.lat, best.lon, best.precision)


def _when(events: Sequence[HeldEvent]) -> When | None:
    """Return the days most told, those of a few days before long ones."""
    times = [
        event.body.time
        for event in events
        if event.body.time is not None and (event.body.time.start or event.body.time.end)
    ]
    if not times:
        return None
    votes = Counter((time.start, time.end) for time in times)

    def rank(time: TimeInterval) -> tuple[bool, int, int, str]:
        days = (time.end - time.start).days if time.start and time.end else 10**6
        return days > LOOSE_DAYS, -votes[time.start, time.end], days, str(time.start or time.end)

    best = min(times, key=rank)
    return When(best.start, best.end, best.precision)


def _fullness(event: HeldEvent) -> tuple[int, int, str]:
    body = event.body
    told = sum(x is not None for x in (body.agent, body.target, body.place, body.time)) + 2 * bool(body.figures)
    return -told, len(event.quote), event.key


def _most(values: Sequence[T]) -> T:
    votes = Counter(values)
    return min(votes, key=lambda value: (-votes[value], str(value)))


def _cut(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= SUMMARY_LENGTH else words[: SUMMARY_LENGTH - 1].rsplit(" ", 1)[0] + "…"
