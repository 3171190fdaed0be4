"""Lengths of time to days: "over the past three days", "two weeks ago", "a day later", "the five-year-old war"."""

import datetime

from sayso.extract.times.amounts import amount_of, is_plural, is_vague, unit_of
from sayso.extract.times.calendar import period, shift, shift_days
from sayso.extract.times.context import Context, Found, Resolved
from sayso.model.times import TimePrecision

# How far back "for" looks for a word that makes the length one of a sentence or a truce, in tokens.
_TERM_REACH = 4
_HOURS_OF_A_DAY = 24
_LAST_MINUTE = 59
# A sentence is not looked back over further than this, in tokens.
_SENTENCE_REACH = 80
# Times that another act's is told against as a whole ("in March 2015, a year after").
_PERIODS = {TimePrecision.MONTH: "month", TimePrecision.YEAR: "year"}


def past_span(found: Found, context: Context) -> Resolved | None:
    """Resolve "over the past three days", "in the last 24 hours": they end on the day of the report."""
    amount, unit = amount_of(found), unit_of(found)
    if context.anchor is None or amount is None:
        return None
    if not found.has("last", "past", "previous") and (context.forward or (unit == "day" and amount < 2)):
        return None  # "killed in one day", "will be freed in two days"
    if unit == "hour" and amount < _HOURS_OF_A_DAY:
        return Resolved((context.anchor, context.anchor), TimePrecision.DAY)
    return _ending(context.anchor, amount, unit)


def recent(found: Found, context: Context) -> Resolved | None:
    """Resolve "in recent days", "over recent weeks": as many as "a few", up to the day of the report."""
    amount = amount_of(found)
    if context.anchor is None or amount is None or not is_plural(found):
        return None
    return _ending(context.anchor, amount, unit_of(found))


def next_span(found: Found, context: Context) -> Resolved | None:
    """Resolve "in the next two weeks", "over the coming days": they start on the day of the report."""
    amount, unit = amount_of(found), unit_of(found)
    if context.anchor is None or amount is None:
        return None
    return Resolved((context.anchor, shift(context.anchor, amount, unit)), TimePrecision.RANGE)


def for_span(found: Found, context: Context) -> Resolved | None:
    """Resolve "for more than two years" to the time up to the day of the report; a sentence or truce has other ends."""
    amount, unit = amount_of(found), unit_of(found)
    if context.anchor is None or amount is None or context.forward:
        return None
    if unit == "hour" and amount < _HOURS_OF_A_DAY:
        return None
    before = range(max(0, found.first - _TERM_REACH), found.first)
    if any(found.tokens.category(index) == "term" for index in before) and not found.has(
        "hedge", "more", "over", "least"
    ):
        return None
    return _ending(context.anchor, amount, unit)


def ago(found: Found, context: Context) -> Resolved | None:
    """Resolve "two days ago" to a day, "two months ago" to the month and "five years ago" to the year it falls in."""
    amount, unit = amount_of(found), unit_of(found)
    if context.anchor is None or amount is None:
        return None
    if unit == "hour" and found.count is None:
        return Resolved((context.anchor, context.anchor), TimePrecision.DAY)
    if found.has("named"):  # "a year ago today"
        day = shift(context.anchor, -amount, unit) + datetime.timedelta(found.values("named")[0])
        return Resolved((day, day), TimePrecision.DAY)
    if found.has("this"):  # "a year ago this week"
        within = "week" if found.categories[-1] == "week" else "month"
        return Resolved(period(shift(context.anchor, -amount, unit), within), _precision(within))
    return _at(context.anchor, -amount, unit, vague=is_vague(found))


def later(found: Found, context: Context) -> Resolved | None:
    """Resolve "three days later", "the following day", "the day before" against the day that the text told last.

    "In May they came, and left the following month": where a month or a year was told last, against that.
    """
    amount, unit, earlier = amount_of(found), unit_of(found) or "day", found.has("earlier")
    if amount is None or (found.count is None and is_plural(found)):
        return None
    amount *= -1 if earlier or found.has("previous", "before") else 1
    # "sales rose last quarter from those a year earlier": than the report
    going_on = context.told_at > context.told_index and not earlier and not is_vague(found)
    if going_on and context.told is not None and (context.told.precision, unit) in _AFTER:
        return Resolved(period(shift(context.told.days[0], amount, unit), unit), _precision(unit))
    reference = context.told_day or (context.anchor if earlier else None)
    return _at(reference, amount, unit, vague=is_vague(found)) if reference is not None else None


# Units by which the text goes on from a month or a year told last.
_AFTER = ((TimePrecision.MONTH, "month"), (TimePrecision.MONTH, "year"), (TimePrecision.YEAR, "year"))


def same(found: Found, context: Context) -> Resolved | None:
    """Resolve "that day", "the same month", "later in the day", "hours later" against the day told last."""
    unit = unit_of(found) or "day"
    if unit == "hour" or found.has("instant"):
        day = context.told_day
        return Resolved((day, day), TimePrecision.DAY) if day is not None else None
    reference = context.told_day if unit == "day" else context.told and context.told.days[0]
    if found.has("this") or (reference is None and not found.has("that", "same")):
        reference = context.anchor
    if reference is None:
        return None
    return Resolved(period(reference, unit), _precision(unit))


