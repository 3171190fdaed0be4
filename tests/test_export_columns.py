"""The columns of the exports: each is written and documented, and the page of the documentation is up to date."""

import csv
import importlib.util
from pathlib import Path
from typing import Any

import pytest

from export_incidents import strike
from sayso.errors import KnowledgeError
from sayso.export import columns as book
from sayso.export.columns import NESTED, READ, SHAPES, TABLES, columns
from sayso.export.exporting import FORMATS, export
from sayso.export.rows import Told
from sayso.export.shapes import shape
from sayso.export.tables_json import incident_dict

ROOT = Path(__file__).resolve().parent.parent
HXL_ROW = (
    "#date+start #event+type #group+name+first #group+name+second #adm1+name #loc+name #geo+lat #geo+lon "
    "#affected+killed+min #affected+killed+max #meta+source #status"
)


def names(table: str) -> list[str]:
    return [column.name for column in columns(table)]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_a_table_is_documented_and_written(table: str) -> None:
    rows = list(Told(strike()).of(table))
    assert rows
    assert all(sorted(row) == sorted(names(table)) for row in rows)


@pytest.mark.parametrize("scheme", SHAPES)
def test_every_column_of_a_shape_is_documented_and_written(scheme: str) -> None:
    row = shape(scheme, Told(strike()))
    assert isinstance(row, dict)
    assert sorted(row) == sorted(names(scheme))


def test_the_lists_within_a_json_line_are_documented() -> None:
    whole = incident_dict(Told(strike()))
    assert sorted(whole) == sorted({*names("incidents"), *TABLES[1:], "disputes"})
    (dispute,) = whole["disputes"]
    assert list(dispute) == [*names("disputes"), "sides"]
    assert all(list(side) == names("sides") for side in dispute["sides"])
    assert {"disputes", "sides"} == set(NESTED)


@pytest.mark.parametrize("scheme", ["csv", *SHAPES])
def test_the_headings_stand_in_the_documented_order(scheme: str, tmp_path: Path) -> None:
    written = export([strike()], scheme, tmp_path / "out.csv", {}).paths
    for path, table in zip(written, TABLES if scheme == "csv" else [scheme], strict=True):
        with path.open(encoding="utf-8", newline="") as file:
            assert next(csv.reader(file)) == names(table)


def test_the_row_of_hxl_tags_begins_as_humanitarian_tools_expect(tmp_path: Path) -> None:
    export([strike()], "hxl", tmp_path / "out.csv", {})
    tags = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()[1].split(",")
    assert tags[:12] == HXL_ROW.split()
    assert all(tag.startswith("#") for tag in tags)


def test_the_page_has_the_columns_as_they_are() -> None:
    spec = importlib.util.spec_from_file_location("columns_doc", ROOT / "scripts" / "columns_doc.py")
    assert spec and spec.loader
    columns_doc = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(columns_doc)
    page = columns_doc.PAGE.read_text(encoding="utf-8")
    assert page == columns_doc.page(), "run python scripts/columns_doc.py"
    assert all(f"`{column.name}`" in page for table in (*TABLES, *NESTED, *SHAPES, *READ) for column in columns(table))


def test_the_page_names_every_format() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in FORMATS if f"`{name}`" not in page] == []


@pytest.mark.parametrize(
    "line",
    [
        {"type": "text"},
        {"type": "colour", "about": "What it holds."},
        {"type": "text", "about": "no sentence"},
        {"type": "text", "about": "Cut at a comma.", " which was not quoted.": None},
        "text",
    ],
)
def test_a_column_without_its_line_is_named(line: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    data: dict[str, Any] = {table: {} for table in (*TABLES, *NESTED, *SHAPES, *READ)}
    monkeypatch.setattr(book, "read_yaml", lambda _name: data | {"figures": {"low": line}})
    with pytest.raises(KnowledgeError, match=r"figures\.low"):
        book._book.__wrapped__()


def test_a_table_that_nothing_writes_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(book, "read_yaml", lambda _name: {"incidents": {}, "voices": {}})
    with pytest.raises(KnowledgeError, match="voices"):
        book._book.__wrapped__()
