"""An export as a whole: what the sidecar says, and that files appear complete or not at all."""

import datetime
import gc
import hashlib
import json
import subprocess
import sys
import textwrap
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sayso
from export_incidents import several, strike
from sayso.errors import SaysoError, SettingError
from sayso.export import sidecar as sidecar_module
from sayso.export.columns import TABLES
from sayso.export.exporting import FORMATS, export
from sayso.export.staging import ExportError
from sayso.model import Outcome
from sayso.model.incident import Incident, Status

QUERY = {"country": "SYR", "since": datetime.date(2016, 7, 1), "status": Status.DISPUTED, "kinds": {"b", "a"}}


def beside(path: Path) -> dict[str, Any]:
    return json.loads(path.with_name(f"{path.name}.query.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


@pytest.mark.parametrize("format", FORMATS)
def test_the_sidecar_repeats_the_query_and_counts_and_hashes_what_was_written(format: str, tmp_path: Path) -> None:
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    exported = export(several(), format, tmp_path / "out.data", QUERY)
    told = beside(tmp_path / "out.data")
    assert told["query"] == {"country": "SYR", "since": "2016-07-01", "status": "disputed", "kinds": ["a", "b"]}
    assert (told["sayso"], told["format"], told["selected"]) == (sayso.__version__, format, 6)
    assert before <= datetime.datetime.fromisoformat(told["written"]) <= datetime.datetime.now(datetime.UTC)
    assert (told["rows"], told["left_out"]) == (exported.rows, exported.left_out)
    assert [tmp_path / file["name"] for file in told["files"]] == list(exported.paths)
    for file in told["files"]:
        data = (tmp_path / file["name"]).read_bytes()
        assert (file["bytes"], file["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    assert {*exported.paths, exported.sidecar} == set(tmp_path.iterdir())


@pytest.mark.parametrize("format", ["hxl", "acled", "ucdp", "plover", "cameo"])
def test_every_incident_selected_is_a_row_or_counted_as_left_out(format: str, tmp_path: Path) -> None:
    exported = export(several(), format, tmp_path / "out.csv", {})
    assert sum(exported.rows.values()) + sum(exported.left_out.values()) == exported.selected == len(several())
    assert all(exported.left_out)


@pytest.mark.parametrize("format", ["csv", "jsonl", "geojson", "parquet", "xlsx"])
def test_the_other_formats_leave_nothing_out(format: str, tmp_path: Path) -> None:
    exported = export(several(), format, tmp_path / "out.data", {})
    assert (exported.rows["incidents"], exported.left_out) == (6, {})


@pytest.mark.parametrize(
    ("output", "names"),
    [
        ("out.csv", ["out.csv", "out.accounts.csv", "out.figures.csv", "out.sources.csv"]),
        (
            "july.2016.csv",
            ["july.2016.csv", "july.2016.accounts.csv", "july.2016.figures.csv", "july.2016.sources.csv"],
        ),
        ("out", ["out", "out.accounts", "out.figures", "out.sources"]),
    ],
)
def test_tables_stand_beside_each_other(output: str, names: list[str], tmp_path: Path) -> None:
    exported = export([strike()], "csv", tmp_path / output, {})
    assert [path.name for path in exported.paths] == names
    assert exported.sidecar.name == f"{output}.query.json"


def test_an_export_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    export(several(), "csv", tmp_path / "out.csv", {"page": 1})
    export([], "csv", tmp_path / "out.csv", {"page": 2})
    assert len((tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()) == 1
    assert beside(tmp_path / "out.csv")["query"] == {"page": 2}


def test_the_same_incidents_give_the_same_bytes(tmp_path: Path) -> None:
    for format in ("csv", "jsonl", "geojson", "parquet", "hxl", "cameo"):
        one, other = (export(several(), format, tmp_path / name, {}) for name in ("one.x", "other.x"))
        assert [path.read_bytes() for path in one.paths] == [path.read_bytes() for path in other.paths]


@pytest.mark.parametrize("format", FORMATS)
def test_coarsened_coordinates_are_coarse_in_every_format(format: str, tmp_path: Path) -> None:
    export([strike()], format, tmp_path / "out.data", {}, coarsen_km=50)
    assert beside(tmp_path / "out.data")["coarsen_km"] == 50
    if format not in ("xlsx", "parquet"):
        text = "".join(path.read_text(encoding="utf-8") for path in tmp_path.iterdir())
        assert "35.93" not in text and "36.64" not in text


def test_a_query_of_any_values_is_repeated_in_plain_ones() -> None:
    odd = {
        "half": "\ud83d",
        "path": Path("a/b"),
        "much": float("inf"),
        "outcomes": (Outcome.KILLED,),
        "on": None,
        1: True,
    }
    assert sidecar_module.plain(odd) == {
        "half": "\ufffd",
        "path": "a/b",
        "much": "inf",
        "outcomes": ["killed"],
        "on": None,
        "1": True,
    }


def test_an_unknown_format_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    def never() -> Iterator[Incident]:
        raise AssertionError("read")
        yield

    with pytest.raises(SettingError, match=r"'docx'.*csv, jsonl, geojson"):
        export(never(), "docx", tmp_path / "out.docx", {})


@pytest.mark.parametrize("format", FORMATS)
def test_a_failure_on_the_way_leaves_the_old_files(format: str, tmp_path: Path) -> None:
    def broken() -> Iterator[Incident]:
        yield strike()
        raise SaysoError("the ledger is damaged")

    export([strike()], format, tmp_path / "out.data", {})
    old = {path: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(SaysoError, match="damaged"):
        export(broken(), format, tmp_path / "out.data", {})
    gc.collect()
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == old


def test_an_interrupted_export_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> Iterator[Incident]:
        yield strike()
        raise KeyboardInterrupt

    for format in FORMATS:
        with pytest.raises(KeyboardInterrupt):
            export(interrupted(), format, tmp_path / "out.data", {})
        gc.collect()
    assert list(tmp_path.iterdir()) == []


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from export_incidents import strike
from sayso.export.exporting import FORMATS, export
from sayso.export.staging import ExportError

def many():
    for number in range(400):
        yield strike(id=f"i-{{number * 7919:x}}", summary="".join(chr(97 + (number * k) % 26) for k in range(200)))

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
place = Path({place!r})
for format in FORMATS:
    (place / f"out.{{format}}").write_text("old")
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
for format in FORMATS:
    try:
        export(many(), format, place / f"out.{{format}}", {{}})
    except ExportError as error:
        print(error)
"""


def test_a_full_disk_is_told_and_the_old_file_kept(tmp_path: Path) -> None:
    """No file may grow beyond 4 KB here, which the system reports to the writer as it does a full disk."""
    code = textwrap.dedent(FULL_DISK).format(tests=str(Path(__file__).parent), place=str(tmp_path))
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)  # noqa: S603
    lines = ran.stdout.splitlines()
    assert [line.split(": ")[0] for line in lines] == [f"cannot write {tmp_path}/out.{format}" for format in FORMATS]
    assert [line for line in lines if "too large" not in line.lower() or "nothing was changed" not in line] == []
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(f"out.{format}" for format in FORMATS)
    assert {path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == {"old"}


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"cannot write .*no/out\.csv: No such file or directory"):
        export([], "csv", tmp_path / "no" / "out.csv", {})


@pytest.mark.parametrize("name", ["out.csv", "out.figures.csv", "out.csv.query.json"])
def test_a_folder_in_the_way_is_told_before_anything_is_moved(name: str, tmp_path: Path) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(ExportError, match="not a file"):
        export(several(), "csv", tmp_path / "out.csv", {})
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_device_is_no_place_for_an_export() -> None:
    with pytest.raises(ExportError, match="not a file"):
        export([], "geojson", Path("/dev/null"), {})


@pytest.mark.parametrize("format", ["csv", "jsonl", "geojson", "parquet", "xlsx", "acled"])
def test_memory_does_not_grow_with_the_number_of_incidents(format: str, tmp_path: Path, monkeypatch: Any) -> None:
    if format == "parquet":
        from sayso.export import parquet

        monkeypatch.setattr(parquet, "GROUP", 50)

    def most(number: int) -> int:
        # Words of their own for each, so that a writer that keeps each text once would be found out. Made before
        # the measurement, for it is the export's memory that counts.
        incidents = [strike(id=f"i-{at}", summary=f"{at} " * 200) for at in range(number)]
        gc.collect()
        tracemalloc.reset_peak()
        start = tracemalloc.get_traced_memory()[0]
        export(incidents, format, tmp_path / "out.data", {})
        return tracemalloc.get_traced_memory()[1] - start

    tracemalloc.start()
    try:
        most(50)  # imports and tables are loaded once
        few, many = most(200), most(900)
    finally:
        tracemalloc.stop()
    assert many < few + 100_000, f"{few} bytes for 200 incidents, {many} for 900"


def test_the_tables_of_an_export_are_those_documented() -> None:
    assert TABLES == ("incidents", "accounts", "figures", "sources")
