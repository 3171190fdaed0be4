"""The vocabulary: kinds of event, parties, outlets."""

from typing import Any

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from sayso.extract.frames import frame_book
from sayso.ledger.census import parties, publishers
from sayso.ledger.outlets import outlet
from sayso.ledger.party_book import entry
from sayso.web.api.incidents import After, Limit
from sayso.web.problems import READS, documented
from sayso.web.reply import answered, token, untoken
from sayso.web.shapes import Page
from sayso.web.visit import Visiting

router = APIRouter(tags=["vocabulary"], responses=documented(*READS))


class Kind(BaseModel):
    """A kind of event."""

    kind: str
    about: str
    phases: list[str]


class Kinds(BaseModel):
    """Every kind of event."""

    items: list[Kind]


class Party(BaseModel):
    """A party of some incident."""

    party: str = Field(description="Its code.")
    name: str
    sector: str
    countries: list[str]
    incidents: int = Field(description="Incidents of which it is a doer or a target.")


class OutletLine(BaseModel):
    """A publisher of some report, and who stands behind it where that is known."""

    publisher: str
    incidents: int = Field(description="Incidents that its reports tell of.")
    known: bool = Field(description="Whether the table of outlets has it; else what follows is empty.")
    owner: str
    country: str
    alignment: str
    kind: str
    official: bool


@router.get("/kinds", response_model=Kinds)
def list_kinds(visit: Visiting) -> Response:
    """List the kinds of event, each with what it means and its phases."""
    book = sorted(frame_book().kinds.items())
    return answered({"items": [{"kind": n, "about": k.about, "phases": sorted(k.phases)} for n, k in book]})


@router.get("/parties", response_model=Page[Party])
def list_parties(visit: Visiting, limit: Limit = 50, after: After = None) -> Response:
    """List the parties of the ledger by code, each with the number of incidents it is part of."""
    start = untoken("parties", after, str)[0] or "" if after is not None else ""
    with visit.reading() as connection:
        found = parties(connection, after=start, limit=limit + 1)
    more = token("parties", found[limit - 1][0]) if len(found) > limit else None
    return answered({"items": [_party(code, number) for code, number in found[:limit]], "next": more})


@router.get("/outlets", response_model=Page[OutletLine])
def list_outlets(visit: Visiting, limit: Limit = 50, after: After = None) -> Response:
    """List the publishers of the ledger by name, each with the number of incidents it tells of and who owns it."""
    start = untoken("outlets", after, str)[0] or "" if after is not None else ""
    with visit.reading() as connection:
        found = publishers(connection, after=start, limit=limit + 1)
    more = token("outlets", found[limit - 1][0]) if len(found) > limit else None
    return answered({"items": [_outlet(name, number) for name, number in found[:limit]], "next": more})


def _party(code: str, number: int) -> dict[str, Any]:
    known = entry(code)
    return {
        "party": code,
        "name": known.name,
        "sector": known.sector,
        "countries": known.countries,
        "incidents": number,
    }


def _outlet(name: str, number: int) -> dict[str, Any]:
    known = outlet(name)
    told = {part: getattr(known, part, "") for part in ("owner", "country", "alignment", "kind")}
    return {
        "publisher": name,
        "incidents": number,
        "known": known is not None,
        **told,
        "official": known is not None and known.official,
    }
