"""How many units an expression counts: "two", "5-1/2", "twenty-four", "a couple of"."""

from sayso.extract.times.context import Found

_UNITS = ("hour", "day", "week", "fortnight", "month", "year", "decade")

# "The past months" are counted like "a few months".
VAGUE = 3

# The longest past that an expression of a few words can plausibly mean, in units of each kind.
_MOST = {"hour": 1000, "day": 1000, "week": 500, "fortnight": 200, "month": 500, "year": 200, "decade": 20}


def unit_of(found: Found) -> str:
    """Return the unit an expression counts in; empty if it has none."""
    return found.which(*_UNITS)


def amount_of(found: Found) -> float | None:
    """Return the number an expression counts, 1 if it has no number, None when it is not a sensible one."""
    if found.count is None:
        return VAGUE if is_plural(found) else 1
    first, last = found.count
    names = found.tokens.categories[first:last]
    values = found.tokens.values[first:last]
    total = 0.0
    numbers = [
        value for name, value in zip(names, values, strict=True) if name in ("num", "n", "big", "vague", "couple")
    ]
    if "slash" in names:  # 5-1/2, 5 1/2
        if numbers[-1] == 0:
            return None
        total = numbers[0] + numbers[1] / numbers[-1]
    elif names[:1] == ("half",):
        total = 0.5
    elif "half" in names:
        total = (numbers[0] if numbers else 1) + 0.5
    elif len(numbers) == 2:  # twenty-four
        total = numbers[0] + numbers[1]
    else:
        total = numbers[0] if numbers else 1
    most = _MOST.get(unit_of(found), 0)
    return total if 0 < total <= most else None


def is_plural(found: Found) -> bool:
    """Tell whether the unit is in the plural ("weeks")."""
    return any(
        name in _UNITS and found.tokens.word(found.first + index).lower().endswith("s")
        for index, name in enumerate(found.categories)
    )


def is_vague(found: Found) -> bool:
    """Tell whether the number is only a guess ("a few", "several", "a couple of")."""
    return found.has("vague", "couple")
