"""The four tables as Parquet files: true days, numbers and lists, each column with its line of documentation."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as pq

from sayso.export.columns import TABLES, Row, Type, columns
from sayso.export.rows import Told
from sayso.export.staging import Staging
from sayso.export.tally import Tally

# Rows of a row group, and so what is held in memory of a table: some megabytes of long quotations at most.
GROUP = 5_000
_TYPES = {
    Type.TEXT: pa.string(),
    Type.LIST: pa.list_(pa.string()),
    Type.DAY: pa.date32(),
    Type.WHOLE: pa.int64(),
    Type.DECIMAL: pa.float64(),
    Type.BOOLEAN: pa.bool_(),
}


def schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table; each field carries what the column holds as its `description`."""
    return pa.schema(
        [pa.field(c.name, _TYPES[c.type], metadata={"description": c.about.encode()}) for c in columns(table)]
    )


class ParquetTable:
    """One table as a Parquet file that is open for writing."""

    def __init__(self, path: Path, table: str) -> None:
        self._schema = schema(table)
        self._rows: list[Row] = []
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")

    def add(self, row: Row) -> None:
        """Take one row; every so many are written as a row group."""
        self._rows.append(row)
        if len(self._rows) >= GROUP:
            self._flush()

    def __enter__(self) -> "ParquetTable":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None and self._rows:
                self._flush()
        finally:
            self._writer.close()

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
        self._rows.clear()


def write_parquet(incidents: Iterable[Told], staging: Staging, tally: Tally) -> None:
    """Write the four tables as four files; incidents take the name asked for."""
    with ExitStack() as stack:
        files = {table: stack.enter_context(ParquetTable(staging.path(table), table)) for table in TABLES}
        for told in incidents:
            for table, file in files.items():
                for row in told.of(table):
                    file.add(row)
                    tally.add(table)
