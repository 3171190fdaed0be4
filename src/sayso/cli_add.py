"""The work behind `sayso add`: reports not known yet are read, each kept in a transaction of its own."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from sayso.batch.local import read_all
from sayso.batch.worker import Failure
from sayso.cli_progress import Meter
from sayso.cli_read import Job, Source, prepare_places, reports_of, teller
from sayso.cli_second import Unanswered, make_reader
from sayso.errors import IntakeError, LanguageError
from sayso.export.visible import one_line
from sayso.ledger.adding import Added, add, add_unread, is_known
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.recognising import known_as
from sayso.model import Report


@dataclass(slots=True)
class _Sums:
    known: int = 0
    new: int = 0
    versions: int = 0
    again: int = 0
    unread: int = 0
    events: int = 0
    changed: int = 0

    def count(self, added: Added) -> None:
        self.known += added.what == "known"
        self.new += added.what == "new"
        self.versions += added.what == "version"
        self.again += added.what == "again"
        self.unread += added.what == "unread"
        self.events += added.events
        self.changed += len(added.changed)

    def words(self, failures: int) -> str:
        parts = [f"{self.new:,} new report{'' if self.new == 1 else 's'}"]
        parts += [f"{self.versions:,} new versions"] if self.versions else []
        parts += [f"{self.again:,} read again"] if self.again else []
        parts += [f"{self.unread:,} kept unread for their language"] if self.unread else []
        parts += [f"{self.known:,} known already"] if self.known else []
        parts += [f"{failures:,} failed"] if failures else []
        return f"{', '.join(parts)}; {self.events:,} events; {self.changed:,} incidents new or changed"


def run(job: Job, where: str | None, *, again: bool, source: Source = reports_of) -> int:
    """Add every report that the job names; return the exit code, 0 or 1 if any report failed."""
    ledger = open_ledger(where, create=True)
    sums = _Sums()
    unanswered = Unanswered()
    reader = make_reader(job.second, job.jobs)
    try:
        prepare_places()
        with Meter(shown=sys.stderr.isatty()) as meter:
            items = _unknown(ledger, source(job, teller(meter)), sums, again)
            for outcome in read_all(items, job.jobs, job.pipeline, reader):
                if isinstance(outcome, Failure):
                    meter.failed(f"sayso: {one_line(outcome.message)}")
                else:
                    sums.count(add(ledger, outcome, again=again))
                    unanswered.count(outcome)
                    meter.read()
    finally:
        ledger.close()
    print(f"{ledger.name}: {sums.words(meter.failures)}", file=sys.stderr)
    unanswered.say()
    return 1 if meter.failures else 0


def _unknown(
    ledger: Ledger, items: Iterator[Report | IntakeError], sums: _Sums, again: bool
) -> Iterator[Report | IntakeError]:
    for item in items:
        if isinstance(item, LanguageError):
            sums.count(add_unread(ledger, item.report))
            continue
        if not isinstance(item, IntakeError) and not again and is_known(ledger, known_as(ledger, item), item.sha256):
            sums.known += 1
            continue
        yield item
