"""An incident: one act in the world, put together from the events of many reports, with its sides and its status."""

import datetime
from dataclasses import dataclass
from enum import StrEnum

from sayso.model.event import Event, Realis
from sayso.model.figure import Outcome
from sayso.model.places import PlacePrecision
from sayso.model.statement import Stance
from sayso.model.times import TimePrecision


class Status(StrEnum):
    """How an incident stands, by origins: see docs/status.md."""

    SINGLE = "single"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    RETRACTED = "retracted"


class Matter(StrEnum):
    """What a dispute is about."""

    HAPPENED = "happened"
    AGENT = "agent"
    TARGET = "target"
    FIGURES = "figures"
    MEANS = "means"


@dataclass(frozen=True, slots=True)
class Source:
    """One version of one report as the ledger keeps it.

    `report` is the permanent id of the report, `version` counts its versions from 1, `group` is the same for reports
    that are one text (reprints), `live` is False once a newer version has taken this one's place, `own_id` is the id
    that the report came with.
    """

    report: str
    version: int
    publisher: str
    title: str
    url: str
    published: datetime.date | None
    agency: str
    sha256: str
    group: str
    live: bool = True
    own_id: str = ""


@dataclass(frozen=True, slots=True)
class HeldEvent:
    """An event of one report as the ledger keeps it: `key` never changes, `quote` is the clause that tells it best.

    `body` is the event as the reader found it; its spans point into the text of this version of the report. `words` are
    the words that attribute each of its accounts, in their order.
    """

    key: str
    source: Source
    body: Event
    quote: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A voice's stance to an incident in one report.

    `origin` names who the claim goes back to: accounts of one origin count once. `interested` tells that the origin is
    a party to the act. `since` is the day the report was published. `words` are the words that attribute it.
    """

    event: str
    report: str
    publisher: str
    voice: str
    party: str
    stance: Stance
    manner: Stance
    origin: str
    interested: bool
    via: str = ""
    since: datetime.date | None = None
    words: str = ""
    quote: str = ""
    live: bool = True
    group: str = ""  # the report's `Source.group`: reports that are one text
    by: str = ""  # `Event.by`: the second reader that proposed its event


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of an incident as one source gives it; `low` and `high` as in `Figure`."""

    event: str
    report: str
    publisher: str
    outcome: Outcome
    low: int | None
    high: int | None
    who: str
    text: str
    source: str
    origin: str
    since: datetime.date | None = None
    live: bool = True
    by: str = ""  # as in `Claim`


@dataclass(frozen=True, slots=True)
class Range:
    """The counts of one outcome together: from the least to the most that any source gives; None where open."""

    outcome: Outcome
    low: int | None
    high: int | None
    rising: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One position in a dispute and the voices that hold it."""

    position: str
    voices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """What voices do not agree on, in words, and the sides to it."""

    about: Matter
    why: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it or whom it hit: the words most used and the party code, `unknown` where not told."""

    text: str
    party: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where an incident took place; `lat` and `lon` (degrees WGS84) are None where no report places it safely."""

    name: str
    country: str
    lat: float | None
    lon: float | None
    precision: PlacePrecision


@dataclass(frozen=True, slots=True)
class When:
    """The inclusive days of an incident; either end None if open."""

    start: datetime.date | None
    end: datetime.date | None
    precision: TimePrecision


@dataclass(frozen=True, slots=True)
class Incident:
    """One act in the world as the ledger holds it.

    `agents` and `targets` are every party that some voice names, the one most told first. `origins` counts the
    independent origins that assert it. `why` tells in words the rule that gave the status.
    """

    id: str
    kind: str
    phase: str
    realis: Realis
    summary: str
    agents: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    where: Where | None
    when: When | None
    status: Status
    why: str
    origins: int
    claims: tuple[Claim, ...]
    counts: tuple[Count, ...]
    ranges: tuple[Range, ...]
    disputes: tuple[Dispute, ...]
    sources: tuple[Source, ...]
    events: tuple[str, ...]
    human: tuple[str, ...] = ()  # the fields a reviewer has set
    merged: tuple[str, ...] = ()  # ids of incidents that now redirect to this one
    reviewed: str = ""  # "accepted" or "rejected" by a reviewer
    recheck: bool = False  # held otherwise since it was accepted
    means: str = ""  # with what it was done, in the words most used; empty where not told
    # how likely the act, and its place, are read rightly in the surest telling; None where nobody reckoned it
    probability: float | None = None
    place_probability: float | None = None
