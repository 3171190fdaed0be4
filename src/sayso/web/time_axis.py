"""An axis of days in a drawing: where a day lies, and which days, weeks or months it marks."""

import datetime
from dataclasses import dataclass

# A mark about every so many units of the drawing.
APART = 90


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """Days from `first` to `last` spread from `left` to `right`."""

    first: datetime.date
    last: datetime.date
    left: float
    right: float
    ticks: tuple[Tick, ...] = ()

    def x(self, day: datetime.date) -> float:
        """Return where a day lies, at one of the ends where it is outside."""
        whole = max((self.last - self.first).days, 1)
        part = min(max((day - self.first).days / whole, 0.0), 1.0)
        return round(self.left + part * (self.right - self.left), 1)


def axis_over(first: datetime.date, last: datetime.date, left: float, right: float) -> Axis:
    """Return an axis that holds both days with some room, and marks on it."""
    room = datetime.timedelta(days=max(1, (last - first).days // 25))
    start = first - room if first - datetime.date.min > room else first
    end = last + room if datetime.date.max - last > room else last
    bare = Axis(start, end, left, right)
    most = max(2, int((right - left) / APART))
    return Axis(start, end, left, right, tuple(Tick(bare.x(day), label) for day, label in _marks(start, end, most)))


def _marks(first: datetime.date, last: datetime.date, most: int) -> list[tuple[datetime.date, str]]:
    days = (last - first).days
    for step in (1, 2, 7, 14):
        if days // step <= most:
            return [
                (day, f"{day.day} {day:%b}" + (f" {day.year}" if n == 0 or day.timetuple().tm_yday <= step else ""))
                for n, day in enumerate(first + datetime.timedelta(days=d) for d in range(0, days + 1, step))
            ]
    months = [
        datetime.date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13)
        if first <= datetime.date(year, month, 1) <= last
    ]
    step = next((s for s in (1, 2, 3, 6, 12) if len(months) // s <= most), 12 * (1 + len(months) // (12 * most)))
    kept = [one for one in months if (one.month - 1 + 12 * one.year) % step == 0] or months[:1]
    return [(one, f"{one.year}" if step >= 12 else f"{one:%b} {one.year}") for one in kept]
