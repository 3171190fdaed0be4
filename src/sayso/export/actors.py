"""Parties under the names and codes that other projects know: ACLED, UCDP and CAMEO, from `crosswalks/actors.csv`."""

from dataclasses import dataclass
from functools import lru_cache

from sayso.export.cells import clean
from sayso.extract.parties_data import COUNTRIES, GROUPS, iso_of
from sayso.knowledge.files import read_csv, split
from sayso.model.incident import Actor
from sayso.model.statement import OUTLET, UNKNOWN

_GROUP = "group"  # the sector of parties that have a code of their own


@dataclass(frozen=True, slots=True)
class Named:
    """An actor as the schemes have it: `side` is state or other, `group` is state, group or civilians; "" not known.

    `acled` and `ucdp` are names, `cameo` is a code; None where the actor is not told.
    """

    side: str = ""
    group: str = ""
    acled: str | None = None
    ucdp: str | None = None
    cameo: str | None = None


def named(actors: tuple[Actor, ...], country: str) -> Named:
    """Return the first of the actors, the one most told, in the terms of the schemes.

    `country` is the ISO3 code of the place, for parties that have no country ("Civilians (Syria)"). A party that was
    not resolved keeps the words of the report and has no side and no code.
    """
    if not actors:
        return Named()
    text, party = clean(actors[0].text), actors[0].party
    if party in ("", UNKNOWN, OUTLET):
        words = text if text and text != UNKNOWN else None
        return Named(acled=words, ucdp=words)
    found = _groups().get(party, {})
    own = iso_of(party)
    homes = [own] if own else split(found.get("country", ""))
    values = {
        "name": found.get("name") or text or clean(party),
        "country": country_name(own or country),
        "iso3": homes[0] if len(homes) == 1 else "",
    }
    row = _row(party, found.get("kind", ""), found.get("alignment", ""))
    acled, ucdp, cameo = (row[scheme].format(**values).replace(" ()", "") for scheme in ("acled", "ucdp", "cameo"))
    return Named(row["side"], row["class"], acled, ucdp, cameo)


def country_name(iso3: str) -> str:
    """Return the English name of a country by its code; the code itself where no table has it."""
    return _countries().get(iso3, clean(iso3))


def _row(party: str, kind: str, alignment: str) -> dict[str, str]:
    shared = {row["sector"] for row in _rows()}
    sector = party.partition("-")[2] if iso_of(party) else party if party in shared else _GROUP
    told = {"sector": sector, "kind": kind, "alignment": alignment}
    return next(row for row in _rows() if all(row[key] in ("", value) for key, value in told.items()))


@lru_cache(maxsize=1)
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_csv("crosswalks/actors.csv"))


@lru_cache(maxsize=1)
def _groups() -> dict[str, dict[str, str]]:
    return {row["slug"]: row for row in read_csv(GROUPS)}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in read_csv(COUNTRIES)}
