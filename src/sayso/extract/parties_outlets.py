"""Outlets: whose newspaper, agency or broadcaster it is, by name or web address."""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from sayso.extract.parties_data import OUTLETS, split
from sayso.extract.parties_words import fold
from sayso.knowledge.files import read_csv


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet; `alignment` tells whose side its owner takes: "state:SYR", "group:hezbollah", "private" ..."""

    name: str
    domain: str
    owner: str
    country: str
    alignment: str
    kind: str

    @property
    def party(self) -> str:
        """The state ("SYR") or party ("hezbollah") that owns the outlet, "" for private and public ones."""
        return self.alignment.partition(":")[2]


def outlet(name_or_domain: str) -> Outlet | None:
    """Return the outlet called so, or whose site an address or host name belongs to; None if it is not in the table.

    >>> outlet("https://www.sana.sy/en/?p=1").name
    'SANA'
    """
    by_name, by_domain = _tables()
    found = by_name.get(_key(name_or_domain))
    if found is not None:
        return found
    address = name_or_domain.strip().lower()
    try:
        host = (urlsplit(address if "//" in address else f"//{address}").hostname or "").removeprefix("www.")
    except ValueError:
        return None
    while "." in host:
        if host in by_domain:
            return by_domain[host]
        host = host.partition(".")[2]
    return None


@lru_cache(maxsize=1)
def _tables() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    by_name, by_domain = dict[str, Outlet](), dict[str, Outlet]()
    for row in read_csv(OUTLETS):
        domains = split(row["domain"])
        entry = Outlet(
            row["name"], domains[0] if domains else "", row["owner"], row["country"], row["alignment"], row["kind"]
        )
        for name in (row["name"], *split(row["aliases"])):
            by_name.setdefault(_key(name), entry)
        for domain in domains:
            by_domain.setdefault(domain, entry)
    return by_name, by_domain


def _key(name: str) -> str:
    words = [word.text for word in fold(name)]
    return " ".join(words[1:] if words[:1] == ["the"] else words)
