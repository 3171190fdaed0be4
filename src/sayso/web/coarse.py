"""Places told only as closely as a viewer may know: moved to the middle of the cell of a grid that holds them.

`km` is `visit.coarsen_km`; None leaves everything as it is, so that pages call these for every viewer alike.
"""

from dataclasses import replace
from typing import overload

from sayso.export.coarsen import Grid
from sayso.model import Place
from sayso.model.incident import HeldEvent, Incident, Where


@overload
def point(lat: float, lon: float, km: float | None) -> tuple[float, float]: ...
@overload
def point(lat: float | None, lon: float | None, km: float | None) -> tuple[float | None, float | None]: ...
def point(lat: float | None, lon: float | None, km: float | None) -> tuple[float | None, float | None]:
    """Return a point (degrees WGS84) as it may be shown: a mark, the middle of a cluster, a corner of a box."""
    if km is None or lat is None or lon is None:
        return lat, lon
    return Grid(km).snap(lat, lon)


def where(found: Where | None, km: float | None) -> Where | None:
    """Return the place of an incident as it may be shown."""
    if found is None or km is None:
        return found
    lat, lon = point(found.lat, found.lon, km)
    return replace(found, lat=lat, lon=lon)


def place(found: Place | None, km: float | None) -> Place | None:
    """Return a place of a report as it may be shown; the entry of the gazetteer, which has its point, is left out."""
    if found is None or km is None:
        return found
    lat, lon = point(found.lat, found.lon, km)
    return replace(found, lat=lat, lon=lon, source="")


def incident(found: Incident, km: float | None) -> Incident:
    """Return an incident as it may be shown."""
    return found if km is None else replace(found, where=where(found.where, km))


def event(found: HeldEvent, km: float | None) -> HeldEvent:
    """Return an event of a report as it may be shown."""
    return found if km is None else replace(found, body=replace(found.body, place=place(found.body.place, km)))


def precision(km: float | None) -> str:
    """Return what to say of a place that was moved, "" where none is: `grid of 10 km`."""
    return "" if km is None else Grid(km).precision
