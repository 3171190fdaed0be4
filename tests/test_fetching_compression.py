"""Compressed pages: undone, and given up early where they are bombs or broken."""

import gzip
import zlib
from dataclasses import replace
from functools import partial

import brotli
import pytest

from fetching_sample import QUICK, STORY, client, fault
from sayso.intake.fetching import Client, Reason
from world import World, brotli_bomb, deflate_bomb, gzip_bomb, world

__all__ = ["client", "world"]


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(STORY.encode(), mtime=0)),
        ("x-gzip", gzip.compress(STORY[:50].encode(), mtime=0) + gzip.compress(STORY[50:].encode(), mtime=0)),
        ("deflate", zlib.compress(STORY.encode())),
        ("deflate", zlib.compress(STORY.encode())[2:-4]),
        ("br", brotli.compress(STORY.encode())),
        ("identity", STORY.encode()),
    ],
)
def test_compressed_pages(world: World, client: Client, encoding: str, packed: bytes) -> None:
    found = client.fetch(world.put("/a", packed, headers={"Content-Encoding": encoding}))
    assert found.capture and found.capture.body == STORY.encode()


@pytest.mark.parametrize("size", [0, 1, 299_999, 1_900_000])
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_compressed_pages_of_any_size(world: World, client: Client, encoding: str, size: int) -> None:
    plain = (b"".join(b"%d " % n for n in range(size // 5)) + b"x" * size)[:size]
    packed = {"gzip": gzip.compress, "deflate": zlib.compress, "br": partial(brotli.compress, quality=4)}[encoding](
        plain
    )
    found = client.fetch(world.put("/a", packed, headers={"Content-Encoding": encoding}))
    assert found.capture and found.capture.body == plain


@pytest.mark.parametrize(
    ("encoding", "bomb"), [("gzip", gzip_bomb()), ("deflate", deflate_bomb()), ("br", brotli_bomb())]
)
@pytest.mark.parametrize("largest", [2_000_000, 500_000_000])
def test_bombs_are_given_up_early(world: World, encoding: str, bomb: bytes, largest: int) -> None:
    """By size, and where the limit is high, by how much they grow."""
    url = world.put("/bomb", bomb, headers={"Content-Encoding": encoding})
    error = fault(Client(replace(QUICK, largest=largest)), url)
    assert error.reason in ((Reason.SIZE, Reason.ENCODING) if largest == 2_000_000 else (Reason.ENCODING,))


@pytest.mark.parametrize(
    ("encoding", "body", "said"),
    [
        ("gzip", b"not gzip at all", "damaged"),
        ("gzip", gzip.compress(b"x" * 1000, mtime=0)[:-9], "damaged"),
        ("br", brotli.compress(STORY.encode())[:-9], "damaged"),
        ("zstd", b"whatever", "which was not asked for"),
        ("gzip, br", b"whatever", "which was not asked for"),
    ],
)
def test_broken_compression(world: World, client: Client, encoding: str, body: bytes, said: str) -> None:
    error = fault(client, world.put("/a", body, headers={"Content-Encoding": encoding}))
    assert said in str(error) and error.reason == Reason.ENCODING
