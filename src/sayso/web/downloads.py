"""Exports on their way to a reader: written to a folder of their own, sent in pieces, and gone afterwards."""

import shutil
import tempfile
import threading
import zipfile
from array import array
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sayso.errors import LedgerError, SettingError
from sayso.export.columns import TABLES
from sayso.export.exporting import Exported, export
from sayso.ledger import queries
from sayso.ledger.streaming import held
from sayso.model.incident import Incident
from sayso.web.visit import Visit

# Formats that write a file a table; a reader gets them together in a ZIP, or one of them by name.
TABLED = ("csv", "parquet")
ZIP = "application/zip"
# How each format ends the name of its file, and what it is on the wire; what is not here is CSV.
MEDIA = {
    "jsonl": ("jsonl", "application/x-ndjson"),
    "geojson": ("geojson", "application/geo+json"),
    "parquet": ("parquet", "application/vnd.apache.parquet"),
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
CSV = ("csv", "text/csv; charset=utf-8")
# Exports written at once; more wait for nothing, they are told to come again.
MOST = 4
_PIECE = 1 << 16  # bytes sent at a time
_busy = threading.BoundedSemaphore(MOST)


@dataclass(frozen=True, slots=True)
class Written:
    """An export in a folder of its own, which whoever has it takes away with `drop`."""

    folder: Path
    done: Exported

    def drop(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def written(visit: Visit, format: str) -> Written:
    """Write the incidents of an address in a format; raises LedgerError when too many are being written, ExportError.

    They are taken one by one, so that memory does not grow with their number.
    """
    ending, _ = MEDIA.get(format, CSV)
    with _turn():
        folder = Path(tempfile.mkdtemp(prefix="sayso-export-"))
        try:
            address = visit.address
            query = address.selection.query() | ({"as_of": address.as_of} if address.as_of else {})
            with visit.reading() as connection:
                found = (
                    _now(visit, connection)
                    if address.as_of is None
                    else queries.held_on(connection, address.as_of, address.selection)
                )
                name = folder / f"sayso-{format}.{ending}"
                return Written(
                    folder, export(found, format, name, query, coarsen_km=visit.coarsen_km, redaction=visit.redaction)
                )
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise


def _now(visit: Visit, connection: Connection) -> Iterator[Incident]:
    """Yield the incidents of an address: which they are is told from memory."""
    selection = visit.address.selection
    visit.overview.refresh(connection)
    visit.overview.seek(selection.words, connection)
    return held(connection, array("q", visit.overview.ids(selection).tobytes()))


def chosen(export: Written, format: str, table: str | None) -> tuple[Path, str]:
    """Return the one file that a reader gets of an export, and what it is on the wire; raises SettingError."""
    if format not in TABLED:
        if table is not None:
            raise SettingError(f"table: only {' and '.join(TABLED)} come in tables; {format} is one file")
        return export.done.paths[0], MEDIA.get(format, CSV)[1]
    if table is not None:
        return export.done.paths[TABLES.index(table)], MEDIA.get(format, CSV)[1]
    return _zipped(export, format), ZIP


def _zipped(export: Written, format: str) -> Path:
    place = export.folder / f"sayso-{format}.zip"
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        for path in (*export.done.paths, export.done.sidecar):
            file.write(path, path.name)
            path.unlink()  # it is in the ZIP: no disk holds everything twice
    return place


@contextmanager
def _turn() -> Iterator[None]:
    if not _busy.acquire(blocking=False):
        raise LedgerError(f"{MOST} exports are being written; ask again in a minute")
    try:
        yield
    finally:
        _busy.release()


class Download(Response):
    """A file sent in pieces; its folder is taken away afterwards, also when the reader went away."""

    def __init__(self, export: Written, path: Path, media_type: str, headers: Mapping[str, str]) -> None:
        self._export, self._path = export, path
        size = {"content-length": str(path.stat().st_size)}
        super().__init__(None, 200, {**headers, **size}, media_type)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file."""
        try:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            with self._path.open("rb") as file:
                while piece := await run_in_threadpool(file.read, _PIECE):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            await run_in_threadpool(self._export.drop)
