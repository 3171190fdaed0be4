"""What gzip, bzip2 and xz packed, unpacked as it is read, within limits of size and proportion."""

import bz2
import io
import lzma
import zlib
from typing import TYPE_CHECKING, Protocol

from sayso.errors import IntakeError
from sayso.intake.kinds import Kind
from sayso.intake.taking import Stream

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

# How much larger than what was packed the unpacked may be. News as text packs to a fifth, the same story again and
# again to a fiftieth; zeros to a thousandth, by bzip2 to a millionth.
MAX_RATIO = 200
SLACK = 64_000_000  # bytes before the ratio is looked at: small files of one word repeated are no attack
MAX_UNPACKED = 500_000_000_000  # bytes that one archive may unpack to in all
XZ_MEMORY = 256_000_000  # bytes that an xz stream may ask for; its strongest preset needs 65 MB
PIECE = 65_536
PROBED = 2_048  # bytes that tell how a packed stream begins


class Budget:
    """How many bytes an archive has given for those it took; shared by everything inside it."""

    def __init__(self, name: str, packed: int = 0) -> None:
        self._name = name
        self.packed = packed
        self.given = 0

    def give(self, size: int) -> None:
        """Count unpacked bytes; raises IntakeError once they are out of all proportion."""
        self.given += size
        if self.given > SLACK and self.given > MAX_RATIO * self.packed:
            raise IntakeError(self._name, f"unpacks to more than {MAX_RATIO} times its size: not read any further")
        if self.given > MAX_UNPACKED:
            raise IntakeError(self._name, f"unpacks to more than {MAX_UNPACKED // 10**9} GB: not read any further")


class _Decoder(Protocol):
    """What bz2 and lzma call a decompressor."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Gzip:
    """zlib's decompressor in the shape of the two others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._tail = b""
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        out = self._inner.decompress(self._tail + data, max_length)
        self._tail = self._inner.unconsumed_tail
        self.needs_input = not self._tail and len(out) < max_length
        return out


class Unpacked(io.RawIOBase):
    """One after the other the streams of which such an archive may consist; what follows them is left alone.

    Reading raises IntakeError where it is cut off, damaged or a bomb.
    """

    def __init__(self, stream: Stream, name: str, kind: Kind) -> None:
        super().__init__()
        self._stream = stream
        self._name = name
        self._kind = kind
        self._budget = Budget(name)
        self._decoder: _Decoder | None = None
        self._ahead = b""  # read but not given to a decoder yet
        self._first = True
        self._ended = False
        self._damaged = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer)
        part = self._next(len(view))
        view[: len(part)] = part
        self._budget.give(len(part))
        return len(part)

    def _next(self, size: int) -> bytes:
        """Return at most `size` bytes, none at the end only."""
        while True:
            if self._ended or (self._decoder is None and not self._begin()):
                self._ended = True
                return b""
            decoder = self._decoder
            assert decoder is not None  # noqa: S101 - for the type checker
            data = self._ahead
            self._ahead = b""
            if not data and decoder.needs_input:
                data = self._take()
                if not data:
                    raise IntakeError(self._name, f"is cut off: its {self._kind} stream ends before its end")
            try:
                out = decoder.decompress(data, size)
            except (OSError, zlib.error, lzma.LZMAError, EOFError, ValueError, MemoryError):
                self._damaged = True
                self._ahead = data[1:]  # what the next stream is looked for in
                raise IntakeError(self._name, f"is damaged: its {self._kind} stream cannot be unpacked") from None
            if decoder.eof:
                self._ahead, self._decoder = decoder.unused_data, None
            if out:
                return out

    def _begin(self) -> bool:
        """Start on the next stream of the archive; tell whether there is one."""
        while not self._ahead.lstrip(b"\0"):
            self._ahead = self._take()
            if not self._ahead:
                return False
        self._ahead = self._ahead.lstrip(b"\0") if not self._first else self._ahead
        if len(self._ahead) < 6:
            self._ahead += self._take()
        if not self._first and not self._ahead.startswith(MAGIC[self._kind]):
            self._damaged = True
            return False
        self._first = False
        self._decoder = _decoder(self._kind)
        return True

    def go_on(self, begins: bytes) -> bool:
        """Go to the next gzip stream that unpacks to something with this beginning; tell whether there is one.

        For archives of records packed one by one, after one of them could not be unpacked.
        """
        if not self._damaged or self._kind is not Kind.GZIP:
            return False
        window, self._decoder, self._ended, self._damaged = self._ahead, None, False, False
        while True:
            at = window.find(MAGIC[Kind.GZIP])
            if at < 0 or len(window) - at < PROBED:
                part = self._take()
                window = (window[at:] if at >= 0 else window[-1:]) + part
                if not part and at < 0:
                    break
                if part:
                    continue
                at = 0
            if _begins_with(window[at : at + PROBED], begins):
                self._ahead = window[at:]
                return True
            window = window[at + 1 :]
        self._ended = True
        return False

    def _take(self) -> bytes:
        data = self._stream.read(PIECE)
        self._budget.packed += len(data)
        return data


MAGIC = {Kind.GZIP: b"\x1f\x8b", Kind.BZIP2: b"BZh", Kind.XZ: b"\xfd7zXZ\0"}


def _begins_with(packed: bytes, begins: bytes) -> bool:
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(packed, len(begins)) == begins
    except zlib.error:
        return False


def _decoder(kind: Kind) -> _Decoder:
    if kind is Kind.BZIP2:
        return bz2.BZ2Decompressor()
    if kind is Kind.XZ:
        return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=XZ_MEMORY)
    return _Gzip()
