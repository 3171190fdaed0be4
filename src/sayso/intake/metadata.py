"""What a web page says of itself: title, publisher, author, address and day of publication."""

import datetime
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from sayso.intake import boilerplate
from sayso.intake.markup import short_words, words_in, words_of
from sayso.intake.ownnames import in_full, named_heading, own_names, platforms, shown_name, source_of
from sayso.intake.pagedates import published_day

MAX_LD = 1_000_000  # characters of one JSON-LD block that is parsed
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report|LiveBlogPosting|WebPage)$")
_SUFFIX = re.compile(r"\s[-–—|»·:]{1,2}\s")
_SEPARATOR = re.compile(r"\s{1,3}[-–—|»·]{1,2}\s{1,3}")
_LIST = re.compile(r"^\[(?P<list>[\w .-]{2,40})\] ")  # how archives of mailing lists begin a subject
_SAVED_FROM = re.compile(r"<!--\s{0,5}saved from url=\(\d{1,6}\)(\S{1,500})")
_SINGLE_FILE = re.compile(r"Page saved with SingleFile\s{1,9}url:\s{0,5}(\S{1,500})")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; "" or None where it does not say.

    `body` is the text its data carry, `free` whether the whole of it may be read without paying; `kinds` are the types
    of its JSON-LD objects, `updates` the entries of a live page there.
    """

    title: str = ""
    publisher: str = ""
    byline: str = ""
    url: str = ""
    published: datetime.date | None = None
    body: str = ""
    free: bool = True
    kinds: tuple[str, ...] = ()
    updates: tuple[dict[str, Any], ...] = ()


def page_metadata(tree: HtmlElement, source: str, had_from: str = "") -> Metadata:
    """Read the metadata of a parsed page; `source` is its text. Never raises for what a page may hold.

    `had_from` is the address it was had from; of it nothing is taken but the day, where the page names no address.
    """
    objects = _linked_objects(tree)
    data = _article_data(objects)
    meta = _meta(tree)
    url = _url(tree, meta, data, source)
    host = (urlsplit(url).hostname or "") if url else ""
    page_title = " ".join((tree.findtext(".//title") or "").split())
    named = own_names(tree)
    site_name = meta.get("og:site_name", "")
    if site_name.casefold() in platforms():
        site_name = page_title = meta.get("og:title", "") or page_title
    title = _words(data, "headline") or meta.get("og:title", "") or meta.get("twitter:title", "")
    title, site = _split_title(title or _heading(tree, page_title), host, (site_name, *named))
    if not site:
        site = _split_title(page_title, host, named)[1] or in_full(_rest_of(page_title, title), tree)
    listed = _LIST.match(title)
    site = site or (listed["list"] if listed else "")
    if title and title.casefold() in named:  # the title of every page of the site
        site, title = title, named_heading(tree) or title
    title = _as_printed(tree, title)
    publisher = source_of(tree) or _name_of(_resolved(data.get("publisher"), objects)) or site_name or site
    publisher = publisher or meta.get("application-name", "") or _site_in(objects)
    shown = shown_name(tree)
    # A name without a capital is the address in short, which the address tells in full.
    publisher = publisher or ("" if host and shown.islower() else shown) or host.removeprefix("www.")
    said = (
        _words(data, "datePublished"),
        meta.get("article:published_time", ""),
        meta.get("datepublished", ""),
        _words(data, "dateCreated"),
    )
    updates = data.get("liveBlogUpdate")
    return Metadata(
        title=title,
        publisher=publisher,
        byline=_author(tree, meta, data),
        url=url,
        published=published_day(tree, said, url or had_from, title),
        body=_words(data, "articleBody"),
        free=data.get("isAccessibleForFree", True) not in (False, "False", "false"),
        kinds=tuple(kind for one in objects for kind in _kinds(one)),
        updates=tuple(one for one in updates if isinstance(one, dict)) if isinstance(updates, list) else (),
    )


def _linked_objects(tree: HtmlElement) -> list[dict[str, Any]]:
    """Return every object of the page's JSON-LD that can be read."""
    found: list[dict[str, Any]] = []
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        text = (script.text or "").strip()
        if not text or len(text) > MAX_LD:
            continue
        try:
            # Some systems wrap the block in a comment or CDATA marks.
            parsed = json.loads(re.sub(r"^(?:<!--|/\*|<!\[CDATA\[|\s|\*/)+|(?:-->|\]\]>|\s)+$", "", text), strict=False)
        except (ValueError, RecursionError):
            continue
        found += _objects(parsed)
    return found


def _article_data(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the JSON-LD object that describes the article, {} if there is none."""
    best: dict[str, Any] = {}
    for item in objects:
        if _is_article(item) and (not best or _fullness(item) > _fullness(best)):
            best = item
    return best


def _fullness(item: dict[str, Any]) -> int:
    """Order articles of one page: one with a date before one without, an article before the page it stands on."""
    return 2 * ("datePublished" in item) + ("WebPage" not in _kinds(item))


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON-LD value: itself, its list entries, its graph."""
    if depth > 4:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "publisher"):
            yield from _objects(value.get(key), depth + 1)


def _is_article(item: dict[str, Any]) -> bool:
    return any(_ARTICLE.search(name) for name in _kinds(item))


