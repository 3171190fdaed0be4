"""What a page calls itself where no metadata says it: its logo, the line of copyright, the link home, its source."""

import re
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement

from sayso.intake.markup import short_words, words_in, words_of
from sayso.knowledge.files import read_yaml

MOST_WORDS = 8  # of a publisher's name
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright|&copy;)[\s©,:]{0,5}(?:\d{4}(?:\s{0,2}[-–—]\s{0,2}\d{4})?)?[\s,:.|]{0,3}(?P<name>[^.,|©\n]{3,80})",
    re.I,
)
_NUMBER = re.compile(r",?\s(?:no|nr|issue|vol|volume|number)\.?\s{0,2}\d{1,6}.{0,40}$", re.I)
_YEARS = re.compile(r"\s{0,2}(?:\d{4}\s{0,2}[-–—]\s{0,2})?\d{4}\s{0,2}$")


def own_names(tree: HtmlElement) -> frozenset[str]:
    """Return the names, folded, that the page may be giving itself: they tell a site's name in a title, no more."""
    return frozenset(name.casefold() for name in (*_logos(tree), *_copyright(tree), *_numbered(tree)))


def shown_name(tree: HtmlElement) -> str:
    """Return the best of those names, for a page whose title does not hold one: that of a link home or a logo."""
    return next(iter(_logos(tree)), "") or next(iter(_copyright(tree)), "")


def in_full(name: str, tree: HtmlElement) -> str:
    """Return the name of a logo that begins with `name` and goes on ("Pearl River" of "Pearl River News Agency")."""
    return next((one for one in _logos(tree) if name and one.casefold().startswith(name.casefold() + " ")), name)


def source_of(tree: HtmlElement) -> str:
    """Return the organisation that a page of another's report names as its source, in a list of labels; "" if none.

    Libraries of reports (of the United Nations and of others) print "Source", "Posted", "Originally published" so.
    """
    labels = _data()["source_labels"]
    for label in tree.iter("dt"):
        if words_in(label).strip(" :").lower() not in labels:
            continue
        value = label.getnext()
        if value is not None and value.tag == "dd":
            name = words_in(value)
            if name and len(name.split()) <= MOST_WORDS:
                return name
    return ""


def named_heading(tree: HtmlElement) -> str:
    """Return the text of the first element whose class or id says that it is the title of the article."""
    for element in tree.iter("h1", "h2", "h3", "td", "div", "span", "p", "strong"):
        words = words_of(element)
        if any(word in _data()["title_classes"] for word in words) and not _data()["site_classes"] & set(words):
            text = short_words(element, 300)
            if 3 <= len(text.split()) <= 40:
                return text
    return ""


@lru_cache(maxsize=1)
def platforms() -> frozenset[str]:
    """Return the names, folded, of sites that host many publishers: the page's own title says which one."""
    return frozenset(name.casefold() for name in read_yaml("saved_pages.yaml")["live"]["platforms"])


def _logos(tree: HtmlElement) -> list[str]:
    found = []
    for element in tree.iter("a", "img", "div", "span", "h1", "p"):
        words = words_of(element)
        if element.tag == "a":
            home = (element.get("href") or "").rstrip("/").count("/") in (0, 2) and (
                element.get("href") or ""
            ).endswith("/")
            text = short_words(element, 80) if home else ""
        elif element.tag == "img":
            text = (element.get("alt") or "") if next(element.iterancestors("article"), None) is None else ""
        else:
            text = short_words(element, 80) if not _data()["logo_classes"].isdisjoint(words) else ""
        text = " ".join(text.split())
        if 2 < len(text) <= 80 and len(text.split()) <= MOST_WORDS and text.lower() not in _data()["no_names"]:
            found.append(text)
    return found


def _numbered(tree: HtmlElement) -> list[str]:
    """Return the names of bulletins in headings that give their number: "Great Lakes Bulletin No. 491"."""
    texts = (words_in(element) for element in tree.iter("h1", "h2", "h3", "h4"))
    return [text[: found.start()] for text in texts if len(text) < 120 and (found := _NUMBER.search(text))]


def _copyright(tree: HtmlElement) -> list[str]:
    found = []
    for element in tree.iter("p", "div", "span", "li", "font", "td", "small", "em"):
        text = element.text or ""
        for match in _COPYRIGHT.finditer(text[:300]):
            name = _YEARS.sub("", " ".join(match["name"].split())).strip()
            for ending in _data()["copyright_ends"]:
                at = name.lower().find(ending)
                name = name[:at].strip(" -–—") if at > 0 else name
            if len(name) > 2 and len(name.split()) <= MOST_WORDS:
                found.append(name)
    return found


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return {name: frozenset(values) for name, values in read_yaml("saved_pages.yaml")["names"].items()}
