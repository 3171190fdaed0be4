"""WARC archives, record by record: the answers of the web that were pages, PDFs or plain text, each a Report."""

import io
import re
from collections import Counter
from dataclasses import dataclass, replace

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType
from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

from sayso.errors import IntakeError, NoArticleError
from sayso.intake import captured
from sayso.intake.characters import one_line
from sayso.intake.passed import passed_over
from sayso.intake.taking import MAX_FILE, Outcomes, Stream, Taking
from sayso.intake.warc_source import Source, swallowed
from sayso.model import Capture, Report

# Of the other types, requests and metadata tell of these records and hold nothing of their own.
_TYPES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion | WarcRecordType.revisit
_CHUNK = re.compile(rb"[0-9a-fA-F]{1,16}[ \t]{0,9}(?:;[^\r\n]{0,500})?\r\n")
NO_PAGE = "holds no page: there is no answer of the web in the archive"
CUT_SHORT = "the archive kept only the beginning of the page"
# What is counted and told in one line for the whole archive.
_REVISIT = "unchanged since an earlier visit"
_NO_PAGE = "images, scripts and others that are no page"
_STATUS = "answers other than 200"
_NO_ARTICLE = "pages without an article"


def read_archive(stream: Stream, name: str, taking: Taking) -> Outcomes:
    """Yield a Report for each page of an archive, an IntakeError for one that should be one and cannot be read.

    Holds one record at a time. What is no page, and pages without an article, are counted and told by `taking.say`.
    Where the archive is damaged the next whole record is looked for, and an IntakeError says so; raises it where there
    is none.
    """
    passed: Counter[str] = Counter()
    source = Source(stream)
    seen = _Seen()
    try:
        yield from _whole_records(source, seen, name, taking, passed)
        while seen.damage is not None and source.go_on_after(seen.place):
            yield IntakeError(name, f"{seen.damage}: goes on with the next record that is whole")
            # One that is damaged before it is seen at all is not looked for again.
            seen.place, seen.damage = source.tell(), None
            yield from _whole_records(source, seen, name, taking, passed)
        if seen.damage is not None:
            raise IntakeError(name, seen.damage)
    finally:
        passed_over(name, passed, taking)
    if not seen.number:
        raise IntakeError(name, NO_PAGE)


@dataclass(slots=True)
class _Seen:
    """How many records have been seen, where the last one began, and what is wrong behind it, None while nothing is."""

    number: int = 0
    place: int = -1
    damage: str | None = None


class _DamagedError(IntakeError):
    """A record is no longer than the archive says, or runs into the next one."""


def _whole_records(source: Source, seen: _Seen, name: str, taking: Taking, passed: Counter[str]) -> Outcomes:
    """Yield what the records give, up to the end or to one that is damaged."""
    base = source.tell()
    try:
        for record in ArchiveIterator(source, record_types=_TYPES, parse_http=True):
            seen.number += 1
            seen.place = base + record.stream_pos
            source.forget(seen.place)
            try:
                outcome = _outcome(record, name, taking)
            except NoArticleError:
                outcome = _NO_ARTICLE
            except _DamagedError:
                raise
            except IntakeError as error:
                if source.failed:
                    raise
                yield error
                continue
            if isinstance(outcome, str):
                passed[outcome] += 1
            else:
                yield from outcome
    except _DamagedError as error:
        seen.damage = str(error).removeprefix(f"{name}: ")
    except (OSError, ValueError, TypeError, EOFError, OverflowError):
        where = f"after {seen.number:,} record{'' if seen.number == 1 else 's'}"
        seen.damage = f"is a damaged WARC: it cannot be read any further {where}"


def _outcome(record: WarcRecord, name: str, taking: Taking) -> list[Report] | str:
    """Return the reports of a record, or why it is passed over; raises IntakeError."""
    if record.record_type is WarcRecordType.revisit:
        return _REVISIT
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    place = f"{name}: {one_line(url)}"
    if record.is_http_parsed and record.http_headers is not None:
        headers = tuple((key.lower(), value) for key, value in record.http_headers.to_tuples())
        status = record.http_headers.status_code
    else:
        headers, status = (("content-type", record.headers.get("Content-Type") or ""),), None
    if status not in (None, 200):
        return _STATUS
    of = dict(reversed(headers))
    media_type, _, parameters = of.get("content-type", "").partition(";")
    media_type = media_type.strip().lower()
    if media_type not in captured.READ or not url.lower().startswith(("http://", "https://")):
        return _NO_PAGE
    raw = record.reader.read(MAX_FILE + 1)
    if len(raw) > MAX_FILE:
        raise IntakeError(place, f"is larger than {MAX_FILE // 1_000_000} MB, the most that one report may have")
    if len(raw) < record.content_length:
        raise _DamagedError(name, f"is cut off inside the record of {one_line(url)}")
    if swallowed(raw):
        raise _DamagedError(name, f"is damaged: the record of {one_line(url)} runs into the next one")
    if status is not None:
        raw = _unpacked(raw, of, place)
    moment = captured.moment(record.headers.get("WARC-Date") or "")
    capture = Capture(raw, media_type, moment, url, status, headers)
    charset = re.search(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", parameters, re.I)
    found = captured.reports_of(capture, place, taking.overrides, charset[1] if charset else "")
    if record.headers.get("WARC-Truncated"):
        return [replace(report, notes=(*report.notes, CUT_SHORT)) for report in found]
    return found


def _unpacked(raw: bytes, headers: dict[str, str], place: str) -> bytes:
    """Undo the transfer and content encoding of an answer; crawlers often have done so already and left the headers."""
    try:
        if "chunked" in headers.get("transfer-encoding", "").lower() and _CHUNK.match(raw):
            raw = _all(ChunkedReader(io.BytesIO(raw)), place)
        for coding in reversed(headers.get("content-encoding", "").lower().split(",")):
            coding = coding.strip()
            if coding in ("gzip", "x-gzip") and raw.startswith(b"\x1f\x8b"):
                raw = _all(GzipReader(io.BytesIO(raw)), place)
            elif coding == "deflate" and raw[:1] == b"\x78":
                raw = _all(GzipReader(io.BytesIO(raw), zlib=True), place)
            elif coding == "br" and raw.lstrip()[:1] != b"<":
                raw = _all(BrotliReader(io.BytesIO(raw)), place)
            elif coding == "zstd" and raw.startswith(b"(\xb5/\xfd"):
                raise IntakeError(place, "is packed as zstd, which sayso cannot read")
    except (OSError, ValueError, EOFError):
        raise IntakeError(place, "is damaged: its content cannot be unpacked") from None
    return raw


def _all(reader: ChunkedReader | GzipReader | BrotliReader, place: str) -> bytes:
    parts, left = [], MAX_FILE + 1
    while left > 0 and (part := reader.read(left)):
        parts.append(part)
        left -= len(part)
    if left <= 0:
        raise IntakeError(place, f"unpacks to more than {MAX_FILE // 1_000_000} MB, the most that one report may have")
    return b"".join(parts)
