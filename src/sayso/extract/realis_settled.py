"""Whether an event took place, by its fullest telling, its time and its figures ("at war since 2011")."""

import datetime
from collections.abc import Sequence

from sayso.extract.frames import Frame, Kind
from sayso.extract.lexicon import lexicon
from sayso.extract.moments import WEEK
from sayso.extract.reality import Reality
from sayso.extract.times import forward, named_dates, named_days
from sayso.model import Figure, Realis, TimeInterval

# A figure this high is the running total of a war, not the toll of one act.
RUNNING_TOTAL = 10_000
# What has gone on for no more days than this is told as done ("since Sunday").
BRIEF_DAYS = 3
_YEAR = 4  # digits


def settle(
    kind: Kind,
    frame: Frame,
    main: Reality,
    *,
    time: TimeInterval | None,
    figures: Sequence[Figure],
    running: bool = False,
) -> Realis:
    """Settle the realis of an event from its fullest telling, its time and its figures.

    A state, a running total, and an act dated "since" or "for" some while that has not been said to end are ongoing.
    `running` says that the time is a long one that has not ended yet.
    """
    if main.kept_up and _is_brief(time) and not _is_open(time):
        return Realis.HAPPENED  # "intensified their raids on Saturday"
    if main.realis is not Realis.HAPPENED:
        return main.realis
    if main.over:
        return Realis.HAPPENED
    words = lexicon().realis["ongoing"]
    told = time.text.lower().split() if time is not None else []
    lasting = bool(told) and ((len(told) > 1 and told[0] in words["times"]) or told[-1].endswith("old"))
    lasting = lasting and not _is_brief(time)  # "three people have been killed since Sunday"
    counted = frame.casualty or frame.form == "noun"
    lasting = lasting or (running and main.perfect and counted and bool(figures))  # "have been killed this month"
    closed = time is not None and not lasting
    if lasting or (kind.state and not closed and (frame.stative or frame.form == "noun")):
        return Realis.ONGOING
    if not closed and (frame.total or any((figure.low or 0) >= RUNNING_TOTAL for figure in figures)):
        return Realis.ONGOING
    return main.realis


def agree(
    realis: Realis, time: TimeInterval | None, anchor: datetime.date | None
) -> tuple[Realis, TimeInterval | None]:
    """Return whether an act took place and when, brought to agree with the day of the report.

    What is planned for a day of the week lies ahead, whatever the words of its clause say; and what is dated later than
    the report has not happened yet. A date with its year stands: then it is the report's own day that is wrong.
    """
    if anchor is None or time is None or time.start is None or time.end is None:
        return realis, time
    if realis is Realis.PLANNED and 0 < (anchor - time.end).days < WEEK and named_days(time):
        return realis, forward(time, anchor)
    dated = (named_days(time) or named_dates(time)) and not _tells_year(time)
    coming = time.end > anchor and not lexicon().realis["planned"]["times"].isdisjoint(time.text.lower().split())
    if realis is Realis.HAPPENED and (coming or (time.start > anchor and dated)):
        return Realis.PLANNED, time
    return realis, time


def _tells_year(time: TimeInterval) -> bool:
    return any(len(word) == _YEAR and word.isdigit() for word in time.text.split())


def _is_brief(time: TimeInterval | None) -> bool:
    """Tell whether a time has lasted no longer than the news of a few days."""
    if time is None or time.start is None or time.end is None:
        return False
    return (time.end - time.start).days <= BRIEF_DAYS


def _is_open(time: TimeInterval | None) -> bool:
    """Tell whether the words of a time leave it open how far it reaches: "now", "in recent days"."""
    return time is not None and not set(time.text.lower().split()).isdisjoint(lexicon().realis["ongoing"]["open_times"])
