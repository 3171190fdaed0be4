"""A capture to Reports: what an archive kept of an answer of the web, read by its media type."""

import datetime
from dataclasses import replace
from urllib.parse import urlsplit

from tld import get_fld

from sayso.errors import IntakeError, LanguageError, NoArticleError
from sayso.intake import charset, plain
from sayso.intake.fetching.addresses import same_site
from sayso.intake.options import Overrides
from sayso.model import Capture, Report

HTML = frozenset({"text/html", "application/xhtml+xml"})
PDF = frozenset({"application/pdf", "application/x-pdf"})
PLAIN = frozenset({"text/plain"})
READ = HTML | PDF | PLAIN


def reports_of(capture: Capture, name: str, overrides: Overrides, declared: str = "") -> list[Report]:
    """Return the reports of a page, a PDF or a plain text; `declared` is the character set its answer named.

    They are one, or on a live page as many as it has entries.

    Raises IntakeError, LanguageError for one in another language.
    """
    try:
        return [placed(one, capture, overrides) for one in _read(capture, name, overrides, declared)]
    except LanguageError as error:
        error.report = placed(error.report, capture, overrides)
        raise


def _read(capture: Capture, name: str, overrides: Overrides, declared: str) -> list[Report]:
    digest = capture.sha256
    if capture.media_type in PDF:
        from sayso.intake import pdf  # loaded only where there is one to read

        return [pdf.report(capture.body, name, overrides)]
    text = charset.decode(capture.body, declared)
    if text is None:
        raise IntakeError(name, "is in a character set that sayso cannot make out")
    if capture.media_type in PLAIN:
        found = plain.report(text, name, digest, overrides)
        if not plain.has_sentence(found.text):
            raise NoArticleError(name, "holds no article: no running text found in the file")
        return [found]
    from sayso.intake import html  # loads the parser of pages only where there is one to read

    return html.reports_of(text, name, digest, overrides, url=capture.url)


def placed(found: Report, capture: Capture, overrides: Overrides) -> Report:
    """Return a report with its capture, its address, and where the page named no publisher the host it came from."""
    url = own_address(found.url, capture.url)
    publisher = found.publisher or overrides.publisher or _host(url).removeprefix("www.")
    return replace(found, url=url, publisher=publisher, capture=capture)


def own_address(claimed: str, asked: str) -> str:
    """Return the address that a page gives as its own if it is of the site that was asked, else the address asked.

    A page may not pass itself off as a report of somebody else, nor a story as the front page of its site.
    """
    if not claimed or not asked:
        return claimed or asked
    front = _path(claimed) in ("", "/") and _path(asked) not in ("", "/")
    own = same_site(claimed, asked) or _site(claimed) == _site(asked) != ""
    return claimed if own and not front else asked


def moment(text: str) -> datetime.datetime | None:
    """Return the moment in UTC of an ISO time, None if it is none."""
    try:
        found = datetime.datetime.fromisoformat(text.strip())
        return found.astimezone(datetime.UTC) if found.tzinfo else found.replace(tzinfo=datetime.UTC)
    except (ValueError, OverflowError):
        return None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _site(url: str) -> str:
    """Return the domain that somebody registered ("bbc.co.uk"), or the host where it has none."""
    try:
        return get_fld(url, fail_silently=True) or _host(url)
    except (ValueError, TypeError, AttributeError):
        return _host(url)
