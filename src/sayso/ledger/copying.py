"""Many rows at a time: PostgreSQL takes them by COPY, which parses and plans nothing a row, SQLite by prepared INSERTs.

Both are given the same values, made as an INSERT would make them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, TableClause, bindparam, insert, update
from sqlalchemy.exc import DBAPIError

# From so many rows on COPY costs less than an INSERT each: it takes round trips of its own (benchmarks/loading.py).
MANY = 40

Rows = Sequence[Mapping[str, Any]]


def put(connection: Connection, table: TableClause, rows: Rows) -> None:
    """Insert rows that are not there yet; all of them name the same columns."""
    if not rows:
        return
    if len(rows) < MANY or connection.dialect.name != "postgresql":
        connection.execute(_insert(table), rows)
        return
    names = list(rows[0])
    _copy(connection, table, table.name, names, rows)


def change(connection: Connection, table: TableClause, rows: Rows, key: str = "id") -> None:
    """Set columns of rows that are there, found by `key`; all of them name the same columns.

    On PostgreSQL many are copied to a table of this transaction first, and merged from there by one statement.
    """
    if not rows:
        return
    names = list(rows[0])
    if len(rows) < MANY or connection.dialect.name != "postgresql":
        statement = _update(table, key, tuple(name for name in names if name != key))
        connection.execute(statement, [{f"the_{name}": value for name, value in row.items()} for row in rows])
        return
    quote = connection.dialect.identifier_preparer.quote
    held, staged = quote(table.name), quote(f"staged_{table.name}")
    columns = ", ".join(map(quote, names))
    wanted = ", ".join(f"{quote(name)} = {staged}.{quote(name)}" for name in names if name != key)
    by = quote(key)
    run = connection.exec_driver_sql
    run(f"CREATE TEMP TABLE {staged} ON COMMIT DROP AS SELECT {columns} FROM {held} WITH NO DATA")  # noqa: S608 - names of our tables
    _copy(connection, table, f"staged_{table.name}", names, rows)
    run(f"UPDATE {held} SET {wanted} FROM {staged} WHERE {held}.{by} = {staged}.{by}")  # noqa: S608 - as above
    run(f"DROP TABLE {staged}")  # a transaction may change rows of a table more than once


def _copy(connection: Connection, table: TableClause, into: str, names: Sequence[str], rows: Rows) -> None:
    quote = connection.dialect.identifier_preparer.quote
    statement = f"COPY {quote(into)} ({', '.join(map(quote, names))}) FROM STDIN"
    makers = [_maker(table, name, connection.dialect) for name in names]
    driver: Any = connection.connection.driver_connection
    with _as_of_a_statement(statement), driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            values = zip(makers, row.values(), strict=True)
            copy.write_row([value if make is None else make(value) for make, value in values])


def _maker(table: TableClause, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    """Return what makes of a value of a column what the driver is given for it; None where it is given as it is."""
    return table.c[name].type.dialect_impl(dialect).bind_processor(dialect)


@contextmanager
def _as_of_a_statement(statement: str) -> Iterator[None]:
    """Raise the errors of the driver as those of any other statement are raised."""
    import psycopg

    try:
        yield
    except psycopg.Error as error:
        raise DBAPIError.instance(statement, None, error, psycopg.Error) from error


@lru_cache
def _insert(table: TableClause) -> Any:
    """A statement made once: to make it anew takes longer than to run it."""
    return insert(table)


@lru_cache
def _update(table: TableClause, key: str, names: tuple[str, ...]) -> Any:
    values: dict[str, Any] = {name: bindparam(f"the_{name}") for name in names}
    return update(table).where(table.c[key] == bindparam(f"the_{key}")).values(**values)
