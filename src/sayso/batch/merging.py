"""Merging at scale: the events of a batch to incidents by steps that each bring rows together by a key.

What is near an event is found by the ledger's own keys (`own_blocks`, `sought_blocks`), what is one act by its points
and its way of gathering as reports come (`score`, `gather`), how it stands by its own judge. No step holds more than a
shard of rows; the largest thing held whole is what hangs together by links, as in the ledger.
"""

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sayso.batch import days, parts, store
from sayso.batch.components import components
from sayso.batch.flows import Flow
from sayso.batch.founders import acts
from sayso.batch.running import Engine
from sayso.export.columns import Row
from sayso.export.parquet import schema
from sayso.export.parse import from_line
from sayso.export.rows import incident_row
from sayso.ledger.fingerprints import alike, bands, is_reprint, signature
from sayso.ledger.gathering import pair
from sayso.ledger.holding import held
from sayso.ledger.identity import event_keys, incident_ref
from sayso.ledger.judging import judge
from sayso.ledger.matching import LINK, score
from sayso.ledger.regrouping import PROMISING
from sayso.ledger.traits import Traits, own_blocks, sought_blocks, traits
from sayso.model.incident import HeldEvent, Incident, Source

FOLDER = "incidents"
_DIGITS = "0123456789abcdef"

