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
    """Copy every row of a generated SQLite ledger into an empty one on PostgreSQL, and let the server count them."""
    given = sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)
    with ledger.writing() as connection:
        connection.execute(text("SET LOCAL TIME ZONE 'UTC'"))
        cursor = connection.connection.cursor()
        for table in FILLED:
            names = [column.name for column in table.columns]
            columns = ", ".join(names)
            with cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
                for row in given.execute(f"SELECT {columns} FROM {table.name}"):
                    copy.write_row(row)
            _count_on(connection, table)
        with cursor.copy(f"COPY {WORDS} (rowid, words) FROM STDIN") as copy:
            for row in given.execute(f"SELECT rowid, words FROM {WORDS}"):
                copy.write_row(row)
    given.close()
    with ledger.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


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
