"""The tables of parties, compiled once: names of countries, groups, bodies, people; nouns that tell sectors."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from sayso.errors import KnowledgeError
from sayso.extract.parties_outlets import issuer, outlet_of, outlets
from sayso.extract.parties_words import Trie, Word, fold
from sayso.knowledge.files import read_csv, read_yaml, split

COUNTRIES = "parties/countries.csv"
GROUPS = "parties/groups.csv"
BODIES = "parties/bodies.csv"
LEADERS = "parties/leaders.csv"
SECTORS = "parties/sectors.yaml"
# Lists of sectors.yaml that hold codes of countries and parties, which are no words.
_CODES = ("armed_opposition", "powers", "shared_codes", "armyless")
# An all-capitals name of up to this many letters ("IS", "US", "WHO") must be in capitals in the text too.
_SHORT_ACRONYM = 3
# A name of this many words is recognised by its first capital alone ("Prohibition of Chemical weapons").
_LONG_NAME = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one party. `sort` is country, adjective, capital, city, group, body or person.

    `homes` limits a short form to reports about those countries; `seats` are the countries where a group or body is at
    work; `start` and `end` are the first and last day on which the name means the party, None when open; `caps` holds
    for every word whether it needs a capital (1) or all capitals (2).
    """

    code: str
    sort: str
    name: str
    country: str = ""
    kind: str = ""
    homes: frozenset[str] = frozenset()
    seats: frozenset[str] = frozenset()
    start: datetime.date | None = None
    end: datetime.date | None = None
    caps: tuple[int, ...] = ()

    def fits(self, words: list[Word], at: int) -> bool:
        """Tell whether the words from `at` on have the capitals that this name needs."""
        for offset, need in enumerate(self.caps):
            word = words[at + offset]
            if (need == 2 and not word.upper) or (need == 1 and not word.initial):
                return False
        return True

    def valid(self, day: datetime.date | None) -> bool:
        """Tell whether the name means the party on `day` (always, when the day is unknown)."""
        return day is None or ((self.start is None or self.start <= day) and (self.end is None or day <= self.end))


@dataclass(frozen=True, slots=True)
class Sectors:
    """The word classes of sectors.yaml: a trie of head nouns and modifiers, and the sets of joining words."""

    nouns: Trie
    sets: dict[str, frozenset[str]] = field(default_factory=dict)


def parse_day(text: str, *, last: bool = False) -> datetime.date | None:
    """Read a year or ISO day; a bare year is its first day, or its last if `last`. Raises KnowledgeError otherwise."""
    if not text:
        return None
    try:
        if len(text) == 4:
            return datetime.date(int(text), 12 if last else 1, 31 if last else 1)
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise KnowledgeError(f"knowledge/parties: {text!r} is neither a year nor a day (2016 or 2016-07-02)") from error


@lru_cache(maxsize=1)
def names() -> Trie:
    """Return the trie of every party name; its values are `Entry`."""
    trie, seen = Trie(), set[tuple[str, ...]]()
    for words, entry in entries():
        trie.add(words, entry)
        seen.add(words)
    for words, entry in _outlet_entries():
        if words not in seen:
            trie.add(words, entry)
    return trie


def entries() -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Yield every name of every table as (folded words, entry)."""
    yield from _country_entries()
    for row in read_csv(GROUPS):
        yield from _body_entries(row, row["slug"], "group")
    for row in read_csv(BODIES):
        yield from _body_entries(row, row["code"], "body")
    for row in read_csv(LEADERS):
        start, end = parse_day(row["from"]), parse_day(row["to"], last=True)
        for name in (row["person"], *split(row["aliases"])):
            yield _entry(name, row["code"], "person", row["person"], country=iso_of(row["code"]), start=start, end=end)


def iso_of(code: str) -> str:
    """Return the ISO3 country of a state party's code ("SYR-MIL" gives "SYR"), or "" for other parties."""
    return code[:3] if len(code) > 4 and code[3] == "-" and code[:3].isupper() else ""


