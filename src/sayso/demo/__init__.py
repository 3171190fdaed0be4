"""A month of invented news, so that the pages have something to show; none of it happened."""

import datetime
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

import yaml

from sayso.intake import report_from_text
from sayso.ledger.adding import add, is_known
from sayso.ledger.database import Ledger
from sayso.ledger.identity import report_identity
from sayso.model import Report

# The day of publication counts as the day on which a report was added, so that the month has a history.
NOON = datetime.time(12, tzinfo=datetime.UTC)
SITE = "https://{publisher}.example/{page}"  # a name that can never be anybody's


def reports() -> Iterator[Report]:
    """Yield the reports of the month in the order in which they came out."""
    told: dict[str, str] = {}
    entries = yaml.safe_load(files("sayso.demo").joinpath("reports.yaml").read_text(encoding="utf-8"))["reports"]
    for entry in sorted(entries, key=lambda entry: entry["day"]):
        told[entry["id"]] = _text(entry, told)
        publisher = entry["publisher"]
        host = publisher.lower().replace(" ", "-")
        yield report_from_text(
            told[entry["id"]],
            id=entry["id"],
            title=entry["title"],
            publisher=publisher,
            published=entry["day"],
            url=SITE.format(publisher=host, page=entry.get("page", entry["id"])),
            language="en",
        )


def fill(ledger: Ledger, told: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Add the month to a ledger, each report at noon of its day, and return how many were new.

    What is in the ledger already is passed over. `told` hears how many of how many are done.
    """
    wanted = list(reports())
    new = [report for report in wanted if not is_known(ledger, report_identity(report), report.sha256)]
    if not new:
        return 0
    from sayso.extract.reader import Reader

    told(0, len(new))
    for done, record in enumerate(Reader().read_many(new), 1):
        day = record.report.published or datetime.date.min
        add(ledger, record, now=datetime.datetime.combine(day, NOON))
        told(done, len(new))
    return len(new)


def _text(entry: dict[str, Any], told: dict[str, str]) -> str:
    if "text" in entry:
        return str(entry["text"]).strip()
    paragraphs = told[entry["reprint"]].split("\n\n")
    return "\n\n".join(paragraphs[n - 1] for n in entry["paragraphs"])


__all__ = ["fill", "reports"]
