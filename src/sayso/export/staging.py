"""Files that appear whole or not at all: written in a hidden folder beside and moved when complete."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sayso.errors import SaysoError

SIDECAR = ".query.json"
_MAIN = "incidents"  # the table that takes the very name asked for


class ExportError(SaysoError):
    """An export could not be written; what stood there before still does."""


class Staging:
    """The files of one export on their way. `path` gives places to write to; `commit` moves all to their own."""

    def __init__(self, output: Path, folder: Path) -> None:
        self._output = output
        self.folder = folder
        self._names: list[str] = []

    def path(self, table: str = _MAIN) -> Path:
        """Return where to write a table; it will be `out.csv` for the main table, `out.accounts.csv` for another."""
        name = self._output.name if table == _MAIN else f"{self._output.stem}.{table}{self._output.suffix}"
        return self._take(name)

    def sidecar(self) -> Path:
        """Return where to write the sidecar of the export."""
        return self._take(self._output.name + SIDECAR)

    def files(self) -> list[Path]:
        """Return the files so far, where they are being written."""
        return [self.folder / name for name in self._names]

    def commit(self) -> tuple[Path, ...]:
        """Move every file to its place, in the order they were asked for, and return the places.

        Raises ExportError if a folder stands in the way of one, before anything has been moved.
        """
        places = [self._output.with_name(name) for name in self._names]
        for place in places:
            _check(place)
        for path in self.files():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        for path, place in zip(self.files(), places, strict=True):
            path.replace(place)
        return tuple(places)

    def _take(self, name: str) -> Path:
        self._names.append(name)
        return self.folder / name


@contextmanager
def staged(output: Path) -> Iterator[Staging]:
    """Give a place to write the files of the export to `output`; whatever is not committed is gone afterwards.

    Raises ExportError for every failure of the file system: a full disk, a folder that is missing or read-only.
    """
    _check(output)
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{output.name[:64]}.", suffix=".part", dir=output.parent))
        try:
            yield Staging(output, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        # The library below may have wrapped the system's own error, which says it best.
        reason = error.strerror or " ".join(str(error).split())
        raise ExportError(f"cannot write {output}: {reason}; nothing was changed") from error


def _check(place: Path) -> None:
    if place.exists() and not place.is_file():
        raise ExportError(f"cannot write {place}: it is a folder or a device, not a file")
