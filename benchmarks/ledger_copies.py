"""A large generated ledger from a small one: copies of every row under ids, days and texts of their own, in SQLite.

Judging a million incidents one by one takes an hour; copying rows takes minutes. Each copy moves every day on by a
number of days of its own, round the same ten years, so that days and places fill up as they would with more reports;
no copy is one text with another.
"""

import datetime
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Connection

from sayso.ledger import tables as t
from sayso.ledger.database import Ledger
from sayso.ledger.following import AFTER
from sayso.ledger.words_index import NAME as WORDS

# So many days each copy is after the last, of so many days in all; they have no common divisor.
STEP, SPAN = 73, 3653
BEGAN = datetime.date(2012, 1, 1).toordinal()
_MARKS = re.compile(
    r'(?<=[":])([erit])[0-9a-f]{3}(?=[0-9a-f]{9}")'  # an id
    r"|(20\d\d-\d\d-\d\d)"  # a day
    r'|("(?:start|end|published)":)(\d{6})\b'  # the ordinal of a day
)
_TABLES = (t.report, t.version, t.band, t.incident, t.event, t.block, t.incident_party, t.incident_publisher, t.history)
_IDS = ("id", "report_id", "version_id", "incident_id", "event_id")
_REFS = ("ref", "founder", "key", "text_group")
_TEXTS = ("traits", "body", "state")


def multiply(ledger: Ledger, times: int) -> None:
    """Make a generated ledger so many times as large; its indexes are taken away meanwhile."""
    with ledger.writing() as connection:
        connection.exec_driver_sql("PRAGMA cache_size = -1500000")
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        indexes = connection.exec_driver_sql(asked).all()
        sizes = {table.name: _most(connection, table.name) for table in (t.report, t.version, t.incident, t.event)}
        for name, _sql in indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
        for table in _TABLES:
            _copy(connection, table.name, sizes, times)
        for n in range(1, times):
            moved = n * sizes["incident"]
            rows = f"SELECT rowid + {moved}, words FROM {WORDS} WHERE rowid <= {sizes['incident']}"
            connection.exec_driver_sql(f"INSERT INTO {WORDS} (rowid, words) {rows}")
        for _name, sql in indexes:
            connection.exec_driver_sql(sql)
    ledger.close()  # the next connection has the cache of any other


def _most(connection: Connection, table: str) -> int:
    return int(connection.exec_driver_sql(f"SELECT max(id) FROM {table}").scalar() or 0)


def _copy(connection: Connection, name: str, sizes: dict[str, int], times: int) -> None:
    result = connection.exec_driver_sql(f"SELECT * FROM {name}")
    columns = list(result.keys())
    rows = [tuple(row) for row in result]
    sizes = {**sizes, "history": len(rows)}
    marks = ", ".join("?" * len(columns))
    cursor = connection.connection.cursor()
    for n in range(1, times):
        changes = [_change(name, column, n, sizes) for column in columns]
        cursor.executemany(f"INSERT INTO {name} VALUES ({marks})", _changed(rows, changes))


def _changed(rows: list[tuple[Any, ...]], changes: list[Callable[[Any], Any] | None]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        yield tuple(v if c is None or v is None else c(v) for v, c in zip(row, changes, strict=True))


def _change(table: str, column: str, n: int, sizes: dict[str, int]) -> Callable[[Any], Any] | None:
    """Return what turns a value of a column into that of copy `n`; None where it stays."""
    prefix = f"x{n:02x}"  # no digest of the first ledger has an x

    def ordinal(day: int) -> int:
        return BEGAN + (day - BEGAN + n * STEP) % SPAN

    @cache
    def iso(day: str) -> str:
        return datetime.date.fromordinal(ordinal(datetime.date.fromisoformat(day).toordinal())).isoformat()

    def mark(found: re.Match[str]) -> str:
        kind, day, field, number = found.groups()
        return kind + prefix if kind else iso(day) if day else f"{field}{ordinal(int(number))}"

    def block(value: str) -> str:
        family, day, *place = value.split("|")
        if family == AFTER:
            return f"{AFTER}|{int(day) + n * sizes['event']}"
        return f"{family}|{ordinal(int(day))}|{place[0]}" if place else f"{family}|{prefix}{day[3:]}"

    if column in _IDS:
        moved = n * sizes[table if column == "id" else column.removesuffix("_id")]
        return lambda value: value + moved
    if column in _REFS:
        return lambda value: value[0] + prefix + value[4:]
    if column in _TEXTS:
        return lambda value: _MARKS.sub(mark, value)
    if column in ("start_day", "end_day", "published"):
        return iso
    changes = {"band": lambda value: prefix + value[3:], "identity": lambda value: f"{value}-{n}", "block": block}
    return changes.get(column)
