"""The raw bytes of a report, kept with it: what a better reader reads again."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TypeVar

from sayso.errors import IntakeError, LanguageError
from sayso.intake.kinds import EXTENSIONS, Kind
from sayso.intake.options import Overrides
from sayso.model import Capture, Report

MEDIA_TYPES = {
    Kind.TEXT: "text/plain",
    Kind.HTML: "text/html",
    Kind.JSON_LINES: "application/x-ndjson",
    Kind.JSON: "application/json",
}
_Item = TypeVar("_Item", Report, IntakeError, Report | IntakeError)


def captured(raw: bytes, kind: Kind) -> Capture:
    """Return the capture of a file, or of a line of one: nothing is known of it but its bytes and what they are."""
    return Capture(raw, MEDIA_TYPES[kind])


def with_capture(item: _Item, capture: Capture, overrides: Overrides) -> _Item:
    """Return a report, or the error that carries one in another language, with the bytes it came from."""
    if isinstance(item, Report):
        # Its own address goes before the one it was asked by; a page that names none has that one.
        return replace(item, capture=replace(capture, given=_pairs(overrides)), url=item.url or capture.url)
    if isinstance(item, LanguageError):
        item.report = with_capture(item.report, capture, overrides)
    return item


def overrides_of(capture: Capture) -> Overrides:
    """Return what whoever took the bytes in said of them."""
    given = dict(capture.given)
    day = given.get("published")
    return Overrides(datetime.date.fromisoformat(day) if day else None, given.get("publisher"), given.get("language"))


def name_of(capture: Capture) -> str:
    """Return a name for the bytes whose extension tells what they were taken for."""
    kind = next((kind for kind, media_type in MEDIA_TYPES.items() if media_type == capture.media_type), None)
    extension = next(
        (end for end, of in EXTENSIONS.items() if of is kind), PurePath(capture.url.partition("?")[0]).suffix
    )
    return f"report{extension}"


def _pairs(overrides: Overrides) -> tuple[tuple[str, str], ...]:
    """Return what was said of a report, as pairs of text."""
    given: Iterator[tuple[str, object]] = (
        (name, getattr(overrides, name)) for name in ("published", "publisher", "language")
    )
    return tuple((name, str(value)) for name, value in given if value is not None)
