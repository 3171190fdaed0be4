"""Acts on which events are one incident: several made one, some made an incident of their own."""

import datetime
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, select, update

from sayso.errors import RefusedError, SettingError
from sayso.ledger import queries, rulings
from sayso.ledger import tables as t
from sayso.ledger.database import Ledger
from sayso.ledger.incidents import refresh
from sayso.ledger.review_acts import cause, events_in, found, moment
from sayso.ledger.review_log import Done, plain, write


def merge(
    ledger: Ledger,
    who: str,
    ref: str,
    other_refs: Iterable[str],
    *,
    note: str = "",
    seen: str | None = None,
    now: datetime.datetime | None = None,
) -> Done:
    """Say that incidents are one act: the id of `ref` stays, the others lead to it from now on.

    It stays so whatever is read later. Raises Conflict, RefusedError, NotFoundError; the ledger is as before then.
    """
    now = moment(now)
    with ledger.writing() as connection:
        row, held = found(connection, ref, seen)
        others = {i: other.id for i, other in (queries.find(connection, other) for other in other_refs) if i != row}
        if not others:
            raise RefusedError(f"{held.id}: name at least one other incident to merge into it")
        whole = [row, *others]
        for incident, name in {row: held.id, **others}.items():
            if not events_in(connection, [incident]):
                raise RefusedError(f"{name}: no report tells of it any more; it cannot be merged")
        events = events_in(connection, whole)
        before = {"incidents": [held.id, *others.values()], "yields": yields(connection, whole)}
        number = write(
            connection, who, "merge", whole, now, before=before, after={"incident": held.id}, note=plain(note)
        )
        rulings.join(connection, number, events)
        set_yields(connection, {held.id: None, **dict.fromkeys(others.values(), held.id)})
        changed = refresh(connection, events, now, cause(number), whole)
        if homes(connection, events) != {row}:
            raise RefusedError(f"{held.id}: these cannot be made one incident; nothing was changed")
        return Done(number, held.id, changed, f"merged {', '.join(others.values())} into {held.id}")


def split(
    ledger: Ledger,
    who: str,
    ref: str,
    event_keys: Iterable[str],
    *,
    note: str = "",
    seen: str | None = None,
    now: datetime.datetime | None = None,
) -> Done:
    """Say that some events of an incident are another act: they become an incident of their own, and stay so.

    The id stays with the event that the incident began with, on whichever side that is; `changed` of what is returned
    has both ids. Raises Conflict, SettingError for events it does not have, RefusedError, NotFoundError.
    """
    now = moment(now)
    with ledger.writing() as connection:
        row, held = found(connection, ref, seen)
        query = select(t.event.c.key, t.event.c.id).where(t.event.c.incident_id == row, ~t.event.c.passed)
        known = {row.key: row.id for row in connection.execute(query)}
        names = list(dict.fromkeys(event_keys))
        missing = [name for name in names if name not in known]
        if missing:
            raise SettingError(f"{held.id} has no event {', '.join(missing)}; `sayso incident {held.id}` shows them")
        chosen = [known[name] for name in names]
        rest = sorted(set(known.values()) - set(chosen))
        if not chosen or not rest:
            raise SettingError(f"{held.id}: choose some of its {len(known)} events, not {'all' if chosen else 'none'}")
        number = write(connection, who, "split", [row], now, note=plain(note))
        rulings.part(connection, number, chosen, rest)
        changed = refresh(connection, [*chosen, *rest], now, cause(number), [row])
        split_off, left = homes(connection, chosen), homes(connection, rest)
        if len(split_off) != 1 or len(left) != 1 or split_off == left:
            raise RefusedError(f"{held.id}: its events cannot be parted so; nothing was changed")
        ids = refs(connection, [*split_off, *left])
        off, stays = (ids[i] for i in (*split_off, *left) if i is not None)
        _complete(connection, number, row, list(ids), held.id, names, [off, stays])
        one = f"{len(chosen)} event{'s' if len(chosen) > 1 else ''}"
        return Done(
            number, stays, tuple(sorted({*changed, off, stays})), f"split {one} of {held.id}: {off}, left {stays}"
        )


def _complete(
    connection: Connection, number: int, row: int, parts: Sequence[int], ref: str, names: Sequence[str], ids: list[str]
) -> None:
    """Write into the log of a split what it was about and came to."""
    values = {"before": {"incident": ref, "events": list(names)}, "after": {"incidents": ids}}
    connection.execute(update(t.review).where(t.review.c.id == number).values(**values))
    new = [{"incident_id": i, "review_id": number} for i in parts if i != row]
    connection.execute(t.concern.insert(), new)


def homes(connection: Connection, events: Collection[int]) -> set[int | None]:
    """Return the rows of the incidents that events are in."""
    return set(connection.scalars(select(t.event.c.incident_id).where(t.event.c.id.in_(events)).distinct()))


def refs(connection: Connection, incidents: Collection[int | None]) -> dict[int, str]:
    """Return the ids of incidents by row."""
    query = select(t.incident.c.id, t.incident.c.ref).where(t.incident.c.id.in_(incidents))
    return {row.id: row.ref for row in connection.execute(query)}


def yields(connection: Connection, incidents: Collection[int]) -> dict[str, str | None]:
    """Return by id which other incident's id is to stay where the two are one; None where nothing was ruled."""
    c, to = t.incident.c, t.incident.alias()
    query = select(c.ref, to.c.ref.label("to")).outerjoin_from(t.incident, to, to.c.id == c.yields_id)
    return {row.ref: row.to for row in connection.execute(query.where(c.id.in_(incidents)))}


def set_yields(connection: Connection, ruled: dict[str, str | None]) -> None:
    """Keep which incident's id is to stay where two are one."""
    for ref, to in ruled.items():
        target = None if to is None else connection.scalar(select(t.incident.c.id).where(t.incident.c.ref == to))
        connection.execute(update(t.incident).where(t.incident.c.ref == ref).values(yields_id=target))
