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

    `text` is the clean text of the report (for pages and files use `sayso.intake`); every offset of the record points
    into it. `published` is the day that "on Friday" is resolved against, as a date or `YYYY-MM-DD`; without it such
    days stay unknown. `pipeline` names an installed spaCy pipeline, "" the pinned English one; it is loaded on the
    first call and kept. Raises SettingError for a bad date, PipelineError if the pipeline cannot be loaded.
    """
    from sayso.model import Report

    if not isinstance(text, str):
        raise TypeError(f"text must be str, not {type(text).__name__}")
    report = Report(text, title=title or "", publisher=publisher or "", url=url or "", published=_day(published))
    return _reader(pipeline).read(report)


def _day(value: datetime.date | str | None) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if value is None or isinstance(value, datetime.date):
        return value
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:
        raise SettingError(f"published must be a day like 2016-09-24, not {value!r}") from None


@lru_cache(maxsize=2)
def _reader(pipeline: str) -> "Reader":
    from sayso.extract.reader import Reader

    return Reader(pipeline)
