"""Paths and streams to Reports: what `sayso read` and the library hand their inputs to."""

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from sayso.errors import IntakeError, LanguageError
from sayso.intake import address_lists, charset, jsonlines, kinds, plain, tables
from sayso.intake.captures import captured, said_of, with_capture
from sayso.intake.characters import one_line
from sayso.intake.kinds import Kind
from sayso.intake.options import NO_OVERRIDES, Overrides
from sayso.intake.taking import Outcomes, Stream, Taking, quiet, whole
from sayso.model import Capture, Report

if TYPE_CHECKING:
    from sayso.intake.unpacking import Unpacked

HEAD = 65_536  # bytes looked at to tell the kind of an input


def read_path(
    path: Path, overrides: Overrides = NO_OVERRIDES, say: Callable[[str], None] = quiet
) -> Iterator[Report | IntakeError]:
    """Yield the report or reports at `path`, or the IntakeError of each that cannot be taken in; raises nothing.

    `say` is given a line for each archive, on what it held that was no report.

    A folder gives the files in it, folders inside it too, in the order of their names; those with an extension that no
    input has, and hidden ones, are passed over.
    """
    name = _shown(path)
    try:
        if not path.exists():
            yield IntakeError(name, "no such file or folder")
        elif path.is_dir():
            yield from _read_folder(path, name, overrides, say)
        else:
            with path.open("rb") as stream:
                yield from read_stream(stream, name, overrides, say)
    except OSError as error:
        yield IntakeError(name, f"cannot be read: {(error.strerror or str(error)).lower()}")
    except ValueError:
        yield IntakeError(name, "is no name of a file")


def read_stream(
    stream: BinaryIO, name: str, overrides: Overrides = NO_OVERRIDES, say: Callable[[str], None] = quiet, url: str = ""
) -> Iterator[Report | IntakeError]:
    """Yield the report or reports in a binary stream, of an archive one by one as they come; raises OSError only.

    `name` is what messages call it, and its extension helps to tell the kind; `say` as of `read_path`; `url` is the
    address it was had from, if any.
    """
    yield from _read(stream, name, Taking(_read, overrides, say, url=url))


def read_bytes(
    raw: bytes, name: str, overrides: Overrides = NO_OVERRIDES, capture: Capture | None = None
) -> Iterator[Report | IntakeError]:
    """Yield the report or reports in the bytes of one input, each with its capture; raises nothing.

    `capture` tells how the bytes were come by, where more is known of it than what they are; its body must be `raw`.
    """
    for item in _read(io.BytesIO(raw), name, Taking(_read, overrides, url=capture.url if capture else "")):
        yield item if capture is None else with_capture(item, capture, overrides)


def _read(stream: Stream, name: str, taking: Taking) -> Outcomes:
    for item in _items(stream, name, taking):
        yield said_of(item, taking.overrides)


def _items(stream: Stream, name: str, taking: Taking) -> Outcomes:
    rest = Rest(stream)
    head = rest.head
    if not head.strip():
        yield IntakeError(name, "is empty")
        return
    try:
        packed = kinds.packed_format(head)
        if packed is not None:
            yield from _read_packed(packed, rest, name, taking)
            return
        foreign = kinds.foreign_format(head)
        if foreign:
            raise IntakeError(name, f"is {foreign}, which sayso cannot read yet")
        kind = kinds.kind_of(head.decode("utf-8", "replace"), name) if not _is_wide(head) else None
        if kind in kinds.STREAMED:
            yield from _read_many(kind, rest, head.decode("utf-8", "replace"), name, taking)
        else:
            yield from _read_whole(whole(rest, name), name, taking)
    except IntakeError as error:
        yield error


def _read_packed(kind: Kind, rest: "Rest", name: str, taking: Taking) -> Outcomes:
    """Read what is no text; each reader is loaded only where there is something for it."""
    if kind is Kind.PDF:
        from sayso.intake import pdf

        yield pdf.captured(whole(rest, name), name, taking.overrides)
    elif kind is Kind.WARC:
        from sayso.intake import warc

        yield from warc.read_archive(rest, name, taking)
    elif kind is Kind.ZIP:
        from sayso.intake import zips

        yield from zips.read_archive(rest, name, taking)
    else:
        from sayso.intake import unpacking

        inner = unpacking.Unpacked(rest, name, kind)
        yield from _read_unpacked(inner, name, taking)
        while inner.go_on(kinds.WARC_BEGINS):  # there is nothing to go on with where all has been read
            yield IntakeError(name, "is damaged: goes on with the next record that is whole")
            yield from _read_unpacked(inner, name, taking)


