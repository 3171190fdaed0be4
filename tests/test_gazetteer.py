"""The gazetteer: keys, the index file, and tables a user adds."""

import math
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import KnowledgeError
from sayso.extract import gazetteer_store
from sayso.extract.gazetteer import Gazetteer, add_gazetteer, gazetteer, list_gazetteers
from sayso.extract.gazetteer_fold import fold, key, skeleton, vowels_evened
from sayso.extract.gazetteer_tables import Row, curated_rows, geonames_rows

# In the emptiest countries the next town of the table is some 450 km away.
FAR = 4.5  # degrees

HEADER = "name,country,lat,lon,admin,alternatenames,feature,population\n"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small world of curated places only, with folders of its own."""
    monkeypatch.setenv("SAYSO_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("SAYSO_DATA", str(tmp_path / "data"))
    monkeypatch.setattr(gazetteer_store, "geonames_rows", lambda: iter(()))
    gazetteer.cache_clear()
    yield tmp_path
    gazetteer.cache_clear()


def dump_line(name: str = "Tokharbad", lat: str = "36.6", country: str = "SY") -> str:
    return "\t".join(["99", name, name, "Tukharbad", lat, "38.0", "P", "PPL", country, "", "09", "", "", "", "120",
                      "", "", "Asia/Damascus", "2020-01-01"]) + "\n"  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Deir ez-Zor", "Deir al-Zor"),
        ("Al-Bāb", "al Bab"),
        ("Ma'arat al-Nu'man", "Maarat Numan"),
        ("the Ḥawl", "Al-Hawl"),
        ("Khan-Shaikhoun", "Khan Shaikhoun"),
    ],
)
def test_spellings_that_share_a_key(one: str, two: str) -> None:
    assert key(one) == key(two)


def test_a_name_that_is_only_an_article_keeps_it() -> None:
    assert key("Al") == "al"


@pytest.mark.parametrize(
    ("one", "two"), [("Babisqa", "Babeska"), ("Kafr Jalis", "Kafar Jales"), ("Misraba", "Mesraba")]
)
def test_spellings_that_sound_alike_share_a_skeleton(one: str, two: str) -> None:
    assert skeleton(one) == skeleton(two) != ""


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert key(key(name)) == key(name)
    vowels_evened(name)


def test_curated_rows_are_within_the_world_and_told_apart() -> None:
    rows: list[Row] = list(curated_rows())
    assert len(rows) > 2000
    assert all(row.source.startswith("sayso:") and len(row.source) > 6 for row in rows)
    assert all(len(row.country) == 3 for row in rows if row.lat is not None)


def test_small_places_lie_in_their_countries() -> None:
    """A point that was written down wrong by a degree or a sign lies far from every town of its country."""
    towns: dict[str, list[tuple[float, float]]] = {}
    for row in geonames_rows():
        if row.lat is not None and row.lon is not None:
            towns.setdefault(row.country, []).append((row.lat, row.lon))
    small = [row for row in curated_rows() if row.source == "sayso:by hand" and row.lat is not None]
    assert len(small) > 11_000
    lost = [
        (row.name, row.country)
        for row in small
        if min(math.hypot(lat - (row.lat or 0.0), lon - (row.lon or 0.0)) for lat, lon in towns[row.country]) > FAR
    ]
    assert lost == []


@pytest.mark.parametrize(
    ("name", "country", "lat", "lon"),
    [
        ("Pisky", "UKR", 48.06, 37.68),
        ("Kafr Kila", "LBN", 33.28, 35.55),
        ("Shati camp", "PSE", 31.53, 34.44),
        ("Minutka Square", "RUS", 43.30, 45.68),
        ("Al-Sabeen Square", "YEM", 15.33, 44.21),
        ("Brazzaville", "COG", -4.27, 15.28),  # its airport did not take its name
    ],
)
def test_small_places_are_found(name: str, country: str, lat: float, lon: float) -> None:
    hits = [entry for entry in gazetteer().find(key(name)) if entry.country == country and entry.lat is not None]
    assert any(math.hypot(entry.lat - lat, entry.lon - lon) < 0.1 for entry in hits if entry.lat and entry.lon)


def test_a_table_is_added_once_and_found(home: Path) -> None:
    table = home / "mine.csv"
    table.write_text(HEADER + "Tokharbad,SYR,36.6,38.0,Aleppo,Tukharbad;Toukharbad,settlement,120\n", encoding="utf-8")
    assert gazetteer().find("tokharbad") == ()
    assert add_gazetteer(table) == 1
    assert add_gazetteer(table) == 1
    assert list_gazetteers() == [("mine.csv", 1)]
    assert [e.name for e in gazetteer().find("toukharbad")] == ["Tokharbad"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_geonames_dump_is_added(home: Path, packed: bool) -> None:
    path = home / ("SY.zip" if packed else "SY.txt")
    if packed:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "hello")
            archive.writestr("SY.txt", dump_line())
    else:
        path.write_text(dump_line(), encoding="utf-8")
    assert add_gazetteer(path) == 1
    (entry,) = gazetteer().find("tokharbad")
    assert (entry.country, entry.lat, entry.source) == ("SYR", 36.6, "geonames:99")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", HEADER + "Here,SYR,36,37,,,,\nThere,SYR,99,37,,,,\n", "line 3: 99 is outside -90 to 90"),
        ("b.csv", HEADER + "Here,SYR,north,37,,,,\n", "line 2: 'north' is not a number"),
        ("c.csv", "name,country,lat\nHere,SYR,36\n", "line 1: no column 'lon'"),
        ("d.csv", HEADER + "Here,ZZZ,36,37,,,,\n", "line 2: unknown country 'ZZZ'"),
        ("e.csv", HEADER + "Here,SYR,36,37\n", "line 2: the number of cells differs"),
        ("f.csv", HEADER + ",SYR,36,37,,,,\n", "line 2: no name"),
        ("g.csv", HEADER + "Here,SYR,nan,37,,,,\n", "line 2: nan is outside"),
        ("h.csv", HEADER + "Here,SYR,36,37,,,,many\n", "line 2: population 'many'"),
        ("i.txt", dump_line() + dump_line(lat="x"), "line 2: 'x' is not a number"),
        ("j.txt", dump_line() + "one\ttwo\n", "line 2: 2 columns"),
        ("k.csv", HEADER, "holds no place"),
    ],
)
def test_a_wrong_table_is_refused_whole_with_its_line(home: Path, name: str, text: str, message: str) -> None:
    path = home / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message.replace("(", r"\(")):
        add_gazetteer(path)
    assert list_gazetteers() == []


def test_a_missing_or_binary_file_is_refused(home: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot be read"):
        add_gazetteer(home / "none.csv")
    (home / "bin.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeError, match="not UTF-8"):
        add_gazetteer(home / "bin.csv")


def test_the_order_of_added_tables_does_not_matter(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []
    for order in (("a", "b"), ("b", "a")):
        monkeypatch.setenv("SAYSO_DATA", str(home / "-".join(order)))
        for name in order:
            table = home / f"{name}.csv"
            table.write_text(HEADER + f"Tokharbad,SYR,36.{len(name)}{ord(name) % 10},38.0,,,,\n", encoding="utf-8")
            add_gazetteer(table)
        answers.append(gazetteer().find("tokharbad"))
    assert answers[0] == answers[1]
    assert len(answers[0]) == 2


def test_the_index_is_kept_and_built_again_when_its_inputs_change(home: Path) -> None:
    gazetteer()
    (first,) = (home / "cache").glob("*.sqlite")
    stamp = first.stat().st_mtime_ns
    gazetteer.cache_clear()
    gazetteer()
    assert first.stat().st_mtime_ns == stamp
    table = home / "mine.csv"
    table.write_text(HEADER + "Tokharbad,SYR,36.6,38.0,,,,\n", encoding="utf-8")
    add_gazetteer(table)
    gazetteer()
    (second,) = (home / "cache").glob("*.sqlite")
    assert second != first


def test_a_damaged_index_is_built_again(home: Path) -> None:
    gazetteer()
    (path,) = (home / "cache").glob("*.sqlite")
    path.write_bytes(b"not a database, far from it" * 200)
    gazetteer.cache_clear()
    assert gazetteer().find("aleppo")


def test_without_a_cache_folder_the_answers_are_the_same(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = home / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("SAYSO_CACHE", str(blocked / "below"))
    kept: Gazetteer = gazetteer()
    assert kept.find("aleppo")[0].name == "Aleppo"
    assert [path.name for path in home.iterdir()] == ["file"]
