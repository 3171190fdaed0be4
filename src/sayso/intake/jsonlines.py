"""JSON lines (and single JSON documents) of reports in the shape {id, title, publisher, published, text, ...}."""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, Protocol

from sayso.errors import IntakeError
from sayso.intake import characters, reports
from sayso.intake.captures import captured, with_capture
from sayso.intake.kinds import Kind
from sayso.intake.options import Overrides
from sayso.model import Report

MAX_LINE = (
    4_000_000  # bytes of one line; the longest possible text of a report, every character escaped, fits four times
)
_PARTIAL = re.compile(r"\d{4}(?:-\d{2})?")  # a year or month: a date of publication that gives no day


class Lines(Protocol):
    """What is read: anything with the `readline` of a binary file."""

    def readline(self, size: int, /) -> bytes:
        """Return the next line, or at most `size` bytes of it."""


def read_lines(stream: Lines, name: str, overrides: Overrides) -> Iterator[Report | IntakeError]:
    """Yield one Report, or the IntakeError that names file and line, for each line that is not blank.

    Holds one line at a time. A line that cannot be read never ends the reading.
    """
    number = 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        place = f"{name}:{number}"
        if len(raw) > MAX_LINE and not raw.endswith(b"\n"):
            while raw and not raw.endswith(b"\n"):
                raw = stream.readline(MAX_LINE)
            yield IntakeError(place, f"the line is longer than {MAX_LINE:,} bytes")
            continue
        if number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        raw = raw.strip()
        if raw:
            capture = captured(raw, Kind.JSON)
            try:
                report = one(parse(raw, place), place, capture.sha256, overrides)
            except IntakeError as error:
                yield with_capture(error, capture, overrides)
            else:
                yield with_capture(report, capture, overrides)


def read_document(raw: bytes, text: str, name: str, overrides: Overrides) -> Iterator[Report | IntakeError]:
    """Yield the report or reports of one JSON document: an object, or a list of objects."""
    try:
        data = parse(text.encode("utf-8", "surrogatepass"), name)
    except IntakeError as error:
        yield error
        return
    digest = hashlib.sha256(raw).hexdigest()
    for number, item in enumerate(data if isinstance(data, list) else [data], start=1):
        place = f"{name}[{number}]" if isinstance(data, list) else name
        try:
            yield one(item, place, digest, overrides)
        except IntakeError as error:
            yield error


def parse(raw: bytes, place: str) -> Any:
    """Parse JSON; raises IntakeError that says where it breaks."""
    try:
        return json.loads(raw.decode("utf-8", "surrogatepass"))
    except UnicodeDecodeError:
        raise IntakeError(place, "is not UTF-8, which JSON lines must be") from None
    except json.JSONDecodeError as error:
        raise IntakeError(place, f"broken JSON: {error.msg} at character {error.pos + 1}") from None
    except (ValueError, RecursionError):
        raise IntakeError(place, "broken JSON: a number too long or nesting too deep") from None


def one(data: Any, place: str, raw_sha256: str, overrides: Overrides) -> Report:
    """Make the Report of one parsed object, its text as given; raises IntakeError and LanguageError."""
    if not isinstance(data, dict):
        raise IntakeError(place, f"is {_kind(data)}, not an object with a text")
    if "text" not in data:
        raise IntakeError(place, 'has no "text"')
    text = data["text"]
    if not isinstance(text, str):
        raise IntakeError(place, f'"text" is {_kind(text)}, not a string')
    notes: tuple[str, ...] = ()
    published, note = _published(data.get("published"), place, overrides)
    if note:
        notes += (note,)
    return reports.build(
        text,
        name=place,
        id=_string(data, "id", place),
        title=_string(data, "title", place),
        publisher=_string(data, "publisher", place),
        url=_string(data, "url", place),
        byline=_string(data, "byline", place),
        agency=_string(data, "agency", place),
        published=published,
        raw_sha256=raw_sha256,
        notes=notes,
        overrides=overrides,
    )


def _published(value: Any, place: str, overrides: Overrides) -> tuple[datetime.date | None, str]:
    """Return the day of publication and a note on one that names no day; raises IntakeError for one that cannot be."""
    if overrides.published is not None or value is None or value == "":
        return None, ""
    if not isinstance(value, str):
        raise IntakeError(place, f'"published" is {_kind(value)}, not a date written YYYY-MM-DD')
    if _PARTIAL.fullmatch(value.strip()):
        return None, f"published {value.strip()} names no day"
    return reports.parse_day(value, place), ""


def _string(data: dict[str, Any], key: str, place: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        raise IntakeError(place, f'"{key}" is {_kind(value)}, not a string')
    return characters.replaced(value)[0]


def _kind(value: Any) -> str:
    """Name the JSON type of a value as a message says it."""
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
