"""What a batch has read, in the order in which it is loaded: by day of publication, reports without a day last."""

import io
from collections.abc import Iterator
from functools import partial

import pyarrow.parquet as pq

from sayso.batch import days, store
from sayso.errors import SettingError
from sayso.export.parse import from_line
from sayso.ledger.bulk import Waiting
from sayso.model import Record

_COLUMNS = ["report_id", "sha256", "record"]
_ROWS = 500


def waiting(out: str) -> Iterator[Waiting]:
    """Yield every report of a batch; versions of one report that came out on one day as they were fetched.

    Raises SettingError if OUT is no finished batch, IntakeError if a record is damaged.
    """
    found = False
    for day in days.held_days(out):
        found = True
        body = store.read(days.place("read_reports", day, out))
        if body is None:
            raise SettingError(f"{out}: the reports of {day} are missing; run `sayso batch` again to make them anew")
        for batch in pq.ParquetFile(io.BytesIO(body)).iter_batches(_ROWS, columns=_COLUMNS):
            for row in batch.to_pylist():
                yield Waiting(row["report_id"], row["sha256"], partial(_record, row["record"], row["report_id"]))
    if not found:
        raise SettingError(f"{out}: holds no finished batch; make one with `sayso batch IN {out}`")


def _record(line: str, ref: str) -> Record:
    return from_line(line, ref)
