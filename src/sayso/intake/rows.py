"""Rows of a table in text, divided by commas, semicolons or tabs, one by one as they come."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from sayso.errors import IntakeError
from sayso.intake import charset
from sayso.intake.jsonlines import MAX_LINE, Lines

# Bytes of one row, all its lines. A quotation mark that never closes makes a row of the rest of the file.
MAX_ROW = 2 * MAX_LINE
DELIMITERS = ",\t;"


class Row(NamedTuple):
    """The cells of one row, the number of its first line, and its lines as they stood."""

    line: int
    cells: list[str]
    raw: bytes


def delimiter_of(line: str) -> str:
    """Return what divides the cells of a header line: the commonest of comma, tab and semicolon."""
    return max(DELIMITERS, key=line.count)


def read_rows(stream: Lines, name: str, delimiter: str) -> Iterator[Row | IntakeError]:
    """Yield each row that is not blank, or the IntakeError of one that cannot be cut into cells.

    Holds one row at a time. Tables with tabs have a row a line, as their standard asks; of the
    others a quoted cell may hold line ends.
    """
    lines = _Lines(stream, name)
    yield from _by_tabs(lines) if delimiter == "\t" else _by_quotes(lines, delimiter)


def _by_tabs(lines: "_Lines") -> Iterator[Row | IntakeError]:
    while True:
        try:
            for text in lines:
                if text.strip():
                    yield Row(lines.number, [_bare(cell) for cell in text.rstrip("\r\n").split("\t")], lines.taken())
            return
        except IntakeError as error:
            yield error


def _bare(cell: str) -> str:
    """Take off quotation marks that stand around a whole cell, as spreadsheets write them."""
    inner = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"')
    return cell


def _by_quotes(lines: "_Lines", delimiter: str) -> Iterator[Row | IntakeError]:
    csv.field_size_limit(max(csv.field_size_limit(), MAX_ROW))  # `_Lines` ends a row long before
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first = lines.number + 1
        try:
            cells = next(reader, None)
            if cells is None:
                return
            raw = lines.taken()
            if any(cell.strip() for cell in cells):
                yield Row(first, cells, raw)
        except csv.Error as error:
            lines.taken()
            yield IntakeError(f"{lines.name}:{first}", f"the row cannot be cut into cells: {error}")
        except IntakeError as error:
            yield error
            reader = csv.reader(lines, delimiter=delimiter, strict=True)


class _Lines:
    """The decoded lines of a stream, each bounded, with the bytes of those given since the last row."""

    def __init__(self, stream: Lines, name: str) -> None:
        self.name = name
        self.number = 0
        self._stream = stream
        self._taken: list[bytes] = []
        self._size = 0
        self._codec = ""

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        """Return the next line; raises IntakeError for one, or a row, that is too long, after which reading goes on."""
        raw = self._stream.readline(MAX_LINE + 1)
        if not raw:
            raise StopIteration
        self.number += 1
        if len(raw) > MAX_LINE and not raw.endswith(b"\n"):
            while raw and not raw.endswith(b"\n"):
                raw = self._stream.readline(MAX_LINE)
            self.taken()
            raise IntakeError(f"{self.name}:{self.number}", f"the line is longer than {MAX_LINE:,} bytes")
        if self.number == 1:
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        self._taken.append(raw)
        self._size += len(raw)
        if self._size > MAX_ROW:
            self.taken()
            place = f"{self.name}:{self.number}"
            raise IntakeError(place, f"the row is longer than {MAX_ROW:,} bytes; does a quotation mark never close?")
        return self._text(raw)

    def taken(self) -> bytes:
        """Return the bytes of the lines given since this was last asked."""
        raw = b"".join(self._taken)
        self._taken.clear()
        self._size = 0
        return raw

    def _text(self, raw: bytes) -> str:
        """Decode as UTF-8 until a line is not, from then on as windows-1252, which spreadsheets write."""
        if not self._codec:
            try:
                return raw.decode("utf-8")
            except UnicodeDecodeError:
                self._codec = "windows-1252"
        return raw.decode(self._codec, "replace")


def narrow(raw: bytes) -> io.BytesIO | None:
    """Return a table in UTF-16 or UTF-32, which cannot be cut into lines at a byte, as UTF-8; None if it is neither."""
    text = charset.decode(raw)
    return None if text is None else io.BytesIO(text.removeprefix("\ufeff").encode("utf-8", "replace"))
