"""Signing in and out."""

import logging
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sayso.access import log as record
from sayso.access import people, sessions
from sayso.access.names import LONGEST, folded
from sayso.export.visible import one_line
from sayso.web.guard import SESSION_COOKIE, cookie_name, unforged
from sayso.web.settings import Access
from sayso.web.templating import environment

log = logging.getLogger("sayso.web")
router = APIRouter(dependencies=[Depends(unforged)])
WRONG = "The name or the password is wrong, or the account is disabled."


@router.get("/signin")
def signin_page(request: Request, next: str = "/") -> Response:
    """Show the form, or go on where nobody needs to sign in."""
    if request.app.state.settings.access is Access.LOCAL or request.state.viewer:
        return RedirectResponse(own_path(next), 303)
    return _form(request, own_path(next))


@router.post("/signin")
def signin(
    request: Request, name: Annotated[str, Form()] = "", password: Annotated[str, Form()] = "", next: str = "/"
) -> Response:
    """Begin a session, always a new one; what was wrong is not told, so that names cannot be tried out."""
    state, address = request.app.state, request.state.asker
    if state.settings.access is Access.LOCAL:
        return RedirectResponse("/", 303)
    wait = state.rates.wait("names", folded(name), address)
    if wait:
        log.warning("sign-in as %s from %s: too often", one_line(name)[:LONGEST], address)
        page = _form(request, own_path(next), f"Too many tries; wait {wait} seconds.", 429)
        page.headers["Retry-After"] = str(wait)
        return page
    who = people.proven(state.ledger, name, password)
    if who is None:
        log.warning("sign-in as %s from %s failed", one_line(name)[:LONGEST], address)
        with state.ledger.writing() as connection:
            record.write(connection, record.FAILED, name[:LONGEST], address=address)
        return _form(request, own_path(next), WRONG, 401)
    old = request.state.viewer
    if old and old.person and old.session is not None:
        sessions.end(state.ledger, old.person, old.session, address=address)
    secret = sessions.begin(state.ledger, who, agent=request.headers.get("user-agent", ""), address=address)
    log.info("%s signed in from %s", who.name, address)
    answer = RedirectResponse(own_path(next), 303)
    answer.set_cookie(
        cookie_name(SESSION_COOKIE, state.settings),
        secret,
        max_age=int(sessions.WHOLE.total_seconds()),
        httponly=True,
        samesite="lax",  # so that a link in a message leads to its page; forms are guarded on their own
        secure=state.settings.secure,
    )
    return answer


@router.post("/signout")
def signout(request: Request, everywhere: Annotated[bool, Form()] = False) -> RedirectResponse:
    """End the session, or all of the account."""
    state, viewer = request.app.state, request.state.viewer
    if viewer.person and everywhere:
        sessions.end_all(state.ledger, viewer.person, address=request.state.asker)
    elif viewer.person and viewer.session is not None:
        sessions.end(state.ledger, viewer.person, viewer.session, address=request.state.asker)
    answer = RedirectResponse("/signin", 303)
    name = cookie_name(SESSION_COOKIE, state.settings)
    answer.delete_cookie(name, httponly=True, samesite="lax", secure=state.settings.secure)
    return answer


def own_path(wanted: str) -> str:
    """Return a path of this server to go on to; whatever could lead elsewhere becomes the first page."""
    plain = wanted.isascii() and wanted.isprintable() and not set(wanted) & set("\\ ")
    # Browsers take // and, after cleaning, /\ for the beginning of another host.
    return wanted if plain and wanted.startswith("/") and not wanted.startswith(("//", "/signin")) else "/"


def _form(request: Request, onward: str, wrong: str = "", status: int = 200) -> HTMLResponse:
    values: dict[str, Any] = {"csrf": request.state.csrf, "next": onward, "wrong": wrong}
    return HTMLResponse(environment().get_template("signin.html").render(**values), status)
