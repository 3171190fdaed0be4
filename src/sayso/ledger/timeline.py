"""How many incidents a day, a week or a month, by kind and by status."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Literal, get_args

from sayso.errors import SettingError
from sayso.ledger.evidence import days
from sayso.model import TimePrecision
from sayso.model.course import Bucket, Timeline
from sayso.model.incident import Incident

Step = Literal["day", "week", "month"]


def timeline(incidents: Iterable[Incident], step: Step = "day") -> Timeline:
    """Return counts of incidents by day, week (from Monday) or month, oldest first; times without any are left out.

    An incident counts where its days lie inside one bucket; "overnight", told for an eve and a day, counts on the eve.
    One known only to a longer span (a month, in a count by day) is in `wider`, one without a day, or with an open end,
    in `undated`: the day of publication never stands in for it. Raises SettingError for another step.
    """
    if step not in get_args(Step):
        raise SettingError(f"timeline: step must be day, week or month, not {step!r}")
    placed: defaultdict[datetime.date, list[Incident]] = defaultdict(list)
    wider, undated = [], []
    for incident in sorted({one.id: one for one in incidents}.values(), key=lambda one: one.id):
        start, end = days(incident)
        if start is None or end is None:
            undated.append(incident.id)
            continue
        when = incident.when
        if when and when.precision is TimePrecision.DAY and (end - start).days == 1:
            end = start
        if bucket_start(start, step) == bucket_start(end, step):
            placed[bucket_start(start, step)].append(incident)
        else:
            wider.append(incident.id)
    buckets = tuple(_bucket(first, placed[first], step) for first in sorted(placed))
    return Timeline(step, buckets, tuple(wider), tuple(undated))


def bucket_start(day: datetime.date, step: Step) -> datetime.date:
    """Return the first day of the day, week or month that `day` lies in."""
    if step == "week":
        return day - datetime.timedelta(days=day.weekday())
    return day.replace(day=1) if step == "month" else day


def _bucket(first: datetime.date, incidents: list[Incident], step: Step) -> Bucket:
    kinds = Counter(one.kind for one in incidents)
    statuses = Counter(one.status.value for one in incidents)
    return Bucket(
        start=first,
        end=bucket_end(first, step),
        total=len(incidents),
        by_kind=dict(sorted(kinds.items())),
        by_status=dict(sorted(statuses.items())),
        incidents=tuple(one.id for one in incidents),
    )


def bucket_end(first: datetime.date, step: Step) -> datetime.date:
    """Return the last day of the day, week or month that begins on `first`."""
    if step == "month":
        return (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return first + datetime.timedelta(days=6 if step == "week" else 0)
