"""Exports over HTTP: in every format exactly the incidents of the list with the same filters, sent in pieces."""

import csv
import io
import json
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
from fastapi.testclient import TestClient

from sayso import __version__
from sayso.web import downloads
from sayso.web.api import exports

API = "/api/v1"
FILTERS = [
    "",
    "status=disputed",
    "status=single&status=corroborated&country=SDN",
    "words=market",
    "box=20,8,39,23",
    "box=24,11,26,13&words=bombed",
    "since=2023-07-13&until=2023-07-17",
    "only=unplaced",
    "kind=airstrike&publisher=Northline News",
    "words=nothingofthesort",
    "as_of=2023-07-15",
]
# One row for each incident; the shapes of others take only some, and say which they leave out.
WHOLE, SHAPED = ("csv", "jsonl", "geojson", "parquet", "xlsx", "hxl"), ("acled", "ucdp", "plover", "cameo")


def rows(format: str, content: bytes) -> int:
    if format == "jsonl":
        return len([line for line in content.splitlines() if line])
    if format == "geojson":
        return len(json.loads(content)["features"])
    if format == "parquet":
        return int(pq.read_table(io.BytesIO(content)).num_rows)
    if format == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["incidents"]
        return len(list(sheet.iter_rows(min_row=2)))
    return len(list(csv.reader(io.StringIO(content.decode())))) - (2 if format == "hxl" else 1)


def sidecar(client: TestClient, format: str, query: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"{API}/export/{format}/query?{query}").json()
    return found


@pytest.mark.parametrize("query", FILTERS)
def test_every_format_has_as_many_rows_as_the_list(client: TestClient, query: str) -> None:
    total = client.get(f"{API}/incidents?total=true&{query}").json()["total"]
    for format in WHOLE:
        table = "&table=incidents" if format in downloads.TABLED else ""
        answer = client.get(f"{API}/export/{format}?{query}{table}")
        assert (answer.status_code, rows(format, answer.content)) == (200, total), format
        assert answer.headers["x-sayso-selected"] == str(total), format
    for format in SHAPED:
        said = sidecar(client, format, query)
        assert said["selected"] == total, format
        if format in ("acled", "ucdp"):
            answer = client.get(f"{API}/export/{format}?{query}")
            assert rows(format, answer.content) == total - sum(said["left_out"].values()), format


def test_the_filters_of_this_test_tell_apart(client: TestClient) -> None:
    found = [client.get(f"{API}/incidents?total=true&{query}").json()["total"] for query in FILTERS]
    assert len(set(found)) > 4 and found[0] == max(found) and 0 in found


def test_the_sidecar_repeats_the_query_and_the_version(client: TestClient) -> None:
    said = sidecar(client, "geojson", "words=market&box=20,8,39,23&status=disputed")
    assert said["query"] == {"words": "market", "box": [20.0, 8.0, 39.0, 23.0], "statuses": ["disputed"]}
    assert (said["sayso"], said["format"]) == (__version__, "geojson")


def test_an_export_is_sent_in_pieces_from_its_file(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """No more than one piece is in memory at a time: each is read when the one before has been sent."""
    monkeypatch.setattr(downloads, "_PIECE", 100)
    held: list[Any] = []
    send = exports.Download.__call__

    async def watched(self: Any, scope: Any, receive: Any, given: Any) -> None:
        async def counted(message: Any) -> None:
            held.append(len(message.get("body", b"")))
            await given(message)

        await send(self, scope, receive, counted)
        assert not self._export.folder.exists()

    monkeypatch.setattr(exports.Download, "__call__", watched)
    answer = client.get(f"{API}/export/jsonl")
    assert max(held) == 100 < len(answer.content) == sum(held)
    assert len(held) > len(answer.content) // 100
