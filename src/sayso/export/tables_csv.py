"""Tables as CSV: UTF-8, a line of headings, lines ended by a line feed, cells quoted where they must be.

A text that a spreadsheet might run gets an apostrophe before it; numbers, days and truth values are left as they are.
"""

import csv
import datetime
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from sayso.export.cells import guard, join
from sayso.export.columns import TABLES, Row, Value, columns, ordered
from sayso.export.rows import Told
from sayso.export.shapes import shape
from sayso.export.staging import Staging
from sayso.export.tally import Tally


class CsvTable:
    """One table as a CSV file that is open for writing; `tags` adds the row of HXL hashtags below the headings."""

    def __init__(self, file: IO[str], table: str, *, tags: bool = False) -> None:
        self._table = table
        self._writer = csv.writer(file, lineterminator="\n")
        self._writer.writerow([column.name for column in columns(table)])
        if tags:
            self._writer.writerow([column.tag for column in columns(table)])

    def add(self, row: Row) -> None:
        """Write one row."""
        self._writer.writerow([cell(value) for value in ordered(row, self._table)])


def write_csv(incidents: Iterable[Told], staging: Staging, tally: Tally) -> None:
    """Write the four tables as four files; incidents take the name asked for."""
    with ExitStack() as stack:
        files = {table: CsvTable(stack.enter_context(_open(staging.path(table))), table) for table in TABLES}
        for told in incidents:
            for table, file in files.items():
                for row in told.of(table):
                    file.add(row)
                    tally.add(table)


def write_shape(scheme: str, incidents: Iterable[Told], staging: Staging, tally: Tally) -> None:
    """Write one table in the shape of a scheme (one of `columns.SHAPES`); what it does not take is counted."""
    with _open(staging.path()) as file:
        table = CsvTable(file, scheme, tags=scheme == "hxl")
        for told in incidents:
            row = shape(scheme, told)
            if isinstance(row, str):
                tally.left_out[row] += 1
            else:
                table.add(row)
                tally.add(scheme)


def cell(value: Value) -> str:
    """Return a value as CSV holds it: nothing for None, ISO days, true and false, lists joined by "; "."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, int | float):
        return repr(value)
    return guard(join(value) if isinstance(value, list) else value)


def _open(path: Path) -> IO[str]:
    return path.open("w", encoding="utf-8", newline="")
