"""Interests: whether an origin is itself a party to an act, or stands behind or beside one."""

from collections.abc import Iterable
from functools import lru_cache

from sayso.extract.parties_data import iso_of
from sayso.ledger.origin_data import MEDIA, STATE, TEXT, Group, groups, origin_data, party_origin
from sayso.ledger.outlets import Outlet, by_key, outlet

__all__ = ["interested"]


def interested(origin_key: str, parties: Iterable[str], publisher: str = "") -> bool:
    """Tell whether an origin has a stake in an act between `parties` (codes of all agents and targets).

    It has one as the party itself, an organ of the same state, its sponsor or one it sponsors, an ally listed in
    origins.yaml, the opposition beside its own fighters, or an outlet owned by any of these. `publisher` tells who
    printed the words of an origin "text:...", which names nobody itself.
    """
    mine = _stakes(_holder(origin_key, publisher))
    return bool(mine) and any(_meet(mine, _stakes(origin)) for origin in map(party_origin, parties) if origin)


@lru_cache(maxsize=4096)
def _holder(origin_key: str, publisher: str) -> str:
    """Return the party whose side an origin is on, "" when it is on nobody's."""
    known: Outlet | None = None
    if origin_key.startswith(MEDIA):
        known = by_key().get(origin_key.removeprefix(MEDIA))
    elif origin_key.startswith(TEXT):
        known = outlet(publisher) if publisher else None
    else:
        return origin_key
    sort, _, whose = known.alignment.partition(":") if known else ("", "", "")
    if sort == "state":
        return STATE + whose
    if sort == "opposition":
        return f"{whose}-OPP"
    return party_origin(whose)


@lru_cache(maxsize=4096)
def _stakes(origin: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return (what the origin is, who stands behind it); sides and alliances count with what it is."""
    if not origin:
        return frozenset(), frozenset()
    same, behind = {origin}, set()
    same |= {f"allies {n}" for n, side in enumerate(origin_data().allies) if origin in side}
    group: Group | None = groups().get(origin)
    if group is not None:
        behind.add(group.sponsor)
        if group.alignment == "opposition" and group.kind in origin_data().sets["opposition_kinds"]:
            same |= {f"opposition {iso}" for iso in group.countries}
    elif iso_of(origin) and origin[4:] in {"REB", "OPP"}:
        same.add(f"opposition {iso_of(origin)}")
    return frozenset(same), frozenset(behind) - {""}


Stakes = tuple[frozenset[str], frozenset[str]]


def _meet(a: Stakes, b: Stakes) -> bool:
    """Tell whether two parties are one, of one side, or one stands behind the other."""
    return bool(a[0] & b[0] or a[0] & b[1] or a[1] & b[0])
