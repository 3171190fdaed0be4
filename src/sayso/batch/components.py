"""What hangs together: the connected components of a graph too large for one process.

The method is that of Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii, "Connected Components in MapReduce and
Beyond" (SoCC 2014): two steps that hang every node on the least it is near, by turns, until nothing changes.
"""

import hashlib
from collections.abc import Iterator
from typing import TypeVar

from sayso.batch.flows import Flow, shard_of

F = TypeVar("F", bound=Flow)

Edge = tuple[str, str]


def components(edges: F) -> F:
    """Return for every node of an edge but the least of its component the row (node, least).

    `edges` are rows (a, b), either way round and as often as they come.
    """
    seen = None
    while True:
        edges = edges.keyed(_both, _to_larger).keyed(_from_larger, _to_least)
        print_ = _print_of(edges)
        if print_ == seen:
            return edges
        seen = print_


def _both(edge: Edge) -> Iterator[Edge]:
    a, b = edge
    yield a, b
    yield b, a


def _to_larger(node: str, near: list[str]) -> Iterator[Edge]:
    """Hang the larger neighbours of a node on the least of all."""
    least = min(node, *near)
    yield from ((other, least) for other in sorted(set(near)) if other > node)


def _from_larger(edge: Edge) -> Iterator[Edge]:
    if edge[0] != edge[1]:
        yield max(edge), min(edge)


def _to_least(node: str, smaller: list[str]) -> Iterator[Edge]:
    """Hang a node and its smaller neighbours on the least of them."""
    least = min(smaller)
    yield from ((other, least) for other in sorted({node, *smaller}) if other != least)


def _print_of(edges: Flow) -> tuple[int, int]:
    """Return the number of edges and a digest of them that does not depend on their order."""
    count = digest = 0
    for part_count, part_digest in edges.keyed(_by_shard, _summed).rows():
        count += part_count
        digest += part_digest
    return count, digest


def _by_shard(edge: Edge) -> Iterator[tuple[str, Edge]]:
    yield str(shard_of(edge[0])), edge


def _summed(_key: str, edges: list[Edge]) -> Iterator[tuple[int, int]]:
    digest = 0
    for a, b in edges:
        # A sum of true digests: checksums combined by "or else" are alike for edges that only changed places.
        digest += int.from_bytes(hashlib.blake2b(f"{a}\x1f{b}".encode(), digest_size=8).digest())
    yield len(edges), digest
