"""What the columns of a table hold, told by their names; the tables without names that are known."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from sayso.intake.rows import delimiter_of
from sayso.knowledge.files import read_yaml

LONGEST_NAME = 60  # characters; what is longer is text
_PLAIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """What a table is called, and in which cell of its rows, from 0, each thing known stands."""

    name: str
    places: dict[str, int]
    width: int
    delimiter: str
    header: bool

    def value(self, cells: list[str], what: str) -> str:
        """Return what a row says of `what` ("url"), "" if it has no such cell."""
        place = self.places.get(what)
        return cells[place].strip() if place is not None and place < len(cells) else ""


def named_columns(header: list[str]) -> dict[str, int]:
    """Return which cell holds the text, the title and so on, as far as the names of a header tell."""
    plain = [_PLAIN.sub("", cell.lower()) for cell in header]
    found: dict[str, int] = {}
    for what, names in _knowledge()["columns"].items():
        places = [plain.index(name) for name in names if name in plain]
        if places:
            found[what] = places[0]
    return found


def is_header(line: str) -> bool:
    """Tell the header of a table of reports from a line of text: names of columns only, of the text and of another."""
    cells = [cell.strip().strip('"') for cell in line.lstrip("\ufeff").split(delimiter_of(line))]
    named = named_columns(cells)
    return "text" in named and len(named) > 1 and all(len(cell) < LONGEST_NAME for cell in cells)


def known_lists() -> list[dict[str, Any]]:
    """Return the lists of addresses that come without a header, as `report_columns.yaml` describes them."""
    lists: list[dict[str, Any]] = _knowledge()["lists"]
    return lists


def wanted(what: str) -> str:
    """Return the names that a column of `what` may have, as a message says them."""
    return ", ".join(_knowledge()["columns"][what])


@cache
def _knowledge() -> Any:
    return read_yaml("report_columns.yaml")
