"""How inputs are divided: slices of files, each read by one worker, the same whoever reads them and however many."""

import datetime
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, cast

from sayso.batch import store
from sayso.errors import IntakeError, SettingError
from sayso.intake.jsonlines import MAX_LINE
from sayso.intake.options import Overrides
from sayso.intake.read import read_stream
from sayso.intake.taking import quiet
from sayso.intake.warc import NO_PAGE
from sayso.model import Report

# Bytes of JSON lines, rows of Parquet, records of a WARC in a slice: some 200 reports, a quarter of a minute's reading,
# which is what a worker that dies costs.
BYTES, ROWS, RECORDS = 500_000, 200, 500
_FIELDS = ("id", "title", "publisher", "published", "url", "byline", "agency", "text")


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of one file: bytes `start` to `end` of JSON lines or a WARC, rows of a row group of Parquet.

    `kind` is "lines", "rows", "records" or "whole". `most` is the number of reports after which it ends, 0 for all.
    """

    address: str
    kind: str
    start: int = 0
    end: int = 0
    group: int = 0
    most: int = 0

    @property
    def name(self) -> str:
        """What messages call it: the file, and where in it."""
        where = {
            "lines": f"from byte {self.start:,} of ",
            "rows": f"from row {self.start:,} of group {self.group:,} of ",
            "records": f"from byte {self.start:,} of ",
        }
        first = self.start == 0 and self.group == 0
        return ("" if first else where.get(self.kind, "")) + PurePath(self.address).name


def slices(address: str) -> Iterator[Slice]:
    """Yield the slices of a file in their order; raises IntakeError or OSError if it cannot be read."""
    ending = PurePath(address).name.lower()
    if ending.endswith(".parquet"):
        yield from _row_slices(address)
    elif ending.endswith((".jsonl", ".ndjson")):
        end = store.size(address) or 0
        for start in range(0, max(end, 1), BYTES):
            yield Slice(address, "lines", start, min(start + BYTES, end))
    elif ending.endswith((".warc", ".warc.gz")):
        yield from _record_slices(address)
    else:
        yield Slice(address, "whole")


def digest(of: Slice) -> str:
    """Return the SHA-256 of what a slice holds; raises IntakeError or OSError."""
    if of.kind != "whole":
        return hashlib.sha256(content(of)).hexdigest()
    with store.opened(of.address) as file:
        return hashlib.file_digest(cast("Any", file), "sha256").hexdigest()


def items(of: Slice, overrides: Overrides) -> Iterator[Report | IntakeError]:
    """Yield the reports of a slice, an IntakeError in the place of one that cannot be taken in."""
    number = 0
    try:
        for item in _items(of, overrides):
            if of.kind == "records" and isinstance(item, IntakeError) and NO_PAGE in str(item):
                continue  # a stretch of an archive that holds none is nothing amiss
            yield item
            number += 1
            if number == of.most:
                return
    except IntakeError as error:
        yield error
    except OSError as error:
        yield IntakeError(of.name, f"cannot be read: {(error.strerror or str(error)).lower()}")


def _items(of: Slice, overrides: Overrides) -> Iterator[Report | IntakeError]:
    if of.kind == "whole":
        with store.opened(of.address) as file:
            yield from read_stream(file, of.name, overrides, quiet)
        return
    body = content(of)
    if body.strip():
        name = of.name if of.kind != "rows" else f"{of.name}.jsonl"
        yield from read_stream(io.BytesIO(body), name, overrides, quiet)


def content(of: Slice) -> bytes:
    """Return the bytes of a slice that is not a whole file; of Parquet, its rows as JSON lines."""
    if of.kind == "rows":
        return _rows(of)
    with store.opened(of.address) as file:
        if of.kind == "records":
            file.seek(of.start)
            return file.read(of.end - of.start)
        return _lines(file, of.start, of.end)


def _lines(file: Any, start: int, end: int) -> bytes:
    """Return the lines that begin in a range of bytes."""
    at = start
    if start > 0:
        file.seek(start - 1)
        at = start - 1 + len(_line(file))
    parts = []
    while at < end:
        line = file.readline(MAX_LINE + 2)
        if not line:
            break
        parts.append(line)
        at += len(line)
        if not line.endswith(b"\n"):
            at += len(_line(file))  # too long for a report; intake says so
            parts.append(b"\n")
    return b"".join(parts)


def _line(file: Any) -> bytes:
    """Return what is left of a line, as so many bytes."""
    total = 0
    while part := file.readline(MAX_LINE):
        total += len(part)
        if part.endswith(b"\n"):
            break
    return b" " * total


def _row_slices(address: str) -> Iterator[Slice]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with store.opened(address) as file:
            data = pq.ParquetFile(file)
            names = data.schema_arrow.names
            counts = [data.metadata.row_group(n).num_rows for n in range(data.metadata.num_row_groups)]
    except pa.ArrowInvalid as error:
        raise IntakeError(address, f"is no Parquet file ({' '.join(str(error).split())[:80]})") from None
    if "text" not in names:
        raise IntakeError(address, f'has no column "text"; it has {", ".join(names[:12])}')
    for group, rows in enumerate(counts):
        for start in range(0, rows, ROWS):
            yield Slice(address, "rows", start, min(start + ROWS, rows), group)


def _rows(of: Slice) -> bytes:
    import pyarrow.parquet as pq

    with store.opened(of.address) as file:
        data = pq.ParquetFile(file)
        wanted = [name for name in _FIELDS if name in data.schema_arrow.names]
        rows = data.read_row_group(of.group, columns=wanted).slice(of.start, of.end - of.start).to_pylist()
    return b"".join(json.dumps(row, default=_plain, ensure_ascii=True).encode() + b"\n" for row in rows)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def _record_slices(address: str) -> Iterator[Slice]:
    """Cut an archive where records begin; one that is packed as a whole has no such place and stays whole."""
    from fastwarc import ArchiveIterator

    end = store.size(address) or 0
    starts = [0]
    try:
        with store.opened(address) as file:
            for number, record in enumerate(ArchiveIterator(file, parse_http=False)):
                if number and number % RECORDS == 0:
                    starts.append(int(record.stream_pos))
            for start in starts:
                file.seek(start)
                if file.read(5)[:2] not in (b"\x1f\x8b", b"WA"):
                    starts = [0]
                    break
    except (ValueError, EOFError, OSError):
        starts = starts[:1]  # damaged: intake tells where, and what can be read of it is
    if len(starts) == 1 or starts != sorted(set(starts)):
        yield Slice(address, "whole")
        return
    for start, stop in zip(starts, [*starts[1:], end], strict=True):
        yield Slice(address, "records", start, stop)


def plan(addresses: list[str], overrides: Overrides, limit: int | None = None) -> list[Slice]:
    """Return the slices of some inputs in their order, at most `limit` reports of them.

    Raises SettingError if an input does not exist, holds nothing to read, or is a broken Parquet file.
    """
    found: list[Slice] = []
    for address in addresses:
        for file in store.inputs(address):
            try:
                found += slices(file)
            except IntakeError as error:
                raise SettingError(str(error)) from None
    return found if limit is None else _cut(found, overrides, limit)


def _cut(found: list[Slice], overrides: Overrides, limit: int) -> list[Slice]:
    kept, left = [], limit
    for one in found:
        if left <= 0:
            break
        most = Slice(one.address, one.kind, one.start, one.end, one.group, left)
        kept.append(most)
        left -= sum(1 for _ in items(most, overrides))
    return kept
