"""A selection of incidents at a glance: counts, days, heaps on the map; from the ledger's columns, or from incidents in
hand, as a past day has them.
"""

import datetime
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, case, func, select

from sayso.ledger import tables as t
from sayso.ledger.selection import Selection
from sayso.model.incident import Incident, Status

# Incidents nearer than this on the screen, in pixels, are one heap; then heaps that would cover each other are one.
NEAR, COVERING = 56, 30
# The width of the whole world on the screen at zoom 0, in pixels, as the map draws it.
WORLD = 512
# Beyond this latitude, in degrees, the map ends.
TOP = 85.05


@dataclass(frozen=True, slots=True)
class Summary:
    """How many incidents, by status, kind and country (most first), how many without a day and without coordinates."""

    total: int
    by_status: dict[str, int]
    by_kind: dict[str, int]
    by_country: dict[str, int]
    undated: int
    unplaced: int
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Point:
    """Incidents of one status on one point (degrees WGS84): how many, and the id of one of them."""

    lat: float
    lon: float
    status: str
    count: int
    ref: str


@dataclass(frozen=True, slots=True)
class Heap:
    """Incidents that lie together on the map, or one alone: middle in degrees, count, counts by status, one id.

    `one_point` tells that all lie on the very same point, so that no zoom takes them apart.
    """

    lat: float
    lon: float
    count: int
    by_status: dict[str, int]
    ref: str
    one_point: bool


def summary(connection: Connection, selection: Selection) -> Summary:
    """Return the counts of a selection as the ledger holds it now."""
    c = t.incident.c
    names = (c.status, c.kind, c.country)
    undated, unplaced = (func.sum(case((column.is_(None), 1), else_=0)) for column in (c.start_day, c.lat))
    query = select(*names, func.count(), undated, unplaced, func.min(c.start_day), func.max(c.end_day))
    rows = connection.execute(selection.over(query).group_by(*names)).all()
    tallies: tuple[Counter[str], ...] = (Counter(), Counter(), Counter())
    for row in rows:
        for tally, name in zip(tallies, row[:3], strict=True):
            tally[name] += row[3]
    del tallies[2][""]
    return Summary(
        sum(row[3] for row in rows),
        _most_first(tallies[0]),
        _most_first(tallies[1]),
        _most_first(tallies[2]),
        sum(row[4] for row in rows),
        sum(row[5] for row in rows),
        min((row[6] for row in rows if row[6]), default=None),
        max((row[7] for row in rows if row[7]), default=None),
    )


