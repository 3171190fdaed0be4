"""Names of days to days: weekdays, "yesterday", dates with and without a year."""

import datetime

from sayso.extract.times.calendar import Days, date_of, period, shift_days, shift_months
from sayso.extract.times.context import Context, Found, Resolved
from sayso.extract.times.lexicon import load_lexicon
from sayso.model.times import TimePrecision

MONTHS = ("mname", "mnames", "monthn", "monthv", "mabbr")

# A date without year that follows a dated day within so many days continues its story.
_STORY_DAYS = 60
# A day that comes within so many days is meant rather than the one eleven months ago.
_COMING_DAYS = 31
# Two-digit years above this belong to the last century.
_LAST_SHORT_YEAR = 69


def weekday(found: Found, context: Context) -> Resolved | None:
    """Resolve "on Friday" to the nearest Friday on or before the day of the report, or after it when looking ahead."""
    if context.anchor is None:
        return None
    day = nearest_weekday(found.values("weekday", "weekdays", "wabbr")[0], context.anchor, ahead=context.forward)
    if found.has("week"):
        monday = period(shift_days(context.anchor, -7), "week")[0]
        day = shift_days(monday, day.weekday())
    elif found.has("last", "previous") and day == context.anchor:
        day = shift_days(day, -7)
    elif found.has("next", "coming"):
        day = nearest_weekday(day.weekday(), shift_days(context.anchor, 1), ahead=True)
    return Resolved((day, day), TimePrecision.DAY)


def nearest_weekday(number: int, day: datetime.date, *, ahead: bool) -> datetime.date:
    """Return the nearest day with weekday `number` (Monday 0) on or before `day`, or on or after it if `ahead`."""
    return shift_days(day, (number - day.weekday()) % 7 if ahead else -((day.weekday() - number) % 7))


def named(found: Found, context: Context) -> Resolved | None:
    """Resolve "today", "yesterday", "tomorrow", "tonight" and "now"."""
    if context.anchor is None:
        return None
    day = shift_days(context.anchor, found.values("named", "tonight", "now")[0])
    return Resolved((day, day), TimePrecision.DAY)


def overnight(found: Found, context: Context) -> Resolved | None:
    """Resolve "overnight": from the eve of the report's day to that day."""
    if context.anchor is None:
        return None
    return Resolved((shift_days(context.anchor, -1), context.anchor), TimePrecision.DAY)


def part_of_today(found: Found, context: Context) -> Resolved | None:
    """Resolve "this morning" to the day of the report and "last night" to its eve."""
    if context.anchor is None:
        return None
    day = shift_days(context.anchor, -1) if found.has("last") else context.anchor
    return Resolved((day, day), TimePrecision.DAY)


def month_day(found: Found, context: Context) -> Resolved | None:
    """Resolve "March 15", "15 March 2016", "Jul 262016"."""
    month = found.values(*MONTHS)[0]
    glued = found.values("glued")
    if glued:
        day, year = divmod(glued[0], 10000)
        return _day(year, month, day, dated=True)
    years = found.values("year_number")
    day = found.values("num")[0]
    if years:
        return _day(years[0], month, day, dated=True)
    if found.has("year"):  # "Sept. 30 of last year"
        return _day(context.anchor.year - found.has("last"), month, day, dated=False) if context.anchor else None
    return _without_year(found, day, day, context)


def day_of_month(found: Found, context: Context) -> Resolved | None:
    """Resolve "on the 25th": the last such day up to the day of the report, or the next one when looking ahead."""
    if context.anchor is None:
        return None
    number, here = found.values("num")[0], context.anchor
    months = (here, shift_months(here, 1 if context.forward else -1))
    for month in months:
        day = date_of(month.year, month.month, number)
        if day is not None and (day >= here if context.forward else day <= here):
            return Resolved((day, day), TimePrecision.DAY)
    return None


def day_range(found: Found, context: Context) -> Resolved | None:
    """Resolve "from 20 to 25 July", "March 3-7", "22-24 September 2016"."""
    month = found.values(*MONTHS)[0]
    first, last = found.values("num")[:2]
    years = found.values("year_number")
    if first >= last:
        return None
    if not years:
        return _without_year(found, first, last, context)
    start, end = date_of(years[0], month, first), date_of(years[0], month, last)
    return Resolved((start, end), TimePrecision.RANGE, True) if start and end else None


