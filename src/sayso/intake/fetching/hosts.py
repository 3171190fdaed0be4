"""Politeness: one request at a time to a host, with a pause after each, and longer where the host asks for it."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Hosts that are remembered; the idle ones go first.
REMEMBERED = 5_000


class StoppedError(Exception):
    """We were told to stop while waiting."""


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    free_at: float = 0.0  # by the monotonic clock
    waiting: int = 0


class Hosts:
    """The hosts that were asked, and when each may be asked again."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, host: str, delay: float) -> Iterator[None]:
        """Wait for one's turn at a host, and leave `delay` seconds after it; raises StoppedError."""
        one = self._entered(host)
        try:
            while not one.turn.acquire(timeout=0.1):
                if self._stop.is_set():
                    raise StoppedError
            try:
                self.sleep(one.free_at - time.monotonic())
                yield
            finally:
                one.free_at = max(one.free_at, time.monotonic() + delay)
                one.turn.release()
        finally:
            with self._lock:
                one.waiting -= 1

    def hold(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for a while, because it said so."""
        with self._lock:
            one = self._hosts.setdefault(host, _Host())
        one.free_at = max(one.free_at, time.monotonic() + seconds)

    def held(self, host: str) -> float:
        """Return the seconds until a host may be asked again."""
        with self._lock:
            one = self._hosts.get(host)
        return max(0.0, one.free_at - time.monotonic()) if one else 0.0

    def sleep(self, seconds: float) -> None:
        """Wait; raises StoppedError if told to stop meanwhile."""
        if self._stop.wait(max(0.0, seconds)):
            raise StoppedError

    def _entered(self, host: str) -> _Host:
        with self._lock:
            if len(self._hosts) >= REMEMBERED and host not in self._hosts:
                now = time.monotonic()
                self._hosts = {k: v for k, v in self._hosts.items() if v.waiting or v.free_at > now}
            one = self._hosts.setdefault(host, _Host())
            one.waiting += 1
            return one
