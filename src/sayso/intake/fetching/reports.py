"""What was fetched to a Report."""

import codecs
import io
from dataclasses import replace

from sayso.errors import IntakeError, LanguageError
from sayso.intake.captured import own_address
from sayso.intake.captures import said_of
from sayso.intake.fetching.client import Fetched
from sayso.intake.fetching.gates import SAID, gate_at
from sayso.intake.options import NO_OVERRIDES, Overrides
from sayso.intake.read import read_stream
from sayso.model import Report

MANY = "holds many reports; download the file and add it with `sayso add`"


def report_of(fetched: Fetched, overrides: Overrides = NO_OVERRIDES, *, listed: Overrides = NO_OVERRIDES) -> Report:
    """Return the only report on a fetched page; raises IntakeError where there are several, and as `reports_of`."""
    found = reports_of(fetched, overrides, listed=listed)
    if len(found) != 1:
        raise IntakeError(fetched.url, MANY)
    return found[0]


def reports_of(
    fetched: Fetched, overrides: Overrides = NO_OVERRIDES, *, listed: Overrides = NO_OVERRIDES
) -> list[Report]:
    """Return the report on a fetched page, or those of a live page's entries, with its capture.

    `listed` is what a feed says where the page does not.

    Its address is the canonical one that the page names, if that is of the same site, else the one fetched in the end.
    Raises IntakeError with what the page is instead: a form of consent, a paywall, a list of links.
    """
    if fetched.capture is None:
        raise IntakeError(fetched.url, "has not changed")
    gate = gate_at(fetched.final)
    if gate:
        raise IntakeError(fetched.url, SAID[gate])
    body = _named(fetched.capture.body, fetched.charset)
    try:
        found = _read(body, fetched, overrides)
        if found[0].published is None and listed.published is not None and overrides.published is None:
            found = _read(body, fetched, replace(overrides, published=listed.published))
    except LanguageError as error:
        error.report = _placed(error.report, fetched, overrides, listed)
        raise
    return [_placed(report, fetched, overrides, listed) for report in found]


def _placed(report: Report, fetched: Fetched, overrides: Overrides, listed: Overrides) -> Report:
    """Return a report with its address, its raw bytes and the publisher that a list names."""
    if fetched.capture is None:
        return report
    publisher = report.publisher or listed.publisher or ""
    url, raw = own_address(report.url, fetched.final), fetched.capture.sha256
    return said_of(replace(report, url=url, publisher=publisher, raw_sha256=raw, capture=fetched.capture), overrides)


def _read(body: bytes, fetched: Fetched, overrides: Overrides) -> list[Report]:
    found: list[Report] = []
    for one in read_stream(io.BytesIO(body), fetched.url, overrides, url=fetched.final):
        if isinstance(one, IntakeError):
            raise one
        found.append(one)
    if len(found) > 1 and not all(report.is_entry for report in found):
        raise IntakeError(fetched.url, MANY)
    return found


def _named(body: bytes, charset: str) -> bytes:
    """Return the bytes as UTF-8 where the server names another character set and they are no UTF-8."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return body
    try:
        text = body.decode(codecs.lookup(charset).name) if charset else ""
    except (LookupError, UnicodeError, ValueError):
        return body
    # Servers that say Latin-1 mean windows-1252, which `intake.charset` knows.
    return codecs.BOM_UTF8 + text.encode() if text and codecs.lookup(charset).name != "iso8859-1" else body
