"""Counting reports as they are read, and showing it on standard error while it lasts."""

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text


class Meter:
    """Counts reports read and failed; shows the counts if `shown`, and prints a line for each failure in any case."""

    def __init__(self, shown: bool) -> None:
        self.total = 0
        self.failures = 0
        console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console, transient=True) if shown else None
        self._task = self._bar.add_task(self.summary) if self._bar else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def read(self) -> None:
        """Count a report that was read."""
        self._count(0)

    def failed(self, message: str) -> None:
        """Count a report that could not be read and say why."""
        self._print(message)
        self._count(1)

    def note(self, message: str) -> None:
        """Print a line that is no failure; it counts for nothing."""
        self._print(message)

    @property
    def summary(self) -> str:
        """`read 12 reports, 1 failed`."""
        good = self.total - self.failures
        return f"read {good:,} report{'' if good == 1 else 's'}, {self.failures:,} failed"

    def _print(self, message: str) -> None:
        if self._bar:
            self._bar.console.print(Text(message), soft_wrap=True)
        else:
            print(message, file=sys.stderr)

    def _count(self, failures: int) -> None:
        self.total += 1
        self.failures += failures
        if self._bar and self._task is not None:
            self._bar.update(self._task, description=self.summary)
