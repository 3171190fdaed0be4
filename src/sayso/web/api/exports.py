"""Exports: exactly the incidents that the filters select, in every format, and the query that selected them."""

import json
from typing import Annotated, Any, Literal, get_args

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from sayso.export.columns import TABLES
from sayso.export.exporting import FORMATS
from sayso.web.asked import Asked
from sayso.web.downloads import MEDIA, ZIP, Download, chosen, written
from sayso.web.problems import READS, documented
from sayso.web.reply import answered

router = APIRouter(tags=["export"], responses=documented(*READS))
Format = Literal["csv", "jsonl", "geojson", "parquet", "xlsx", "hxl", "acled", "ucdp", "plover", "cameo"]
Table = Literal["incidents", "accounts", "figures", "sources"]
assert get_args(Format) == FORMATS and get_args(Table) == TABLES  # noqa: S101 - types need them written out


class FileMade(BaseModel):
    """A file of an export."""

    name: str
    bytes: int
    sha256: str


class Sidecar(BaseModel):
    """What was exported and how."""

    sayso: str = Field(description="The version that wrote it.")
    written: str
    format: str
    query: dict[str, Any] = Field(description="The filters in use.")
    coarsen_km: float | None
    selected: int = Field(description="Incidents that the filters select.")
    rows: dict[str, int] = Field(description="Rows by table.")
    left_out: dict[str, int] = Field(description="Incidents that the format does not take, by reason.")
    texts_cut: int
    files: list[FileMade]


_BINARY = {"schema": {"type": "string", "format": "binary"}}
_CONTENT = {
    "text/csv": {"schema": {"type": "string"}},
    ZIP: _BINARY,
    **{media: _BINARY for _, media in MEDIA.values()},
    "application/geo+json": {"schema": {"type": "object"}},
}


@router.get(
    "/export/{format}",
    response_class=Response,
    responses={
        200: {
            "description": "The file; csv and parquet without `table` come as a ZIP of four tables and the sidecar.",
            "content": _CONTENT,
            "headers": {
                "Link": {"description": "Where the sidecar is.", "schema": {"type": "string"}},
                "X-Sayso-Selected": {
                    "description": "How many incidents the filters select.",
                    "schema": {"type": "integer"},
                },
            },
        }
    },
)
def get_export(
    visit: Asked,
    format: Format,
    table: Annotated[Table | None, Query(description="Only this table, of csv or parquet.")] = None,
) -> Response:
    """Export the incidents that the filters select, and no others, in any format; docs/exports.md has the columns."""
    export = written(visit, format)
    try:
        path, media = chosen(export, format, table)
        query = visit.request.url.query
        place = f"/api/v1/export/{format}/query" + (f"?{query}" if query else "")
        headers = {
            "content-disposition": f'attachment; filename="{path.name}"',
            "link": f'<{place}>; rel="describedby"; type="application/json"',
            "x-sayso-selected": str(export.done.selected),
        }
        return Download(export, path, media, headers)
    except BaseException:
        export.drop()
        raise


@router.get("/export/{format}/query", response_model=Sidecar)
def get_export_query(visit: Asked, format: Format) -> Response:
    """Show the sidecar of an export: the query, the version of sayso, the numbers of rows, the digests of the files."""
    export = written(visit, format)
    try:
        return answered(json.loads(export.done.sidecar.read_text(encoding="utf-8")))
    finally:
        export.drop()
