"""Index pages: a page of links, of which those that fit a pattern lead to reports."""

from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from sayso.errors import IntakeError
from sayso.intake.fetching.addresses import joined, same_site
from sayso.intake.listings.found import Found

MOST = 2_000  # links of one page that are looked at


def links(body: bytes, url: str, patterns: tuple[str, ...]) -> list[Found]:
    """Return the links of a page that fit, in their order; raises IntakeError if it is no page."""
    try:
        tree = document_fromstring(body, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError, AssertionError):
        raise IntakeError(url, "is no page with links") from None
    base = next((one.get("href") or "" for one in tree.iter("base")), "")
    base = joined(url, base) or url
    found: dict[str, Found] = {}
    for element in tree.iter("a"):
        link = joined(base, element.get("href") or "")
        if link and link != url and fits(link, url, patterns):
            found.setdefault(link, Found(link, title=" ".join("".join(map(str, element.itertext())).split())))
        if len(found) >= MOST:
            break
    return list(found.values())


def fits(link: str, url: str, patterns: tuple[str, ...]) -> bool:
    """Tell whether a link fits one of the patterns: in `*` anything goes, in `?` one character.

    One that begins with / is compared with path and query of links to the same site, another with the whole address.
    """
    parts = urlsplit(link)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    for pattern in patterns:
        if pattern.startswith("/"):
            if same_site(link, url) and fnmatchcase(target, pattern):
                return True
        elif fnmatchcase(link, pattern):
            return True
    return False
