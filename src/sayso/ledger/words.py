"""Words to look for: what a search says, what of an incident is searched, and where in a text the hits are.

Texts are compared as tokens: runs of letters and digits in lower case, without accents, vowel signs of Arabic and
Hebrew, or invisible characters. They are folded here, so that every database sees the same ones.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import takewhile

from sayso.extract.gazetteer_fold import LETTERS
from sayso.model.incident import Incident

Term = tuple[str, ...]

# Of a longer token so many characters count; a database can index no key of thousands.
TOKEN_LENGTH = 60
# So many words of a search count; more than anyone types, and few enough for every database.
MAX_WORDS = 64
# Stands between the parts of an incident, so that no phrase goes from one into the next; no token has it.
BREAK = "¶"

_PARTS = re.compile(r'["“”„«»]([^"“”„«»]*)(?:["“”„«»]|$)|([^\s"“”„«»]+)')
_TATWEEL = "\u0640"  # stretches an Arabic word and means nothing


class _Folds(dict[int, str]):
    """What each character counts as: its letters, nothing inside a word, or a space; worked out at first sight."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _fold(chr(code))
        return found


def _fold(char: str) -> str:
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()).translate(LETTERS)
    kept = "".join(c for c in bare if c != _TATWEEL and not unicodedata.combining(c) and (c.isalnum() or _is_mark(c)))
    if kept:
        return kept
    silent = char == _TATWEEL or _is_mark(char) or unicodedata.category(char) == "Cf"
    return "" if silent else " "


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


_FOLDS = _Folds()


def folds(char: str) -> str:
    """Return what a character counts as: its letters, nothing inside a word, or a space between words."""
    return _FOLDS[ord(char)]


def tokens(text: str) -> Term:
    """Return the words of a text as they are compared."""
    return tuple(word[:TOKEN_LENGTH] for word in text.translate(_FOLDS).split())


def terms(text: str) -> list[Term]:
    """Return what a search looks for: each word or "quoted phrase" as its tokens, all of which must occur in a row.

    A word that punctuation parts (`al-Nyala`, `army's`) is a phrase. Any text is a search; one without letters and
    digits has no terms and leaves nothing out. The first `MAX_WORDS` tokens count.
    """
    found: dict[Term, None] = {}
    left = MAX_WORDS
    for quoted, plain in _PARTS.findall(text):
        term = tokens(quoted or plain)[:left]
        if term and term not in found:
            found[term] = None
            left -= len(term)
    return list(found)


def searched(incident: Incident) -> str:
    """Return the tokens of an incident that a search looks into, parted by spaces, its parts by `BREAK`.

    They are its summary, the clauses that tell it, the names of its voices and the words that attribute, its place, the
    words for its parties, and the publishers and titles of its reports.
    """
    claims = incident.claims
    parts = [
        incident.summary,
        *(claim.quote for claim in claims),
        *(text for claim in claims for text in (claim.voice, claim.via, claim.words)),
        incident.where.name if incident.where else "",
        *(actor.text for actor in (*incident.agents, *incident.targets)),
        *(text for source in incident.sources for text in (source.publisher, source.title)),
    ]
    folded = dict.fromkeys(_folded(part) for part in dict.fromkeys(parts))
    return f" {BREAK} ".join(part for part in folded if part)


@lru_cache(maxsize=16_384)
def _folded(part: str) -> str:
    """Return the tokens of a part; remembered, since a clause is looked at each time its incident changes."""
    return " ".join(tokens(part))


def occurs(term: Term, words: str) -> bool:
    """Tell whether a term occurs in what `searched` gave."""
    return f" {' '.join(term)} " in f" {words} "


def highlight(text: str, words: str) -> list[tuple[int, int]]:
    """Return where the terms of a search occur in a text, as half-open stretches of code points, in order.

    Stretches never overlap; of several terms that begin at one word the longest counts. What is marked ends with the
    accents of its last letter. Offsets are in logical order, so they hold for text from right to left too.
    """
    wanted = sorted(terms(words), key=len, reverse=True)
    if not wanted:
        return []
    found = _placed(text)
    names = [token for token, _, _ in found]
    hits: list[tuple[int, int]] = []
    n = 0
    while n < len(found):
        term = next((w for w in wanted if tuple(names[n : n + len(w)]) == w), ())
        if term:
            hits.append((found[n][1], found[n + len(term) - 1][2]))
        n += len(term) or 1
    return hits


def _placed(text: str) -> list[tuple[str, int, int]]:
    """Return the tokens of a text, each with where it begins and ends."""
    found: list[tuple[str, int, int]] = []
    word, start, end = "", 0, 0
    for at, char in enumerate(f"{text} "):
        fold = _FOLDS[ord(char)]
        if fold == " ":
            if word:
                marks = sum(1 for _ in takewhile(_is_mark, text[end:at]))
                found.append((word[:TOKEN_LENGTH], start, end + marks))
            word = ""
        elif fold:
            start, end, word = (at if not word else start), at + 1, word + fold
    return found
