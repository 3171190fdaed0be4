"""What the overview is drawn from, as JSON: counts, counts over time, heaps on the map, values for the filters."""

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from sayso.cli_filters import degrees
from sayso.export.actors import country_name
from sayso.export.coarsen import Grid
from sayso.ledger.glances import Glance, glances
from sayso.ledger.selection import Box, holds_point
from sayso.ledger.survey import NEAR, WORLD, Heap, Summary
from sayso.ledger.vocabulary import edition, vocabulary
from sayso.model import PlacePrecision
from sayso.model.incident import Where
from sayso.web.asked import DEGREE, Asked
from sayso.web.overview_data import source
from sayso.web.overview_rows import days
from sayso.web.problems import READS, documented
from sayso.web.visit import Visiting

router = APIRouter(tags=["overview"], responses=documented(*READS))
GLOBE: Box = (-180.0, -90.0, 180.0, 90.0)
# The closest zoom of the map; beyond it nothing more comes apart.
CLOSEST = 22
# So many single incidents are told in words; a frame with more of them is looked at, not read.
MOST_NAMED = 300
EQUATOR_KM = 40_075
_FRAME = {"anyOf": [{"type": "string", "pattern": f"^{DEGREE}(,{DEGREE}){{3}}$"}, {"type": "string", "maxLength": 0}]}


class Sums(BaseModel):
    """How many incidents there are, in all and by what they are, most first."""

    total: int
    by_status: dict[str, int]
    by_kind: dict[str, int]
    by_country: dict[str, int]
    undated: int = Field(description="Without a day.")
    unplaced: int = Field(description="Without coordinates.")
    first: datetime.date | None
    last: datetime.date | None


class Bucket(BaseModel):
    """The incidents that began in one day, week or month."""

    start: datetime.date
    end: datetime.date
    total: int
    disputed: int


class Timeline(BaseModel):
    """Counts over time, oldest first."""

    step: str
    buckets: list[Bucket]


class Cluster(BaseModel):
    """Incidents that lie together on the map; what follows `one_point` is told of one alone."""

    lat: float = Field(description="Degrees north, WGS84.")
    lon: float
    count: int
    by_status: dict[str, int]
    one_point: bool | None = Field(
        default=None, description="Whether all lie on one point, so that no zoom parts them."
    )
    id: str | None = None
    status: str | None = None
    precision: str | None = None
    halo_km: float | None = Field(
        default=None, description="How far from the point it may be, where places are coarse."
    )
    kind: str | None = None
    day: str | None = Field(default=None, description="Its days in words.")
    place: str | None = None


class Clusters(BaseModel):
    """What lies in a frame of the map."""

    clusters: list[Cluster]


class Option(BaseModel):
    """A value of a filter, and the words for it where it is a code."""

    value: str
    label: str


class Vocabulary(BaseModel):
    """Values of filters, the most frequent first."""

    place: list[Option]
    country: list[Option]
    party: list[Option]
    publisher: list[Option]


@router.get("/summary", response_model=Sums)
def summary(visit: Asked) -> dict[str, Any]:
    """Count the incidents of a selection: in all, by status, by kind, by country, without a day, without a place."""
    with visit.reading() as connection:
        found: Summary = source(connection, visit.overview, visit.address.as_of).summary(visit.address.selection)
    return {
        "total": found.total,
        "by_status": found.by_status,
        "by_kind": found.by_kind,
        "by_country": found.by_country,
        "undated": found.undated,
        "unplaced": found.unplaced,
        "first": found.first,
        "last": found.last,
    }


@router.get("/timeline", response_model=Timeline)
def timeline(visit: Asked, step: Literal["day", "week", "month"] = "day") -> dict[str, Any]:
    """Count the incidents of a selection by day, week (from Monday) or month, oldest first, empty ones left out."""
    with visit.reading() as connection:
        found = source(connection, visit.overview, visit.address.as_of).counts(visit.address.selection, step)
    return {
        "step": step,
        "buckets": [{"start": c.first, "end": c.last, "total": c.total, "disputed": c.disputed} for c in found],
    }


@router.get("/clusters", response_model=Clusters, response_model_exclude_unset=True)
def clusters(
    visit: Asked,
    frame: Annotated[
        str,
        Query(description="west,south,east,north in degrees; the whole globe if left out", json_schema_extra=_FRAME),
    ] = "",
    zoom: Annotated[float, Query(ge=0, le=CLOSEST)] = 2,
) -> dict[str, Any]:
    """Return the incidents of a selection in a frame of the map, put together where they would overlap at its zoom.

    One alone has its `id`, `kind`, `day` and `precision`. What has no coordinates is on no map.
    """
    box = degrees(frame or None) or GLOBE
    with visit.reading() as connection:
        asked = source(connection, visit.overview, visit.address.as_of)
        grid = visit.grid
        if grid is None:
            found = asked.heaps(visit.address.selection, box, zoom)
        else:
            found = _coarse(asked.heaps(visit.address.selection, GLOBE, min(zoom, _zoom_of(grid.km))), grid, box)
        alone = [heap.ref for heap in found if heap.count == 1][:MOST_NAMED]
        told = glances(connection, alone)
    return {"clusters": [_heap(heap, grid, told) for heap in found]}


@router.get("/vocabulary", response_model=Vocabulary)
def vocabulary_(visit: Visiting, request: Request) -> dict[str, list[dict[str, str]]]:
    """Return the values that filters can have in this ledger, the most frequent first, each with its words."""
    kept = request.app.state
    with visit.reading() as connection:
        now = edition(connection)
        if getattr(kept, "vocabulary", (None,))[0] != now:
            visit.overview.refresh(connection)
            kept.vocabulary = (now, vocabulary(connection, visit.overview))
    words = {"country": country_name}
    return {
        name: [{"value": value, "label": words[name](value) if name in words else ""} for value in values]
        for name, values in kept.vocabulary[1].items()
    }


def _heap(heap: Heap, grid: Grid | None, told: Mapping[str, Glance]) -> dict[str, Any]:
    found = {"lat": heap.lat, "lon": heap.lon, "count": heap.count, "by_status": heap.by_status}
    if heap.count > 1:
        return {**found, "one_point": heap.one_point and grid is None}
    glance = told.get(heap.ref)
    words = {"kind": glance.kind, "day": days(glance.when), "place": glance.place} if glance else {}
    held = glance.precision if glance else ""
    reach = {"precision": grid.precision, "halo_km": grid.km} if grid else {"precision": held}
    return {**found, "id": heap.ref, "status": next(iter(heap.by_status)), **reach, **words}


def _coarse(heaps: Iterable[Heap], grid: Grid, box: Box) -> list[Heap]:
    """Move heaps to the middles of cells and only then cut them to the frame: no frame tells where they lay."""
    moved = [replace(heap, lat=lat, lon=lon) for heap in heaps for lat, lon in [grid.snap(heap.lat, heap.lon)]]
    return [heap for heap in moved if holds_point(box, Where("", "", heap.lat, heap.lon, PlacePrecision.UNKNOWN))]


def _zoom_of(km: float) -> float:
    """Return the zoom at which heaps are as wide as a cell of so many kilometres."""
    return max(0.0, math.log2(NEAR * EQUATOR_KM / (WORLD * km)))