def numeric(found: Found, context: Context) -> Resolved | None:
    """Resolve "2016-09-22", "22/09/2016", "24.09.2014", "10/30/89": the reading nearest the report's day, day first."""
    start = found.first
    while found.tokens.category(start) not in ("num", "year_number"):
        start += 1
    before, after = found.tokens.category(start - 1), found.tokens.category(found.last + 1)
    if not found.tokens.joined(start, found.last) or found.tokens.category(start + 1) != found.tokens.category(
        start + 3
    ):
        return None
    if (before in ("dot", "slash", "dash") and found.tokens.joined(start - 1, start)) or (
        after in ("slash", "dash") and found.tokens.joined(found.last, found.last + 1)
    ):
        return None
    if found.tokens.category(start) == "year_number":
        year, month, day = found.tokens.values[start : start + 5 : 2]
        return _day(year, month, day, dated=True)
    first, second, year = found.tokens.values[start : start + 5 : 2]
    if found.tokens.category(start + 4) == "num":
        if found.tokens.category(start + 1) != "slash" or len(found.tokens.word(start + 4)) != 2:
            return None
        year += 1900 if year > _LAST_SHORT_YEAR else 2000
    readings = [date for date in (date_of(year, second, first), date_of(year, first, second)) if date]
    if not readings:
        return None
    anchor = context.anchor
    best = min(readings, key=lambda date: abs((date - anchor).days)) if anchor else readings[0]
    return Resolved((best, best), TimePrecision.DAY, True)


def known_day(found: Found, context: Context) -> Resolved | None:
    """Resolve a day that everybody names without its year ("9/11")."""
    if not found.tokens.joined(found.first, found.last):
        return None
    words = "".join(found.tokens.word(index) for index in range(found.first, found.last + 1))
    day = load_lexicon().named_days.get(words)
    return Resolved((day, day), TimePrecision.DAY, True) if day else None


def _without_year(found: Found, first: int, last: int, context: Context) -> Resolved | None:
    """Return the days in the year that their weekday or the story tells, else the nearest before the report."""
    month = found.values(*MONTHS)[0]
    weekdays = found.values("weekday", "wabbr")
    precision = TimePrecision.DAY if first == last else TimePrecision.RANGE
    fitting = []
    for year in candidate_years(month, context):
        start, end = date_of(year, month, first), date_of(year, month, last)
        if start is None or end is None:
            continue
        if fits(start, (start, end), context):
            fitting.append((start, end))
    anchor = context.anchor
    if anchor and fitting and not context.forward and not context.strict:
        fitting = _with_coming(found, fitting, month, anchor)
    for days in fitting:
        if not weekdays or days[0].weekday() == weekdays[0]:
            return Resolved(days, precision)
    return Resolved(fitting[0], precision) if fitting else None


def _with_coming(found: Found, past: list[Days], month: int, anchor: datetime.date) -> list[Days]:
    """Add the next such date: first where a deadline or its nearness speaks for it, else after."""
    for year in (anchor.year, anchor.year + 1):
        start, end = date_of(year, month, past[0][0].day), date_of(year, month, past[0][1].day)
        if start is None or end is None or start <= anchor:
            continue
        ahead, back = (start - anchor).days, (anchor - past[0][0]).days
        attribute = found.has("the", "a")  # "the August 21 attack" has been
        near = found.has("by", "until") and ahead < back
        if near or (ahead <= _COMING_DAYS and not attribute and back > _COMING_DAYS):
            return [(start, end), *past]
        return [*past[:1], (start, end), *past[1:]]
    return past


def candidate_years(month: int, context: Context) -> list[int]:
    """Return the years to try for a date without one, best first; the story's own year comes first."""
    years = []
    told = context.told
    if told and (context.anchor is None or _continues(told.days, month, context.anchor)):
        years += [told.days[1].year, told.days[1].year + 1]
    if context.anchor:
        year = context.anchor.year
        # Eight years back reaches the last leap day from any year.
        years += [year, year + 1] + [year + n for n in range(2, 9)] if context.forward else [year - n for n in range(9)]
    return [year for year in years if datetime.MINYEAR < year < datetime.MAXYEAR]


def fits(day: datetime.date, days: Days, context: Context) -> bool:
    """Tell whether the days lie on the side of the report's day that is looked to."""
    if context.anchor is None:
        told = context.told
        return told is not None and (day >= told.days[0] or day.year == told.days[0].year)
    return days[1] >= context.anchor if context.forward else day <= context.anchor


def _continues(told: Days, month: int, anchor: datetime.date) -> bool:
    """Tell whether a month follows closely on the day told before, well before the report's own day."""
    if told[0] != told[1] or (anchor - told[1]).days < 365:
        return False
    return 0 <= (month - told[1].month) % 12 * 30 <= _STORY_DAYS


def _day(year: int, month: int, day: int, *, dated: bool) -> Resolved | None:
    date = date_of(year, month, day)
    return Resolved((date, date), TimePrecision.DAY, dated) if date else None
