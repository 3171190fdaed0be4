"""Parties of the ledger: a list that can be searched, and each one by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from sayso.errors import NotFoundError
from sayso.export.actors import country_name
from sayso.ledger.party_book import Entry, entry, name
from sayso.ledger.party_counts import PartyCount, counts_of, part_of, parties
from sayso.web.kept import kept
from sayso.web.templating import render
from sayso.web.visit import Visit, Visiting

router = APIRouter(prefix="/parties")
# Rows of one page.
PAGE = 100


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A party in the list."""

    entry: Entry
    countries: tuple[tuple[str, str], ...]
    count: PartyCount


@router.get("")
def all_parties(visit: Visiting) -> HTMLResponse:
    """List the parties of the ledger, those with most incidents first."""
    rows = _rows(visit)
    view, countries = visit.address.view, visit.address.selection.countries
    words = view.get("q", "").lower().split()
    sector, alignment = view.get("sector", ""), view.get("alignment", "")
    found = [
        row
        for row in rows
        if all(word in _haystack(row.entry) for word in words)
        and (not countries or set(countries) & set(row.entry.countries))
        and sector in ("", row.entry.sector)
        and alignment in ("", row.entry.alignment)
    ]
    start = int(view["from"]) if view.get("from", "").isdecimal() and len(view["from"]) < 7 else 0
    return render(
        visit,
        "parties.html",
        rows=found[start : start + PAGE],
        total=len(found),
        start=start,
        page=PAGE,
        view=view,
        sectors=_distinct(row.entry.sector for row in rows),
        alignments=_distinct(row.entry.alignment for row in rows),
        split=bool(rows) and rows[0].count.doer is not None,
    )


@router.get("/{code}")
def one_party(visit: Visiting, code: str) -> HTMLResponse:
    """Show what the tables and the ledger hold of one party."""
    with visit.reading() as connection:
        counts = counts_of(connection, code)
        part = part_of(connection, code)
    known = entry(code)
    if not counts.total and known.name == code:
        raise NotFoundError(f"{code[:80]}: no party of this code is in the ledger or the tables")
    return render(
        visit,
        "party.html",
        party=known,
        counts=counts,
        part=part,
        countries=[(iso, country_name(iso)) for iso in known.countries],
        allies=[(ally, name(ally)) for ally in known.allies],
        sponsor=name(known.sponsor) if known.sponsor else "",
        most=max(counts.by_month.values(), default=1),
    )


def _rows(visit: Visit) -> list[PartyRow]:
    def find() -> list[PartyRow]:
        with visit.reading() as connection:
            visit.overview.refresh(connection)
            counts = parties(connection, visit.overview.most("party"))
        return [_row(one) for one in counts]

    return kept(visit, "parties", find)


def _row(count: PartyCount) -> PartyRow:
    known = entry(count.code)
    return PartyRow(known, tuple((iso, country_name(iso)) for iso in known.countries), count)


def _haystack(known: Entry) -> str:
    return " ".join((known.code, known.name, *known.aliases, *known.bodies)).lower()


def _distinct(values: Iterable[str]) -> list[str]:
    return sorted({value for value in values if value})
