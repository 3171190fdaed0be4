"""A saved web page to a Report: the article's own words, and what the page says of itself."""

import logging
import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sayso.errors import NoArticleError
from sayso.intake import boilerplate, characters, reports
from sayso.intake.markup import flatten_layout, prune
from sayso.intake.metadata import Metadata, page_metadata
from sayso.intake.options import Overrides
from sayso.model import Report

# What the extraction has to say of a page, sayso says in its own line; a program that wants its log may still have it.
for _part in ("trafilatura", "htmldate"):
    logging.getLogger(_part).addHandler(logging.NullHandler())

# An article has at least one line of this many words that ends as a sentence does; a list of links has none.
SENTENCE_WORDS = 10
# Where the extraction gives less than this share of the words in the page's paragraphs, the paragraphs are taken.
TOO_LITTLE = 0.3
PAYWALL = "the page says it is not free to read: the text may be cut short"

# Pictures written into the page, which make most of the size of a page saved as one file.
_DATA_ADDRESS = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,80}[^\"'()<>\s,]{0,200},[^\"'()<>\s]*")
# A tag this long without its quoted values has thousands of attributes; the time to parse them grows with their square.
MAX_TAG = 5_000
_LONG_TAG = re.compile(rf"<([a-zA-Z]\w{{0,20}})[^<>]{{{MAX_TAG},}}>?")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}\[.*?\]\s*>", re.I | re.S)  # one with declarations of its own


def report(text: str, name: str, raw_sha256: str, overrides: Overrides, url: str = "") -> Report:
    """Return the Report of a decoded page; raises NoArticleError if it holds none, LanguageError if not English.

    `url` is the address it was had from, if known: a day in it counts where the page names no address of its own.
    """
    source = _DECLARATION.sub("", _DATA_ADDRESS.sub("", characters.replaced(text)[0]))
    source = _LONG_TAG.sub(_without_attributes, source)
    tree = _parse(_DOCTYPE.sub("<!DOCTYPE html>", source, count=1), name)
    about = page_metadata(tree, source, url)
    prune(tree)
    flatten_layout(tree)
    lines = [line for part in _article(tree).split("\n") if (line := part.strip())]
    if not _has_sentence(lines) and about.body:
        lines = [line for part in characters.cleaned(about.body).split("\n") if (line := part.strip())]
    clean, byline = _own_words(lines, about)
    if not _has_sentence(clean.split("\n")):
        raise NoArticleError(name, "holds no article: no running text found on the page")
    return reports.build(
        clean,
        name=name,
        title=about.title,
        publisher=about.publisher,
        url=about.url,
        byline=about.byline or byline,
        published=about.published,
        raw_sha256=raw_sha256,
        notes=() if about.free else (PAYWALL,),
        overrides=overrides,
    )


def _without_attributes(tag: re.Match[str]) -> str:
    return tag.group() if len(_QUOTED.sub("", tag.group())) <= MAX_TAG else f"<{tag[1]}>"


def _parse(source: str, name: str) -> HtmlElement:
    try:
        # The text is decoded already; a page that declares another character set must not be decoded again.
        parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
        return document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise NoArticleError(name, "holds no article: the page has no content") from None


def _article(tree: HtmlElement) -> str:
    """Return the text of the article, a paragraph a line; by trafilatura, else the page's paragraphs."""
    from trafilatura import bare_extraction  # loaded only where there is a page to read

    paragraphs = [characters.cleaned("".join(p.itertext()).replace("\n", " ")).strip() for p in tree.iter("p")]
    try:
        document = bare_extraction(tree, include_comments=False, include_tables=False, with_metadata=False)
        text = characters.cleaned(getattr(document, "text", None) or "")
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, etree.LxmlError):
        text = ""  # a page that its extraction cannot cope with is still read by its paragraphs
    if len(text) < TOO_LITTLE * sum(map(len, paragraphs)):
        return "\n".join(filter(None, paragraphs))
    return text


def _own_words(lines: list[str], about: Metadata) -> tuple[str, str]:
    """Return the article without its title, byline, buttons, links and foot, and the byline that was taken off."""
    kept: list[str] = []
    byline = ""
    for line in lines:
        line = line.removeprefix("- ").strip()
        if not line or boilerplate.is_noise(line):
            continue
        if len(kept) < 3 and (author := boilerplate.author_of(line)):
            byline = byline or author
        elif not (len(kept) < 2 and line.casefold() == about.title.casefold()):
            kept.append(line)
    text = "\n".join(kept)
    return text[: boilerplate.foot_matter_start(text)].strip(), byline


def _has_sentence(lines: list[str]) -> bool:
    return any(line.count(" ") >= SENTENCE_WORDS - 1 and line.endswith(_SENTENCE_END) for line in lines)


_SENTENCE_END = (".", "!", "?", '"', "”", "’", "'", ")", "…", ":", "。", "؟", "۔")
