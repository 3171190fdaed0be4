"""A disk that is full: what was added before is there, the message says what is wrong, and a rerun completes it."""

import pickle
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger
from test_ledger import ADDER, Told, incidents, many, sizes, told

__all__ = ["told"]
pytestmark = pytest.mark.faults


def added(ledger: Path, stories: Path, limit: int = 0) -> tuple[int, str]:
    """Add the stories in a process of its own, with at most `limit` bytes a file; return how many it answered for."""

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a full disk sends no signal
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-c", ADDER, str(ledger), str(stories)]
    done = subprocess.run(  # noqa: S603 - our own script
        command, capture_output=True, text=True, check=False, preexec_fn=limited if limit else None
    )
    assert done.returncode != 0
    return done.stdout.count("new"), done.stderr


def test_files_that_may_not_grow(tmp_path: Path, told: Told) -> None:
    path, stories = tmp_path / "war.db", tmp_path / "stories"
    open_ledger(str(path), create=True).close()
    stories.write_bytes(pickle.dumps(many(told)))
    count, said = added(path, stories, path.stat().st_size + 200_000)
    check(path, count, said, told)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)  # noqa: S603
    except FileNotFoundError:
        pytest.skip("no command to mount a small disk with")
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S603, S607


def test_a_disk_that_is_full(small_disk: Path, tmp_path: Path, told: Told) -> None:
    path, stories = small_disk / "war.db", tmp_path / "stories"
    open_ledger(str(path), create=True).close()
    stories.write_bytes(pickle.dumps(many(told)))
    count, said = added(path, stories)
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)  # noqa: S603, S607
    check(path, count, said, told)


def check(path: Path, count: int, said: str, told: Told) -> None:
    assert "LedgerError" in said
    with open_ledger(str(path)) as ledger:
        assert sizes(ledger)["report"] == count < 30
        for record in many(told):
            add(ledger, record)
        assert sizes(ledger)["report"] == 30
        assert [len({s.report for s in i.sources}) for i in incidents(ledger)] == [30]
