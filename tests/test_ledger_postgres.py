"""The ledger on a real PostgreSQL, started for the tests on a port and a folder of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.ledger import tables as t
from sayso.ledger.adding import add, add_unread
from sayso.ledger.captures import capture_for
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.selection import Selection
from sayso.ledger.unread import unread as list_unread
from sayso.model import Capture
from sayso.model.incident import Status
from test_ledger import DENIAL, NOON, OTHER, SAME, STRIKE, Told, in_the_model, incidents, partition, sizes, told

__all__ = ["told"]
pytestmark = pytest.mark.postgres
BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
START_SECONDS = 30


def _as_postgres(command: list[str]) -> list[str]:
    """Run as the user `postgres` where the tests run as root, which PostgreSQL refuses."""
    return ["runuser", "-u", "postgres", "--", *command] if os.geteuid() == 0 else command


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if not BINARIES:
        if os.environ.get("SAYSO_TEST_POSTGRES") == "required":
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed")
    home = Path(tempfile.mkdtemp(prefix="sayso-postgres-"))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    make = [str(BINARIES[-1] / "initdb"), "-D", str(home / "data"), "-A", "trust", "-U", "sayso", "-E", "UTF8"]
    subprocess.run(_as_postgres(make), check=True, capture_output=True, cwd=home)  # noqa: S603 - our own command
    serve = [str(BINARIES[-1] / "postgres"), "-D", str(home / "data"), "-p", str(port), "-k", str(home), "-F"]
    process = subprocess.Popen(  # noqa: S603 - our own command
        _as_postgres([*serve, "-h", "127.0.0.1"]), cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        url = f"postgresql://sayso@127.0.0.1:{port}"
        _wait(port)
        yield url
    finally:
        process.terminate()
        process.wait(START_SECONDS)
        shutil.rmtree(home, ignore_errors=True)


def _wait(port: int) -> None:
    import psycopg

    for _ in range(10 * START_SECONDS):
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="sayso", dbname="postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.1)
    pytest.fail("PostgreSQL did not start")


@pytest.fixture
def address(server: str) -> str:
    """The URL of a database of its own."""
    import psycopg

    name = f"book{time.monotonic_ns()}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{server}/{name}"


@pytest.fixture
def ledger(address: str) -> Iterator[Ledger]:
    opened = open_ledger(address, create=True)
    yield opened
    opened.close()


def test_it_holds_what_a_file_holds(ledger: Ledger, tmp_path: Path, told: Told) -> None:
    book = open_ledger(str(tmp_path / "file.db"), create=True)
    for record in (told(STRIKE), told(SAME, "southline"), told(DENIAL, "eastline"), told(OTHER)):
        for each in (book, ledger):
            add(each, record, now=NOON)
    assert partition(ledger) == partition(book)
    assert sizes(ledger) == sizes(book)
    [disputed] = incidents(ledger, Selection(statuses=("disputed",)))
    assert disputed.status is Status.DISPUTED
    book.close()


def test_the_same_report_again_changes_nothing(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    before = sizes(ledger)
    assert add(ledger, told(STRIKE)).what == "known"
    assert add(ledger, told(STRIKE), again=True).what == "again"
    assert sizes(ledger) == before


def test_a_failure_in_the_middle_leaves_it_as_it_was(
    ledger: Ledger, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr("sayso.ledger.adding.refresh", fail)
    with pytest.raises(RuntimeError):
        add(ledger, told(OTHER))
    assert set(sizes(ledger).values()) == {0}


def test_two_processes_at_once_lose_nothing(address: str, tmp_path: Path, told: Told) -> None:
    import pickle
    import sys

    from test_ledger import ADDER, many

    records = many(told)
    open_ledger(address, create=True).close()
    processes = []
    for name, part in (("a", records[:20]), ("b", records[10:])):
        (tmp_path / name).write_bytes(pickle.dumps(part))
        command = [sys.executable, "-c", ADDER, address, str(tmp_path / name)]
        processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL))  # noqa: S603 - our own script
    assert [process.wait() for process in processes] == [0, 0]
    book = open_ledger(address)
    assert sizes(book)["report"] == 30
    book.close()


def test_the_migrations_make_the_tables_of_the_model(ledger: Ledger) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with ledger.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": in_the_model})
        assert compare_metadata(context, t.metadata) == []


def test_accounts_sessions_and_tokens_are_kept_there_too(ledger: Ledger) -> None:
    from sayso.access import log, people, sessions, tokens

    amira = people.add(ledger, "Amira", "admin", "harbour lantern seven", by="setup")
    assert people.proven(ledger, "AMIRA", "harbour lantern seven") == amira
    assert people.proven(ledger, "no\0body\ud800", "x") is None
    secret = sessions.begin(ledger, amira, agent="a\0b", address="")
    held = sessions.held(ledger, secret)
    assert held and held[0] == amira
    token = tokens.issue(ledger, amira, "weekly", "viewer", by="Amira")
    assert tokens.bearer(ledger, token)
    people.set_password(ledger, "amira", "another lantern here", by="Amira")
    assert sessions.held(ledger, secret) is None
    with ledger.reading() as connection:
        assert [one.what for one in log.entries(connection, who="Amira")][:2] == ["password_changed", "token_issued"]


def test_raw_bytes_come_back_as_they_came(address: str, told: Told) -> None:
    record = told(STRIKE)
    capture = Capture(b"\0<p>raw</p>\xff", "text/html", NOON, "https://n.example/1", 200, (("x-odd", "a\0b"),))
    came = replace(record.report, capture=capture, raw_sha256=capture.sha256)
    with open_ledger(address, create=True) as ledger:
        added = add(ledger, replace(record, report=came))
        unread = add_unread(ledger, replace(came, text="سقطت قذائف.", url="https://n.example/ar", language="ar"))
        with ledger.reading() as connection:
            kept = capture_for(connection, added.report)
            waiting = [(one.ref, one.language) for one in list_unread(connection)]
    assert kept == replace(capture, headers=(("x-odd", "ab"),))
    assert waiting == [(unread.report, "ar")]
