"""Paths and streams to Reports: what `sayso read` and the library hand their inputs to."""

import hashlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.errors import IntakeError, LanguageError
from sayso.intake import charset, jsonlines, kinds, plain
from sayso.intake.captures import captured, with_capture
from sayso.intake.characters import one_line
from sayso.intake.kinds import Kind
from sayso.intake.options import NO_OVERRIDES, Overrides
from sayso.model import Capture, Report

# Bytes of one report's file. Pages saved as one file with their pictures reach some 15 MB; what is larger is an archive
# or a dump. JSON lines have no such limit, only one for each line.
MAX_FILE = 20_000_000
HEAD = 65_536  # bytes looked at to tell the kind of an input


def read_path(path: Path, overrides: Overrides = NO_OVERRIDES) -> Iterator[Report | IntakeError]:
    """Yield the report or reports at `path`, or the IntakeError of each that cannot be taken in; raises nothing.

    A folder gives the files in it, folders inside it too, in the order of their names; those with an extension that no
    input has, and hidden ones, are passed over.
    """
    name = _shown(path)
    try:
        if not path.exists():
            yield IntakeError(name, "no such file or folder")
        elif path.is_dir():
            yield from _read_folder(path, name, overrides)
        else:
            with path.open("rb") as stream:
                yield from read_stream(stream, name, overrides)
    except OSError as error:
        yield IntakeError(name, f"cannot be read: {(error.strerror or str(error)).lower()}")
    except ValueError:
        yield IntakeError(name, "is no name of a file")


def read_stream(stream: BinaryIO, name: str, overrides: Overrides = NO_OVERRIDES) -> Iterator[Report | IntakeError]:
    """Yield the report or reports in a binary stream, JSON lines one by one as they come; raises OSError only.

    `name` is what messages call it, and its extension helps to tell the kind.
    """
    rest = _Rest(stream)
    head = rest.head
    if not head.strip():
        yield IntakeError(name, "is empty")
        return
    foreign = kinds.foreign_format(head)
    if foreign:
        yield IntakeError(name, f"is {foreign}, which sayso cannot read yet")
        return
    start = charset.decode(head) if not _may_be_lines(head) else head.decode("utf-8", "replace")
    if start is not None and kinds.kind_of(start, name) is Kind.JSON_LINES and not _is_wide(head):
        yield from jsonlines.read_lines(rest, name, overrides)
        return
    raw = rest.read(MAX_FILE + 1)
    if len(raw) > MAX_FILE:
        yield IntakeError(name, f"is larger than {MAX_FILE // 1_000_000} MB, the most that one report may have")
        return
    yield from read_bytes(raw, name, overrides)


def read_bytes(
    raw: bytes, name: str, overrides: Overrides = NO_OVERRIDES, capture: Capture | None = None
) -> Iterator[Report | IntakeError]:
    """Yield the report or reports in the bytes of one input, each with its capture; raises nothing.

    `capture` tells how the bytes were come by, where more is known of it than what they are; its body must be `raw`.
    """
    try:
        yield from _read_whole(raw, name, overrides, capture)
    except IntakeError as error:
        yield error


def _read_whole(raw: bytes, name: str, overrides: Overrides, capture: Capture | None) -> Iterator[Report | IntakeError]:
    text = charset.decode(raw)
    if text is None:
        binary = b"\0" in raw[:HEAD]
        raise IntakeError(name, "is a binary file" if binary else "is in a character set that sayso cannot make out")
    foreign = kinds.foreign_text(text)
    if foreign:
        kind = "" if foreign == "a binary file" else ", which sayso cannot read yet"
        raise IntakeError(name, f"is {foreign}{kind}")
    kind_of_input = kinds.kind_of(text[:HEAD], name)
    digest = hashlib.sha256(raw).hexdigest()
    capture = capture or captured(raw, kind_of_input)
    if kind_of_input is Kind.JSON_LINES:
        lines = io.BytesIO(text.removeprefix("\ufeff").encode("utf-8", "surrogatepass"))
        yield from jsonlines.read_lines(lines, name, overrides)  # each line is a capture of its own
        return
    if kind_of_input is Kind.JSON:
        for item in jsonlines.read_document(raw, text, name, overrides):
            yield with_capture(item, capture, overrides)
        return
    try:
        if kind_of_input is Kind.HTML:
            from sayso.intake import html  # loads the parser of pages only where there is one to read

            report = html.report(text, name, digest, overrides)
        else:
            report = plain.report(text, name, digest, overrides)
    except LanguageError as error:
        raise with_capture(error, capture, overrides) from None
    yield with_capture(report, capture, overrides)


def _read_folder(folder: Path, name: str, overrides: Overrides) -> Iterator[Report | IntakeError]:
    found = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            path = Path(root, file)
            if path.suffix.lower() in kinds.EXTENSIONS and not file.startswith("."):
                found = True
                yield from read_path(path, overrides)
    if not found:
        yield IntakeError(name, f"holds no file to read ({' '.join(kinds.EXTENSIONS)})")


class _Rest:
    """A binary stream of which the head was looked at and is read again; works on pipes, which cannot go back."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        read = getattr(stream, "read1", stream.read)  # what has come so far, on a pipe that is still being written
        head = b""
        while len(head) < HEAD and (not head.strip() or b"\n" not in head.strip()):
            part = read(HEAD - len(head))
            if not part:
                break
            head += part
        self.head = head
        self._left = io.BytesIO(head)

    def read(self, size: int) -> bytes:
        """Return all that is left, at most `size` bytes."""
        parts = [self._left.read(size)]
        size -= len(parts[0])
        while size > 0 and (part := self._stream.read(min(size, 1 << 20))):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def readline(self, size: int, /) -> bytes:
        """Return the next line, at most `size` bytes of it."""
        line = self._left.readline(size)
        if line.endswith(b"\n") or len(line) >= size:
            return line
        return line + self._stream.readline(size - len(line))


def _may_be_lines(head: bytes) -> bool:
    """Tell JSON from its first byte, to spare it the search for a character set."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


def _is_wide(head: bytes) -> bool:
    """Tell UTF-16 and UTF-32, which cannot be cut into lines at a byte."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or b"\0" in head[:4]


def _shown(path: Path) -> str:
    return one_line(os.fsencode(path).decode("utf-8", "replace"))
