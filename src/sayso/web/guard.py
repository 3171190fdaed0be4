"""What stands before every page: names the server answers to, who asks and what they may, forged forms, rates."""

import logging
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from sayso.access import sessions, tokens
from sayso.errors import ForbiddenError, LedgerError
from sayso.ledger.database import Ledger
from sayso.web import forged
from sayso.web.blacking import Blacking
from sayso.web.errors import API, answer
from sayso.web.headers import content_policy, harden
from sayso.web.rates import Rates, asker
from sayso.web.rules import SAFE, rules
from sayso.web.settings import Access, Settings, reviewer_name
from sayso.web.visit import Role, Viewer
from sayso.web.wire import Wire

__all__ = ["content_policy", "cookie_name", "register", "unforged"]
log = logging.getLogger("sayso.web")
CSRF_COOKIE, CSRF_FIELD, CSRF_HEADER = "sayso_csrf", "csrf", "x-sayso-csrf"
SESSION_COOKIE = "sayso_session"
# Answers below this size, in bytes, are not worth compressing.
SMALL = 1_000
# How hard compression tries, 1 to 9: the last steps take most of the time for little.
EFFORT = 4
_BEARER = "bearer "
# What programs may ask for with a token, beside the API.
_BY_TOKEN = (API, "/metrics")

Next = Callable[[Request], Awaitable[Response]]


def register(app: FastAPI, settings: Settings) -> None:
    """Put the guards before the application; its `state.ledger` must be set. Raises SettingError for a bad rate."""
    rates = Rates(dict(settings.limits))
    app.state.rates = rates
    csrf_cookie = cookie_name(CSRF_COOKIE, settings)

    if settings.redaction is not None:
        app.add_middleware(Blacking, settings=settings)  # within the guard, which finds out who asks

    @app.middleware("http")
    async def guard(request: Request, call_next: Next) -> Response:
        held = request.cookies.get(csrf_cookie, "")
        fresh = held or secrets.token_urlsafe(32)
        request.state.csrf_secret = held
        request.state.csrf_plain = settings.access is Access.LOCAL
        request.state.by_token = False
        request.state.asker = asker(request, settings)
        refused: Response | None
        if settings.access is Access.LOCAL:
            request.state.viewer = Viewer(reviewer_name(), Role.ADMIN)
            refused = _foreign(request)
        else:
            refused = await _admit(request, app.state.ledger, settings, rates)
        if settings.access is Access.LOCAL:
            request.state.csrf = fresh
        else:
            request.state.csrf = forged.signed(request.state.csrf_secret or fresh)
        response = refused or await call_next(request)
        harden(request, response, settings)
        if not held and not request.url.path.startswith("/static/"):
            response.set_cookie(csrf_cookie, fresh, httponly=True, samesite="strict", secure=settings.secure)
        return response

    app.add_middleware(GZipMiddleware, minimum_size=SMALL, compresslevel=EFFORT)
    app.add_middleware(Wire, largest=settings.largest_body, secure=settings.secure)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.names))


def cookie_name(name: str, settings: Settings) -> str:
    """Return the name of a cookie; over HTTPS one that no other host and no page without HTTPS can set."""
    return f"__Host-{name}" if settings.secure else name


async def unforged(request: Request) -> None:
    """Raise unless a changing request comes from a page of ours, with the token of its cookie, or from a program.

    A foreign page can make a browser send forms and JSON here. Browsers tell where a request comes from (`Origin`,
    `Sec-Fetch-Site`), and every guarded request is held to that already; here the token is asked for as well, but of
    programs: who shows a token of the API has no cookie that could be abused, and what tells of no page and is JSON was
    not sent by one.
    """
    if request.method in SAFE or request.state.by_token or forged.by_program(request):
        return
    given = request.headers.get(CSRF_HEADER) or str((await request.form()).get(CSRF_FIELD, ""))
    secret = request.state.csrf_secret
    right = forged.same if request.state.csrf_plain else forged.proves
    if not secret or not right(secret, given):
        raise ForbiddenError(
            "this did not come from a page of this server, or the page is too old: load it again; "
            "a program sends content-type: application/json and no origin"
        )


def _foreign(request: Request) -> Response | None:
    if request.method not in SAFE and forged.foreign(request):
        return answer(request, 403, "another site asked for this; nothing was changed")
    return None


async def _admit(request: Request, ledger: Ledger, settings: Settings, rates: Rates) -> Response | None:
    """Find out who asks, and return an answer for whoever may not, may not now, or was sent by a foreign page."""
    path = request.url.path
    request.state.viewer = None
    needed = rules().needed(request.method, path)
    if path.startswith("/static/"):
        return None
    try:
        viewer = await run_in_threadpool(_who, request, ledger, settings)
    except LedgerError as error:
        return answer(request, 503, str(error))
    request.state.viewer = viewer
    who = f"account {viewer.person.id}" if viewer and viewer.person else f"address {request.state.asker}"
    wait = rates.wait_for(request, who)
    if wait:
        refused = answer(request, 429, f"too many requests; wait {wait} seconds", retry_after=wait)
        refused.headers["Retry-After"] = str(wait)
        return refused
    if foreign := _foreign(request):
        return foreign
    if needed is None:
        return None
    if viewer is None:
        return _sign_in_first(request)
    if not viewer.role.may(needed):
        return answer(request, 403, f"this needs the role {needed}; you have {viewer.role}")
    return None


def _who(request: Request, ledger: Ledger, settings: Settings) -> Viewer | None:
    """Return who asks: by a token of the API, under /api and at /metrics only, or else by the cookie of a session."""
    given = request.headers.get("authorization", "")
    if given and request.url.path.startswith(_BY_TOKEN):
        request.state.by_token = True
        held = tokens.bearer(ledger, given[len(_BEARER) :].strip()) if given.lower().startswith(_BEARER) else None
        return Viewer(held.name, held.role, held) if held else None
    secret = request.cookies.get(cookie_name(SESSION_COOKIE, settings), "")
    found = sessions.held(ledger, secret) if secret else None
    if found is None:
        return None
    person, session = found
    request.state.csrf_secret = secret
    return Viewer(person.name, person.role, person, session)


def _sign_in_first(request: Request) -> Response:
    path, query = request.url.path, request.url.query
    if path.startswith(API) or request.method not in SAFE or "hx-request" in request.headers:
        refused = answer(request, 401, "sign in first; a program sends Authorization: Bearer TOKEN")
        refused.headers["WWW-Authenticate"] = "Bearer"
        return refused
    wanted = quote(f"{path}?{query}" if query else path, safe="")
    return RedirectResponse("/signin" if path == "/" and not query else f"/signin?next={wanted}", 303)
