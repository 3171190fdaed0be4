"""Loading: many reports that were read before, kept in large transactions; the ledger is as if each had been added.

Events are linked and brought together report by report, as in adding, so that the same incidents come out under the
same ids. What an incident is judged to be is worked out once a transaction, and its history has one entry for that.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select

from sayso.ledger import tables as t
from sayso.ledger.adding import Added, add_within
from sayso.ledger.among import among
from sayso.ledger.database import Ledger
from sayso.ledger.incidents import settle
from sayso.model import Record

# Reports in a transaction: what a crash costs, a second or two of work.
TOGETHER = 500
CAUSE = "reports loaded"
_KNOWN = (
    select(t.report.c.ref, t.version.c.sha256).join_from(t.version, t.report).where(among(t.report.c.ref, "wanted"))
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A report to be loaded: its permanent id, the digest of its text, and what gives its record."""

    ref: str
    sha256: str
    record: Callable[[], Record]


def load(
    ledger: Ledger,
    waiting: Iterable[Waiting],
    *,
    together: int = TOGETHER,
    now: Callable[[], datetime.datetime] | None = None,
) -> Iterator[list[Added]]:
    """Load reports in their order; yield what became of them after each transaction is kept.

    Stopped at any moment and run again it goes on where it was: what the ledger has is "known", and its record is not
    asked for. Raises LedgerError.
    """
    moment = now or (lambda: datetime.datetime.now(datetime.UTC))
    source = iter(waiting)
    while taken := list(islice(source, together)):
        with ledger.reading() as connection:
            known = {tuple(row) for row in connection.execute(_KNOWN, {"wanted": sorted({one.ref for one in taken})})}
        fresh = [one for one in taken if (one.ref, one.sha256) not in known]
        added = [Added(one.ref, "known", 0, ()) for one in taken if (one.ref, one.sha256) in known]
        records = [one.record() for one in fresh]  # parsed before the lock is taken: others may write meanwhile
        if records:
            with ledger.writing() as connection:
                later: set[int] = set()
                at = moment()
                added += [add_within(connection, record, at, later) for record in records]
                settle(connection, later, at, CAUSE)
        yield added
