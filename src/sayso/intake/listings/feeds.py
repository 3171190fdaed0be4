"""RSS and Atom: bytes to the addresses that a feed lists."""

import calendar
import datetime
import io
from collections.abc import Mapping
from typing import Any

import feedparser

from sayso.errors import IntakeError
from sayso.intake.fetching.addresses import joined
from sayso.intake.listings.found import Found

MOST = 1_000  # entries of one feed that are looked at


def entries(body: bytes, url: str) -> list[Found]:
    """Return the entries of a feed in its order; raises IntakeError if it is none."""
    # Of bytes alone the library would take short ones for the name of a file.
    parsed = feedparser.parse(io.BytesIO(body), response_headers={"content-location": url}, sanitize_html=False)
    if not parsed.get("version"):
        raise IntakeError(url, "is no RSS or Atom feed; check the address, or watch it as sitemap or index")
    found = []
    for entry in parsed.entries[:MOST]:
        link = joined(url, str(entry.get("link") or ""))
        if link:
            published = _moment(entry, "published_parsed")
            marker = _moment(entry, "updated_parsed") or published
            title = " ".join(str(entry.get("title") or "").split())
            found.append(Found(link, marker, published[:10], title))
    return list({one.url: one for one in reversed(found)}.values())[::-1]


def _moment(entry: Mapping[str, Any], name: str) -> str:
    """Return a moment of an entry as ISO text in UTC, "" if it has none that exists."""
    given = entry[name] if name in entry else None  # noqa: SIM401 - its `get` takes another moment for a missing one
    try:
        return datetime.datetime.fromtimestamp(calendar.timegm(given), datetime.UTC).isoformat() if given else ""
    except (ValueError, OverflowError, OSError, TypeError):
        return ""
