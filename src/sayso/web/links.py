"""Addresses of pages: incidents, reports and the words in them, parties, outlets."""

from urllib.parse import quote, urlencode, urlsplit

from sayso.model import OUTLET, UNKNOWN, Span
from sayso.model.incident import Source


def incident_link(ref: str) -> str:
    """Return the permanent address of an incident."""
    return f"/incidents/{quote(ref, safe='')}"


def report_link(ref: str, version: int | None = None) -> str:
    """Return the permanent address of a report, or of one of its versions."""
    page = f"/reports/{quote(ref, safe='')}"
    return page if version is None else f"{page}?version={version}"


def words_link(source: Source, span: Span) -> str:
    """Return the address of words in a version of a report; the page marks them and opens there."""
    return f"{report_link(source.report, source.version)}&at={span.start}-{span.end}#at"


def party_link(code: str) -> str:
    """Return the address of a party's page, "" for who is no known party."""
    return "" if code in ("", UNKNOWN, OUTLET) else f"/parties/{quote(code, safe='')}"


def outlet_link(name: str) -> str:
    """Return the address of an outlet's page, "" where no name is known."""
    return f"/outlets/{quote(name, safe='')}" if name else ""


def list_link(**filters: str) -> str:
    """Return the address of the list of incidents under filters, named as in the address."""
    return f"/?{urlencode(filters)}"


def own_page(address: str) -> str:
    """Return an address if it is of a page of this server (`/review?kind=clash`), else ""; nothing leads elsewhere."""
    plain = address.isprintable() and "\\" not in address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    inside = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith("//")
    return address if plain and inside else ""
