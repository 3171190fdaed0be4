"""How much of a place a clause says is taken or held: the whole of it, a part, or something that it does not name."""

import re
from functools import cache

from sayso.extract.gazetteer_fold import key, skeleton
from sayso.ledger.phrases import says, word_list
from sayso.model import PlacePrecision
from sayso.model.course import Extent
from sayso.model.incident import Where

_PLACE = "\x00"  # stands for the name of the place while a clause is looked at
# Ground in a place, not the place ("seized positions in X").
_INSIDE = re.compile(rf"\b(?:in|inside|within|at|on)\s+(?:[\w-]+\s+){{0,2}}{_PLACE}", re.IGNORECASE)
# Characters before and behind a place in which a word measures it ("most of the northern town of X", "X countryside").
_BEFORE, _BEHIND = 45, 13
_NAME = re.compile(r"[A-Z][\w'’]*(?:[ -][A-Za-z][\w'’]*){0,3}")


def extent_of(text: str, where: Where, kind: str, written: str = "") -> Extent | None:
    """Return how much of `where` the clause `text` says is held; None if it tells of an advance or an aim only.

    "Captured the village of X" takes X; "seized a hilltop" told at X, "most of X" and anything told of a country take
    a part of it; where the clause names no place, or another one, it is unclear. `written` is the place's name as the
    report writes it, if known; other spellings of a resolved name are recognised without it.
    """
    if says(text, "aims") or (kind == "capture" and says(text, "towards") and not says(text, "taking")):
        return None
    if where.precision is PlacePrecision.COUNTRY:
        return Extent.PART
    masked = _itself().sub(_PLACE, _masked(text, where.name, written))
    apposed, site = _sites(where.precision is PlacePrecision.EXACT)
    at = masked.find(_PLACE)
    near = masked if at < 0 else masked[max(0, at - _BEFORE) : at + _BEHIND]
    alone = apposed.sub(_PLACE, near)
    if says(near, "share") or site.search(alone) or (kind != "withdrawal" and _INSIDE.search(alone)):
        return Extent.PART
    return Extent.UNCLEAR if at < 0 else Extent.WHOLE


def _masked(text: str, name: str, written: str) -> str:
    """Return `text` with the name of the place, in any spelling, replaced by one sign."""
    for known in filter(None, (written, name)):
        if re.search(rf"\b{re.escape(known)}\b", text, re.IGNORECASE):
            return re.sub(rf"\b{re.escape(known)}\b", _PLACE, text, flags=re.IGNORECASE)
    wanted = {key(name)} | ({skeleton(name)} - {""})
    for match in _NAME.finditer(text):
        words = match.group().split(" ")
        for length in range(len(words), 0, -1):
            phrase = " ".join(words[:length])
            if {key(phrase), skeleton(phrase)} & wanted:
                return text.replace(phrase, _PLACE)
    return text


def _either(name: str) -> str:
    return "|".join(re.escape(word) for word in sorted(word_list(name), key=lambda word: (-len(word), word)))


@cache
def _sites(exact: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what matches a site that is the place itself ("the village of X"), and any site.

    Where the place is an `exact` one, any site beside its name may be it ("Kweires airport").
    """
    sort = f"(?i:{_either('sites' if exact else 'settled')})"
    every = f"(?i:{_either('sites')})"
    apposed = rf"\b{sort}\s+(?:(?:of|called|named)\s+)?{_PLACE}|{_PLACE}['’]?s?\s+{sort}\b"
    return re.compile(apposed), re.compile(rf"\b{every}\b")


@cache
def _itself() -> re.Pattern[str]:
    """Return what matches "the town": the place of the act, named before."""
    return re.compile(rf"\bthe\s+(?:{_either('itself')})\b(?!\s+of\b)", re.IGNORECASE)
