"""Connections: names looked up once, the address checked, and that very address connected to; all before a deadline.

A name may resolve to a harmless address when it is checked and to another one a moment later. Here it is looked up only
once for each connection, and the socket is opened to the address that was checked, never to the name.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from httpcore2 import ConnectError, ConnectTimeout, NetworkBackend, NetworkStream, ReadTimeout, SyncBackend

from sayso.errors import FetchError
from sayso.intake.fetching.addresses import Ip, may_connect
from sayso.intake.fetching.reasons import Reason
from sayso.intake.fetching.settings import FetchSettings

Resolve = Callable[[str, int], list[str]]
# Addresses of one host that are tried, one after the other.
MOST_TRIED = 4


class NameError_(ConnectError):  # noqa: N801,N818 - NameError is Python's own
    """A host name that does not exist."""


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host as the system knows them; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class Deadline:
    """A moment after which a request is given up."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def cut(self, timeout: float | None) -> float:
        """Return a timeout that ends no later than the deadline; raises ReadTimeout if that is past."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise ReadTimeout("the deadline is past")
        return left if timeout is None else min(left, timeout)


class CheckedBackend(NetworkBackend):
    """Opens connections of one request to addresses that were checked."""

    def __init__(self, settings: FetchSettings, deadline: Deadline, lookup: Resolve, name: str) -> None:
        self._settings = settings
        self._deadline = deadline
        self._lookup = lookup
        self._name = name
        self._plain = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        """Connect to the first address of the host that may be connected to and answers."""
        addresses = self._permitted(host, port, self._deadline.cut(timeout))
        last: Exception = ConnectError(f"{host}: no address")
        for address in addresses[:MOST_TRIED]:
            try:
                left = self._deadline.cut(timeout)
                stream = self._plain.connect_tcp(str(address), port, left, local_address, socket_options)
            except (ConnectError, ConnectTimeout) as error:
                last = error
            else:
                return _Stream(stream, self._deadline)
        raise last

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> NetworkStream:
        """Refuse: nothing is fetched from this machine's sockets."""
        raise ConnectError("unix sockets are not fetched from")

    def _permitted(self, host: str, port: int, timeout: float) -> list[Ip]:
        if self._settings.proxy:  # the host is the proxy's, which whoever runs sayso has named
            return [ipaddress.ip_address(one) for one in self._looked_up(host, port, timeout)]
        refused, found = "", []
        for one in self._looked_up(host, port, timeout):
            address = ipaddress.ip_address(one.partition("%")[0])
            kind = may_connect(address, port, self._settings.allowed, self._settings.ports)
            if kind:
                refused = refused or kind
            else:
                found.append(address)
        if not found:
            raise FetchError(
                self._name,
                f"{host} leads to {refused}, from which nothing is fetched"
                + ("; SAYSO_PORTS allows ports" if refused.startswith("port") else "; SAYSO_ALLOW allows networks"),
                Reason.REFUSED,
            )
        return found

    def _looked_up(self, host: str, port: int, timeout: float) -> list[str]:
        """Look a name up in a thread of its own: the system's lookup knows no timeout."""
        found: list[list[str] | Exception] = []

        def look() -> None:
            try:
                found.append(self._lookup(host, port))
            except (OSError, UnicodeError) as error:
                found.append(error)

        thread = threading.Thread(target=look, name="lookup", daemon=True)
        thread.start()
        thread.join(timeout)
        if not found:
            raise ConnectTimeout(f"{host}: looking up the name took too long")
        if isinstance(found[0], Exception) or not found[0]:
            raise NameError_(host)
        return found[0]


class _Stream(NetworkStream):
    """A connection on which every wait ends with the deadline of its request."""

    def __init__(self, stream: NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.cut(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.cut(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        left = self._deadline.cut(timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
