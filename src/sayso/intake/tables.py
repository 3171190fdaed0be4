"""A table of reports (CSV, TSV): a report a row, its columns told by their names."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from sayso.errors import IntakeError
from sayso.intake import characters, reports, table_columns
from sayso.intake.jsonlines import Lines
from sayso.intake.options import Overrides
from sayso.intake.pagedates import written_day
from sayso.intake.rows import Row, delimiter_of, read_rows
from sayso.model import Capture, Report

SHOWN_COLUMNS = 12


def read_table(stream: Lines, head: str, name: str, overrides: Overrides) -> Iterator[Report | IntakeError]:
    """Yield a Report, or the IntakeError that names file and line, for each row; holds one row at a time.

    `head` is how the table begins. Raises IntakeError if no column holds the text. The text is taken exactly as given.
    """
    delimiter = delimiter_of(head.lstrip().partition("\n")[0])
    rows = read_rows(stream, name, delimiter)
    header = next(rows, None)
    if not isinstance(header, Row):
        raise header or IntakeError(name, "is empty")
    named = table_columns.named_columns(header.cells)
    if "text" not in named:
        seen = ", ".join(characters.one_line(cell.strip(), 40) or '""' for cell in header.cells[:SHOWN_COLUMNS])
        more = f" and {len(header.cells) - SHOWN_COLUMNS:,} more" if len(header.cells) > SHOWN_COLUMNS else ""
        names = table_columns.wanted("text")
        raise IntakeError(name, f"no column holds the text (it may be called {names}); its columns are: {seen}{more}")
    for row in rows:
        if isinstance(row, IntakeError):
            yield row
            continue
        try:
            yield _report(row, header, named, f"{name}:{row.line}", delimiter, overrides)
        except IntakeError as error:
            yield error


def _report(row: Row, header: Row, named: dict[str, int], place: str, delimiter: str, overrides: Overrides) -> Report:
    """Make the Report of one row; its capture is a table of its own, so that it can be read again."""
    if len(row.cells) != len(header.cells):
        raise IntakeError(place, f"has {len(row.cells)} cells, the header {len(header.cells)}")
    values = {what: row.cells[index] for what, index in named.items()}
    published = None
    notes: tuple[str, ...] = ()
    if overrides.published is None and (written := values.get("published", "").strip()):
        published = written_day(written)
        if published is None:
            notes = (f"the date {characters.one_line(written, 40)!r} gives no day",)
    found = reports.build(
        values["text"],
        name=place,
        published=published,
        raw_sha256=hashlib.sha256(row.raw).hexdigest(),
        notes=notes,
        overrides=overrides,
        **{what: characters.replaced(values.get(what, "").strip())[0] for what in _AS_GIVEN},
    )
    media = "text/tab-separated-values" if delimiter == "\t" else "text/csv"
    first = header.raw if header.raw.endswith(b"\n") else header.raw + b"\n"
    return replace(found, capture=Capture(first + row.raw, media, url=found.url))


_AS_GIVEN = ("id", "title", "publisher", "url", "byline", "agency")
