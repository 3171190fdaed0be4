"""A batch: the same bytes however many workers read and however the reports lie in files, and nothing read twice."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from export_reader import stub
from intake_files import NEWS, packed, page
from intake_files import record as warc_record
from sayso.batch import store
from sayso.batch.parts import How
from sayso.batch.running import Local, Sums, run
from sayso.batch.slices import plan
from sayso.errors import SettingError
from sayso.export.columns import READ, columns
from sayso.intake.options import NO_OVERRIDES

TESTS = Path(__file__).parent
# Reads a batch with the stand-in, each report in a twentieth of a second, and notes each in a file.
SLOW = """
import os, sys, time
from export_reader import StubReader
from sayso.batch.parts import How
from sayso.batch.running import Local, run
from sayso.batch.slices import plan
from sayso.intake.options import NO_OVERRIDES

class Slow(StubReader):
    def read(self, report):
        with open(sys.argv[3], "a") as seen:
            seen.write(report.id + "\\n")
        time.sleep(0.05)
        return super().read(report)

run(plan([sys.argv[1]], NO_OVERRIDES), How(sys.argv[2]), Local(1, lambda _: Slow()))
"""


def line(n: int, text: str = "") -> str:
    day = f"2016-09-{n % 3 + 1:02}"
    return json.dumps(
        {"id": f"r{n}", "publisher": "northline", "published": day, "text": text or f"Shots {n} were fired."}
    )


def read(source: Path | str, out: Path, workers: int = 1, limit: int | None = None) -> Sums:
    return run(plan([str(source)], NO_OVERRIDES, limit), How(str(out)), Local(workers, stub))


def tables(out: Path) -> dict[str, bytes]:
    """The tables of a batch and its list of failures, byte by byte."""
    return {
        str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file() and p.parts[-2][0] != "_"
    }


def test_one_worker_two_and_eight_write_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for n in range(4):
        (source / f"{n}.jsonl").write_text("\n".join(line(m) for m in range(n * 9, n * 9 + 9)), encoding="utf-8")
    assert read(source, tmp_path / "one").reports == read(source, tmp_path / "two", workers=2).reports == 36
    one = tables(tmp_path / "one")
    assert one == tables(tmp_path / "two")
    read(source, tmp_path / "eight", workers=8)
    assert one == tables(tmp_path / "eight")
    assert {name.split("/")[0] for name in one} >= {"reports", "statements", "events", "accounts", "figures"}
    assert "events/day=2016-09-03/part.parquet" in one


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(8)), st.lists(st.integers(0, 8), max_size=3))
def test_how_reports_lie_in_files_changes_no_byte(order: list[int], cuts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        straight, mixed = Path(folder, "straight.jsonl"), Path(folder, "mixed")
        straight.write_text("\n".join(line(n) for n in range(8)), encoding="utf-8")
        mixed.mkdir()
        edges = [0, *sorted(cuts), 8]
        for n, (start, end) in enumerate(pairwise(edges)):
            (mixed / f"{n}.jsonl").write_text("\n".join(line(m) for m in order[start:end]), encoding="utf-8")
        read(straight, Path(folder, "a"))
        read(mixed, Path(folder, "b"))
        first, second = tables(Path(folder, "a")), tables(Path(folder, "b"))
        assert {k: v for k, v in first.items() if k != "failed.jsonl"} == {
            k: v for k, v in second.items() if k != "failed.jsonl"
        }


def test_killed_and_run_again_reads_nothing_twice_that_was_done(tmp_path: Path) -> None:
    source, seen = tmp_path / "in", tmp_path / "seen"
    source.mkdir()
    for n in range(6):
        (source / f"{n}.jsonl").write_text("\n".join(line(m) for m in range(n * 16, n * 16 + 16)), encoding="utf-8")
    command = [sys.executable, "-c", SLOW, str(source), str(tmp_path / "out"), str(seen)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])}
    running = subprocess.Popen(command, env=environment)  # noqa: S603 - our own script
    parts = tmp_path / "out" / "_parts"
    for _ in range(1200):
        if len(list(parts.glob("*.json"))) >= 2 or running.poll() is not None:
            break
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    done = [json.loads(p.read_text())["input"]["name"] for p in parts.glob("*.json")]
    assert 2 <= len(done) < 6
    before = seen.read_text(encoding="utf-8").split()
    sums = read(source, tmp_path / "out")
    assert sums.known == 16 * len(done)
    assert sums.reports == 96 - sums.known
    assert {f"r{m}" for name in done for m in range(int(name[0]) * 16, int(name[0]) * 16 + 16)} <= set(before)
    read(source, tmp_path / "whole")
    assert tables(tmp_path / "out") == tables(tmp_path / "whole")


def test_what_is_done_is_found_again_by_what_it_holds(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(line(1) + "\n" + line(2), encoding="utf-8")
    assert read(source, tmp_path / "out").reports == 2
    moved = source.rename(tmp_path / "b.jsonl")
    assert read(moved, tmp_path / "out") == Sums(known=2, parts=1)
    moved.write_text(line(1) + "\n" + line(5), encoding="utf-8")
    assert read(moved, tmp_path / "out").reports == 2


def test_a_bad_report_is_counted_and_listed(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join([line(1), "{broken", line(2, "raise"), line(3)]), encoding="utf-8")
    assert len(read(source, tmp_path / "out").failed) == 2
    listed = [json.loads(text) for text in (tmp_path / "out" / "failed.jsonl").read_text().splitlines()]
    assert [one["input"] for one in listed] == ["a.jsonl", "a.jsonl"]
    assert listed[0]["error"].startswith("a.jsonl:2: broken JSON")
    assert listed[1]["error"] == "r2: could not be read (ValueError: no verb in sight)"


def test_an_archive_of_the_web_is_read_record_by_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.batch.slices.RECORDS", 2)
    records = [
        warc_record(f"https://example.org/{n}", page(f"{NEWS} It was the {n}th time in a week.")) for n in range(5)
    ]
    source = tmp_path / "crawl.warc.gz"
    source.write_bytes(packed(*records))
    assert [one.kind for one in plan([str(source)], NO_OVERRIDES)] == ["records"] * 3
    assert read(source, tmp_path / "out").reports == 5
    table = pq.read_table(tmp_path / "out" / "reports").to_pylist()
    assert sorted(row["url"] for row in table) == [f"https://example.org/{n}" for n in range(5)]
    assert {row["fetched"] for row in table} == {"2016-09-24T10:11:12+00:00"}


def test_parquet_and_addresses_are_read_as_lines_are(tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    rows = [json.loads(line(n)) for n in range(5)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "a.parquet", row_group_size=3)
    store.write("memory://archive/a.jsonl", "\n".join(line(n) for n in range(5)).encode())
    assert (
        read(tmp_path / "a.parquet", tmp_path / "a").reports == read("memory://archive/", tmp_path / "b").reports == 5
    )
    events = [{n: b for n, b in tables(tmp_path / one).items() if n.startswith("events")} for one in "ab"]
    assert events[0] == events[1]


@pytest.mark.parametrize("size", [1, 40, 100, 1_000])
def test_wherever_lines_are_cut_each_is_read_once(size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sayso.batch.slices.BYTES", size)
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(line(n) for n in range(4)) + "\n", encoding="utf-8")
    sums = read(source, tmp_path / "out")
    assert (sums.reports, sums.failed) == (4, [])


def test_the_first_reports_only(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text("\n".join(line(n) for n in range(9)), encoding="utf-8")
    assert read(source, tmp_path / "out", limit=4).reports == 4


def test_each_column_of_each_table_has_its_line(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(line(1), encoding="utf-8")
    read(source, tmp_path / "out")
    for table in READ:
        schema = pq.read_schema(tmp_path / "out" / table.removeprefix("read_") / "day=2016-09-02" / "part.parquet")
        assert schema.names == [column.name for column in columns(table)]
        assert all(field.metadata[b"description"].endswith(b".") for field in schema)


def test_folders_of_something_else_are_left_alone(tmp_path: Path) -> None:
    source = tmp_path / "a.jsonl"
    source.write_text(line(1), encoding="utf-8")
    with pytest.raises(SettingError, match="holds other files"):
        read(source, tmp_path)
    with pytest.raises(SettingError, match="no such file or folder"):
        read(tmp_path / "missing", tmp_path / "out")


@pytest.mark.slow
def test_the_cluster_writes_the_same_bytes(tmp_path: Path) -> None:
    if find_spec("ray") is None and os.environ.get("SAYSO_TEST_RAY") != "required":
        pytest.skip("Ray is not installed: pip install 'sayso[cluster]'")
    source = tmp_path / "in"
    source.mkdir()
    for n in range(4):
        (source / f"{n}.jsonl").write_text("\n".join(line(m) for m in range(n * 9, n * 9 + 9)), encoding="utf-8")
    read(source, tmp_path / "local")
    script = (
        "import sys\nfrom sayso.batch import cluster\nfrom sayso.batch.parts import How\n"
        "from sayso.batch.running import run\nfrom sayso.batch.slices import plan\nfrom export_reader import stub\n"
        "from sayso.batch.merging import merge\nfrom sayso.intake.options import NO_OVERRIDES\ncluster.start(2)\n"
        "engine = cluster.Cluster(2, stub)\nrun(plan([sys.argv[1]], NO_OVERRIDES), How(sys.argv[2]), engine)\n"
        "print(merge(sys.argv[2], engine))\ncluster.stop()\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])}
    command = [sys.executable, "-c", script, str(source), str(tmp_path / "ray")]
    subprocess.run(command, env=environment, check=True, timeout=540)  # noqa: S603 - our own script
    from sayso.batch.merging import merge

    merge(str(tmp_path / "local"), Local())
    assert tables(tmp_path / "ray") == tables(tmp_path / "local")
