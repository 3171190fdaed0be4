"""ZIP archives: WACZ, office documents, or just files; nothing is ever written where a name in them says."""

import io
import struct
import tempfile
import zipfile
import zlib
from collections import Counter
from typing import IO, TYPE_CHECKING

from sayso.errors import IntakeError
from sayso.intake import kinds
from sayso.intake.characters import one_line
from sayso.intake.passed import passed_over
from sayso.intake.taking import MAX_FILE, Outcomes, Stream, Taking, whole
from sayso.intake.unpacking import Budget

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MAX_ENTRIES = 200_000  # files in one archive; a directory of more takes too much memory to list
MAX_DIRECTORY = 50_000_000  # bytes of its directory
MAX_SPOOLED = 5_000_000_000  # bytes of an archive that comes by a pipe, or in another, and is set down to be searched
WARC_FOLDER = "archive/"  # where WACZ keeps its WARCs
_END = struct.Struct("<4s4H2LH")  # the record at the end of an archive, and below the one of large archives
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
# Office documents and books that are ZIP archives inside, by a file that each of its kind has.
_FOREIGN = (
    ("xl/workbook.xml", "an Excel workbook, which sayso cannot read; save the sheet as CSV"),
    ("ppt/presentation.xml", "a PowerPoint presentation, which sayso cannot read"),
    ("META-INF/container.xml", "an EPUB book, which sayso cannot read yet"),
    ("content.xml", "an OpenDocument file, which sayso cannot read yet; save it as DOCX"),
)
DOCX = "word/document.xml"


def read_archive(stream: Stream, name: str, taking: Taking) -> Outcomes:
    """Yield the reports of a ZIP archive; raises IntakeError if it is damaged, encrypted or a bomb."""
    with _searchable(stream, name) as file:
        size = _check_directory(file, name)
        try:
            archive = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError, struct.error):
            raise IntakeError(name, "is a damaged ZIP archive, or one that is cut off") from None
        with archive:
            yield from _read(Opened(archive, name, size), name, taking)


class Opened:
    """An archive, the files in it, and what they may still unpack to."""

    def __init__(self, archive: zipfile.ZipFile, name: str, size: int) -> None:
        self._archive = archive
        self._budget = Budget(name, packed=size)
        self.name = name
        self.size = size
        self.files = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}

    def open(self, file: str, name: str) -> io.BufferedReader:
        """Return a stream of one of `files`, called `name` in messages; raises IntakeError, also while it is read."""
        entry = self.files[file]
        if entry.flag_bits & 0x1:
            raise IntakeError(name, "is encrypted")
        try:
            return io.BufferedReader(_Limited(self._archive.open(entry), name, self._budget))
        except _DAMAGE:
            raise IntakeError(name, "is damaged in its ZIP archive") from None

    def whole(self) -> bytes:
        """Return the bytes of the archive itself; raises IntakeError if they are more than a report's file may have."""
        file = self._archive.fp
        assert file is not None  # noqa: S101 - it is open
        file.seek(0)
        return whole(file, self.name)

    def bytes_of(self, file: str) -> bytes:
        """Return the bytes of one of `files`, at most as many as a report's file may have; raises IntakeError."""
        raw = self.open(file, self.name).read(MAX_FILE + 1)
        if len(raw) > MAX_FILE:
            raise IntakeError(self.name, f"holds a part larger than {MAX_FILE // 1_000_000} MB")
        return raw


def _read(archive: Opened, name: str, taking: Taking) -> Outcomes:
    if DOCX in archive.files:
        from sayso.intake import docx

        yield docx.report(archive, name, taking.overrides)
        return
    for mark, what in _FOREIGN:
        if mark in archive.files:
            raise IntakeError(name, f"is {what}")
    warcs = [file for file in archive.files if file.startswith(WARC_FOLDER) and kinds.is_warc(file)]
    passed: Counter[str] = Counter()
    found = False
    for file in warcs if warcs and "datapackage.json" in archive.files else archive.files:
        hidden = any(part.startswith((".", "__MACOSX")) for part in file.split("/") if part not in (".", ".."))
        if hidden or not kinds.is_known(file):
            passed["files of no kind that is read"] += 1
            continue
        found = True
        inner = f"{name}: {one_line(file)}"
        try:
            with archive.open(file, inner) as stream:
                yield from taking.inside(stream, inner)
        except IntakeError as error:
            yield error
    if not found:
        raise IntakeError(name, "is a ZIP archive that holds no file to read")
    passed_over(name, passed, taking)


_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    struct.error,
)


class _Limited(io.RawIOBase):
    """A file of an archive that counts what it gives against what the whole archive may."""

    def __init__(self, stream: IO[bytes], name: str, budget: Budget) -> None:
        super().__init__()
        self._stream = stream
        self._name = name
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer)
        try:
            part = self._stream.read(len(view))
        except _DAMAGE:
            raise IntakeError(self._name, "is damaged in its ZIP archive") from None
        self._budget.give(len(part))
        view[: len(part)] = part
        return len(part)

    def close(self) -> None:
        self._stream.close()
        super().close()


def _searchable(stream: Stream, name: str) -> IO[bytes]:
    """Return a file that can be searched: of the disk as it is; of a pipe or an archive, set down without a name."""
    inner = getattr(stream, "stream", stream)  # what `Rest` reads ahead of
    if isinstance(inner, io.BufferedReader) and isinstance(inner.raw, io.FileIO) and inner.seekable():
        return io.BufferedReader(io.FileIO(inner.fileno(), closefd=False))
    file = tempfile.SpooledTemporaryFile(max_size=MAX_FILE)  # noqa: SIM115 - the caller closes it
    size = 0
    while part := stream.read(1 << 20):
        size += len(part)
        if size > MAX_SPOOLED:
            file.close()
            raise IntakeError(name, f"is larger than {MAX_SPOOLED // 10**9} GB; give it as a file")
        file.write(part)
    return file


def _check_directory(file: IO[bytes], name: str) -> int:
    """Return the size of an archive; raises IntakeError if its directory is too large to be listed.

    Done before `zipfile` lists it, which takes memory for each entry. Layout: PKWARE's APPNOTE 4.3.14 to 4.3.16.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(max(0, size - 65_557 - _LOCATOR_64.size))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0 or at + _END.size > len(tail):
        raise IntakeError(name, "is a ZIP archive that is cut off")
    end = _END.unpack_from(tail, at)
    entries, directory = end[4], end[5]
    if at >= _LOCATOR_64.size:
        mark, _, where, _ = _LOCATOR_64.unpack_from(tail, at - _LOCATOR_64.size)
        if mark == b"PK\6\7" and where + _END_64.size <= size:
            file.seek(where)
            large = _END_64.unpack(file.read(_END_64.size))
            entries, directory = large[7], large[8]
    if entries > MAX_ENTRIES or directory > MAX_DIRECTORY:
        raise IntakeError(name, f"holds more than {MAX_ENTRIES:,} files, the most that one ZIP archive may")
    file.seek(0)
    return size
