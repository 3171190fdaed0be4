"""What is known of origins: the lists of origins.yaml and the groups they speak of, loaded once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sayso.extract.parties_data import COUNTRIES, GROUPS, iso_of
from sayso.extract.parties_words import fold
from sayso.knowledge.files import read_csv, read_yaml, split

ORIGINS = "origins.yaml"
SECTOR_NAMES = "parties/sector_names.yaml"
# Origins that are no party of their own carry one of these in front.
MEDIA, NAME, STATE, TEXT = "media:", "name:", "state:", "text:"


@dataclass(frozen=True, slots=True)
class Group:
    """What parties/groups.csv tells of one group that matters here."""

    name: str
    countries: tuple[str, ...]
    kind: str
    sponsor: str
    alignment: str


@dataclass(frozen=True, slots=True)
class OriginData:
    """The lists of origins.yaml as they are looked up."""

    voice_of: dict[str, str]  # party -> the origin whose word its word is
    allies: tuple[frozenset[str], ...]
    bodies: dict[str, str]  # folded name -> the name it is kept under
    sites: dict[str, str]
    sets: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def origin_data() -> OriginData:
    """Load origins.yaml; raises KnowledgeError if it is broken."""
    data: dict[str, Any] = read_yaml(ORIGINS)
    bodies = {folded(name): kept for kept, names in data["bodies"].items() for name in (kept, *names)}
    special = {"one_voice", "allies", "bodies", "sites"}
    return OriginData(
        voice_of={party: whose for whose, parties in data["one_voice"].items() for party in parties},
        allies=tuple(frozenset(side) for side in data["allies"]),
        bodies=bodies,
        sites=data["sites"],
        sets={name: frozenset(words) for name, words in data.items() if name not in special},
    )


@lru_cache(maxsize=1)
def groups() -> dict[str, Group]:
    """Return the groups of parties/groups.csv by slug."""
    return {
        row["slug"]: Group(
            row["name"], tuple(split(row["country"])), row["kind"], party_origin(row["sponsor"]), row["alignment"]
        )
        for row in read_csv(GROUPS)
    }


@lru_cache(maxsize=1)
def countries() -> dict[str, tuple[str, str]]:
    """Return (name, adjective) of every country by its ISO3 code."""
    return {row["iso3"]: (row["name"], (split(row["demonyms"]) or [row["name"]])[0]) for row in read_csv(COUNTRIES)}


@lru_cache(maxsize=1)
def organs() -> dict[str, str]:
    """Return the words for the organs of a state by the end of their codes ("MIL": "armed forces")."""
    found: dict[str, str] = read_yaml(SECTOR_NAMES)["organs"]
    return found


def party_origin(code: str) -> str:
    """Return the origin that a party's word goes back to, "" for a code that many share and for none.

    Organs of one state are one origin ("SYR-GOV" and "SYR-MIL" give "state:SYR"), as are a force and its command.
    """
    if not code or code in origin_data().sets["shared_codes"]:
        return ""
    iso, sector = iso_of(code), code[4:]
    if iso and sector in {"GOV", "MIL"}:
        return STATE + iso
    if len(code) == 3 and code in countries():  # a sponsor
        return STATE + code
    return origin_data().voice_of.get(code, code)


def folded(name: str) -> str:
    """Return a name in lower case, without accents and a leading article, words joined by underscores."""
    words = [word.text for word in fold(name)]
    return "_".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
