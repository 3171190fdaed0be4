"""Keys under which place names are filed: one key for the many ways a name is written in Latin letters."""

import unicodedata
from functools import lru_cache

from sayso.extract.places_cues import cues

# Letters that Unicode does not decompose into a base letter and a mark.
LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h", "ŋ": "n"}
)
_VOWELS = frozenset("aeiouyw")
_SAME = str.maketrans({"q": "k", "c": "k", "v": "w", "p": "b", "z": "s"})


def fold(name: str) -> str:
    """Return `name` in lower case without marks, apostrophes or hyphens, words parted by one space; idempotent."""
    if not name.isascii():
        for _ in range(2):  # case folding can bring back marks (a dotted capital I), so it goes twice
            name = unicodedata.normalize("NFKD", name.casefold()).translate(LETTERS)
            name = "".join(c for c in name if not unicodedata.combining(c))
    name = name.casefold()
    if name.isalnum():
        return name
    kept = [c if c.isalnum() else " " if c in "-‐‑–—_/ \t\n\r\u00a0" else "" for c in name]
    return " ".join("".join(kept).split())


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return `fold(name)` without "the" and the Arabic article in any of its forms (al-, el-, ash-, ez-, ...)."""
    folded = fold(name)
    words = folded.split()
    kept = [word for word in words if word not in cues().articles]
    return " ".join(kept) if kept else folded


def skeleton(name: str) -> str:
    """Return the consonants of `key(name)`, look-alike ones merged and doubles made single; "" when fewer than four.

    "Babisqa" and "Babeska", "Shaykhun" and "Sheikhoun" share it: a block to compare in, never a match by itself.
    """
    merged = key(name).replace(" ", "").translate(_SAME)
    out: list[str] = []
    last = ""
    for letter in merged:
        if letter not in _VOWELS and letter != last:
            out.append(letter)
        last = letter
    while out and out[-1] == "h" and len(out) > 1 and merged.endswith("h") and out[-2] not in "sktgd":
        out.pop()
        merged = merged[:-1]
    return "".join(out) if len(out) >= 4 else ""


def vowels_evened(name: str) -> str:
    """Return `key(name)` with vowel groups made alike, to measure how far two spellings of one skeleton are apart."""
    text = key(name).replace(" ", "").translate(_SAME)
    for old, new in (("ou", "u"), ("oo", "u"), ("ee", "i"), ("ay", "i"), ("ai", "i"), ("ei", "i"), ("aa", "a")):
        text = text.replace(old, new)
    out: list[str] = []
    for letter in text.replace("y", "i").replace("e", "i").replace("o", "u"):
        if not out or out[-1] != letter:
            out.append(letter)
    while len(out) > 3 and out[-1] in "aiuh":
        out.pop()
    return "".join(out)
