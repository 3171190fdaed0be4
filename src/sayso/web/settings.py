"""How the pages are served: where the ledger is, to whom, and with which map."""

import ipaddress
import os
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from sayso.errors import SettingError
from sayso.export.redact import Redaction

PORT = 8420
# The largest body of a request, in bytes: forty long reports.
LARGEST_BODY = 2_000_000
LOCAL = ("localhost", "127.0.0.1", "[::1]")


class Access(StrEnum):
    """Who may use the pages."""

    LOCAL = "local"  # whoever sits at this machine: one user, who may do everything
    ACCOUNTS = "accounts"  # people with a name, a password and a role


# The longest that news may be held back, in days.
LONGEST_DELAY = 36_500


@dataclass(frozen=True, slots=True)
class Settings:
    """What `sayso serve` was asked for.

    `proxied` takes the address of who asks from the last entry of X-Forwarded-For, which one proxy of ours has written;
    `limits` are rates that take the place of those in `knowledge/access.yaml`, by name; `largest_body` is in bytes.
    `names` are the host names under which browsers may ask, so that a foreign page cannot reach a local server by a
    name of its own. `tiles` is the address of raster tiles with `{z}`, `{x}` and `{y}`, empty for the base map that
    comes along. For everyone who may not review, `coarsen_km` moves places to the middles of cells of that size,
    `delay` holds back what happened, or was published, in the last so many days, and `redaction` blacks names out.
    """

    ledger: str | None = None
    access: Access = Access.LOCAL
    host: str = "127.0.0.1"
    port: int = PORT
    names: tuple[str, ...] = LOCAL
    secure: bool = False  # served over HTTPS by a proxy: cookies are sent over nothing else
    tiles: str = ""
    tiles_credit: str = ""
    coarsen_km: float | None = None
    delay: int = 0
    redaction: Redaction | None = None
    proxied: bool = False
    limits: tuple[tuple[str, str], ...] = ()
    largest_body: int = LARGEST_BODY

    @property
    def tiles_origin(self) -> str:
        """Return scheme and host of the tiles, which the browser must be let load from; empty without tiles."""
        parts = urlsplit(self.tiles)
        return f"{parts.scheme}://{parts.netloc}" if self.tiles else ""


def checked(settings: Settings) -> Settings:
    """Return the settings if they can be served safely; raises SettingError with what to change."""
    if settings.access is Access.LOCAL and not _loopback(settings.host):
        raise SettingError(
            f"--host {settings.host}: others could reach this and change everything; add accounts with "
            "`sayso accounts add NAME --role admin` and serve with --accounts"
        )
    if settings.tiles:
        parts = urlsplit(settings.tiles)
        if parts.scheme not in ("http", "https") or not parts.netloc or any(c in settings.tiles for c in " ;,'\"\n"):
            raise SettingError(
                f"--tiles {settings.tiles}: not an address like https://tiles.example/{{z}}/{{x}}/{{y}}.png"
            )
        if not all(part in settings.tiles for part in ("{z}", "{x}", "{y}")):
            raise SettingError(f"--tiles {settings.tiles}: has no {{z}}, {{x}} and {{y}} where the tile's numbers go")
    if settings.coarsen_km is not None and not 0.1 <= settings.coarsen_km <= 500:
        raise SettingError(f"--coarsen-km {settings.coarsen_km}: give kilometres from 0.1 to 500")
    if not 0 <= settings.delay <= LONGEST_DELAY:
        raise SettingError(f"--delay-days {settings.delay}: give days from 0 to {LONGEST_DELAY:,}")
    if any("*" in name for name in settings.names):
        raise SettingError(
            "--name: give host names in full; with * any page of the web could reach the server as its own"
        )
    if settings.proxied and settings.access is Access.LOCAL:
        raise SettingError("--proxied: a proxy lets others in; serve with --accounts")
    return settings


def reviewer_name() -> str:
    """Return the name that a local user's acts are kept under: SAYSO_REVIEWER, else the login name."""
    return os.environ.get("SAYSO_REVIEWER") or os.environ.get("USER") or os.environ.get("USERNAME") or "local user"


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
