"""The work behind `sayso reread`: what the ledger holds, read from its bytes with the present reader."""

import sys
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sayso.batch.local import read_all
from sayso.batch.worker import Failure
from sayso.cli_progress import Meter
from sayso.cli_read import prepare_places
from sayso.cli_second import SecondSettings, Unanswered, make_reader
from sayso.errors import IntakeError, LanguageError, ModelError, TranslationError
from sayso.export.visible import one_line
from sayso.intake.anew import taken_anew
from sayso.intake.translating import Translator, translated
from sayso.ledger import rereading
from sayso.ledger.adding import Added, add, add_unread
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.rereading import Asked, Held
from sayso.model import Event, Record, Report

# Reports taken out of the ledger at a time.
BATCH = 16
# A model that fails for so many reports one after another is not there; the run stops, and goes on when asked again.
GIVE_UP = 3


@dataclass(frozen=True, slots=True)
class Job:
    """What `sayso reread` was asked to do."""

    asked: Asked
    translator: Translator | None
    dry_run: bool
    afresh: bool
    jobs: int
    pipeline: str
    second: SecondSettings | None = None


def run(job: Job, where: str | None) -> int:
    """Read anew what the job names and say what changed; return the exit code, 0 or 1 if any report failed."""
    ledger = open_ledger(where)
    try:
        again = _Again(ledger, job)
        prepare_places()
        with Meter(shown=sys.stderr.isatty()) as meter:
            again.go(meter)
    finally:
        ledger.close()
    print(f"{ledger.name}: {again.summary(meter.failures)}", file=sys.stderr)
    again.unanswered.say()
    return 1 if meter.failures else 0


class _Again:
    """One run over a ledger."""

    def __init__(self, ledger: Ledger, job: Job) -> None:
        self._ledger, self._job = ledger, job
        self._sums: Counter[str] = Counter()
        self._under_way: deque[Held] = deque()  # what was handed to the reader and has not come back
        self._model_failed = 0
        self.unanswered = Unanswered()

    def go(self, meter: Meter) -> None:
        job = self._job
        words = f"{job.asked} {job.translator.name if job.translator else ''}".strip()
        begun = None if job.dry_run else rereading.begin(self._ledger, words, afresh=job.afresh)
        with self._ledger.reading() as connection:
            rows = rereading.wanted(connection, job.asked, begun.began_at if begun else None)
        if begun and begun.resumed:
            print(f"sayso: going on with the run of {begun.began_at:%Y-%m-%d %H:%M} UTC", file=sys.stderr)
        for outcome in read_all(self._items(rows), job.jobs, job.pipeline, make_reader(job.second, job.jobs)):
            held = self._under_way.popleft()
            if isinstance(outcome, Failure):
                meter.failed(f"sayso: {one_line(outcome.message)}")
            else:
                self._put(held, outcome)
                self.unanswered.count(outcome)
                meter.read()
        if begun:
            rereading.end(self._ledger, begun)

    def summary(self, failures: int) -> str:
        """`12 read anew, 2 new versions, 1 failed; ...`."""
        sums = self._sums
        would = "would be " if self._job.dry_run else ""
        parts = [f"{sums['read']:,} {would}read anew"]
        for what, words in (
            ("version", "of them with another text"),
            ("translated", "of them translated"),
            ("bare", "of them from their text alone, for want of raw bytes"),
            ("unread", "still unread for their language"),
        ):
            parts += [f"{sums[what]:,} {words}"] if sums[what] else []
        parts += [f"{failures:,} failed"] if failures else []
        line = f"{', '.join(parts)}; {sums['gone']:,} events fewer, {sums['fresh']:,} more"
        return line if self._job.dry_run else f"{line}; {sums['changed']:,} incidents new or changed"

    def _items(self, rows: Sequence[int]) -> Iterator[Report | IntakeError]:
        """Yield what there is to read, noting of what; what stays unread is dealt with here."""
        for start in range(0, len(rows), BATCH):
            with self._ledger.reading() as connection:
                batch = rereading.held(connection, rows[start : start + BATCH])
            for held in batch:
                item = self._english(held, self._taken(held))
                if isinstance(item, LanguageError):
                    self._keep_unread(held, item.report)
                else:
                    self._under_way.append(held)
                    yield item

    def _taken(self, held: Held) -> Report | IntakeError:
        """Return a report as intake makes it now; where there are no bytes, or only a translation to read, as it is."""
        report, translator = held.report, self._job.translator
        if report.original is not None:
            if translator is None or translator.name == report.original.translator:
                return report
            original = replace(report, text=report.original.text, language=report.original.language, original=None)
            return LanguageError(held.ref, "is read in translation", replace(original, capture=held.capture))
        if held.capture is not None:
            return taken_anew(held.capture, report, held.ref)
        self._sums["bare"] += 1
        return LanguageError(held.ref, "no language that is read", report) if held.unread else report

    def _english(self, held: Held, item: Report | IntakeError) -> Report | IntakeError:
        """Return a report in another language in translation, if one was asked for and is to be had."""
        translator = self._job.translator
        if not isinstance(item, LanguageError) or translator is None or self._job.dry_run:
            return item
        try:
            found = translated(item.report, translator)
        except ModelError as error:
            self._model_failed += 1
            if self._model_failed >= GIVE_UP:
                raise
            return IntakeError(held.ref, str(error))
        except (TranslationError, IntakeError) as error:
            return IntakeError(held.ref, str(error))
        self._model_failed = 0
        self._sums["translated"] += 1
        return found

    def _keep_unread(self, held: Held, report: Report) -> None:
        self._sums["unread" if self._job.translator is None else "translated"] += 1
        if report.text != held.report.text and not self._job.dry_run:
            add_unread(self._ledger, report, identity=held.identity)

    def _put(self, held: Held, record: Record) -> None:
        """Put a new reading in the place of the old one, and say what is new about it."""
        added = Added(held.ref, "again" if record.report.text == held.report.text else "version", 0, ())
        if not self._job.dry_run:
            added = add(self._ledger, record, again=True, identity=held.identity)
        self._sums["read"] += 1
        self._sums["version"] += added.what == "version"
        self._sums["changed"] += len(added.changed)
        gone, fresh = _differences(held, record)
        self._sums["gone"] += gone.total()
        self._sums["fresh"] += fresh.total()
        if added.what == "version" or gone or fresh:
            print(one_line(f"{held.ref}  {_what(held, record)}{_list(' -', gone)}{_list(' +', fresh)}"))


def _what(held: Held, record: Record) -> str:
    before, now = held.report.text, record.report.text
    text = "" if before == now else f"text of {len(before):,} characters now {len(now):,}, "
    translation = f"translated by {record.report.original.translator}, " if record.report.original and text else ""
    return f"{translation}{text}events {len(held.events):,}, now {len(record.events):,}"


def _differences(held: Held, record: Record) -> tuple[Counter[str], Counter[str]]:
    """Return the events that only the old reading has and those that only the new one has, by kind and words."""
    old = Counter(_told(event, held.report.text) for event in held.events)
    new = Counter(_told(event, record.report.text) for event in record.events)
    return old - new, new - old


def _told(event: Event, text: str) -> str:
    return f'{event.kind} "{event.mentions[0].trigger.of(text)}"'


def _list(sign: str, events: Counter[str]) -> str:
    return "".join(f"{sign} {event}" for event in sorted(events.elements()))
