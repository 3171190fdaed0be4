"""Who stands with whom: whether two parties named for one act are rivals, or one side under two names."""

import functools

from sayso.extract.likeness import one_side
from sayso.knowledge.files import read_csv
from sayso.ledger.traits import read_merging


@functools.cache
def _camps() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(camp) for camp in read_merging()["camps"])


@functools.cache
def _groups() -> dict[str, dict[str, str]]:
    return {row["slug"]: row for row in read_csv("parties/groups.csv")}


def state_of(party: str) -> str:
    """Return the state a code belongs to ("SYR" of SYR-MIL), "" for groups and for opponents of a state."""
    return party[:3] if party[3:] in ("-GOV", "-MIL", "-POL") else ""


def is_armed(party: str) -> bool:
    """Tell whether a party code is of forces or fighters, not of people, bodies or media."""
    row = _groups().get(party)
    return party[3:] in ("-MIL", "-REB", "-POL") or (row is not None and row["kind"] in read_merging()["armed"])


def allied(a: str, b: str) -> bool:
    """Tell whether two parties stand on one side: one party, organs of one state, a sponsor and its group, one camp."""
    if one_side(a, b) or (state_of(a) and state_of(a) == state_of(b)):
        return True
    names_a, names_b = {a, state_of(a)} - {""}, {b, state_of(b)} - {""}
    for one, other in ((a, names_b), (b, names_a)):
        row = _groups().get(one)
        if row is not None and (row["sponsor"] in other or row["alignment"] in other):
            return True
    aims = {row["alignment"] for row in (_groups().get(a), _groups().get(b)) if row is not None}
    if a in _groups() and b in _groups() and len(aims) == 1 and aims <= set(read_merging()["one_side"]):
        return True
    if a.endswith("-REB") or b.endswith("-REB"):  # unnamed rebels may be any of the groups there
        rebel, other_party = (a, b) if a.endswith("-REB") else (b, a)
        row = _groups().get(other_party)
        if (
            row is not None
            and rebel[:3] in row["country"].split(";")
            and row["kind"] not in ("police", "administration")
        ):
            return True
    return any(names_a & camp and names_b & camp for camp in _camps())
