"""What follows from incidents over time: truces, who holds a place, talks, counts by day, changes."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from sayso.model.event import Realis
from sayso.model.incident import Actor, Claim, When
from sayso.model.places import PlacePrecision


@dataclass(frozen=True, slots=True)
class Basis:
    """What a statement rests on: permanent ids of incidents and of reports, and the claims themselves."""

    incidents: tuple[str, ...]
    reports: tuple[str, ...]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """One step in the life of a truce.

    `start` and `end` are the days that reports give, None where they give none; `told` is the day of the first report
    of it. `contested` tells that some voice denies it. A phase whose `realis` is `PLANNED` is announced, not begun.
    """

    name: str
    start: datetime.date | None
    end: datetime.date | None
    told: datetime.date | None
    realis: Realis
    contested: bool
    basis: Basis


@dataclass(frozen=True, slots=True)
class Violation:
    """The breaches that one side lays at the door of another.

    `acts` counts the incidents alleged, `stated` is the highest number of breaches that the accuser gives (None if
    none), `days` are the days alleged, `undated` the acts without a day, `denied` the voices that deny any of them.
    """

    accuser: Actor
    accused: Actor
    acts: int
    stated: int | None
    days: tuple[datetime.date, ...]
    undated: int
    denied: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Ceasefire:
    """The life of one truce. `place` is "" where it covers the country; `state` is the last phase that took place.

    `country` is ISO3, "" if unknown. `start` is the first day that a phase of it may fall on (proposals left out),
    `end` the day of its collapse, None while it is not said to have collapsed or where no day is told. `id` follows
    from country, place and first day.
    """

    id: str
    country: str
    place: str
    parties: tuple[Actor, ...]
    mediators: tuple[Actor, ...]
    phases: tuple[Phase, ...]
    violations: tuple[Violation, ...]
    state: str
    start: datetime.date | None
    end: datetime.date | None
    basis: Basis


class Extent(StrEnum):
    """How much of a place is said to be held."""

    WHOLE = "whole"
    PART = "part"
    UNCLEAR = "unclear"  # the clause does not name what was taken; told at or near the place


@dataclass(frozen=True, slots=True)
class Holding:
    """Somebody said to hold a place for some days.

    `since` are the days in which it was taken, or over which it has been held, as told (None if not told); `by` is the
    first day on which it is surely said to be held; `until` is the day from which it is surely held no more (None if no
    end is told); `last` is the day of the latest report that says so.
    `how` is capture, control or lost ("captured from"). Coordinates are degrees WGS84.
    """

    place: str
    country: str
    lat: float | None
    lon: float | None
    precision: PlacePrecision
    holder: Actor
    extent: Extent
    how: str
    since: When | None
    by: datetime.date | None
    until: datetime.date | None
    last: datetime.date | None
    contested: bool
    why: str
    said: tuple[str, ...]
    denied: tuple[str, ...]
    basis: Basis


class Outcome(StrEnum):
    """What became of a round of talks."""

    PLANNED = "planned"
    HELD = "held"
    FAILED = "failed"
    AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class TalksRound:
    """One round of negotiation. `why` tells what its outcome rests on; `outcome_basis` are the incidents that gave it.

    `start` and `end` are the days told, `told` the day of the first report.
    """

    id: str
    parties: tuple[Actor, ...]
    mediators: tuple[Actor, ...]
    venue: str
    country: str
    start: datetime.date | None
    end: datetime.date | None
    told: datetime.date | None
    outcome: Outcome
    why: str
    said: tuple[str, ...]
    denied: tuple[str, ...]
    basis: Basis
    outcome_basis: Basis


@dataclass(frozen=True, slots=True)
class Bucket:
    """The incidents of one day, week (from Monday) or month: both days inclusive, counts by kind and by status."""

    start: datetime.date
    end: datetime.date
    total: int
    by_kind: dict[str, int]
    by_status: dict[str, int]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Counts over time. `wider` are incidents known only to a span longer than a bucket, `undated` those of no day."""

    step: str
    buckets: tuple[Bucket, ...]
    wider: tuple[str, ...]
    undated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One change in what the ledger holds of an incident: field, value before and after, and why, in words."""

    incident: str
    at: datetime.datetime
    what: str
    before: str
    after: str
    why: str
