"""Which incidents are meant: one set of filters for lists, pages, exports and counts, as SQL and as a plain test."""

import datetime
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select

from sayso.ledger import tables as t
from sayso.ledger.condition import few_from, one_of_few, unindexed
from sayso.ledger.traits import place_key
from sayso.ledger.words import occurs, searched, terms
from sayso.ledger.words_index import Ask, has_terms
from sayso.model.incident import Incident, Where

Box = tuple[float, float, float, float]
UNDATED, UNPLACED = "undated", "unplaced"

# What a reviewer has said of an incident whole; "" where nobody has yet.
ACCEPTED, REJECTED = "accepted", "rejected"


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters on incidents; an empty one lets everything through, several values of one filter are alternatives.

    `since` and `until` are inclusive days: an incident is in if any of its days is; one without a day is not.
    `countries` are ISO3 codes, `parties` party codes, `places` names; names match however they write the
    article and hyphens, and a name matches what it begins ("Aleppo" matches "Aleppo countryside"). `reviewed` are ""
    (not reviewed), "accepted" and "rejected"; without any, all but what a reviewer has rejected. `words` are words
    and "quoted phrases" that must all occur in what is told of it (see words.py). `box` is west, south, east, north in
    degrees WGS84, west greater than east where it lies across the 180th meridian; what has no coordinates is in none.
    `only` is "undated" or "unplaced": those without a day, those without coordinates.
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
    words: str = ""
    box: Box | None = None
    only: str = ""

    def query(self) -> dict[str, Any]:
        """Return the filters in use as plain values, for the record beside an export."""
        plain = {name: value for name, value in asdict(self).items() if value}
        if self.reviewed:
            plain["reviewed"] = [name or "unreviewed" for name in self.reviewed]
        return {n: _plain(value) for n, value in plain.items()}

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the filters as conditions on the incident table."""
        found = self._filters()
        if replace(self, reviewed=(), box=None) == Selection():
            found.append(t.incident.c.redirect_id.is_(None))  # has an index that counts them all
        if self.since is not None or self.until is not None:
            found.append(or_(*(and_(*part) for part in self._stretches())))
        return found

    def parts(
        self, *, walked: Collection[str] = (), words: Ask = Ask.GATHERED, names: Collection[str] | None = None
    ) -> list[list[ColumnElement[bool]]]:
        """Return the selection in parts by day, in order, each as conditions that an index finds in the order of days.

        They are what began before `since` and went on, what began between the two, and without either what has no day.
        Of the filters named in `walked` each incident is asked in turn, else all that match are gathered first; `words`
        says the same of words. `names` are the places that match, where they are known.
        """
        own = self._filters(walked=walked, words=words, names=names)
        stretches = self._stretches()
        if self.since is None:
            return [[*own, *stretch] for stretch in stretches]
        # What went on is little and looked up by its ids, whatever else is asked of it.
        each = self._filters(walked=self.sides(), words=words.after_others, names=names, indexed=False)
        return [[*each, *stretches[0]], [*own, *stretches[1]]]

    def _filters(
        self,
        *,
        walked: Collection[str] = (),
        words: Ask = Ask.GATHERED,
        names: Collection[str] | None = None,
        indexed: bool = True,
    ) -> list[ColumnElement[bool]]:
        """Return the filters but for the days; unless `indexed` they are asked of incidents found by other means."""
        c = t.incident.c
        of: Callable[[ColumnElement[Any]], ColumnElement[Any]] = (lambda column: column) if indexed else unindexed
        # Nearly every incident is one of its own: an index of that is no use to find some.
        found: list[ColumnElement[bool]] = [unindexed(c.redirect_id).is_(None)]
        if self.places:
            found.append(of(c.place).in_(names) if names is not None else self.place_names())
        for column, values in ((c.country, self.countries), (c.kind, self.kinds), (c.status, self.statuses)):
            if values:
                found.append(of(column).in_(values))
        for name, those in self.sides().items():
            one_by_one = those.where(those.selected_columns[0] == c.id).exists()
            found.append(one_by_one if name in walked else c.id.in_(those))
        if self.ids:
            found.append(c.ref.in_(self.ids))
        if sought := terms(self.words):
            found.append(has_terms(sought, words))
        found.append(c.reviewed.in_(self.reviewed) if self.reviewed else c.reviewed != REJECTED)
        if self.box is not None:
            found += _inside(self.box)
        if self.only:
            found.append((c.start_day if self.only == UNDATED else c.lat).is_(None))
        return found

    def place_names(self) -> ColumnElement[bool]:
        """Return the condition that an incident's place is one of `places`, or begins with the words of one."""
        c = t.incident.c
        keys = [place_key(name) for name in self.places]
        return or_(*(or_(c.place == key, and_(c.place >= f"{key} ", c.place < f"{key}!")) for key in keys))

    def sides(self) -> dict[str, Select[Any]]:
        """Return by the name of the filter the incidents that have one of the parties, or one of the publishers."""
        party, publisher = t.incident_party.c, t.incident_publisher.c
        found: dict[str, Select[Any]] = {}
        if self.parties:
            found["parties"] = select(party.incident_id).where(party.party.in_(self.parties))
        if self.publishers:
            found["publishers"] = select(publisher.incident_id).where(publisher.publisher.in_(self.publishers))
        return found

    def _stretches(self) -> list[list[ColumnElement[bool]]]:
        """Return the days of the parts, each so that an index of days finds them and no more."""
        c = t.incident.c
        until = [] if self.until is None else [c.start_day <= self.until]
        if self.since is None:
            return [until] if until else [[c.start_day.is_not(None)], [c.start_day.is_(None)]]
        # Few last for more than a day, and an index has just these.
        began = unindexed(c.start_day)
        before = [began < self.since, *([] if self.until is None else [began <= self.until])]
        going_on = select(c.id).where(c.end_day > c.start_day, few_from(c.end_day, self.since), *before)
        return [[one_of_few(c.id, going_on)], [c.start_day >= self.since, *until]]

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
            and self._has_words(incident)
            and (self.box is None or holds_point(self.box, where))
            and (self.only != UNDATED or start is None)
            and (self.only != UNPLACED or where is None or where.lat is None)
        )

    def _has_words(self, incident: Incident) -> bool:
        sought = terms(self.words)
        if not sought:
            return True
        words = searched(incident)
        return all(occurs(term, words) for term in sought)


def holds_point(box: Box, where: Where | None) -> bool:
    """Tell whether a place has coordinates and they lie in a box."""
    if where is None or where.lat is None or where.lon is None:
        return False
    west, south, east, north = box
    along = west <= where.lon <= east if west <= east else where.lon >= west or where.lon <= east
    return along and south <= where.lat <= north


def _inside(box: Box) -> list[ColumnElement[bool]]:
    west, south, east, north = box
    c = t.incident.c
    along = and_(c.lon >= west, c.lon <= east) if west <= east else or_(c.lon >= west, c.lon <= east)
    return [c.lat >= south, c.lat <= north, along]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
