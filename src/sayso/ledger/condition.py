"""Conditions in SQL of our own making, written out for each database by `compiles`."""

from typing import Any, Self

from sqlalchemy import Boolean, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Condition(FunctionElement[bool]):
    """The base of such conditions; what is compiled must bind as tightly as a comparison.

    For a database without booleans SQLAlchemy would write `... = 1` behind it, and SQLite then uses no index.
    """

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: Any = None) -> Self:
        """Return the condition itself, wherever it stands."""
        return self


class _Unindexed(FunctionElement[Any]):
    """A column that SQLite is not to look up in an index."""

    name = "unindexed"
    inherit_cache = True

    def __init__(self, column: ColumnElement[Any]) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(_Unindexed)
def _as_it_is(element: _Unindexed, compiler: Any, **options: Any) -> str:
    (column,) = element.clauses
    return str(compiler.process(column, **options))


@compiles(_Unindexed, "sqlite")
def _with_plus(element: _Unindexed, compiler: Any, **options: Any) -> str:
    return f"+{_as_it_is(element, compiler, **options)}"


def unindexed(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return a column for a condition that many rows pass, lest SQLite, which does not count, choose its index."""
    return _Unindexed(column)
