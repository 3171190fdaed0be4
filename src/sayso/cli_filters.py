"""The options that commands over the ledger share: where it is, which incidents are meant, as of which day."""

import datetime
import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from sayso.errors import SettingError
from sayso.ledger.selection import ACCEPTED, REJECTED, UNDATED, UNPLACED, Box, Selection
from sayso.model.incident import Status


class TableFormat(StrEnum):
    """What a list can be written as."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"


LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="PATH|URL",
        show_default=False,
        help="The ledger: a file, or postgresql://USER@HOST/NAME. Else SAYSO_LEDGER, else `sayso.db` in this folder.",
    ),
]

# Options of every command that reads.
PublishedOption = Annotated[
    str | None,
    typer.Option(
        "--published", metavar="YYYY-MM-DD", show_default=False, help="Day of publication, over what is found."
    ),
]
RedactOption = Annotated[
    Path | None,
    typer.Option("--redact", metavar="FILE", show_default=False, help="Black out the names in FILE, one on each line."),
]
OverPublisherOption = Annotated[
    str | None,
    typer.Option("--publisher", metavar="NAME", show_default=False, help="Name of the publisher, over what is found."),
]
JobsOption = Annotated[
    int,
    typer.Option("--jobs", "-j", metavar="N", min=1, max=256, help="Number of processes that read side by side."),
]
PipelineOption = Annotated[
    str,
    typer.Option(
        "--pipeline",
        metavar="NAME",
        show_default=False,
        help="Another installed spaCy pipeline than the bundled English one; or set SAYSO_PIPELINE.",
    ),
]
FormatOption = Annotated[
    TableFormat,
    typer.Option("--format", "-f", metavar="text|json|csv", help="*text* for people, the others for programs."),
]


def _many(*names: str, metavar: str, text: str) -> Any:
    return Annotated[list[str] | None, typer.Option(*names, metavar=metavar, show_default=False, help=text)]


def _one(*names: str, metavar: str, text: str) -> Any:
    return Annotated[str | None, typer.Option(*names, metavar=metavar, show_default=False, help=text)]


FILTERS: dict[str, Any] = {
    "ledger": LedgerOption,
    "since": _one("--since", metavar="DAY", text="Only what took place on DAY or later (2016-07-01)."),
    "until": _one("--until", metavar="DAY", text="Only what took place on DAY or before."),
    "place": _many(
        "--place", metavar="NAME", text="Only at a place whose name begins so; may be repeated, as all below."
    ),
    "country": _many("--country", metavar="ISO3", text="Only in a country: SYR, or its English name."),
    "party": _many("--party", metavar="PARTY", text="Only with a party as doer or target: SYR-MIL, or a group's name."),
    "kind": _many("--kind", metavar="KIND", text="Only of a kind; `sayso kinds` lists them."),
    "status": _many("--status", metavar="STATUS", text="Only single, corroborated, disputed or retracted ones."),
    "publisher": _many("--publisher", metavar="NAME", text="Only those that a report of this publisher tells."),
    "words": _one("--words", metavar="TEXT", text='Only those told of in these words, all of them; "quote" phrases.'),
    "reviewed": _many(
        "--reviewed", metavar="STATE", text="Only unreviewed, accepted or rejected ones, or all; else all but rejected."
    ),
    "as_of": _one("--as-of", metavar="DAY", text="As the ledger held it at the end of that day (UTC)."),
    "box": _one("--box", metavar="W,S,E,N", text="Only inside these degrees: west, south, east, north."),
    "only": _one("--only", metavar="WHICH", text="Only those *undated* or *unplaced*: without a day, without a point."),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the shared options say."""

    ledger: str | None
    selection: Selection
    as_of: datetime.date | None

    def query(self) -> dict[str, Any]:
        """Return the filters in use, for the record beside what is written."""
        found = self.selection.query()
        if self.as_of is not None:
            found["as_of"] = self.as_of.isoformat()
        return found


