"""The sentence around words of a report, to show them where they stand."""

import re
from dataclasses import dataclass

from sayso.model import Span

# The furthest that is looked to either side, in characters; longer sentences are cut there at a word.
REACH = 260
_END = re.compile(r"(?<=[.!?؟۔])[\"”’»)\]]*\s+(?=[\"“‘«(\[]?\w)|\n+")
# What ends with a full stop and no sentence: initials and the short forms of the news.
_SHORT = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Gov|Jan|Feb|Mar|Apr|Aug|Sept|Sep|Oct|Nov|Dec|No|vs))\.$"
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of a report with what stands before and after them in the sentence; "…" where that was cut."""

    before: str
    marked: str
    after: str


def sentence(text: str, span: Span) -> Span:
    """Return the sentence, or the sentences, that hold a span; no further than `REACH` to either side."""
    low, high = max(0, span.start - REACH), min(len(text), span.end + REACH)
    start, end = low, high
    for match in _END.finditer(text, low, high):
        if _SHORT.search(text, max(0, match.start() - 6), match.start()) and "\n" not in match.group():
            continue
        if match.end() <= span.start:
            start = match.end()
        elif match.start() >= span.end:
            end = match.start()
            break
    return Span(start, end)


def excerpt(text: str, span: Span) -> Excerpt:
    """Return the words at a span with their sentence around them."""
    around = sentence(text, span)
    before, after = text[around.start : span.start], text[span.end : around.end]
    if around.start == span.start - REACH and around.start > 0:
        before = "…" + before.partition(" ")[2]
    if around.end == span.end + REACH and around.end < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Excerpt(_flat(before), " ".join(span.of(text).split()), _flat(after))


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
