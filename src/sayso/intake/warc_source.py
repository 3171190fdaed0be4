"""The bytes of a WARC as they come, and where its next record begins after one that is damaged."""

import re

from sayso.errors import IntakeError
from sayso.intake.taking import Stream

# Bytes kept behind the place of reading. A record that claims more than it has is noticed after so many at the latest,
# or what it swallowed of the records behind it is lost with it.
KEPT = 32_000_000
_PIECE = 65_536
_BEGINS = re.compile(rb"WARC/1\.[01]\r?\nWARC-[A-Z]")
_LONGEST_MARK = 16


class Source:
    """A stream as the archive reader wants it: it asks where it is, and goes back nowhere."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._left = b""  # to be read again
        self._passed = bytearray()  # what was read last, from `_since` on
        self._since = 0
        self._at = 0
        self.failed = False  # whether the stream itself can be read no further

    def read(self, size: int = -1) -> bytes:
        """Return what has come, at most `size` bytes; none at the end only."""
        if self._left:
            end = len(self._left) if size < 0 else size
            part, self._left = self._left[:end], self._left[end:]
        else:
            part = self._more(size)
        self._at += len(part)
        self._passed += part
        if len(self._passed) > 2 * KEPT:
            self.forget(self._at - KEPT)
        return part

    def tell(self) -> int:
        """Return how many bytes have been read."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refuse to go anywhere but where it is; raises OSError."""
        if (whence, offset) not in ((1, 0), (0, self._at)):
            raise OSError("a stream that goes on only")
        return self._at

    def close(self) -> None:
        """Leave the stream to whoever opened it."""

    def forget(self, place: int) -> None:
        """Let what lies before `place` go."""
        if place > self._since:
            del self._passed[: place - self._since]
            self._since = place

    def go_on_after(self, place: int) -> bool:
        """Go to the first beginning of a record after `place`, back or forth; tell whether there is one."""
        self.forget(place + 1)
        window, self._left = bytes(self._passed) + self._left, b""
        while True:
            found = _BEGINS.search(window)
            if found and found.end() < len(window):
                break
            part = self._more(_PIECE)
            if not part:
                return False
            if not found:
                self._since += max(0, len(window) - _LONGEST_MARK)
                window = window[-_LONGEST_MARK:]
            window += part
        self._since += found.start()
        self._at, self._left = self._since, window[found.start() :]
        self._passed.clear()
        return True

    def _more(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except IntakeError:
            self.failed = True
            raise


def swallowed(body: bytes) -> bool:
    """Tell whether the body of a record runs on into another record: its length is wrong."""
    return b"\r\n\r\nWARC/1." in body and any(
        body[max(0, found.start() - 4) : found.start()] == b"\r\n\r\n" for found in _BEGINS.finditer(body)
    )
