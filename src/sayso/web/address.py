"""The address is the state: filters and view in the query of a page, the same for pages, exports and the API."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from sayso.cli_filters import chosen
from sayso.errors import SettingError
from sayso.ledger.selection import Selection

# The filters that may stand several times in an address, then those that stand once; named as on the command line.
MANY = ("place", "country", "party", "kind", "status", "publisher", "reviewed")
ONCE = ("since", "until", "as_of", "words", "box", "only")
# The most values of one filter and the longest value, so that an address cannot ask for endless work.
MOST_VALUES, LONGEST = 50, 300


@dataclass(frozen=True, slots=True)
class Address:
    """What an address says: the selection, the day it is held as of, and what is left over, which the page reads.

    `filters` are the filters as they were given, in order, for links that keep them.
    """

    selection: Selection
    as_of: datetime.date | None
    filters: tuple[tuple[str, str], ...]
    view: dict[str, str]

    def link(self, path: str, *, drop: Iterable[str] = (), **change: str | Sequence[str] | None) -> str:
        """Return the address of `path` with the same filters, some dropped or set anew, and nothing of the view."""
        gone = {*drop, *change}
        pairs = [(name, value) for name, value in self.filters if name not in gone]
        for name, value in change.items():
            values = [value] if isinstance(value, str) else value or ()
            pairs += [(name, one) for one in values if one]
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def without(self, name: str, value: str) -> tuple[tuple[str, str], ...]:
        """Return the filters without one of them."""
        return tuple(pair for pair in self.filters if pair != (name, value))

    def given(self, name: str) -> list[str]:
        """Return the values of one filter as they were given."""
        return [value for key, value in self.filters if key == name]


def address_of(items: Iterable[tuple[str, str]]) -> Address:
    """Return what the parts of a query say; empty ones are as good as none. Raises SettingError for nonsense."""
    options: dict[str, Any] = {}
    kept: list[tuple[str, str]] = []
    view: dict[str, str] = {}
    given: Counter[str] = Counter()
    for name, raw in items:
        given[name] += 1
        if name in MANY and given[name] > MOST_VALUES:
            raise SettingError(f"{name}: more than {MOST_VALUES} values")
        value = raw.strip()
        if not value:
            continue
        if len(value) > LONGEST:
            raise SettingError(f"{name}: longer than {LONGEST} characters")
        if name in MANY:
            values = options.setdefault(name, [])
            if value in values:
                continue
            values.append(value)
        elif name in ONCE:
            options[name] = value
        else:
            view[name] = value
            continue
        kept.append((name, value))
    try:
        found = chosen(**options)
    except SettingError as error:
        # The command line's name of an option is its name in the address, but for the dashes.
        raise SettingError(str(error).removeprefix("--")) from error
    return Address(found.selection, found.as_of, tuple(kept), view)


def narrowed(address: Address, **values: Any) -> Address:
    """Return the address with parts of its selection set otherwise."""
    return replace(address, selection=replace(address.selection, **values))