def _kinds(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def _resolved(value: Any, objects: list[dict[str, Any]]) -> Any:
    """Return the object that a reference of JSON-LD ({"@id": ...}) means, the value itself if it is no reference."""
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return next((one for one in objects if one.get("@id") == value["@id"] and "name" in one), value)
    return value


def _site_in(objects: list[dict[str, Any]]) -> str:
    return next((name for one in objects if "WebSite" in _kinds(one) and (name := _name_of(one))), "")


def _words(data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _name_of(value: Any) -> str:
    """Return the name in a JSON-LD person or organisation, however it is written; several joined by commas."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_name_of, value[:6])))
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            return _name_of(value)
    return " ".join(value.split()) if isinstance(value, str) and "://" not in value else ""


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the first value of each named `meta`, names in lower case."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = " ".join((element.get("content") or "").split())
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _url(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any], source: str) -> str:
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    entity = data.get("mainEntityOfPage")
    named = entity.get("@id") if isinstance(entity, dict) else entity
    saved = _SAVED_FROM.search(source[:4096]) or _SINGLE_FILE.search(source[:4096])
    for address in (*links, meta.get("og:url"), named, saved.group(1) if saved else ""):
        if isinstance(address, str) and address.strip().startswith(("http://", "https://")):
            try:
                urlsplit(address.strip())
            except ValueError:
                continue
            return address.strip()
    return ""


def _as_printed(tree: HtmlElement, title: str) -> str:
    """Return the main heading instead of a title that begins with it and goes on: sites add the place or the site."""
    headings = [words_in(heading) for heading in tree.iter("h1")]
    longer = [
        one for one in headings if len(one.split()) >= 3 and title.startswith(one) and title[len(one) :][:1] in " -|:"
    ]
    return longer[0] if len(longer) == 1 else title


def _heading(tree: HtmlElement, page_title: str) -> str:
    """Return the longest heading that the page's title repeats, else its first main heading, else that title."""
    headings = [" ".join("".join(element.itertext()).split()) for element in tree.iter("h1", "h2", "h3")]
    repeated = [heading for heading in headings[:50] if len(heading) > 2 and heading in page_title]
    main = [" ".join("".join(element.itertext()).split()) for element in tree.iter("h1")]
    return max(repeated, key=len, default="") or next(filter(None, main), "") or page_title


def _split_title(title: str, host: str, sites: Iterable[str]) -> tuple[str, str]:
    """Cut the site's name off a page title: ("Truce ends", "Daily Example") from "Truce ends - Daily Example"."""
    title = " ".join(title.split())
    known = frozenset(_letters(site) for site in sites)
    parts = _SUFFIX.split(title)
    if len(parts) == 1 and ": " in title:
        parts = title.split(": ", 1)  # "Blog name: Post", taken apart only if the first part is the site's name
        return (parts[1], parts[0]) if _is_site(parts[0], host, known) else (title, "")
    if len(parts) < 2:
        return title, ""
    for index in (-1, 0):
        if _is_site(parts[index], host, known):
            cut = title.rfind(parts[-1]) if index else len(title)
            rest = title[:cut] if index else title[title.find(parts[1]) :]
            return rest.strip(" -–—|»·:"), parts[index].strip()
    return title, ""


def _letters(name: str) -> str:
    return "".join(c for c in name.casefold() if c.isalnum())


def _is_site(part: str, host: str, known: frozenset[str]) -> bool:
    """Tell whether a part of a title names the site: by its own name, or because its letters are in the address."""
    plain, letters = _letters(part), _letters(host)
    return len(plain) > 2 and (plain in known or plain in letters or plain.removeprefix("the") in letters)


def _rest_of(page_title: str, title: str) -> str:
    """Return what a page title adds to the article's own title, which is the site's name ("" if it adds nothing)."""
    if not title or title not in page_title or title == page_title:
        return ""
    before, _, after = page_title.partition(title)
    rest = after.strip(" -–—|»·:") or before.strip(" -–—|»·:")
    parts = [part for part in _SEPARATOR.split(rest) if part and not ("." in part and " " not in part)]  # no addresses
    rest = parts[-1] if len(parts) > 1 else "".join(parts)
    return rest if len(rest.split()) <= 6 else ""


def _author(tree: HtmlElement, meta: dict[str, str], data: dict[str, Any]) -> str:
    candidates = [_name_of(data.get("author")), meta.get("author", ""), meta.get("article:author", "")]
    for element in tree.iterfind(".//*[@rel='author']"):
        candidates.append(" ".join("".join(element.itertext()).split()))
    for element in tree.xpath(".//*[contains(@class, 'byline') or contains(@class, 'author')]")[:3]:
        candidates.append(" ".join("".join(element.itertext()).split()))
    for name in candidates:
        name = boilerplate.without_introduction(name)
        if 0 < len(name) <= 120 and "://" not in name:
            return name
    return _printed_byline(tree) or _named_by(tree)


def _named_by(tree: HtmlElement) -> str:
    """Return the first words of the first short element whose class or id has "by" for a word of it."""
    for element in tree.iter("span", "p", "div", "td"):
        if "by" in words_of(element):
            first = next((" ".join(text.split()) for text in element.itertext() if text.strip()), "")
            name = boilerplate.without_introduction(first)
            if name and len(name.split()) <= 8 and name[0].isupper() and not any(c.isdigit() for c in name):
                return name
    return ""


def _printed_byline(tree: HtmlElement) -> str:
    """Return the names in the first short element that is a byline and nothing else ("By Ann Example")."""
    for element in tree.iter("span", "p", "div", "strong", "em", "td", "h4", "h5", "address"):
        text = element.text or ""
        if len(element) < 3 and len(text) <= 120 and (author := boilerplate.author_of(short_words(element, 120))):
            return author
    return ""
