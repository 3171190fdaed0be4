"""The reports of the ledger page by page, the newest added first."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from sayso.ledger import tables as t
from sayso.ledger.history import utc


@dataclass(frozen=True, slots=True)
class Shelved:
    """A report by its newest version. `row` is where the next page begins after it; `group` is that of its reprints."""

    row: int
    ref: str
    own_id: str
    publisher: str
    title: str
    url: str
    published: datetime.date | None
    agency: str
    sha256: str
    group: str
    version: int
    added_at: datetime.datetime


def shelf(
    connection: Connection,
    *,
    publishers: Sequence[str] = (),
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    after: int | None = None,
    limit: int = 50,
) -> list[Shelved]:
    """Return reports, the newest added first: of publishers, of days of publication; `after` goes on from a row."""
    v, r = t.version.c, t.report.c
    columns = (v.own_id, v.publisher, v.title, v.url, v.published, v.agency, v.sha256, v.text_group, v.number)
    query = select(r.id, r.ref, r.added_at, *columns).join_from(t.report, t.version).where(v.live)
    if publishers:
        query = query.where(v.publisher.in_(publishers))
    if since is not None:
        query = query.where(v.published >= since)
    if until is not None:
        query = query.where(v.published <= until)
    if after is not None:
        query = query.where(r.id < after)
    return [
        Shelved(
            row=row.id,
            ref=row.ref,
            own_id=row.own_id,
            publisher=row.publisher,
            title=row.title,
            url=row.url,
            published=row.published,
            agency=row.agency,
            sha256=row.sha256,
            group=row.text_group,
            version=row.number,
            added_at=utc(row.added_at),
        )
        for row in connection.execute(query.order_by(r.id.desc()).limit(limit))
    ]
