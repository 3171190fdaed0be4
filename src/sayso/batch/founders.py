"""Which event gives an act its id: the arrival of reports is gone through again, within what hangs together.

In a ledger an incident keeps the id it was opened under while reports come in and acts are joined and parted. The first
event of an act is not always the one that opened it: it may have stood in another act then. So that a batch comes to
the same ids, acts are divided as each report comes, as `ledger.incidents.refresh` does.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from sayso.ledger.gathering import Pair, gather
from sayso.ledger.traits import Traits


def acts(reports: Sequence[Sequence[Traits]], links: Mapping[Pair, float]) -> dict[str, list[str]]:
    """Return the acts of what hangs together, each the sorted keys of its events under the key of its founder.

    `reports` are the events of each text in the order of arrival, `links` the points of pairs held to be of one act.
    """
    near: dict[str, set[str]] = defaultdict(set)
    for a, b in links:
        near[a].add(b)
        near[b].add(a)
    here: dict[str, Traits] = {}
    place: dict[str, int] = {}  # of an event, in the order of arrival
    opened: dict[str, int] = {}  # founders, in the order in which their incidents were opened
    home: dict[str, str] = {}
    for report in reports:
        for traits in report:
            here[traits.key] = traits
            place[traits.key] = len(place)
        part = _reached([traits.key for traits in report], near, here)
        within = {(a, b): points for (a, b), points in links.items() if a in part and b in part}
        for group in gather({key: here[key] for key in part}, within):
            heirs = [key for key in group if key in opened]
            founder = min(heirs, key=opened.__getitem__) if heirs else min(group, key=place.__getitem__)
            opened.setdefault(founder, len(opened))
            home |= dict.fromkeys(group, founder)
    found = sorted((founder, key) for key, founder in home.items())
    return {founder: [key for _, key in own] for founder, own in groupby(found, key=lambda one: one[0])}


def _reached(keys: Sequence[str], near: Mapping[str, set[str]], here: Mapping[str, Traits]) -> set[str]:
    found = edge = set(keys)
    while edge:
        edge = {other for key in edge for other in near.get(key, ()) if other in here} - found
        found = found | edge
    return found
