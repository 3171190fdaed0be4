"""How pages are fetched: who asks, how much, how long, how often, and from where nothing is ever fetched."""

import ipaddress
import os
from dataclasses import dataclass

from sayso import __version__
from sayso.errors import SettingError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
MB = 1_000_000
HOME = "https://pypi.org/project/sayso/"


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Limits of fetching; times in seconds, sizes in bytes.

    `contact` is an address of mail or of a page, told to every server in the user agent. `allowed` are networks that
    may be fetched from although they are private, at any port; `ports` are those of all other addresses. `proxy` is the
    address of an HTTP proxy, which then looks up names in our place.
    """

    contact: str = ""
    allowed: tuple[Network, ...] = ()
    ports: frozenset[int] = frozenset((80, 443))
    proxy: str = ""
    connect: float = 10.0  # to look up a name, and to reach one address
    read: float = 20.0  # without a byte
    total: float = 60.0  # one request, from the lookup to the last byte, redirects each for themselves
    largest: int = 20 * MB  # of a body, before and after decompression; as of a file that is read
    ratio: int = 200  # decompressed to compressed: pages reach 30, a bomb of zeros 1,000
    redirects: int = 5
    tries: int = 3
    backoff: float = 1.0  # before the second try at most; twice that before the third
    longest_wait: float = 30.0  # a longer Retry-After is not waited for here but told to who asked
    delay: float = 1.0  # between two requests to one host
    longest_delay: float = 60.0  # a longer Crawl-delay is cut down to this

    @property
    def agent(self) -> str:
        """Return the user agent: what asks, and where its people can be reached."""
        return f"sayso/{__version__} (+{self.contact or HOME})"


def from_environment() -> FetchSettings:
    """Return the settings that SAYSO_CONTACT, SAYSO_ALLOW, SAYSO_PORTS and SAYSO_PROXY make; raises SettingError."""
    return FetchSettings(
        contact=_contact(os.environ.get("SAYSO_CONTACT", "")),
        allowed=_networks(os.environ.get("SAYSO_ALLOW", "")),
        ports=FetchSettings().ports | _ports(os.environ.get("SAYSO_PORTS", "")),
        proxy=_proxy(os.environ.get("SAYSO_PROXY", "")),
    )


def _contact(given: str) -> str:
    given = given.strip()
    if not given.isascii() or not given.isprintable() or any(c in given for c in " ()<>"):
        raise SettingError("SAYSO_CONTACT: give one address, such as mailto:desk@example.org, without spaces")
    return given


def _networks(given: str) -> tuple[Network, ...]:
    try:
        return tuple(ipaddress.ip_network(part.strip(), strict=False) for part in given.split(",") if part.strip())
    except ValueError as error:
        raise SettingError(f"SAYSO_ALLOW: {error}; give networks such as 127.0.0.0/8,10.1.0.0/16") from None


def _ports(given: str) -> frozenset[int]:
    parts = [part.strip() for part in given.split(",") if part.strip()]
    if not all(part.isascii() and part.isdecimal() and 0 < int(part[:6]) < 65_536 for part in parts):
        raise SettingError(f"SAYSO_PORTS: {given!r}; give port numbers such as 8080,8443")
    return frozenset(map(int, parts))


def _proxy(given: str) -> str:
    given = given.strip()
    if given and not given.startswith("http://"):
        raise SettingError(f"SAYSO_PROXY: {given!r}; give the address of an HTTP proxy, such as http://127.0.0.1:3128")
    return given
