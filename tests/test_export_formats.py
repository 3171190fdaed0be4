"""Each format read back by another library gives the rows that were written, whatever the words in them."""

import csv
import datetime
import io
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from export_incidents import bare, claim, several, strike
from sayso.export import parquet, xlsx
from sayso.export.cells import join, unguard
from sayso.export.columns import TABLES, Row, Type, Value, columns
from sayso.export.exporting import export
from sayso.export.rows import Told
from sayso.export.staging import ExportError
from sayso.model.incident import Actor, Incident

Rows = list[dict[str, Any]]
# What a report may hold: formulas, quotes, separators, controls, halves of characters, both directions of writing.
hostile = st.text(st.characters(exclude_categories=()) | st.sampled_from("=+-@'\"\t\r\n,; \u202e_x0041"), max_size=20)


def made(incidents: Iterable[Incident], table: str) -> list[Row]:
    return [row for incident in incidents for row in Told(incident).of(table)]


def from_csv(path: Path, table: str) -> Rows:
    name = path if table == "incidents" else path.with_name(f"{path.stem}.{table}{path.suffix}")
    with name.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [{c.name: typed(row[c.name], c.type) for c in columns(table)} for row in rows]


def typed(cell: str, type: Type) -> Value:
    """Read a cell of CSV as docs/exports.md says."""
    readers: dict[Type, Callable[[str], Value]] = {
        Type.TEXT: unguard,
        Type.LIST: lambda cell: unguard(cell).split("; "),
        Type.DAY: datetime.date.fromisoformat,
        Type.WHOLE: int,
        Type.DECIMAL: float,
        Type.BOOLEAN: {"true": True, "false": False}.__getitem__,
    }
    return readers[type](cell) if cell else [] if type is Type.LIST else None


def from_parquet(path: Path, table: str) -> Rows:
    name = path if table == "incidents" else path.with_name(f"{path.stem}.{table}{path.suffix}")
    return pq.read_table(name).to_pylist()  # type: ignore[no-any-return]


def from_xlsx(path: Path, table: str) -> Rows:
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    head, *rows = book[table].iter_rows()
    assert not any(cell.data_type == "f" or cell.hyperlink for row in rows for cell in row)
    found = [{name.value: cell.value for name, cell in zip(head, row, strict=True)} for row in rows]
    book.close()
    return [{c.name: plain(row[c.name], c.type) for c in columns(table)} for row in found]


def plain(value: Any, type: Type) -> Any:
    """Read a cell of a workbook; the library leaves the format's own escapes ("_x0007_") in texts."""
    if type is Type.LIST:
        return unescape(value).split("; ") if value else []
    if type is Type.DAY and isinstance(value, datetime.datetime):
        return value.date()
    return unescape(value) if isinstance(value, str) else value


def flat(row: Row) -> Row:
    """Return a row as tables with lists in one cell have it."""
    cells = {
        name: join(value).split("; ") if isinstance(value, list) and value else value for name, value in row.items()
    }
    return {name: value if value != [""] else [] for name, value in cells.items()}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    ("format", "back", "shape"), [("csv", from_csv, flat), ("parquet", from_parquet, dict), ("xlsx", from_xlsx, flat)]
)
def test_tables_come_back_as_they_were_written(
    format: str, back: Callable[[Path, str], Rows], shape: Callable[[Row], Row], table: str, tmp_path: Path
) -> None:
    export(several(), format, tmp_path / "out.data", {})
    assert back(tmp_path / "out.data", table) == [shape(row) for row in made(several(), table)]


def test_json_lines_come_back_as_they_were_written(tmp_path: Path) -> None:
    export(several(), "jsonl", tmp_path / "out.jsonl", {})
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == [incident.id for incident in several()]
    for table in TABLES[1:]:
        assert [row for line in lines for row in line[table]] == [iso(row) for row in made(several(), table)]
    for line, row in zip(lines, made(several(), "incidents"), strict=True):
        assert {name: line[name] for name in row} | {"disputes": row["disputes"]} == iso(row)


def iso(row: Row) -> Row:
    return {name: str(value) if isinstance(value, datetime.date) else value for name, value in row.items()}


def test_geojson_has_a_point_or_a_null_for_each_incident(tmp_path: Path) -> None:
    export(several(), "geojson", tmp_path / "out.geojson", {})
    found = json.loads((tmp_path / "out.geojson").read_text(encoding="utf-8"))
    assert (found["type"], set(found)) == ("FeatureCollection", {"type", "features"})
    geometries = {feature["id"]: feature["geometry"] for feature in found["features"]}
    assert geometries["i-strike"] == {"type": "Point", "coordinates": [36.64, 35.93]}
    assert geometries["i-bare"] is geometries["i-truce"] is geometries["i-plan"] is None
    properties = [feature["properties"] for feature in found["features"]]
    rows = [iso(row) for row in made(several(), "incidents")]
    assert properties == [{k: v for k, v in row.items() if k not in ("latitude", "longitude")} for row in rows]


