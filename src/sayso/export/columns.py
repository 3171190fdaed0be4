"""The columns of every exported table, from `knowledge/columns.yaml`: names, types and one line on what each holds."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from sayso.errors import KnowledgeError
from sayso.knowledge.files import read_yaml

TABLES = ("incidents", "accounts", "figures", "sources")  # the tables of CSV, XLSX, Parquet, in this order
SHAPES = ("hxl", "acled", "ucdp", "plover", "cameo")  # tables of their own, in the columns their users know
# Tables of `sayso batch`, of what reports tell before it is brought together.
READ = ("read_reports", "read_statements", "read_events", "read_accounts", "read_figures")
NESTED = ("disputes", "sides")  # lists that only JSON lines hold, one inside the other

Value = str | int | float | bool | datetime.date | list[str] | None
Row = dict[str, Value]


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    LIST = "list"
    DAY = "day"
    WHOLE = "whole"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its `name`, its `type`, what it is `about` in one line, and its HXL tag where it has one."""

    name: str
    type: Type
    about: str
    tag: str = ""


def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of a table in the order in which they are written; raises KnowledgeError for bad data."""
    return _book()[table]


def ordered(row: Mapping[str, Value], table: str) -> list[Value]:
    """Return the values of a row in the order of the table's columns; raises KeyError if one is missing."""
    return [row[column.name] for column in columns(table)]


@lru_cache(maxsize=1)
def _book() -> dict[str, tuple[Column, ...]]:
    data = read_yaml("columns.yaml")
    known = {*TABLES, *SHAPES, *NESTED, *READ}
    if set(data) != known:
        raise KnowledgeError(f"knowledge/columns.yaml: tables should be {sorted(known)}, not {sorted(data)}")
    return {table: tuple(_column(table, name, line) for name, line in lines.items()) for table, lines in data.items()}


def _column(table: str, name: str, line: dict[str, str]) -> Column:
    try:
        kind, about = Type(line["type"]), line["about"].strip()
    except (KeyError, ValueError, TypeError) as error:
        raise KnowledgeError(f"knowledge/columns.yaml: {table}.{name}: type or about is wrong ({error})") from None
    if not about.endswith(".") or set(line) - {"type", "about", "tag"}:  # an unquoted comma makes keys of its rest
        raise KnowledgeError(f"knowledge/columns.yaml: {table}.{name}: about should be a sentence in quotes")
    return Column(name, kind, about, line.get("tag", ""))
