"""A visit: one request with the ledger it reads, who makes it, and what its address says."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy import Connection

from sayso.access.people import Person
from sayso.access.roles import Role
from sayso.errors import ForbiddenError
from sayso.export.coarsen import Grid
from sayso.ledger.database import Ledger
from sayso.ledger.overview import Overview
from sayso.web.address import Address, address_of
from sayso.web.settings import Settings

__all__ = ["Role", "Viewer", "Visit", "Visiting", "needs", "visit"]


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at the pages; `person` is their account and `session` its row, both None for the local user."""

    name: str
    role: Role
    person: Person | None = None
    session: int | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """What every page and endpoint has at hand."""

    request: Request
    ledger: Ledger
    settings: Settings
    viewer: Viewer
    address: Address

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger."""
        with self.ledger.reading() as connection:
            yield connection

    @property
    def overview(self) -> Overview:
        """Return the columns of the ledger in memory, of which this application holds one set."""
        return cast("Overview", self.request.app.state.overview)

    @property
    def coarsen_km(self) -> float | None:
        """Return the size in kilometres of the cells that this viewer sees places in; None shows them as held."""
        return None if self.viewer.role.may(Role.REVIEWER) else self.settings.coarsen_km

    @property
    def grid(self) -> Grid | None:
        """Return the grid on which this viewer sees places; None shows them as held."""
        return Grid(self.coarsen_km) if self.coarsen_km else None


def visit(request: Request) -> Visit:
    """Return the visit of a request.

    Raises SettingError where the address means nothing, ForbiddenError where it would find out a place more closely
    than it may be shown.
    """
    state = request.app.state
    viewer = cast("Viewer", request.state.viewer)
    found = Visit(request, state.ledger, state.settings, viewer, address_of(request.query_params.multi_items()))
    if found.coarsen_km and found.address.selection.box is not None:
        raise ForbiddenError("box: places are shown only coarsely here, and frames would find them; choose by place")
    return found


def needs(role: Role) -> Callable[[Request], None]:
    """Return a dependency that raises ForbiddenError for whoever may not do what the role may."""

    def may(request: Request) -> None:
        if not request.state.viewer.role.may(role):
            raise ForbiddenError(f"this needs the role {role}; you have {request.state.viewer.role}")

    return may


Visiting = Annotated[Visit, Depends(visit)]
