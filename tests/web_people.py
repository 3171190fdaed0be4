"""People for tests of the pages with accounts: a viewer, a reviewer and an admin, and clients signed in as them."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import insert
from starlette.routing import BaseRoute, Route

from sayso.access import passwords
from sayso.access.names import folded
from sayso.ledger import tables_access as t
from sayso.ledger.database import Ledger
from sayso.web.app import create_app
from sayso.web.settings import Access, Settings
from web_site import HERE

WORDS = "harbour lantern seven"
NAMES = {"viewer": "Vera", "reviewer": "Rahim", "admin": "Amira"}
ACCOUNTS = Settings(access=Access.ACCOUNTS, limits=(("sign-in", "1000/minute"), ("names", "1000/minute")))


@dataclass(frozen=True)
class Team:
    """The application with accounts, and a client for whoever is wanted."""

    app: FastAPI
    ledger: Ledger

    def client(self, role: str = "") -> TestClient:
        """Return a client signed in as somebody of a role; as nobody without one."""
        client = TestClient(self.app, base_url=HERE, follow_redirects=False)
        if role:
            answer = sign_in(client, NAMES[role])
            assert answer.status_code == 303, answer.text
        return client


def team_of(ledger: Ledger, **settings: object) -> Team:
    """Return the application over a ledger, served with accounts."""
    now = datetime.datetime.now(datetime.UTC)
    with ledger.writing() as connection:
        for role, name in NAMES.items():
            row = {"name": name, "folded": folded(name), "role": role, "hash": _hash()}
            connection.execute(insert(t.account).values(created_at=now, password_at=now, **row))
    return Team(create_app(replace(ACCOUNTS, **settings), ledger), ledger)  # type: ignore[arg-type]


@lru_cache(maxsize=1)
def _hash() -> str:
    """One hash for all, made once: making one takes long on purpose."""
    return passwords.hashed(WORDS)


@pytest.fixture
def team(ledger: Ledger) -> Iterator[Team]:
    """A small ledger served with accounts."""
    yield team_of(ledger)


def csrf(client: TestClient, path: str = "/help") -> str:
    """Return the token of a page's forms."""
    found = re.search(r'name="csrf" (?:content|value)="([^"]+)"', client.get(path).text)
    assert found, f"{path} has no token"
    return found[1]


def sign_in(client: TestClient, name: str, password: str = WORDS, onward: str = "/help"):  # type: ignore[no-untyped-def]
    """Send the form of the page for signing in."""
    data = {"csrf": csrf(client, "/signin"), "name": name, "password": password}
    return client.post("/signin", params={"next": onward}, data=data)


def addresses(routes: list[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield the method and the path of every route of an application, mounted files apart."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from addresses(inner.routes, prefix + route.include_context.prefix)  # type: ignore[attr-defined]
        elif isinstance(route, Route) or hasattr(route, "methods"):
            for method in sorted(route.methods or ()):  # type: ignore[attr-defined]
                yield method, prefix + route.path  # type: ignore[attr-defined]
