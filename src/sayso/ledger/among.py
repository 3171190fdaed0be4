"""Whether a column is among values given together, as one parameter: a statement of hundreds costs more to write out.

SQLite is given a JSON array, PostgreSQL an array.
"""

from collections.abc import Collection
from typing import Any

from pydantic_core import to_json
from sqlalchemy import ARRAY, ColumnClause, Dialect, String, Text, TypeDecorator, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeEngine

from sayso.ledger.condition import Condition


class _Several(TypeDecorator[Any]):
    """Values of one type, given together."""

    impl = Text
    cache_ok = True

    def __init__(self, of: TypeEngine[Any]) -> None:
        super().__init__()
        # Without a length: PostgreSQL would cut each value to it again for every row that it looks at.
        self.of = Text() if isinstance(of, String) else of

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(ARRAY(self.of) if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Collection[Any] | None, dialect: Dialect) -> Any:
        values = sorted(value or ())
        return values if dialect.name == "postgresql" else to_json(values).decode()


class _Among(Condition):
    """A column and the parameter that holds the values."""

    name = "among"
    inherit_cache = True


@compiles(_Among, "sqlite")
def _in_json(element: _Among, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(c, **options) for c in element.clauses)
    return f"{column} IN (SELECT value FROM json_each({values}))"  # noqa: S608 - parameters are bound


@compiles(_Among, "postgresql")
def _in_array(element: _Among, compiler: Any, **options: Any) -> str:
    column, values = (compiler.process(c, **options) for c in element.clauses)
    return f"{column} = ANY({values})"


def among(column: ColumnClause[Any], name: str) -> Condition:
    """Return the condition that a column is one of the values in the parameter `name`, a collection of any length."""
    return _Among(column, bindparam(name, type_=_Several(column.type)))
