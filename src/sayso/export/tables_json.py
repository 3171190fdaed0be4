"""Whole incidents as JSON lines: the row of the incident with its accounts, figures, sources and disputes in it."""

import datetime
import json
from collections.abc import Iterable
from typing import Any

from sayso.export.columns import TABLES
from sayso.export.rows import Told, text, texts
from sayso.export.staging import Staging
from sayso.export.tally import Tally


def write_jsonl(incidents: Iterable[Told], staging: Staging, tally: Tally) -> None:
    """Write one incident a line."""
    with staging.path().open("w", encoding="utf-8", newline="\n") as file:
        for told in incidents:
            whole = incident_dict(told)
            file.write(dump(whole) + "\n")
            tally.add("incidents")
            for table in TABLES[1:]:
                tally.add(table, len(whole[table]))


def incident_dict(told: Told) -> dict[str, Any]:
    """Return an incident with everything in it, by the names of the columns; days are not yet text.

    `disputes` holds the disputes themselves here: what about, why, and the sides with their voices.
    """
    whole: dict[str, Any] = dict(told.row())
    whole["disputes"] = [
        {
            "about": dispute.about.value,
            "why": text(dispute.why),
            "sides": [{"position": text(side.position), "voices": texts(side.voices)} for side in dispute.sides],
        }
        for dispute in told.incident.disputes
    ]
    return whole | {table: list(told.of(table)) for table in TABLES[1:]}


def dump(value: Any) -> str:
    """Return a value as one line of JSON; days become ISO text, and what is no number raises ValueError."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no place in JSON")
