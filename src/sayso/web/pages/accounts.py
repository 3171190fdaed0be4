"""The accounts, kept by admins: added, given roles and passwords, shut out and let in again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from sayso.access import passwords, people
from sayso.access.roles import Role
from sayso.errors import NotFoundError, SettingError
from sayso.web.guard import unforged
from sayso.web.templating import render
from sayso.web.visit import Visit, Visiting, needs

router = APIRouter(prefix="/accounts", dependencies=[Depends(unforged), Depends(needs(Role.ADMIN))])
Name = Annotated[str, Form()]


@router.get("")
def accounts_page(visit: Visiting) -> HTMLResponse:
    """List the accounts."""
    return _page(visit)


@router.post("/add")
def add(visit: Visiting, name: Name = "", role: Annotated[str, Form()] = "") -> HTMLResponse:
    """Add an account with a password of our making, which is shown this once."""
    secret = passwords.made_up()
    try:
        added = people.add(visit.ledger, name, role, secret, by=visit.viewer.name)
    except SettingError as error:
        return _page(visit, wrong=f"{error}.", status=400)
    return _page(visit, secret=secret, about=added.name)


@router.post("/role", response_model=None)
def role(visit: Visiting, name: Name = "", role: Annotated[str, Form()] = "") -> HTMLResponse | RedirectResponse:
    """Give somebody another role."""
    try:
        people.set_role(visit.ledger, name, role, by=visit.viewer.name)
    except (SettingError, NotFoundError) as error:
        return _page(visit, wrong=f"{error}.", status=400)
    return RedirectResponse("/accounts", 303)


@router.post("/password")
def password(visit: Visiting, name: Name = "") -> HTMLResponse:
    """Give somebody a new password of our making, which is shown this once; their sessions end."""
    secret = passwords.made_up()
    people.set_password(visit.ledger, name, secret, by=visit.viewer.name)
    return _page(visit, secret=secret, about=name)


@router.post("/disable", response_model=None)
def disable(visit: Visiting, name: Name = "") -> HTMLResponse | RedirectResponse:
    """Shut somebody out."""
    try:
        people.disable(visit.ledger, name, by=visit.viewer.name)
    except SettingError as error:
        return _page(visit, wrong=f"{error}.", status=400)
    return RedirectResponse("/accounts", 303)


@router.post("/enable")
def enable(visit: Visiting, name: Name = "") -> RedirectResponse:
    """Let somebody in again."""
    people.enable(visit.ledger, name, by=visit.viewer.name)
    return RedirectResponse("/accounts", 303)


def _page(visit: Visit, *, status: int = 200, **said: str) -> HTMLResponse:
    with visit.reading() as connection:
        everyone = people.everyone(connection)
    said = {"wrong": "", "secret": "", "about": "", **said}
    return render(visit, "accounts.html", status=status, everyone=everyone, roles=list(Role), **said)
