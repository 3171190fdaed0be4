"""A mailbox of the mbox kind: the mails one after the other, each begun by a line "From ..."."""

import re
from collections.abc import Iterator

from sayso.errors import IntakeError
from sayso.intake import mail
from sayso.intake.taking import MAX_FILE, Outcomes, Stream, Taking

PIECE = 1 << 20  # bytes of a line read at once
_BEGINS = re.compile(rb"From \S")
_QUOTED = re.compile(rb">+From ")  # a line of a mail that would look like the next one's beginning


def read_mailbox(stream: Stream, name: str, taking: Taking) -> Outcomes:
    """Yield the reports of each mail, or the IntakeError that names its number; holds one mail at a time.

    The standard library's reader wants a file on the disk, and goes through it twice. Raises IntakeError if it is no
    mailbox.
    """
    for number, raw in enumerate(_mails(stream, name), start=1):
        place = f"{name}: mail {number:,}"
        try:
            if raw is None:
                raise IntakeError(
                    place, f"is larger than {MAX_FILE // 1_000_000} MB, the most that one report may have"
                )
            yield from mail.read_mail(raw, place, taking)
        except IntakeError as error:
            yield error


def _mails(stream: Stream, name: str) -> Iterator[bytes | None]:
    """Yield the bytes of each mail, None for one that is too large."""
    first = stream.readline(PIECE)
    if not _BEGINS.match(first):
        raise IntakeError(name, 'is no mailbox: it does not begin with a line "From ..."')
    parts: list[bytes] = []
    size = 0
    blank, whole = False, True
    while line := stream.readline(PIECE):
        if whole and blank and _BEGINS.match(line):
            yield b"".join(parts) if size <= MAX_FILE else None
            parts, size = [], 0
        else:
            size += len(line)
            if size <= MAX_FILE:
                parts.append(line[1:] if whole and _QUOTED.match(line) else line)
            else:
                parts.clear()
        blank = whole and not line.strip()
        whole = line.endswith(b"\n")
    yield b"".join(parts) if size <= MAX_FILE else None
