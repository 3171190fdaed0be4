"""Words that the joint model holds for tellings of acts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """Words that tell of an act as the joint model sees them: the surest token, all of them, and the kind of act."""

    token: int
    run: range
    kind: str
