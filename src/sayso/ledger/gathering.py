"""Bringing linked events together: average linkage, the same answer whatever the order of arrival."""

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

Pair = tuple[str, str]

# Average points between two groups from which they are one; pairs that were never linked count as `APART`.
JOIN = 1.0
APART = 0.0


def pair(a: str, b: str) -> Pair:
    """Return the two keys in their one order."""
    return (a, b) if a <= b else (b, a)


def gather(
    keys: Collection[str],
    links: Mapping[Pair, float],
    together: Iterable[Pair] = (),
    apart: Iterable[Pair] = (),
) -> list[list[str]]:
    """Divide events into acts; each act a sorted list of keys, the list sorted too.

    `links` holds the points of every pair held to be of one act (`matching.LINK` and more). Groups are joined, those of
    the highest average first, as long as the average over all pairs between them reaches `JOIN`. `together` and `apart`
    are what a reviewer has said: pairs that are always, or never, one. Ties go by key, so that nothing but the events
    decides.
    """
    groups: dict[str, list[str]] = {key: [key] for key in keys}
    home = {key: key for key in keys}
    for a, b in sorted(pair(*p) for p in together):
        if a in home and b in home and home[a] != home[b]:
            _absorb(groups, home, home[a], home[b])
    barred = {pair(*p) for p in apart if p[0] in home and p[1] in home}
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for (a, b), points in sorted(links.items()):
        x, y = home.get(a), home.get(b)
        if x is None or y is None or x == y:
            continue
        sums[x][y] += points
        sums[y][x] += points
    queue = [(-_average(sums[x][y], groups[x], groups[y]), *pair(x, y)) for x in sums for y in sums[x] if x < y]
    heapq.heapify(queue)
    while queue:
        negative, x, y = heapq.heappop(queue)
        if x not in groups or y not in groups:
            continue
        now = _average(sums[x][y], groups[x], groups[y])
        if abs(now + negative) > 1e-9:
            continue  # one of them has grown since; its own entry is in the queue
        if now < JOIN:
            break
        if barred and any(pair(a, b) in barred for a in groups[x] for b in groups[y]):
            continue
        keep, gone = pair(x, y)
        _absorb(groups, home, keep, gone)
        for other, points in sums.pop(gone).items():
            if other == keep:
                continue
            sums[keep][other] += points
            sums[other][keep] += points
            sums[other].pop(gone, None)
        sums[keep].pop(gone, None)
        for other in sums[keep]:
            entry = (-_average(sums[keep][other], groups[keep], groups[other]), *pair(keep, other))
            heapq.heappush(queue, entry)
    return sorted(sorted(group) for group in groups.values())


def _absorb(groups: dict[str, list[str]], home: dict[str, str], keep: str, gone: str) -> None:
    keep, gone = pair(keep, gone)
    for key in groups[gone]:
        home[key] = keep
    groups[keep] += groups.pop(gone)


def _average(total: float, a: Collection[str], b: Collection[str]) -> float:
    pairs = len(a) * len(b)
    return round(total / pairs, 9)
