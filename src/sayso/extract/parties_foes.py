"""Whom a side's own media mean by "the enemy", "the occupiers", "the occupation army"."""

import datetime
from collections.abc import Iterable
from functools import lru_cache

from sayso.extract.parties_data import OUTLETS, parse_day, split
from sayso.knowledge.files import read_csv

FOES = "parties/foes.csv"


def foe_of(publisher: str, home: str, day: datetime.date | None) -> str:
    """Return the code of the party that is "the enemy" in a report, "" where that does not go without saying.

    It is that of the side whose outlet the publisher is; in a report of others that of the country it is about, whose
    officials say so. Without a day none whose years have passed is meant.
    """
    for side in (*_sides(publisher), home):
        for foe, start, end in _foes().get(side, ()):
            if (end is None) if day is None else (start is None or start <= day) and (end is None or day <= end):
                return foe
    return ""


@lru_cache(maxsize=1)
def _foes() -> dict[str, list[tuple[str, datetime.date | None, datetime.date | None]]]:
    found: dict[str, list[tuple[str, datetime.date | None, datetime.date | None]]] = {}
    for row in read_csv(FOES):
        span = parse_day(row["from"]), parse_day(row["to"], last=True)
        found.setdefault(row["side"], []).append((row["foe"], *span))
    return found


def _sides(publisher: str) -> Iterable[str]:
    """Return the group or state whose side an outlet takes, then the country it is of."""
    return _outlets().get(publisher.strip().lower(), ())


@lru_cache(maxsize=1)
def _outlets() -> dict[str, tuple[str, ...]]:
    return {
        name.lower(): tuple(filter(None, (row["alignment"].partition(":")[2], row["country"])))
        for row in read_csv(OUTLETS)
        for name in (row["name"], *split(row["aliases"]))
    }
