"""Names of periods to days: months, years, decades, seasons, "last week", "the weekend", "the end of 2014"."""

import datetime

from sayso.extract.times.calendar import Days, month_days, narrow, period, season, shift, shift_days
from sayso.extract.times.context import Context, Found, Resolved
from sayso.extract.times.days import MONTHS, candidate_years, fits
from sayso.extract.times.lexicon import load_lexicon
from sayso.model.times import TimePrecision

_PRECISIONS = {
    "day": TimePrecision.DAY,
    "week": TimePrecision.WEEK,
    "month": TimePrecision.MONTH,
    "year": TimePrecision.YEAR,
    "decade": TimePrecision.YEAR,
}
_PARTS = {"begin_of": "begin", "middle_of": "mid", "end_of": "end"}
_SATURDAY = 5
_MONTHS = 12


def month(found: Found, context: Context) -> Resolved | None:
    """Resolve "in August 2013", "early November 2014", "in January", "last March"."""
    number = found.values(*MONTHS)[0]
    years = found.values("year_number")
    if years:
        return staged(found, Resolved(month_days(years[0], number), TimePrecision.MONTH, True))
    anchor = context.anchor
    if found.has("year") and anchor:
        return staged(found, Resolved(month_days(_year(found, anchor), number), TimePrecision.MONTH))
    if found.has("next") and anchor:
        year = anchor.year + (number <= anchor.month)
        return Resolved(month_days(year, number), TimePrecision.MONTH) if year <= datetime.MAXYEAR else None
    for year in candidate_years(number, context):
        days = month_days(year, number)
        if fits(days[0], days, context) and not (found.has("last") and anchor and days[1] >= anchor):
            start, end = staged(found, Resolved(days, TimePrecision.MONTH)).days
            if anchor and start <= anchor < end and not context.forward:
                end = anchor  # told in May, "in May" is May so far
            return Resolved((start, end), TimePrecision.MONTH)
    return None


def months(found: Found, context: Context) -> Resolved | None:
    """Resolve "in April and May", "March to June 2015": from the first of the one to the last of the other."""
    first, last = found.values(*MONTHS)[:2]
    years = found.values("year_number") or candidate_years(last, context)
    for year in years:
        days = month_days(year - (first > last), first)[0], month_days(year, last)[1]
        if found.has("year_number") or fits(month_days(year, last)[0], days, context):
            if context.anchor and days[0] <= context.anchor < days[1] and not context.forward:
                days = days[0], context.anchor
            return Resolved(days, TimePrecision.RANGE, found.has("year_number"))
    return None


def year(found: Found, context: Context) -> Resolved | None:
    """Resolve "in 2013", "since mid-2012", "the 2015 offensive"; a number that counts something is no year."""
    value = found.values("year_number")[0]
    if _counts_something(found, value):
        return None
    return staged(found, Resolved(period(datetime.date(value, 1, 1), "year"), TimePrecision.YEAR, True))


def year_range(found: Found, context: Context) -> Resolved | None:
    """Resolve "from 2012 to 2014", "2012-2014", "1990-91", "in 1995 and 1996"."""
    years = found.values("year_number")
    first, last = years[0], years[-1]
    if len(years) == 1:  # "1990-91"; a smaller number may be a month
        last = first - first % 100 + found.values("num")[0]
        if last % 100 <= _MONTHS or not found.tokens.joined(found.last - 2, found.last):
            return None
    if first >= last or _counts_something(found, last):
        return None
    return Resolved((datetime.date(first, 1, 1), datetime.date(last, 12, 31)), TimePrecision.RANGE, True)


def _counts_something(found: Found, value: int) -> bool:
    """Tell whether a number counts what follows ("the 2000 fighters"): "in 2013 rebels" (a lost comma) does not."""
    following = found.tokens.word(found.last + 1)
    if not following or found.has("early", "mid", "late"):
        return False
    plural = following.islower() and following.endswith("s") and not following.endswith("ss")
    if not plural and following not in load_lexicon().counted:
        return False
    return value % 100 == 0 or not found.has("in", "since", "year")


def decade(found: Found, context: Context) -> Resolved | None:
    """Resolve "the 1990s", "in the early 1980s"."""
    value = found.values("decade_number")[0]
    return staged(found, Resolved(period(datetime.date(value, 1, 1), "decade"), TimePrecision.YEAR, True))


