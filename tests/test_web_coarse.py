"""Coarse places for viewers: no export tells them more closely, and no box finds out where they are."""

import csv
import io
import json
import zipfile

import openpyxl
import pyarrow.parquet as pq
import pytest

from sayso.export.coarsen import Grid
from sayso.ledger import queries
from sayso.ledger.database import Ledger
from web_people import team_of

API, KM = "/api/v1", 50.0


def exact_of(ledger: Ledger) -> set[float]:
    with ledger.reading() as connection:
        found = {v for one in queries.incidents(connection) if one.where for v in (one.where.lat, one.where.lon) if v}
    assert len(found) >= 4
    return found


def numbers(format: str, content: bytes) -> set[float]:
    """Every number of a file, however deep it lies."""
    if content[:4] == b"PK\x03\x04" and format != "xlsx":
        whole = zipfile.ZipFile(io.BytesIO(content))
        return {n for name in whole.namelist() for n in numbers(name.rpartition(".")[2], whole.read(name))}
    if format == "parquet":
        cells = [v for row in pq.read_table(io.BytesIO(content)).to_pylist() for v in row.values()]
    elif format == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        cells = [v for sheet in book for row in sheet.iter_rows(values_only=True) for v in row]
    elif format in ("json", "jsonl", "geojson"):
        text = content.decode().translate(str.maketrans(dict.fromkeys('[]{}:",', " ")))
        cells = list(text.split())
    else:
        cells = [v for row in csv.reader(io.StringIO(content.decode())) for v in row]
    found = set()
    for cell in cells:
        try:
            found.add(float(str(cell)))
        except ValueError:
            continue
    return found


@pytest.mark.parametrize("format", ["csv", "jsonl", "geojson", "parquet", "xlsx", "hxl", "acled", "ucdp", "plover"])
def test_no_export_tells_a_place_more_closely(ledger: Ledger, format: str) -> None:
    team, exact = team_of(ledger, coarsen_km=KM), exact_of(ledger)
    told = numbers(format, team.client("viewer").get(f"{API}/export/{format}").content)
    assert told and not told & exact
    assert numbers(format, team.client("reviewer").get(f"{API}/export/{format}").content) & exact or format == "plover"


def test_a_tiny_box_finds_nothing_out(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        where = next(o.where for o in queries.incidents(connection) if o.where and o.where.lat and o.where.lon)
    lat, lon = where.lat or 0.0, where.lon or 0.0
    viewer = team_of(ledger, coarsen_km=KM).client("viewer")
    box = f"{lon - 0.01:.4f},{lat - 0.01:.4f},{lon + 0.01:.4f},{lat + 0.01:.4f}"
    lists = ("incidents?total=true&", "summary?", "timeline?", "disputes?", "changes?", "export/csv?", "clusters?")
    for path in lists:
        assert viewer.get(f"{API}/{path}box={box}").status_code == 403, path
    assert viewer.get(f"/?box={box}").status_code == 403
    assert viewer.get(f"{API}/clusters?zoom=20&frame={box}").json() == {"clusters": []}
    moved = Grid(KM).snap(lat, lon)
    found = json.dumps(viewer.get(f"{API}/clusters?zoom=20").json())
    assert str(moved[0]) in found and str(moved[1]) in found
