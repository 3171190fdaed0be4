"""One's own account: password, sessions, tokens for programs."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.access import people, sessions, tokens
from sayso.access.people import Person
from sayso.access.roles import Role
from sayso.errors import NotFoundError, SettingError
from sayso.web.guard import unforged
from sayso.web.templating import render
from sayso.web.visit import Visit, Visiting

router = APIRouter(prefix="/account", dependencies=[Depends(unforged)])
DONE = {"session": "The session was ended.", "token": "The token was revoked."}


@router.get("")
def account_page(visit: Visiting) -> HTMLResponse:
    """Show the account of who asks."""
    return _page(visit, done=DONE.get(visit.address.view.get("done", ""), ""))


@router.post("/password")
def password(
    visit: Visiting,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> HTMLResponse:
    """Set another password, for who knows the one before; all sessions end, this one too."""
    who = _own(visit)
    if _tried_too_often(visit, who):
        return _page(visit, wrong="Too many tries; wait a minute.", status=429)
    if people.proven(visit.ledger, who.name, old) is None:
        return _page(visit, wrong="The present password is wrong.", status=400)
    if new != again:
        return _page(visit, wrong="The two new passwords differ.", status=400)
    try:
        people.set_password(visit.ledger, who.name, new, by=who.name)
    except SettingError as error:
        return _page(visit, wrong=f"{str(error)[:1].upper()}{str(error)[1:]}.", status=400)
    return _page(visit, done="The password was changed. Every session has ended: sign in again.")


@router.post("/sessions/{session}/end")
def end_session(visit: Visiting, session: int) -> RedirectResponse:
    """End one session of one's own."""
    if session.bit_length() < 64:
        sessions.end(visit.ledger, _own(visit), session, address=visit.request.state.asker)
    return RedirectResponse("/account?done=session", 303)


@router.post("/tokens")
def add_token(visit: Visiting, name: Annotated[str, Form()] = "", role: Annotated[str, Form()] = "") -> HTMLResponse:
    """Make a token and show it this once."""
    who = _own(visit)
    try:
        return _page(visit, secret=tokens.issue(visit.ledger, who, name, role, by=who.name))
    except SettingError as error:
        return _page(visit, wrong=f"{error}.", status=400)


@router.post("/tokens/revoke")
def revoke_token(visit: Visiting, name: Annotated[str, Form()] = "") -> RedirectResponse:
    """Take a token of one's own back."""
    who = _own(visit)
    tokens.revoke(visit.ledger, who, name, by=who.name)
    return RedirectResponse("/account?done=token", 303)


def _own(visit: Visit) -> Person:
    if visit.viewer.person is None:
        raise NotFoundError("you use this ledger without an account; `sayso serve --accounts` serves it with them")
    return visit.viewer.person


def _tried_too_often(visit: Visit, who: Person) -> bool:
    return bool(visit.request.app.state.rates.wait("names", f"account {who.id}", "password"))


def _page(visit: Visit, *, status: int = 200, **said: str) -> HTMLResponse:
    who = _own(visit)
    with visit.reading() as connection:
        return render(
            visit,
            "account.html",
            status=status,
            who=who,
            open_sessions=sessions.sessions_of(connection, who.id),
            kept_tokens=tokens.tokens_of(connection, who.id),
            roles=[role for role in Role if who.role.may(role)],
            **{"done": "", "wrong": "", "secret": "", **said},
        )
