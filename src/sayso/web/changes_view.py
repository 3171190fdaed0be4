"""Changes as the page and the feeds show them."""

import datetime
from dataclasses import dataclass

from sayso.errors import SettingError
from sayso.export.actors import country_name
from sayso.ledger.feed import WHATS, Changed
from sayso.web.address import Address

OTHER = "other"
# How much of a value is shown; the page of the incident has the rest.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Entry:
    """One change in words; `path` leads to the history of the incident."""

    id: str
    path: str
    at: datetime.datetime
    what: str
    title: str
    about: str
    before: str
    after: str
    why: str
    cause: str


def whats_of(address: Address) -> tuple[str, ...]:
    """Return which changes an address asks for (`what=status,new`); raises SettingError for what is none."""
    asked = [one.strip() for one in address.view.get("what", "").split(",") if one.strip()]
    for one in asked:
        if one not in (*WHATS, OTHER):
            raise SettingError(f"what {one[:40]}: there is {', '.join((*WHATS, OTHER))}")
    return tuple(dict.fromkeys(asked))


def entry(change: Changed) -> Entry:
    """Return a change as it is shown."""
    country = country_name(change.country) if change.country else ""
    about = " · ".join(filter(None, (change.kind.replace("_", " "), country)))
    words = f"“{_cut(change.summary, 140)}”" if change.summary else ""
    return Entry(
        id=change.id,
        path=f"/incidents/{change.incident}#history",
        at=change.at,
        what=change.what,
        title=_title(change, about),
        about=" ".join(filter(None, (about, words))),
        before=_cut(change.before) or ("" if change.what in ("new", "report", "merged") else "not told"),
        after=_cut(change.after) or "not told",
        why=_cut(change.why),
        cause=change.cause,
    )


def _title(change: Changed, about: str) -> str:
    if change.what == "new":
        return f"new: {_cut(change.after, 140)}"
    if change.what == "merged":
        return f"became part of another incident ({about})"
    if change.what == "report":
        return f"told by another report: {_cut(change.after, 140)}"
    if change.what == "status":
        same = change.before == change.after
        return f"{change.after}, for another reason ({about})" if same else f"turned {change.after} ({about})"
    return f"{change.what} changed ({about})"


def _cut(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
