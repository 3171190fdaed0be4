"""Events as the ledger holds them, with the version of the report that tells them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, bindparam, select

from sayso.ledger import tables as t
from sayso.ledger.codec import event_from_json
from sayso.model.incident import HeldEvent, Source

_BATCH = 400
_VERSION = (
    t.version.c.id,
    t.version.c.number,
    t.version.c.live,
    t.version.c.own_id,
    t.version.c.sha256,
    t.version.c.publisher,
    t.version.c.published,
    t.version.c.title,
    t.version.c.url,
    t.version.c.agency,
    t.version.c.text_group,
)
_EVENTS = select(t.event.c.id, t.event.c.key, t.event.c.version_id, t.event.c.body).where(
    t.event.c.id.in_(bindparam("wanted", expanding=True))
)
_SOURCES = (
    select(t.report.c.ref, t.version.c.body["report"]["text"].as_string().label("text"), *_VERSION)
    .join_from(t.version, t.report)
    .where(t.version.c.id.in_(bindparam("wanted", expanding=True)))
)


def load_events(connection: Connection, ids: Collection[int]) -> dict[int, HeldEvent]:
    """Return the events with these ids."""
    return {row: event for row, (event, _text) in load_told(connection, ids).items()}


def load_told(connection: Connection, ids: Collection[int]) -> dict[int, tuple[HeldEvent, str]]:
    """Return the events with these ids, each with the text that its spans point into."""
    wanted = sorted(ids)
    rows: list[Any] = []
    for start in range(0, len(wanted), _BATCH):
        rows += connection.execute(_EVENTS, {"wanted": wanted[start : start + _BATCH]}).all()
    sources, texts = _sources(connection, {row.version_id for row in rows})
    return {
        row.id: (held(row.key, row.body, sources[row.version_id], texts[row.version_id]), texts[row.version_id])
        for row in rows
    }


def held(key: str, body: Any, source: Source, text: str) -> HeldEvent:
    """Return an event of a report from what the store keeps of it and the text its spans point into."""
    event = event_from_json(body)
    words = tuple(account.evidence.of(text) if account.evidence else "" for account in event.accounts)
    return HeldEvent(key, source, event, " ".join(event.mentions[0].clause.of(text).split()), words)


def _sources(connection: Connection, ids: set[int]) -> tuple[dict[int, Source], dict[int, str]]:
    """Return the source and the text of each version."""
    sources: dict[int, Source] = {}
    texts: dict[int, str] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), _BATCH):
        for row in connection.execute(_SOURCES, {"wanted": wanted[start : start + _BATCH]}):
            sources[row.id] = source_of(row)
            texts[row.id] = row.text
    return sources, texts


def source_of(row: Any) -> Source:
    """Return the source in a row that holds a report's `ref` and the columns of its version."""
    return Source(
        report=row.ref,
        version=row.number,
        publisher=row.publisher,
        title=row.title,
        url=row.url,
        published=row.published,
        agency=row.agency,
        sha256=row.sha256,
        group=row.text_group,
        live=row.live,
        own_id=row.own_id,
    )
