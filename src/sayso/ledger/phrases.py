"""What the clauses of an incident say beyond its fields: brokers, parts of a place, numbers of breaches."""

import re
from dataclasses import dataclass
from functools import cache

from sayso.extract.numbers import find_numbers
from sayso.extract.parties_data import Entry, iso_of, names
from sayso.extract.parties_words import Word, fold
from sayso.knowledge.files import read_yaml
from sayso.model.incident import Actor

# Words of a name behind "brokered by" at most; no name of a state or body of the tables is longer.
_REACH = 12
_NO_BROKER = ("city", "person", "outlet")
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
    words = list(fold(text))
    found: list[_Named] = []
    at = 0
    while at < len(words):
        end, values, _ = names().longest(words, at, len(words))
        fitting = [e for e in values if e.fits(words, at) and not e.homes and e.sort not in _NO_BROKER]
        if end > at and fitting:
            found.append(_Named(at, end, fitting[0]))
        at = end if end > at and fitting else at + 1
    stands = {place for place, word in enumerate(words) if word.text in word_list("brokers")}
    starts = {one.start: one for one in found}
    ends = {one.end: one for one in found}
    chosen = [one for place in sorted(stands) for one in (*_before(place, ends, words), *_behind(place, starts, words))]
    actors = {one.entry.code: Actor(one.entry.name, one.entry.code) for one in chosen}
    return tuple(actors[code] for code in sorted(actors))


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


@dataclass(frozen=True, slots=True)
class _Named:
    """A name of a party in a list of folded words."""

    start: int
    end: int
    entry: Entry


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
