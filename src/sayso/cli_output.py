"""Where records are written: standard output, or a file that appears whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from pathlib import Path
from typing import IO

from sayso.errors import SettingError


@contextmanager
def opened(path: Path | None, utf8: bool = True) -> Iterator[IO[str]]:
    """Yield a text file for `path`, or standard output for None; UTF-8 with "\\n" line ends for a file or if `utf8`.

    A regular file is written beside its place and moved there at the end; after any exception the old file is as it
    was. Raises SettingError if the file cannot be written.
    """
    if path is None:
        yield _standard_output(utf8)
        return
    place = path.resolve()  # a link stays a link, what it points to is replaced
    if place.exists() and not place.is_file():
        if place.is_dir():
            raise SettingError(f"{path}: is a folder, not a file to write to")
        with place.open("w", encoding="utf-8", newline="\n") as file:  # a device or named pipe
            yield file
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{place.name[:40]}.", suffix=".part", dir=place.parent)
    except OSError as error:
        raise SettingError(f"{path}: cannot be written ({error.strerror or error})") from error
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.chmod(_mode(place))
        part.replace(place)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _standard_output(utf8: bool) -> IO[str]:
    if isinstance(sys.stdout, TextIOWrapper):
        if utf8:
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
        else:
            sys.stdout.reconfigure(errors="replace")
    return sys.stdout


def _mode(place: Path) -> int:
    """Return the permissions the finished file gets: those of the file it replaces, else what a new file would have."""
    if place.exists():
        return place.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
