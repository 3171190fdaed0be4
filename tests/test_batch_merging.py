"""The incidents of a batch, merged by key: those of a ledger on the same input, in processes here and over Ray."""

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from batch_events import invented
from sayso.batch.merging import merge
from sayso.batch.running import Local
from test_batch import tables
from test_batch_loading import batch_of, loaded, merged, standing

TESTS = Path(__file__).parent
pytestmark = pytest.mark.slow


def test_the_cluster_finds_the_incidents_of_the_ledger(tmp_path: Path) -> None:
    """200 reports; the same bytes by processes of this machine, and by one and by two workers of Ray."""
    if find_spec("ray") is None and os.environ.get("SAYSO_TEST_RAY") != "required":
        pytest.skip("Ray is not installed: pip install 'sayso[cluster]'")
    out = batch_of(invented(200, seed=5), tmp_path)
    with loaded(out, tmp_path) as ledger:
        found = standing(ledger)
    assert len(found) > 20
    assert merged(out) == found
    written = {workers: copied(out, tmp_path / f"ray{workers}") for workers in (1, 2)}
    for workers, copy in written.items():
        command = [sys.executable, str(TESTS / "batch_cluster.py"), copy, str(workers)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])}
        said = subprocess.run(command, env=environment, check=True, timeout=900, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own script
        assert int(said.stdout.split()[-1]) == len(found)
    merge(out, Local())
    mine = tables(Path(out))
    assert len([name for name in mine if name.startswith("incidents/")]) == 16
    for copy in written.values():
        assert tables(Path(copy)) == mine


def copied(out: str, to: Path) -> str:
    shutil.copytree(out, to)
    return str(to)
