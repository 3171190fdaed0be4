"""The filters of the overview as a person sees them: what is on, what could be, and addresses that change one thing."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sayso.errors import SettingError
from sayso.export.actors import country_name
from sayso.ledger.pages import Keyset
from sayso.model.incident import Status
from sayso.web.address import Address

PATH = "/"
# What of the view a link keeps besides the filters; the page of the list is left, its first one is shown again.
KEPT = ("sort", "map")
# The filters that have one value, which stands in its field of the form; fields of the others add a value.
FIELDS = ("words", "since", "until", "as_of")
NEWEST, OLDEST = "newest", "oldest"
SORTS = (NEWEST, OLDEST)
# The names of filters as the page says them.
LABELS = {
    "words": "words",
    "since": "from",
    "until": "until",
    "place": "place",
    "country": "country",
    "party": "party",
    "kind": "kind",
    "status": "status",
    "publisher": "publisher",
    "as_of": "as held on",
    "box": "inside the map's frame",
    "only": "only",
}


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on: its name, its value in words, and the address without it."""

    name: str
    label: str
    value: str
    link: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that a filter could have: words, how many incidents, whether it is on, and the address that turns it."""

    code: str
    label: str
    count: int
    on: bool
    link: str


@dataclass(frozen=True, slots=True)
class Here:
    """The state of the overview as its address says it."""

    address: Address
    sort: str
    after: Keyset | None
    view: Mapping[str, str]

    @property
    def newest_first(self) -> bool:
        """Tell whether the newest incidents come first."""
        return self.sort == NEWEST

    @property
    def carried(self) -> list[tuple[str, str]]:
        """Return what the form of the filters carries along: what none of its own fields says."""
        return [(n, v) for n, v in (*self.address.filters, *self.view.items()) if n not in FIELDS]

    def to(self, *, drop: Iterable[str] = (), **change: str | None) -> str:
        """Return the address with the same filters and view, some dropped or set anew; the list from its beginning."""
        return _link(self._kept({*drop, *change}) + [(name, value) for name, value in change.items() if value])

    def set(self, name: str, values: Iterable[str]) -> str:
        """Return the address with the values of one filter set anew."""
        return _link(self._kept({name}) + [(name, value) for value in values])

    def _kept(self, gone: Collection[str]) -> list[tuple[str, str]]:
        return [(n, v) for n, v in (*self.address.filters, *self.view.items()) if n not in gone]

    def without(self, name: str, value: str) -> str:
        """Return the address without one value of one filter."""
        return _link([pair for pair in self._kept(()) if pair != (name, value)])

    def toggled(self, name: str, value: str, *, on: bool) -> str:
        """Return the address with a value of a filter turned on, or off where it is on."""
        return self.without(name, value) if on else self.set(name, [*self.address.given(name), value])


def here(address: Address) -> Here:
    """Return the state of an address; raises SettingError for an order or a page that does not exist."""
    view = {name: value for name, value in address.view.items() if name in KEPT}
    sort = view.get("sort", NEWEST)
    if sort not in SORTS:
        raise SettingError(f"sort {sort}: there is {', '.join(SORTS)}")
    after = Keyset.of(address.view["after"]) if "after" in address.view else None
    return Here(address, sort, after, view)


def chips(state: Here) -> list[Chip]:
    """Return the filters that are on, in the order of the address."""
    return [
        Chip(name, LABELS[name], _worded(name, value), state.without(name, value))
        for name, value in state.address.filters
    ]


def facets(state: Here, name: str, counts: Mapping[str, int], codes: Iterable[str] = ()) -> list[Facet]:
    """Return the values of a filter with their counts, most first; `codes` are shown even where there are none."""
    chosen = {"kind": state.address.selection.kinds, "status": state.address.selection.statuses}[name]
    every = {**dict.fromkeys(codes, 0), **dict.fromkeys(chosen, 0), **counts}
    order = list(codes)
    ranked = sorted(every, key=lambda code: (order.index(code) if code in order else -every[code], code))
    return [
        Facet(code, _worded(name, code), every[code], code in chosen, state.toggled(name, code, on=code in chosen))
        for code in ranked
    ]


def statuses() -> list[str]:
    """Return the statuses in the order in which they are shown: what is contested first."""
    return [Status.DISPUTED.value, Status.CORROBORATED.value, Status.SINGLE.value, Status.RETRACTED.value]


def _link(pairs: Sequence[tuple[str, str]]) -> str:
    return f"{PATH}?{urlencode(pairs)}" if pairs else PATH


def _worded(name: str, value: str) -> str:
    if name == "country":
        return country_name(value.upper()) if len(value) == 3 else value
    if name == "only":
        return f"without a {'day' if value == 'undated' else 'place on the map'}"
    if name == "box":
        return ""
    return value.replace("_", " ") if name == "kind" else value