def _read_unpacked(inner: "Unpacked", name: str, taking: Taking) -> Outcomes:
    buffered = io.BufferedReader(inner, HEAD)
    try:
        yield from taking.inside(buffered, name)
    finally:
        buffered.detach()  # or it would close what may be gone on with


def _read_many(kind: Kind, lines: Stream, head: str, name: str, taking: Taking) -> Outcomes:
    """Read what holds many reports in lines of UTF-8."""
    if kind is Kind.JSON_LINES:
        yield from jsonlines.read_lines(lines, name, taking.overrides)
    elif kind is Kind.MAILBOX:
        from sayso.intake import mailbox

        yield from mailbox.read_mailbox(lines, name, taking)
    elif kind is Kind.ADDRESSES:
        raise address_lists.refusal(lines, head, name)
    else:
        yield from tables.read_table(lines, head, name, taking.overrides)


def _read_whole(raw: bytes, name: str, taking: Taking) -> Outcomes:
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
    if kind_of_input in kinds.STREAMED:
        lines = io.BytesIO(text.removeprefix("\ufeff").encode("utf-8", "surrogatepass"))
        yield from _read_many(kind_of_input, lines, text[:HEAD], name, taking)  # each line is a capture of its own
    elif kind_of_input is Kind.MAIL:
        from sayso.intake import mail

        yield from mail.read_mail(raw, name, taking)
    elif kind_of_input is Kind.JSON:
        capture = captured(raw, kind_of_input)
        for item in jsonlines.read_document(raw, text, name, taking.overrides):
            yield with_capture(item, capture, taking.overrides)
    else:
        yield from _page_or_text(kind_of_input, text, name, captured(raw, kind_of_input), taking, digest)


def _page_or_text(kind: Kind, text: str, name: str, capture: Capture, taking: Taking, digest: str) -> Outcomes:
    overrides = taking.overrides
    try:
        if kind is Kind.HTML:
            from sayso.intake import html  # loads the parser of pages only where there is one to read

            found = html.reports_of(text, name, digest, overrides, taking.url)
        else:
            found = [plain.report(text, name, digest, overrides)]
    except LanguageError as error:
        raise with_capture(error, capture, overrides) from None
    for report in found:
        yield with_capture(report, capture, overrides)


def _read_folder(folder: Path, name: str, overrides: Overrides, say: Callable[[str], None]) -> Outcomes:
    found = False
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for file in sorted(files):
            path = Path(root, file)
            if path.suffix.lower() in kinds.EXTENSIONS and not file.startswith("."):
                found = True
                yield from read_path(path, overrides, say)
    if not found:
        yield IntakeError(name, f"holds no file to read ({' '.join(kinds.EXTENSIONS)})")


class Rest:
    """A binary stream of which the head was looked at and is read again; works on pipes, which cannot go back."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        read = getattr(stream, "read1", stream.read)  # what has come so far, on a pipe that is still being written
        head = b""
        while len(head) < HEAD and (not head.strip() or b"\n" not in head.strip()):
            part = read(HEAD - len(head))
            if not part:
                break
            head += part
        self.head = head
        self._left = io.BytesIO(head)

    def read(self, size: int = -1, /) -> bytes:
        """Return what has come, at most `size` bytes; none at the end only."""
        # Of what is unpacked, no more than has come: what came before a damaged place is not lost with it.
        return self._left.read(size) or getattr(self.stream, "read1", self.stream.read)(size)

    def readline(self, size: int = -1, /) -> bytes:
        """Return the next line, at most `size` bytes of it."""
        line = self._left.readline(size)
        if line.endswith(b"\n") or len(line) == size:
            return line
        return line + self.stream.readline(size - len(line) if size > 0 else size)


def _is_wide(head: bytes) -> bool:
    """Tell UTF-16 and UTF-32, which cannot be cut into lines at a byte."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or b"\0" in head[:4]


def _shown(path: Path) -> str:
    return one_line(os.fsencode(path).decode("utf-8", "replace"))
