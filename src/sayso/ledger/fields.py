"""The fields that a reviewer may set: how each is written, read from what was written, and shown as the machine has it.

`written` and `parse` are each other's inverse, so that a form can show what is held and take back what was changed.
"""

import datetime
import functools
import re
from collections.abc import Callable
from typing import Any

from sayso.errors import SettingError
from sayso.extract.frames import frame_book
from sayso.ledger.names import country_code, kind_name, party_code
from sayso.model import UNKNOWN, Outcome, PlacePrecision, Realis, TimePrecision
from sayso.model.incident import Actor, Incident, Range, Status, When, Where

_COUNT = "a number (12), a range (12-20), `12 or more`, `up to 20`; nothing where none is told"
_ACTORS = "words and party code, the army|SYR-MIL, several parted by `;`; nothing where not known"
# How each field is written.
FIELDS = {
    "kind": "a kind of event (`sayso kinds` lists them)",
    "phase": "a phase of its kind (`sayso kinds` lists them); nothing where it has none",
    "realis": ", ".join(Realis),
    "status": ", ".join(Status),
    "agent": _ACTORS,
    "target": _ACTORS,
    "means": "words, such as artillery shells; nothing where not told",
    "place": "name|country|latitude|longitude|precision: Ariha|SYR|35.81|36.60|settlement; leave out what is not known",
    "day": "2016-07-13, or 2016-07-13/2016-07-14; nothing where not known",
    "summary": "words",
    **{outcome.value: _COUNT for outcome in Outcome},
}
SUMMARY_LIMIT, MEANS_LIMIT = 1000, 200  # characters


def parse(field: str, value: str, held: Incident) -> dict[str, Any]:
    """Return the attributes of an incident that a reviewer's value gives; raises SettingError with what is expected."""
    if field not in FIELDS:
        raise SettingError(f"{field}: no field a reviewer can set; they are {', '.join(FIELDS)}")
    try:
        return _PARSE[field](value.strip(), held)
    except (ValueError, KeyError, IndexError, SettingError) as error:
        raise SettingError(f"{field}: cannot read {value!r}; give {FIELDS[field]}") from error


def written(field: str, held: Incident) -> str:
    """Return the value of a field of an incident as a reviewer would write it; empty where it is not known."""
    return _WRITTEN[field](held)


def _kind(value: str, held: Incident) -> dict[str, Any]:
    kind = kind_name(value)
    return {"kind": kind, "phase": held.phase if held.phase in phases(kind) else ""}


@functools.cache
def phases(kind: str) -> frozenset[str]:
    """Return the phases that an event of a kind can be in."""
    book = frame_book()
    frames = [f for table in (book.nouns, book.verbs) for found in table.values() for f in found if f.kind == kind]
    own = book.kinds[kind]
    return frozenset({own.phase, *own.phases, *(frame.phase for frame in frames)} - {""})


def _phase(value: str, held: Incident) -> dict[str, Any]:
    if value and value not in phases(held.kind):
        raise ValueError(value)
    return {"phase": value}


def _status(value: str, _held: Incident) -> dict[str, Any]:
    return {"status": Status(value.lower()), "why": "set by a reviewer"}


def _actors(value: str, held: tuple[Actor, ...]) -> tuple[Actor, ...]:
    found, known = [], {UNKNOWN, "", *(actor.party for actor in held)}
    for part in filter(None, map(str.strip, value.split(";"))):
        words, _, party = (piece.strip() for piece in part.partition("|"))
        if not words:
            raise ValueError(value)
        found.append(Actor(words, (party or UNKNOWN) if party in known else party_code(party)))
    return tuple(found)


def _place(value: str, held: Incident) -> dict[str, Any]:
    name, country, lat, lon, precision = (part.strip() for part in (value.split("|") + [""] * 5)[:5])
    if not name:
        return {"where": None}
    if bool(lat) != bool(lon) or (lat and not (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180)):
        raise ValueError(value)
    close = PlacePrecision(precision.lower()) if precision else None
    close = close or (PlacePrecision.EXACT if lat else PlacePrecision.UNKNOWN)
    north, east = (float(lat), float(lon)) if lat else (None, None)
    known = {"", held.where.country if held.where else ""}
    code = country if country in known else country_code(country)
    return {"where": Where(name, code, north, east, close)}


def _day(value: str, held: Incident) -> dict[str, Any]:
    if not value:
        return {"when": None}
    first, parted, last = (part.strip() for part in value.partition("/"))
    start = datetime.date.fromisoformat(first) if first else None
    end = (datetime.date.fromisoformat(last) if last else None) if parted else start
    if (start is None and end is None) or (start and end and end < start):
        raise ValueError(value)
    if held.when is not None and (held.when.start, held.when.end) == (start, end):
        return {"when": held.when}
    return {"when": When(start, end, TimePrecision.DAY if start == end else TimePrecision.RANGE)}


