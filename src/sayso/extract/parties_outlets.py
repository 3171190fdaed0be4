"""Outlets by name, and whose side each takes: whose press office it is, which state or group it speaks for."""

from dataclasses import dataclass
from functools import lru_cache

from sayso.knowledge.files import read_csv, split

OUTLETS = "outlets.csv"
# The kind of an outlet that gives out the word of one body.
PRESS_OFFICE = "press-office"
# Whose outlets speak of a side's enemy as their own: those of a state and of a group, not those of its opposition.
_PARTISAN = frozenset(("state", "group"))
# Outlets that are nobody's take the side of their country.
_OF_NOBODY = frozenset(("", "private", "public"))


@dataclass(frozen=True, slots=True)
class Aligned:
    """An outlet: its names, its country, and whose side it takes, as `sort` ("state", "group", "body") and code."""

    names: tuple[str, ...]
    country: str
    sort: str
    whose: str
    is_press_office: bool


@lru_cache(maxsize=1)
def outlets() -> tuple[Aligned, ...]:
    """Return every outlet of outlets.csv, in its order."""
    found = []
    for row in read_csv(OUTLETS):
        sort, _, whose = row["alignment"].partition(":")
        names = (row["name"], *split(row["aliases"]))
        found.append(Aligned(names, row["country"], sort, whose, row["kind"] == PRESS_OFFICE))
    return tuple(found)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Aligned]:
    return {name.lower(): outlet for outlet in outlets() for name in outlet.names}


def outlet_of(publisher: str) -> Aligned | None:
    """Return the outlet of a name, None if the table has none."""
    return _by_name().get(publisher.strip().lower())


def issuer(publisher: str) -> str:
    """Return the code of the party whose press office a publisher is ("etilaf" of a coalition), "" if it is none."""
    outlet = outlet_of(publisher)
    office = outlet is not None and outlet.is_press_office and outlet.sort in ("group", "body")
    return outlet.whose if outlet is not None and office else ""


def speaks_for_a_state(publisher: str) -> bool:
    """Tell whether an outlet takes the side of a state in a war of its own, so that its foes are "terrorists" to it."""
    outlet = outlet_of(publisher)
    return outlet is not None and outlet.sort == "state"


def side_of(publisher: str) -> tuple[str, str]:
    """Return the side that an outlet takes, a state's or a group's, and its country; "" where it takes none."""
    outlet = outlet_of(publisher)
    if outlet is None:
        return "", ""
    side = outlet.whose if outlet.sort in _PARTISAN else outlet.country if outlet.sort in _OF_NOBODY else ""
    return side, outlet.country
