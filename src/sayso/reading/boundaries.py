"""Where a report's sentences must begin: after its dateline, after its headline, on a new line, around page furniture.

Texts taken from pages often run a date, a headline and the first sentence together without a full stop. A parser told
nothing reads them as one sentence and takes the headline's last word for the subject of the lead.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from spacy.attrs import ORTH, SPACY
from spacy.tokens import Doc

from sayso.knowledge.files import read_yaml
from sayso.model import Span
from sayso.reading.spelling import columns

# How far into the text a headline may start: a date, a section or a byline may stand before it, in tokens.
HEADLINE_REACH = 30
# Share of the title's words that must stand in order for a stretch of text to be the headline.
HEADLINE_MATCH = 0.8
# So many words in lower case before it are running text: the lead itself says what the title says.
RUNNING = 6
STOPS = (".", "!", "?")


def headline_end(doc: Doc, title: str) -> int:
    """Return the index of the token after the headline where the text repeats `title` near its start, else 0.

    Quotation marks, commas and other punctuation may differ, a few words may be missing.
    """
    wanted = [word for word in (_plain(part) for part in title.split()) if word]
    if len(wanted) < 3:
        return 0
    told = columns(doc, ORTH)[0][: HEADLINE_REACH + 3 * len(wanted)]
    words = [(i, word) for i, word in enumerate(map(_plain, told)) if word]
    best, matched, running = 0, 0, 0
    for start in range(min(len(words), HEADLINE_REACH)):
        running += start > 0 and told[words[start - 1][0]].islower()
        if running >= RUNNING:
            break
        if words[start][1] not in wanted[:3] or told[words[start][0]][0].islower():
            continue  # "the army held talks in Jeddah" does not open with the headline "Talks in Jeddah"
        at, hits, last = 0, 0, -1
        for i, word in words[start : start + len(wanted) + 4]:
            if word in wanted[at : at + 3]:
                hits, at, last = hits + 1, wanted.index(word, at) + 1, i
        if hits > matched and hits >= HEADLINE_MATCH * len(wanted):
            best, matched = last + 1, hits
    return best


def token_range(doc: Doc, span: Span) -> tuple[int, int] | None:
    """Return the range of tokens that share a character with a span, None if only white space lies in it."""
    low, high = 0, len(doc)
    while low < high:  # the first token that ends after the span's start
        middle = (low + high) // 2
        token = doc[middle]
        if token.idx + len(token) <= span.start:
            low = middle + 1
        else:
            high = middle
    end = low
    while end < len(doc) and doc[end].idx < span.end:
        end += 1
    return (low, end) if end > low else None


def mark_boundaries(doc: Doc, title: str, apart: Iterable[Span]) -> int:
    """Set sentence starts on a text that is not parsed yet; return the token after the headline (0 if there is none).

    `apart` are stretches that belong to no sentence of the report: its dateline, captions, buttons.
    """
    headline = headline_end(doc, title)
    starts = {headline, _behind_agency(doc, headline)} if headline else set()
    for span in apart:
        tokens = token_range(doc, span)
        if tokens is not None:
            starts.update(tokens)
    if not len(doc):
        return headline
    (words,), spaces = columns(doc, ORTH), doc.to_array(SPACY).tolist()  # no token object for each word
    before = ""
    for i, word in enumerate(words):
        glued = before[:1] in STOPS and not spaces[i - 1] and word[0].isupper() and len(word) > 1
        if ("\n" in before and not word.isspace()) or (glued and _ends(doc, i - 1)):
            starts.add(i)
        before = word
    for i in starts:
        if 0 < i < len(doc):
            doc[i].is_sent_start = True
    return headline


def _behind_agency(doc: Doc, headline: int) -> int:
    """Return the token behind an agency that signs between headline and text ("... in Gao AP Mali's army has ...")."""
    signed = headline + 1 < len(doc) and doc[headline].text in _agencies() and doc[headline + 1].text[:1].isupper()
    return headline + 1 if signed else headline


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    return frozenset(read_yaml("datelines.yaml")["agencies"])


def _ends(doc: Doc, stop: int) -> bool:
    """Tell whether a stop glued to the next word ends a sentence: small letters or a digit stand before it."""
    before = doc[stop - 1] if stop else None
    return before is not None and not before.whitespace_ and (before.text[-1].islower() or before.text[-1].isdigit())


def _plain(word: str) -> str:
    low = word.lower()
    return low if low.isalnum() else "".join(letter for letter in low if letter.isalnum())


def sentence_numbers(doc: Doc) -> list[int]:
    """Return the number of each token's sentence, from 0; all the same when the report has not been parsed."""
    return list(accumulate(int(start == 1 and i > 0) for i, start in enumerate(doc.to_array("SENT_START").tolist())))
