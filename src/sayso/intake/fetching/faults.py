"""What went wrong, in words that say what to do."""

import ipaddress
import ssl

import httpcore2

from sayso.errors import FetchError
from sayso.intake.fetching.addresses import Address, may_connect
from sayso.intake.fetching.network import NameError_
from sayso.intake.fetching.reasons import Reason
from sayso.intake.fetching.settings import FetchSettings

# Answers after which asking again may help.
BUSY = frozenset((429, 500, 502, 503, 504))
_STATUS = {
    401: "the page asks for a password (401); save it from a browser that is signed in",
    402: "the page asks for payment (402); save it from a browser that is signed in",
    403: "the server refuses programs (403); save the page from a browser instead",
    404: "there is no such page (404); check the address",
    410: "the page has been taken down (410)",
    429: "the server says that it is asked too often (429); try again later",
    451: "the page is withheld for legal reasons (451)",
}


def status(url: str, code: int, wait: float | None) -> FetchError:
    """Return the error that an answer with this status means."""
    again = code in BUSY or code in (408, 425)
    said = _STATUS.get(code) or (
        f"the server has a fault ({code}); try again later"
        if code >= 500
        else f"the server gave no page (status {code})"
    )
    if again and wait:
        said += f", in {wait:,.0f} seconds as it asks"
    return FetchError(url, said, Reason.STATUS, again=again, wait=wait if again else None)


def network(url: str, error: Exception, settings: FetchSettings) -> FetchError:
    """Return the error that a failed connection means."""
    cause = error.args[0] if error.args else None  # the library keeps the system's own error there
    if isinstance(error, NameError_):
        return FetchError(url, "there is no host of this name; check the address", Reason.NAME, again=True)
    if isinstance(error, httpcore2.ConnectTimeout):
        said = f"the server could not be reached within {settings.connect:g} seconds"
        return FetchError(url, said, Reason.TIME, again=True)
    if isinstance(error, httpcore2.TimeoutException):
        said = (
            f"the server took longer than {settings.read:g} seconds for an answer or {settings.total:g} for all of it"
        )
        return FetchError(url, said, Reason.TIME, again=True)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return FetchError(url, f"the server's certificate is not valid ({cause.verify_message})", Reason.TLS)
    if isinstance(cause, ssl.SSLError):
        return FetchError(url, "no secure connection could be made with the server", Reason.TLS)
    if isinstance(error, httpcore2.ConnectError):
        reason = cause.strerror if isinstance(cause, OSError) and cause.strerror else "no connection"
        return FetchError(url, f"the server could not be reached ({reason.lower()})", Reason.NETWORK, again=True)
    if isinstance(error, httpcore2.LocalProtocolError):
        return FetchError(url, "the address cannot be asked for over HTTP", Reason.ADDRESS)
    said = "the server cut the connection, or what it sent is no HTTP, before the page was there"
    return FetchError(url, said, Reason.NETWORK, again=True)


def check_literal(address: Address, settings: FetchSettings) -> None:
    """Refuse private addresses written as numbers where a proxy connects for us; raises FetchError."""
    try:
        kind = may_connect(ipaddress.ip_address(address.host), address.port, settings.allowed, settings.ports)
    except ValueError:
        kind = "a loopback address" if address.host == "localhost" or address.host.endswith(".localhost") else ""
        kind = kind or ("" if address.port in settings.ports else f"port {address.port}")
    if kind:
        said = f"{address.host} leads to {kind}, from which nothing is fetched"
        raise FetchError(address.url, said, Reason.REFUSED)
