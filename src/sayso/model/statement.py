"""A statement: a stretch of content, the voice it is told in, and that voice's stance to it."""

from dataclasses import dataclass
from enum import StrEnum

from sayso.model.report import Span

OUTLET = "outlet"
UNKNOWN = "unknown"


class Stance(StrEnum):
    """How a voice stands to what it says."""

    ASSERTS = "asserts"
    DENIES = "denies"
    CONFIRMS = "confirms"
    ACCUSES = "accuses"
    CLAIMS = "claims"  # claims responsibility for the act
    WARNS = "warns"
    THREATENS = "threatens"
    DEMANDS = "demands"
    PROMISES = "promises"
    PLANS = "plans"
    DOUBTS = "doubts"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: the verbatim shortest identifying phrase, its span (None for the outlet) and its party code."""

    text: str
    party: str
    span: Span | None = None

    @property
    def is_outlet(self) -> bool:
        """Whether this is the report's own voice."""
        return self.party == OUTLET and not self.text


@dataclass(frozen=True, slots=True)
class Statement:
    """Content told in a voice.

    `content` are the spans of what is said (several when a quotation is cut by its own attribution), `cue` the words
    that attribute it ("said", "according to"), `evidence` the whole attributing clause head ("residents said"),
    `source` the voice resolved to the phrase it stands for, `source_span` the words that stand there ("he"), `via` the
    carrier ("state media" in "was quoted by state media as saying"), `inside` the index of the statement around it.
    """

    source: Voice
    stance: Stance
    content: tuple[Span, ...]
    cue: Span | None = None
    source_span: Span | None = None
    evidence: Span | None = None
    direct: bool = False
    via: Voice | None = None
    inside: int | None = None
