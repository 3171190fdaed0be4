"""Posts of a social network shown inside an article: made a sentence of the text that says whose words they are."""

import re
from functools import lru_cache
from typing import Any

from lxml.html import HtmlElement, fragment_fromstring

from sayso.intake.markup import lines_of
from sayso.knowledge.files import read_yaml

_HANDLE = re.compile(r"\(?@[\w.]{1,40}(?:@[\w.-]{1,60})?\)?")
_SIGNED = re.compile(r"^\s{0,3}[—–-]{1,2}\s{0,3}(?P<author>[^@\n]{0,80}?\s{0,3}\(?@[\w.]{1,40}\)?)")
_LINKS = re.compile(r"\s{0,3}(?:https?://|pic\.twitter\.com/|t\.co/)\S{1,300}")
_TAGS = re.compile(r"(?:\s{1,3}#\w{1,60})+$")  # hashtags after the last sentence are no words of it
_END = (".", "!", "?", "…")


def attribute_posts(tree: HtmlElement) -> None:
    """Replace each embedded post, in place, by a paragraph: Ann Example (@ann) wrote: “...”.

    So the reading gives the words to who wrote them and not to the report. A post without words goes; one without a
    name is somebody's whom the page does not name.
    """
    for element in list(tree.iter("blockquote", "div", "section", "article")):
        if element.getparent() is None or not _is_post(element):
            continue
        sentence = _sentence(element)
        place = _outermost_frame(element)
        if sentence:
            paragraph = fragment_fromstring("<p></p>")
            paragraph.text = sentence
            paragraph.tail = place.tail
            place.tail = None
            place.addnext(paragraph)
        place.drop_tree()


def _is_post(element: HtmlElement) -> bool:
    names = (element.get("class") or "").lower()[:300].split()
    return not _data()["classes"].isdisjoint(names)


def _sentence(post: HtmlElement) -> str:
    lines = lines_of(post)
    author = ""
    words = []
    for line in lines:
        signed = _SIGNED.match(line)
        if signed:
            author = author or _name(signed["author"])
        elif not author and len(line.split()) <= 6 and _HANDLE.search(line):
            author = _name(line)
        else:
            words.append(line)
    text = " ".join(_TAGS.sub("", _LINKS.sub("", line)).strip() for line in words).strip()
    if len(text.split()) < int(_data()["least_words"]):
        return ""
    text = text.replace("“", "‘").replace("”", "’").replace('"', "'")
    if not text.endswith(_END):
        text += "."
    return f"{author or 'A user of a social network'} wrote: “{text}”"


def _name(signature: str) -> str:
    return " ".join(signature.split()).strip(" —–-")


def _outermost_frame(element: HtmlElement) -> HtmlElement:
    """Return the frame that holds the post and nothing else: block editors put one into a figure."""
    place, text = element, "".join(lines_of(element))
    while (parent := place.getparent()) is not None and parent.tag in ("figure", "div", "p"):
        if "".join(lines_of(parent)) != text:
            break
        place = parent
    return place


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    data = read_yaml("saved_pages.yaml")["posts"]
    return {"classes": frozenset(data["classes"]), "least_words": data["least_words"]}
