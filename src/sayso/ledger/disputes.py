"""What voices do not agree on: whether it happened, who did it, who was hit, how many, with what."""

from collections.abc import Callable, Iterable, Sequence

from sayso.extract.likeness import length
from sayso.ledger.camps import allied, is_armed, state_of
from sayso.ledger.matching import mutual
from sayso.ledger.origin_data import TEXT
from sayso.ledger.origins import independent, speaker_name
from sayso.ledger.tolls import toll_dispute
from sayso.ledger.traits import MAX_DAYS, read_merging
from sayso.model import OUTLET, UNKNOWN, Participant, Stance
from sayso.model.figure import Outcome
from sayso.model.incident import Claim, Count, Dispute, HeldEvent, Matter, Side

# Disputes that make an incident disputed; one on the means alone is told but leaves the status.
GRAVE = (Matter.HAPPENED, Matter.AGENT, Matter.TARGET, Matter.FIGURES)


def disputes_of(events: Sequence[HeldEvent], claims: Sequence[Claim], counts: Sequence[Count]) -> tuple[Dispute, ...]:
    """Return every dispute over the live events of an incident, the gravest first."""
    live = [event for event in events if event.source.live]
    told = [c for c in claims if c.live]
    found = [
        _denial(live, told),
        _rival_agents(live, told) or _turned_charge(live, told),
        _rival_targets(live, told) or _rival_victims(live, told, counts),
        toll_dispute(_of_acts(live, counts), {c.origin for c in told if c.interested}),
        _rival_means(live, told),
    ]
    return tuple(d for d in found if d is not None)


def _of_acts(events: Sequence[HeldEvent], counts: Sequence[Count]) -> list[Count]:
    """Leave out what is counted over a period: such counts run on, each to the day of its report, and are no rivals."""
    periods = {e.key for e in events if e.body.time and length(e.body.time) >= MAX_DAYS}
    return [count for count in counts if count.event not in periods]


