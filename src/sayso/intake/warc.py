"""WARC archives, record by record: the answers of the web that were pages, PDFs or plain text, each a Report."""

import io
import re
from collections import Counter
from dataclasses import replace

from fastwarc import ArchiveIterator, WarcRecord, WarcRecordType
from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader

from sayso.errors import IntakeError, LanguageError, NoArticleError
from sayso.intake import captured
from sayso.intake.characters import one_line
from sayso.intake.passed import passed_over
from sayso.intake.taking import MAX_FILE, Outcomes, Stream, Taking
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
_LANGUAGE = "in a language that is not read"


def read_archive(stream: Stream, name: str, taking: Taking) -> Outcomes:
    """Yield a Report for each page of an archive, an IntakeError for one that should be one and cannot be read.

    Holds one record at a time. What is no page, and pages without an article, are counted and told by `taking.say`.
    Raises IntakeError where the archive is cut off or damaged, after the reports before that place.
    """
    passed: Counter[str] = Counter()
    number = 0
    try:
        for record in ArchiveIterator(_Source(stream), record_types=_TYPES, parse_http=True):
            number += 1
            try:
                outcome = _outcome(record, name, taking)
            except NoArticleError:
                outcome = _NO_ARTICLE
            except LanguageError:
                outcome = _LANGUAGE
            except _CutOffError:
                raise
            except IntakeError as error:
                yield error
                continue
            if isinstance(outcome, str):
                passed[outcome] += 1
            else:
                yield outcome
    except (OSError, ValueError, TypeError, EOFError, OverflowError):
        where = f"after {number:,} record{'' if number == 1 else 's'}"
        raise IntakeError(name, f"is a damaged WARC: it cannot be read any further {where}") from None
    finally:
        passed_over(name, passed, taking)
    if not number:
        raise IntakeError(name, NO_PAGE)


class _CutOffError(IntakeError):
    """The archive ends inside a record."""


def _outcome(record: WarcRecord, name: str, taking: Taking) -> Report | str:
    """Return the Report of a record, or why it is passed over; raises IntakeError."""
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
        raise _CutOffError(name, f"is cut off inside the record of {one_line(url)}")
    if status is not None:
        raw = _unpacked(raw, of, place)
    moment = captured.moment(record.headers.get("WARC-Date") or "")
    capture = Capture(raw, media_type, moment, url, status, headers)
    charset = re.search(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:-]{2,40})", parameters, re.I)
    report = captured.report(capture, place, taking.overrides, charset[1] if charset else "")
    if record.headers.get("WARC-Truncated"):
        report = replace(report, notes=(*report.notes, CUT_SHORT))
    return report


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


class _Source:
    """A stream as the archive reader wants it: it asks where it is, and goes back nowhere."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._at = 0

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        self._at += len(part)
        return part

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        if (whence, offset) not in ((1, 0), (0, self._at)):
            raise OSError("a stream that goes on only")
        return self._at

    def close(self) -> None:
        """Leave the stream to whoever opened it."""
