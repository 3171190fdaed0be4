"""A saved web page to a Report: the article's own words, and what the page says of itself."""

import datetime
import html
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from sayso.errors import IntakeError, NoArticleError
from sayso.intake import amendments, boilerplate, characters, reports
from sayso.intake.captions import NOTE as CAPTION
from sayso.intake.captions import take_captions
from sayso.intake.entries import Entry, entries_of, is_live
from sayso.intake.markup import flatten_layout, lines_of, prune, running_text, words_in
from sayso.intake.metadata import Metadata, page_metadata
from sayso.intake.options import Overrides
from sayso.intake.pagedates import is_date_line
from sayso.intake.posts import attribute_posts
from sayso.intake.preformatted import unwrap_preformatted
from sayso.intake.scriptdata import article_in_scripts
from sayso.model import Report
from sayso.model.report import ENTRY

# What the extraction has to say of a page, sayso says in its own line; a program that wants its log may still have it.
for _part in ("trafilatura", "htmldate"):
    logging.getLogger(_part).addHandler(logging.NullHandler())

# An article has at least one line of this many words that ends as a sentence does; a list of links has none.
SENTENCE_WORDS = 10
# Where the extraction gives less than this share of the words in the page's paragraphs, the paragraphs are taken.
TOO_LITTLE = 0.3
# Lines at the head of an article among which its title, byline and date are looked for.
HEAD_LINES = 4
WHOLE_ARTICLE = 400  # characters of running text; an article of fewer under another is a teaser
LEAST_CONSENT = 2  # lines that ask for agreement, on a page without an article
PAYWALL = "the page says it is not free to read: the text may be cut short"
SECOND = "the page goes on with another article, which is left out: {}"
NO_ARTICLE = "holds no article: no running text found on the page"
CONSENT = "holds no article: a notice that asks for consent stands in its place; save the page again after answering it"
WALL = "holds no article: the page asks for a subscription or an account in its place"
CHECK = "holds no article: the page asks whether a person is there (a captcha); save it again after answering it"

# Pictures written into the page, which make most of the size of a page saved as one file.
_DATA_ADDRESS = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,80}[^\"'()<>\s,]{0,200},[^\"'()<>\s]*")
# A tag this long without its quoted values has thousands of attributes; the time to parse them grows with their square.
MAX_TAG = 5_000
_LONG_TAG = re.compile(rf"<([a-zA-Z]\w{{0,20}})[^<>]{{{MAX_TAG},}}>?")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}\[.*?\]\s*>", re.I | re.S)  # one with declarations of its own


def report(text: str, name: str, raw_sha256: str, overrides: Overrides, url: str = "") -> Report:
    """Return the first of the `reports` of a page, with the same errors."""
    return reports_of(text, name, raw_sha256, overrides, url)[0]


def reports_of(text: str, name: str, raw_sha256: str, overrides: Overrides, url: str = "") -> list[Report]:
    """Return the reports of a decoded page: one, or one for each entry of a live page, in the page's order.

    `url` is the address it was had from, if known: a day in it counts where the page names no address of its own.

    Raises NoArticleError if it holds none, LanguageError if not English.
    """
    source = _DECLARATION.sub("", _DATA_ADDRESS.sub("", characters.replaced(text)[0]))
    source = _LONG_TAG.sub(_without_attributes, source)
    tree = _parse(_DOCTYPE.sub("<!DOCTYPE html>", source, count=1), name)
    unwrap_preformatted(tree)
    about = page_metadata(tree, source, url)
    attribute_posts(tree)
    page = _Page(name, about, (), raw_sha256, overrides)
    if is_live(tree, about.kinds, about.url):
        entries = entries_of(tree, list(about.updates), about.url, about.published)
        if entries:
            return _of_entries(entries, page)
    page = replace(page, captions=_noted(take_captions(tree)))
    lines, title, published, notes = _article_lines(tree, about, name)
    about = replace(about, title=about.title or title, published=about.published or published)
    return [_built(lines, replace(page, about=about), notes)]


@dataclass(frozen=True, slots=True)
class _Page:
    """What all reports of one page share."""

    name: str
    about: Metadata
    captions: tuple[str, ...]
    raw_sha256: str
    overrides: Overrides


def _article_lines(
    tree: HtmlElement, about: Metadata, name: str
) -> tuple[list[str], str, datetime.date | None, tuple[str, ...]]:
    """Return the lines of the only article of a page, the title and day that its script's data give, and notes."""
    in_scripts = article_in_scripts(tree)
    second = _second_article(tree)
    said = [line for part in tree.xpath("//text()[not(parent::script or parent::style)]") if (line := part.strip())]
    prune(tree)
    flatten_layout(tree)
    lines = _lines(_article(tree))
    walled = any(map(amendments.is_wall, lines))
    lines = [line for line in lines if not amendments.is_wall(line) and not amendments.is_consent(line)]
    title, published = "", None
    body = _body_lines(about.body)
    if not _has_sentence(lines) or _much_longer(body, lines):
        lines = body if _has_sentence(body) else lines
    if in_scripts and (not _has_sentence(lines) or _much_longer(in_scripts.lines, lines)):
        lines, title, published = list(in_scripts.lines), in_scripts.title, in_scripts.published
    if not _has_sentence(lines):
        raise NoArticleError(name, _in_its_place(said, walled or not about.free))
    notes = () if about.free and not walled else (PAYWALL,)
    return lines, title, published, (*notes, *((SECOND.format(second),) if second else ()))


