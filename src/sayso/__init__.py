"""sayso reads news of armed conflict and records what happened, on whose word, and who denies it.

>>> import sayso
>>> record = sayso.read("Jets bombed Aleppo on Tuesday, residents said.", published="2016-09-24")
>>> [event.kind for event in record.events]
['airstrike']
"""

import datetime
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from sayso.errors import SaysoError, SettingError

if TYPE_CHECKING:  # the parser takes a second to import; `sayso --help` must not wait for it
    from sayso.extract.reader import Reader
    from sayso.model import Record

__version__ = version("sayso")
__all__ = ["SaysoError", "__version__", "read"]


def read(
    text: str,
    *,
    published: datetime.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    pipeline: str = "",
) -> "Record":
    """Read one report and return what it says happened, on whose word, and who denies it.

    `text` is taken exactly as given (for pages and files use `sayso.intake`); every offset of the record points into
    it. `published` is the day that "on Friday" is resolved against, as a date or `YYYY-MM-DD`; without it and without
    a dateline such days stay unknown. `pipeline` names an installed spaCy pipeline, "" the pinned English one; it is
    loaded on the first call and kept.

    Raises SettingError for a day that is none, IntakeError for a text that is empty or too long, LanguageError for one
    that is not English, PipelineError if the pipeline cannot be loaded.
    """
    from sayso.intake import report_from_text

    report = report_from_text(text, published=_day(published), publisher=publisher, title=title, url=url)
    return _reader(pipeline).read(report)


def _day(value: datetime.date | str | None) -> datetime.date | None:
    if not isinstance(value, str):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise SettingError(f"published must be a day like 2016-09-24, not {value!r}") from None


@lru_cache(maxsize=2)
def _reader(pipeline: str) -> "Reader":
    from sayso.extract.reader import Reader

    return Reader(pipeline)
