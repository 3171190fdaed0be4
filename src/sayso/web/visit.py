"""A visit: one request with the ledger it reads, who makes it, and what its address says."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy import Connection

from sayso.errors import ForbiddenError
from sayso.ledger.database import Ledger
from sayso.web.address import Address, address_of
from sayso.web.settings import Settings


class Role(StrEnum):
    """What somebody may do; each role may do what those before it may."""

    VIEWER = "viewer"  # read and export
    REVIEWER = "reviewer"  # accept, reject, edit, merge, split, comment, undo, add reports
    ADMIN = "admin"  # accounts, the whole audit log

    def may(self, needed: "Role") -> bool:
        """Tell whether this role may do what the other may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks at the pages."""

    name: str
    role: Role


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
    def coarsen_km(self) -> float | None:
        """Return the size in kilometres of the cells that this viewer sees places in; None shows them as held."""
        return None if self.viewer.role.may(Role.REVIEWER) else self.settings.coarsen_km


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


Visiting = Annotated[Visit, Depends(visit)]
