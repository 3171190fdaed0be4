"""Plain text to a Report: wrapped lines joined, foot matter off, a headline recognised."""

import re
from itertools import pairwise

from sayso.intake import amendments, boilerplate, characters, reports
from sayso.intake.options import Overrides
from sayso.model import Report

# A text file is hard-wrapped if its lines are at most this long and most of them, inside a paragraph, end where the
# next word did not fit. Lines that end earlier, as headlines and lists do, keep their ends.
WRAP_WIDTH = 100
MOSTLY_FULL = 0.6
LEAST_WORDS = 10  # of a line that shows that a text is one
HEADLINE_WORDS = 25  # a first line longer than this is a paragraph
_SENTENCE_END = (".", "!", "?", '."', '!"', '?"', ".”", "!”", "?”", ":", ";", ".)", ".'", ".’")
_DATELINE_HINT = re.compile(r"\(\w[\w ]{1,20}\) ?[-–—]|[-–—] ?$")


def report(text: str, name: str, raw_sha256: str, overrides: Overrides) -> Report:
    """Return the Report of a text file; raises IntakeError and LanguageError."""
    clean = unwrapped(characters.cleaned(text))
    parted = amendments.part(clean.split("\n"))
    clean = "\n".join(parted.lines)
    clean = clean[: boilerplate.foot_matter_start(clean)].strip()
    return reports.build(
        clean,
        name=name,
        title=headline(clean),
        credit=parted.agency,
        raw_sha256=raw_sha256,
        notes=parted.notes,
        overrides=overrides,
    )


def unwrapped(text: str) -> str:
    """Return `text` with one paragraph a line and no blank lines; lines broken at a fixed width are joined."""
    lines = [line.strip() for line in text.split("\n")]
    width = max(map(len, lines))
    full = [_is_full(line, following, width) for line, following in pairwise(lines)]
    inner = sum(bool(line and following) for line, following in pairwise(lines))
    if width > WRAP_WIDTH or sum(full) < MOSTLY_FULL * inner:
        return "\n".join(filter(None, lines))
    parts = [line + (" " if joined else "\n") for line, joined in zip(lines, [*full, False], strict=True) if line]
    return "".join(parts).rstrip("\n")


def has_sentence(text: str) -> bool:
    """Tell running text from a file of rules or a greeting: a line of ten words or more ends as a sentence does."""
    return any(len(line.split()) >= LEAST_WORDS and line.rstrip().endswith(_SENTENCE_END) for line in text.split("\n"))


def headline(text: str) -> str:
    """Return the first line if it looks like a headline: short, no sentence end, and a longer paragraph below it."""
    first, _, rest = text.partition("\n")
    first = first.strip()
    if not rest or first.endswith((*_SENTENCE_END, ",")) or _DATELINE_HINT.search(first):
        return ""
    words = first.split()
    following = max((len(line) for line in rest[:4000].split("\n")[:4]), default=0)
    if not 2 <= len(words) <= HEADLINE_WORDS or following <= len(first) or boilerplate.is_byline(first):
        return ""
    return first


def _is_full(line: str, following: str, width: int) -> bool:
    """Tell whether a line ends where it does because the next word did not fit any more."""
    return bool(line and following) and len(line) + 1 + len(following.split(" ", 1)[0]) > width
