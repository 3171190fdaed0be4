"""PostgreSQL stopped at once under load, then started again: what was answered for is there, a rerun adds the rest."""

import pickle
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger
from test_ledger import ADDER, Told, incidents, many, sizes, told
from test_ledger_postgres import BINARIES, START_SECONDS, _as_postgres

__all__ = ["told"]
pytestmark = [pytest.mark.faults, pytest.mark.postgres]


@dataclass(frozen=True)
class Server:
    """A server that can be stopped; unlike that of the other tests it writes through to the disk."""

    home: Path
    port: int

    def run(self, program: str, *arguments: str) -> None:
        command = _as_postgres([str(BINARIES[-1] / program), "-D", str(self.home / "data"), *arguments])
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=True, cwd=self.home, stdout=quiet, stderr=quiet)  # noqa: S603 - our own command

    def start(self) -> None:
        options = f"-p {self.port} -k {self.home} -h 127.0.0.1"
        self.run("pg_ctl", "start", "-w", "-t", str(START_SECONDS), "-o", options)

    def stop(self) -> None:
        self.run("pg_ctl", "stop", "-m", "immediate")


@pytest.fixture
def server() -> Iterator[Server]:
    if not BINARIES:
        pytest.skip("PostgreSQL is not installed")
    home = Path(tempfile.mkdtemp(prefix="sayso-faults-"))
    shutil.chown(home, "postgres") if _as_postgres([]) else None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found = Server(home, probe.getsockname()[1])
    found.run("initdb", "-A", "trust", "-U", "sayso", "-E", "UTF8")
    found.start()
    yield found
    found.stop()
    shutil.rmtree(home, ignore_errors=True)


def test_stopped_at_once_while_adding(server: Server, tmp_path: Path, told: Told) -> None:
    address = f"postgresql://sayso@127.0.0.1:{server.port}/postgres"
    records = many(told)
    stories = tmp_path / "stories"
    stories.write_bytes(pickle.dumps(records))
    open_ledger(address, create=True).close()
    command = [sys.executable, "-c", ADDER, address, str(stories)]
    with subprocess.Popen(  # noqa: S603 - our own script
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        answered = [process.stdout.readline() for _ in range(9)]
        server.stop()
        rest, said = process.communicate()
    assert "LedgerError" in said, said
    count = len(answered) + rest.count("new")
    assert count < len(records)
    server.start()
    with open_ledger(address) as ledger:
        # At most one more than was answered for: kept, and the answer lost.
        assert count <= sizes(ledger)["report"] <= count + 1
        for record in records:
            add(ledger, record)
        assert sizes(ledger)["report"] == len(records)
        assert [len({s.report for s in i.sources}) for i in incidents(ledger)] == [len(records)]


def test_an_open_ledger_goes_on_after_a_restart(server: Server, told: Told) -> None:
    address = f"postgresql://sayso@127.0.0.1:{server.port}/postgres"
    records = many(told)[:2]
    with open_ledger(address, create=True) as ledger:
        add(ledger, records[0])
        server.stop()
        server.start()
        assert add(ledger, records[1]).what == "new"
        assert sizes(ledger)["report"] == 2
