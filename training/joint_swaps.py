"""Annotated reports told of another war: the names of countries, places and groups changed for others.

Most of what the joint model learns from is of one war. So that it learns how acts are told rather than who usually does
what to whom there, about a quarter of the reports are shown with most of their names changed, one name of a report
always for the same other, another choice each round. The names are those of `knowledge`; offsets follow. Of a people in
the plural ("Syrians") the name stays.
"""

import random
import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file
from typing import Any

from sayso.knowledge.files import locate, read_csv

# The share of reports that are changed, and of the names of a changed report.
REPORTS, NAMES = 0.25, 0.8
# Shorter names are words of another sense once a text has no capitals.
SHORT = 5
Span = tuple[int, int]


@cache
def _names() -> dict[str, tuple[str, int]]:
    """Return each name with its sort and the number of what it is a name of."""
    found: dict[str, tuple[str, int]] = {}
    for number, row in enumerate(read_csv("parties/groups.csv")):
        for name in (row["name"], *row["aliases"].split(";")):
            found.setdefault(name, ("group", number))
    for number, row in enumerate(read_csv("parties/countries.csv")):
        for sort, column in (("country", "name"), ("country", "aliases"), ("people", "demonyms")):
            for name in row[column].split(";"):
                found.setdefault(name, (sort, number))
        for name in row["capitals"].split(";")[:1] + row["cities"].split(";"):
            found.setdefault(name, ("place", len(found)))
    common = {row["word"] for row in read_csv("places/common_words.csv")}
    with as_file(locate("places")) as folder:
        files = sorted(path.name for path in folder.glob("*.csv"))
    for file in files:
        for row in read_csv(f"places/{file}") if file != "common_words.csv" else ():
            if "country" in row and row["name"].lower() not in common:
                found.setdefault(row["name"], ("place", len(found)))
    found.pop("", None)
    return {name: told for name, told in found.items() if name[0].isupper()}


@cache
def _pools() -> dict[str, list[list[str]]]:
    """Return by sort the names of each thing; of countries the names of both land and people, side by side."""
    things: dict[str, dict[int, list[str]]] = {}
    for name, (sort, number) in _names().items():
        things.setdefault(sort, {}).setdefault(number, []).append(name)
    both = sorted(things["country"].keys() & things["people"].keys())
    things |= {sort: {number: things[sort][number] for number in both} for sort in ("country", "people")}
    return {sort: list(of.values()) for sort, of in things.items()}


@cache
def _pattern(lower: bool) -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    names = _names()
    if lower:
        names = {name.lower(): told for name, told in names.items() if len(name) >= SHORT}
    longest = sorted(names, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?!\w)"), names


def swapped(text: str, sheet: dict[str, Any], spans: Sequence[Span]) -> tuple[str, dict[str, Any], list[Span]]:
    """Return a text with its names changed, its sheet and other spans of it with their offsets moved."""
    pattern, names = _pattern(text.islower())
    pools, chosen = _pools(), dict[tuple[str, int], int | None]()
    parts, moves, at, new = list[str](), list[tuple[int, int, int, int]](), 0, 0
    for hit in pattern.finditer(text):
        sort, number = names[hit.group()]
        thing = ("country" if sort == "people" else sort, number)
        if thing not in chosen:
            chosen[thing] = random.randrange(len(pools[sort])) if random.random() < NAMES else None  # noqa: S311
        other = chosen[thing]
        if other is None:
            continue
        options = pools[sort][other]
        name = options[len(hit.group()) % len(options)]
        name = name.lower() if text.islower() else name
        parts += (text[at : hit.start()], name)
        new += hit.start() - at
        moves.append((*hit.span(), new, new + len(name)))
        new += len(name)
        at = hit.end()
    parts.append(text[at:])

    def moved(span: Sequence[int]) -> Span:
        return _moved(span[0], moves, last=False), _moved(span[1], moves, last=True)

    return "".join(parts), _walked(sheet, moved), [moved(span) for span in spans]


def _moved(place: int, moves: list[tuple[int, int, int, int]], *, last: bool) -> int:
    """Return where a place in the text is now; one within a changed name is at its start, or its end."""
    far = 0
    for start, end, new_start, new_end in moves:
        if place <= start:
            break
        if place < end:
            return new_end if last else new_start
        far = new_end - end
    return place + far


def _walked(value: Any, moved: Any) -> Any:
    """Return the values of a sheet with each pair of offsets moved."""
    if isinstance(value, dict):
        return {name: _walked(part, moved) for name, part in value.items()}
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(part, int) for part in value):
            return list(moved(value))
        return [_walked(part, moved) for part in value]
    return value