@pytest.mark.parametrize("format", ["csv", "jsonl", "geojson", "parquet", "xlsx"])
def test_an_export_of_nothing_can_be_read(format: str, tmp_path: Path) -> None:
    exported = export([], format, tmp_path / "out.data", {})
    assert set(exported.rows.values()) == {0}
    path = tmp_path / "out.data"
    if format in ("csv", "parquet", "xlsx"):
        read = {"csv": from_csv, "parquet": from_parquet, "xlsx": from_xlsx}[format]
        assert [read(path, table) for table in TABLES] == [[]] * 4
    elif format == "geojson":
        assert json.loads(path.read_text(encoding="utf-8")) == {"type": "FeatureCollection", "features": []}
    else:
        assert path.read_text(encoding="utf-8") == ""


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(hostile, min_size=8, max_size=8))
def test_hostile_words_come_back_and_run_nowhere(words: list[str]) -> None:
    incident = bare(
        summary=words[0],
        why=words[1],
        agents=(Actor(words[2], words[3]),),
        claims=(claim(words[4], words[5], words=words[6], quote=words[7]),),
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "out.data"
        for format, back in (("csv", from_csv), ("xlsx", from_xlsx), ("parquet", from_parquet)):
            export([incident], format, path, {"text": words[0]})
            for table in ("incidents", "accounts"):
                rows = made([incident], table)
                assert back(path, table) == (rows if format == "parquet" else [flat(row) for row in rows]), format
        export([incident], "jsonl", path, {})
        (line,) = path.read_text(encoding="utf-8").splitlines()
        assert json.loads(line)["accounts"] == [iso(row) for row in made([incident], "accounts")]


def test_no_cell_of_a_csv_file_begins_like_a_formula(tmp_path: Path) -> None:
    export(several(), "csv", tmp_path / "out.csv", {})
    export(several(), "acled", tmp_path / "acled.csv", {})
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\n")) and cell != "-12.5"] == []


def test_numbers_below_zero_stay_numbers(tmp_path: Path) -> None:
    export(several(), "csv", tmp_path / "out.csv", {})
    assert ",-12.5,179.99," in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_a_workbook_marks_what_looks_like_a_formula_as_quoted(tmp_path: Path) -> None:
    export(several(), "xlsx", tmp_path / "out.xlsx", {})
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["incidents"]
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
    quoted = {cell.value for cell in cells if cell.quotePrefix}
    assert quoted == {'=HYPERLINK("http://evil.example","click")', "-Zeta", "+1, the gang"}


def test_days_before_the_calendar_of_workbooks_are_text(tmp_path: Path) -> None:
    old = datetime.date(1895, 4, 1)
    export([strike(claims=(claim("a witness", "CIV", since=old),))], "xlsx", tmp_path / "out.xlsx", {})
    assert from_xlsx(tmp_path / "out.xlsx", "accounts")[0]["published"] == "1895-04-01"


@pytest.mark.parametrize(("text", "kept"), [("x" * 32_767, None), ("x" * 32_768, 32_767), ("😀" * 16_384, 16_384)])
def test_a_text_too_long_for_a_cell_is_cut_and_counted(text: str, kept: int | None, tmp_path: Path) -> None:
    export([bare(summary=text)], "xlsx", tmp_path / "out.xlsx", {})
    found = from_xlsx(tmp_path / "out.xlsx", "incidents")[0]["summary"]
    cut = json.loads((tmp_path / "out.xlsx.query.json").read_text(encoding="utf-8"))["texts_cut"]
    assert (found == text, cut) == (kept is None, 0 if kept is None else 1)
    assert kept is None or (len(found) == kept and found.endswith("…"))


def test_a_sheet_that_is_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MAX_ROWS", 4)
    with pytest.raises(ExportError, match="holds 3 accounts"):
        export([strike(), strike()], "xlsx", tmp_path / "out.xlsx", {})
    assert list(tmp_path.iterdir()) == []


def test_parquet_is_written_in_row_groups_with_its_columns_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    export(several(), "parquet", tmp_path / "out.parquet", {})
    with pq.ParquetFile(tmp_path / "out.parquet") as file:
        assert file.metadata.num_row_groups == 3
        described = {field.name: field.metadata[b"description"].decode() for field in file.schema_arrow}
    assert described == {column.name: column.about for column in columns("incidents")}
