"""Addresses: which URL can be fetched at all, and from which networks nothing is."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import idna

from sayso.errors import FetchError
from sayso.intake.characters import one_line
from sayso.intake.fetching.reasons import Reason
from sayso.intake.fetching.settings import Network

LONGEST = 2_000  # characters of an address; what is longer carries data, not a place
DEFAULT_PORTS = {"http": 80, "https": 443}
# What a path and a query keep as it is; all else is written as %XX. "%" stays, so that nothing is quoted twice.
_KEPT = "/:@!$&'()*+,;=~%-._"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Beginnings of host names that show one site to other devices.
_SAME_SITE = ("www.", "m.", "amp.", "mobile.")

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page, taken apart: `host` in ASCII, without brackets; `target` is path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Return scheme, host and, unless it is the usual one, port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if DEFAULT_PORTS[self.scheme] == self.port else f":{self.port}")

    @property
    def url(self) -> str:
        """Return the address in full, without a fragment."""
        return self.origin + self.target


def parse(url: str) -> Address:
    """Take an address apart; raises FetchError for what cannot be fetched."""
    shown = one_line(url, 200)
    text = url.strip()
    if len(text) > LONGEST:
        raise FetchError(shown, f"the address has {len(text):,} characters; {LONGEST:,} are the most", Reason.ADDRESS)
    if any(c <= " " or c == "\x7f" for c in text) or "\\" in text:
        raise FetchError(shown, "the address has a space or a control character in it", Reason.ADDRESS)
    try:
        parts = urlsplit(text)
        port, host = parts.port, parts.hostname or ""
    except ValueError as error:
        raise FetchError(shown, f"is no address of the web ({error})", Reason.ADDRESS) from None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise FetchError(shown, "only http:// and https:// addresses are fetched", Reason.ADDRESS)
    if not host:
        raise FetchError(shown, "the address names no host", Reason.ADDRESS)
    if parts.username is not None or parts.password is not None:
        raise FetchError(shown, "the address has a name or password in it, which sayso does not send", Reason.ADDRESS)
    target = urlunsplit(("", "", quote(parts.path or "/", safe=_KEPT), quote(parts.query, safe=_KEPT + "?"), ""))
    # A path that begins with // would be taken for a host by whoever joins addresses again.
    target = "/" + target.lstrip("/") if not target.startswith("/") or target.startswith("//") else target
    return Address(scheme, _host(host, shown), DEFAULT_PORTS[scheme] if port is None else port, target)


def joined(base: str, link: str) -> str:
    """Return the address that a link on a page leads to, "" if it leads nowhere that is fetched."""
    if not link.strip():
        return ""
    try:
        return parse(urljoin(base, link.strip())).url
    except (FetchError, ValueError):
        return ""


def same_site(one: str, other: str) -> bool:
    """Tell whether two addresses are of one site: the same host, whatever device it is shown to."""
    try:
        return _site(one) == _site(other) != ""
    except ValueError:
        return False


def _site(url: str) -> str:
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    for start in _SAME_SITE:
        host = host.removeprefix(start)
    return host


def _host(host: str, shown: str) -> str:
    host = host.rstrip(".").lower()
    if ":" in host or (host.isascii() and all(c.isalnum() or c in "-._" for c in host)):
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise FetchError(shown, "the host in the address is no host name", Reason.ADDRESS) from None


def may_connect(address: Ip, port: int, allowed: Iterable[Network], ports: frozenset[int]) -> str:
    """Return "" if a connection may be made to an address and port, else what it is ("a private address")."""
    meant = _meant(address)
    if any(one in network for network in allowed for one in (meant, address) if one.version == network.version):
        return ""
    kind = _kind(meant) or (_kind(address) if meant is not address and meant.version == address.version else "")
    return kind or ("" if port in ports else f"port {port}")


def _meant(address: Ip) -> Ip:
    """Return the IPv4 address that an IPv6 one carries inside and that packets would reach in the end."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def _kind(address: Ip) -> str:
    if address.is_loopback:
        return "a loopback address"
    if address.is_link_local:
        return "a link-local address"
    if address.is_multicast:
        return "a multicast address"
    if address.is_unspecified:
        return "no address of a server"
    if isinstance(address, ipaddress.IPv6Address) and address.is_site_local:
        return "a private address"
    if address.is_private:
        return "a private address"
    if address.is_reserved:
        return "a reserved address"
    return "" if address.is_global else "a shared address of a provider"
