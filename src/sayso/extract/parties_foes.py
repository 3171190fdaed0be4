"""Whom a side's own media mean by "the enemy", "the occupiers", "the occupation army"."""

import datetime
from functools import lru_cache

from sayso.extract.parties_data import OUTLETS, iso_of, parse_day, split
from sayso.knowledge.files import read_csv

FOES = "parties/foes.csv"
# Whose outlets speak of a side's enemy as their own: those of a state and of a group, not those of its opposition.
_PARTISAN = frozenset(("state", "group"))
# Outlets that are nobody's speak of the enemy of their country.
_OF_NOBODY = frozenset(("", "private", "public"))


def foe_of(publisher: str, home: str, day: datetime.date | None) -> str:
    """Return the code of the party that is "the enemy" in a report, "" where that does not go without saying.

    It is that of the side whose outlet the publisher is, in a report of their war: one about that country (`home`),
    that of the foe, or none. Whom others mean who are quoted by an agency from abroad is not known. Without a day no
    foe whose years have passed is meant.
    """
    side, country = _outlets().get(publisher.strip().lower(), ("", ""))
    for foe, start, end in _foes().get(side, ()):
        of_then = (end is None) if day is None else (start is None or start <= day) and (end is None or day <= end)
        if of_then and home in ("", side, country, iso_of(foe)):
            return foe
    return ""


@lru_cache(maxsize=1)
def _foes() -> dict[str, list[tuple[str, datetime.date | None, datetime.date | None]]]:
    found: dict[str, list[tuple[str, datetime.date | None, datetime.date | None]]] = {}
    for row in read_csv(FOES):
        span = parse_day(row["from"]), parse_day(row["to"], last=True)
        found.setdefault(row["side"], []).append((row["foe"], *span))
    return found


@lru_cache(maxsize=1)
def _outlets() -> dict[str, tuple[str, str]]:
    """Return by the names of outlets the side that each takes, a state's or a group's, and its country."""
    found: dict[str, tuple[str, str]] = {}
    for row in read_csv(OUTLETS):
        sort, _, whose = row["alignment"].partition(":")
        side = whose if sort in _PARTISAN else row["country"] if sort in _OF_NOBODY else ""
        found |= {name.lower(): (side, row["country"]) for name in (row["name"], *split(row["aliases"]))}
    return found
