"""What a set of incidents rests on: its live claims, days, voices by name, and whose side a party is on."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from sayso.extract.lexicon import lexicon
from sayso.extract.parties_data import GROUPS, iso_of
from sayso.knowledge.files import read_csv
from sayso.ledger.phrases import word_list
from sayso.model import OUTLET, UNKNOWN, Realis, Stance
from sayso.model.course import Basis
from sayso.model.incident import Actor, Claim, Incident, Status

# Sectors of a state's own hands: what its army does, its government does.
_STATE = ("GOV", "MIL", "POL")
# Groups that fight one another under one label are no camp: their alignment says what they are, not whom they stand by.
_LOOSE = frozenset({"", "jihadist", "criminal", "ethnic", "left", "neutral", "separatist", "western", "muslim"})


def alive(incidents: Iterable[Incident]) -> list[Incident]:
    """Return the incidents that stand, in an order that does not depend on the order given."""
    kept = {one.id: one for one in incidents if one.status is not Status.RETRACTED}
    return [kept[key] for key in sorted(kept)]


def claims_of(incident: Incident, stance: Stance | None = None) -> tuple[Claim, ...]:
    """Return the live claims of an incident, those of one stance if given, oldest first."""
    found = [claim for claim in incident.claims if claim.live and stance in (None, claim.stance)]
    return tuple(sorted(found, key=_claim_key))


def told(incident: Incident) -> datetime.date | None:
    """Return the day of the first report of an incident, None if no report has a day."""
    return min((claim.since for claim in claims_of(incident) if claim.since), default=None)


def days(incident: Incident) -> tuple[datetime.date | None, datetime.date | None]:
    """Return the days of an incident as told, both None if unknown.

    What was still to come when a report told it cannot have a day before that report: such a day is not believed.
    """
    when = incident.when
    if when is None:
        return None, None
    last, first_told = when.end or when.start, told(incident)
    if incident.realis is Realis.PLANNED and last and first_told and last < first_told:
        return None, None
    return when.start, when.end


def voice_name(claim: Claim) -> str:
    """Return the name under which a claim's voice is listed; a report's own voice goes by its publisher."""
    if claim.party == OUTLET or claim.voice in ("", OUTLET):
        return f"{claim.publisher or 'a report'} itself"
    return claim.voice


def names(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Return the names of the voices of claims, each once, in the order in which they were first heard."""
    return tuple(dict.fromkeys(voice_name(claim) for claim in sorted(claims, key=_claim_key)))


def basis(incidents: Iterable[Incident]) -> Basis:
    """Return what a statement made from these incidents rests on."""
    chosen = alive(incidents)
    claims = tuple(sorted((c for one in chosen for c in claims_of(one)), key=_claim_key))
    reports = sorted({c.report for c in claims} | {s.report for one in chosen for s in one.sources if s.live})
    return Basis(tuple(one.id for one in chosen), tuple(reports), claims)


def words_of(incident: Incident) -> str:
    """Return the clauses that tell of an incident, as one text: those of its claims, else its summary."""
    quotes = dict.fromkeys(claim.quote for claim in claims_of(incident) if claim.quote)
    return " … ".join(quotes) or incident.summary


def homes(incidents: Iterable[Incident]) -> dict[str, str]:
    """Return for each report the country (ISO3) that most of its acts on the ground lie in, if any do."""
    placeless = lexicon().kinds["placeless"]
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for incident in incidents:
        if incident.where and incident.where.country and incident.kind not in placeless:
            for source in incident.sources:
                counts[source.report][incident.where.country] += 1
    return {report: min(found, key=lambda iso: (-found[iso], iso)) for report, found in counts.items()}


def home_of(incident: Incident, home: Mapping[str, str]) -> str:
    """Return the country that the reports of an incident are about, "" if nothing tells."""
    found = Counter(home[source.report] for source in incident.sources if source.report in home)
    return min(found, key=lambda iso: (-found[iso], iso)) if found else ""


def camp(party: str) -> str:
    """Return the side a party code stands on: its state, else its group's alliance, else the code itself.

    A state's army and government are one side, and so are groups of one alliance in one country; "" if unknown.
    """
    if party in ("", UNKNOWN, OUTLET):
        return ""
    country = iso_of(party)
    if country:
        sector = party[4:]
        return country if sector in _STATE else f"opposition:{country}" if sector in ("REB", "OPP") else party
    return _alliances().get(party, party)


def is_bystander(actor: Actor) -> bool:
    """Tell whether an actor makes no truce and holds no ground: civilians, media, aid workers."""
    return _sector(actor) in word_list("bystanders")


def is_neutral(actor: Actor) -> bool:
    """Tell whether an actor stands between the sides by what it is: the United Nations, a regional union."""
    return _sector(actor) in word_list("neutral")


def _sector(actor: Actor) -> str:
    return actor.party[4:] if actor.party[3:4] == "-" else actor.party


@cache
def _alliances() -> dict[str, str]:
    found = {}
    for row in read_csv(GROUPS):
        country = row["country"].split(";")[0]
        alliance = row["alignment"]
        if alliance == "government" and country:
            found[row["slug"]] = country
        elif alliance not in _LOOSE:
            found[row["slug"]] = f"{alliance}:{country}"
    return found


def _claim_key(claim: Claim) -> tuple[datetime.date, str, str, str, str, str]:
    return (claim.since or datetime.date.max, claim.report, claim.event, claim.voice, claim.stance.value, claim.words)
