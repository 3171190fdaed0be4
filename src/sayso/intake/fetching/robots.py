"""What sites ask of programs in their robots.txt (RFC 9309): which pages to leave alone, and how long to pause."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from sayso.errors import FetchError
from sayso.intake.fetching.addresses import Address
from sayso.intake.fetching.reasons import Reason

NAME = "sayso"  # what we call ourselves to robots.txt
KEPT = 24 * 3600.0  # seconds; RFC 9309 wants no more than a day
KEPT_FAULT = 300.0  # seconds for which a site without a usable robots.txt is not asked again
LARGEST = 1_000_000  # bytes; RFC 9309 wants at least 500 KiB
REMEMBERED = 5_000  # sites

Ask = Callable[[str], bytes]  # an address to its bytes; raises FetchError


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site: none, those of its file, or a fault because of which nothing is fetched."""

    parsed: Protego | None = None
    fault: FetchError | None = None
    until: float = 0.0

    @property
    def delay(self) -> float:
        """Return the pause that the site asks for, in seconds."""
        wanted = self.parsed.crawl_delay(NAME) if self.parsed else None
        return max(0.0, float(wanted)) if wanted is not None else 0.0

    def check(self, address: Address) -> None:
        """Raise FetchError if the site asks programs to leave an address alone."""
        if self.parsed is not None and not self.parsed.can_fetch(address.url, NAME):
            said = "the site's robots.txt asks programs not to fetch this page; save it from a browser instead"
            raise FetchError(address.url, said, Reason.ROBOTS)


class Robots:
    """The rules of the sites that were asked, each fetched once a day."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._rules: dict[str, Rules] = {}
        self._locks: dict[str, threading.Lock] = {}

    def rules(self, address: Address) -> Rules:
        """Return the rules of an address's site; raises FetchError if they cannot be had, and so nothing may be."""
        with self._locks.setdefault(address.origin, threading.Lock()):
            rules = self._rules.get(address.origin)
            if rules is None or rules.until < time.monotonic():
                rules = self._fetched(address)
                if len(self._rules) >= REMEMBERED:
                    self._rules.pop(next(iter(self._rules)))
                self._rules[address.origin] = rules
        if rules.fault is not None:
            fault = rules.fault
            message = str(fault).removeprefix(f"{fault.name}: ")
            raise FetchError(address.url, message, fault.reason, again=fault.again, wait=fault.wait)
        return rules

    def _fetched(self, address: Address) -> Rules:
        now = time.monotonic()
        try:
            body = self._ask(address.origin + "/robots.txt")
        except FetchError as error:
            if error.reason == Reason.STATUS and not error.again:
                return Rules(until=now + KEPT)  # there is none
            if error.reason == Reason.REDIRECTS:
                return Rules(until=now + KEPT)
            fault = error
            if error.reason in (Reason.STATUS, Reason.SIZE, Reason.ENCODING):
                message = str(error).removeprefix(f"{error.name}: ")
                said = f"the site's robots.txt cannot be had ({message}), so that nothing of it is fetched"
                fault = FetchError(error.name, said, Reason.ROBOTS, again=True, wait=error.wait)
            return Rules(fault=fault, until=now + (KEPT_FAULT if error.reason != Reason.STOPPED else 0))
        return Rules(parsed=Protego.parse(body.decode("utf-8", "replace")), until=now + KEPT)
