"""A condition in SQL of our own making, written out for each database by `compiles`."""

from typing import Any, Self

from sqlalchemy import Boolean
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
