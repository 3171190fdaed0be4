"""What came to be held otherwise: a page, RSS and Atom over the same filters."""

import datetime
from urllib.parse import urlencode

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from sayso.ledger.feed import WHATS, Key, Page, feed
from sayso.web.changes_view import OTHER, entry, whats_of
from sayso.web.feeds import atom, rss
from sayso.web.templating import render
from sayso.web.visit import Visit, Visiting

router = APIRouter()
# Entries of one page, and of one fetch of a feed.
PAGE, FEED = 50, 100


@router.get("/changes")
def changes(visit: Visiting) -> HTMLResponse:
    """Show changes, newest first."""
    view = visit.address.view
    found = _feed(visit, Key.of(view["after"]) if "after" in view else None, PAGE)
    whats = whats_of(visit.address)
    return render(
        visit,
        "changes.html",
        entries=[entry(one) for one in found.changes],
        whats=[(one, one in whats, _link(visit, _turned(whats, one))) for one in (*WHATS, OTHER)],
        what=",".join(whats),
        everything=_link(visit, ()),
        later=_link(visit, whats, after=str(found.after)) if found.after else "",
        first="after" not in view,
        newest=_link(visit, whats),
        seen=found.seen,
        feed_query=_query(visit, whats),
    )


@router.get("/changes.rss")
def changes_rss(visit: Visiting) -> Response:
    """Answer with the newest changes as RSS 2.0."""
    site, page, here, found = _asked(visit, "/changes.rss")
    body = rss([entry(one) for one in found.changes], site, page, here)
    return Response(body, media_type="application/rss+xml")


@router.get("/changes.atom")
def changes_atom(visit: Visiting) -> Response:
    """Answer with the newest changes as Atom."""
    site, page, here, found = _asked(visit, "/changes.atom")
    body = atom([entry(one) for one in found.changes], site, page, here)
    return Response(body, media_type="application/atom+xml")


def _asked(visit: Visit, path: str) -> tuple[str, str, str, Page]:
    url = visit.request.base_url
    site = f"{'https' if visit.settings.secure else url.scheme}://{url.netloc}"
    query = _query(visit, whats_of(visit.address))
    return site, f"{site}/changes{query}", f"{site}{path}{query}", _feed(visit, None, FEED)


def _feed(visit: Visit, after: Key | None, limit: int) -> Page:
    asked = visit.address.selection
    since = _midnight(asked.since) if asked.since else None
    if asked.until and after is None:  # begin with the end of that day
        after = Key(_midnight(asked.until + datetime.timedelta(days=1)), 0)
    with visit.reading() as connection:
        whats = whats_of(visit.address)
        return feed(connection, asked, whats, since=since, after=after, limit=limit, newest=visit.newest)


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _turned(whats: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(w for w in whats if w != one) if one in whats else (*whats, one)


def _query(visit: Visit, whats: tuple[str, ...], **more: str) -> str:
    pairs = [*visit.address.filters, *([("what", ",".join(whats))] if whats else []), *more.items()]
    return f"?{urlencode(pairs)}" if pairs else ""


def _link(visit: Visit, whats: tuple[str, ...], **more: str) -> str:
    return f"/changes{_query(visit, whats, **more)}"
