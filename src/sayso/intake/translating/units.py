"""What is translated at once: sentences, told apart in any script by their last sign."""

import re

from sayso.model import Span

# A sentence longer than this is cut at a space: no model is to be given more at once. In characters.
LONGEST = 1_200
# A stop with what closes behind it, and a space or none (after the full stops of East Asia).
_END = re.compile(r"(?:[.!?؟۔।॥]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’]*)\s*")
# An initial or a short form before the stop ("J. ", "Dr. "), which ends no sentence.
_SHORT = re.compile(r"(?:^|[\s(.])[^\W\d_]{1,2}\.\s*$")


def units(text: str) -> list[Span]:
    """Return the sentences of a text in order, none across a line end; spaces around them are left out."""
    found: list[Span] = []
    at = 0
    for line in text.split("\n"):
        start = at
        for end in [*(m.end() for m in _END.finditer(line) if not _SHORT.search(line[: m.end()])), len(line)]:
            found += _cut(text, start, at + end)
            start = at + end
        at += len(line) + 1
    return found


def _cut(text: str, start: int, end: int) -> list[Span]:
    """Return a stretch without the spaces around it, in pieces of at most `LONGEST` characters."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    found = []
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        stop = space if space > 0 else start + LONGEST
        found.append(Span(start, stop))
        start = stop + (space > 0)
    return [*found, Span(start, end)] if end > start else found
