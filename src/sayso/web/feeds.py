"""Changes as RSS 2.0 and as Atom, written as XML by a library, never put together from text."""

from collections.abc import Sequence
from email.utils import format_datetime

from lxml import etree

from sayso.web.changes_view import Entry
from sayso.web.xml_text import xml_text

ATOM = "http://www.w3.org/2005/Atom"
TITLE = "sayso: what came to be held otherwise"
ABOUT = "Changes in what the ledger holds of incidents: from what to what, and why."


def rss(entries: Sequence[Entry], site: str, page: str, here: str) -> bytes:
    """Return an RSS 2.0 document; `site` is scheme and host, `page` and `here` whole addresses of page and feed."""
    root = etree.Element("rss", version="2.0", nsmap={"atom": ATOM})
    channel = etree.SubElement(root, "channel")
    for name, text in (("title", TITLE), ("link", page), ("description", ABOUT), ("language", "en")):
        _put(channel, name, text)
    etree.SubElement(channel, f"{{{ATOM}}}link", rel="self", type="application/rss+xml", href=xml_text(here))
    if entries:
        _put(channel, "lastBuildDate", format_datetime(entries[0].at))
    for one in entries:
        item = etree.SubElement(channel, "item")
        _put(item, "title", one.title)
        _put(item, "link", site + one.path)
        _put(item, "guid", f"sayso:change:{one.id}").set("isPermaLink", "false")
        _put(item, "pubDate", format_datetime(one.at))
        _put(item, "category", one.what)
        _put(item, "description", _said(one))
    return _written(root)


def atom(entries: Sequence[Entry], site: str, page: str, here: str) -> bytes:
    """Return an Atom document; the addresses as for `rss`."""
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # None is the default namespace
    _put(root, f"{{{ATOM}}}title", TITLE)
    _put(root, f"{{{ATOM}}}id", here)
    etree.SubElement(root, f"{{{ATOM}}}link", rel="self", href=xml_text(here))
    etree.SubElement(root, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=xml_text(page))
    _put(root, f"{{{ATOM}}}updated", entries[0].at.isoformat() if entries else "1970-01-01T00:00:00+00:00")
    _put(etree.SubElement(root, f"{{{ATOM}}}author"), f"{{{ATOM}}}name", "sayso")
    for one in entries:
        item = etree.SubElement(root, f"{{{ATOM}}}entry")
        _put(item, f"{{{ATOM}}}title", one.title)
        _put(item, f"{{{ATOM}}}id", f"urn:sayso:change:{one.id}")
        etree.SubElement(item, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=site + one.path)
        _put(item, f"{{{ATOM}}}updated", one.at.isoformat())
        etree.SubElement(item, f"{{{ATOM}}}category", term=one.what)
        _put(item, f"{{{ATOM}}}content", _said(one)).set("type", "text")
    return _written(root)


def _said(one: Entry) -> str:
    step = f"{one.before} → {one.after}" if one.before else one.after
    return ". ".join(filter(None, (f"{one.what}: {step}", f"why: {one.why}" if one.why else "", one.about, one.cause)))


def _put(parent: etree._Element, name: str, text: str) -> etree._Element:
    child = etree.SubElement(parent, name)
    child.text = xml_text(text)
    return child


def _written(root: etree._Element) -> bytes:
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return written
