"""Names in the words of a voice: parties of the tables, people, bodies without a code of their own."""

import re
from collections.abc import Collection
from functools import lru_cache

from sayso.extract.parties_data import Entry, names
from sayso.extract.parties_words import Word, fold, stem
from sayso.ledger.origin_data import folded, origin_data

__all__ = ["body_in", "monitor_in", "named", "person_in"]

# A capitalised word, or one after an Arabic article or a particle of a name.
_NAMELIKE = re.compile(r"(?:[Aa]l-|[Ee]l-|[Aa]bu-)?[A-ZÀ-Þ][\w'’-]*|al|bin|ibn|de|van|von")
# A person is named by this many words at least; one word may begin a sentence.
_FULL_NAME = 2
_NO_PERSON = frozenset({"country", "adjective", "capital", "city", "group", "outlet"})


def named(phrase: str, sorts: Collection[str] = (), country: str = "") -> Entry | None:
    """Return the first party that a phrase names, of the given sorts if any (see `Entry.sort`); None if none.

    A short form ("the Observatory") names its party only where `country` (ISO3) is one that it holds for, and not as
    the end of another name ("the Taiz Civil Observatory").
    """
    words = [word for token in phrase.split() for word in fold(token)]
    at = 0
    while at < len(words):
        end, values, _ = names().longest(words, at, len(words))
        short = "" if _ends_a_name(words, at) else country
        fitting: list[Entry] = [e for e in values if e.fits(words, at) and (not e.homes or short in e.homes)]
        found = next((entry for entry in fitting if not sorts or entry.sort in sorts), None)
        if found is not None:
            return found
        at = max(end, at + 1) if fitting else at + 1
    return None


def _ends_a_name(words: list[Word], at: int) -> bool:
    """Tell whether a word with a capital follows another one ("Observatory" of "the Taiz Civil Observatory")."""
    if not at or not words[at].initial:
        return False
    return words[at - 1].initial and words[at - 1].text not in origin_data().sets["articles"]


def body_in(phrase: str) -> str:
    """Return the name under which a body without a code of its own is kept ("Human Rights Watch"), "" if none."""
    words = folded(phrase).split("_")
    spans = ((start, end) for start in range(len(words)) for end in range(len(words), start, -1))
    return next((found for start, end in spans if (found := _bodies().get(_bare(words[start:end])))), "")


def monitor_in(phrase: str) -> str:
    """Return the name of a monitor of which no table knows ("Taiz Civil Observatory"), "" if the phrase names none."""
    sets = origin_data().sets
    run: list[str] = []
    for token in phrase.split():
        bare = token.strip(".,;:()\"'’“”")
        run = [*run, bare] if _NAMELIKE.fullmatch(bare) and (run or bare.lower() not in sets["articles"]) else []
        if len(run) > _FULL_NAME and run[-1].lower() in sets["monitors"] | sets["based_bodies"]:
            return " ".join(run)  # not "Aleppo Monitor", the end of a headline
    return ""


def person_in(phrase: str) -> str:
    """Return the name of a person or body that a phrase gives in full ("Abu Malek al-Jayrudi"), "" if it names none."""
    runs: list[list[str]] = [[]]
    for token in phrase.split():
        bare = token.strip(".,;:()\"'’“”")
        if bare and _NAMELIKE.fullmatch(bare) and bare.lower() not in origin_data().sets["titles"]:
            runs[-1].append(bare)
        else:
            runs.append([])
    best = max(runs, key=len)
    while best and not best[0][:1].isupper() and "-" not in best[0]:
        best = best[1:]
    name = " ".join(best)
    # "Aleppo Hama and Idlib" are capitals without a person.
    return "" if len(best) < _FULL_NAME or named(name, _NO_PERSON) else name


@lru_cache(maxsize=1)
def _bodies() -> dict[str, str]:
    """Return the kept name of every body by its bare words."""
    return {_bare(name.split("_")): kept for name, kept in origin_data().bodies.items()}


def _bare(words: list[str]) -> str:
    """Return words without the s of a plural or of a possessive whose apostrophe was lost."""
    return " ".join(stem(word) or word for word in words)
