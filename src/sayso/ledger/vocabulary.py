"""The values that filters can have in a ledger: places, countries, parties, publishers, the most frequent first."""

from sqlalchemy import Connection, func, select

from sayso.ledger import tables as t
from sayso.ledger.overview import Overview
from sayso.ledger.pages import held_in

# So many values of each; more than anyone reads, and what is typed need not be among them.
MOST = 400


def vocabulary(connection: Connection, overview: Overview) -> dict[str, list[str]]:
    """Return by the name of a filter its values: `place` as names, `country` and `party` as codes, `publisher`."""
    return {
        "place": _places(connection, overview),
        **{name: list(overview.most(name, MOST)) for name in ("country", "party", "publisher")},
    }


def edition(connection: Connection) -> int:
    """Return a number that changes whenever an incident does."""
    return connection.scalar(select(func.max(t.history.c.id))) or 0


def _places(connection: Connection, overview: Overview) -> list[str]:
    """Return names of places as an incident there has them; the column holds them folded."""
    found = (incident.where for incident in held_in(connection, overview.placed(MOST)))
    return list(dict.fromkeys(where.name for where in found if where))
