"""Words around a time expression that change its days: "since", "from ... to", and what makes a clause look ahead."""

import datetime
from dataclasses import replace

from sayso.extract.times.amounts import amount_of, unit_of
from sayso.extract.times.calendar import shift
from sayso.extract.times.context import Found, Resolved
from sayso.extract.times.days import MONTHS
from sayso.extract.times.tokens import Tokens
from sayso.model.times import TimePrecision

# How far, in tokens, a verb form that looks ahead is searched before and after a time expression.
_BEFORE, _AFTER = 10, 7
# "would" and "was to" tell of the past as well: they count from nearer by.
_NEAR = 5
# The longest clause between "since" and its date ("since the army, backed by jets, began an offensive two weeks ago").
_SINCE_REACH = 14
# "Since mid-May" runs from the middle of the month.
_MIDDLE = 15
_STOPS = frozenset({"dot", "break", "quote", "speech", "was", "comma"})


def looks_ahead(found: Found, previous: int) -> bool:
    """Tell whether the clause of an expression is about what is to come.

    `previous` is the last token of the expression before. The words before it tell, up to a mark or a verb of
    speech; at the head of a sentence also a "will" after it.
    """
    tokens = found.tokens
    for index in range(found.first - 1, max(previous, found.first - 1 - _BEFORE), -1):
        if _is_future(tokens, index) or (found.first - index <= _NEAR and _is_to_come(tokens, index)):
            return True
        if tokens.category(index) in _STOPS:
            break
    if tokens.category(found.first - 1) not in ("dot", "break", "quote"):
        return False
    for index in range(found.last + 1, found.last + 1 + _AFTER):
        category = tokens.category(index)
        if category == "will":
            return True
        if category in _STOPS and not (category == "comma" and index == found.last + 1):
            break
    return False


def _is_future(tokens: Tokens, index: int) -> bool:
    category, following = tokens.category(index), tokens.category(index + 1)
    if category == "due":
        return tokens.category(index - 1) in ("be", "was") or following != "to" or tokens.category(index + 2) == "be"
    if category == "intend":
        return following == "to"
    return category in ("will", "future")


def _is_to_come(tokens: Tokens, index: int) -> bool:
    """Tell of "said it would begin Monday" and "is to begin Monday"; "would have begun" did not."""
    category, following = tokens.category(index), tokens.category(index + 1)
    return following != "have" if category == "would" else category in ("was", "be") and following == "to"


def since(found: Found, resolved: Resolved, anchor: datetime.date | None, previous: int) -> tuple[Found, Resolved]:
    """Run an expression after "since" up to the day of the report, and take in a clause that tells of the beginning."""
    tokens = found.tokens
    first = found.first
    if found.kind in ("since_then", "past_span", "for_span", "age"):
        return found, resolved
    if (
        tokens.category(first) == "since"
        and tokens.category(first + 1) == "the"
        and (tokens.category(first + 2) in MONTHS or found.categories[-2:] == ("the", "year_number"))
    ):
        # "since the March 19 attack", "since the 2016 accord": the date is the attack's.
        return replace(found, first=first + 2), resolved
    if tokens.category(first) != "since":
        for index in range(first - 1, max(previous, first - 1 - _SINCE_REACH), -1):
            category = tokens.category(index)
            if category == "since":  # "since the announcement two days ago", "since rebels overran the base in March"
                first = first if tokens.category(index - 1) == "have" else index
                break
            if category in ("dot", "break", "comma"):
                break
    if tokens.category(first) != "since" or anchor is None or resolved.days[0] > anchor:
        return found, resolved
    start = _exactly_ago(found, anchor) if found.kind == "ago" else resolved.days[0]
    if found.has("mid") and resolved.precision is TimePrecision.MONTH and start.day < _MIDDLE:
        start = start.replace(day=_MIDDLE)
    return replace(found, first=first), Resolved((start, anchor), TimePrecision.RANGE, resolved.dated)


def _exactly_ago(found: Found, anchor: datetime.date) -> datetime.date:
    """Return the very day that "six years ago" counts back to, for a time that runs from it."""
    return shift(anchor, -(amount_of(found) or 0), unit_of(found))


def joined(left: Found, first: Resolved, right: Found, second: Resolved) -> Resolved | None:
    """Return the days of two expressions as one ("Monday to Friday", "Thursday and Friday"), None if they are two."""
    tokens = left.tokens
    between = [tokens.category(index) for index in range(left.last + 1, right.first)]
    opener = tokens.category(left.first)
    start, end = first.days[0], second.days[1]
    if between == ["and"] and opener != "between":
        if (second.days[0] - first.days[1]).days != 1 or first.precision is not second.precision:
            return None
    elif between in (["and"], ["to"], ["into"], ["until"], ["dash"]) or (
        not between and tokens.category(right.first) in ("until", "through")
    ):
        if between in (["to"], ["into"], ["dash"]) and opener not in ("from", "between") and not _alike(left, right):
            return None
    else:
        return None
    if second.dated and not first.dated and start.year != end.year:
        start = _before(start, second.days[0])
    return Resolved((start, end), TimePrecision.RANGE, second.dated) if start <= end else None


def _alike(left: Found, right: Found) -> bool:
    """Tell whether both ends name a day of the week, or both a date."""
    return any(left.has(*group) and right.has(*group) for group in (("weekday",), MONTHS))


def _before(day: datetime.date, limit: datetime.date) -> datetime.date:
    """Return the same date in the latest year that does not put it after `limit`."""
    for year in (limit.year, limit.year - 1):
        try:
            moved = day.replace(year=year)
        except ValueError:
            continue
        if moved <= limit:
            return moved
    return day
