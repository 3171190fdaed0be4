"""Captures: the raw bytes that versions of reports came from, compressed, the same bytes once."""

import datetime
import zlib
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from sayso.errors import LedgerError, NotFoundError
from sayso.ledger import tables as t
from sayso.ledger.history import utc
from sayso.ledger.tables_captures import capture as captures
from sayso.ledger.tables_captures import raw
from sayso.model import Capture, Report

CODING = "zlib"
# Bytes of JSON lines come to 47 percent of their size at this level (docs/ledger.md).
LEVEL = 6
# The longest header kept, in characters, and the most of them: what is beyond says nothing of a report.
LONGEST_HEADER, MOST_HEADERS = 2_000, 100

_HELD = select(raw.c.sha256).where(raw.c.sha256 == bindparam("digest"))
_LINKED = select(captures.c.id).where(
    captures.c.version_id == bindparam("version"), captures.c.sha256 == bindparam("digest")
)
_KEEP_RAW, _KEEP = insert(raw), insert(captures)


@dataclass(frozen=True, slots=True)
class Captured:
    """How the bytes of a version were come by, without the bytes; `url` is the address asked for, `size` in bytes."""

    id: int
    sha256: str
    size: int
    captured_at: datetime.datetime | None
    kept_at: datetime.datetime
    media_type: str
    url: str
    status: int | None
    headers: tuple[tuple[str, str], ...]


def keep(connection: Connection, version_id: int, report: Report, now: datetime.datetime) -> None:
    """Keep the bytes that a version came from, if the report brings them; bytes that are held are not kept twice."""
    found = report.capture
    if found is None:
        return
    digest = report.raw_sha256 or found.sha256
    if connection.execute(_HELD, {"digest": digest}).first() is None:
        body = zlib.compress(found.body, LEVEL)
        connection.execute(_KEEP_RAW, {"sha256": digest, "size": len(found.body), "coding": CODING, "body": body})
    elif connection.execute(_LINKED, {"version": version_id, "digest": digest}).first() is not None:
        return
    headers = [[_plain(name), _plain(value)] for name, value in found.headers[:MOST_HEADERS]]
    values = {
        "version_id": version_id,
        "sha256": digest,
        "captured_at": found.captured,
        "kept_at": now,
        "media_type": _plain(found.media_type)[:100],
        "url": _plain(found.url),
        "status": found.status,
        "headers": headers,
        "given": dict(found.given),
    }
    connection.execute(_KEEP, values)


def captured_for(connection: Connection, ref: str, number: int | None = None) -> Captured | None:
    """Return how the bytes of a report were come by, of its newest version or another; None where none are kept."""
    row = connection.execute(_asked(ref, number)).first()
    return None if row is None else _captured(row)


def capture_for(connection: Connection, ref: str, number: int | None = None) -> Capture:
    """Return the bytes of a report and how they were come by; raises NotFoundError where none are kept."""
    row = connection.execute(_asked(ref, number, raw.c.body, raw.c.coding)).first()
    if row is None:
        some = "" if number is None else f" in version {number}"
        raise NotFoundError(f"{ref[:40]}: the ledger keeps no raw bytes of this report{some}")
    return unpacked(row)


def unpacked(row: Row[Any]) -> Capture:
    """Return the capture in a row with the columns of both tables; raises LedgerError for bytes that are damaged."""
    if row.coding != CODING:
        raise LedgerError(f"raw bytes {row.sha256[:12]} are packed as {row.coding!r}, which this sayso cannot undo")
    try:
        body = zlib.decompress(row.body, bufsize=max(row.size, 1))
    except zlib.error as error:
        raise LedgerError(f"raw bytes {row.sha256[:12]} are damaged ({error}); restore a copy of the ledger") from error
    at = utc(row.captured_at) if row.captured_at else None
    headers = tuple((name, value) for name, value in row.headers)
    return Capture(body, row.media_type, at, row.url, row.status, headers, tuple(sorted(row.given.items())))


def _asked(ref: str, number: int | None, *more: Any) -> Any:
    """The newest capture of the version asked for; of the newest version that has one where none is."""
    v = t.version.c
    query = (
        select(captures, raw.c.size, *more)
        .join_from(captures, raw)
        .join(t.version, v.id == captures.c.version_id)
        .join(t.report, t.report.c.id == v.report_id)
        .where(t.report.c.ref == ref)
        .order_by(v.number.desc(), captures.c.id.desc())
        .limit(1)
    )
    return query if number is None else query.where(v.number == number)


def _captured(row: Row[Any]) -> Captured:
    return Captured(
        id=row.id,
        sha256=row.sha256,
        size=row.size,
        captured_at=utc(row.captured_at) if row.captured_at else None,
        kept_at=utc(row.kept_at),
        media_type=row.media_type,
        url=row.url,
        status=row.status,
        headers=tuple((name, value) for name, value in row.headers),
    )


def _plain(text: str) -> str:
    """Return a text from the wire as every database can hold it."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()[:LONGEST_HEADER]
