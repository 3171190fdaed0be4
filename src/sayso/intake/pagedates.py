"""The day of first publication of a web page: from its data, what it prints by its headline, or the date finder."""

import datetime
import re
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from sayso.extract.times.calendar import date_of
from sayso.intake.boilerplate import boilerplate
from sayso.intake.markup import short_words, words_in, words_of
from sayso.intake.options import FIRST_YEAR, LAST_YEAR
from sayso.intake.writtendates import order_of_page, written_days
from sayso.knowledge.files import read_yaml

# Bounds given to the date finder. Fixed, so that the same page gives the same date whenever it is read; the finder's
# own upper bound is today.
EARLIEST, LATEST = "1995-01-01", f"{LAST_YEAR}-12-31"
SHORT = 100  # characters of an element that holds a date and little else
# How many elements before and after the headline a date may stand; one in a column or a foot is farther away.
BEFORE, AFTER = 40, 60
FIRST = 300  # on a page without a headline: in so many elements from its start
_ISO_START = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_YEAR = re.compile(r"(?<!\d)(?:19|20|١٩|٢٠|۱۹|۲۰)\d\d(?!\d)|\d{1,2}/\d{1,2}/\d{2}(?!\d)")
_IN_WORDS = re.compile(r"[^\W\d_]+")


class _Candidate(NamedTuple):
    score: float
    place: int
    day: datetime.date


def published_day(tree: HtmlElement, said: tuple[str, ...], url: str, title: str = "") -> datetime.date | None:
    """Return the day of first publication, None if the page does not tell; never today's for want of another.

    `said` are the values of the page's own data, the most trusted first; `title` is the article's, near which the page
    prints its date. The day is the one that the page's own clock shows, whatever its zone.
    """
    for value in said:
        day = iso_day(value)
        if day:
            return day
    return _printed_day(tree, url, title) or _found_day(tree, url)


def iso_day(value: str) -> datetime.date | None:
    """Return the day at the start of an ISO date or time; None if there is none or it cannot be."""
    found = _ISO_START.match(value.strip())
    if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return None
    return date_of(int(found[1]), int(found[2]), int(found[3]))


def written_day(text: str) -> datetime.date | None:
    """Return the first day in `text`, written "2016-09-24 10:00", "24 Sept 2016" or alike; None for "9/8/2016"."""
    days = written_days(text, None)
    return iso_day(text) or (days[0].day if days else None)


def is_date_line(line: str) -> bool:
    """Tell whether a line holds the date of a page and little else: "Front Page | July 11, 2007 Wednesday"."""
    if len(line) > SHORT or not _YEAR.search(line) or line.endswith((".", "!", "?", "”", '"')):
        return False
    days = written_days(line, True)
    if not days:
        return False
    rest = line[: days[0].start] + line[days[0].end :]
    return len(_IN_WORDS.findall(rest)) <= 6


def _found_day(tree: HtmlElement, url: str) -> datetime.date | None:
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
    return iso_day(found or "")


def _printed_day(tree: HtmlElement, url: str, title: str) -> datetime.date | None:
    """Return the day that the page prints for people: the best announced, nearest to the headline."""
    body = tree.find("body")
    elements = [part for part in (tree if body is None else body).iter() if isinstance(part.tag, str)]
    headline = _headline(elements, title)
    order = _day_first(tree, url)
    best: _Candidate | None = None
    for place, element in enumerate(elements):
        if element.tag in _PASSED or len(element) > 12:
            continue
        near = place < FIRST if headline is None else -BEFORE < place - headline < AFTER
        text = short_words(element, SHORT) if near else ""
        stamp = iso_day(element.get("datetime") or "") if element.tag == "time" else None
        if not stamp and (not text or len(text) > SHORT or not _YEAR.search(text)):
            continue
        found = _weighed(element, text, stamp, order)
        if found is None or _is_aside(element):
            continue
        distance = 0 if headline is None else place - headline
        score = found.score - (distance / AFTER if distance >= 0 else 1 - distance / BEFORE)
        if best is None or score > best.score:
            best = _Candidate(score, place, found.day)
    return best.day if best else None


