"""Outlets: who stands behind a news agency, broadcaster, paper or site, found by name or web address."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from sayso.errors import KnowledgeError
from sayso.extract.parties_outlets import OUTLETS
from sayso.extract.parties_words import Trie, Word, fold
from sayso.knowledge.files import read_csv, split

__all__ = ["Outlet", "by_key", "host", "outlet", "outlet_in", "outlets"]

# A name in capitals of up to this many letters ("AP", "MAP") must be in capitals in the text too.
_SHORT_ACRONYM = 4
_ARTICLES = frozenset({"the", "al", "el"})
_HOST = re.compile(r"[^\s/@:?#]+\.[^\s/@:?#]{2,}")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One row of outlets.csv. `key` never changes while the name stands; the other fields as the file explains them."""

    key: str
    name: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    owner: str
    country: str
    alignment: str
    kind: str
    official: bool


def outlet(name_or_domain: str) -> Outlet | None:
    """Return the outlet of a name, short name, web address or domain, whatever its capitals; None if it is not known.

    >>> outlet("dailysabah").name, outlet("https://english.alarabiya.net/news/1").name
    ('Daily Sabah', 'Al Arabiya')
    """
    by_name, by_domain, _ = _tables()
    labels = host(name_or_domain).split(".")
    for start in range(len(labels) - 1):
        found = by_domain.get(".".join(labels[start:]))
        if found is not None:
            return found
    return by_name.get(_squeezed(name_or_domain))


def outlet_in(phrase: str) -> Outlet | None:
    """Return the first outlet that a phrase names ("Turkey's official Anadolu Agency"), None if it names none."""
    *_, trie = _tables()
    words = [word for token in phrase.split() for word in fold(token)]
    for start in range(len(words)):
        end, found, _ = trie.longest(words, start, len(words))
        for known, capitals in found:
            if end > start and _written(words[start:end], capitals):
                result: Outlet = known
                return result
    return None


def host(address: str) -> str:
    """Return the host of a web address or a bare domain in lower case, without "www."; "" if it is neither."""
    address = address.strip().lower()
    try:
        found = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    return found.removeprefix("www.") if _HOST.fullmatch(found) else ""


@lru_cache(maxsize=1)
def outlets() -> tuple[Outlet, ...]:
    """Return every outlet of outlets.csv, in its order."""
    return tuple(
        Outlet(
            key="-".join(word.text for word in fold(row["name"])),
            name=row["name"],
            aliases=tuple(split(row["aliases"])),
            domains=tuple(split(row["domain"].lower())),
            owner=row["owner"],
            country=row["country"],
            alignment=row["alignment"],
            kind=row["kind"],
            official=row["speaks"] == "owner",
        )
        for row in read_csv(OUTLETS)
    )


@lru_cache(maxsize=1)
def by_key() -> dict[str, Outlet]:
    """Return every outlet by its key."""
    return {one.key: one for one in outlets()}


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Outlet], dict[str, Outlet], Trie]:
    """Return outlets by squeezed name, by domain, and their names as sequences of words."""
    by_name: dict[str, Outlet] = {}
    by_domain: dict[str, Outlet] = {}
    trie = Trie()
    for known in outlets():
        for domain in known.domains:
            if by_domain.setdefault(domain, known) is not known:
                raise KnowledgeError(f"knowledge/{OUTLETS}: {domain!r} belongs to two outlets")
        for name in (known.name, *known.aliases):
            if by_name.setdefault(_squeezed(name), known) is not known:
                raise KnowledgeError(f"knowledge/{OUTLETS}: {name!r} names two outlets")
            words = fold(name)
            words = words[1:] if len(words) > 1 and words[0].text == "the" else words
            acronym = len(words) == 1 and words[0].upper and len(words[0].text) <= _SHORT_ACRONYM
            trie.add(tuple(word.text for word in words), (known, acronym))
    return by_name, by_domain, trie


def _squeezed(name: str) -> str:
    """Return a name as publishers shorten it: lower case, without accents, spaces, hyphens and a leading article."""
    words = [word.text for word in fold(name)]
    while len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return "".join(words)


def _written(words: list[Word], acronym: bool) -> bool:
    """Tell whether a name stands there as a name: an acronym in capitals, any other with a capital in it."""
    return all(word.upper for word in words) if acronym else any(word.initial for word in words)
