"""Digests that name what a figure was measured on: the code that reads, the code that measures and the files."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_CODE = (".py", ".yaml", ".csv", ".txt")


def of_files(paths: Iterable[Path], base: Path) -> str:
    """Return 16 hex digits over the names, relative to `base`, and the bytes of files."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(base).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def of_reader() -> str:
    """Return the digest of the whole of sayso's source and knowledge."""
    source = ROOT / "src" / "sayso"
    return of_files((p for p in source.rglob("*") if p.suffix in _CODE and p.is_file()), source)


def of_set(folder: Path, patterns: Iterable[str]) -> str:
    """Return the digest of the files of a set."""
    return of_files({p for pattern in patterns for p in folder.glob(pattern) if p.is_file()}, folder)
