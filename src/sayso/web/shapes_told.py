"""What the API answers with, described: what one report tells, in the shape of docs/jsonl.md."""

import datetime
from typing import Any

from pydantic import BaseModel, Field

from sayso.export.coarsen import Grid, told
from sayso.export.jsonl import event_dict
from sayso.model.event import Event, Realis
from sayso.model.figure import Outcome
from sayso.model.statement import Stance
from sayso.model.times import TimePrecision

Span = tuple[int, int]


class VoiceTold(BaseModel):
    """Who speaks: verbatim phrase, party code, place in the text (null for the report's own voice)."""

    text: str
    party: str
    span: Span | None


class PartTold(BaseModel):
    """An agent, target or means."""

    text: str
    party: str
    span: Span


class PlaceTold(BaseModel):
    """A place as the report names it, resolved where that is safe."""

    text: str
    name: str
    country: str
    lat: float | None
    lon: float | None
    precision: str
    source: str
    span: Span


class TimeTold(BaseModel):
    """A time expression and the days it denotes."""

    text: str
    start: datetime.date | None
    end: datetime.date | None
    precision: TimePrecision
    span: Span


class FigureTold(BaseModel):
    """A count as one voice gives it."""

    outcome: Outcome
    who: str | None
    low: int | None
    high: int | None
    text: str
    source: str
    span: Span


class CarrierTold(BaseModel):
    """The carrier through which a voice is quoted; `via_party` and `via_span` stand only beside a `via`."""

    via: str | None
    via_party: str | None = None
    via_span: Span | None = None


class AccountTold(CarrierTold):
    """A voice's stance on an event."""

    source: VoiceTold
    stance: Stance
    manner: Stance
    evidence: str | None
    evidence_span: Span | None
    learned: bool = Field(default=False, description="Whether the joint model gave it, not a rule.")


class MentionTold(BaseModel):
    """One place where the report tells of the act."""

    trigger: Span
    clause: Span


class EventTold(BaseModel):
    """An event as its report tells it; spans are `[start, end)` in code points of the report's text."""

    key: str = Field(description="Permanent key.")
    incident: str = Field(description="The incident it is part of; empty if of none.")
    id: str
    kind: str
    phase: str | None
    trigger: str
    evidence: str
    agent: PartTold | None
    target: PartTold | None
    means: PartTold | None
    place: PlaceTold | None
    time: TimeTold | None
    time_open: TimeTold | None = Field(default=None, description="In the place of `time` where one side is open.")
    realis: Realis
    casualties: list[FigureTold]
    accounts: list[AccountTold]
    mentions: list[MentionTold]
    learned: list[str] = Field(default=[], description="What of it the joint model gave in the place of the rules.")


class StatementTold(CarrierTold):
    """Content told in a voice."""

    source: VoiceTold
    stance: Stance
    direct: bool
    cue: str | None
    cue_span: Span | None
    source_span: Span | None
    evidence: str | None
    evidence_span: Span | None
    content: list[Span]
    inside: int | None


def event_told(event: Event, text: str, key: str, incident: str, grid: Grid | None) -> dict[str, Any]:
    """Return an event of a text as `EventTold` describes it, its place as coarse as the grid."""
    found = event_dict(event, text)
    place = found["place"]
    if grid is not None and place is not None and place["lat"] is not None:
        lat, lon, precision = told(place["lat"], place["lon"], place["precision"], grid)
        # The row of the gazetteer would tell where it is.
        found["place"] = {**place, "lat": lat, "lon": lon, "precision": precision, "source": ""}
    return {"key": key, "incident": incident, **found}