def voices_of(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the names of the voices of claims, one an origin, in order of first publication."""
    names: dict[str, str] = {}
    for claim in claims:
        names.setdefault(claim.origin, _name(claim))
    return tuple(dict.fromkeys(names.values()))


def _name(claim: Claim) -> str:
    """Return the words for who makes a claim: the origin where it has a name, else the voice and who prints it."""
    named = not claim.origin.startswith(TEXT)
    words = speaker_name(claim) if named else claim.voice
    notes = [] if named or claim.voice == claim.publisher else [claim.publisher]
    notes += ["interested"] if claim.interested else []
    return f"{words} ({', '.join(notes)})" if any(notes) else words


def _denial(events: Sequence[HeldEvent], claims: Sequence[Claim]) -> Dispute | None:
    agents = {e.body.agent.party for e in events if e.body.agent is not None and e.body.agent.party != UNKNOWN}
    asserting = [c for c in claims if c.stance is Stance.ASSERTS]
    denying = [c for c in claims if c.stance is Stance.DENIES and not _takes_back(c, asserting, agents)]
    if not denying:
        return None
    own = bool(agents) and all(_accused(c, agents) for c in denying)
    about = Matter.AGENT if own else Matter.HAPPENED
    sides = [Side("denies doing it" if own else "denies it", voices_of(denying))]
    why = f"denied by {joined(voices_of(denying))}"
    if asserting:
        sides.insert(0, Side("asserts it", voices_of(asserting)))
        why += f"; asserted by {joined(voices_of(asserting))}"
    return Dispute(about, why, tuple(sides))


def _accused(claim: Claim, agents: Iterable[str]) -> bool:
    return any(allied(claim.party, agent) for agent in agents)


def _takes_back(claim: Claim, asserting: Sequence[Claim], agents: Iterable[str]) -> bool:
    """Tell whether a denial comes from a voice that asserts the act in the same report.

    A dispute has two sides: a voice that says both of one act denies something else in it, and disputes nothing. Only
    who is charged with the act by others may admit that it took place and deny having done it.
    """
    own = [c for c in asserting if c.origin == claim.origin and _one_voice(c, claim)]
    if not any(c.report == claim.report for c in own):
        return False
    return len(own) == len(asserting) or not _accused(claim, agents)


def _one_voice(a: Claim, b: Claim) -> bool:
    """Tell whether two claims of one origin are of one voice: all unnamed voices of a text have its origin."""
    return not a.origin.startswith(TEXT) or a.voice == b.voice


def _rival_agents(events: Sequence[HeldEvent], claims: Sequence[Claim]) -> Dispute | None:
    if any(event.body.kind in mutual() for event in events):
        return None
    by_event = _by_event(claims)
    named = [(e.body.agent, by_event.get(e.key, [])) for e in events if e.body.agent is not None]
    return _rivals(named, Matter.AGENT, lambda a, b: not allied(a, b) and is_armed(a) and is_armed(b))


def _turned_charge(events: Sequence[HeldEvent], claims: Sequence[Claim]) -> Dispute | None:
    """Return the dispute where the side that is held for the doer of an act lays it at another's door.

    "Army and rebels blamed each other for the attack": one doer is told, but who accuses somebody means another.
    """
    if any(event.body.kind in mutual() for event in events):
        return None
    agents = {e.body.agent.party for e in events if e.body.agent is not None and e.body.agent.party != UNKNOWN}
    asserting = [c for c in claims if c.stance is Stance.ASSERTS]
    turning = [c for c in asserting if c.manner is Stance.ACCUSES and _accused(c, agents)]
    holding = [c for c in asserting if not _accused(c, agents)]
    if not agents and (blamers := _blame_each_other(asserting)):
        names = voices_of(blamers)
        side = Side("lays it at the other's door", names)
        return Dispute(Matter.AGENT, f"{joined(names)} accuse each other of it", (side,))
    if not turning or not set(independent(holding)):
        return None
    sides = (Side("asserts it", voices_of(holding)), Side("lays it at another's door", voices_of(turning)))
    why = f"{joined(sides[1].voices)} accuses others of it; asserted by {joined(sides[0].voices)}"
    return Dispute(Matter.AGENT, why, sides)


def _blame_each_other(claims: Sequence[Claim]) -> list[Claim]:
    """Return two claims of foes that accuse somebody of one act of which no doer is told."""
    accusing = [c for c in claims if c.manner is Stance.ACCUSES and (is_armed(c.party) or state_of(c.party))]
    for n, one in enumerate(accusing):
        for other in accusing[n + 1 :]:
            if one.event == other.event and one.origin != other.origin and not allied(one.party, other.party):
                return [one, other]
    return []


def _rival_victims(events: Sequence[HeldEvent], claims: Sequence[Claim], counts: Sequence[Count]) -> Dispute | None:
    """Return the dispute where a party to a strike counts only fighters as its dead, and others only civilians."""
    data = read_merging()
    if not all(event.body.kind in data["aimed"] for event in events):
        return None
    fighters, civilians = set(data["sorts"]["fighters"]), set(data["unarmed"])
    interested = {c.origin for c in claims if c.interested}
    sorts: dict[str, set[str]] = {}
    first: dict[str, Count] = {}
    for count in counts:
        if not count.live or count.outcome not in (Outcome.KILLED, Outcome.CASUALTIES):
            continue
        words = set(count.who.lower().split())
        sort = "fighters" if words & fighters else "civilians" if words & civilians else ""
        if count.source == count.publisher and count.origin not in interested:
            continue  # an outlet in its own voice makes no side, here as elsewhere
        sorts.setdefault(count.origin, set()).add(sort)
        if sort:
            first.setdefault(count.origin, count)
    armed = next((first[o] for o in sorted(sorts) if sorts[o] == {"fighters"} and o in interested), None)
    unarmed = next((first[o] for o in sorted(sorts) if sorts[o] == {"civilians"} and o not in interested), None)
    if armed is None or unarmed is None:
        return None
    sides = tuple(Side(f"{c.outcome.value}: {c.text}", (c.source,)) for c in (unarmed, armed))
    why = f"who was hit: {unarmed.text} ({unarmed.source}) against {armed.text} ({armed.source})"
    return Dispute(Matter.TARGET, why, sides)


def _rival_targets(events: Sequence[HeldEvent], claims: Sequence[Claim]) -> Dispute | None:
    """Who claims an act says whom it was aimed at; that others tell of civilians hit disputes it."""
    if not all(event.body.kind in read_merging()["aimed"] for event in events):
        return None
    owners = {c.event for c in claims if c.manner is Stance.CLAIMS}
    told = [e for e in events if e.body.target is not None and not _is_ground(e)]
    aims = {(e.key, a.source.text): a.target for e in events for a in e.body.accounts if a.target is not None}
    if not aims and (not any(e.key in owners for e in told) or all(e.key in owners for e in told)):
        return None
    meaning = {c.origin for c in claims if (c.event, c.voice) in aims}  # they have said whom they meant
    by_event = _by_event(c for c in claims if c.origin not in meaning)
    named = [(e.body.target, by_event.get(e.key, [])) for e in told if e.body.target is not None]
    named += [(aims[c.event, c.voice], [c]) for c in claims if (c.event, c.voice) in aims]
    return _rivals(named, Matter.TARGET, lambda a, b: (a == "CIV") != (b == "CIV") and (is_armed(a) or is_armed(b)))


def _is_ground(event: HeldEvent) -> bool:
    """Tell whether the target is no more than the place by name: who tells that a town was hit says not who in it."""
    target, place = event.body.target, event.body.place
    if target is None or place is None:
        return False
    return target.text.rpartition(" of ")[2].lower() in (place.text.lower(), place.name.lower())


def _rivals(
    told: Iterable[tuple[Participant, Sequence[Claim]]], about: Matter, rival: Callable[[str, str], bool]
) -> Dispute | None:
    """Return the dispute between voices of different origins that name parties which exclude each other.

    `told` holds each party named with the claims that name it. As with status, what outlets tell in their own voice
    makes no side where a voice is named, and who names both parties is on neither side.
    """
    named: dict[str, list[Claim]] = {}
    words: dict[str, str] = {}
    for who, by in told:
        if who.party != UNKNOWN:
            words.setdefault(who.party, who.text)
            named.setdefault(who.party, []).extend(c for c in by if c.stance is Stance.ASSERTS)
    parties = sorted(named, key=lambda p: (-len(named[p]), p))
    for n, one in enumerate(parties):
        for other in parties[n + 1 :]:
            mine, theirs = set(independent(_spoken(named[one]))), set(independent(_spoken(named[other])))
            if not rival(one, other) or not mine - theirs or not theirs - mine:
                continue
            sides = tuple(Side(words[p], voices_of(named[p])) for p in (one, other))
            role = "done by" if about is Matter.AGENT else "aimed at"
            why = "; ".join(f"{role} {side.position} ({joined(side.voices)})" for side in sides)
            return Dispute(about, why, sides)
    return None


def _spoken(claims: Iterable[Claim]) -> list[Claim]:
    """Leave out what outlets that stand by nobody tell in their own voice: naming another doer there makes no side."""
    return [c for c in claims if c.interested or c.party != OUTLET]


def _rival_means(events: Sequence[HeldEvent], claims: Sequence[Claim]) -> Dispute | None:
    by_event = _by_event(claims)
    told: dict[str, list[Claim]] = {}
    for event in events:
        if event.body.kind in read_merging()["means"]:
            told.setdefault(event.body.kind, []).extend(by_event.get(event.key, ()))
    kinds = sorted(told, key=lambda kind: (-len(told[kind]), kind))
    if len(kinds) < 2 or {c.origin for c in told[kinds[0]]} == {c.origin for c in told[kinds[1]]}:
        return None
    sides = tuple(Side(kind, voices_of(told[kind])) for kind in kinds)
    return Dispute(Matter.MEANS, "; ".join(f"{s.position} ({joined(s.voices)})" for s in sides), sides)


def _by_event(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.event, []).append(claim)
    return found


def joined(names: Sequence[str], most: int = 4) -> str:
    """Return names as they stand in a sentence: "a, b and c"; beyond `most` the rest is counted."""
    if len(names) > most:
        names = (*names[:most], f"{len(names) - most} more")
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