def summary_of(incidents: Sequence[Incident]) -> Summary:
    """Return the counts of incidents in hand."""
    days = [day for one in incidents if one.when for day in (one.when.start, one.when.end) if day]
    return Summary(
        total=len(incidents),
        by_status=_most_first(Counter(one.status.value for one in incidents)),
        by_kind=_most_first(Counter(one.kind for one in incidents)),
        by_country=_most_first(Counter(one.where.country for one in incidents if one.where and one.where.country)),
        undated=sum(1 for one in incidents if day_of(one) is None),
        unplaced=sum(1 for one in incidents if one.where is None or one.where.lat is None),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def days(connection: Connection, selection: Selection) -> Iterator[tuple[datetime.date, datetime.date, int, int]]:
    """Yield first and last day, how many incidents have just these, and how many of them are disputed."""
    c = t.incident.c
    disputed = func.sum(case((c.status == Status.DISPUTED.value, 1), else_=0))
    query = selection.over(select(c.start_day, c.end_day, func.count(), disputed)).where(c.start_day.is_not(None))
    for row in connection.execute(query.group_by(c.start_day, c.end_day)):
        yield row[0], row[1], row[2], row[3]


def points(connection: Connection, selection: Selection) -> list[Point]:
    """Return where the incidents of a selection lie; those without coordinates lie nowhere."""
    c = t.incident.c
    query = selection.over(select(c.lat, c.lon, c.status, func.count(), func.min(c.ref)))
    placed = query.where(c.lat.is_not(None), c.lon.is_not(None)).group_by(c.lat, c.lon, c.status)
    return [Point(*row) for row in connection.execute(placed)]


def points_of(incidents: Iterable[Incident]) -> list[Point]:
    """Return where incidents in hand lie."""
    places = ((one.where, one) for one in incidents if one.where)
    return [
        Point(place.lat, place.lon, one.status.value, 1, one.id)
        for place, one in places
        if place.lat is not None and place.lon is not None
    ]


def heaps(found: Iterable[Point], zoom: float) -> list[Heap]:
    """Return points put together where they would overlap on a map at a zoom, the largest heaps first."""
    return uncovered(cells(found, zoom), zoom)


def cells(found: Iterable[Point], zoom: float) -> list[Heap]:
    """Return points put together by squares of the screen at a zoom, `NEAR` wide."""
    groups: defaultdict[tuple[int, int], list[Point]] = defaultdict(list)
    for point in found:
        x, y = _pixel(point.lat, point.lon, zoom)
        groups[int(x // NEAR), int(y // NEAR)].append(point)
    return [_heap(group) for group in groups.values()]


def uncovered(found: Iterable[Heap], zoom: float) -> list[Heap]:
    """Put heaps to a larger one that would cover them on a map at a zoom; return all, the largest first."""
    kept: list[tuple[float, float, list[Heap]]] = []
    squares: defaultdict[tuple[int, int], list[int]] = defaultdict(list)  # who lies in each, `COVERING` wide
    for heap in sorted(found, key=_largest_first):
        x, y = _pixel(heap.lat, heap.lon, zoom)
        column, row = int(x // COVERING), int(y // COVERING)
        around = (n for i in (-1, 0, 1) for j in (-1, 0, 1) for n in squares.get((column + i, row + j), ()))
        near = min((n for n in around if abs(kept[n][0] - x) < COVERING and abs(kept[n][1] - y) < COVERING), default=-1)
        if near < 0:
            squares[column, row].append(len(kept))
            kept.append((x, y, [heap]))
        else:
            kept[near][2].append(heap)
    return sorted((_together(group) if len(group) > 1 else group[0] for _, _, group in kept), key=_largest_first)


def day_of(incident: Incident) -> datetime.date | None:
    """Return the day that an incident is listed under."""
    return (incident.when.start or incident.when.end) if incident.when else None


def ordered(incidents: Iterable[Incident], *, newest_first: bool) -> list[Incident]:
    """Return incidents by day, those without a day last."""
    found = sorted(incidents, key=lambda one: one.id)
    found.sort(key=lambda one: day_of(one) or datetime.date.min, reverse=newest_first)
    found.sort(key=lambda one: day_of(one) is None)
    return found


def _most_first(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _pixel(lat: float, lon: float, zoom: float) -> tuple[float, float]:
    across = WORLD * 2**zoom
    turned = math.radians(max(-TOP, min(TOP, lat)))
    return (lon + 180) / 360 * across, (1 - math.asinh(math.tan(turned)) / math.pi) / 2 * across


def _largest_first(heap: Heap) -> tuple[int, str]:
    return -heap.count, heap.ref


def _middle(group: Sequence[Point | Heap]) -> tuple[float, float]:
    whole = sum(point.count for point in group)
    return (
        round(sum(point.lat * point.count for point in group) / whole, 5),
        round(sum(point.lon * point.count for point in group) / whole, 5),
    )


def _heap(group: list[Point]) -> Heap:
    by_status: Counter[str] = Counter()
    for point in group:
        by_status[point.status] += point.count
    same = len({(point.lat, point.lon) for point in group}) == 1
    lat, lon = (group[0].lat, group[0].lon) if same else _middle(group)
    return Heap(lat, lon, by_status.total(), _most_first(by_status), min(point.ref for point in group), same)


def _together(group: list[Heap]) -> Heap:
    by_status: Counter[str] = Counter()
    for heap in group:
        by_status.update(heap.by_status)
    lat, lon = _middle(group)
    return Heap(lat, lon, by_status.total(), _most_first(by_status), min(heap.ref for heap in group), False)
