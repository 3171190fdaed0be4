"""Lists of addresses of reports: of GDELT, of Media Cloud, any table with a column of addresses, or an address a line.

They hold no reports. `sayso fetch --list` fetches what they name; `sayso read` says what they are.
"""

import datetime
import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from sayso.errors import IntakeError
from sayso.intake import characters, table_columns
from sayso.intake.jsonlines import Lines
from sayso.intake.options import FIRST_YEAR, LAST_YEAR
from sayso.intake.rows import Row, delimiter_of, read_rows
from sayso.intake.table_columns import Layout

MAX_ADDRESS = 2_048  # characters; what browsers and servers take
SNIFFED_LINES = 20
PLAIN = Layout("a list of addresses", {"url": 0}, 1, "\t", header=False)  # an address a line
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:\D|\d{6}|$)")
_PAGE_TITLE = re.compile(r"<PAGE_TITLE>([^<]{1,1000})</PAGE_TITLE>")


class Address(NamedTuple):
    """One row: the address, and what the list says of the report that is there; "" or None where it does not."""

    url: str
    title: str = ""
    published: datetime.date | None = None
    publisher: str = ""


def layout_of(head: str) -> Layout | None:
    """Return how a list of addresses is laid out from its first lines, None if they are not those of one."""
    lines = [line for line in head.lstrip("\ufeff").splitlines() if line.strip() and not line.startswith("#")]
    if not lines:
        return None
    if all(_is_address(line.strip()) for line in lines[:SNIFFED_LINES]):
        return PLAIN
    cells = lines[0].split("\t")
    for known in table_columns.known_lists():
        url = known["url"] - 1
        if len(cells) == known["columns"] and _is_address(cells[url].strip()):
            places = {what: place - 1 for what, place in known.items() if what not in ("name", "columns")}
            return Layout(known["name"], places, known["columns"], "\t", header=False)
    delimiter = delimiter_of(lines[0])
    header = [cell.strip().strip('"') for cell in lines[0].split(delimiter)]
    named = table_columns.named_columns(header)
    if "url" in named and "text" not in named and all(len(cell) < table_columns.LONGEST_NAME for cell in header):
        return Layout("a table of addresses", named, len(header), delimiter, header=True)
    return None


def read_list(stream: Lines, name: str, layout: Layout) -> Iterator[Address | IntakeError]:
    """Yield the rows of a list laid out as `layout`, an IntakeError for one without an address; holds one at a time."""
    rows = read_rows(stream, name, layout.delimiter)
    if layout.header:
        next(rows, None)
    for row in rows:
        if isinstance(row, IntakeError):
            yield row
        elif not row.cells[0].startswith("#"):
            yield _address(row, name, layout)


def refusal(stream: Lines, head: str, name: str) -> IntakeError:
    """Return the error that says what a list is and what to do with it; reads it to the end to count."""
    layout = layout_of(head) or PLAIN
    number = sum(isinstance(row, Address) for row in read_list(stream, name, layout))
    called = "" if layout.name.startswith("a ") else f" ({layout.name})"
    addresses = "1 address" if number == 1 else f"{number:,} addresses"
    return IntakeError(name, f"is a list of {addresses}{called}: use sayso fetch --list")


def _address(row: Row, name: str, layout: Layout) -> Address | IntakeError:
    url = layout.value(row.cells, "url")
    if not _is_address(url):
        shown = characters.one_line(url, 80)
        return IntakeError(f"{name}:{row.line}", f"{shown!r} is no address of a page" if url else "has no address")
    title = layout.value(row.cells, "title")
    if not layout.header and title:  # the graph of GDELT keeps the title in a cell of its own markup
        found = _PAGE_TITLE.search(title)
        title = html.unescape(found[1]) if found else ""
    return Address(
        url,
        characters.cleaned(title).replace("\n", " ").strip()[:1000],
        _day(layout.value(row.cells, "published")),
        characters.cleaned(layout.value(row.cells, "publisher")).replace("\n", " ").strip()[:200],
    )


def _day(value: str) -> datetime.date | None:
    """Return the day of "2016-09-24", "2016-09-24 10:00:00" or "20160924100000", None where there is none."""
    found = _ISO.match(value)
    try:
        day = datetime.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None


def _is_address(text: str) -> bool:
    """Tell an address of the web: http or https, with a host, without blanks."""
    if not text.lower().startswith(("http://", "https://")) or len(text) > MAX_ADDRESS:
        return False
    try:
        host = urlsplit(text).hostname
    except ValueError:
        return False
    return bool(host) and not any(c.isspace() or not c.isprintable() for c in text)
