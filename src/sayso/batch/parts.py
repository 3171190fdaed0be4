"""Parts: what was read of a slice, written once, with a note beside it that tells that it is done and from what.

`OUT/_parts/ID.parquet` holds the records, `OUT/_parts/ID.json` is the note; ID is a digest of what the slice holds and
of how it was read, so a part is found again wherever its input has moved, and is read again when the input changes.
"""

import datetime
import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sayso import __version__
from sayso.batch import store
from sayso.batch.local import Outcome
from sayso.batch.slices import Slice, digest
from sayso.batch.worker import Failure
from sayso.errors import IntakeError, SettingError
from sayso.export.jsonl import to_line
from sayso.intake.options import NO_OVERRIDES, Overrides
from sayso.ledger.identity import report_identity, report_ref
from sayso.model import Record

FOLDER = "_parts"
UNKNOWN_DAY = "unknown"
_SCHEMA = pa.schema([(name, pa.string()) for name in ("day", "report_id", "sha256", "fetched", "record")])


@dataclass(frozen=True, slots=True)
class How:
    """Where a batch goes to and how it reads: the pipeline by name and what is said of the reports."""

    out: str
    pipeline: str = ""
    overrides: Overrides = NO_OVERRIDES
    retry: bool = False  # whether parts with failures are read again

    def settle(self) -> None:
        """Note in OUT how it is read; raises SettingError if it was begun by another sayso or pipeline."""
        place = store.join(self.out, "_batch.json")
        mine = {"sayso": __version__, "pipeline": self.pipeline}
        body = store.read(place)
        if body is None:
            if any(name for name in store.listed(self.out)):
                raise SettingError(f"{self.out}: holds other files; name an empty folder or one of `sayso batch`")
            store.write(place, _json(mine))
        elif body != _json(mine):
            raise SettingError(f"{self.out}: was begun by another sayso or pipeline; name a new folder")


@dataclass(frozen=True, slots=True)
class Done:
    """A part that is done, as its note has it: `days` are the days of publication in it with their reports."""

    id: str
    reports: int
    events: int
    failed: tuple[dict[str, str], ...]
    days: dict[str, int]
    size: int
    fresh: bool = False  # read in this run


def part_id(of: Slice, how: How) -> str:
    """Return the id of the part that comes of a slice, made from what it holds; raises IntakeError or OSError."""
    said = [how.overrides.published, how.overrides.publisher, how.overrides.language]
    ending = of.address.rpartition(".")[2].lower()
    parts = [digest(of), of.kind, of.most, ending, __version__, how.pipeline, *said]
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:32]


def find(part: str, how: How) -> Done | None:
    """Return a part that is done and whole, None if it is to be read."""
    done = _note(store.read(_note_at(part, how.out)))
    if done is None or (how.retry and done.failed) or store.size(_data_at(part, how.out)) != done.size:
        return None
    return done


def keep(part: str, of: Slice, outcomes: Iterable[Outcome], how: How) -> Done:
    """Write what came of a slice, the note last: without it the part counts as not read."""
    rows, failed, events = [], [], 0
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            failed.append({"input": of.name, "error": outcome.message})
        else:
            rows.append(_row(outcome))
            events += len(outcome.events)
    rows.sort(key=lambda row: tuple(row.values()))
    body = parquet(pa.Table.from_pylist(rows, schema=_SCHEMA))
    days: dict[str, int] = {}
    for row in rows:
        days[row["day"]] = days.get(row["day"], 0) + 1
    store.write(_data_at(part, how.out), body)
    note = {
        "part": part,
        "input": {"name": of.name, "sha256": digest(of)},
        "reports": len(rows),
        "events": events,
        "failed": failed,
        "days": days,
        "size": len(body),
    }
    store.write(_note_at(part, how.out), _json(note))
    return Done(part, len(rows), events, tuple(failed), days, len(body), fresh=True)


def refused(of: Slice, error: IntakeError | OSError) -> Failure:
    """Return the failure of a slice that could not be reached at all; there is no part of it, and it is tried again."""
    if isinstance(error, IntakeError):
        return Failure(str(error))
    return Failure(f"{of.name}: cannot be read: {(error.strerror or str(error)).lower()}")


def every(out: str) -> list[Done]:
    """Return every part in OUT, sorted by id."""
    names = [n for n in store.listed(store.join(out, FOLDER)) if n.endswith(".json")]
    return [done for name in names if (done := _note(store.read(name))) is not None]


def told_on(parts: Iterable[str], day: str, out: str) -> Iterator[dict[str, str]]:
    """Yield the rows of one day in some parts."""
    for part in parts:
        body = store.read(_data_at(part, out))
        if body is not None:
            table = pq.read_table(io.BytesIO(body), filters=[("day", "=", day)])
            yield from table.to_pylist()


def parquet(table: pa.Table) -> bytes:
    """Return a table as the bytes of a Parquet file, the same for the same rows."""
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd", compression_level=3, row_group_size=5_000, version="2.6")
    return sink.getvalue()


def _row(record: Record) -> dict[str, str]:
    report = record.report
    moment = report.capture.captured if report.capture is not None else None
    return {
        "day": report.published.isoformat() if report.published else UNKNOWN_DAY,
        "report_id": report_ref(report_identity(report)),
        "sha256": report.sha256,
        "fetched": moment.astimezone(datetime.UTC).isoformat() if moment else "",
        "record": to_line(record),
    }


def _note(body: bytes | None) -> Done | None:
    try:
        data: dict[str, Any] = json.loads(body or b"")
        failed = tuple(data["failed"])
        return Done(data["part"], data["reports"], data["events"], failed, data["days"], data["size"])
    except (ValueError, KeyError, TypeError):
        return None  # half-written on a disk that lost its end: the part is read again


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=True, sort_keys=True, indent=1) + "\n").encode()


def _data_at(part: str, out: str) -> str:
    return store.join(out, FOLDER, f"{part}.parquet")


def _note_at(part: str, out: str) -> str:
    return store.join(out, FOLDER, f"{part}.json")
