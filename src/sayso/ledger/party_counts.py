"""How often parties stand in the ledger, and what stands behind one of them."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json
from sayso.ledger.evidence import camp, claims_of
from sayso.model import Stance
from sayso.model.incident import Incident

# Up to so many incidents in a ledger, doers and targets are counted apart; more would take more than a page may.
MOST_SPLIT = 20_000
# Of one party so many of its newest incidents are counted by kind, status and month, and so many read whole.
MOST_COUNTED, MOST_READ = 10_000, 300


@dataclass(frozen=True, slots=True)
class PartyCount:
    """A party and the incidents it is a party to; `doer` and `target` are None where they are not counted apart."""

    code: str
    incidents: int
    doer: int | None
    target: int | None


@dataclass(frozen=True, slots=True)
class PartyCounts:
    """The incidents of one party: all of them, and of the newest `counted` the numbers by kind, status and month."""

    total: int
    counted: int
    by_kind: dict[str, int]
    by_status: dict[str, int]
    by_month: dict[str, int]
    undated: int


@dataclass(frozen=True, slots=True)
class Part:
    """What the newest incidents of a party tell when read whole.

    `asserts` and `denies` are claims of its own side, `accused` counts by kind the acts of its doing that others
    assert and `denied` those of them that it denies.
    """

    read: int
    doer: int
    target: int
    asserts: int
    denies: int
    accused: dict[str, int]
    denied: int
    newest: tuple[Incident, ...]
    accusations: tuple[Incident, ...]


def parties(connection: Connection, counts: Mapping[str, int]) -> list[PartyCount]:
    """Return every party, those with most incidents first; `counts` has the incidents of each."""
    doers, targets = _split(connection)
    found = [
        PartyCount(code, number, None if doers is None else doers[code], None if targets is None else targets[code])
        for code, number in counts.items()
    ]
    return sorted(found, key=lambda one: (-one.incidents, one.code))


def _split(connection: Connection) -> tuple[Counter[str] | None, Counter[str] | None]:
    c = t.incident.c
    last = connection.scalar(select(func.max(c.id))) or 0
    if last > MOST_SPLIT:
        return None, None
    doers: Counter[str] = Counter()
    targets: Counter[str] = Counter()
    query = select(c.state["agents"], c.state["targets"]).where(c.redirect_id.is_(None))
    for agents, hit in connection.execute(query):
        doers.update({actor["party"] for actor in agents or ()})
        targets.update({actor["party"] for actor in hit or ()})
    return doers, targets


def counts_of(connection: Connection, code: str) -> PartyCounts:
    """Return the counts of one party."""
    p, c = t.incident_party.c, t.incident.c
    total = connection.scalar(select(func.count()).select_from(t.incident_party).where(p.party == code)) or 0
    newest = select(p.incident_id).where(p.party == code).order_by(p.incident_id.desc()).limit(MOST_COUNTED)
    by_kind: Counter[str] = Counter()
    by_status: Counter[str] = Counter()
    by_month: Counter[str] = Counter()
    counted = undated = 0
    for kind, status, first in connection.execute(select(c.kind, c.status, c.start_day).where(c.id.in_(newest))):
        counted += 1
        by_kind[kind] += 1
        by_status[status] += 1
        if first is None:
            undated += 1
        else:
            by_month[f"{first:%Y-%m}"] += 1
    ranked = dict(sorted(by_kind.items(), key=lambda pair: (-pair[1], pair[0])))
    return PartyCounts(total, counted, ranked, dict(by_status), dict(sorted(by_month.items())), undated)


def part_of(connection: Connection, code: str, shown: int = 12) -> Part:
    """Return what the newest incidents of a party tell of what it does, says, denies and is accused of."""
    p, c = t.incident_party.c, t.incident.c
    query = (
        select(c.state)
        .join(t.incident_party, p.incident_id == c.id)
        .where(p.party == code)
        .order_by(p.incident_id.desc())
        .limit(MOST_READ)
    )
    found = [incident_from_json(state) for state in connection.scalars(query) if state is not None]
    mine = camp(code) or code
    doing = [one for one in found if any(actor.party == code for actor in one.agents)]
    own = [c for one in found for c in claims_of(one) if c.party == code or camp(c.party) == mine]
    charged = [
        one for one in doing if any(c.party != code and camp(c.party) != mine for c in claims_of(one, Stance.ASSERTS))
    ]
    kinds = Counter(one.kind for one in charged)
    return Part(
        read=len(found),
        doer=len(doing),
        target=sum(any(actor.party == code for actor in one.targets) for one in found),
        asserts=sum(claim.stance is Stance.ASSERTS for claim in own),
        denies=sum(claim.stance is Stance.DENIES for claim in own),
        accused=dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0]))),
        denied=sum(any(camp(c.party) == mine for c in claims_of(one, Stance.DENIES)) for one in charged),
        newest=tuple(sorted(found, key=_newest, reverse=True))[:shown],
        accusations=tuple(sorted(charged, key=_newest, reverse=True))[:shown],
    )


def _newest(one: Incident) -> tuple[datetime.date, str]:
    start = (one.when.start or one.when.end) if one.when else None
    return start or datetime.date.min, one.id
