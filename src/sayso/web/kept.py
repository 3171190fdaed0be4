"""What was computed for a page is kept until the ledger changes, a bounded number of results at a time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from sayso.ledger.relevant import mark
from sayso.web.visit import Visit

T = TypeVar("T")
# Results kept at once: a handful of readers looking at different selections.
MOST = 48


class Kept:
    """Results by key for one state of the ledger; those unused longest go first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._state: Hashable = None
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def get(self, state: Hashable, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for a key while the ledger was in this state, made now if it was not."""
        with self._lock:
            if state != self._state:
                self._state = state
                self._found.clear()
            if key in self._found:
                self._found.move_to_end(key)
                return cast("T", self._found[key])
        made = make()  # without the lock: another reader need not wait for it
        with self._lock:
            if state == self._state:
                self._found[key] = made
                while len(self._found) > self._most:
                    self._found.popitem(last=False)
        return made


def kept(visit: Visit, key: Hashable, make: Callable[[], T]) -> T:
    """Return what `make` gives for this ledger as it is now."""
    state = visit.request.app.state
    if not hasattr(state, "kept"):
        state.kept = Kept()
    with visit.reading() as connection:
        now = mark(connection)
    held: Kept = state.kept
    return held.get(now, key, make)
