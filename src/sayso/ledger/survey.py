"""Incidents in hand, told at a glance: counts, days, heaps on the map, a page of a list. One incident after the other;
`overview.Overview` answers the same about what the ledger holds now, from columns kept in memory.
"""

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sayso.ledger.selection import Box, holds_point
from sayso.model.incident import Incident

# Incidents nearer than this on the screen, in pixels, are one heap.
NEAR = 56
# The width of the whole world on the screen at zoom 0, in pixels, as the map draws it.
WORLD = 512
# Beyond this latitude, in degrees, the map ends.
TOP = 85.05
# A heap names so many of its incidents.
NAMED = 5


@dataclass(frozen=True, slots=True)
class Summary:
    """How many incidents, by status and by kind (most first), how many without a day and without coordinates.

    `first` and `last` are the first and the last day of any of them.
    """

    total: int
    by_status: dict[str, int]
    by_kind: dict[str, int]
    by_country: dict[str, int]
    undated: int
    unplaced: int
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Heap:
    """Incidents that lie together on the map, or one alone: middle in degrees, count, counts by status, some ids.

    `precision` is that of a single incident's place, "" for more; `one_point` tells that all lie on the very same point,
    so that no zoom takes them apart.
    """

    lat: float
    lon: float
    count: int
    by_status: dict[str, int]
    refs: tuple[str, ...]
    precision: str
    one_point: bool


def summary(incidents: Sequence[Incident]) -> Summary:
    """Return the counts of incidents."""
    days = [day for one in incidents if one.when for day in (one.when.start, one.when.end) if day]
    return Summary(
        total=len(incidents),
        by_status=_counted(one.status.value for one in incidents),
        by_kind=_counted(one.kind for one in incidents),
        by_country=_counted(one.where.country for one in incidents if one.where and one.where.country),
        undated=sum(1 for one in incidents if _day(one) is None),
        unplaced=sum(1 for one in incidents if one.where is None or one.where.lat is None),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def heaps(incidents: Iterable[Incident], box: Box, zoom: float) -> list[Heap]:
    """Return what lies in a box, put together where it would overlap on a map at that zoom; the largest first."""
    cells: defaultdict[tuple[int, int], list[Incident]] = defaultdict(list)
    for one in incidents:
        if holds_point(box, one.where):
            assert one.where is not None and one.where.lat is not None and one.where.lon is not None  # noqa: S101 - holds_point
            cells[_cell(one.where.lat, one.where.lon, zoom)].append(one)
    return sorted((_heap(members) for members in cells.values()), key=lambda heap: (-heap.count, heap.refs))


def ordered(incidents: Iterable[Incident], *, newest_first: bool) -> list[Incident]:
    """Return incidents by day, those without a day last."""
    found = sorted(incidents, key=lambda one: one.id)
    found.sort(key=lambda one: _day(one) or datetime.date.min, reverse=newest_first)
    found.sort(key=lambda one: _day(one) is None)
    return found


def _day(incident: Incident) -> datetime.date | None:
    return (incident.when.start or incident.when.end) if incident.when else None


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def _cell(lat: float, lon: float, zoom: float) -> tuple[int, int]:
    across = WORLD * 2**zoom
    turned = math.radians(max(-TOP, min(TOP, lat)))
    x = (lon + 180) / 360 * across
    y = (1 - math.asinh(math.tan(turned)) / math.pi) / 2 * across
    return int(x // NEAR), int(y // NEAR)


def _heap(members: list[Incident]) -> Heap:
    places = [one.where for one in members if one.where]
    return Heap(
        lat=round(sum(place.lat or 0 for place in places) / len(places), 5),
        lon=round(sum(place.lon or 0 for place in places) / len(places), 5),
        count=len(members),
        by_status=_counted(one.status.value for one in members),
        refs=tuple(sorted(one.id for one in members)[:NAMED]),
        precision=places[0].precision.value if len(members) == 1 else "",
        one_point=len({(place.lat, place.lon) for place in places}) == 1,
    )
