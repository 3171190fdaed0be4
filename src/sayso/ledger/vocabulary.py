"""The values that filters can have in a ledger: places, countries, parties, publishers, the most frequent first."""

from typing import Any

from sqlalchemy import Column, Connection, func, select

from sayso.ledger import tables as t
from sayso.ledger.codec import incident_from_json

# So many values of each; more than anyone reads, and what is typed need not be among them.
MOST = 400


def vocabulary(connection: Connection) -> dict[str, list[str]]:
    """Return by the name of a filter its values: `place` as names, `country` and `party` as codes, `publisher`."""
    return {
        "place": _places(connection),
        "country": _frequent(connection, t.incident.c.country),
        "party": _frequent(connection, t.incident_party.c.party),
        "publisher": _frequent(connection, t.incident_publisher.c.publisher),
    }


def edition(connection: Connection) -> int:
    """Return a number that changes whenever an incident does."""
    return connection.scalar(select(func.max(t.history.c.id))) or 0


def _frequent(connection: Connection, column: Column[Any]) -> list[str]:
    query = select(column).where(column != "").group_by(column).order_by(func.count().desc(), column).limit(MOST)
    return list(connection.scalars(query))


def _places(connection: Connection) -> list[str]:
    """Return names of places as an incident there has them; the column holds them folded."""
    c = t.incident.c
    some = (
        select(func.max(c.id).label("id"), func.count().label("count"))
        .where(c.place != "", c.redirect_id.is_(None))
        .group_by(c.place)
        .order_by(func.count().desc(), c.place)
        .limit(MOST)
        .subquery()
    )
    query = select(c.state).join(some, some.c.id == c.id).order_by(some.c.count.desc(), c.place)
    found = (incident_from_json(state).where for state in connection.scalars(query))
    return list(dict.fromkeys(where.name for where in found if where))
