"""Reports that are kept and not read, since their language is not: what waits for a translation."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select

from sayso.ledger import tables as t
from sayso.ledger.history import utc


@dataclass(frozen=True, slots=True)
class Unread:
    """A report that was not read. `row` is where a list goes on after it, `characters` the length of its text."""

    row: int
    ref: str
    language: str
    publisher: str
    published: datetime.date | None
    title: str
    url: str
    characters: int
    added_at: datetime.datetime


def unread(
    connection: Connection,
    *,
    languages: Sequence[str] = (),
    publishers: Sequence[str] = (),
    before: int | None = None,
    limit: int | None = None,
) -> Iterator[Unread]:
    """Yield reports that were not read, the last added first; `before` goes on from a row."""
    v = t.version.c
    length = func.length(v.body["report"]["text"].as_string()).label("characters")
    columns = (v.id, v.language, v.publisher, v.published, v.title, v.url, v.added_at, length)
    query = select(t.report.c.ref, *columns).join_from(t.version, t.report).where(*_those(languages, publishers))
    if before is not None:
        query = query.where(v.id < before)
    for row in connection.execute(query.order_by(v.id.desc()).limit(limit)):
        yield Unread(
            row=row.id,
            ref=row.ref,
            language=row.language,
            publisher=row.publisher,
            published=row.published,
            title=row.title,
            url=row.url,
            characters=row.characters,
            added_at=utc(row.added_at),
        )


def unread_languages(connection: Connection, *, publishers: Sequence[str] = ()) -> dict[str, int]:
    """Return the number of reports that were not read by the code of their language, most first."""
    c = t.version.c.language
    query = select(c, func.count()).where(*_those((), publishers)).group_by(c).order_by(func.count().desc(), c)
    return {str(code): number for code, number in connection.execute(query)}


def _those(languages: Sequence[str], publishers: Sequence[str]) -> list[ColumnElement[bool]]:
    v = t.version.c
    found: list[ColumnElement[bool]] = [v.unread]
    if languages:
        found.append(v.language.in_(languages))
    if publishers:
        found.append(v.publisher.in_(publishers))
    return found
