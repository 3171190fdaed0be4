"""Time expressions of a report and the days they denote, read from raw text."""

from sayso.extract.times.finder import find_times, forward, inner, is_age, named_dates, named_days

__all__ = ["find_times", "forward", "inner", "is_age", "named_dates", "named_days"]
