"""Who is in a ledger: its parties and publishers with the number of their incidents, page by page."""

from sqlalchemy import Column, Connection, Table, func, select

from sayso.ledger import tables as t


def parties(connection: Connection, *, after: str = "", limit: int) -> list[tuple[str, int]]:
    """Return codes of parties behind `after`, in order, each with the number of incidents it is part of."""
    return _counted(connection, t.incident_party, t.incident_party.c.party, after, limit)


def publishers(connection: Connection, *, after: str = "", limit: int) -> list[tuple[str, int]]:
    """Return names of publishers behind `after`, in order, each with the number of incidents it tells of."""
    return _counted(connection, t.incident_publisher, t.incident_publisher.c.publisher, after, limit)


def _counted(connection: Connection, table: Table, name: Column[str], after: str, limit: int) -> list[tuple[str, int]]:
    query = select(name, func.count()).select_from(table).where(name > after).group_by(name).order_by(name).limit(limit)
    return [(str(value), number) for value, number in connection.execute(query)]