def _in_its_place(said: list[str], walled: bool) -> str:
    """Return what stands in the place of an article, by all the words of the page, its forms and buttons too."""
    if sum(map(amendments.is_consent, said)) >= LEAST_CONSENT:
        return CONSENT
    if walled or any(map(amendments.is_wall, said)):
        return WALL
    return CHECK if any(map(amendments.is_check, said)) else NO_ARTICLE


def _of_entries(entries: list[Entry], page: _Page) -> list[Report]:
    """Return the report of each entry; raises the first error if none can be built."""
    built: list[Report] = []
    first_error: IntakeError | None = None
    for entry in entries:
        about = replace(
            page.about,
            title=entry.title or page.about.title,
            url=entry.url,
            published=entry.published or page.about.published,
        )
        fragment = urlsplit(entry.url).fragment
        named = f"{page.name}#{characters.one_line(fragment, 60)}" if fragment else page.name
        notes = (ENTRY + (entry.stamp or "no time"),)
        try:
            built.append(
                _built(
                    list(entry.lines), replace(page, name=named, about=about, captions=_noted(entry.captions)), notes
                )
            )
        except IntakeError as error:
            first_error = first_error or error
    if first_error and not built:
        raise first_error
    return built


def _noted(captions: Iterable[str]) -> tuple[str, ...]:
    return tuple(CAPTION + caption for caption in captions)


def _built(lines: list[str], page: _Page, notes: tuple[str, ...]) -> Report:
    """Make the Report of the lines of an article or entry."""
    about = page.about
    parted = amendments.part(_english(lines))
    clean, byline = _own_words(parted.lines, about)
    if not clean:
        raise NoArticleError(page.name, NO_ARTICLE)
    return reports.build(
        clean,
        name=page.name,
        title=about.title,
        publisher=about.publisher,
        url=about.url,
        byline="" if _folded(about.byline) == _folded(about.publisher) else about.byline or byline,
        credit=parted.agency or amendments.credited(about.byline or byline),
        published=about.published,
        raw_sha256=page.raw_sha256,
        notes=(*notes, *parted.notes, *page.captions),
        overrides=page.overrides,
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
    """Return the article without its title, byline, date, buttons, links and foot, and the byline taken off."""
    kept: list[str] = []
    byline = ""
    title = _folded(about.title)
    page_words = {_folded(about.publisher), _folded(about.byline)}
    for line in lines:
        line = line.removeprefix("- ").strip()
        if not line or boilerplate.is_noise(line):
            continue
        if len(kept) < HEAD_LINES and title and _folded(line) == title:
            if not _has_sentence(kept):
                kept = []  # what stands over the headline is the page's and not the article's
        elif len(kept) < HEAD_LINES and (author := boilerplate.author_of(line)):
            byline = byline or author
        elif not (len(kept) < HEAD_LINES and (is_date_line(line) or _folded(line) in page_words)):
            kept.append(line)
    text = "\n".join(kept)
    return text[: boilerplate.foot_matter_start(text)].strip(), byline


def _folded(line: str) -> str:
    return "".join(c for c in line.casefold() if c.isalnum())


def _english(lines: list[str]) -> list[str]:
    """Return the lines without those of another script, where the page as a whole is in Latin script."""
    foreign = [_mostly_foreign(line) for line in lines]
    inside = sum(len(line) for line, other in zip(lines, foreign, strict=True) if not other)
    if 2 * inside <= sum(map(len, lines)):
        return lines
    return [line for line, other in zip(lines, foreign, strict=True) if not other]


def _mostly_foreign(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    return 2 * sum(c > "\u024f" and not "\u1e00" <= c <= "\u1eff" for c in letters) > len(letters)


def _second_article(tree: HtmlElement) -> str:
    """Return the headline of another whole article that a page loaded under its own; "" if there is none."""
    whole = [
        heading
        for article in tree.iter("article")
        if (heading := next(article.iter("h1"), None)) is not None and running_text(article) >= WHOLE_ARTICLE
    ]
    return " ".join(words_in(whole[1]).split()) if len(whole) > 1 else ""


def _lines(text: str) -> list[str]:
    return [line for part in text.split("\n") if (line := part.strip())]


def _body_lines(body: str) -> list[str]:
    """Return the lines of the `articleBody` of a page's data, which may be HTML."""
    if "<" in body:
        return lines_of(document_fromstring(f"<div>{body}</div>"))
    return _lines(characters.cleaned(html.unescape(body)))


def _much_longer(one: Sequence[str], other: Sequence[str]) -> bool:
    return TOO_LITTLE * sum(map(len, one)) > sum(map(len, other))


def _has_sentence(lines: list[str]) -> bool:
    return any(line.count(" ") >= SENTENCE_WORDS - 1 and line.endswith(_SENTENCE_END) for line in lines)


_SENTENCE_END = (".", "!", "?", '"', "”", "’", "'", ")", "…", ":", "。", "؟", "۔")
