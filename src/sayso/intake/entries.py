"""Live pages and channels: the entries of one page, each a report of its own with its time, title and address."""

import copy
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from lxml.html import HtmlElement, document_fromstring

from sayso.extract.times import find_times
from sayso.intake import characters
from sayso.intake.boilerplate import boilerplate
from sayso.intake.captions import take_captions
from sayso.intake.markup import flatten_layout, lines_of, prune, running_text, words_in, words_of
from sayso.intake.pagedates import iso_day
from sayso.knowledge.files import read_yaml
from sayso.model.times import TimePrecision

LEAST_ENTRIES = 2
LEAST_WORDS = 4  # of one entry; fewer are a picture or a sticker
PASSAGE_WORDS = 8  # of an entry without an address of its own, quoted in the one that it is given
MOST_ENTRIES = 500  # of one page
# Entries hold at least this share of the page's running text, else they are a box on a page about something else.
SHARE_OF_PAGE = 0.5
_CLOCK = re.compile(r"(?<![\d:.])([01]?\d|2[0-3])[:.]([0-5]\d)(?![\d:])\s{0,2}([ap]\.?m\b)?", re.I)
_HANDLES = re.compile(r"(?:(?<=[.!?”\"])\s{1,3}|^)@\w{3,40}$")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its lines, title, address, day (None: the page's own), time as the page writes it, and captions."""

    lines: tuple[str, ...]
    title: str
    url: str
    published: datetime.date | None
    stamp: str
    captions: tuple[str, ...] = ()


def is_live(tree: HtmlElement, kinds: Iterable[str], url: str) -> bool:
    """Tell whether a page says that it is one of entries: by its data (`kinds` of JSON-LD), address or markup."""
    data = _data()
    if "LiveBlogPosting" in kinds:
        return True
    steps = urlsplit(url).path.lower().split("/") if url else []
    if not data["steps"].isdisjoint(steps):
        return True
    return any(_is_mark(element) for element in tree.iter() if isinstance(element.tag, str))


def entries_of(
    tree: HtmlElement, updates: list[dict[str, Any]], url: str, page_day: datetime.date | None
) -> list[Entry]:
    """Return the entries of a live page in its order, [] if it has fewer than two; `tree` is not changed.

    `updates` are those of its JSON-LD. They give title, address and time; the words come from the page itself where it
    holds the entry, because its paragraphs are kept apart there.
    """
    elements = _elements(tree)
    by_fragment = {fragment: element for element in elements if (fragment := _fragment(element))}
    entries = []
    if len(updates) >= LEAST_ENTRIES:
        for update in updates[:MOST_ENTRIES]:
            address = _text(update.get("url")) or _text(update.get("@id"))
            element = by_fragment.get(urlsplit(address).fragment)
            body = _plain_lines(_text(update.get("articleBody")))
            lines, captions = _lines(element) if element is not None else (body, ())
            stamp = _text(update.get("datePublished")) or _text(update.get("dateCreated"))
            title = _text(update.get("headline"))
            entries.append(_entry(lines, title, urljoin(url, address), iso_day(stamp), stamp, captions))
    else:
        entries = [_read(element, url, page_day) for element in elements[:MOST_ENTRIES]]
    kept = [entry for entry in entries if sum(len(line.split()) for line in entry.lines) >= LEAST_WORDS]
    return kept if len(kept) >= LEAST_ENTRIES else []


def _entry(
    lines: list[str], title: str, url: str, day: datetime.date | None, stamp: str, captions: tuple[str, ...]
) -> Entry:
    title = characters.cleaned(title).strip()
    lines = _without_head(lines, title)
    lines = [kept for line in lines if (kept := _HANDLES.sub("", line))]  # a channel signs with its own name
    return Entry(tuple(lines), title, url, day, " ".join(stamp.split())[:60], captions)


def _without_head(lines: list[str], title: str) -> list[str]:
    """Return the lines of an entry without its time and title, which stand over them."""
    while lines and (lines[0].casefold() == title.casefold() or _is_stamp(lines[0])):
        lines = lines[1:]
    return lines


def _read(element: HtmlElement, url: str, page_day: datetime.date | None) -> Entry:
    """Read one entry from its markup alone."""
    day, stamp = _time(element, page_day)
    heading = next((h for tag in _HEADINGS for h in element.iter(tag) if words_in(h)), None)
    title = words_in(heading) if heading is not None else ""
    fragment = _fragment(element)
    post = (element.get("data-post") or "").strip()
    own = next((a.get("href") or "" for a in element.iter("a") if next(a.iter("time"), None) is not None), "")
    lines, captions = _lines(element)
    if not fragment:  # browsers go to the passage that such an address quotes
        fragment = ":~:text=" + quote(" ".join(" ".join(_without_head(lines, title)).split()[:PASSAGE_WORDS]), safe="")
    address = own if post and own.startswith("http") else f"{url.split('#')[0]}#{fragment}" if url else ""
    return _entry(lines, title, address, day, stamp, captions)


def _time(element: HtmlElement, page_day: datetime.date | None) -> tuple[datetime.date | None, str]:
    for time in element.iter("time"):
        stamp = time.get("datetime") or ""
        if iso_day(stamp):
            return iso_day(stamp), stamp
    for part in element.iter():
        if isinstance(part.tag, str) and (part.tag == "time" or not _data()["times"].isdisjoint(words_of(part))):
            stamp = words_in(part)
            if not stamp or len(stamp) > 60:
                continue
            told = [one for one in find_times(stamp, page_day, ahead=False) if one.precision is TimePrecision.DAY]
            if told and told[0].start == told[0].end and any(c.isdigit() for c in told[0].text):
                return told[0].start, stamp
            if _CLOCK.search(stamp):
                return page_day, stamp
    return page_day, ""


def _is_stamp(line: str) -> bool:
    """Tell whether a line holds a time of day or a date and little else."""
    words = line.split()
    return len(words) <= 6 and bool(_CLOCK.search(line)) and not line.endswith((".", "!", "?"))


def _elements(tree: HtmlElement) -> list[HtmlElement]:
    """Return the elements of a page that look like its entries: the largest group of one look, each with a time."""
    groups: dict[tuple[str, str], list[HtmlElement]] = {}
    for element in tree.iter("article", "div", "li", "section", "p"):
        if (element.get("id") or element.get("data-post") or element.get("itemprop") == "liveBlogUpdate") and not (
            _is_aside(element)
        ):
            first = (element.get("class") or "").split()[:1]
            groups.setdefault((element.tag, "".join(first)), []).append(element)
    whole = running_text(tree)
    best: list[HtmlElement] = []
    best_text = 0
    for group in groups.values():
        if any(next(element.iter("time"), None) is not None or _clocked(element) for element in group[:3]):
            inside = frozenset(group)
            apart = [element for element in group if inside.isdisjoint(element.iterancestors())]
            text = sum(map(running_text, apart))
            if len(apart) >= LEAST_ENTRIES and text > best_text:
                best, best_text = apart, text
    return best if best_text >= SHARE_OF_PAGE * whole else []


def _clocked(element: HtmlElement) -> bool:
    return any(
        not _data()["times"].isdisjoint(words_of(part)) and _CLOCK.search(words_in(part)[:60])
        for part in element.iter("span", "div", "p", "strong", "h2", "h3", "h4")
    )


def _is_aside(element: HtmlElement) -> bool:
    strong = boilerplate().strong
    return any(
        not strong.isdisjoint(words_of(part)) for part in (element, *element.iterancestors()) if part.tag != "body"
    )


def _is_mark(element: HtmlElement) -> bool:
    marks = _data()["marks"]
    words = words_of(element)
    return any(word in marks for word in words) or any(f"{a}-{b}" in marks for a, b in pairwise(words))


def _fragment(element: HtmlElement) -> str:
    fragment = (element.get("id") or "").strip()
    return fragment if re.fullmatch(r"[\w.:-]{1,120}", fragment) else ""


def _lines(element: HtmlElement) -> tuple[list[str], tuple[str, ...]]:
    """Return the lines of an entry without its buttons and boxes, and its captions."""
    texts = _data()["text"]
    inner = next((part for part in element.iter() if not texts.isdisjoint((part.get("class") or "").split())), element)
    page = document_fromstring("<html><body><main></main></body></html>")
    main = next(page.iter("main"))
    for child in copy.deepcopy(inner).iterchildren() if inner is not element else (copy.deepcopy(element),):
        main.append(child)
    if inner is not element:
        main.text = inner.text
    else:
        for name in ("class", "id", "itemprop"):
            main[0].attrib.pop(name, "")
    captions = take_captions(page)
    flatten_layout(page)
    prune(page)
    return lines_of(main), captions


def _plain_lines(text: str) -> list[str]:
    if "<" in text:
        return lines_of(document_fromstring(f"<div>{text}</div>")) if text.strip() else []
    return [line for part in characters.cleaned(text).split("\n") if (line := part.strip())]


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


@lru_cache(maxsize=1)
def _data() -> dict[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in read_yaml("saved_pages.yaml")["live"].items()}
