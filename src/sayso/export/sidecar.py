"""The sidecar of an export: what was asked, by which version, when, and exactly what was written."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from enum import Enum
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sayso.export.cells import clean
from sayso.export.tally import Tally

_BLOCK = 1 << 16  # bytes hashed at a time


def now() -> datetime.datetime:
    """Return the time of the export, to the second."""
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def sidecar(
    format: str, query: Mapping[str, object], coarsen_km: float | None, tally: Tally, files: list[Path]
) -> dict[str, Any]:
    """Return what the sidecar says; `files` are hashed where they lie now and named by their names alone."""
    return {
        "sayso": version("sayso"),
        "written": now().isoformat().replace("+00:00", "Z"),
        "format": format,
        "query": plain(query),
        "coarsen_km": coarsen_km,
        "selected": tally.selected,
        "rows": dict(tally.rows),
        "left_out": dict(tally.left_out),
        "texts_cut": tally.cut,
        "files": [{"name": path.name, "bytes": path.stat().st_size, "sha256": digest(path)} for path in files],
    }


def write_sidecar(path: Path, content: Mapping[str, Any]) -> None:
    """Write the sidecar as JSON that a person can read."""
    text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            found.update(block)
    return found.hexdigest()


def plain(value: object) -> Any:
    """Return a value of a query as JSON can hold it: days as ISO text, sets sorted, all else in its own words."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else str(value)  # JSON has no infinity
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {clean(str(key)): plain(one) for key, one in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(plain, value), key=str)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return clean(str(value))
