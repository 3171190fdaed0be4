"""Time expressions of a text in order, each with its days."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace

from sayso.extract.times import cues, days, periods, spans
from sayso.extract.times.context import Context, Found, Resolved
from sayso.extract.times.lexicon import load_lexicon
from sayso.extract.times.patterns import load_regions, patterns_with
from sayso.extract.times.tokens import Tokens, tokenise
from sayso.model.report import Span
from sayso.model.times import TimeInterval, TimePrecision

RESOLVERS: dict[str, Callable[[Found, Context], Resolved | None]] = {
    "weekday": days.weekday,
    "named": days.named,
    "overnight": days.overnight,
    "this_part": days.part_of_today,
    "month_day": days.month_day,
    "day_range": days.day_range,
    "numeric": days.numeric,
    "month": periods.month,
    "months": periods.months,
    "year": periods.year,
    "year_range": periods.year_range,
    "decade": periods.decade,
    "season": periods.seasonal,
    "period": periods.calendar_period,
    "part_of": periods.part_of,
    "week_of": periods.week_of,
    "known_day": days.known_day,
    "fraction": periods.fraction,
    "weekend": periods.weekend,
    "past_span": spans.past_span,
    "recent": spans.recent,
    "next_span": spans.next_span,
    "for_span": spans.for_span,
    "ago": spans.ago,
    "later": spans.later,
    "same": spans.same,
    "part": spans.part,
    "nth_span": spans.nth_span,
    "day_of_month": days.day_of_month,
    "beside": spans.beside,
    "since_then": spans.since_then,
    "age": spans.age,
}
# Kinds that never look ahead of themselves: their words say which way they point.
_FIXED = frozenset(
    {
        "numeric",
        "known_day",
        "year",
        "year_range",
        "decade",
        "named",
        "later",
        "same",
        "part",
        "beside",
        "since_then",
        "age",
        "ago",
    }
)
# Kinds that name one day: without the day of the report they are known as words only.
_NAMED_DAYS = frozenset({"weekday", "named", "overnight", "this_part", "month_day"})
# Categories of words that tell an age, and of those that count its units.
_AGED = frozenset({"hour", "day", "week", "fortnight", "month", "year", "decade", "old", "long", "dash"})
_COUNTING = frozenset(
    {
        "hedge",
        "more",
        "than",
        "at",
        "least",
        "num",
        "n",
        "big",
        "a",
        "couple",
        "of",
        "vague",
        "half",
        "and",
        "slash",
        "over",
    }
)
_NO_DAY = Resolved((datetime.date.min, datetime.date.min), TimePrecision.DAY)

_LAST_DAY = 31  # of a month

# How many tokens past its last known word an expression looks ("the five-year-old, ever bloodier war").
_REACH = 6
_MODIFIERS = frozenset({"weekday", "month_day", "month", "year", "numeric"})


def find_times(
    text: str, anchor: datetime.date | None, start: int = 0, end: int | None = None, *, ahead: bool | None = None
) -> list[TimeInterval]:
    """Return the time expressions of `text[start:end]` and the days they denote, in order, none overlapping another.

    `anchor` is the day of the report; without it only dates that carry their year have days, and words that name a day
    ("on Friday") are returned with none. Spans are code-point offsets into the whole of `text`. Names of days look back
    from the anchor unless the clause tells that it looks ahead ("will meet on Friday"); `ahead` forces one way (False:
    never a coming date). Never raises.
    """
    tokens = tokenise(text, start, end)
    context = Context(anchor, strict=ahead is False)
    found: list[tuple[Found, Resolved]] = []
    undated: list[TimeInterval] = []
    previous = -1
    for candidate in select(tokens):
        context.forward = candidate.kind not in _FIXED and (
            cues.looks_ahead(candidate, previous) if ahead is None else ahead
        )
        resolved = RESOLVERS[candidate.kind](candidate, context)
        previous = candidate.last
        if resolved is None and anchor is None and candidate.kind in _NAMED_DAYS:
            undated.append(replace(_interval(candidate, _NO_DAY), start=None, end=None))
        if resolved is None or resolved.days[0] > resolved.days[1]:
            continue
        candidate, resolved = cues.since(candidate, resolved, anchor, found[-1][0].last if found else -1)
        context.remember(resolved, candidate.last)
        found.append((candidate, resolved))
        _join(found)
    dated = [_interval(candidate, resolved) for candidate, resolved in found]
    if not undated:
        return dated
    undated = [one for one in undated if not any(one.span.overlaps(other.span) for other in dated)]
    return sorted(dated + undated, key=lambda one: one.span.start)


def named_days(interval: TimeInterval) -> set[int]:
    """Return the days of the week that an expression names, Monday as 0: all that tells undated times apart."""
    tokens = tokenise(interval.text, 0, None)
    return {day for day, name in zip(tokens.values, tokens.categories, strict=True) if name == "weekday"}


def named_dates(interval: TimeInterval) -> set[tuple[int, int]]:
    """Return the month and day that an expression names ("on May 3"), whatever the year."""
    tokens = tokenise(interval.text, 0, None)
    read = list(zip(tokens.values, tokens.categories, strict=True))
    months = [value for value, name in read if name in days.MONTHS]
    numbers = [value for value, name in read if name == "num" and 1 <= value <= _LAST_DAY]
    return {(month, day) for month in months for day in numbers}


def is_age(interval: TimeInterval) -> bool:
    """Tell whether an expression says how long something has lasted: "five-year", "two-week-long", "six-year-old"."""
    names = tokenise(interval.text, 0, None).categories
    return bool(names) and names[-1] in _AGED and all(name in _AGED or name in _COUNTING for name in names)


def forward(interval: TimeInterval, anchor: datetime.date | None) -> TimeInterval:
    """Return the same expression read as lying ahead: the next such day, month or season on or after the anchor.

    For callers that know the act is planned. What cannot look ahead ("in 2013", "yesterday") comes back unchanged.
    """
    if anchor is None or (interval.start is not None and interval.start >= anchor):
        return interval
    read = find_times(interval.text, anchor, ahead=True)
    if len(read) != 1 or read[0].end is None or read[0].end < anchor:
        return interval
    return replace(interval, start=read[0].start, end=read[0].end, precision=read[0].precision)


def inner(text: str, interval: TimeInterval, anchor: datetime.date | None) -> TimeInterval | None:
    """Return the time inside a "since" expression: "in March 2011" in "since the conflict began in March 2011".

    For callers that take the beginning itself as an act. None when the expression is no such one.
    """
    tokens = tokenise(text, interval.span.start, interval.span.end)
    if tokens.category(0) != "since":
        return None
    after = interval.span.start + len("since")
    told = next(iter(find_times(text, anchor, after, interval.span.end)), None)
    if told is not None:
        return told
    for candidate in select(tokens):  # "since 2011", "since May": bare, they are no time
        if candidate.kind not in ("year", "month") or candidate.first or not candidate.last:
            continue
        resolved = RESOLVERS[candidate.kind](candidate, Context(anchor))
        if resolved is not None:
            return _interval(replace(candidate, first=1), resolved)
    return None


def select(tokens: Tokens) -> Iterator[Found]:
    """Yield the expressions that the patterns find, in order; the longest wins where they overlap."""
    taken = bytearray(len(tokens.kinds))
    chosen = []
    for _, _, first, _, last, kind, count in sorted(_candidates(tokens)):
        if any(taken[first : last + 1]):
            continue
        taken[first : last + 1] = b"\x01" * (last + 1 - first)
        chosen.append((first, last, kind, count))
    for first, last, kind, count in sorted(chosen):
        yield Found(kind, tokens, first, last, count)


def _candidates(tokens: Tokens) -> Iterator[tuple[int, int, int, int, int, str, tuple[int, int] | None]]:
    stretch, core = load_regions()
    for region in stretch.finditer(tokens.kinds):
        if not core.search(region.group()):
            continue
        start, end = region.start(), region.end() + _REACH
        for order, pattern in patterns_with(frozenset(core.findall(tokens.kinds, start, end))):
            for match in pattern.expression.finditer(tokens.kinds, start, end):
                groups = match.groupdict()
                first, last = match.span("core" if groups.get("core") else 0)
                if first == last or _is_name(tokens, first, last - 1):
                    continue
                count = match.span("count") if groups.get("count") else None
                yield -(last - first), first, first, order, last - 1, pattern.kind, count


def _is_name(tokens: Tokens, first: int, last: int) -> bool:
    """Tell whether the words are part of a name: "Friday Mosque", "Black September", "Aleppo Today"."""
    lexicon = load_lexicon()
    after, before = tokens.word(last + 1), tokens.word(first - 1)
    if not tokens.word(last)[0].isalnum() or not (
        tokens.word(last)[0].isupper() or tokens.category(last) in ("num", "th")
    ):
        return False
    return (after[:1].isupper() and after.lower() in lexicon.names_after) or (
        before[:1].isupper()
        and (
            before.lower() in lexicon.names_before
            or (first == last and tokens.category(first) == "named" and before.lower() in lexicon.names_of_papers)
        )
    )


def _join(found: list[tuple[Found, Resolved]]) -> None:
    """Make one of the last two expressions where the words between them say so, in place."""
    if len(found) < 2:
        return
    (left, first), (right, second) = found[-2:]
    joined = cues.joined(left, first, right, second)
    if joined is not None:
        found[-2:] = [(replace(left, last=right.last, kind="range"), joined)]


def _interval(found: Found, resolved: Resolved) -> TimeInterval:
    first = found.first
    if found.kind in _MODIFIERS and found.tokens.category(first) in ("the", "a"):
        first += 1  # "the Friday attack": the article is the attack's
    start, end = found.tokens.spans[first][0], found.tokens.spans[found.last][1]
    days_ = resolved.days
    return TimeInterval(found.tokens.text[start:end], Span(start, end), days_[0], days_[1], resolved.precision)
