"""What sayso reads in annotated reports, in the shape that `sayso read --format jsonl` prints."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from quality.annotated import Report
from sayso.export.jsonl import to_dict
from sayso.extract.reader import Reader
from sayso.model import Report as Published


@dataclass(slots=True)
class Readings:
    """Readings by report id, and for each report that could not be read what went wrong."""

    read: dict[str, dict[str, Any]] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def read_all(reader: Reader, annotated: Iterable[Report]) -> Readings:
    """Return what sayso reads in the reports; the annotations are not shown to it.

    Reports are read one by one, so that one that breaks the reader is named and does not hide how the others are read.
    """
    readings = Readings()
    for report in annotated:
        published = Published(
            text=report["text"],
            id=report["id"],
            title=report.get("title", ""),
            publisher=report.get("publisher", ""),
            published=date.fromisoformat(report["published"]) if report.get("published") else None,
        )
        try:
            readings.read[report["id"]] = to_dict(reader.read(published))
        except Exception as error:  # whatever breaks on a report is what the gate is there to show
            readings.failed[report["id"]] = f"{type(error).__name__}: {error}"
            readings.read[report["id"]] = {"id": report["id"], "events": []}
    return readings
