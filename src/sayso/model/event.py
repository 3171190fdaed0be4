"""An event: one act as one report tells it, with every voice that tells or denies it."""

from dataclasses import dataclass, field
from enum import StrEnum

from sayso.model.figure import Figure
from sayso.model.places import Place
from sayso.model.report import Report, Span
from sayso.model.statement import Stance, Statement, Voice
from sayso.model.times import TimeInterval


class Realis(StrEnum):
    """Whether the act took place, as the report tells it."""

    HAPPENED = "happened"
    ONGOING = "ongoing"
    PLANNED = "planned"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Participant:
    """An agent, target or means of an act: verbatim phrase, its span and its party code (`unknown` when not told)."""

    text: str
    party: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where the report tells of the act: the trigger words and the clause around them."""

    trigger: Span
    clause: Span


@dataclass(frozen=True, slots=True)
class Account:
    """A voice's stance on the event: `ASSERTS` or `DENIES`, the finer `manner`, its words and its carrier.

    `target` is whom the voice says the act was aimed at where it is not the event's own target: who did it meant
    soldiers, and the report tells of civilians hit. `probability` is how likely the account is right given that the act
    is, None where nobody has reckoned it; `learned` whether the joint model gave the account, not a rule.
    """

    source: Voice
    stance: Stance
    manner: Stance
    evidence: Span | None = None
    via: Voice | None = None
    target: Participant | None = None
    probability: float | None = field(default=None, compare=False)
    learned: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Event:
    """One act. `mentions` holds at least one entry, the fullest first; it gives `trigger` and `evidence`.

    `by` is empty for what sayso itself read; otherwise it names the second reader that proposed the act ("model NAME").
    `probability` is how likely the report tells of an act of this kind here, `place_probability` how likely its place
    is right given that; None where nobody has reckoned them. `learned` names what the joint model gave in the place of
    the rules: "trigger", "kind", "realis", "agent", "target", "place", "time". Two events that differ in these alone
    are equal.
    """

    id: str
    kind: str
    realis: Realis
    mentions: tuple[Mention, ...]
    accounts: tuple[Account, ...]
    phase: str = ""
    agent: Participant | None = None
    target: Participant | None = None
    means: Participant | None = None
    place: Place | None = None
    time: TimeInterval | None = None
    figures: tuple[Figure, ...] = ()
    by: str = ""
    probability: float | None = field(default=None, compare=False)
    place_probability: float | None = field(default=None, compare=False)
    learned: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Record:
    """All that one reading of one report yields."""

    report: Report
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
