"""Decompression that a bomb cannot use: bounded in size and in proportion, a part at a time."""

import zlib
from collections.abc import Callable, Iterable
from typing import Protocol

import brotli

from sayso.errors import FetchError
from sayso.intake.fetching.reasons import Reason

ACCEPTED = "gzip, deflate, br"
STEP = 1 << 18  # bytes decompressed at a time
# Below this size no proportion is suspicious: a short page of one repeated line compresses well.
SMALL = 1_000_000


class _Decoder(Protocol):
    def feed(self, part: bytes) -> Iterable[bytes]:
        """Yield what a part decompresses to, at most STEP bytes at a time."""

    def finish(self) -> bool:
        """Tell whether the data ended where it should."""


def collected(
    parts: Iterable[bytes], encoding: str, name: str, largest: int, ratio: int, *, what: str = "the answer"
) -> bytes:
    """Return the bytes that `parts` are the compressed form of; `encoding` is a Content-Encoding.

    Raises FetchError if there are more than `largest` before or after, more than `ratio` times as many after, if they
    are damaged, or if the encoding is none that was asked for.
    """
    decoder = _decoder(encoding, name, what)
    found, taken, given = [], 0, 0
    try:
        for part in parts:
            taken += len(part)
            if taken > largest:
                raise _too_large(name, largest, what)
            for piece in decoder.feed(part):
                given += len(piece)
                if given > largest:
                    raise _too_large(name, largest, what)
                if given > SMALL and given > ratio * taken:
                    said = f"{what} grows to more than {ratio} times its size when decompressed, as bombs do"
                    raise FetchError(name, said, Reason.ENCODING)
                found.append(piece)
        whole = decoder.finish() or not taken
    except (zlib.error, brotli.error):
        whole = False
    if not whole:
        raise FetchError(name, f"{what} is compressed ({encoding or 'gzip'}) and damaged", Reason.ENCODING, again=True)
    return b"".join(found)


def _too_large(name: str, largest: int, what: str) -> FetchError:
    return FetchError(name, f"{what} is larger than {largest / 1e6:g} MB", Reason.SIZE)


def _decoder(encoding: str, name: str, what: str) -> _Decoder:
    wanted = encoding.strip().lower().removeprefix("x-")
    make = _DECODERS.get(wanted)
    if make is None:
        said = f"{what} is compressed as {wanted[:40]!r}, which was not asked for"
        raise FetchError(name, said, Reason.ENCODING)
    return make()


class _Plain:
    def feed(self, part: bytes) -> Iterable[bytes]:
        yield part

    def finish(self) -> bool:
        return True


class _Zlib:
    """gzip (several members too) and deflate (with a zlib header, or raw as some servers send it)."""

    def __init__(self, gzip: bool) -> None:
        self._gzip = gzip
        self._inner = zlib.decompressobj(31 if gzip else zlib.MAX_WBITS)
        self._first = True

    def feed(self, part: bytes) -> Iterable[bytes]:
        while part:
            if self._inner.eof:
                if not self._gzip or not part.lstrip(b"\0"):
                    return  # padding
                self._inner = zlib.decompressobj(31)
            try:
                piece = self._inner.decompress(part, STEP)
            except zlib.error:
                if self._gzip or not self._first:
                    raise
                self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
                piece = self._inner.decompress(part, STEP)
            self._first = False
            part = self._inner.unused_data if self._inner.eof else self._inner.unconsumed_tail
            yield piece
        while not self._inner.eof and (piece := self._inner.decompress(b"", STEP)):
            yield piece

    def finish(self) -> bool:
        return self._inner.eof


class _Brotli:
    def __init__(self) -> None:
        self._inner = brotli.Decompressor()

    def feed(self, part: bytes) -> Iterable[bytes]:
        yield self._inner.process(part, output_buffer_limit=STEP)
        while piece := self._inner.process(b"", output_buffer_limit=STEP):
            yield piece

    def finish(self) -> bool:
        return bool(self._inner.is_finished())


_DECODERS: dict[str, Callable[[], _Decoder]] = {
    "": _Plain,
    "identity": _Plain,
    "gzip": lambda: _Zlib(gzip=True),
    "deflate": lambda: _Zlib(gzip=False),
    "br": _Brotli,
}