def part(found: Found, context: Context) -> Resolved | None:
    """Resolve a part of a day or an hour told alone ("at dawn", "at 15:20"): of the day told just before, or today.

    A report of the morning tells "during the night" of the night before it: from the eve of its day to that day.
    """
    near = context.told_day is not None and 0 <= context.told_index >= found.first - _SENTENCE_REACH
    day = context.told_day if near else context.anchor
    if day is None or not _is_hour(found):
        return None
    if not near and found.has("during") and found.has("night"):
        return Resolved((shift_days(day, -1), day), TimePrecision.DAY)
    return Resolved((day, day), TimePrecision.DAY)


def _is_hour(found: Found) -> bool:
    """Tell whether the numbers of an expression, if it has any, are an hour and its minutes: "15:20", not "2:1"."""
    numbers = [at for at, name in enumerate(found.categories) if name == "num"]
    if any(found.tokens.word(found.first + at - 1) != ":" for at in numbers[1:]):
        return False
    words = [found.tokens.word(found.first + at) for at in numbers]
    most = (_HOURS_OF_A_DAY, _LAST_MINUTE)
    return all(int(word) <= limit for word, limit in zip(words, most, strict=False)) and all(
        len(word) == 2 for word in words[1:]
    )


def nth_span(found: Found, context: Context) -> Resolved | None:
    """Resolve "for the third day running", "in its seventh week": from the first of them to the day of the report."""
    amount, unit = found.values("nth", "num")[0] - 1, unit_of(found) or "day"
    if context.anchor is None or context.forward or amount < 1:
        return None
    return _ending(context.anchor, amount, unit)


def beside(found: Found, context: Context) -> Resolved | None:
    """Resolve "a day after" in "killed on Saturday, a day after the crash" to the day of the other act, the crash."""
    amount, unit = amount_of(found), unit_of(found) or "day"
    sign = 1 if found.has("before") else -1
    told = context.told
    if amount and told is not None and context.told_at > context.told_index and unit in ("month", "year"):
        # "began in March 2015, a year after the others"
        wide = _PERIODS.get(told.precision, "")
        known = wide and not is_vague(found) and _in_sentence(found, context.told_at)
        day = shift(told.days[0], sign * amount, unit)
        return Resolved(period(day, wide), told.precision) if known else None
    if context.told_day is None or amount is None:
        return None
    if unit != "hour" and not (_in_sentence(found, context.told_index) or _told_on(found, context)):
        return None
    return _at(context.told_day, sign * amount, unit, vague=is_vague(found))


def since_then(found: Found, context: Context) -> Resolved | None:
    """Resolve "since then" and "has since" to the time from what the text told last to the day of the report."""
    if context.anchor is None or context.told is None or context.told.days[0] > context.anchor:
        return None
    return Resolved((context.told.days[0], context.anchor), TimePrecision.RANGE)


def age(found: Found, context: Context) -> Resolved | None:
    """Resolve the age of a war or a siege ("5-1/2-year-old war") to the time it has run."""
    amount, unit = amount_of(found), unit_of(found)
    if context.anchor is None or amount is None or unit == "hour":
        return None
    return _ending(context.anchor, amount, unit)


def _ending(anchor: datetime.date, amount: float, unit: str) -> Resolved:
    return Resolved((shift(anchor, -amount, unit), anchor), TimePrecision.RANGE)


def _at(reference: datetime.date, amount: float, unit: str, *, vague: bool) -> Resolved:
    """Return the day, month or year so many units from the reference; a vague count spans one unit to each side."""
    if unit == "hour" and abs(amount) < _HOURS_OF_A_DAY:
        return Resolved((reference, reference), TimePrecision.DAY)
    day = shift(reference, amount, unit)
    if vague:
        side = shift(reference, amount - 1, unit), shift(reference, amount + 1, unit)
        return Resolved((min(side), max(side)), TimePrecision.RANGE)
    if unit == "year" and amount % 1:
        unit = "month"  # "half a year ago"
    if unit in ("month", "year", "decade"):
        return Resolved(period(day, "year" if unit == "decade" else unit), _precision(unit))
    return Resolved((day, day), _precision(unit) if unit != "hour" else TimePrecision.DAY)


def _precision(unit: str) -> TimePrecision:
    return {
        "week": TimePrecision.WEEK,
        "fortnight": TimePrecision.WEEK,
        "month": TimePrecision.MONTH,
        "year": TimePrecision.YEAR,
        "decade": TimePrecision.YEAR,
    }.get(unit, TimePrecision.DAY)


def _in_sentence(found: Found, told_index: int) -> bool:
    """Tell whether what was told at a token stands in the same sentence."""
    if not 0 <= told_index >= found.first - _SENTENCE_REACH:
        return False
    return not any(found.tokens.category(index) in ("dot", "break") for index in range(told_index + 1, found.first))


def _told_on(found: Found, context: Context) -> bool:
    """Tell whether an act told before is dated by another: "The raid came two days after", its own day told ahead."""
    near = 0 <= context.told_index >= found.first - _SENTENCE_REACH
    return near and found.tokens.category(found.first - 1) == "came"
