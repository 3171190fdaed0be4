"""The country of a war: where acts took place of which a report names no place of their own."""

from functools import lru_cache

from spacy.attrs import LOWER
from spacy.tokens import Doc, Token

from sayso.extract.places_cues import cues
from sayso.knowledge.files import read_csv
from sayso.model import Place, PlacePrecision, Span
from sayso.reading.spelling import columns

SOURCE = "sayso"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in read_csv("parties/countries.csv")}


def by_its_people(doc: Doc, home: str) -> Place | None:
    """Return the country whose war a report tells of at the first word for its people ("the Syrian conflict")."""
    people = cues().demonyms
    (lowers,) = columns(doc, LOWER)
    here = (doc[i] for i, lower in enumerate(lowers) if people.get(lower) == home)
    return next((of_demonym(token) for token in here if token.is_title), None)


def of_demonym(token: Token) -> Place | None:
    """Return the country of the people that a word names ("Iraqi")."""
    home = cues().demonyms.get(token.lower_, "")
    name = _names().get(home)
    if name is None:
        return None
    span = Span(token.idx, token.idx + len(token))
    return Place(token.text, span, name, home, precision=PlacePrecision.COUNTRY, source=SOURCE)