def _summary(value: str, _held: Incident) -> dict[str, Any]:
    words = " ".join(value.split())
    if not words or len(words) > SUMMARY_LIMIT:
        raise ValueError(value)
    return {"summary": words}


def _means(value: str, _held: Incident) -> dict[str, Any]:
    words = " ".join(value.split())
    if len(words) > MEANS_LIMIT:
        raise ValueError(value)
    return {"means": words}


# The ways to write a count, and which of the numbers in them is the least and which the most.
_COUNTS = (
    (re.compile(r"(\d+)"), lambda n: (n, n)),
    (re.compile(r"(?:at least |more than )?(\d+)(?:\+| or more| and more)"), lambda n: (n, None)),
    (re.compile(r"at least (\d+)"), lambda n: (n, None)),
    (re.compile(r"(?:up to|at most) (\d+)"), lambda n: (None, n)),
)
_RANGE = re.compile(r"(\d+) ?(?:-|–|to|\.\.) ?(\d+)")
_MOST_DIGITS = 9


def _count(value: str, outcome: Outcome, held: Incident) -> dict[str, Any]:
    others = [r for r in held.ranges if r.outcome is not outcome]
    if value:
        others.append(Range(outcome, *_span(value)))
    return {"ranges": tuple(sorted(others, key=lambda r: list(Outcome).index(r.outcome)))}


def _span(value: str) -> tuple[int | None, int | None]:
    words = " ".join(value.lower().replace(",", "").split())
    if max((len(digits) for digits in re.findall(r"\d+", words)), default=0) > _MOST_DIGITS:
        raise ValueError(value)
    if found := _RANGE.fullmatch(words):
        low, high = int(found[1]), int(found[2])
        if high < low:
            raise ValueError(value)
        return low, high
    for pattern, ends in _COUNTS:
        if found := pattern.fullmatch(words):
            return ends(int(found[1]))
    raise ValueError(value)


def _counter(outcome: Outcome) -> Callable[[str, Incident], dict[str, Any]]:
    return lambda value, held: _count(value, outcome, held)


_PARSE: dict[str, Callable[[str, Incident], dict[str, Any]]] = {
    "kind": _kind,
    "phase": _phase,
    "realis": lambda value, _held: {"realis": Realis(value.lower())},
    "status": _status,
    "agent": lambda value, held: {"agents": _actors(value, held.agents)},
    "target": lambda value, held: {"targets": _actors(value, held.targets)},
    "means": _means,
    "place": _place,
    "day": _day,
    "summary": _summary,
    **{outcome.value: _counter(outcome) for outcome in Outcome},
}


def _written_actors(found: tuple[Actor, ...]) -> str:
    return "; ".join(f"{a.text.replace(';', ',').replace('|', '/')}|{a.party}" for a in found)


def _written_place(where: Where | None) -> str:
    if where is None:
        return ""
    at = ["" if degrees is None else f"{degrees:.5f}".rstrip("0").rstrip(".") for degrees in (where.lat, where.lon)]
    return "|".join([where.name.replace("|", "/"), where.country, *at, where.precision.value])


def _written_days(when: When | None) -> str:
    start, end = ("" if day is None else day.isoformat() for day in (when.start, when.end)) if when else ("", "")
    return start if start == end else f"{start}/{end}"


def _written_count(outcome: Outcome) -> Callable[[Incident], str]:
    def write(held: Incident) -> str:
        found = next((r for r in held.ranges if r.outcome is outcome), None)
        if found is None or (found.low is None and found.high is None):
            return ""
        if found.low == found.high:
            return str(found.low)
        if found.high is None:
            return f"{found.low} or more"
        return f"up to {found.high}" if found.low is None else f"{found.low}-{found.high}"

    return write


_WRITTEN: dict[str, Callable[[Incident], str]] = {
    "kind": lambda held: held.kind,
    "phase": lambda held: held.phase,
    "realis": lambda held: held.realis.value,
    "status": lambda held: held.status.value,
    "agent": lambda held: _written_actors(held.agents),
    "target": lambda held: _written_actors(held.targets),
    "means": lambda held: held.means,
    "place": lambda held: _written_place(held.where),
    "day": lambda held: _written_days(held.when),
    "summary": lambda held: held.summary,
    **{outcome.value: _written_count(outcome) for outcome in Outcome},
}
