"""When a part that sayso read counts as the part an annotator wrote: the same party, place, time, figure or voice."""

import re
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

Part = dict[str, Any]

# Half of the longer phrase's words must be shared: "the town of Kherson" is Kherson;
# "the army" is not "the army's critics".
SHARED = 0.5
# Two points this near are one place to a reader of a map, in kilometres; annotators are asked for 0.02 degrees.
NEAR_KM = 20.0
EARTH_KM = 6371.0
# Codes that many different people share, so that the words must agree as well.
SHARED_CODES = frozenset({"CIV", "unknown", "MED", "NGO", ""})

_WORD = re.compile(r"\w+(?:-\w+)*")
_POSSESSIVE = re.compile(r"['’]s?\b")
_FUNCTION_WORDS = frozenset(Path(__file__).with_name("function_words.txt").read_text(encoding="utf-8").split())


def words(phrase: str | None) -> frozenset[str]:
    """Return the telling words of a phrase: lower case, without articles, prepositions and possessives."""
    plain = _POSSESSIVE.sub("", (phrase or "").lower())
    return frozenset(_WORD.findall(plain)) - _FUNCTION_WORDS


def alike(one: str | None, other: str | None) -> bool:
    """Tell whether two phrases name the same thing: one says all the other does, or they share half their words."""
    a, b = words(one), words(other)
    if not a or not b:
        return False
    return a <= b or b <= a or len(a & b) / max(len(a), len(b)) >= SHARED


def same_participant(wanted: Part, read: Part | None) -> bool:
    """Tell whether an agent or target is the right party; where many share its code, the words must agree too."""
    if not read or wanted["party"] != read.get("party"):
        return False
    return wanted["party"] not in SHARED_CODES or alike(wanted["text"], read.get("text"))


def same_place(wanted: Part, read: Part | None) -> bool:
    """Tell whether a place has the right name, whatever its coordinates."""
    if not read:
        return False
    names = [(a, b) for a in (wanted["name"], wanted["text"]) for b in (read.get("name"), read.get("text"))]
    return any(alike(a, b) for a, b in names)


def same_point(wanted: Part, read: Part | None) -> bool:
    """Tell whether a place's coordinates lie within `NEAR_KM` of the right ones."""
    if not read or read.get("lat") is None:
        return False
    return kilometres(wanted["lat"], wanted["lon"], read["lat"], read["lon"]) <= NEAR_KM


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance of two points given in degrees."""
    a, b = radians(lat), radians(other_lat)
    chord = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


def same_days(wanted: Part, read: Part | None) -> bool:
    """Tell whether a time has the right first and last day."""
    if not read:
        return False
    return bool((wanted["start"], wanted["end"]) == (read.get("start"), read.get("end")))


def same_figure(wanted: Part, read: Part) -> bool:
    """Tell whether a figure counts the same outcome with the same bounds."""
    return all(wanted[key] == read.get(key) for key in ("outcome", "low", "high"))


def same_giver(wanted: Part, read: Part) -> bool:
    """Tell whether a figure is right and credited to the right voice."""
    if not same_figure(wanted, read):
        return False
    giver, said = wanted["source"], read.get("source")
    return giver == said if "outlet" in (giver, said) else alike(giver, said)


def same_voice(wanted: Part, read: Part) -> bool:
    """Tell whether two accounts have one speaker: the outlet, one party with a code of its own, or the same words."""
    a, b = wanted["source"], read.get("source") or {}
    if "outlet" in (a["party"], b.get("party")):
        return bool(a["party"] == b.get("party"))
    if a["party"] == b.get("party") and a["party"] not in SHARED_CODES:
        return True
    return alike(a["text"], b.get("text"))


def same_account(wanted: Part, read: Part) -> bool:
    """Tell whether two accounts have one speaker and one stance."""
    return bool(wanted["stance"] == read.get("stance")) and same_voice(wanted, read)


def same_carrier(wanted: Part, read: Part) -> bool:
    """Tell whether two accounts have one speaker, one stance and one carrier."""
    return same_account(wanted, read) and alike(wanted.get("via"), read.get("via"))
