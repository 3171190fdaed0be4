"""Plain calendar arithmetic: periods that hold a day, months and years apart, early and late parts of a period."""

import calendar
import datetime

from sayso.model.times import TimePrecision

Days = tuple[datetime.date, datetime.date]

# Months of a year that "early", "mid" and "late" name; two or three each, as news uses them.
_YEAR_STAGES = {"early": (1, 3), "mid": (6, 7), "late": (10, 12), "begin": (1, 1), "end": (12, 12)}
_SEASON_MONTHS = 3


def date_of(year: int, month: int, day: int) -> datetime.date | None:
    """Return the day, None if the calendar has none such."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def shift_days(day: datetime.date, count: int) -> datetime.date:
    """Return the day `count` days later (earlier if negative), held inside the calendar's own limits."""
    try:
        return day + datetime.timedelta(days=count)
    except OverflowError:
        return datetime.date.max if count > 0 else datetime.date.min


def shift_months(day: datetime.date, count: int) -> datetime.date:
    """Return the same day `count` months later (the month's last day where it has no such day), held in limits."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    if not datetime.MINYEAR <= year <= datetime.MAXYEAR:
        return datetime.date.max if count > 0 else datetime.date.min
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: datetime.date, amount: float, unit: str) -> datetime.date:
    """Return the day `amount` units ("hour", "day", "month", ...) after `day`, before it if negative."""
    if unit == "hour":
        hours = abs(amount)
        return shift_days(day, int(-(-hours // 24)) * (1 if amount > 0 else -1))
    if unit in ("day", "week", "fortnight"):
        return shift_days(day, round(amount * {"day": 1, "week": 7, "fortnight": 14}[unit]))
    return shift_months(day, round(amount * {"month": 1, "year": 12, "decade": 120}[unit]))


def month_days(year: int, month: int) -> Days:
    """Return the first and last day of a month."""
    return datetime.date(year, month, 1), datetime.date(year, month, calendar.monthrange(year, month)[1])


def period(day: datetime.date, unit: str) -> Days:
    """Return the first and last day of the "week" (from Monday), "month", "year" or "decade" that holds `day`."""
    if unit in ("week", "fortnight"):
        monday = shift_days(day, -day.weekday())
        return monday, shift_days(monday, 6)
    if unit == "month":
        return month_days(day.year, day.month)
    if unit == "year":
        return datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31)
    if unit == "decade":
        first = max(day.year // 10 * 10, datetime.MINYEAR)
        return datetime.date(first, 1, 1), datetime.date(min(day.year // 10 * 10 + 9, datetime.MAXYEAR), 12, 31)
    return day, day


def season(year: int, month: int) -> Days:
    """Return the days of the northern season that begins with `month` (3, 6, 9, 12) of `year`."""
    start = datetime.date(year, month, 1)
    return start, shift_days(shift_months(start, _SEASON_MONTHS), -1)


def narrow(days: Days, stage: str, precision: TimePrecision) -> Days:
    """Return the "early", "mid" or "late" part, or the "begin" or "end", of a week, month, season, year or decade."""
    start, end = days
    if precision is TimePrecision.YEAR:
        if end.year > start.year:  # a decade
            first, last = {"early": (0, 3), "begin": (0, 1), "mid": (4, 6), "late": (7, 9), "end": (8, 9)}[stage]
            return datetime.date(start.year + first, 1, 1), datetime.date(start.year + last, 12, 31)
        low, high = _YEAR_STAGES[stage]
        return datetime.date(start.year, low, 1), month_days(start.year, high)[1]
    if precision is TimePrecision.MONTH:
        low, high = {"early": (1, 10), "begin": (1, 10), "mid": (11, 20), "late": (21, end.day), "end": (21, end.day)}[
            stage
        ]
        return start.replace(day=low), start.replace(day=high)
    if precision is TimePrecision.WEEK:
        low, high = {"early": (0, 1), "begin": (0, 1), "mid": (2, 4), "late": (3, 6), "end": (4, 6)}[stage]
        return shift_days(start, low), shift_days(start, high)
    if precision is TimePrecision.SEASON:
        third = {"early": 0, "begin": 0, "mid": 1, "late": 2, "end": 2}[stage]
        middle = shift_months(start, third)
        return month_days(middle.year, middle.month)
    return days
