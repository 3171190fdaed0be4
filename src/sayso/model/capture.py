"""A capture: the bytes a report came from, exactly as they came, and how they were come by."""

import datetime
import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Capture:
    """What was fetched, or lay in a file or archive, before anything was read from it.

    `body` is what the source sent, after transfer and content encoding are undone and before characters are decoded.
    `captured` is the moment in UTC at which the source gave it: of an archive, the moment the archive names; of a file,
    none. `url` is the address asked for, `headers` those of the answer in its order, with names in lower case. `given`
    is what whoever took it in said of the report, over what it says of itself: ("publisher", "Northline").
    """

    body: bytes = field(repr=False)
    media_type: str = ""  # "text/html", without parameters
    captured: datetime.datetime | None = None
    url: str = ""
    status: int | None = None  # of an HTTP answer
    headers: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        """Hex digest of the body."""
        return hashlib.sha256(self.body).hexdigest()
