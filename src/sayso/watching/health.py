"""How sources do, for people: a table on a terminal, a line each elsewhere, JSON and CSV for programs."""

import csv
import datetime
import io
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from rich.table import Table
from rich.text import Text

from sayso.export.visible import one_line
from sayso.ledger.sources import FAILED, KNOWN, READ, STATES, UNREAD, WAITING, Health

COLUMNS = (
    "name", "kind", "url", "state", "publisher", "owner", "language", "every", "checked_at", "succeeded_at", "next_at",
    "last_read_at", "failures", "error", "error_at", *STATES,
)  # fmt: skip
_COLOURS = {"ok": "green", "failing": "red", "new": "yellow", "off": "dim"}


def row(health: Health) -> dict[str, Any]:
    """Return the health of a source by the names of COLUMNS; moments as ISO text in UTC."""
    values = {**asdict(health), "state": health.state, **health.counts}
    moments = {k: v.isoformat(timespec="seconds") for k, v in values.items() if isinstance(v, datetime.datetime)}
    found = {**values, **moments}
    return {name: "" if found[name] is None else found[name] for name in COLUMNS}


def as_json(healths: Iterable[Health]) -> str:
    """Return all as one JSON list."""
    return json.dumps([row(one) for one in healths], ensure_ascii=False, indent=2) + "\n"


def as_csv(healths: Iterable[Health]) -> str:
    """Return all as CSV with a header; a cell that a spreadsheet would run is quoted."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for one in healths:
        writer.writerow({k: f"'{v}" if str(v)[:1] in ("=", "+", "-", "@") else v for k, v in row(one).items()})
    return file.getvalue()


def line(health: Health, now: datetime.datetime) -> str:
    """Return the health of a source in one line."""
    counts = health.counts
    said = f"{health.state} {health.name}: last success {ago(health.succeeded_at, now)}, {counts[READ]:,} read, "
    said += f"{counts[KNOWN]:,} known, {counts[UNREAD]:,} unread, {counts[FAILED]:,} failed, "
    said += f"{counts[WAITING]:,} waiting"
    if health.error:
        said += f"; {health.failures} failures, {ago(health.error_at, now)}: {health.error}"
    return one_line(said)


def table(healths: Iterable[Health], now: datetime.datetime) -> Table:
    """Return the health of all as a table for a terminal."""
    found = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("state", "source", "last success", "read", "known", "unread", "failed", "waiting", "error"):
        number = name in STATES
        found.add_column(name, justify="right" if number else "left", no_wrap=name != "error")
    for one in healths:
        counts = [f"{one.counts[state]:,}" for state in (READ, KNOWN, UNREAD, FAILED, WAITING)]
        cells = [one_line(one.name)[:40], ago(one.succeeded_at, now), *counts, one_line(one.error)[:120]]
        found.add_row(Text(one.state, _COLOURS[one.state]), *map(Text, cells))
    return found


def ago(moment: datetime.datetime | None, now: datetime.datetime) -> str:
    """Return how long ago a moment was, in its largest unit: "5 min ago"."""
    if moment is None:
        return "never"
    seconds = max(0, int((now - moment).total_seconds()))
    for size, unit in ((86_400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size:
            return f"{seconds // size} {unit} ago"
    return f"{seconds} s ago"
