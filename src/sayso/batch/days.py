"""Days: the tables of a batch, put together day by day from whatever parts tell of the day.

Reports come sorted, one text of a report once, so the files are the same however the reports lay in the inputs.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa

from sayso.batch import parts, store
from sayso.batch.parts import UNKNOWN_DAY, Done
from sayso.batch.rows import rows
from sayso.export.columns import READ, Row
from sayso.export.parquet import schema

FOLDER = "_days"


@dataclass(frozen=True, slots=True)
class Day:
    """A day of publication (ISO, or `unknown`) and the parts that hold reports of it, sorted."""

    day: str
    parts: tuple[str, ...]

    @property
    def note(self) -> bytes:
        """What is written beside the tables of the day, to tell what they were put together from."""
        digest = hashlib.sha256("\x1f".join(self.parts).encode()).hexdigest()
        return (
            json.dumps({"day": self.day, "parts": len(self.parts), "sha256": digest}, sort_keys=True) + "\n"
        ).encode()


def due(held: Sequence[Done], out: str) -> list[Day]:
    """Return the days whose tables are not there yet or lack a part."""
    found: dict[str, list[str]] = {}
    for done in held:
        for day in done.days:
            found.setdefault(day, []).append(done.id)
    every = [Day(day, tuple(sorted(ids))) for day, ids in sorted(found.items())]
    return [one for one in every if store.read(_note_at(one.day, out)) != one.note]


def put_together(of: Day, out: str) -> str:
    """Write the five tables of a day; return the day."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in parts.told_on(of.parts, of.day, out):
        key = row["report_id"], row["sha256"]
        if key not in found or (row["fetched"], row["record"]) < (found[key]["fetched"], found[key]["record"]):
            found[key] = row
    tables: dict[str, list[Row]] = {table: [] for table in READ}
    for _key, row in sorted(found.items(), key=lambda one: (one[0][0], one[1]["fetched"], one[0][1])):
        for table, cells in rows(row["record"], row["fetched"]):
            tables[table].append(cells)
    for table, cells_ in tables.items():
        store.write(place(table, of.day, out), parts.parquet(pa.Table.from_pylist(cells_, schema=schema(table))))
    store.write(_note_at(of.day, out), of.note)
    return of.day


def held_days(out: str) -> Iterator[str]:
    """Yield the days whose tables are there, in order, those of reports without a day last."""
    days = {name.rpartition("/")[2].removesuffix(".json") for name in store.listed(store.join(out, FOLDER))}
    yield from sorted(days, key=lambda day: (day == UNKNOWN_DAY, day))


def place(table: str, day: str, out: str) -> str:
    """Return where a table of a day is: `OUT/events/day=2016-09-24/part.parquet`."""
    return store.join(out, table.removeprefix("read_"), f"day={day}", "part.parquet")


def _note_at(day: str, out: str) -> str:
    return store.join(out, FOLDER, f"{day}.json")
