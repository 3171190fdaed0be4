"""What people type for countries, parties and kinds, as the ledger writes them."""

import difflib
import functools

from sayso.errors import SettingError
from sayso.knowledge.files import read_csv
from sayso.ledger.traits import families

# How alike a misspelt name must be to be proposed.
LIKE = 0.7


@functools.cache
def _countries() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in read_csv("parties/countries.csv"):
        for name in (row["iso3"], row["name"], *row["aliases"].split(";")):
            if name:
                found.setdefault(name.lower().removeprefix("the "), row["iso3"])
    return found


@functools.cache
def _groups() -> dict[str, str]:
    found: dict[str, str] = {}
    for table in ("parties/groups.csv", "parties/bodies.csv"):
        for row in read_csv(table):
            slug = row.get("slug") or row.get("code") or ""
            for name in (slug, row["name"], *row["aliases"].split(";")):
                if name and slug:
                    found.setdefault(name.lower().removeprefix("the "), slug)
    return found


def country_codes() -> set[str]:
    """Return the ISO3 codes of all countries."""
    return set(_countries().values())


def country_code(name: str) -> str:
    """Return the ISO3 code of a country given by code or English name; raises SettingError with the nearest names."""
    key = name.strip().lower().removeprefix("the ")
    if key not in _countries():
        raise SettingError(f"--country {name}: no country of this name or ISO3 code{_like(key, _countries())}")
    return _countries()[key]


def party_code(name: str) -> str:
    """Return the code of a party given by code, name or alias; any other word is taken for a code as it stands.

    A state's organ is its ISO3 code and sector: SYR-MIL, USA-GOV. Raises SettingError for an unknown name of several
    words, which can be no code.
    """
    key = name.strip().lower().removeprefix("the ")
    if key in _groups():
        return _groups()[key]
    if " " in key:
        raise SettingError(f"--party {name}: no party of this name{_like(key, _groups())}")
    return key.upper() if key[:3].upper() in _countries().values() and key[3:4] in ("", "-") else _upper(key)


def _upper(key: str) -> str:
    return key.upper() if len(key) <= 3 else key


def kind_name(name: str) -> str:
    """Return a kind of event; raises SettingError with the kinds there are."""
    key = name.strip().lower().replace("-", "_").replace(" ", "_")
    if key not in families():
        raise SettingError(f"--kind {name}: no such kind; there are {', '.join(sorted(families()))}")
    return key


def _like(key: str, names: dict[str, str]) -> str:
    near = difflib.get_close_matches(key, names, n=2, cutoff=LIKE)
    return f"; did you mean {' or '.join(near)}?" if near else ""
