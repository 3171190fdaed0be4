"""The original of a text that is read in translation, and which part of the one tells which part of the other."""

from dataclasses import dataclass
from typing import NamedTuple


class Aligned(NamedTuple):
    """A stretch of the translation, `[start, end)`, and the stretch of the original that it translates."""

    start: int
    end: int
    original_start: int
    original_end: int


@dataclass(frozen=True, slots=True)
class Original:
    """What a report says in its own language, where its text is a machine's translation of it.

    `language` is the code of the original (ISO 639-1, "und" where it is not known), `translator` the name of what made
    the translation. `aligned` runs in the order of the translation; its stretches are sentences where the translator
    tells them apart, else paragraphs.
    """

    text: str
    language: str
    translator: str
    aligned: tuple[Aligned, ...] = ()