Keyed = Iterator[tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a report: its place in the order of loading, its number, whether it is the one in force."""

    order: tuple[Any, ...]
    ref: str
    sha256: str
    line: str
    number: int = 0
    live: bool = False

    @property
    def text(self) -> str:
        """The text of the report."""
        return str(json.loads(self.line)["text"])


@dataclass(frozen=True, slots=True)
class Told:
    """An event with its place in the order of loading."""

    order: tuple[Any, ...]
    traits: Traits
    held: HeldEvent


@dataclass(frozen=True, slots=True)
class Link:
    """Two events that are held to be of one act, by key, and the points for it."""

    a: str
    b: str
    points: float


def merge(out: str, engine: Engine) -> int:
    """Write the incidents of a batch to OUT/incidents, sixteen files by id; return how many there are."""
    found = incidents(out, engine).keyed(_by_digit, partial(_write, out))
    written = dict(found.rows())
    for digit in set(_DIGITS) - written.keys():
        list(_write(out, digit, []))
    return sum(written.values())


def incidents(out: str, engine: Engine) -> Flow:
    """Return the incidents of a batch as rows; they are those of a ledger that the batch was loaded into."""
    versions = engine.flow(list(days.held_days(out))).keyed(partial(_versions, out), _numbered)
    texts = versions.keyed(_by_band, _near_texts).also(versions)
    reprints = texts.keyed(_by_first, _first_text).also(versions).keyed(_by_second, _reprints)
    told = versions.also(components(reprints)).keyed(_by_text, _events)
    links = told.keyed(_by_block, _links)
    joined = components(links.keyed(_by_link, _edges))
    whole = told.also(links).also(joined).keyed(_by_event, _placed)
    found: Flow = whole.keyed(_by_act, _judged)
    return found


def _versions(out: str, day: str) -> Keyed:
    body = store.read(days.place("read_reports", day, out)) or b""
    columns = ["report_id", "fetched", "sha256", "record"]
    for batch in pq.ParquetFile(io.BytesIO(body)).iter_batches(500, columns=columns):
        for row in batch.to_pylist():
            order = (day == parts.UNKNOWN_DAY, day, row["report_id"], row["fetched"] or "", row["sha256"])
            yield row["report_id"], Version(order, row["report_id"], row["sha256"], row["record"])


def _numbered(ref: str, found: list[Version]) -> Iterator[Version]:
    """Number the texts of a report as they come; the same text again is nothing new, the last new one is in force."""
    first: dict[str, Version] = {}
    for version in sorted(found, key=lambda one: one.order):
        first.setdefault(version.sha256, version)
    for number, v in enumerate(first.values(), 1):
        yield Version(v.order, ref, v.sha256, v.line, number, number == len(first))


def _by_band(version: Version) -> Keyed:
    for band in bands(signature(version.text)):
        yield band, version.sha256


def _near_texts(_band: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    found = sorted(set(texts))
    yield from ((a, b) for n, a in enumerate(found) for b in found[n + 1 :])


def _by_first(row: Any) -> Keyed:
    if isinstance(row, Version):
        yield row.sha256, row
    else:
        yield row[0], row[1]


def _first_text(first: str, found: list[Any]) -> Iterator[tuple[str, str, str]]:
    text = next(one.text for one in found if isinstance(one, Version))
    yield from ((first, second, text) for second in sorted({one for one in found if isinstance(one, str)}))


def _by_second(row: Any) -> Keyed:
    if isinstance(row, Version):
        yield row.sha256, row
    else:
        yield row[1], row


def _reprints(second: str, found: list[Any]) -> Iterator[tuple[str, str]]:
    text = next(one.text for one in found if isinstance(one, Version))
    others = {one[0]: one[2] for one in found if not isinstance(one, Version)}
    mine = signature(text) if others else None
    for first, other in sorted(others.items()):
        if mine is not None and alike(signature(other), mine) >= PROMISING and is_reprint(other, text):
            yield first, second


def _by_text(row: Any) -> Keyed:
    if isinstance(row, Version):
        yield row.sha256, row
    else:
        yield row


def _events(sha256: str, found: list[Any]) -> Iterator[Told]:
    """Give the texts that are one text their group, and yield the events of each version."""
    least = next((one for one in found if isinstance(one, str)), sha256)
    for version in (one for one in found if isinstance(one, Version)):
        record = from_line(version.line, version.ref)
        report = record.report
        source = Source(
            report=version.ref,
            version=version.number,
            publisher=report.publisher,
            title=report.title,
            url=report.url,
            published=report.published,
            agency=report.agency,
            sha256=sha256,
            group="t" + least[:12],
            live=version.live,
            own_id=report.id,
        )
        keys = event_keys(version.ref, sha256, record.events)
        for n, (event, key) in enumerate(zip(record.events, keys, strict=True)):
            yield Told(
                (*version.order, n),
                traits(event, key, version.ref, report.text, report.published),
                held(key, event, source, report.text),
            )


def _by_block(told: Told) -> Keyed:
    for block in set(own_blocks(told.traits)):
        yield block, (True, told.traits)
    for block in set(sought_blocks(told.traits)):
        yield block, (False, told.traits)


def _links(_block: str, found: list[tuple[bool, Traits]]) -> Iterator[Link]:
    own = {t.key: t for here, t in found if here}
    seeking = {t.key: t for here, t in found if not here}
    done: set[tuple[str, str]] = set()
    for a in sorted(seeking):
        for b in sorted(own):
            both = pair(a, b)
            if a == b or both in done:
                continue
            done.add(both)
            points = score(seeking[a], own[b])
            if points is not None and points >= LINK:
                yield Link(*both, points)


def _by_link(link: Link) -> Keyed:
    yield f"{link.a}|{link.b}", (link.a, link.b)


def _edges(_key: str, found: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield found[0]


def _by_event(row: Any) -> Keyed:
    if isinstance(row, Told):
        yield row.traits.key, row
    elif isinstance(row, Link):
        yield row.a, row
    else:
        yield row


def _placed(key: str, found: list[Any]) -> Iterator[tuple[str, Any]]:
    """Give an event and its links the least key of all that hang together with it."""
    least = next((one for one in found if isinstance(one, str)), key)
    yield from ((least, one) for one in found if not isinstance(one, str))


def _by_act(row: tuple[str, Any]) -> Keyed:
    yield row


def _judged(_least: str, found: list[Any]) -> Iterator[Incident]:
    """Divide what hangs together into acts and judge each."""
    told = {one.traits.key: one for one in sorted(_told(found), key=lambda one: one.order)}
    links = {(one.a, one.b): one.points for one in found if isinstance(one, Link)}
    reports = [[one.traits for one in own] for _, own in groupby(told.values(), key=lambda one: one.order[:-1])]
    for founder, group in acts(reports, links).items():
        yield judge(incident_ref(founder), [told[key].held for key in group])


def _told(found: list[Any]) -> list[Told]:
    return [one for one in found if isinstance(one, Told)]


def _by_digit(incident: Incident) -> Keyed:
    yield incident.id[1], incident_row(incident)


def _write(out: str, digit: str, found: list[Row]) -> Iterator[tuple[str, int]]:
    table = pa.Table.from_pylist(sorted(found, key=lambda row: str(row["id"])), schema=schema("incidents"))
    store.write(store.join(out, FOLDER, f"part-{digit}.parquet"), parts.parquet(table))
    yield digit, len(found)
