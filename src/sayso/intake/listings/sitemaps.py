"""Sitemaps (sitemaps.org), with their news extension, compressed or not: bytes to addresses, or to further sitemaps."""

from dataclasses import dataclass

from lxml import etree

from sayso.errors import IntakeError
from sayso.intake.fetching import decoding
from sayso.intake.fetching.addresses import joined
from sayso.intake.listings.found import Found

MOST = 50_000  # addresses of one sitemap, as its standard has it
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap names: pages, or further sitemaps with what tells their last change."""

    pages: tuple[Found, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


def read_sitemap(body: bytes, url: str, *, largest: int, ratio: int) -> Sitemap:
    """Return what a sitemap names, the latest first; raises IntakeError if it is none."""
    if body.startswith(_GZIP):
        body = decoding.collected([body], "gzip", url, largest, ratio, what="the sitemap")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        root = None
    kind = _plain(root.tag) if root is not None and isinstance(root.tag, str) else ""
    if root is None or kind not in ("urlset", "sitemapindex"):
        raise IntakeError(url, "is no sitemap; check the address, or watch it as feed or index")
    pages: list[Found] = []
    parts: list[tuple[str, str]] = []
    for child in list(root)[:MOST]:
        values = _values(child)
        link = joined(url, values.get("loc", ""))
        if not link:
            continue
        if kind == "sitemapindex":
            parts.append((link, values.get("lastmod", "")))
        else:
            day = values.get("publication_date", "")
            marker = values.get("lastmod", "") or day
            pages.append(Found(link, marker, day[:10], values.get("title", "")))
    if kind == "sitemapindex":
        return Sitemap(parts=tuple(sorted(parts, key=lambda one: one[1], reverse=True)))
    return Sitemap(pages=tuple(sorted(pages, key=lambda one: one.marker, reverse=True)))


def _values(element: etree._Element) -> dict[str, str]:
    """Return the texts inside an entry by their names, without namespaces; the first of each name."""
    found: dict[str, str] = {}
    for child in element.iter():
        if isinstance(child.tag, str) and child.text and child.text.strip():
            found.setdefault(_plain(child.tag), " ".join(child.text.split()))
    return found


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2].lower()
