"""What the clauses of an incident say beyond its fields: brokers, parts of a place, numbers of breaches."""

import re
from functools import cache
from typing import NamedTuple

from sayso.extract.numbers import find_numbers
from sayso.extract.parties_data import Entry, iso_of, names, sectors
from sayso.extract.parties_words import Word, fold
from sayso.knowledge.files import read_yaml
from sayso.model.incident import Actor

# Words of a name behind "brokered by" at most; no name of a state or body of the tables is longer.
_REACH = 12
_NO_PARTY = ("city", "person", "outlet")
_SIDES = ("GOV", "MIL", "REB", "OPP")
_JOINING = frozenset({"the", "and", "by", "both"})


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one list of `knowledge/courses.yaml`."""
    return frozenset(str(word) for word in read_yaml("courses.yaml")[name])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(word_list(name))})\b", re.IGNORECASE)


def says(text: str, name: str) -> bool:
    """Tell whether `text` has a word of the list `name`."""
    return bool(_pattern(name).search(text))


def brokers(text: str) -> tuple[Actor, ...]:
    """Return the states and bodies that `text` names as brokers ("US-Russian brokered", "mediated by Egypt")."""
    words, named = _named(text)
    return _standing(words, named, word_list("brokers"), before=True)


def makers(text: str) -> tuple[Actor, ...]:
    """Return who `text` says brought something about ("agreed by Russia and the United States"), brokers included."""
    words, named = _named(text)
    actors = {a.party: a for a in _standing(words, named, word_list("dating"), before=False)}
    return tuple({**actors, **{a.party: a for a in brokers(text)}}.values())


def bound(text: str, country: str) -> tuple[str, ...]:
    """Return the party codes of the two sides that `text` sets a truce between, those that the words tell.

    "Between government forces and Kurdish militias" in Syria gives `SYR-MIL` and `ypg`. Short names and nouns such as
    "rebels" are read as those of `country` (ISO3).
    """
    words, named = _named(text, country)
    heads = [at for at, word in enumerate(words) if word.text in word_list("between")]
    if not heads:
        return ()
    limit = min(heads[0] + _REACH, len(words))
    stop = next((at for at in range(heads[0], limit) if words[at].text in word_list("brokers")), limit)
    found = {one.start: one.entry.code for one in named if heads[0] < one.start < stop}
    taken = {at for one in named for at in range(one.start, one.end)}
    for at in range(heads[0] + 1, stop):
        end, values, _ = sectors().nouns.longest(words, at, stop)
        sector = next((v[1] for v in values if v[0] == "noun" and v[1] in _SIDES), "")
        if end > at and sector and country and at not in taken:
            found.setdefault(at, f"{country}-{sector}")
    return tuple(dict.fromkeys(found[at] for at in sorted(found)))


def between(text: str, phrase: str) -> bool:
    """Tell whether `phrase` is named as one of two sides ("between government forces and rebels")."""
    if not phrase:
        return False
    heads = _either(word_list("between"))
    return bool(re.search(rf"\b(?:{heads})\b\s+(?:the\s+)?{re.escape(phrase)}", text, re.IGNORECASE))


def stated_violations(text: str) -> int | None:
    """Return the highest number of breaches that `text` gives ("recorded 52 violations"), None if it gives none."""
    what = re.compile(rf"\s+(?:[\w'’-]+\s+){{0,2}}?(?:{_either(word_list('violations'))})(?:s|es)?\b", re.IGNORECASE)
    given = [n.low for n in find_numbers(text) if n.low is not None and what.match(text, n.span.end)]
    return max(given, default=None)


def accuses_of_breach(text: str) -> bool:
    """Tell whether `text` calls an act a breach of a truce, by the words of the frame `ceasefire`."""
    truce, breach = _breach()
    return bool(truce.search(text) and breach.search(text))


def dates_origin(text: str) -> bool:
    """Tell whether `text` says behind the truce how it came about ("the truce declared last week"): its day is that."""
    truce, _ = _breach()
    behind = rf"(?:{truce.pattern})\W+(?:[^\W]+\W+){{0,8}}?(?:{_either(word_list('dating'))})\b"
    return bool(re.search(behind, text, re.IGNORECASE))


def covers(text: str, place: str) -> bool:
    """Tell whether `text` ties a truce to `place` by its words ("a truce in Jayrud", "Jayrud ... local truce")."""
    truce, _ = _breach()
    if not place or place.lower() not in text.lower():
        return False
    joint = rf"\W+(?:[\w-]+\s+){{0,3}}?(?:{_either(word_list('covering'))})\s+(?:the\s+)?"
    tied = rf"(?:{truce.pattern}){joint}{re.escape(place)}"
    return says(text, "local") or bool(re.search(tied, text, re.IGNORECASE))


class _Named(NamedTuple):
    """A name of a party in a list of folded words."""

    start: int
    end: int
    entry: Entry


def _named(text: str, country: str = "") -> tuple[list[Word], list[_Named]]:
    """Return the words of a text and the names of states and bodies in it, short ones only where they mean one."""
    words = list(fold(text))
    found: list[_Named] = []
    at = 0
    while at < len(words):
        end, values, _ = names().longest(words, at, len(words))
        fitting = [e for e in values if e.sort not in _NO_PARTY and e.fits(words, at) and e.homes <= {country}]
        fitting += [e for e in values if e.sort not in _NO_PARTY and e.fits(words, at) and country in e.homes]
        if end > at and fitting:
            found.append(_Named(at, end, fitting[0]))
        at = end if end > at and fitting else at + 1
    return words, found


def _standing(words: list[Word], named: list[_Named], marks: frozenset[str], *, before: bool) -> tuple[Actor, ...]:
    """Return the parties that stand right before one of `marks`, if asked, or behind it and "by"."""
    starts = {one.start: one for one in named}
    ends = {one.end: one for one in named}
    chosen: list[_Named] = []
    for place, word in enumerate(words):
        if word.text in marks:
            chosen += [*(_before(place, ends, words) if before else ()), *_behind(place, starts, words)]
    actors = {one.entry.code: Actor(one.entry.name, one.entry.code) for one in chosen}
    return tuple(actors[code] for code in sorted(actors))


def _before(place: int, ends: dict[int, _Named], words: list[Word]) -> list[_Named]:
    """Return the names that stand right before a broker word ("US-Russian brokered")."""
    chain = []
    while place > 0:
        if place in ends:
            chain.append(ends[place])
            place = ends[place].start
        elif words[place - 1].text == "and" and chain and place - 1 in ends:
            place -= 1
        else:
            break
    return chain


def _behind(place: int, starts: dict[int, _Named], words: list[Word]) -> list[_Named]:
    """Return the names behind a broker word and "by" ("brokered last month by the US and Russia")."""
    limit = min(place + _REACH, len(words))
    at = next((i + 1 for i in range(place, limit) if words[i].text in ("by", "of")), limit)
    chain = []
    while at < limit:
        if at in starts:
            chain.append(starts[at])
            at = starts[at].end
        elif words[at].text in _JOINING:
            at += 1
        else:
            break
    return chain


def _either(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


@cache
def _breach() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what matches the nouns for a truce and the words for breaking it."""
    entries = [entry for entry in read_yaml("frames/ceasefire.yaml")["nouns"] if entry.get("phase") == "violated"]
    nouns = frozenset(str(noun) for entry in entries for noun in entry["noun"])
    told = {str(word) for entry in entries for part in ("light", "beside") for word in entry[part]}
    stems = frozenset(word.rstrip("e") for word in told | word_list("broken"))
    truce = re.compile(_either(nouns).replace(r"\ ", r"[\s-]"), re.IGNORECASE)
    return truce, re.compile(rf"\b(?:{_either(stems)})\w*", re.IGNORECASE)


def is_state(party: str) -> str:
    """Return the ISO3 country of a party code of a state's own hands, "" for others."""
    return iso_of(party) if party[4:] in ("GOV", "MIL", "POL") else ""
