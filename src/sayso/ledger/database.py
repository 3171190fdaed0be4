"""Opening a ledger: a SQLite file by default, PostgreSQL by URL; made, brought up to date or refused."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from pydantic_core import from_json, to_json
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError, SQLAlchemyError

from sayso.errors import LedgerError

SETTING = "SAYSO_LEDGER"
DEFAULT = "sayso.db"
# How long a process waits for another that is adding, in seconds.
WAIT = 60
# The number of the lock on PostgreSQL that lets one process at a time add; any constant does.
LOCK = 7_291_607
# What a writer asks is looked up by a key. Of tables that have just begun to fill the server has no figures, and takes
# half of a table for what it is asked for: it is not to go through them.
_TAKE_TURNS = text("SELECT pg_advisory_xact_lock(:lock), set_config('enable_seqscan', 'off', true)")


class Ledger:
    """An open ledger. `reading()` and `writing()` give connections; writers of several processes take turns."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.engine = engine
        self.name = name
        self._shared = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the ledger; raises LedgerError in plain words."""
        with _plain_errors(self.name), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection with a transaction of its own: all of it is kept, or, on any error, none of it."""
        with (
            _plain_errors(self.name),
            self.engine.connect().execution_options(sayso_writes=True) as connection,
            connection.begin(),
        ):
            if connection.dialect.name == "postgresql":
                connection.execute(_TAKE_TURNS, {"lock": LOCK})
            yield connection

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def share(self) -> None:
        """Let readers of a SQLite file go on while one writes, and one write while they read, until `close`.

        Beside the file stand then FILE-wal and FILE-shm, of which the first holds what was written last. Where the file
        or the disk does not allow it (read-only, a network's), readers and writers wait for each other as before.
        """
        self._shared = self._journal("WAL") == "wal"

    def close(self) -> None:
        """Let go of the file or the server; a file that was shared is one file again, if nobody else has it open."""
        if self._shared:
            self.engine.dispose()
            self._journal("DELETE")
        self.engine.dispose()

    def _journal(self, mode: str) -> str:
        """Ask for a mode of SQLite's journal and return the mode it has, "" where there is none or it is not told."""
        if self.engine.dialect.name != "sqlite":
            return ""
        with _plain_errors(self.name):
            connection = self.engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA busy_timeout = 0")  # who else has it open goes first
            found = str(cursor.execute(f"PRAGMA journal_mode = {mode}").fetchone()[0])
        except sqlite3.Error:  # in use, or not to be written: it stays as it is
            return ""
        finally:
            connection.invalidate()
        return found


def location(given: str | None) -> str:
    """Return where the ledger is: what was given, else SAYSO_LEDGER, else `sayso.db` in the working folder."""
    return given or os.environ.get(SETTING) or DEFAULT


def open_ledger(where: str | None = None, *, create: bool = False) -> Ledger:
    """Open the ledger at a path or a database URL (`postgresql://...`), bringing its tables up to date.

    With `create` a missing one is made. Raises LedgerError if there is none, if it is damaged or made by a newer sayso,
    or if it cannot be reached or written.
    """
    place = location(where)
    url = _url(place)
    name = url.render_as_string(hide_password=True) if url.get_backend_name() != "sqlite" else str(url.database)
    if url.get_backend_name() == "sqlite":
        _check_file(Path(str(url.database)), create=create)
    engine = _engine(url, name)
    ledger = Ledger(engine, name)
    try:
        _migrate(ledger, create=create)
    except BaseException:
        ledger.close()
        raise
    return ledger


