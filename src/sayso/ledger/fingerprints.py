"""Reprints: finds texts that are one text, a wire story with another headline, small edits and cuts.

Two steps. `signature` and `bands` give keys to look up in an index: texts that are one share a key with high
probability. `is_reprint` then compares the two texts word by word and decides. docs/origins.md tells how the
thresholds were set.

News is cut from the foot, so a short copy of a long story equals an opening of it. A signature therefore holds a
MinHash of each of several openings of the text, every one half as long again as the one before, and of the whole.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from datasketch import MinHash  # type: ignore[import-untyped]

from sayso.errors import SaysoError

# Words in a shingle. Three find stock phrases ("the Observatory said"), five lose edited copies.
_SHINGLE = 4
# Permutations of a MinHash, and how many of them make a band: 32 bands of 3 find 96 to 100 in 100 reprints of the
# corpus, whatever the seed, with hardly a false candidate (benchmarks/reprints.py); bands of 4 lose every tenth.
_PERMUTATIONS = 96
_BAND = 3
# Shingles in the shortest opening, and how much longer each next one is.
_FIRST_OPENING = 48
_GROWTH = 1.5
# Characters of a text that are compared, about 3,000 words: three times a long wire story.
_LONGEST = 20_000
# Fixed for good: another seed or scheme makes every stored signature worthless.
_SEED = 1
_SCHEME = "affine32"
# First byte of a stored signature; to be raised when anything above changes.
_VERSION = 1

# Shares of the shorter text's shingles that the longer must hold: of all of them, and of those in its first half.
# The second keeps apart stories that share nothing but paragraphs of background, which stand at the foot. Set by
# reading two dozen pairs of the corpus near them: edited copies of one story lie above, other stories below.
_SHARED = 0.45
_SHARED_HEAD = 0.45
# Least length of that head and least number of shared shingles; under it, only the same words are the same text.
_HEAD = 60
_LEAST = 25
# The longer text may be this many times as long. A digest of many stories is no reprint of each.
_LONGER = 8

_WORD = re.compile(r"[^\W_]+")
_INSIDE = re.compile(r"(?<=\w)['’`´ʼ](?=\w)|(?<=\d),(?=\d{3})")


class SignatureError(SaysoError):
    """Stored bytes are no signature, or one of another version."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What a text is recognised by: rows of 96 little-endian 32-bit minima, one row an opening, the whole text last."""

    minima: bytes

    @property
    def rows(self) -> npt.NDArray[np.uint32]:
        """The minima as a table of openings by permutations."""
        return np.frombuffer(self.minima, dtype="<u4").reshape(-1, _PERMUTATIONS)

    def to_bytes(self) -> bytes:
        """Return the signature as it is stored: one byte of version, then the minima (about 2,700 bytes a report)."""
        return bytes([_VERSION]) + self.minima

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Signature":
        """Read a stored signature; raises SignatureError when it is damaged or of another version."""
        if stored[:1] != bytes([_VERSION]) or (len(stored) - 1) % (4 * _PERMUTATIONS):
            raise SignatureError("no signature of this version: make it anew from the text")
        return cls(stored[1:])


def signature(text: str) -> Signature:
    """Return the signature of a text. A text without words has one without rows, like to nothing."""
    shingles = [" ".join(shingle).encode() for shingle in _shingles(text)]
    sketch = MinHash(_PERMUTATIONS, seed=_SEED, scheme=_SCHEME, permutations=_permutations())
    rows, done, opening = [], 0, float(_FIRST_OPENING)
    while done < len(shingles):
        sketch.update_batch(shingles[done : int(opening)])
        rows.append(sketch.hashvalues.astype("<u4").tobytes())
        done, opening = int(opening), opening * _GROWTH
    return Signature(b"".join(rows))


def bands(of: Signature) -> tuple[str, ...]:
    """Return the index keys of a signature, sorted: 16 hex digits each, 32 for a short text and 125 for a usual one."""
    keys = set()
    for row in of.rows:
        for band in range(_PERMUTATIONS // _BAND):
            minima = row[band * _BAND : (band + 1) * _BAND].tobytes()
            keys.add(hashlib.blake2b(bytes([band]) + minima, digest_size=8).hexdigest())
    return tuple(sorted(keys))


def alike(a: Signature, b: Signature) -> float:
    """Estimate how alike two texts are, 0 to 1: the best Jaccard likeness of an opening of one and one of the other."""
    if not a.minima or not b.minima:
        return 0.0
    return float((a.rows[:, None, :] == b.rows[None, :, :]).mean(axis=2).max())


def is_reprint(text_a: str, text_b: str, *, shared: float = _SHARED, head: float = _SHARED_HEAD) -> bool:
    """Tell whether two texts are one text: the same story, perhaps with another headline, edited or cut.

    `shared` and `head` are the shares (0 to 1) of the shorter text, and of its first half, that the longer must hold.
    """
    a, b = _shingles(text_a), _shingles(text_b)
    if not a or not b:
        return False
    if a == b:
        return True
    # Of two texts of one length either may be the copy of the other.
    sides = ((a, b), (b, a)) if len(a) == len(b) else (((a, b),) if len(a) < len(b) else ((b, a),))
    return any(_is_cut(short, long, shared, head) for short, long in sides)


def shared_part(text_a: str, text_b: str) -> tuple[float, float]:
    """Return (Jaccard likeness, share of the shorter text that the other holds) of the two texts' shingles."""
    a, b = set(_shingles(text_a)), set(_shingles(text_b))
    if not a or not b:
        return 0.0, 0.0
    both = len(a & b)
    return both / len(a | b), both / min(len(a), len(b))


def _is_cut(short: tuple[tuple[str, ...], ...], long: tuple[tuple[str, ...], ...], shared: float, head: float) -> bool:
    """Tell whether the shorter text is the longer one, cut or edited."""
    if len(long) > _LONGER * len(short):
        return False
    whole = set(long)
    held = [shingle in whole for shingle in short]
    opening = held[: max(_HEAD, len(held) // 2)]
    return sum(held) >= _LEAST and sum(held) >= shared * len(held) and sum(opening) >= head * len(opening)


@lru_cache(maxsize=512)
def _shingles(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the distinct shingles of a text in order; a text shorter than one shingle is one shingle."""
    words = _words(text)
    if not words:
        return ()
    starts = range(max(1, len(words) - _SHINGLE + 1))
    return tuple(dict.fromkeys(tuple(words[at : at + _SHINGLE]) for at in starts))


def _words(text: str) -> list[str]:
    """Return the words of a text as copies of it keep them: no case, accents, apostrophes or commas in numbers."""
    text = _INSIDE.sub("", text[:_LONGEST])
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _WORD.findall(text.casefold())


@lru_cache(maxsize=1)
def _permutations() -> npt.NDArray[np.uint32]:
    """Return the permutations that every signature is made with; drawing them costs more than a signature."""
    drawn: npt.NDArray[np.uint32] = MinHash(_PERMUTATIONS, seed=_SEED, scheme=_SCHEME).permutations
    return drawn
