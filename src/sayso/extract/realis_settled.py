"""Whether an event took place, by its fullest telling, its time and its figures ("at war since 2011")."""

from collections.abc import Sequence

from sayso.extract.frames import Frame, Kind
from sayso.extract.lexicon import lexicon
from sayso.extract.reality import Reality
from sayso.model import Figure, Realis, TimeInterval

# A figure this high is the running total of a war, not the toll of one act.
RUNNING_TOTAL = 10_000
# What has gone on for no more days than this is told as done ("since Sunday").
BRIEF_DAYS = 3


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


def _is_brief(time: TimeInterval | None) -> bool:
    """Tell whether a time has lasted no longer than the news of a few days."""
    if time is None or time.start is None or time.end is None:
        return False
    return (time.end - time.start).days <= BRIEF_DAYS


def _is_open(time: TimeInterval | None) -> bool:
    """Tell whether the words of a time leave it open how far it reaches: "now", "in recent days"."""
    return time is not None and not set(time.text.lower().split()).isdisjoint(lexicon().realis["ongoing"]["open_times"])
