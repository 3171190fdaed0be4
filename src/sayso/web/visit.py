"""A visit: one request with the ledger it reads, who makes it, and what its address says."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Annotated, cast

from fastapi import Depends, Request
from sqlalchemy import Connection

from sayso.access.people import Person
from sayso.access.roles import Role
from sayso.errors import ForbiddenError, NotFoundError
from sayso.export.coarsen import Grid
from sayso.export.redact import Redaction
from sayso.ledger.database import Ledger
from sayso.ledger.overview import Overview
from sayso.model.incident import Incident
from sayso.web.address import Address, address_of, narrowed
from sayso.web.rules import rules, under
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

    @property
    def redaction(self) -> Redaction | None:
        """Return the names that this viewer may not see; None for whoever sees all."""
        return redaction_for(self.viewer, self.settings)

    @property
    def newest(self) -> datetime.date | None:
        """Return the last day (UTC) of which this viewer is shown anything; None where nothing is held back."""
        if not self.settings.delay or self.viewer.role.may(Role.REVIEWER):
            return None
        return datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=self.settings.delay)

    def may_see(self, day: datetime.date | None, what: str) -> None:
        """Raise NotFoundError if something of a day, or of an unknown day, is held back from this viewer."""
        newest = self.newest
        if newest is not None and (day is None or day > newest):
            raise NotFoundError(f"{what}: not shown here yet; what is newer than {newest} is held back")

    def may_see_incident(self, incident: Incident) -> None:
        """Raise NotFoundError if an incident is held back: by its first day, without one by its oldest report."""
        when = incident.when
        day = (when.start or when.end) if when else None
        published = [source.published for source in incident.sources if source.published]
        self.may_see(day or min(published, default=None), f"incident {incident.id}")


def redaction_for(viewer: Viewer, settings: Settings) -> Redaction | None:
    """Return the names that a viewer may not see."""
    return None if viewer.role.may(Role.REVIEWER) else settings.redaction


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
    hidden = found.redaction
    if hidden is not None and any(hidden.touches(value) for _, value in request.query_params.multi_items()):
        raise ForbiddenError("a word asked for is part of a name that is not shown here, and would find it")
    newest = found.newest
    if newest is None:
        return found
    if request.url.path != "/" and not under(request.url.path, rules().delayed):
        raise ForbiddenError("this page is not shown to viewers while what is new is held back (--delay-days)")
    until = min(found.address.selection.until or newest, newest)
    return replace(found, address=narrowed(found.address, until=until))


def needs(role: Role) -> Callable[[Request], None]:
    """Return a dependency that raises ForbiddenError for whoever may not do what the role may."""

    def may(request: Request) -> None:
        if not request.state.viewer.role.may(role):
            raise ForbiddenError(f"this needs the role {role}; you have {request.state.viewer.role}")

    return may


Visiting = Annotated[Visit, Depends(visit)]
