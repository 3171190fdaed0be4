"""Conditions in SQL of our own making, written out for each database by `compiles`."""

import datetime
from typing import Any, Self

from sqlalchemy import Boolean, ColumnElement, Date, Select, literal
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


class _OneOfFew(Condition):
    """A column and the query that finds the values."""

    name = "one_of_few"
    inherit_cache = True


@compiles(_OneOfFew)
def _in_query(element: _OneOfFew, compiler: Any, **options: Any) -> str:
    column, found = (compiler.process(c, **options) for c in element.clauses)
    return f"{column} IN {found}"


@compiles(_OneOfFew, "postgresql")
def _in_array(element: _OneOfFew, compiler: Any, **options: Any) -> str:
    column, found = (compiler.process(c, **options) for c in element.clauses)
    return f"{column} = ANY(ARRAY{found})"


def one_of_few(column: ColumnElement[Any], found: Select[Any]) -> ColumnElement[bool]:
    """Return the condition that a column is one of the few values that a query finds.

    PostgreSQL is made to find them first and to look each up: where it does not know that they are few it goes through
    all rows, in the order that is asked for, and looks whether each is one of them.
    """
    return _OneOfFew(column, found.scalar_subquery())


class _FewFrom(Condition):
    """A column of days and the first of them."""

    name = "few_from"
    inherit_cache = True


@compiles(_FewFrom)
def _from(element: _FewFrom, compiler: Any, **options: Any) -> str:
    column, day = (compiler.process(c, **options) for c in element.clauses)
    return f"{column} >= {day}"


@compiles(_FewFrom, "postgresql")
def _between(element: _FewFrom, compiler: Any, **options: Any) -> str:
    column, day = (compiler.process(c, **options) for c in element.clauses)
    return f"{column} BETWEEN (SELECT {day}) AND (SELECT CAST('infinity' AS DATE))"


def few_from(column: ColumnElement[Any], day: datetime.date) -> ColumnElement[bool]:
    """Return the condition that a day is that day or later, as is true of few of the rows that an index has.

    PostgreSQL counts days in the table, not in an index of a few of its rows, and rather than look half of the table up
    it goes through all of it. Between two days that it does not know it expects few.
    """
    return _FewFrom(column, literal(day, Date()))
