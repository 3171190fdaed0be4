"""Plain text to a Report: wrapped lines joined, foot matter off, a headline recognised."""

import re
from itertools import pairwise

from sayso.intake import boilerplate, characters, reports
from sayso.intake.options import Overrides
from sayso.model import Report

# A text file is hard-wrapped if its lines are this short and mostly break off in mid-sentence.
WRAP_WIDTH = 100
HEADLINE_WORDS = 25  # a first line longer than this is a paragraph
_SENTENCE_END = (".", "!", "?", '."', '!"', '?"', ".”", "!”", "?”", ":", ";", ".)", ".'", ".’")
_DATELINE_HINT = re.compile(r"\(\w[\w ]{1,20}\) ?[-–—]|[-–—] ?$")


def report(text: str, name: str, raw_sha256: str, overrides: Overrides) -> Report:
    """Return the Report of a text file; raises IntakeError and LanguageError."""
    clean = unwrapped(characters.cleaned(text))
    clean = clean[: boilerplate.foot_matter_start(clean)].strip()
    return reports.build(clean, name=name, title=headline(clean), raw_sha256=raw_sha256, overrides=overrides)


def unwrapped(text: str) -> str:
    """Return `text` with one paragraph a line and no blank lines; lines broken at a fixed width are joined."""
    lines = [line.strip() for line in text.split("\n")]
    filled = [line for line in lines if line]
    if len(filled) < len(lines) and _is_wrapped(lines):
        paragraphs: list[list[str]] = [[]]
        for line in lines:
            if line:
                paragraphs[-1].append(line)
            elif paragraphs[-1]:
                paragraphs.append([])
        return "\n".join(" ".join(paragraph) for paragraph in paragraphs if paragraph)
    return "\n".join(filled)


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


def _is_wrapped(lines: list[str]) -> bool:
    """Tell whether lines break at a fixed width: inside paragraphs they stay short and mostly end in mid-sentence."""
    inner = [line for line, following in pairwise(lines) if line and following]
    if not inner or max(map(len, lines)) > WRAP_WIDTH:
        return False
    return sum(not line.endswith(_SENTENCE_END) for line in inner) > 0.6 * len(inner)
