"""The filters of the API: declared for its description, read by the very code that reads the address of a page."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from sayso.extract.frames import frame_book
from sayso.ledger.names import country_codes
from sayso.ledger.selection import UNDATED, UNPLACED
from sayso.model.incident import Status
from sayso.web.address import LONGEST, MOST_VALUES
from sayso.web.visit import Visit, visit

_EMPTY: dict[str, Any] = {"type": "string", "maxLength": 0}
_TEXT: dict[str, Any] = {"type": "string", "maxLength": LONGEST}
_REVIEWED = ("unreviewed", "accepted", "rejected", "all")


def _one(schema: dict[str, Any], about: str, *examples: str) -> Any:
    """A filter that stands once; an empty one is as good as none, as the forms of pages send them."""
    return Query(description=about, examples=list(examples), json_schema_extra={"anyOf": [schema, _EMPTY]})


def _many(item: dict[str, Any], about: str, *examples: str) -> Any:
    """A filter that may stand several times: one of the values must fit."""
    # A plain array: of a choice with null, made-up requests would take the text `null` for none.
    extra = {"items": item, "maxItems": MOST_VALUES}
    return Query(description=about, examples=[list(examples)], json_schema_extra=extra)


def _among(values: Iterable[str]) -> dict[str, Any]:
    """Values that a filter knows; the code that reads them forgives capitals and hyphens too."""
    return {"enum": [*sorted(values), ""]}


_DAY = {"type": "string", "format": "date"}
Since = Annotated[str | None, _one(_DAY, "Only what took place on this day or later.", "2023-07-01")]
Until = Annotated[str | None, _one(_DAY, "Only what took place on this day or before.", "2023-07-31")]
AsOf = Annotated[str | None, _one(_DAY, "As the ledger held it at the end of that day (UTC).")]
Place = Annotated[list[str], _many(_TEXT, "Only at a place whose name begins so.", "Nyala")]
Country = Annotated[
    list[str],
    _many(_among(country_codes()), "Only in a country, by its ISO 3166 code; an English name does too.", "SDN"),
]
Party = Annotated[
    list[str],
    _many(
        {**_TEXT, "pattern": "^[^ ]*$"},
        "Only with a party as doer or target, by its code; the name of a group does too.",
        "SDN-MIL",
    ),
]
Kind = Annotated[list[str], _many(_among(frame_book().kinds), "Only of a kind; `/kinds` lists them.", "airstrike")]
State = Annotated[list[str], _many(_among(s.value for s in Status), "Only of a status.", "disputed")]
Publisher = Annotated[list[str], _many(_TEXT, "Only those that a report of this publisher tells.", "Northline News")]
Reviewed = Annotated[
    list[str], _many(_among(_REVIEWED), "Only of a state of review; without it all but the rejected.", "all")
]
# A search needs a word. What lies beyond ASCII is taken for a letter here, and looked at by whoever reads it. Said by
# what is none: tools that make up requests try every character of a range.
_WORDS = {**_TEXT, "pattern": r"[^\x00-/:-@\[-`{-\x7f]"}
Words = Annotated[
    str | None, _one(_WORDS, 'Only those told of in these words, all of them; "quote" phrases.', "market Nyala")
]
DEGREE = "-?[0-9]{1,3}([.][0-9]{1,12})?"
_BOX = {"type": "string", "pattern": f"^{DEGREE}(,{DEGREE}){{3}}$"}
Box = Annotated[str | None, _one(_BOX, "Only inside these degrees: west,south,east,north.", "20,8,39,23")]
_ONLY = {"enum": [UNDATED, UNPLACED]}
Only = Annotated[str | None, _one(_ONLY, "Only those without a day, or without a point on the map.")]


# A default, not a factory of one: for a factory its signature is looked at with every request.
_NONE: list[str] = []


def asked(
    request: Request,
    *,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    place: Place = _NONE,
    country: Country = _NONE,
    party: Party = _NONE,
    kind: Kind = _NONE,
    status: State = _NONE,
    publisher: Publisher = _NONE,
    reviewed: Reviewed = _NONE,
    words: Words = None,
    box: Box = None,
    only: Only = None,
) -> Visit:
    """Return the visit with the selection that the filters make; raises what `visit` does."""
    return visit(request)


def spanned(request: Request, *, since: Since = None, until: Until = None, publisher: Publisher = _NONE) -> Visit:
    """Return the visit of a list that knows days and publishers alone."""
    return visit(request)


def published_by(request: Request, publisher: Publisher = _NONE) -> Visit:
    """Return the visit of a list that knows publishers alone."""
    return visit(request)


Asked = Annotated[Visit, Depends(asked)]
Spanned = Annotated[Visit, Depends(spanned)]
Published = Annotated[Visit, Depends(published_by)]
