"""Days as pages print them: "24 Sept 2016", "September 24th, 2016", 24.09.2016, 09/24/2016, ٢٤ سبتمبر ٢٠١٦."""

import datetime
import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

from sayso.extract.times.calendar import date_of
from sayso.extract.times.lexicon import load_lexicon
from sayso.intake.options import FIRST_YEAR, LAST_YEAR
from sayso.knowledge.files import read_yaml

_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?[\s/.,-]{1,3}(?:of\s)?([^\W\d_]{3,12}(?:\s[^\W\d_]{4,6})?)\.?[\s/.,-]{1,3}(\d{4})(?!\d)"
)
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?[\s/.-]{1,3}(\d{1,2})(?:st|nd|rd|th)?[\s/.,-]{1,3}(\d{4})(?!\d)")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])")
_MAIL = re.compile(r"([A-Z][a-z]{2})\s{1,3}(\d{1,2})\s\d{1,2}:\d{2}(?::\d{2})?\s(?:[A-Z+-][\w+]{1,5}\s)?(\d{4})(?!\d)")
# Categories of times.yaml that hold the first three letters of each month.
_MONTH_WORDS = ("mabbr", "monthv")
CENTURY = 2000  # of years of two digits; pages before 2000 that write them so are too few to guess for


class Written(NamedTuple):
    """A day found in a line, and where it stands there."""

    day: datetime.date
    start: int
    end: int


def written_days(line: str, day_first: bool | None) -> list[Written]:
    """Return the days written out in `line`, with the year, in their order.

    `day_first` says how 03/04/2016 is meant; None leaves out those that can be read both ways. Dots (03.04.2016) are
    day first everywhere.
    """
    line = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() and _digit(c) else c for c in line)
    found: list[Written] = []
    for match in _ISO.finditer(line):
        _add(found, match, int(match[1]), int(match[2]), int(match[3]))
    for match in _DAY_FIRST.finditer(line):
        _add(found, match, int(match[3]), _month(match[2]), int(match[1]))
    for match in _MAIL.finditer(line):
        _add(found, match, int(match[3]), _month(match[1]), int(match[2]))
    for match in _MONTH_FIRST.finditer(line):
        _add(found, match, int(match[3]), _month(match[1]), int(match[2]))
    for match in _NUMBERS.finditer(line):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        year += CENTURY if len(match[4]) == 2 else 0
        if len(match[4]) == 2 and match[2] != "/":
            continue  # 10.30.15 is a time or a version as well
        order = day_order(first, second) if match[2] != "." or second > 12 else True
        order = day_first if order is None and first != second else order
        if order is not None or first == second:
            _add(found, match, year, second if order else first, first if order else second)
    return sorted(found, key=lambda one: one.start)


def day_order(first: int, second: int) -> bool | None:
    """Tell whether two numbers of a date go day, month (True) or month, day (False); None if both can be."""
    return True if first > 12 else False if second > 12 else None


def order_of_page(text: str) -> bool | None:
    """Tell the order that a text's other dates show ("25/04/2019" somewhere in it), None if none does."""
    for match in _NUMBERS.finditer(text[:200_000]):
        order = day_order(int(match[1]), int(match[3])) if match[2] == "/" else None
        if order is not None:
            return order
    return None


def _digit(character: str) -> bool:
    return unicodedata.digit(character, -1) >= 0


def _add(found: list[Written], match: re.Match[str], year: int, month: int, day: int) -> None:
    one = date_of(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    if one and not any(other.start < match.end() and match.start() < other.end for other in found):
        found.append(Written(one, match.start(), match.end()))


def _month(name: str) -> int:
    """Return the number of the month called `name` in full or cut short, 0 if there is none."""
    name = unicodedata.normalize("NFC", name.lower())
    other = _other_months()
    if name in other:
        return other[name]
    first = name.split()[0]
    word = load_lexicon().words.get(first[:3])
    if word is not None and word.category in _MONTH_WORDS and first.isascii():
        return word.value
    return other.get(first, 0)


@lru_cache(maxsize=1)
def _other_months() -> dict[str, int]:
    data: dict[str, Any] = read_yaml("saved_pages.yaml")["dates"]["months"]
    return {unicodedata.normalize("NFC", name): int(number) for number, names in data.items() for name in names}