@lru_cache(maxsize=1)
def sectors() -> Sectors:
    """Return the compiled sectors.yaml; nouns carry ("noun", class), modifiers ("mod", class)."""
    data = read_yaml(SECTORS)
    trie = Trie()

    def file(words: list[str], value: tuple[str, str]) -> None:
        for phrase in words:
            trie.add(tuple(w.text for w in fold(phrase)), value)

    for sector, lists in data["heads"].items():
        for words in lists:
            file(words, ("noun", sector))
    for name in ("forces", "irregulars", "roles", "places", "anyone"):
        file(data[name], ("noun", name))
    for sector, words in data["modifiers"].items():
        file(words, ("mod", sector))
    sets = {
        key: frozenset(" ".join(w.text for w in fold(item)) or item for item in value)
        for key, value in data.items()
        if key not in {"heads", "modifiers", *_CODES}
    }
    sets |= {key: frozenset(data[key]) for key in _CODES}
    return Sectors(trie, sets)


def _country_entries() -> Iterator[tuple[tuple[str, ...], Entry]]:
    for row in read_csv(COUNTRIES):
        iso = row["iso3"]
        for sort, column in (
            ("country", "aliases"),
            ("adjective", "demonyms"),
            ("capital", "capitals"),
            ("city", "cities"),
        ):
            values = split(row[column])
            for name in [row["name"], *values] if sort == "country" else values:
                yield _entry(name, f"{iso}-GOV", sort, row["name"], country=iso)


def _outlet_entries() -> Iterator[tuple[tuple[str, ...], Entry]]:
    common = sectors().sets["common_outlets"]
    for outlet in outlets():
        for name in outlet.names:
            words, entry = _entry(name, "MED", "outlet", outlet.names[0], kind="outlet")
            if " ".join(words) not in common:
                yield words, entry


@lru_cache(maxsize=1)
def government_side() -> frozenset[str]:
    """Return the codes of groups that fight for their government: no "terrorists" or "rebels" to anybody."""
    return frozenset(row["slug"] for row in read_csv(GROUPS) if row["alignment"] == "government")


@lru_cache(maxsize=1_000)
def issuing_party(publisher: str) -> str:
    """Return the code of the party whose own word a publisher's statements are, "" for an outlet with a newsroom.

    A press office ("etilaf"), a body that publishes under its own name ("CENTCOM") and a country's office
    ("UK Government") say "we" for their party; an outlet named after a country ("Jordan Times") does not.
    """
    office = issuer(publisher)
    if office or outlet_of(publisher) is not None:
        return office
    words = [word for token in publisher.split() for word in fold(token)]
    for at in range(len(words)):
        _end, values, _ = names().longest(words, at, len(words))
        fitting: list[Entry] = [entry for entry in values if entry.fits(words, at)]
        for entry in fitting:
            if not entry.homes and entry.sort in ("group", "body"):
                return entry.code
            if entry.sort in ("country", "adjective", "capital"):
                return entry.code if {word.text for word in words} & sectors().sets["issuing"] else ""
    return ""


def _body_entries(row: dict[str, str], code: str, sort: str) -> Iterator[tuple[tuple[str, ...], Entry]]:
    homes = frozenset(split(row["country"]))
    common: dict[str, Any] = {
        "country": iso_of(code),
        "kind": row["kind"],
        "seats": homes,
        "start": parse_day(row["valid_from"]),
        "end": parse_day(row["valid_to"], last=True),
    }
    # A body's own names hold in any report; a short acronym of a row that names countries only there.
    for name in (row["name"], *split(row["aliases"])):
        limited = homes if sort == "body" and name.isupper() and len(name) <= 4 else frozenset()
        # who "told Al-Manar" has not named Hezbollah for "the militants" of his next sentence
        told_by = {"kind": "organ"} if outlet_of(name) is not None else {}
        yield _entry(name, code, sort, row["name"], homes=limited, **{**common, **told_by})
    for name in split(row["short"]):
        yield _entry(name, code, sort, row["name"], homes=homes, **common)


def _entry(text: str, code: str, sort: str, name: str, **more: Any) -> tuple[tuple[str, ...], Entry]:
    words = fold(text)
    if words and words[0].text == "the":
        words = words[1:]
    if not words:
        raise KnowledgeError(f"knowledge/parties: {name!r} has an empty alias")
    caps = tuple(
        2 if len(words) == 1 and word.upper and len(word.text) <= _SHORT_ACRONYM else int(word.initial)
        for word in words
    )
    if len(words) >= _LONG_NAME:
        caps = (caps[0], *(0 for _ in caps[1:]))
    # Arabic articles and particles are written with and without a capital.
    caps = tuple(0 if len(word.text) <= 2 and len(words) > 1 else need for word, need in zip(words, caps, strict=True))
    return tuple(word.text for word in words), Entry(code, sort, name, caps=caps, **more)
