"""A generated ledger on PostgreSQL: the rows of one in SQLite by COPY, in a database that goes away afterwards."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Table, create_engine, text
from sqlalchemy.engine import make_url

from sayso.ledger import tables as t
from sayso.ledger.database import Ledger
from sayso.ledger.words_index import NAME as WORDS

FILLED = (t.report, t.version, t.band, t.incident, t.event, t.block, t.incident_party, t.incident_publisher, t.history)
SORTED_IN = "1GB"  # of memory, each index; the server's own setting is 64 MB
_KEYS = text(
    "SELECT conrelid::regclass::text AS held_by, quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition"
    " FROM pg_constraint WHERE contype IN ('p', 'u', 'f')"
    " AND (conrelid = ANY(CAST(:names AS regclass[])) OR confrelid = ANY(CAST(:names AS regclass[])))"
    " ORDER BY contype = 'f' DESC, oid"
)
_INDEXES = text(
    "SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index"
    " WHERE indrelid = ANY(CAST(:names AS regclass[]))"
    " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))"
    " ORDER BY indexrelid"
)


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    """Make a database of that name on the server, anew if it is there, give its URL, and drop it in the end."""
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url.set(database=url.database or "postgres"), isolation_level="AUTOCOMMIT")
    drop = text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    with engine.connect() as connection:
        connection.execute(drop)
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    try:
        yield url.set(database=name, drivername="postgresql").render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(drop)
        engine.dispose()


def pour(source: Path, ledger: Ledger) -> None:
    """Copy every row of a generated SQLite ledger into an empty one on PostgreSQL, and let the server count them.

    Keys and indexes are made once the rows are there, in one transaction with them; a reader of a ledger would wait.
    """
    given = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    names = [*(table.name for table in FILLED), WORDS]
    with ledger.writing() as connection:
        connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        connection.execute(text(f"SET LOCAL maintenance_work_mem = '{SORTED_IN}'"))
        with _bare(connection, names):
            # What is written into a table made in its own transaction is frozen at once: VACUUM has nothing to write.
            connection.execute(text(f"TRUNCATE {', '.join(names)}"))
            for table in FILLED:
                _copy(given, connection, table.name, [column.name for column in table.columns])
                _count_on(connection, table)
            _copy(given, connection, WORDS, ["rowid", "words"])
    given.close()
    with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


def _copy(given: sqlite3.Connection, connection: Connection, name: str, names: list[str]) -> None:
    columns = ", ".join(names)
    copied = f"COPY {name} ({columns}) FROM STDIN WITH (FREEZE)"
    with connection.connection.cursor() as cursor, cursor.copy(copied) as copy:
        for row in given.execute(f"SELECT {columns} FROM {name}"):
            copy.write_row(row)


@contextmanager
def _bare(connection: Connection, names: list[str]) -> Iterator[None]:
    """Take the keys and indexes of tables away, and what refers to them, and make them again in the end."""
    keys = connection.execute(_KEYS, {"names": names}).all()  # those that refer to others first
    indexes = connection.execute(_INDEXES, {"names": names}).all()
    for key in keys:
        connection.exec_driver_sql(f"ALTER TABLE {key.held_by} DROP CONSTRAINT {key.name}")
    for index in indexes:
        connection.exec_driver_sql(f"DROP INDEX {index.name}")
    yield
    for index in indexes:
        connection.exec_driver_sql(index.definition)
    for key in reversed(keys):
        connection.exec_driver_sql(f"ALTER TABLE {key.held_by} ADD CONSTRAINT {key.name} {key.definition}")


def _count_on(connection: Connection, table: Table) -> None:
    """Let the next row of a table that counts its rows have the next number."""
    if "id" in table.columns:
        last = f"(SELECT coalesce(max(id), 1) FROM {table.name})"
        connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), {last})"))


def size_of(ledger: Ledger) -> int:
    """Return the bytes of the ledger's database."""
    with ledger.reading() as connection:
        return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def server_version(ledger: Ledger) -> str:
    """Return the version of the server, "15.18 (Debian ...)"."""
    with ledger.reading() as connection:
        return str(connection.scalar(text("SHOW server_version")))
