"""Where a batch reads and writes: paths of this machine, and the addresses of whatever fsspec reaches."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, cast

from sayso.errors import SettingError
from sayso.intake.kinds import EXTENSIONS

READ = (*EXTENSIONS, ".parquet", ".warc")
_NEEDS = "needs fsspec; install it with pip install 'sayso[cluster]'"


def is_remote(address: str) -> bool:
    """Tell an address such as `s3://archive/2016/` from a path."""
    return "://" in address


def inputs(address: str) -> list[str]:
    """Return the files at an address, sorted; of a folder those with an extension that is read, hidden ones aside.

    Raises SettingError if there are none or they cannot be reached.
    """
    found = [address] if _is_file(address) else [f for f in listed(address) if f.lower().endswith(_endings())]
    if not found:
        raise SettingError(f"{address}: there is no file here to read ({' '.join(sorted(set(READ)))})")
    return found


def listed(address: str) -> list[str]:
    """Return every file below an address, sorted by name; hidden ones aside, and none where there is no such folder."""
    if not is_remote(address):
        base = Path(address)
        paths = (p for p in base.rglob("*") if p.is_file())
        return sorted(str(p) for p in paths if not any(part.startswith(".") for part in p.relative_to(base).parts))
    system, path = _system(address)
    try:
        found = cast("list[str]", system.find(path))
    except FileNotFoundError:
        return []
    hidden = (any(part.startswith(".") for part in one[len(path) :].split("/")) for one in found)
    return sorted(system.unstrip_protocol(one) for one, out in zip(found, hidden, strict=True) if not out)


@contextmanager
def opened(address: str) -> Iterator[BinaryIO]:
    """Open a file for reading; raises OSError."""
    if not is_remote(address):
        with Path(address).open("rb") as file:
            yield file
        return
    system, path = _system(address)
    with system.open(path, "rb") as file:
        yield cast("BinaryIO", file)


def read(address: str) -> bytes | None:
    """Return the bytes of a file, None if there is none."""
    try:
        with opened(address) as file:
            return file.read()
    except FileNotFoundError:
        return None


def size(address: str) -> int | None:
    """Return the size of a file in bytes, None if there is none."""
    if not is_remote(address):
        path = Path(address)
        return path.stat().st_size if path.is_file() else None
    system, path_ = _system(address)
    return int(system.size(path_)) if system.isfile(path_) else None


def write(address: str, body: bytes) -> None:
    """Write a file that appears whole or not at all; object stores do so by themselves."""
    if is_remote(address):
        system, remote = _system(address)
        system.makedirs(remote.rpartition("/")[0], exist_ok=True)
        system.pipe_file(remote, body)
        return
    path = Path(address)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with part.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def join(address: str, *names: str) -> str:
    """Return the address of a file below another."""
    return "/".join((address.rstrip("/") or "/", *names))


def _endings() -> tuple[str, ...]:
    return tuple(READ)


def _is_file(address: str) -> bool:
    if not is_remote(address):
        if not Path(address).exists():
            raise SettingError(f"{address}: no such file or folder")
        return Path(address).is_file()
    system, path = _system(address)
    return bool(system.isfile(path))


def _system(address: str) -> tuple[Any, str]:
    """Return the file system of an address and the path in it; raises SettingError if it cannot be reached."""
    try:
        import fsspec
    except ModuleNotFoundError:
        raise SettingError(f"{address}: {_NEEDS}") from None
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise SettingError(f"{address}: {' '.join(str(error).split())}") from None
    return system, str(path)
