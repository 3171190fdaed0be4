"""Names of accounts: as people write them, told apart without regard to case."""

import unicodedata

from sayso.errors import SettingError
from sayso.export.visible import one_line

LONGEST = 60  # characters; the column's width


def name_of(given: str) -> str:
    """Return a name as it is kept: one line, no spaces around it; raises SettingError for one that cannot be a name.

    A name that reads as another (characters that are not seen, or that turn the direction of text) is refused.
    """
    name = unicodedata.normalize("NFC", given.strip())
    if not 1 <= len(name) <= LONGEST or not name.isprintable() or one_line(name) != name:
        raise SettingError(
            f"{one_line(given)[:LONGEST]!r}: not a name; give 1 to {LONGEST} letters, all of them visible"
        )
    return name


def folded(name: str) -> str:
    """Return what names are told apart by: `Amira` and `AMIRA` are one; at most 120 characters."""
    return unicodedata.normalize("NFKC", name.strip()).casefold()[: 2 * LONGEST]
