"""The last step for every kind of input: text and what is known of it to a Report."""

import datetime
import hashlib

from sayso.errors import IntakeError, LanguageError
from sayso.intake import amendments, boilerplate, characters
from sayso.intake.dateline import find_dateline
from sayso.intake.language import UNDETERMINED, foreign_language, language_of
from sayso.intake.options import FIRST_YEAR, LAST_YEAR, NO_OVERRIDES, Overrides
from sayso.model import Report

# Characters of one report's text: some 20,000 words, twice the longest feature. The parse takes memory in proportion
# (470 MB at 100,000 characters, 760 MB at 200,000).
MAX_TEXT = 120_000
ID_DIGITS = 12  # hex digits of the content hash in an id: one clash in some 20 million reports
BYLINE_WITHIN = 600  # characters from the start in which a byline is looked for
NO_DATE = "no date of publication: relative days stay unresolved"


def report_from_text(
    text: str,
    *,
    published: datetime.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    id: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Report:
    """Return the Report of a text that is taken exactly as given: offsets into it stay valid.

    `published` is a day or an ISO date; `language="en"` skips the language check. Raises IntakeError for a text that is
    empty or too long, LanguageError for one that is not English.
    """
    name = id or title or "text"
    given = published if published is None or isinstance(published, datetime.date) else parse_day(published, name)
    if isinstance(given, datetime.datetime):
        given = given.date()
    return build(
        text,
        name=name,
        id=id or "",
        published=given,
        publisher=publisher or "",
        title=title or "",
        url=url or "",
        overrides=Overrides(language=language),
    )


def build(
    text: str,
    *,
    name: str,
    id: str = "",
    title: str = "",
    publisher: str = "",
    url: str = "",
    byline: str = "",
    agency: str = "",
    credit: str = "",
    published: datetime.date | None = None,
    raw_sha256: str = "",
    notes: tuple[str, ...] = (),
    overrides: Overrides = NO_OVERRIDES,
) -> Report:
    """Check `text` and make it a Report: language, dateline, id and notes. `name` is what error messages call it.

    `agency` is what the input itself gives; `credit` the agency that a line of it credits, after a dateline's.
    Only characters that no file can carry are replaced, one for one. Raises IntakeError, and LanguageError with the
    report of a text in another language.
    """
    if not text.strip():
        raise IntakeError(name, "has no text")
    if len(text) > MAX_TEXT:
        raise IntakeError(name, f"has {len(text):,} characters of text; one report may have {MAX_TEXT:,}")
    text, hostile = characters.replaced(text)
    if not text.strip():
        raise IntakeError(name, "has no text")
    if hostile:
        notes += (f"{hostile} control character{'s' if hostile > 1 else ''} replaced",)
    foreign = foreign_language(text) if overrides.language is None else language_of(overrides.language)
    notes += tuple(note for note in amendments.part(text.split("\n")).notes if note not in notes)
    published = overrides.published or published
    dateline = None if foreign else find_dateline(text, published)
    if published is None and (dateline is None or dateline.date is None):
        notes += (NO_DATE,)
    report = Report(
        text=text,
        id=id or hashlib.sha256(text.encode("utf-8")).hexdigest()[:ID_DIGITS],
        title=characters.cleaned(title).strip(),
        publisher=overrides.publisher or characters.cleaned(publisher).strip(),
        url=characters.cleaned(url).strip(),
        byline=byline or ("" if foreign else first_byline(text)),
        agency=agency or (dateline.agency if dateline else "") or credit or amendments.credit_at_end(text),
        published=published,
        dateline_place=dateline.place if dateline else "",
        dateline_date=dateline.date if dateline else None,
        language=(foreign.code or UNDETERMINED) if foreign else "en",
        raw_sha256=raw_sha256,
        notes=notes,
    )
    if foreign is not None:
        message = f"written in {foreign}, which sayso does not read yet; it reads English"
        raise LanguageError(name, message, report)
    return report


def parse_day(value: str, name: str) -> datetime.date:
    """Return the day of an ISO date or time ("2016-09-24", "2016-09-24T23:00:00Z"); raises IntakeError."""
    text = value.strip()
    try:
        day = datetime.datetime.fromisoformat(text).date()
    except ValueError:
        shown = characters.one_line(text, 40)
        raise IntakeError(name, f"the date {shown!r} does not exist or is not written YYYY-MM-DD") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise IntakeError(name, f"the date {text[:40]!r} is not between {FIRST_YEAR} and {LAST_YEAR}")
    return day


def first_byline(text: str) -> str:
    """Return who wrote the report if one of its first lines says so ("By Ann Example"), else ""."""
    for line in text[:BYLINE_WITHIN].split("\n")[:4]:
        author = boilerplate.author_of(line)
        if author:
            return author
    return ""
