"""Events as the ledger holds them, with the version of the report that tells them."""

from collections import OrderedDict
from collections.abc import Collection, Mapping
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Text, cast, select

from sayso.ledger import tables as t
from sayso.ledger.among import among
from sayso.ledger.codec import event_from_text
from sayso.model import Event
from sayso.model.incident import HeldEvent, Source

_BATCH = 400
# Characters of the texts that are remembered: several hundred reports of a war that is written about.
_REMEMBERED = 4_000_000
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
_EVENTS = select(t.event.c.id, t.event.c.key, t.event.c.version_id, cast(t.event.c.body, Text).label("body")).where(
    among(t.event.c.id, "wanted")
)
_SOURCES = select(t.report.c.ref, *_VERSION).join_from(t.version, t.report).where(among(t.version.c.id, "wanted"))
# The text stands in a large document that has to be parsed to find it.
_TEXTS = select(t.version.c.sha256, t.version.c.body["report"]["text"].as_string().label("text")).where(
    among(t.version.c.id, "wanted")
)


class _Texts:
    """The texts asked for last, by their digests, so that they are the same in every ledger."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, str] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, sha256: str) -> str | None:
        """Return the text with a digest, None if it is not remembered."""
        with self._lock:
            text = self._held.get(sha256)
            if text is not None:
                self._held.move_to_end(sha256)
            return text

    def keep(self, sha256: str, text: str) -> None:
        """Remember a text."""
        with self._lock:
            self._size += len(text) - len(self._held.pop(sha256, ""))
            self._held[sha256] = text
            while self._size > _REMEMBERED and len(self._held) > 1:
                self._size -= len(self._held.popitem(last=False)[1])


_texts = _Texts()


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
        row.id: (
            held(row.key, event_from_text(row.body), sources[row.version_id], texts[row.version_id]),
            texts[row.version_id],
        )
        for row in rows
    }


def held(key: str, event: Event, source: Source, text: str) -> HeldEvent:
    """Return an event of a report with where it is from, and the words in the text that its spans point into."""
    words = tuple(account.evidence.of(text) if account.evidence else "" for account in event.accounts)
    return HeldEvent(key, source, event, " ".join(event.mentions[0].clause.of(text).split()), words)


def texts_of(connection: Connection, digests: Mapping[int, str]) -> dict[int, str]:
    """Return the texts of versions; `digests` are their SHA-256 by id."""
    found: dict[int, str] = {}
    for row, sha256 in digests.items():
        text = _texts.get(sha256)
        if text is not None:
            found[row] = text
    unknown: dict[str, list[int]] = {}
    for row in sorted(digests.keys() - found.keys()):
        unknown.setdefault(digests[row], []).append(row)
    wanted = [rows[0] for rows in unknown.values()]
    for start in range(0, len(wanted), _BATCH):
        for sha256, text in connection.execute(_TEXTS, {"wanted": wanted[start : start + _BATCH]}):
            _texts.keep(sha256, text)
            found |= dict.fromkeys(unknown[sha256], text)
    return found


def _sources(connection: Connection, ids: set[int]) -> tuple[dict[int, Source], dict[int, str]]:
    """Return the source and the text of each version."""
    sources: dict[int, Source] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), _BATCH):
        for row in connection.execute(_SOURCES, {"wanted": wanted[start : start + _BATCH]}):
            sources[row.id] = source_of(row)
    return sources, texts_of(connection, {row: source.sha256 for row, source in sources.items()})


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
