"""Who is said to hold a place on a day, by whom, and who denies it."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sayso.extract.lexicon import lexicon
from sayso.ledger.evidence import alive, basis, camp, claims_of, days, is_bystander, names, told, words_of
from sayso.ledger.extent import extent_of
from sayso.ledger.phrases import says
from sayso.model import UNKNOWN, Realis, Stance, TimePrecision
from sayso.model.course import Extent, Holding
from sayso.model.incident import Actor, HeldEvent, Incident, Matter, Status, When, Where

# Characters between a place and a clause that says of it who holds it (", which is ").
_APPOSED = 12
# What gives, and what takes away; a siege changes no holder.
_KINDS = ("control", "capture", "withdrawal")


def holders(
    incidents: Iterable[Incident],
    place: str | None = None,
    on: datetime.date | None = None,
    events: Mapping[str, HeldEvent] | None = None,
) -> list[Holding]:
    """Return who is said to hold which place, by place and day; the answer does not depend on the order of `incidents`.

    `place` keeps the places of that name (as resolved, or as written where not resolved; capitals and hyphens do not
    count), `on` the holdings that are said to last on that day: taken or said to be held on or before it, no end told
    on or before it. A denied capture is a contested holding and ends nobody else's. Incidents without a place or
    without a holder are left out, and so are what was held once and captures planned, failed or still under way.
    """
    acts: defaultdict[tuple[str, str], list[_Act]] = defaultdict(list)
    for incident in alive(incidents):
        where = incident.where
        if incident.kind in _KINDS and where and _key(where.name):
            acts[_key(where.name), where.country].extend(_acts(incident, where, _written(incident, events or {})))
    wanted = _key(place) if place is not None else None
    found = [one for key in sorted(acts) if wanted in (None, key[0]) for one in _holdings(acts[key])]
    return [one for one in found if on is None or _lasts(one, on)]


@dataclass(frozen=True, slots=True)
class _Act:
    """One incident as control sees it: `how` is capture, control, lost or withdrawal, `day` when it counts from."""

    incident: Incident
    where: Where
    how: str
    holder: Actor
    extent: Extent
    day: datetime.date
    since: When | None
    denied: bool

    @property
    def camp(self) -> str:
        """The side of the holder; a party of no known side is a side of its own."""
        return camp(self.holder.party) or f"text:{_key(self.holder.text)}"

    @property
    def takes(self) -> bool:
        """Whether it ends what others hold: the whole place was taken and nobody denies it."""
        return self.how == "capture" and self.extent is Extent.WHOLE and not self.denied


def _written(incident: Incident, events: Mapping[str, HeldEvent]) -> str:
    """Return the name of the place as reports write it in or right before the clause, "" if that is not at hand."""
    for body in (events[key].body for key in incident.events if key in events):
        clause = body.mentions[0].clause
        if body.place and -_APPOSED <= body.place.span.end - clause.start <= clause.end - clause.start:
            return body.place.text
    return ""


def _acts(incident: Incident, where: Where, written: str) -> list[_Act]:
    first_told = told(incident)
    extent = _extent(incident, where, written)
    asserted, denied = claims_of(incident, Stance.ASSERTS), claims_of(incident, Stance.DENIES)
    if extent is None or not (asserted or denied):
        return []
    if incident.kind != "control" and incident.realis is not Realis.HAPPENED:
        return []
    if incident.kind == "control" and incident.realis is not Realis.ONGOING:
        return []  # who held a place once is not said to hold it
    since = _since(incident, first_told)
    day = (_counts_from(incident, since) if since else None) or first_told
    if day is None:
        return []
    contested = bool(denied) or any(d.about in (Matter.HAPPENED, Matter.AGENT) for d in incident.disputes)
    make = _maker(incident, where, extent, day, since, contested)
    found = [make(incident.kind, agent) for agent in incident.agents if _may_hold(agent)]
    if incident.kind == "capture" and found and not contested:
        sides = {one.camp for one in found}
        lost = [make("lost", actor) for actor in incident.targets if _may_hold(actor) and camp(actor.party)]
        found += [one for one in lost if one.camp not in sides]
    return found


def _extent(incident: Incident, where: Where, written: str) -> Extent | None:
    """Return the most that any clause of an incident says is held."""
    clauses = [claim.quote for claim in claims_of(incident) if claim.quote] or [incident.summary]
    if incident.kind == "control" and written:  # "Idlib, held by rebels": the clause begins behind the place
        clauses = [clause if written in clause else f"{written} {clause}" for clause in clauses]
    found = {extent_of(clause, where, incident.kind, written) for clause in clauses}
    return next((one for one in (Extent.WHOLE, Extent.PART, Extent.UNCLEAR) if one in found), None)


def _maker(
    incident: Incident, where: Where, extent: Extent, day: datetime.date, since: When | None, denied: bool
) -> Callable[[str, Actor], _Act]:
    return lambda how, holder: _Act(incident, where, how, holder, extent, day, since, denied)


def _since(incident: Incident, first_told: datetime.date | None) -> When | None:
    """Return the days of a capture or a withdrawal, or those over which a place "has been held since".

    What "holds" tells of the day of its report; a time beside it that ended before belongs to something else.
    """
    start, end = days(incident)
    if incident.kind != "control" or incident.when is None:
        return incident.when if start or end else None
    reaches = end is None or first_told is None or end >= first_told
    return incident.when if start and incident.when.precision is TimePrecision.RANGE and reaches else None


def _counts_from(incident: Incident, since: When) -> datetime.date | None:
    """Return the day from which it surely counts: the last in which it may have been taken, the first of "since"."""
    return since.start if incident.kind == "control" else since.end or since.start


def _may_hold(actor: Actor) -> bool:
    """Tell whether an actor can hold ground: a party, or a name that no table knows, but no crowd and no outlet."""
    if actor.party == UNKNOWN:
        return bool(actor.text) and not set(actor.text.lower().split()) & lexicon().classes["person"]
    return not is_bystander(actor)


def _holdings(acts: list[_Act]) -> list[Holding]:
    """Return the holdings of one place."""
    acts = sorted(acts, key=lambda a: (a.day, _ORDER[a.how], a.incident.id, a.holder.party, a.holder.text))
    spells: list[_Spell] = []
    for act in acts:
        if act.how == "withdrawal":
            _leave(spells, act)
        elif act.how == "lost":
            _lose(spells, act)
        else:
            _hold(spells, act)
    return [_holding(spell, spells) for spell in spells]


# Days after a holding was last told in which a capture by the same side is the same capture, told again.
_RETOLD = 7
# On one day: what is said to be held, then who leaves or loses it, then who takes it.
_ORDER = {"control": 0, "withdrawal": 1, "lost": 2, "capture": 3}


@dataclass(slots=True)
class _Spell:
    """A holding under construction: the acts that make it and the act that ends it."""

    acts: list[_Act]
    ended: _Act | None = None

    @property
    def extent(self) -> Extent:
        return self.acts[0].extent

    def open_for(self, act: _Act) -> bool:
        """Whether the act goes on with this spell: same side, as much of the place, not ended."""
        first = self.acts[0]
        again = act.how == "capture" and (act.day - self.acts[-1].day).days > _RETOLD
        alike = (first.camp, first.extent, first.denied) == (act.camp, act.extent, act.denied)
        return self.ended is None and alike and not again


def _hold(spells: list[_Spell], act: _Act) -> None:
    same = next((spell for spell in spells if spell.open_for(act)), None)
    if same:
        same.acts.append(act)
        return
    if act.takes:  # who had it, or had it before and must have lost it, holds it no more
        for spell in spells:
            if spell.ended is None and (spell.acts[0].camp != act.camp or spell.extent is Extent.WHOLE):
                spell.ended = act
    spells.append(_Spell([act]))


def _leave(spells: list[_Spell], act: _Act) -> None:
    if act.denied or act.extent is not Extent.WHOLE:
        return
    for spell in spells:
        if spell.ended is None and spell.acts[0].camp == act.camp:
            spell.ended = act


def _lose(spells: list[_Spell], act: _Act) -> None:
    """Note that the side a place was taken from held it until then; taking a part ends only what is held in part."""
    held = [spell for spell in spells if spell.ended is None and spell.acts[0].camp == act.camp]
    if act.extent is Extent.WHOLE:
        for spell in held:
            spell.ended = act
    if not held:
        spells.append(_Spell([act], act))


def _holding(spell: _Spell, spells: list[_Spell]) -> Holding:
    acts = spell.acts
    incidents = [act.incident for act in acts] + ([spell.ended.incident] if spell.ended else [])
    said = [claim for act in acts for claim in claims_of(act.incident, Stance.ASSERTS)]
    denied = [claim for act in acts for claim in claims_of(act.incident, Stance.DENIES)]
    lost = acts[0].how == "lost"
    taken = next((act.since for act in acts if act.since and act.how != "lost"), None)
    reports = [claim.since for claim in said if claim.since]
    first = acts[0]
    by = None if lost else min(act.day for act in acts)
    until = spell.ended.day if spell.ended else None
    why = _why(spell, spells)
    return Holding(
        place=first.where.name,
        country=first.where.country,
        lat=first.where.lat,
        lon=first.where.lon,
        precision=first.where.precision,
        holder=_holder(acts),
        extent=spell.extent,
        how=first.how if lost else next((act.how for act in acts if act.how == "capture"), first.how),
        since=taken,
        by=by,
        until=until,
        last=max(reports, default=None),
        contested=bool(why),
        why="; ".join(why),
        said=names(said),
        denied=names(denied),
        basis=basis(incidents),
    )


def _why(spell: _Spell, spells: list[_Spell]) -> list[str]:
    """Return in words what makes a holding contested, nothing if nothing does."""
    acts, why = spell.acts, []
    deniers = names(claim for act in acts for claim in claims_of(act.incident, Stance.DENIES))
    if deniers:
        why.append(f"denied by {', '.join(deniers)}")
    elif any(act.incident.status is Status.DISPUTED and act.denied for act in acts):
        why.append("who holds it is disputed")
    if any(says(words_of(act.incident), "shared") for act in acts):
        why.append("said to be shared or divided")
    for other in spells:
        if other is not spell and spell.extent is other.extent is Extent.WHOLE and _overlap(spell, other):
            why.append(f"{_holder(other.acts).text or _holder(other.acts).party} is said to hold it too")
    return list(dict.fromkeys(why))


def _overlap(one: _Spell, two: _Spell) -> bool:
    """Tell whether two sides are said to hold the place at once: neither has left or lost it before the other comes."""
    if one.acts[0].camp == two.acts[0].camp or "lost" in (one.acts[0].how, two.acts[0].how):
        return False
    ends = [spell.ended.day if spell.ended else datetime.date.max for spell in (one, two)]
    return one.acts[0].day < ends[1] and two.acts[0].day < ends[0]


def _holder(acts: list[_Act]) -> Actor:
    """Return the holder under the name most used, the first of these in the alphabet on a draw."""
    counts: defaultdict[Actor, int] = defaultdict(int)
    for act in acts:
        counts[act.holder] += 1
    return min(counts, key=lambda actor: (-counts[actor], actor.party == UNKNOWN, actor.text, actor.party))


def _lasts(one: Holding, day: datetime.date) -> bool:
    return one.by is not None and one.by <= day and (one.until is None or day < one.until)


def _key(name: str) -> str:
    """Return a place name as it is compared: lower case, letters and digits only."""
    return " ".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
