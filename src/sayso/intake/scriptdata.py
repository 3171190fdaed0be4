"""The article in the data of a page's scripts, for pages saved before their script drew them."""

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, document_fromstring

from sayso.intake import characters
from sayso.intake.markup import lines_of
from sayso.intake.pagedates import iso_day
from sayso.knowledge.files import read_yaml

MAX_SCRIPT = 5_000_000  # characters of one script that is parsed
DEEPEST = 40  # levels of nested values that are looked at
MOST_VALUES = 200_000  # values of one page that are looked at
SENTENCE_WORDS = 6  # a string of fewer words is a label
_ASSIGNED = re.compile(
    r"(?:window|self|globalThis)\s{0,3}(?:\.\s{0,3}\w{1,60}|\[[^\]]{1,80}\])\s{0,3}=\s{0,3}(?=[\[{])"
)
_ENDS = (".", "!", "?", '"', "”", "’", ":", ")")


@dataclass(frozen=True, slots=True)
class ScriptArticle:
    """An article found in the data of a script; "" or None where the data do not say."""

    lines: tuple[str, ...]
    title: str = ""
    published: datetime.date | None = None


def article_in_scripts(tree: HtmlElement) -> ScriptArticle | None:
    """Return the article with the most running text in the data of the scripts of a page, None if there is none.

    Read are scripts of type JSON (`__NEXT_DATA__`) and what is assigned to a property of the window. Never raises for
    what a page may hold.
    """
    best: ScriptArticle | None = None
    for value in _values(tree):
        for holder, lines in _bodies(value):
            if best is None or sum(map(len, lines)) > sum(map(len, best.lines)):
                best = ScriptArticle(lines, _string_at(holder, "titles"), iso_day(_string_at(holder, "dates")))
    return best


def _values(tree: HtmlElement) -> Iterator[Any]:
    decoder = json.JSONDecoder(strict=False)
    for script in tree.iter("script"):
        text = (script.text or "").strip()
        kind = (script.get("type") or "").strip().lower()
        if not text or len(text) > MAX_SCRIPT or kind == "application/ld+json":
            continue
        try:
            if kind == "application/json" or script.get("id") == "__NEXT_DATA__":
                yield decoder.decode(re.sub(r"^<!--|-->$", "", text))
            else:
                assigned = _ASSIGNED.search(text)
                if assigned:
                    yield decoder.raw_decode(text, assigned.end())[0]
        except (ValueError, RecursionError):
            continue


def _bodies(value: Any) -> Iterator[tuple[dict[str, Any], tuple[str, ...]]]:
    """Yield each object that holds a body, with the lines of it."""
    bodies = _data()["bodies"]
    left = [(value, 0)]
    seen = 0
    while left and seen < MOST_VALUES:
        one, depth = left.pop()
        seen += 1
        if depth > DEEPEST:
            continue
        if isinstance(one, list):
            left += ((item, depth + 1) for item in one)
        elif isinstance(one, dict):
            for key, inner in one.items():
                if isinstance(inner, (dict, list)):
                    left.append((inner, depth + 1))
                if key.lower() in bodies:
                    lines = tuple(_lines(inner))
                    if any(len(line.split()) >= 2 * SENTENCE_WORDS and line.endswith(_ENDS) for line in lines):
                        yield one, lines


def _lines(body: Any, depth: int = 0) -> list[str]:
    """Return the paragraphs of a body: a string (of HTML or not), or a list of blocks that hold one each."""
    if depth > 6:
        return []
    if isinstance(body, str):
        return _of_html(body)
    if isinstance(body, list):
        return [line for item in body[:2000] for line in _lines(item, depth + 1)]
    if isinstance(body, dict):
        kind = str(body.get("type") or body.get("__typename") or "").lower()
        if kind in _data()["others"]:
            return []
        for key, inner in body.items():
            if key.lower() in _data()["bodies"] and (lines := _lines(inner, depth + 1)):
                return lines if _is_block(kind) else [" ".join(lines)]
    return []


def _is_block(kind: str) -> bool:
    """Tell whether a value holds whole paragraphs; one that holds text and marks of a sentence is one paragraph."""
    return kind not in ("paragraph", "p")


def _of_html(text: str) -> list[str]:
    if "<" in text or "&" in text:
        try:
            return lines_of(document_fromstring(f"<div>{characters.replaced(text)[0]}</div>"))
        except (etree.LxmlError, ValueError, AssertionError):
            return []
    return [line for part in characters.cleaned(text).split("\n") if (line := part.strip())]


def _string_at(holder: dict[str, Any], part: str) -> str:
    """Return the first string of an object under one of the names of a part, the names in their order."""
    lowered = {key.lower(): value for key, value in holder.items()}
    for name in _names(part):
        value = lowered.get(name)
        if isinstance(value, str) and value.strip():
            return characters.cleaned(value).strip()
    return ""


@lru_cache(maxsize=1)
def _data() -> dict[str, frozenset[str]]:
    return {name: frozenset(values) for name, values in read_yaml("saved_pages.yaml")["data"].items()}


@lru_cache(maxsize=4)
def _names(part: str) -> tuple[str, ...]:
    return tuple(read_yaml("saved_pages.yaml")["data"][part])