def seasonal(found: Found, context: Context) -> Resolved | None:
    """Resolve "this summer" (from 1 June), "last spring", "the summer of 2014"; seasons are the northern ones."""
    number = found.values("season", "fall")[0]
    years = found.values("year_number")
    if years:
        return staged(found, Resolved(season(years[0], number), TimePrecision.SEASON, True))
    anchor = context.anchor
    if anchor is None:
        return None
    if found.has("year"):
        return staged(found, Resolved(season(_year(found, anchor), number), TimePrecision.SEASON))
    for candidate in range(anchor.year + 1, anchor.year - 3, -1):
        if not datetime.MINYEAR < candidate < datetime.MAXYEAR:
            continue
        days = season(candidate, number)
        if found.has("next") and days[0] > anchor and days[0].year - anchor.year <= 1:
            return Resolved(days, TimePrecision.SEASON)
        if days[0] > anchor or (found.has("last") and days[1] >= anchor):
            continue
        if found.has("this"):  # a season keeps its name for the rest of the year
            days = (days[0], anchor)
        return staged(found, Resolved(days, TimePrecision.SEASON))
    return None


def calendar_period(found: Found, context: Context) -> Resolved | None:
    """Resolve "last week", "this month" (to the day of the report), "earlier this year", "next year"."""
    anchor = context.anchor
    unit = found.which("week", "month", "year", "decade")
    if anchor is None:
        return None
    days = _pointed(found, anchor, unit)
    resolved = Resolved(days, _PRECISIONS[unit])
    if days[0] <= anchor <= days[1]:
        if found.has("later") or context.forward:
            return Resolved((anchor, days[1]), _PRECISIONS[unit])
        start, end = staged(found, resolved).days
        if start <= anchor:
            return Resolved((start, min(end, anchor)), _PRECISIONS[unit])
    return staged(found, resolved)


def part_of(found: Found, context: Context) -> Resolved | None:
    """Resolve "the beginning of the week", "at the end of 2014", "the start of October"."""
    stage = _PARTS[found.which(*_PARTS)]
    if found.has(*MONTHS):
        whole = month(found, context)
    elif found.has("year_number"):
        whole = year(found, context)
    elif context.anchor is None:
        return None
    else:
        unit = found.which("week", "month", "year")
        whole = Resolved(_pointed(found, context.anchor, unit), _PRECISIONS[unit])
    return whole and Resolved(narrow(whole.days, stage, whole.precision), TimePrecision.RANGE, whole.dated)


def week_of(found: Found, context: Context) -> Resolved | None:
    """Resolve "the first week of March" to its days 1 to 7, "the last week of March" to its last seven."""
    whole = month(found, context)
    if whole is None:
        return None
    start, end = whole.days
    if found.has("last"):
        start = shift_days(end, -6)
    else:
        start = shift_days(start, 7 * (found.values("nth")[0] - 1))
        end = shift_days(start, 6)
    return Resolved((start, end), TimePrecision.WEEK, whole.dated)


def fraction(found: Found, context: Context) -> Resolved | None:
    """Resolve "the first half of 2016", "the third quarter" (the last one begun)."""
    nth = found.values("nth")[0]
    months = 3 if found.has("quarter") else 6
    if nth > 12 // months:
        return None
    years = found.values("year_number")
    if years:
        value = years[0]
    elif context.anchor is None:
        return None
    elif found.has("year"):
        value = _year(found, context.anchor)
    else:
        value = context.anchor.year - ((nth - 1) * months + 1 > context.anchor.month)
    if value < datetime.MINYEAR:
        return None
    first, last = (nth - 1) * months + 1, nth * months
    return Resolved((month_days(value, first)[0], month_days(value, last)[1]), TimePrecision.RANGE, bool(years))


def weekend(found: Found, context: Context) -> Resolved | None:
    """Resolve "the weekend", "this weekend", "last weekend": the last Saturday and Sunday begun, or the next ones."""
    anchor = context.anchor
    if anchor is None:
        return None
    saturday = shift_days(anchor, -((anchor.weekday() - _SATURDAY) % 7))
    if found.has("next") or context.forward:
        saturday = shift_days(anchor, (_SATURDAY - anchor.weekday()) % 7 or (7 if found.has("next") else 0))
    elif found.has("last", "past") and anchor.weekday() >= _SATURDAY:
        saturday = shift_days(saturday, -7)
    return Resolved((saturday, shift_days(saturday, 1)), TimePrecision.RANGE)


def staged(found: Found, resolved: Resolved) -> Resolved:
    """Narrow a period to the "early", "mid" or "late" part when the expression says so."""
    stage = found.which("early", "mid", "late")
    return resolved._replace(days=narrow(resolved.days, stage, resolved.precision)) if stage else resolved


def _pointed(found: Found, anchor: datetime.date, unit: str) -> Days:
    step = -1 if found.has("last") else 1 if found.has("next") else 0
    return period(shift(anchor, step, unit), unit)


def _year(found: Found, anchor: datetime.date) -> int:
    value = anchor.year + (-1 if found.has("last") else 1 if found.has("next") else 0)
    return min(max(value, datetime.MINYEAR + 1), datetime.MAXYEAR - 1)
