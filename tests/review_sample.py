"""What the trials of review share: an incident by its place, its fields, the queue and the log."""

import datetime

from sayso.ledger import queries, review
from sayso.ledger.database import Ledger
from sayso.ledger.history import history_of
from sayso.ledger.selection import Selection
from sayso.model.incident import Incident
from test_ledger import incidents

ALL = Selection(reviewed=("", "accepted", "rejected"))


HOUR = datetime.timedelta(hours=1)


def at(ledger: Ledger, place: str) -> Incident:
    """The one incident at a place."""
    [found] = [i for i in incidents(ledger, ALL) if i.where is not None and i.where.name == place]
    return found


def value(ledger: Ledger, ref: str, field: str) -> review.FieldValue:
    with ledger.reading() as connection:
        row, _ = queries.find(connection, ref)
        [found] = [v for v in review.values(connection, row) if v.field == field]
    return found


def token(ledger: Ledger, ref: str) -> str:
    with ledger.reading() as connection:
        return review.revision(connection, queries.find(connection, ref)[0])


def show(ledger: Ledger, ref: str) -> Incident:
    with ledger.reading() as connection:
        return queries.find(connection, ref)[1]


def waiting(ledger: Ledger, reviewed: str = "") -> list[review.QueueItem]:
    with ledger.reading() as connection:
        return review.queue(connection, reviewed=reviewed)


def log(ledger: Ledger) -> list[review.Act]:
    with ledger.reading() as connection:
        return review.acts(connection)


def causes(ledger: Ledger, ref: str) -> list[str]:
    with ledger.reading() as connection:
        row = connection.exec_driver_sql(f"SELECT id FROM incident WHERE ref = '{ref}'").scalar()  # noqa: S608 - ours
        assert row is not None
        return [change.cause for change in history_of(connection, row)]


def founder(ledger: Ledger, ref: str) -> str:
    with ledger.reading() as connection:
        found = connection.exec_driver_sql(f"SELECT founder FROM incident WHERE ref = '{ref}'").scalar()  # noqa: S608
    return str(found)
