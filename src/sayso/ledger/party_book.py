"""What the tables tell of a party by its code: name, aliases, sector, country, sponsor, whose side it is on."""

from dataclasses import dataclass
from functools import lru_cache

from sayso.extract.parties_data import BODIES, COUNTRIES, GROUPS, LEADERS, iso_of
from sayso.knowledge.files import read_csv, read_yaml, split
from sayso.ledger.origin_data import STATE, origin_data

NAMES = "parties/sector_names.yaml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A party as the tables have it; what they do not tell is empty.

    `sector` is in words, `countries` are ISO3 codes, `sponsor` and `allies` are codes of parties, `years` the years in
    which the name was in use.
    """

    code: str
    name: str
    aliases: tuple[str, ...] = ()
    sector: str = ""
    countries: tuple[str, ...] = ()
    sponsor: str = ""
    alignment: str = ""
    allies: tuple[str, ...] = ()
    years: str = ""
    bodies: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def entry(code: str) -> Entry:
    """Return what the tables tell of a code; of one they do not know, the code as its name."""
    row = _groups().get(code)
    if row is not None:
        first, last = row["valid_from"][:4], row["valid_to"][:4]
        return Entry(
            code,
            row["name"],
            aliases=tuple(split(row["aliases"])),
            sector=row["kind"].replace("-", " ").replace("_", " "),
            countries=tuple(split(row["country"])),
            sponsor=row["sponsor"],
            alignment=row["alignment"],
            allies=_allies(code),
            years=f"{first or ''} to {last}" if last else f"since {first}" if first else "",
            leaders=_leaders(code),
        )
    return _organ(code)


def name(code: str) -> str:
    """Return a party in words: "Islamic State", "Syria: armed forces"; the code where no table has it."""
    return entry(code).name


def _organ(code: str) -> Entry:
    """Return an entry for a state, its organ, or a body that shares a code."""
    words = read_yaml(NAMES)
    organs, shared = words["organs"], words["shared"]
    # CIV are civilians in a ledger, never the country of that code.
    iso = iso_of(code) or (code if code in _countries() and code not in shared else "")
    sector = organs.get(code[4:], "") if iso else shared.get(code, "")
    country = _countries().get(iso, iso)
    known = f"{country}: {sector}" if iso and sector else country if iso and code == iso else sector
    bodies = _bodies().get(code, ())
    only = bodies[0] if len(bodies) == 1 and not iso else ""
    return Entry(
        code,
        only or known or code,
        sector=sector,
        countries=(iso,) if iso else (),
        allies=_allies(STATE + iso) if iso else _allies(code),
        bodies=bodies,
        leaders=_leaders(code),
    )


def _allies(code: str) -> tuple[str, ...]:
    """Return those who stand on one side with it, as the tables of origins tell."""
    sides = [side for side in origin_data().allies if code in side]
    return tuple(sorted({other.removeprefix(STATE) for side in sides for other in side if other != code}))


@lru_cache(maxsize=1)
def _groups() -> dict[str, dict[str, str]]:
    return {row["slug"]: row for row in read_csv(GROUPS)}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in read_csv(COUNTRIES)}


@lru_cache(maxsize=1)
def _bodies() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in read_csv(BODIES):
        found[row["code"]] = (*found.get(row["code"], ()), row["name"])
    return found


@lru_cache(maxsize=256)
def _leaders(code: str) -> tuple[str, ...]:
    return tuple(
        f"{row['person']}, {row['office']}" if row["office"] else row["person"]
        for row in read_csv(LEADERS)
        if row["code"] == code
    )