def filtered(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command whose first parameter is a Chosen the shared options in its place."""
    signature = inspect.signature(command)
    hints = get_type_hints(command, include_extras=True)
    own = [p.replace(annotation=hints[name]) for name, p in list(signature.parameters.items())[1:]]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=kind)
        for name, kind in FILTERS.items()
    ]
    positional = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    order = [
        *[p for p in positional if p.default is p.empty],
        *shared,
        *[p for p in positional if p.default is not p.empty],
    ]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        named = {name: given.pop(name) for name in FILTERS}
        command(chosen(**named), **given)

    run.__signature__ = inspect.Signature(order)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in order}
    return run


def chosen(
    ledger: str | None = None,
    since: str | None = None,
    until: str | None = None,
    place: list[str] | None = None,
    country: list[str] | None = None,
    party: list[str] | None = None,
    kind: list[str] | None = None,
    status: list[str] | None = None,
    publisher: list[str] | None = None,
    words: str | None = None,
    reviewed: list[str] | None = None,
    as_of: str | None = None,
    box: str | None = None,
    only: str | None = None,
) -> Chosen:
    """Return the options as a selection; raises SettingError for a value that means nothing, and says what would."""
    from sayso.ledger.names import country_code, kind_name, party_code

    for value in (since, until, words, as_of, box, only):
        _check_characters(value or "")
    for values in (place, country, party, kind, status, publisher, reviewed):
        for value in values or ():
            _check_characters(value)
    states = [status_name(name) for name in status or ()]
    first, last = day(since, "--since"), day(until, "--until")
    if first and last and last < first:
        raise SettingError(f"--until {last} is before --since {first}")
    selection = Selection(
        since=first,
        until=last,
        places=tuple(place or ()),
        countries=tuple(country_code(name) for name in country or ()),
        parties=tuple(party_code(name) for name in party or ()),
        kinds=tuple(kind_name(name) for name in kind or ()),
        statuses=tuple(states),
        publishers=tuple(publisher or ()),
        words=searched_words(words),
        reviewed=reviewed_names(reviewed or ()),
        box=degrees(box),
        only=which(only),
    )
    return Chosen(ledger, selection, day(as_of, "--as-of"))


def _check_characters(value: str) -> None:
    """Refuse what no database can look for: bytes of an argument that were no UTF-8, and NUL; raises SettingError."""
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise SettingError(f"{ascii(value)[:60]}: holds bytes that are no text in UTF-8; no filter can look for them")


def searched_words(text: str | None) -> str:
    """Return what to search for; raises SettingError if there is no word in it."""
    from sayso.ledger.words import terms

    if text is not None and not terms(text):
        raise SettingError(f"--words {text!r}: no word to look for")
    return text or ""


def degrees(text: str | None) -> Box | None:
    """Return a box of four numbers with commas between; raises SettingError. East may lie beyond the 180th meridian."""
    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise SettingError(f"--box {text}: not west,south,east,north in degrees, like 35.5,32.3,42.4,37.3") from None
    if not (-90 <= south <= north <= 90 and abs(west) <= 540 and east - west >= 0):
        raise SettingError(f"--box {text}: south must not be above north, nor west east of east, nor off the globe")
    return (-180.0, south, 180.0, north) if east - west >= 360 else (_turned(west), south, _turned(east), north)


def _turned(longitude: float) -> float:
    """Return a longitude between -180 and 180."""
    return longitude if abs(longitude) <= 180 else (longitude + 180) % 360 - 180


def which(name: str | None) -> str:
    """Return which incidents alone are meant, "" for all; raises SettingError."""
    if name is not None and name not in (UNDATED, UNPLACED):
        raise SettingError(f"--only {name}: there is {UNDATED}, {UNPLACED}")
    return name or ""


def status_name(name: str) -> str:
    """Return a status as the ledger writes it; raises SettingError."""
    try:
        return Status(name.strip().lower()).value
    except ValueError:
        raise SettingError(f"--status {name}: there is {', '.join(s.value for s in Status)}") from None


def reviewed_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return what reviewers have said as the ledger writes it, each once; raises SettingError."""
    states = {"unreviewed": ("",), ACCEPTED: (ACCEPTED,), REJECTED: (REJECTED,), "all": ("", ACCEPTED, REJECTED)}
    found: list[str] = []
    for name in names:
        if name.strip().lower() not in states:
            raise SettingError(f"--reviewed {name}: there is {', '.join(states)}")
        found += states[name.strip().lower()]
    return tuple(dict.fromkeys(found))


def day(text: str | None, option: str) -> datetime.date | None:
    """Return the day of an option; raises SettingError."""
    if text is None:
        return None
    try:
        return datetime.date.fromisoformat(text.strip())
    except ValueError:
        raise SettingError(f"{option} {text}: not a day like 2016-07-01") from None
