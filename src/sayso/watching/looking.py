"""Looking at a source: its listing fetched if it has changed, and turned into addresses."""

from dataclasses import dataclass, replace
from typing import Any

from sayso.intake.fetching import Client, Fetched
from sayso.intake.listings import feeds, indexes, sitemaps
from sayso.intake.listings.found import Found
from sayso.ledger.sources import Place
from sayso.watching.sources_file import Source

# Sitemaps of one index that are looked at in one go, the latest first; two of them deep.
MOST_PARTS, DEEPEST = 50, 2


@dataclass(frozen=True, slots=True)
class Look:
    """What a source lists, the newest first, and what tells its next change; `found` is empty if there is none."""

    found: tuple[Found, ...]
    etag: str
    last_modified: str
    parts: dict[str, Any] | None = None


def look(client: Client, source: Source, place: Place) -> Look:
    """Ask for a source's listing; raises IntakeError if it cannot be had or is none."""
    watched = source.watched
    answer = client.fetch(watched.url, etag=place.etag, last_modified=place.last_modified)
    if watched.kind == "sitemap":
        return _sitemap(client, source, place, answer)
    if answer.capture is None:
        return Look((), answer.etag, answer.last_modified)
    body = answer.capture.body
    if watched.kind == "feed":
        found = feeds.entries(body, answer.final)
    else:
        found = indexes.links(body, answer.final, source.links)
    return Look(_chosen(found, source), answer.etag, answer.last_modified)


def _sitemap(client: Client, source: Source, place: Place, answer: Fetched) -> Look:
    if answer.capture is None:
        return Look((), answer.etag, answer.last_modified)
    parts, found = dict(place.parts), list[Found]()
    settings = client.settings
    whole = sitemaps.read_sitemap(answer.capture.body, answer.final, largest=settings.largest, ratio=settings.ratio)
    found += whole.pages
    waiting = [(url, changed, 1) for url, changed in whole.parts[:MOST_PARTS]]
    known: dict[str, Any] = {}
    while waiting:
        url, changed, depth = waiting.pop(0)
        before = parts.get(url, {})
        if changed and before.get("changed") == changed:
            known[url] = before
            continue
        part = client.fetch(url, etag=before.get("etag", ""), last_modified=before.get("last_modified", ""))
        known[url] = {"changed": changed, "etag": part.etag, "last_modified": part.last_modified}
        if part.capture is None:
            continue
        inner = sitemaps.read_sitemap(part.capture.body, part.final, largest=settings.largest, ratio=settings.ratio)
        found += inner.pages
        if depth < DEEPEST and len(known) + len(waiting) < MOST_PARTS:
            waiting += [(one, when, depth + 1) for one, when in inner.parts[: MOST_PARTS - len(known) - len(waiting)]]
    found.sort(key=lambda one: one.marker, reverse=True)
    return Look(_chosen(found, source), answer.etag, answer.last_modified, known)


def _chosen(found: list[Found], source: Source) -> tuple[Found, ...]:
    links, url = source.links, source.watched.url
    fitting = [one for one in found if not links or indexes.fits(one.url, url, links)]
    return tuple(replace(one, title=one.title[:500]) for one in fitting[: source.most])