def _url(place: str) -> URL:
    if "://" not in place:
        return URL.create("sqlite", database=str(Path(place).expanduser()))
    try:
        url = make_url(place)
        backend = url.get_backend_name()
    except ArgumentError:
        raise LedgerError(
            f"{place.split('@')[-1]}: not a database URL; use a file path or postgresql://HOST/NAME"
        ) from None
    if backend == "postgres":
        backend, url = "postgresql", url.set(drivername="postgresql")
    if backend not in ("sqlite", "postgresql"):
        raise LedgerError(f"{backend}: sayso keeps ledgers in SQLite files and on PostgreSQL, not there")
    return url.set(drivername="postgresql+psycopg") if backend == "postgresql" else url


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise LedgerError(f"{path}: is a folder; name a file")
    if not path.exists():
        if not create:
            raise LedgerError(f"{path}: there is no ledger here; make one with `sayso add REPORT --ledger {path}`")
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: the folder {path.parent} does not exist")
        if not os.access(path.parent, os.W_OK):
            raise LedgerError(f"{path}: the folder {path.parent} cannot be written to")
        return
    with path.open("rb") as file:
        head = file.read(16)
    if head and head != b"SQLite format 3\x00":
        raise LedgerError(f"{path}: is not a sayso ledger; sayso has not touched it")


def _to_json(value: Any) -> str:
    return to_json(value).decode()


# Every event, report and incident is kept as a document too: a fast writer and reader of JSON pays.
_JSON: dict[str, Any] = {"json_serializer": _to_json, "json_deserializer": from_json}


def _engine(url: URL, name: str) -> Engine:
    try:
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, connect_args={"timeout": WAIT}, **_JSON)
            event.listen(engine, "connect", _prepare)
            event.listen(engine, "begin", _begin)
            return engine
        engine = create_engine(url, pool_pre_ping=True, isolation_level="READ COMMITTED", **_JSON)
        event.listen(engine, "connect", _plan_each_time)
        return engine
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise LedgerError(
            f"{name}: needs the PostgreSQL driver; install it with pip install 'sayso[postgres]'"
        ) from error


def _prepare(connection: Any, _record: Any) -> None:
    """Leave transactions to us (the driver would begin late), and keep references whole."""
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "synchronous = FULL", "temp_store = MEMORY", "cache_size = -65536"):
        connection.execute(f"PRAGMA {pragma}")


def _plan_each_time(connection: Any, _record: Any) -> None:
    """Let no plan be kept: one made while a table was empty goes through all of it once it is full."""
    with connection.cursor() as cursor:
        cursor.execute("SET plan_cache_mode = force_custom_plan")
    connection.commit()  # else the setting goes with the transaction it was made in


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once, so that what it reads is what it changes."""
    writes = connection.get_execution_options().get("sayso_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _migrate(ledger: Ledger, *, create: bool) -> None:
    newest = _script().get_current_head()
    with ledger.reading() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
        tables = inspect(connection).get_table_names()
    if at == newest:
        return
    if at is None and tables:
        raise LedgerError(f"{ledger.name}: holds other tables and is not a sayso ledger; sayso has not touched it")
    if at is None and not create:
        raise LedgerError(f"{ledger.name}: there is no ledger here yet; make one with `sayso add REPORT`")
    if at is not None and at not in {script.revision for script in _script().walk_revisions()}:
        raise LedgerError(
            f"{ledger.name}: made by a newer sayso (its tables are {at}); install that version to open it"
        )
    with ledger.writing() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


@contextmanager
def _plain_errors(name: str) -> Iterator[None]:
    """Turn the errors of the database into one line each that says what to do."""
    try:
        yield
    except OperationalError as error:
        said = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
        advice = next((words for sign, words in _ADVICE.items() if sign in said.lower()), "")
        raise LedgerError(f"{name}: {said}{advice}") from error
    except DatabaseError as error:
        said = str(error.orig).strip().splitlines()[0] if error.orig else str(error)
        damaged = "malformed" in said or "not a database" in said
        raise LedgerError(f"{name}: {'is damaged: ' if damaged else ''}{said}{_DAMAGED if damaged else ''}") from error
    except (SQLAlchemyError, CommandError) as error:
        raise LedgerError(f"{name}: {' '.join(str(error).split())[:300]}") from error


_DAMAGED = "; restore a copy, or read what is left with `sqlite3 FILE .recover`"
_ADVICE = {
    "disk is full": "; make room and run the same command again: what was added so far is kept",
    "readonly": "; the file or its folder cannot be written to",
    "unable to open": "; check that the folder exists and can be written to",
    "locked": "; another process has been writing to it for a minute",
    "malformed": _DAMAGED,
    "refused": "; is the server running?",
}
