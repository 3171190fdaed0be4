"""A resolved party."""

from dataclasses import dataclass

from sayso.extract.parties_data import iso_of
from sayso.model import UNKNOWN

# Ways of finding a party that go by words which name it, not by the country that the report is about.
TOLD = frozenset({"complement", "group", "body", "country+head", "country+role"})
PLAIN_SECTORS = frozenset({"CIV", "MED", "NGO"})


@dataclass(frozen=True, slots=True)
class PartyMatch:
    """A resolved party: its code, ISO3 country and sector where it has them, and how it was found ("" when unknown)."""

    code: str
    country: str = ""
    sector: str = ""
    how: str = ""

    @property
    def known(self) -> bool:
        """Whether the phrase was resolved to a party."""
        return self.code != UNKNOWN


NOBODY = PartyMatch(UNKNOWN)


def match_of(code: str, how: str) -> PartyMatch:
    """Return the match for a party code, its country and sector read off the code."""
    country = iso_of(code)
    return PartyMatch(code, country, code[4:] if country else (code if code in PLAIN_SECTORS else ""), how)
