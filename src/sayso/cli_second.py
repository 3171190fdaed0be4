"""The second reader that options and settings ask for, if any."""

import os
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sayso.batch.worker import MakeReader, Reads, load_reader
from sayso.errors import SettingError
from sayso.model import Record

if TYPE_CHECKING:
    from sayso.served_model import ServedModel

ADDRESS, MODEL, KEY = "SAYSO_SECOND", "SAYSO_SECOND_MODEL", "SAYSO_SECOND_KEY"
QUESTIONS, ANSWERS = "SAYSO_SECOND_QUESTIONS", "SAYSO_SECOND_ANSWERS"

SecondOption = Annotated[
    str,
    typer.Option(
        "--second",
        metavar="URL",
        show_default=False,
        help="Ask a language model served at URL for further events; only those enter whose every word stands in the "
        "report. Off unless this or SAYSO_SECOND is set.",
    ),
]
SecondModelOption = Annotated[
    str,
    typer.Option(
        "--second-model",
        metavar="NAME",
        show_default=False,
        help="The model to ask for there; else SAYSO_SECOND_MODEL.",
    ),
]


@dataclass(frozen=True, slots=True)
class SecondSettings:
    """A model to ask, how often in a run (None: as often as is usual), and the folder where answers are kept."""

    model: "ServedModel"
    questions: int | None = None
    answers: Path | None = None


def second_settings(address: str = "", model: str = "") -> SecondSettings | None:
    """Return what the options, else the environment, ask for; None where neither names an address.

    The key comes from the environment alone. Raises SettingError for a value that cannot be used.
    """
    address = address or os.environ.get(ADDRESS, "")
    if not address:
        if model:
            raise SettingError("--second-model names a model but no --second says where it is served")
        return None
    from sayso.served_model import DEFAULT_MODEL, ServedModel

    served = ServedModel(
        address,
        model or os.environ.get(MODEL, "") or DEFAULT_MODEL,
        os.environ.get(KEY, ""),
        settings=(f"--second ({ADDRESS})", KEY),
    )
    folder = os.environ.get(ANSWERS, "")
    return SecondSettings(served, _questions(), Path(folder).expanduser() if folder else None)


class Unanswered:
    """Counts the records that a second reader was set for and gave no answer to, and says so at the end."""

    def __init__(self) -> None:
        self._records = 0
        self._why = ""

    def count(self, record: Record) -> None:
        """Count a record if its note says that there was no answer."""
        from sayso.extract.second.notes import unanswered

        why = unanswered(record)
        self._records += bool(why)
        self._why = self._why or why

    def say(self) -> None:
        """Print one line to standard error if there were any."""
        if self._records:
            reports = "1 report was" if self._records == 1 else f"{self._records:,} reports were"
            print(f"sayso: {reports} read without the second reader; the first of them: {self._why}", file=sys.stderr)


def make_reader(settings: SecondSettings | None, jobs: int = 1) -> MakeReader:
    """Return what makes the reader in each of `jobs` processes, among which the questions are shared out."""
    if settings is None:
        return load_reader
    return partial(_load, settings=settings, jobs=jobs)


def _load(pipeline: str, *, settings: SecondSettings, jobs: int) -> Reads:
    from sayso.extract.gazetteer_store import cache_folder
    from sayso.extract.reader import Reader
    from sayso.extract.second.asking import QUESTIONS as USUAL
    from sayso.extract.second.asking import Asking
    from sayso.extract.second.reader import SecondReader

    questions = USUAL if settings.questions is None else settings.questions
    folder = settings.answers or cache_folder() / "second"
    return SecondReader(Reader(pipeline), Asking(settings.model, folder, questions // jobs))


def _questions() -> int | None:
    told = os.environ.get(QUESTIONS, "")
    if not told:
        return None
    if not (told.isascii() and told.isdecimal() and len(told) < 10):
        raise SettingError(f"{QUESTIONS}: {told!r} is no number of questions")
    return int(told)
