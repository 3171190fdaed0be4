"""Whom a side's own media mean by "the enemy", "the occupiers", "the occupation army"."""

import datetime
from functools import lru_cache

from sayso.extract.parties_data import iso_of, parse_day
from sayso.extract.parties_outlets import side_of
from sayso.knowledge.files import read_csv

FOES = "parties/foes.csv"


def foe_of(publisher: str, home: str, day: datetime.date | None) -> str:
    """Return the code of the party that is "the enemy" in a report, "" where that does not go without saying.

    It is that of the side whose outlet the publisher is, in a report of their war: one about that country (`home`),
    that of the foe, or none. Whom others mean who are quoted by an agency from abroad is not known. Without a day no
    foe whose years have passed is meant.
    """
    side, country = side_of(publisher)
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
