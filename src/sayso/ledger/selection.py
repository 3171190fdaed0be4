"""Which incidents are meant: one set of filters for lists, pages, exports and counts, as SQL and as a plain test."""

import datetime
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from sayso.ledger import tables as t
from sayso.ledger.traits import place_key
from sayso.model.incident import Incident

# What a reviewer has said of an incident whole; "" where nobody has yet.
ACCEPTED, REJECTED = "accepted", "rejected"


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters on incidents; an empty one lets everything through, several values of one filter are alternatives.

    `since` and `until` are inclusive days: an incident is in if any of its days is; one without a day is not.
    `countries` are ISO3 codes, `parties` party codes, `places` names; names match however they write the
    article and hyphens, and a name matches what it begins ("Aleppo" matches "Aleppo countryside"). `reviewed` are ""
    (not reviewed), "accepted" and "rejected"; without any, all but what a reviewer has rejected.
    """

    since: datetime.date | None = None
    until: datetime.date | None = None
    places: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    reviewed: tuple[str, ...] = ()

    def query(self) -> dict[str, Any]:
        """Return the filters in use as plain values, for the record beside an export."""
        plain = {name: value for name, value in asdict(self).items() if value}
        if self.reviewed:
            plain["reviewed"] = [name or "unreviewed" for name in self.reviewed]
        return {n: v.isoformat() if isinstance(v, datetime.date) else list(v) for n, v in plain.items()}

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the filters as conditions on the incident table."""
        c = t.incident.c
        found: list[ColumnElement[bool]] = [c.redirect_id.is_(None)]
        if self.since is not None:
            found.append(c.end_day >= self.since)
        if self.until is not None:
            found.append(c.start_day <= self.until)
        if self.places:
            keys = [place_key(name) for name in self.places]
            found.append(or_(*(or_(c.place == key, and_(c.place >= f"{key} ", c.place < f"{key}!")) for key in keys)))
        for column, values in ((c.country, self.countries), (c.kind, self.kinds), (c.status, self.statuses)):
            if values:
                found.append(column.in_(values))
        if self.parties:
            of = select(t.incident_party.c.incident_id).where(t.incident_party.c.party.in_(self.parties))
            found.append(c.id.in_(of))
        if self.publishers:
            of = select(t.incident_publisher.c.incident_id).where(t.incident_publisher.c.publisher.in_(self.publishers))
            found.append(c.id.in_(of))
        if self.ids:
            found.append(c.ref.in_(self.ids))
        found.append(c.reviewed.in_(self.reviewed) if self.reviewed else c.reviewed != REJECTED)
        return found

    def over(self, query: Select[Any]) -> Select[Any]:
        """Return a query of the incident table cut down to the selection."""
        return query.where(*self.conditions())

    def holds(self, incident: Incident) -> bool:
        """Tell whether an incident is in the selection; the same answer as the conditions give."""
        when, where = incident.when, incident.where
        start, end = (when.start or when.end, when.end or when.start) if when else (None, None)
        if self.since is not None and not (end and end >= self.since):
            return False
        if self.until is not None and not (start and start <= self.until):
            return False
        key = place_key(where.name) if where else ""
        keys = [place_key(name) for name in self.places]
        if keys and not any(key == k or key.startswith(f"{k} ") for k in keys):
            return False
        parties = {a.party for a in (*incident.agents, *incident.targets)}
        return (
            (not self.countries or (where.country if where else "") in self.countries)
            and (not self.kinds or incident.kind in self.kinds)
            and (not self.statuses or incident.status.value in self.statuses)
            and (not self.parties or bool(parties & set(self.parties)))
            and (not self.publishers or any(s.publisher in self.publishers for s in incident.sources))
            and (not self.ids or incident.id in self.ids)
            and (incident.reviewed in self.reviewed if self.reviewed else incident.reviewed != REJECTED)
        )