def _weighed(element: HtmlElement, text: str, stamp: datetime.date | None, order: bool | None) -> _Candidate | None:
    """Return the day of first publication in a short element with how surely it is one; None if it holds none."""
    data = _data()
    words = words_of(element)
    if not data["other"].isdisjoint(words) and data["announced"].keys().isdisjoint(words):
        return None
    if len(text.split()) > data["most_words"]:
        return None
    label = _label(element)
    best: _Candidate | None = None
    before = 0
    days = written_days(text, order)
    days_told = [(stamp, len(text))] if stamp and not days else [(one.day, one.start) for one in days]
    for day, start in days_told:
        told = _IN_WORDS.findall((label if before == 0 else "").lower() + " " + text[before:start].lower())
        before = start
        phrase = " ".join(told)
        weight = max((data["announced"][name] for name in data["announced"] if f" {name} " in f" {phrase} "), default=0)
        if not data["other"].isdisjoint(told) and weight < 4:
            continue
        weight += 1 if not data["classes"].isdisjoint(words) or element.tag == "time" else 0
        alone = len(_IN_WORDS.findall(text)) <= 5
        if (weight or alone) and (best is None or weight > best.score):
            best = _Candidate(weight, 0, day)
    return best


def _label(element: HtmlElement) -> str:
    """Return the words of the label that stands before an element: a `dt` before its `dd`, the cell before a cell."""
    for part in (element, element.getparent()):
        if part is None:
            continue
        previous = part.getprevious()
        if (
            part.tag in ("dd", "td", "time", "span")
            and previous is not None
            and previous.tag in ("dt", "th", "td", "span", "label", "strong", "b")
        ):
            text = words_in(previous)
            if len(text) <= 40:
                return text
    return ""


def _same_letters(text: str, wanted: str) -> bool:
    return "".join(text.split()).casefold() == wanted


def _headline(elements: list[HtmlElement], title: str) -> int | None:
    """Return the place of the headline among the elements of a page: what says the title, else the first `h1`."""
    wanted = "".join(title.split()).casefold()
    first = None
    for place, element in enumerate(elements):
        if element.tag in _PASSED:
            continue
        if element.tag == "h1" and first is None:
            first = place
        if wanted and len(element) < 5 and _same_letters(short_words(element, 2 * len(title)), wanted):
            return place
    return first


def _day_first(tree: HtmlElement, url: str) -> bool | None:
    """Tell how the page writes 03/04/2016: by its own other dates, the region of its language, its address."""
    shown = order_of_page(" ".join(words_in(part)[:SHORT] for part in tree.iter("time", "span", "td", "li", "small")))
    if shown is not None:
        return shown
    language = (tree.get("lang") or tree.get("xml:lang") or "").lower().replace("_", "-")
    for meta in tree.iter("meta"):
        if not language.count("-") and (meta.get("property") or "").lower() == "og:locale":
            language = (meta.get("content") or "").lower().replace("_", "-")
    region = language.split("-")[-1] if "-" in language else ""
    if not region:
        host = (urlsplit(url).hostname or "") if url else ""
        last = host.rsplit(".", 1)[-1]
        region = last if len(last) == 2 else ""
    return region not in _data()["month_first"] if region else None


def _is_aside(element: HtmlElement) -> bool:
    """Tell whether an element stands in a part of the page that is about something else: comments, a column, a foot."""
    strong = boilerplate().strong
    for part in (element, *element.iterancestors()):
        if next(part.iter("h1"), None) is not None:
            return False  # what holds the headline is no aside, whatever it is called
        if part.tag in ("aside", "nav", "form") or (
            part.tag == "footer" and next(part.iterancestors("article"), None) is None
        ):
            return True
        if part.tag not in ("body", "html") and not strong.isdisjoint(words_of(part)):
            return True
    return False


_PASSED = frozenset({"script", "style", "noscript", "template", "head", "option", "html", "body", "svg", "path"})


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data = read_yaml("saved_pages.yaml")["dates"]
    return {
        "announced": {str(name): int(weight) for name, weight in data["announced"].items()},
        "other": frozenset(data["other"]),
        "classes": frozenset(data["classes"]),
        "most_words": int(data["most_words"]),
        "month_first": frozenset(data["month_first"]),
    }
