"""What a ledger holds of outlets: reports, incidents, reprints given and taken, agencies credited."""

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sayso.ledger import tables as t
from sayso.model.incident import Status

# Of one outlet so many of its newest reports and incidents are looked at.
MOST = 10_000
# So many of its newest reports are listed.
LISTED = 25


@dataclass(frozen=True, slots=True)
class OutletCount:
    """An outlet by the name its reports carry, with its reports and the incidents they tell."""

    name: str
    reports: int
    incidents: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list."""

    ref: str
    title: str
    published: datetime.date | None
    agency: str


@dataclass(frozen=True, slots=True)
class OutletPart:
    """One outlet; `read` reports and `told` incidents were looked at, the newest.

    `taken` are its reports that print what another had printed before, `given` those that others printed after it;
    `from_whom` and `to_whom` are the other outlets.
    """

    reports: int
    incidents: int
    read: int
    told: int
    disputed: int
    taken: int
    given: int
    from_whom: dict[str, int]
    to_whom: dict[str, int]
    agencies: dict[str, int]
    newest: tuple[ReportLine, ...]


def outlets(connection: Connection, told: Mapping[str, int]) -> list[OutletCount]:
    """Return every outlet, those with most reports first; `told` has the incidents of each publisher."""
    found = [OutletCount(name, number, told.get(name[:200], 0)) for name, number in _reports(connection).items()]
    return sorted(found, key=lambda one: (-one.reports, one.name))


def _reports(connection: Connection) -> dict[str, int]:
    """Return the number of reports of each outlet, each counted by its live version.

    Versions are counted by the index of publishers, then those that another has taken the place of are taken off: only
    of a report with several versions need the rows be read, which hold whole texts.
    """
    v, later = t.version.c, t.version.alias("later").c
    found = Counter(
        {str(n): int(k) for n, k in connection.execute(select(v.publisher, func.count()).group_by(v.publisher))}
    )
    several = select(later.report_id).where(later.number > 1)
    passed = select(v.publisher, func.count()).where(v.report_id.in_(several), ~v.live).group_by(v.publisher)
    found.subtract({str(n): int(k) for n, k in connection.execute(passed)})
    return {name: number for name, number in found.items() if name and number > 0}


def outlet_part(connection: Connection, name: str) -> OutletPart:
    """Return what the ledger holds of one outlet; all zero where it holds nothing."""
    v, p, c = t.version.c, t.incident_publisher.c, t.incident.c
    of = v.publisher == name
    reports = connection.scalar(select(func.count()).select_from(t.version).where(of, v.live)) or 0
    incidents = connection.scalar(
        select(func.count()).select_from(t.incident_publisher).where(p.publisher == name[:200])
    )
    newest = select(v.id).where(of, v.live).order_by(v.id.desc()).limit(MOST)
    told = select(p.incident_id).where(p.publisher == name[:200]).order_by(p.incident_id.desc()).limit(MOST)
    statuses = {
        str(status): int(k)
        for status, k in connection.execute(select(c.status, func.count()).where(c.id.in_(told)).group_by(c.status))
    }
    agencies = connection.execute(
        select(v.agency, func.count()).where(v.id.in_(newest), v.agency != "").group_by(v.agency)
    )
    taken, given, from_whom, to_whom = _reprints(connection, name)
    listed = (
        select(t.report.c.ref, v.title, v.published, v.agency)
        .join_from(t.version, t.report, t.report.c.id == v.report_id)
        .where(of, v.live)
        .order_by(v.id.desc())
        .limit(LISTED)
    )
    lines = [ReportLine(row.ref, row.title, row.published, row.agency) for row in connection.execute(listed)]
    return OutletPart(
        reports=reports,
        incidents=incidents or 0,
        read=min(reports, MOST),
        told=sum(statuses.values()),
        disputed=statuses.get(Status.DISPUTED.value, 0),
        taken=taken,
        given=given,
        from_whom=from_whom,
        to_whom=to_whom,
        agencies=_ranked(Counter({str(agency): int(k) for agency, k in agencies})),
        newest=tuple(sorted(lines, key=lambda one: one.published or datetime.date.min, reverse=True)),
    )


def _reprints(connection: Connection, name: str) -> tuple[int, int, dict[str, int], dict[str, int]]:
    """Return how many of the newest reports were taken and given, and from and to whom; which is first is by day."""
    mine, other = t.version.alias("mine"), t.version.alias("other")
    newest = (
        select(t.version.c.id)
        .where(t.version.c.publisher == name, t.version.c.live)
        .order_by(t.version.c.id.desc())
        .limit(MOST)
    )
    query = (
        select(mine.c.id, mine.c.published, other.c.publisher, other.c.published.label("theirs"))
        .join(other, other.c.text_group == mine.c.text_group)
        .where(mine.c.id.in_(newest), other.c.live, other.c.publisher != name, other.c.publisher != "")
    )
    taken: set[int] = set()
    given: set[int] = set()
    from_whom: Counter[str] = Counter()
    to_whom: Counter[str] = Counter()
    for row in connection.execute(query):
        if row.published is None or row.theirs is None or row.published == row.theirs:
            continue  # which came first is not told
        if row.theirs < row.published:
            taken.add(row.id)
            from_whom[row.publisher] += 1
        else:
            given.add(row.id)
            to_whom[row.publisher] += 1
    return len(taken), len(given), _ranked(from_whom), _ranked(to_whom)


def _ranked(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:10])
