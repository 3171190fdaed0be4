"""How often who may ask: counted in the memory of the server, by account or by network address."""

import ipaddress
import math
import time
from collections.abc import Mapping

from fastapi import Request
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from sayso.errors import SettingError
from sayso.web.rules import rules
from sayso.web.settings import Settings

# The part of an IPv6 address that one household or office has, in bits.
HOUSEHOLD = 64


class Rates:
    """Counts requests; `wait` says how long somebody must wait, in seconds, 0 if not at all."""

    def __init__(self, other: Mapping[str, str]) -> None:
        known = {rule.name: rule.rate for rule in rules().limits}
        for name in other:
            if name not in known:
                raise SettingError(f"--limit {name}: there is {', '.join(known)}")
        self._items = {name: _parsed(name, rate) for name, rate in {**known, **other}.items()}
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def wait(self, name: str, *who: str) -> int:
        """Count a request under a rule and return 0, or the seconds after which the next one is let through."""
        for item in self._items[name]:
            if not self._limiter.hit(item, name, *who):
                again = self._limiter.get_window_stats(item, name, *who).reset_time
                return max(1, math.ceil(again - time.time()))
        return 0

    def wait_for(self, request: Request, who: str) -> int:
        """Count a request under every rule that it fits."""
        fitting = [r for r in rules().limits if r.fits(request.method, request.url.path)]
        return max((self.wait(rule.name, who) for rule in fitting), default=0)


def _parsed(name: str, rate: str) -> list[RateLimitItem]:
    try:
        return parse_many(rate)
    except ValueError:
        raise SettingError(f"--limit {name}={rate}: not a rate like 5/minute or 5/minute;30/hour") from None


def asker(request: Request, settings: Settings) -> str:
    """Return the network address of who asks, an IPv6 one as its network; "" where it is not known.

    Behind a proxy of ours the last entry of X-Forwarded-For is what that proxy saw; those before it anybody can write.
    """
    told = request.client.host if request.client else ""
    if settings.proxied:
        told = ",".join(request.headers.getlist("x-forwarded-for")).rpartition(",")[2].strip() or told
    try:
        found = ipaddress.ip_address(told.strip("[]"))
    except ValueError:
        return ""
    if found.version == 6:
        if found.ipv4_mapped:
            return str(found.ipv4_mapped)
        return str(ipaddress.ip_network((found, HOUSEHOLD), strict=False))
    return str(found)
