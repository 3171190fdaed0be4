"""Outlets of the ledger: whose they are, what they print and what they reprint."""

from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.errors import NotFoundError
from sayso.export.actors import country_name
from sayso.ledger.outlet_counts import OutletCount, outlet_part, outlets
from sayso.ledger.outlets import Outlet, outlet
from sayso.ledger.party_book import name as party_name
from sayso.web.kept import kept
from sayso.web.templating import render
from sayso.web.told import outlet_name
from sayso.web.visit import Visiting

router = APIRouter(prefix="/outlets")
# Rows of one page.
PAGE = 100


@dataclass(frozen=True, slots=True)
class OutletRow:
    """An outlet in the list; `known` is what the tables tell of it."""

    count: OutletCount
    name: str
    known: Outlet | None
    country: str
    alignment: str


@router.get("")
def all_outlets(visit: Visiting) -> HTMLResponse:
    """List the outlets of the ledger, those with most reports first."""

    def find() -> list[OutletRow]:
        with visit.reading() as connection:
            visit.overview.refresh(connection)
            return [_row(one) for one in outlets(connection, visit.overview.most("publisher"))]

    rows = kept(visit, "outlets", find)
    view = visit.address.view
    words = view.get("q", "").lower().split()
    found = [row for row in rows if all(word in f"{row.name} {row.count.name}".lower() for word in words)]
    countries = visit.address.selection.countries
    found = [row for row in found if not countries or (row.known and row.known.country in countries)]
    start = int(view["from"]) if view.get("from", "").isdecimal() and len(view["from"]) < 7 else 0
    shown = found[start : start + PAGE]
    return render(visit, "outlets.html", rows=shown, total=len(found), start=start, page=PAGE, view=view)


@router.get("/{name:path}")
def one_outlet(visit: Visiting, name: str) -> HTMLResponse:
    """Show one outlet."""
    with visit.reading() as connection:
        part = outlet_part(connection, name)
    if not part.reports:
        raise NotFoundError(f"{name[:80]}: the ledger has no report of an outlet of this name")
    row = _row(OutletCount(name, part.reports, part.incidents))
    names = {other: outlet_name(other) for other in (*part.from_whom, *part.to_whom)}
    return render(visit, "outlet.html", row=row, part=part, names=names)


def _row(count: OutletCount) -> OutletRow:
    known = outlet(count.name)
    country = country_name(known.country) if known and known.country else ""
    return OutletRow(count, known.name if known else count.name, known, country, alignment(known))


def alignment(known: Outlet | None) -> str:
    """Return in words whose side an outlet's owner takes."""
    if known is None:
        return ""
    sort, _, whose = known.alignment.partition(":")
    if sort == "state":
        return f"the state of {country_name(whose)}"
    if sort == "opposition":
        return f"the opposition of {country_name(whose)}"
    return party_name(whose) if sort == "group" else known.alignment
