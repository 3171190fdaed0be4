"""Who accuses whom of breaking a truce, how often, and on what days."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sayso.extract.lexicon import lexicon
from sayso.ledger.evidence import basis, camp, claims_of, days, names, told, voice_name, words_of
from sayso.ledger.phrases import accuses_of_breach, between, makers, stated_violations
from sayso.ledger.truces import Truce
from sayso.model import OUTLET, UNKNOWN, Span, Stance
from sayso.model.course import Violation
from sayso.model.incident import Actor, Claim, HeldEvent, Incident

NOT_TOLD = Actor("", UNKNOWN)
# Days after a collapse in which acts of force are still laid to the truce.
_AFTER = 3


def violations_of(incidents: Iterable[Incident]) -> tuple[Violation, ...]:
    """Return the breaches alleged, one entry for each accuser and accused side, the most often accused first."""
    groups: defaultdict[tuple[str, str], list[tuple[Claim, Actor, Incident]]] = defaultdict(list)
    for incident in {one.id: one for one in incidents}.values():
        for claim in claims_of(incident, Stance.ASSERTS):
            for accused in _accused(incident):
                groups[_side(claim), camp(accused.party) or accused.text].append((claim, accused, incident))
    found = [_violation(groups[key]) for key in sorted(groups)]
    return tuple(sorted(found, key=lambda v: (-v.acts, v.accuser.text, v.accuser.party, v.accused.text)))


def alleged(
    incidents: Iterable[Incident], events: Mapping[str, HeldEvent], truces: list[Truce]
) -> defaultdict[int, list[Incident]]:
    """Return the acts of force alleged to break each truce, by the truce's index in `truces`.

    An act is alleged to be a breach where its own phase or clause says so, or where its clause overlaps the clause of a
    violation in the same report. It goes to the truce of its country in whose life its day falls.
    """
    forceful = lexicon().kinds["violent"]
    breaches = _breach_clauses(incidents, events)
    found: defaultdict[int, list[Incident]] = defaultdict(list)
    for incident in incidents:
        if incident.kind not in forceful:
            continue
        if (
            incident.phase == "violated"
            or accuses_of_breach(words_of(incident))
            or _overlaps(incident, events, breaches)
        ):
            index = _truce_of(incident, truces)
            if index is not None:
                found[index].append(incident)
    return found


def _accused(incident: Incident) -> list[Actor]:
    """Return who is said to have done it; who is only named as bound by the truce, or as its broker, is not accused."""
    text = words_of(incident)
    arranged = {camp(actor.party) for actor in makers(text)}
    doers = [a for a in incident.agents if not between(text, a.text) and camp(a.party) not in arranged]
    return [actor for actor in doers if actor.text or camp(actor.party)] or [NOT_TOLD]


def _side(claim: Claim) -> str:
    """Return what makes two accusers one: their side, else the name of the voice."""
    return camp(claim.party) or voice_name(claim)


def _violation(told_by: list[tuple[Claim, Actor, Incident]]) -> Violation:
    acts = {incident.id: incident for _, _, incident in told_by}
    dated = {key: day for key, one in acts.items() if (day := _day(one))}
    claims = [claim for claim, _, _ in told_by]
    first = min(claims, key=lambda c: (c.since or datetime.date.max, voice_name(c), c.report))
    party = UNKNOWN if first.party == OUTLET else first.party
    numbers = [number for claim in claims if (number := stated_violations(claim.quote)) is not None]
    denied = [claim for one in acts.values() for claim in claims_of(one, Stance.DENIES)]
    return Violation(
        accuser=Actor(voice_name(first), party),
        accused=min((actor for _, actor, _ in told_by), key=lambda a: (a.text, a.party)),
        acts=len(acts),
        stated=max(numbers, default=None),
        days=tuple(sorted(set(dated.values()))),
        undated=len(acts) - len(dated),
        denied=names(denied),
        basis=basis(acts.values()),
    )


def _day(incident: Incident) -> datetime.date | None:
    """Return the day of an act that is told for one day."""
    start, end = days(incident)
    return start if start is not None and start == end else None


def _breach_clauses(
    incidents: Iterable[Incident], events: Mapping[str, HeldEvent]
) -> dict[tuple[str, int], list[Span]]:
    """Return the clauses of all violations told, by report and version."""
    clauses: defaultdict[tuple[str, int], list[Span]] = defaultdict(list)
    for incident in incidents:
        if incident.kind == "ceasefire" and incident.phase == "violated":
            for held in (events[key] for key in incident.events if key in events):
                clauses[held.source.report, held.source.version].append(held.body.mentions[0].clause)
    return clauses


def _overlaps(
    incident: Incident, events: Mapping[str, HeldEvent], breaches: Mapping[tuple[str, int], list[Span]]
) -> bool:
    held = [events[key] for key in incident.events if key in events]
    return any(
        one.body.mentions[0].clause.overlaps(clause)
        for one in held
        for clause in breaches.get((one.source.report, one.source.version), ())
    )


def _truce_of(incident: Incident, truces: list[Truce]) -> int | None:
    """Return the index of the truce in whose life an act falls: that of its place before that of its country."""
    start, end = days(incident)
    known = start or end or told(incident)
    where = incident.where
    if known is None or where is None:
        return None
    day = known.toordinal()
    fitting = [
        (truce.place == where.name, truce.steps[0].day, index)
        for index, truce in enumerate(truces)
        if truce.country == where.country
        and truce.place in ("", where.name)
        and truce.steps[0].day <= day
        and (truce.collapsed is None or day <= truce.collapsed + _AFTER)
    ]
    return max(fitting)[2] if fitting else None
