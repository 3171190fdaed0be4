"""What the API answers with, described: incidents in lists and whole, lists with the token of the next page."""

import datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

from sayso.export.coarsen import Grid, told
from sayso.ledger.codec import incident_to_json
from sayso.ledger.history import Change
from sayso.ledger.review import Comment
from sayso.model.incident import Actor, Claim, Count, Dispute, Incident, Range, Source, Status, When, Where

T = TypeVar("T")
# What of an incident stays out of lists: it is long, and the incident's own address has it.
LONG = ("claims", "counts", "sources", "events")


class Page(BaseModel, Generic[T]):
    """One page of a list."""

    items: list[T]
    next: str | None = Field(description="Give it as `after` for the next page; null on the last.")


class Counted(Page[T], Generic[T]):
    """One page of a list that can be counted."""

    total: int | None = Field(description="How many there are on all pages; null unless `total` was asked for.")


class Spot(BaseModel):
    """Where an incident took place."""

    name: str
    country: str = Field(description="ISO 3166 code of three letters; empty if unknown.")
    lat: float | None = Field(description="Degrees north, WGS84; null where no report places it safely.")
    lon: float | None = Field(description="Degrees east, WGS84.")
    precision: str = Field(
        description="exact, settlement, district, province, country, unknown; or `grid of 10 km` where made coarse."
    )


class Line(BaseModel):
    """An incident as it stands in a list."""

    id: str = Field(description="Permanent id.")
    kind: str
    phase: str
    realis: str = Field(description="happened, ongoing, planned or failed.")
    summary: str
    agents: list[Actor] = Field(description="Who did it, as voices name them, the one most told first.")
    targets: list[Actor]
    means: str
    where: Spot | None
    when: When | None
    status: Status
    why: str = Field(description="The rule that gave the status, in words.")
    origins: int = Field(description="Independent origins that assert it.")
    ranges: list[Range] = Field(description="Figures by outcome, from the least to the most that any source gives.")
    disputes: list[Dispute]
    publishers: list[str]
    reports: list[str] = Field(description="Permanent ids of the reports that tell of it.")
    human: list[str] = Field(description="Fields that a reviewer has set.")
    merged: list[str] = Field(description="Ids that lead to this incident now.")
    reviewed: str = Field(description="accepted or rejected by a reviewer; empty if by nobody yet.")
    recheck: bool = Field(description="Held otherwise since it was accepted.")


class Value(BaseModel):
    """A field that a reviewer may set: the machine's value and the human's, both as `edit` takes them."""

    field: str
    machine: str
    human: str | None
    who: str
    when: datetime.datetime | None
    review: int | None
    how: str = Field(description="How a value of this field is written.")
    holds: bool = Field(description="False where what was set no longer fits the rest.")


class Whole(Line):
    """An incident whole."""

    claims: list[Claim]
    counts: list[Count]
    sources: list[Source]
    events: list[str] = Field(description="Keys of its events, one for each report's telling.")
    history: list[Change]
    values: list[Value] = Field(description="Empty with `as_of`: they are what is held now.")
    comments: list[Comment]
    revision: str = Field(description="Give it as `seen` with an act of review.")
    held_on: datetime.date | None = Field(description="The day that was asked for with `as_of`.")


def line(incident: Incident, grid: Grid | None) -> dict[str, object]:
    """Return an incident as `Line` describes it."""
    found = incident_to_json(incident)
    for name in LONG:
        del found[name]
    return {**found, **_common(incident, grid)}


def whole(incident: Incident, grid: Grid | None) -> dict[str, object]:
    """Return an incident as `Whole` describes it, without what the ledger keeps beside it."""
    return {**incident_to_json(incident), **_common(incident, grid)}


def spot(where: Where | None, grid: Grid | None) -> dict[str, object] | None:
    """Return a place as `Spot` describes it."""
    if where is None:
        return None
    lat, lon, precision = told(where.lat, where.lon, where.precision.value, grid)
    return {"name": where.name, "country": where.country, "lat": lat, "lon": lon, "precision": precision}


def _common(incident: Incident, grid: Grid | None) -> dict[str, object]:
    return {
        "where": spot(incident.where, grid),
        "publishers": list(dict.fromkeys(s.publisher for s in incident.sources if s.publisher)),
        "reports": list(dict.fromkeys(s.report for s in incident.sources)),
    }
