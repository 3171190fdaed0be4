"""The four tables as sheets of one XLSX workbook, written row by row.

Every text is written as text: nothing becomes a formula, a number or a link. A text that a spreadsheet might run once
it is edited is marked as quoted, which is what Excel does with an apostrophe typed before it. Days are true days.
"""

import datetime
from collections.abc import Iterable
from contextlib import suppress

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from sayso.export.cells import commands, join
from sayso.export.columns import TABLES, Row, Value, columns, ordered
from sayso.export.rows import Told
from sayso.export.staging import ExportError, Staging
from sayso.export.tally import Tally

MAX_ROWS = 1_048_576  # rows of a sheet, the headings included, as the format has it
MAX_TEXT = 32_767  # length of a cell's text in UTF-16 units, as the format has it
_FIRST_DAY = datetime.date(1900, 3, 1)  # earlier days are off by one or impossible in the format's calendar
_WIDTH = 18  # of every column, in characters: ids and days are seen whole


class Sheet:
    """One table as a sheet of a workbook."""

    def __init__(self, book: xlsxwriter.Workbook, table: str, tally: Tally) -> None:
        self._table, self._tally, self._next = table, tally, 1
        self._sheet = book.add_worksheet(table)
        self._quoted = book.add_format({"quote_prefix": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_column(0, len(columns(table)) - 1, _WIDTH)
        bold = book.add_format({"bold": True})
        for at, column in enumerate(columns(table)):
            self._sheet.write_string(0, at, column.name, bold)

    def add(self, row: Row) -> None:
        """Write one row; raises ExportError when the sheet is full."""
        if self._next >= MAX_ROWS:
            raise ExportError(f"an XLSX sheet holds {MAX_ROWS - 1:,} {self._table}: select less, or use csv or parquet")
        for at, value in enumerate(ordered(row, self._table)):
            self._put(at, value)
        self._next += 1

    def _put(self, at: int, value: Value) -> None:
        if value is None or value == []:
            return
        if isinstance(value, bool):
            self._sheet.write_boolean(self._next, at, value)
        elif isinstance(value, int | float):
            self._sheet.write_number(self._next, at, value)
        elif isinstance(value, datetime.date):
            if value >= _FIRST_DAY:
                self._sheet.write_datetime(self._next, at, value, self._day)
            else:
                self._sheet.write_string(self._next, at, value.isoformat())
        else:
            text = self._fit(join(value) if isinstance(value, list) else value)
            self._sheet.write_string(self._next, at, text, self._quoted if commands(text) else None)

    def _fit(self, text: str) -> str:
        if 2 * len(text) <= MAX_TEXT or len(text.encode("utf-16-le")) // 2 <= MAX_TEXT:
            return text
        self._tally.cut += 1
        kept = text.encode("utf-16-le")[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", errors="ignore")
        return f"{kept}…"


def write_xlsx(incidents: Iterable[Told], staging: Staging, tally: Tally) -> None:
    """Write the four tables as four sheets; raises ExportError when one has more rows than a sheet can hold."""
    # Rows under way are kept in files of the staging folder, not in memory and not on another disk.
    settings = {"constant_memory": True, "tmpdir": str(staging.folder)}
    book = xlsxwriter.Workbook(str(staging.path()), settings)
    book.use_zip64()
    try:
        sheets = {table: Sheet(book, table, tally) for table in TABLES}
        for told in incidents:
            for table, sheet in sheets.items():
                for row in told.of(table):
                    sheet.add(row)
                    tally.add(table)
        book.close()
    except BaseException as error:
        for sheet in book.worksheets():
            with suppress(OSError, ValueError, AttributeError):
                sheet.row_data_fh.close()
        if isinstance(error, FileCreateError) and error.args and isinstance(error.args[0], OSError):
            raise error.args[0] from error
        raise
