"""A PDF to a Report: the words of its pages, without what stands on every one of them."""

import hashlib
import io
import logging
import re
from collections import Counter
from dataclasses import replace

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, LimitReachedError, PyPdfError

from sayso.errors import IntakeError
from sayso.intake import boilerplate, characters, plain, reports
from sayso.intake.options import FIRST_YEAR, LAST_YEAR, Overrides
from sayso.model import Capture, Report

logging.getLogger("pypdf").addHandler(logging.NullHandler())

MAX_PAGES = 300  # pages read; the most text that a report may have stands on some 60
# A line that stands at the top or foot of at least this share of the pages is a running head.
RUNNING_HEAD = 0.5
EDGE_LINES = 3  # lines at the top and at the foot of a page in which running heads are looked for
LEAST_PAGES = 3  # pages from which on running heads can be told
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])")
_PAGE_NUMBER = re.compile(r"(?:page )?\d{1,4}(?: ?(?:/|of) ?\d{1,4})?|[-–—] ?\d{1,4} ?[-–—]", re.I)
_NUMBERS = re.compile(r"\d+")
# What a damaged or hostile file makes the parser stumble over besides its own errors.
_STUMBLES: tuple[type[Exception], ...] = (
    PyPdfError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    OSError,
    EOFError,
)
_STUMBLES += (RecursionError, AssertionError, OverflowError, NotImplementedError, ZeroDivisionError, MemoryError)


def captured(raw: bytes, name: str, overrides: Overrides) -> Report:
    """Return the Report of a PDF file with its bytes; raises IntakeError and LanguageError."""
    return replace(report(raw, name, overrides), capture=Capture(raw, "application/pdf"))


def report(raw: bytes, name: str, overrides: Overrides) -> Report:
    """Return the Report of a PDF; raises IntakeError if it is encrypted, damaged or without text, LanguageError.

    The day on which the file was made is told in a note and never taken for the day of publication: files are made
    again, and scanned, years later.
    """
    try:
        reader = PdfReader(io.BytesIO(raw), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise IntakeError(name, "is an encrypted PDF; save it without its password")
        pages, unread = _pages(reader)
        about = reader.metadata
        title = _said(about.title) if about else ""
        author = _said(about.author) if about else ""
    except FileNotDecryptedError:
        raise IntakeError(name, "is an encrypted PDF; save it without its password") from None
    except _STUMBLES:
        raise IntakeError(name, "is a PDF that is damaged or cut off") from None
    text = _text(pages)
    if not text.strip():
        raise IntakeError(name, "holds no text: its pages are scanned or empty" if pages else "is a PDF without pages")
    notes: tuple[str, ...] = ()
    if unread:
        notes += (f"{unread} of {len(pages) + unread} pages could not be read",)
    if made := _made(reader):
        notes += (made,)
    heading = plain.headline(text)
    return reports.build(
        text,
        name=name,
        title=heading or (title if _is_title(title) else ""),
        byline="" if reports.first_byline(text) or not author else author,
        raw_sha256=hashlib.sha256(raw).hexdigest(),
        notes=notes,
        overrides=overrides,
    )


def _pages(reader: PdfReader) -> tuple[list[list[str]], int]:
    """Return the lines of each page, no more than a report may have, and how many pages could not be read."""
    pages: list[list[str]] = []
    size = unread = 0
    for number, page in enumerate(reader.pages):
        if number >= MAX_PAGES or size > reports.MAX_TEXT:
            break
        try:
            text = page.extract_text()
        except LimitReachedError:
            raise
        except _STUMBLES:
            unread += 1
            continue
        size += len(text)
        pages.append([line.strip() for line in characters.cleaned(text).split("\n")])
    if unread and not pages:
        raise ValueError("no page could be read")
    return pages, unread


def _text(pages: list[list[str]]) -> str:
    """Join the pages: without running heads and page numbers, words and lines broken at the margin made whole."""
    seen: Counter[str] = Counter()
    for lines in pages:
        filled = [line for line in lines if line]
        seen.update({_same(line) for line in (*filled[:EDGE_LINES], *filled[-EDGE_LINES:])})
    often = max(RUNNING_HEAD * len(pages), 2)
    heads = {line for line, count in seen.items() if count >= often} if len(pages) >= LEAST_PAGES else set()
    kept = []
    for lines in pages:
        places = [number for number, line in enumerate(lines) if line]
        edge = {*places[:EDGE_LINES], *places[-EDGE_LINES:]}
        kept += [
            line
            for number, line in enumerate(lines)
            if number not in edge or not (_same(line) in heads or _PAGE_NUMBER.fullmatch(line))
        ]
    text = plain.unwrapped(_HYPHEN.sub("", "\n".join(kept)))
    return text[: boilerplate.foot_matter_start(text)].strip()


def _same(line: str) -> str:
    """Return a line as it is on every page, whatever number it has."""
    return _NUMBERS.sub("#", line.casefold())


def _said(value: object) -> str:
    return characters.cleaned(value).replace("\n", " ").strip()[:300] if isinstance(value, str) else ""


def _is_title(title: str) -> bool:
    """Tell a title from the name of a file, which word processors write in its place."""
    return " " in title and not title.lower().startswith("microsoft word")


def _made(reader: PdfReader) -> str:
    try:
        made = reader.metadata.creation_date if reader.metadata else None
    except _STUMBLES:
        return ""
    if made is None or not FIRST_YEAR <= made.year <= LAST_YEAR:
        return ""
    return made_note(made.date().isoformat())


def made_note(day: str) -> str:
    """Return the note on the day a document's file was made."""
    return f"the file was made on {day}, which may not be its day of publication"
