"""The client: one page by its address, politely, within limits, and from public addresses only."""

import datetime
import random
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import cached_property

import httpcore2

from sayso.errors import FetchError
from sayso.intake.fetching import decoding, faults, robots
from sayso.intake.fetching.addresses import Address, joined, parse, same_site
from sayso.intake.fetching.hosts import Hosts, StoppedError
from sayso.intake.fetching.network import CheckedBackend, Deadline, Resolve, resolve
from sayso.intake.fetching.reasons import Reason
from sayso.intake.fetching.settings import FetchSettings
from sayso.model import Capture

PAGES = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
_NOT_KEPT = frozenset(("set-cookie", "set-cookie2"))
LONGEST_WAIT = 7 * 24 * 3600.0  # seconds of a Retry-After that are believed


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server gave for an address.

    `capture` is None if it said that nothing has changed since `etag` or `last_modified`. `final` is the address after
    redirects, `charset` the character set that the server names.
    """

    url: str
    final: str
    capture: Capture | None
    etag: str = ""
    last_modified: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")


class Client:
    """Fetches pages; may be used by many threads, and asks each host one thing at a time.

    No cookie is kept, nothing is taken from the environment, and nothing is run. `stop` ends every wait.
    """

    def __init__(
        self, settings: FetchSettings, *, stop: threading.Event | None = None, lookup: Resolve = resolve
    ) -> None:
        self.settings = settings
        self.hosts = Hosts(stop or threading.Event())
        self._lookup = lookup
        self._robots = robots.Robots(self._robots_file)

    def fetch(self, url: str, *, etag: str = "", last_modified: str = "") -> Fetched:
        """Return what is at an address, or that it has not changed; raises FetchError with what is wrong."""
        try:
            return self._fetch(url, etag, last_modified)
        except StoppedError:
            raise FetchError(url, "stopped before it was fetched", Reason.STOPPED, again=True) from None

    def _fetch(self, url: str, etag: str, last_modified: str) -> Fetched:
        known = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        address, answer = self._followed(parse(url), known, obey=True)
        if answer.status == 304:
            capture = None
        else:
            media_type, charset = _media_type(answer.header("content-type"))
            headers = tuple(one for one in answer.headers if one[0] not in _NOT_KEPT)
            now = datetime.datetime.now(datetime.UTC)
            capture = Capture(answer.body, media_type, now, url.strip(), answer.status, headers)
        return Fetched(
            url=url.strip(),
            final=address.url,
            capture=capture,
            etag=answer.header("etag")[:500] or (etag if capture is None else ""),
            last_modified=answer.header("last-modified")[:100] or (last_modified if capture is None else ""),
            charset=charset if capture is not None else "",
        )

    def _robots_file(self, url: str) -> bytes:
        return self._followed(parse(url), {}, obey=False, largest=robots.LARGEST)[1].body

    def _followed(
        self, address: Address, known: Mapping[str, str], *, obey: bool, largest: int | None = None
    ) -> tuple[Address, _Answer]:
        """Ask for an address and follow its redirects, each checked as the first one is."""
        asked, passed = address.url, [address.url]
        while True:
            delay = self.settings.delay
            if obey:
                rules = self._robots.rules(address)
                rules.check(address)
                delay = max(delay, min(rules.delay, self.settings.longest_delay))
            sent = known if same_site(asked, address.url) else {}
            answer = self._tried(address, sent, delay, largest or self.settings.largest)
            if answer.status not in _REDIRECTS:
                break
            address = self._next(address, answer, passed)
        if answer.status == 304 and any(known.values()):
            return address, answer
        if answer.status not in (200, 203):
            raise faults.status(address.url, answer.status, _retry_after(answer))
        return address, answer

    def _next(self, address: Address, answer: _Answer, passed: list[str]) -> Address:
        link = answer.header("location")
        url = joined(address.url, link) if link else ""
        if not url:
            said = "the server sends on to nowhere" if not link else f"the server sends on to {link[:200]!r}, which "
            said += "" if not link else "is no address that is fetched"
            raise FetchError(passed[0], said, Reason.REDIRECTS)
        if url in passed:
            raise FetchError(passed[0], "the server sends on in a circle", Reason.REDIRECTS)
        passed.append(url)
        if len(passed) > self.settings.redirects + 1:
            said = f"the server sends on more than {self.settings.redirects} times"
            raise FetchError(passed[0], said, Reason.REDIRECTS)
        return parse(url)

    def _tried(self, address: Address, known: Mapping[str, str], delay: float, largest: int) -> _Answer:
        """Ask for one address, again if the server is busy or the connection was cut."""
        settings = self.settings
        for number in range(settings.tries):
            held = self.hosts.held(address.origin)
            if held > max(settings.longest_wait, settings.longest_delay):
                said = f"the server asked to be left alone for another {held:,.0f} seconds"
                raise FetchError(address.url, said, Reason.STATUS, again=True, wait=held)
            last = number == settings.tries - 1
            pause = random.uniform(0, settings.backoff * 2**number)  # noqa: S311 - no secret hangs on it
            try:
                with self.hosts.turn(address.origin, delay):
                    answer = self._asked(address, known, largest)
            except FetchError as error:
                if last or error.reason != Reason.NETWORK:
                    raise
                self.hosts.sleep(pause)
                continue
            if answer.status not in faults.BUSY:
                return answer
            wait = _retry_after(answer)
            if wait is not None:
                self.hosts.hold(address.origin, wait)
            if last or (wait or 0) > settings.longest_wait:
                return answer
            self.hosts.sleep(pause)
        raise AssertionError("no try was made")

    def _asked(self, address: Address, known: Mapping[str, str], largest: int) -> _Answer:
        """Make one request over a connection of its own; raises FetchError."""
        settings, url = self.settings, address.url
        deadline = Deadline(settings.total)
        headers: dict[str | bytes, str | bytes] = {
            "Host": address.origin.partition("://")[2],
            "User-Agent": settings.agent,
            "Accept": PAGES,
            "Accept-Language": "en, *;q=0.5",
            "Accept-Encoding": decoding.ACCEPTED,
            "Connection": "close",
            **{name: value for name, value in known.items() if value and value.isascii() and value.isprintable()},
        }
        waits = {"connect": settings.connect, "read": settings.read, "write": settings.read}
        if settings.proxy:
            faults.check_literal(address, settings)
        try:
            with (
                httpcore2.ConnectionPool(
                    ssl_context=self._tls if address.scheme == "https" else None,
                    proxy=httpcore2.Proxy(settings.proxy) if settings.proxy else None,
                    network_backend=CheckedBackend(settings, deadline, self._lookup, url),
                ) as pool,
                pool.stream("GET", url, headers=headers, extensions={"timeout": waits}) as response,
            ):
                found = tuple(
                    (name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in response.headers
                )
                answer = _Answer(response.status, found, b"")
                if response.status not in (200, 203):
                    return answer
                length = answer.header("content-length")
                if length.isdecimal() and int(length[:15]) > largest:
                    raise FetchError(url, f"the page is larger than {largest / 1e6:g} MB", Reason.SIZE)
                encoding = answer.header("content-encoding")
                parts = response.iter_stream()
                body = decoding.collected(parts, encoding, url, largest, settings.ratio, what="the page")
                return _Answer(response.status, found, body)
        except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError) as error:
            raise faults.network(url, error, settings) from error

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore2.default_ssl_context()


def _media_type(given: str) -> tuple[str, str]:
    kind, _, rest = given.partition(";")
    charset = ""
    for part in rest.split(";"):
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip("\"'")[:40]
    return kind.strip().lower()[:100], charset


def _retry_after(answer: _Answer) -> float | None:
    """Return the seconds that Retry-After asks for, given as a number or as a date."""
    given = answer.header("retry-after").strip()
    if given.isascii() and given.isdecimal():
        return min(float(given[:9]), LONGEST_WAIT)
    try:
        at = parsedate_to_datetime(given)
    except (ValueError, TypeError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
    return min(max(0.0, (at - datetime.datetime.now(datetime.UTC)).total_seconds()), LONGEST_WAIT)
