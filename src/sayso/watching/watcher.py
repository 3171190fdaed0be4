"""The watcher: a thread for each source that looks and fetches, and one place where reports are read and kept."""

import datetime
import queue
import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from sayso.batch.worker import Failure
from sayso.errors import FetchError, IntakeError, LanguageError, LedgerError, SaysoError, SettingError
from sayso.intake.fetching import Client, Fetched, FetchSettings, Reason
from sayso.intake.fetching.reports import reports_of
from sayso.intake.options import Overrides
from sayso.intake.reports import parse_day
from sayso.ledger import sources as state
from sayso.ledger.adding import add, add_unread, is_known
from sayso.ledger.database import Ledger
from sayso.ledger.identity import report_identity
from sayso.watching.looking import look
from sayso.watching.reading_process import ReadingProcess
from sayso.watching.sources_file import Source

AT_ONCE = 32  # listings and pages that are fetched at a time, of all sources together
AHEAD = 16  # pages that wait to be read, at most; a page may have 20 MB
BATCH = 20  # waiting addresses of a source that are taken from the ledger at a time
LONGEST_PAUSE = 6 * 3600.0  # seconds; a source that fails is asked ever less often, down to this
SOONEST = 60.0  # seconds until a page that could not be had is tried again, doubled each time
TICK = 0.2  # seconds between looks at whether to stop


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that waits to be read."""

    source: Source
    waiting: state.Waiting
    fetched: Fetched


class Watcher:
    """Watches sources until told to stop; `once` looks at each one time and ends when all that it listed is kept."""

    def __init__(
        self,
        ledger: Ledger,
        sources: list[Source],
        settings: FetchSettings,
        reading: ReadingProcess,
        say: Callable[[str], None],
        *,
        once: bool = False,
    ) -> None:
        self.stop = threading.Event()
        self.alive_at = time.monotonic()  # when the reading place last turned round
        self.sources = sources
        self.ledger = ledger
        self._client = Client(settings, stop=self.stop)
        self._reading = reading
        self._say = say
        self._once = once
        self._pages: queue.Queue[_Page] = queue.Queue(AHEAD)
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._store = threading.Lock()  # the state of sources is kept by one thread at a time
        self._under_way: Counter[str] = Counter()  # pages of each source that wait to be read
        self._counting = threading.Lock()
        self.failures = 0

    def run(self) -> int:
        """Watch; return the exit code: 1 if, with `once`, a source or a page failed."""
        ids = state.register(self.ledger, [one.watched for one in self.sources])
        threads = [
            threading.Thread(target=self._watch, args=(one, ids[one.watched.name]), name=one.watched.name, daemon=True)
            for one in self.sources
        ]
        for thread in threads:
            thread.start()
        try:
            while not self.stop.is_set():
                self.alive_at = time.monotonic()
                try:
                    page = self._pages.get(timeout=TICK)
                except queue.Empty:
                    if not any(thread.is_alive() for thread in threads) and self._pages.empty():
                        break
                    continue
                self._keep(page)
        finally:
            self.stop.set()
            self._reading.close()
            for thread in threads:
                thread.join(2.0)  # one that hangs in a request is left; it holds nothing that matters
        return 1 if self._once and self.failures else 0

    # ---- one source, in a thread of its own

    def _watch(self, source: Source, key: int) -> None:
        while not self.stop.is_set():
            try:
                wait = self._turn(source, key)
            except LedgerError as error:
                self._say(f"{source.watched.name}: {error}")
                wait = SOONEST
            except Exception as error:  # a fault of ours must not end the watch of a source without a word
                self._say(f"{source.watched.name}: {type(error).__name__}: {error}")
                self._failed(source, key, f"a fault in sayso: {type(error).__name__}: {error}", None)
                wait = SOONEST
            if self._once or self.stop.wait(wait):
                return

    def _turn(self, source: Source, key: int) -> float:
        """Look at a source if that is due, fetch what waits, and return the seconds until there is something to do."""
        with self._store:
            place = state.place(self.ledger, key)
        now = _now()
        if self._once or place.next_at is None or place.next_at <= now:
            self._look(source, key, place)
        while not self.stop.is_set():
            with self._store:
                waiting = state.waiting(self.ledger, key, _now(), BATCH)
            if not waiting:
                break
            for one in waiting:
                self._fetch(source, one)
            self._drained()
        with self._store:
            place, due = state.place(self.ledger, key), state.next_waiting(self.ledger, key)
        moments = [one for one in (place.next_at, due) if one is not None]
        seconds = (min(moments) - _now()).total_seconds() if moments else SOONEST
        return min(max(seconds, 1.0), LONGEST_PAUSE)

    def _look(self, source: Source, key: int, place: state.Place) -> None:
        try:
            with self._slots:
                seen = look(self._client, source, place)
        except FetchError as error:
            if error.reason != Reason.STOPPED:
                self._failed(source, key, str(error), error.wait)
            return
        except IntakeError as error:
            self._failed(source, key, str(error), None)
            return
        now = _now()
        every = source.watched.every
        # Sources with one rhythm do not all come due together.
        next_at = now + datetime.timedelta(seconds=every * random.uniform(0.95, 1.05))  # noqa: S311 - no secret
        with self._store:
            new = state.succeeded(
                self.ledger, key, seen.found, now, next_at,
                etag=seen.etag, last_modified=seen.last_modified, parts=seen.parts,
            )  # fmt: skip
        if new:
            self._say(f"{source.watched.name}: {new} new or changed")

    def _failed(self, source: Source, key: int, message: str, wait: float | None) -> None:
        self.failures += 1
        with self._store:
            failures = state.place(self.ledger, key).failures
            pause = max(min(source.watched.every * 2.0 ** min(failures, 20), LONGEST_PAUSE), wait or 0.0)
            now = _now()
            state.failed(self.ledger, key, message, now, now + datetime.timedelta(seconds=pause))
        self._say(f"{source.watched.name}: {message}")

    def _fetch(self, source: Source, one: state.Waiting) -> None:
        if self.stop.is_set():
            return
        try:
            with self._slots:
                fetched = self._client.fetch(one.url, etag=one.etag, last_modified=one.last_modified)
        except FetchError as error:
            if error.reason == Reason.STOPPED:
                return
            self._not_had(source, one, str(error), again=error.again, wait=error.wait)
            return
        if fetched.capture is None or fetched.capture.sha256 == one.raw_sha256:
            self._done(one, state.KNOWN, fetched)
            return
        with self._counting:
            self._under_way[source.watched.name] += 1
        while not self.stop.is_set():
            try:
                self._pages.put(_Page(source, one, fetched), timeout=TICK)
            except queue.Full:
                continue
            return

    def _drained(self) -> None:
        """Wait until the pages of this source are read, so that none is fetched twice."""
        name = threading.current_thread().name
        while not self.stop.is_set() and self._under_way[name]:
            self.stop.wait(TICK / 4)

    # ---- reading and keeping, in the main thread

    def _keep(self, page: _Page) -> None:
        try:
            self._kept(page)
        except LanguageError as error:
            with self._store:
                add_unread(self.ledger, error.report)
            self._done(page.waiting, state.UNREAD, page.fetched, str(error))
        except IntakeError as error:
            self._done(page.waiting, state.UNREAD, page.fetched, str(error))
            self._say(f"{page.source.watched.name}: {error}")
        except LedgerError as error:
            self._not_had(page.source, page.waiting, str(error), again=True, wait=None)
        finally:
            with self._counting:
                self._under_way[page.source.watched.name] -= 1

    def _kept(self, page: _Page) -> None:
        watched = page.source.watched
        overrides = Overrides(publisher=watched.publisher or None, language=watched.language or None)
        outcome = state.KNOWN
        for report in reports_of(page.fetched, overrides, listed=_listed(page.waiting)):  # several of a live page
            with self._store:
                known = is_known(self.ledger, report_identity(report), report.sha256)
            if known:
                continue
            found = self._reading.read(report)
            if isinstance(found, Failure):
                self._not_had(page.source, page.waiting, found.message, again=True, wait=None)
                return
            with self._store:
                add(self.ledger, found)
            outcome = state.READ
        self._done(page.waiting, outcome, page.fetched)

    def _done(self, one: state.Waiting, outcome: str, fetched: Fetched, error: str = "") -> None:
        digest = fetched.capture.sha256 if fetched.capture else one.raw_sha256
        with self._store:
            state.done(
                self.ledger, one.id, outcome, _now(), error=error, etag=fetched.etag,
                last_modified=fetched.last_modified, raw_sha256=digest,
            )  # fmt: skip

    def _not_had(self, source: Source, one: state.Waiting, message: str, *, again: bool, wait: float | None) -> None:
        now = _now()
        pause = max(SOONEST * 2.0**one.tries, wait or 0.0)
        self.failures += 1
        with self._store:
            if again:
                state.put_off(self.ledger, one.id, message, now, now + datetime.timedelta(seconds=pause))
            else:
                state.done(self.ledger, one.id, state.FAILED, now, error=message)
        self._say(f"{source.watched.name}: {message}")


def _listed(one: state.Waiting) -> Overrides:
    """Return what a listing says of a report, where the page itself may not."""
    try:
        published = parse_day(one.said.get("published", ""), one.url)
        return Overrides(published=published)
    except (SaysoError, SettingError):
        return Overrides()


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
