"""What the exports of a small invented ledger look like, file by file, in every format.

After a change that is meant: SAYSO_SNAPSHOTS=write python -m pytest tests/test_export_snapshots.py, then read the diff.
"""

import datetime
import io
import json
import os
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from export_incidents import several
from sayso.export import sidecar
from sayso.export.exporting import FORMATS, export

FOLDER = Path(__file__).parent / "snapshots" / "exports"
NOON = datetime.datetime(2023, 6, 1, 12, tzinfo=datetime.UTC)
QUERY = {"country": "SYR", "since": datetime.date(2023, 5, 1)}
# Files whose bytes change with the library that wrote them: what is compared is what stands in them.
BINARY = (".parquet", ".xlsx")


def shown(path: Path) -> str:
    """Return a file as text: as it is, or its rows as JSON, one a line."""
    if path.suffix == ".parquet":
        return "".join(
            f"{json.dumps(row, ensure_ascii=False, default=str)}\n" for row in pq.read_table(path).to_pylist()
        )
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
        rows: list[Any] = []
        for sheet in book:
            rows += [[sheet.title], *sheet.iter_rows(values_only=True)]
        return "".join(f"{json.dumps(row, ensure_ascii=False, default=str)}\n" for row in rows)
    if path.suffixes[-2:] == [".query", ".json"]:
        return sidecar_text(json.loads(path.read_text(encoding="utf-8")))
    return path.read_text(encoding="utf-8")


def sidecar_text(told: dict[str, Any]) -> str:
    """Return a sidecar without what changes from version to version and, for binary files, from library to library."""
    told["sayso"] = "VERSION"
    for file in told["files"]:
        if file["name"].endswith(BINARY):
            file.update(bytes=0, sha256="")
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize(
    ("format", "coarsen_km"), [*((format, None) for format in FORMATS), ("geojson", 25), ("acled", 25), ("ucdp", 25)]
)
def test_exports_look_as_they_did(
    format: str, coarsen_km: float | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sidecar, "now", lambda: NOON)
    suffix = format if format in ("csv", "jsonl", "geojson", "parquet", "xlsx") else "csv"
    exported = export(several(), format, tmp_path / f"{format}.{suffix}", QUERY, coarsen_km=coarsen_km)
    folder = FOLDER / ("coarse" if coarsen_km else "plain")
    found = {path.name + ".jsonl" * path.name.endswith(BINARY): shown(path) for path in exported.paths}
    found[exported.sidecar.name] = shown(exported.sidecar)
    if os.environ.get("SAYSO_SNAPSHOTS") == "write":
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in found.items():
            (folder / name).write_text(text, encoding="utf-8", newline="")
    for name, text in found.items():
        with (folder / name).open(encoding="utf-8", newline="") as file:
            assert text == file.read(), name
