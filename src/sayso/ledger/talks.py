"""Rounds of talks: who met, where, through whom, and what became of it."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sayso.ledger.evidence import (
    alive,
    basis,
    camp,
    claims_of,
    days,
    home_of,
    homes,
    is_bystander,
    is_neutral,
    names,
    told,
    words_of,
)
from sayso.ledger.phrases import brokers, says, word_list
from sayso.model import PlacePrecision, Realis, Stance
from sayso.model.course import Basis, Outcome, TalksRound
from sayso.model.incident import Actor, Incident

# Days apart that two reports may put one round: it lasts some days, and reports name its eve and its end.
_ONE_ROUND = 3
# Days after a round in which an agreement between its parties is taken as its outcome.
_FOLLOWS = 7
# A span longer than this many days ("this year", "over two months") dates no round.
_SPAN = 31


def talks(incidents: Iterable[Incident]) -> list[TalksRound]:
    """Return the rounds of talks, oldest first, those without a day last; the order given does not matter.

    Give all incidents: agreements and truces that follow tell what a round led to, acts on the ground which country a
    report is about. Two incidents are one round where their days are near and they share a party, or name the same
    venue and no other parties, or stand in one report and neither has parties or a venue.
    """
    standing = alive(incidents)
    home = homes(standing)
    results = [one for one in standing if _is_result(one)]
    groups: list[list[_Talk]] = []
    told_talks = sorted((_talk(i, home) for i in standing if i.kind == "talks"), key=lambda t: t.sort_key)
    for talk in told_talks:
        near = [group for group in groups if _reaches(group, talk)]
        same = [group for group in near if any(_one_round(other, talk) for other in group)]
        if same:
            same[0].append(talk)
            for other in same[1:]:  # it belongs to both, so they are one
                same[0].extend(other)
                groups.remove(other)
        else:
            groups.append([talk])
    found = [_round(group, results, home) for group in groups]
    return sorted(found, key=lambda one: (one.start or one.told or datetime.date.max, one.id))


@dataclass(frozen=True, slots=True)
class _Talk:
    """One incident of kind talks, as rounds are made from it."""

    incident: Incident
    country: str
    venue: str
    sides: frozenset[str]
    start: datetime.date | None
    end: datetime.date | None
    text: str

    @property
    def sort_key(self) -> tuple[datetime.date, str]:
        return self.start or told(self.incident) or datetime.date.max, self.incident.id


def _talk(incident: Incident, home: Mapping[str, str]) -> _Talk:
    text = words_of(incident)
    sides = {
        camp(a.party) for a in (*incident.agents, *incident.targets) if not (is_bystander(a) and not is_neutral(a))
    } - {""}
    start, end = days(incident)
    if start is None or end is None or (end - start).days > _SPAN:
        start = end = None
    about = home_of(incident, home)
    country = about or (incident.where.country if incident.where else "")
    return _Talk(incident, country, _venue(incident, text, about), frozenset(sides), start, end, text)


def _venue(incident: Incident, text: str, home: str) -> str:
    """Return where the talks are held: a town that is named, not the country or the battle that they are about."""
    where = incident.where
    if where is None or where.precision in (PlacePrecision.COUNTRY, PlacePrecision.PROVINCE):
        return ""
    if where.name.lower() not in text.lower() and where.country == home:
        return ""  # where the war is, not where they met
    before = text.lower().partition(where.name.lower())[0].split()[-1:]
    return "" if set(before) & word_list("about") else where.name


def _reaches(group: list[_Talk], talk: _Talk) -> bool:
    """Tell whether talks come soon enough after all of a group to be one round with some of it."""
    last = max(other.end or other.sort_key[0] for other in group)
    return talk.sort_key[0].toordinal() - last.toordinal() <= _ONE_ROUND


def _one_round(one: _Talk, two: _Talk) -> bool:
    if one.country != two.country and one.country and two.country:
        return False
    if one.start and one.end and two.start and two.end:
        slack = datetime.timedelta(days=_ONE_ROUND)
        if one.start > two.end + slack or two.start > one.end + slack:
            return False
    elif not _told_together(one, two):
        return False
    if one.venue and two.venue and one.venue != two.venue:
        return False
    if one.sides and two.sides:
        return len(one.sides & two.sides) >= min(2, len(one.sides), len(two.sides))
    if one.venue and one.venue == two.venue:
        return True
    bare = not any((one.sides, two.sides, one.venue, two.venue))
    return bare and bool({s.report for s in one.incident.sources} & {s.report for s in two.incident.sources})


def _told_together(one: _Talk, two: _Talk) -> bool:
    """Tell whether talks without a day of their own were told within the days of one round."""
    days_told = [talk.start or told(talk.incident) for talk in (one, two)]
    return None not in days_told and abs((days_told[0] - days_told[1]).days) <= _ONE_ROUND  # type: ignore[operator]


def _round(group: list[_Talk], results: list[Incident], home: Mapping[str, str]) -> TalksRound:
    group = sorted(group, key=lambda talk: talk.sort_key)
    incidents = [talk.incident for talk in group]
    mediators = {a.party: a for talk in group for a in brokers(talk.text)}
    for incident in incidents:
        neutral = [a for a in (*incident.agents, *incident.targets) if is_neutral(a)]
        mediators |= {a.party: a for a in neutral if a.party not in mediators}
    parties = _parties(incidents, {camp(party) or party for party in mediators})
    dated = [talk for talk in group if talk.start]
    start = min((talk.start for talk in dated if talk.start), default=None)
    end = max((talk.end for talk in dated if talk.end), default=None)
    first_told = min((day for one in incidents if (day := told(one))), default=None)
    outcome, why, rests_on = _outcome(group, results, home, end or start or first_told)
    venue = Counter(talk.venue for talk in group if talk.venue)
    country = Counter(talk.country for talk in group if talk.country)
    return TalksRound(
        id=f"talks-{incidents[0].id}",
        parties=parties,
        mediators=tuple(mediators[key] for key in sorted(mediators)),
        venue=_most(venue),
        country=_most(country),
        start=start,
        end=end,
        told=first_told,
        outcome=outcome,
        why=why,
        said=names(c for one in incidents for c in claims_of(one, Stance.ASSERTS)),
        denied=names(c for one in incidents for c in claims_of(one, Stance.DENIES)),
        basis=basis(incidents),
        outcome_basis=rests_on,
    )


def _outcome(
    group: list[_Talk], results: list[Incident], home: Mapping[str, str], day: datetime.date | None
) -> tuple[Outcome, str, Basis]:
    """Return what became of a round, why, and on what that rests; a failure told goes before an agreement inferred."""
    failed = [t.incident for t in group if t.incident.realis is Realis.FAILED or says(t.text, "failed")]
    if failed:
        return Outcome.FAILED, "told to have failed", basis(failed)
    held = [talk for talk in group if _was_held(talk)]
    following = [one for one in results if any(_follows(one, talk, home, day) for talk in held)]
    if following:
        kinds = sorted({f"{one.kind} {one.phase}".strip() for one in following})
        return Outcome.AGREED, f"followed within {_FOLLOWS} days by: {', '.join(kinds)}", basis(following)
    if held:
        return Outcome.HELD, "told as held", basis(talk.incident for talk in held)
    return Outcome.PLANNED, "told as planned only", basis(talk.incident for talk in group)


def _was_held(talk: _Talk) -> bool:
    """Tell whether talks took place: told as held, and not on a day after the reports of them."""
    last = max((c.since for c in claims_of(talk.incident) if c.since), default=None)
    done = talk.incident.realis in (Realis.HAPPENED, Realis.ONGOING)
    return done and not (talk.start and last and talk.start > last)


def _is_result(incident: Incident) -> bool:
    done = incident.realis in (Realis.HAPPENED, Realis.ONGOING)
    return done and (incident.kind == "agreement" or (incident.kind == "ceasefire" and incident.phase == "agreed"))


def _follows(result: Incident, talk: _Talk, home: Mapping[str, str], day: datetime.date | None) -> bool:
    """Tell whether an agreement is the outcome of talks: in the days after, about the same country, by two who met.

    A result whose report names no parties counts where the same report tells of the talks.
    """
    start = days(result)[0] or told(result)
    if day is None or start is None or not 0 <= (start - (talk.start or day)).days <= _FOLLOWS:
        return False
    country = home_of(result, home) or (result.where.country if result.where else "")
    if country and talk.country and country != talk.country:
        return False
    together = bool({s.report for s in result.sources} & {s.report for s in talk.incident.sources})
    sides = {camp(a.party) for a in (*result.agents, *result.targets, *brokers(words_of(result)))} - {""}
    if sides and talk.sides:
        return len(sides & talk.sides) > 1 or (len(talk.sides) == 1 and talk.sides <= sides and together)
    return together


def _parties(incidents: list[Incident], apart: set[str]) -> tuple[Actor, ...]:
    named: defaultdict[str, Counter[Actor]] = defaultdict(Counter)
    for incident in incidents:
        for actor in (*incident.agents, *incident.targets):
            side = camp(actor.party) or actor.text.lower()
            if side and side not in apart and not is_bystander(actor):
                named[side][actor] += 1
    usual = [min(a, key=lambda actor: (-a[actor], actor.text, actor.party)) for a in named.values()]
    return tuple(sorted(usual, key=lambda actor: (actor.party, actor.text)))


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name), default="")
