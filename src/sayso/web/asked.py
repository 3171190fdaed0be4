"""The filters of the API: declared for its description, read by the very code that reads the address of a page."""

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import Depends, Query, Request

from sayso.extract.frames import frame_book
from sayso.model.incident import Status
from sayso.web.address import LONGEST, MOST_VALUES
from sayso.web.visit import Visit, visit

_EMPTY: dict[str, Any] = {"type": "string", "maxLength": 0}
_REVIEWED = ("unreviewed", "accepted", "rejected", "all")


def _one(schema: dict[str, Any], about: str, *examples: str) -> Any:
    """A filter that stands once; an empty one is as good as none, as the forms of pages send them."""
    return Query(description=about, examples=list(examples), json_schema_extra={"anyOf": [schema, _EMPTY]})


def _many(about: str, *examples: str, among: Iterable[str] = ()) -> Any:
    """A filter that may stand several times: one of the values must fit."""
    text: dict[str, Any] = {"type": "string", "maxLength": LONGEST}
    item = {"anyOf": [{"enum": sorted(among)}, text]} if among else text
    schema = {"type": "array", "items": item, "maxItems": MOST_VALUES}
    return Query(description=about, examples=[list(examples)], json_schema_extra={"anyOf": [schema]})


_DAY = {"type": "string", "format": "date"}
_TEXT = {"type": "string", "maxLength": LONGEST}
Since = Annotated[str | None, _one(_DAY, "Only what took place on this day or later.", "2023-07-01")]
Until = Annotated[str | None, _one(_DAY, "Only what took place on this day or before.", "2023-07-31")]
AsOf = Annotated[str | None, _one(_DAY, "As the ledger held it at the end of that day (UTC).")]
Place = Annotated[list[str] | None, _many("Only at a place whose name begins so.", "Nyala")]
Country = Annotated[
    list[str] | None, _many("Only in a country: its ISO 3166 code of three letters, or its English name.", "SDN")
]
Party = Annotated[
    list[str] | None, _many("Only with a party as doer or target: its code, or the name of a group.", "SDN-MIL")
]
Kind = Annotated[list[str] | None, _many("Only of a kind; `/kinds` lists them.", "airstrike", among=frame_book().kinds)]
State = Annotated[list[str] | None, _many("Only of a status.", "disputed", among=(s.value for s in Status))]
Publisher = Annotated[list[str] | None, _many("Only those that a report of this publisher tells.", "Northline News")]
Reviewed = Annotated[
    list[str] | None, _many("Only of a state of review; without it all but the rejected.", "all", among=_REVIEWED)
]
Words = Annotated[str | None, _one(_TEXT, 'Only those told of in these words, all of them; "quote" phrases.', "market")]


def asked(
    request: Request,
    since: Since = None,
    until: Until = None,
    as_of: AsOf = None,
    place: Place = None,
    country: Country = None,
    party: Party = None,
    kind: Kind = None,
    status: State = None,
    publisher: Publisher = None,
    reviewed: Reviewed = None,
    words: Words = None,
) -> Visit:
    """Return the visit with the selection that the filters make; raises SettingError where they mean nothing."""
    return visit(request)


def spanned(request: Request, since: Since = None, until: Until = None, publisher: Publisher = None) -> Visit:
    """Return the visit of a list that knows days and publishers alone."""
    return visit(request)


Asked = Annotated[Visit, Depends(asked)]
Spanned = Annotated[Visit, Depends(spanned)]
