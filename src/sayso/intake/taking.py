"""How an input is taken in: what the caller says of it, whom to tell what was passed over, how deep it lies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from sayso.errors import IntakeError
from sayso.intake.options import NO_OVERRIDES, Overrides
from sayso.model import Report

Outcomes = Iterator[Report | IntakeError]

# Bytes of one report's file. Pages saved as one file with their pictures reach some 15 MB; what is larger is an archive
# or a dump. What holds many reports has no such limit, only one for each report.
MAX_FILE = 20_000_000
# A page in a WARC, packed, in a WACZ, packed again, attached to a mail in a mailbox makes seven.
MAX_DEPTH = 8


class Stream(Protocol):
    """What is read: anything with these two methods of a binary file."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most `size` bytes, none at the end only."""

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line, or at most `size` bytes of it."""


def quiet(line: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class Taking:
    """What goes with every input, and with those found inside it.

    `say` is given one line on what an archive held that was no report; `reader` is what reads a stream, whatever it is.
    `url` is the address that the input at hand was had from, where it is known.
    """

    reader: Callable[["Stream", str, "Taking"], Outcomes]
    overrides: Overrides = NO_OVERRIDES
    say: Callable[[str], None] = quiet
    depth: int = 0
    url: str = ""

    def inside(self, stream: Stream, name: str) -> Outcomes:
        """Yield the reports of a stream found inside the input at hand; raises IntakeError if it lies too deep."""
        if self.depth >= MAX_DEPTH:
            raise IntakeError(name, f"lies in more than {MAX_DEPTH} archives, one inside the other")
        return self.reader(stream, name, replace(self, depth=self.depth + 1, url=""))


def whole(stream: Stream, name: str) -> bytes:
    """Return all that is left of a stream that holds one report; raises IntakeError if it is too large for one."""
    parts = []
    left = MAX_FILE + 1
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise IntakeError(name, f"is larger than {MAX_FILE // 1_000_000} MB, the most that one report may have")
    return b"".join(parts)
