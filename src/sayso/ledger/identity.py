"""Permanent names: of reports by where they were published, of events by their words, of incidents by an event.

An id is a digest of what it names, so the same input gives the same id in every ledger, and none is ever used twice.
"""

import hashlib
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from sayso.model import Event, Report

DIGITS = 12
# Parts of an address that say how a reader came, not what the page is.
_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref_src")


def report_identity(report: Report) -> str:
    """Return what makes a report the same report in another version: its address, else its publisher and id.

    The address of an entry of a live page has its fragment, which tells it from the page's other entries.
    """
    if report.url:
        fragment = urlsplit(report.url).fragment if report.is_entry else ""
        return plain_address(report.url) + (f"#{fragment}" if fragment else "")
    return f"{report.publisher}|{report.id or report.sha256}"


def plain_address(url: str) -> str:
    """Return an address without its fragment and what only tracks readers, host in lower case."""
    try:
        parts = urlsplit(url.strip())
        query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.startswith(_TRACKING)]
    except ValueError:  # not an address after all; what was given names the report well enough
        return url.strip()
    host = parts.netloc.lower().removeprefix("www.")
    scheme = "https" if parts.scheme in ("http", "https") else parts.scheme
    return urlunsplit((scheme, host, parts.path.rstrip("/"), urlencode(query), ""))


def report_ref(identity: str) -> str:
    """Return the permanent id of the report with this identity."""
    return "r" + digest(identity)


def incident_ref(founder: str) -> str:
    """Return the permanent id of the incident whose first event has the key `founder`."""
    return "i" + digest("incident", founder)


def event_keys(report: str, sha256: str, events: tuple[Event, ...]) -> list[str]:
    """Return a key for each event of one text: of its words and kind, the same in every reading that finds it there."""
    keys: list[str] = []
    for event in events:
        trigger = event.mentions[0].trigger
        key, n = "", 0
        while not key or key in keys:  # two events told by the same words
            key = "e" + digest(report, sha256, event.kind, trigger.start, trigger.end, n)
            n += 1
        keys.append(key)
    return keys


def digest(*parts: object) -> str:
    """Return a short hexadecimal digest of the parts."""
    return hashlib.blake2b(
        "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"), digest_size=DIGITS // 2
    ).hexdigest()
