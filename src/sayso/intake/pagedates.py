"""The day of first publication of a web page: from its data, the date finder, or what stands where dates stand."""

import datetime
import re

from lxml.html import HtmlElement

from sayso.extract.times.calendar import date_of
from sayso.extract.times.lexicon import load_lexicon
from sayso.intake.options import FIRST_YEAR, LAST_YEAR

# Bounds given to the date finder. Fixed, so that the same page gives the same date whenever it is read; the finder's
# own upper bound is today.
EARLIEST, LATEST = "1995-01-01", f"{LAST_YEAR}-12-31"
SHORT = 80  # characters of an element that holds a date and little else
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_WRITTEN = re.compile(r"(?<!\d)(\d{1,2})[\s/.-]{1,3}([A-Za-z]{3,9})[\s/.,-]{1,3}(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})(?!\d)")
# Categories of times.yaml that hold the first three letters of each month.
_MONTH_WORDS = ("mabbr", "monthv")
_NAMED_DATE = ".//*[contains(@class, 'date') or contains(@class, 'time') or contains(@id, 'date')]"


def published_day(tree: HtmlElement, said: tuple[str, ...], url: str) -> datetime.date | None:
    """Return the day of first publication, None if the page does not tell; never today's for want of another.

    `said` are the values of the page's own data, the most trusted first.
    """
    for value in said:
        day = iso_day(value)
        if day:
            return day
    from htmldate import find_date

    try:
        found = find_date(
            tree,
            extensive_search=False,  # the search over the whole text takes any date it meets for the page's
            original_date=True,
            url=url or None,
            min_date=EARLIEST,
            max_date=LATEST,
            deferred_url_extractor=True,
        )
    except (ValueError, TypeError, OverflowError, AttributeError, IndexError, RecursionError):
        found = None  # the finder stumbles over dates that cannot be
    return iso_day(found or "") or _named_day(tree)


def iso_day(value: str) -> datetime.date | None:
    """Return the day at the start of an ISO date or time; None if there is none or it cannot be."""
    found = _ISO.match(value.strip())
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _named_day(tree: HtmlElement) -> datetime.date | None:
    """Return the day written in the first short element whose class or id says that it holds a date."""
    for element in tree.xpath(_NAMED_DATE)[:20]:
        text = " ".join("".join(element.itertext()).split())
        if len(text) > SHORT:
            continue
        if day := named_month_day(text):
            return day
    return None


def written_day(text: str) -> datetime.date | None:
    """Return the day of "2016-09-24 10:00", "24 Sept 2016" or "September 24, 2016"; None for "9/8/2016"."""
    return iso_day(text) or named_month_day(text)


def named_month_day(text: str) -> datetime.date | None:
    """Return the first day in `text` that is written with the name of its month, None if there is none."""
    written, month_first = _WRITTEN.search(text), _MONTH_FIRST.search(text)
    if written:
        return _day(int(written[3]), _month(written[2]), int(written[1]))
    if month_first:
        return _day(int(month_first[3]), _month(month_first[1]), int(month_first[2]))
    return None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    return date_of(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None


def _month(name: str) -> int:
    """Return the number of the month whose name begins like `name`, 0 if none does."""
    word = load_lexicon().words.get(name[:3].lower())
    return word.value if word is not None and word.category in _MONTH_WORDS else 0
