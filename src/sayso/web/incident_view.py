"""Everything the page of an incident shows, from what the ledger holds of it now or held on a past day."""

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from sayso.errors import LedgerError, NotFoundError
from sayso.export.coarsen import Grid
from sayso.ledger import queries, review
from sayso.ledger.candidates import candidates
from sayso.ledger.history import Change, history_of
from sayso.ledger.passages import Passage, passages
from sayso.ledger.standing import Standing
from sayso.model import PlacePrecision, Stance
from sayso.model.incident import Actor, Incident, Where
from sayso.web.account_columns import columns, party_words
from sayso.web.field_forms import field_forms, label_of
from sayso.web.figure_view import outcome_views
from sayso.web.links import incident_link, list_link, outlet_link, party_link, report_link
from sayso.web.origin_view import one_texts, origin_lines
from sayso.web.reviewing import Trouble
from sayso.web.visit import Role, Visit

# So many changes and reports are shown at once; the rest is one click away.
MANY_CHANGES, MANY_REPORTS = 12, 15
_REPORT, _REVIEW = re.compile(r"\br[0-9a-f]{6,}\b"), re.compile(r"^review (\d+)$")


@dataclass(frozen=True, slots=True)
class Party:
    """A party as a page names it: the words of the reports, the code, the code in words, its page."""

    text: str
    code: str
    words: str
    link: str


@dataclass(frozen=True, slots=True)
class Moment:
    """All that changed at one moment, and what brought it: `who` for a person, `report` for a report."""

    at: datetime.datetime
    cause: str
    who: str
    report: str
    review: int | None
    undone: bool
    note: str
    changes: tuple[Change, ...]


def incident_values(
    connection: Connection, visit: Visit, stands: Standing, trouble: Trouble | None = None
) -> dict[str, Any]:
    """Return what the template of the page needs; raises NotFoundError where nothing was held on the day asked for."""
    as_of = visit.address.as_of
    may = visit.viewer.role.may(Role.REVIEWER) and as_of is None
    row = stands.row if as_of else stands.to_row
    held, changes = _held(connection, row, as_of)
    visit.may_see_incident(held)
    told = passages(connection, held.events)
    acts = review.acts(connection, incident_row=row, limit=200)
    grid = visit.grid
    values = review.values(connection, row) if as_of is None else []
    typed = {trouble.field: trouble.value} if trouble and trouble.act == "edit" else {}
    comments = review.comments(connection, row)
    return {
        "incident": held,
        "as_of": as_of,
        "may": may,
        "seen": review.revision(connection, row) if may else "",
        "trouble": trouble,
        "done": _done(visit, acts),
        "doers": [_party(actor) for actor in held.agents],
        "targets": [_party(actor) for actor in held.targets],
        "where": _where(held.where, grid),
        "places": _places(held, told, grid),
        "list_link": list_link,
        "columns": columns(held, told),
        "outcomes": outcome_views(held, told),
        "asserting": origin_lines(held, Stance.ASSERTS),
        "denying": origin_lines(held, Stance.DENIES),
        "one_texts": one_texts(held.sources),
        "sources": sorted(held.sources, key=lambda s: (str(s.published or "9999"), s.publisher, s.report, s.version)),
        "moments": _moments(changes, acts),
        "near": candidates(connection, row) if may else [],
        "forms": field_forms(values, typed, exact=grid is None),
        "threads": _threads(comments),
        "comment_labels": {c.field: _subject(c.field, held) for c in comments},
        "events": [(key, _event_words(passage)) for key, passage in told.items()],
        "report_link": report_link,
        "incident_link": incident_link,
        "outlet_link": outlet_link,
        "many_changes": MANY_CHANGES,
        "many_reports": MANY_REPORTS,
        "label_of": label_of,
    }


def _held(connection: Connection, row: int, as_of: datetime.date | None) -> tuple[Incident, list[Change]]:
    if as_of is None:
        found = queries.held(connection, row)
        return found, history_of(connection, row)
    try:
        return queries.as_held(connection, row, as_of)
    except LedgerError as error:
        raise NotFoundError(str(error)) from error


def _party(actor: Actor) -> Party:
    return Party(actor.text, actor.party, party_words(actor.party), party_link(actor.party))


def _done(visit: Visit, acts: Sequence[review.Act]) -> review.Act | None:
    """Return the act that the address says was just done, if it is one on this incident."""
    given = visit.address.view.get("done", "")
    return next((act for act in acts if str(act.review) == given), None)


def _where(where: Where | None, grid: Grid | None) -> dict[str, Any] | None:
    """Return the place in words, its coordinates as this viewer may see them, and how close it is named."""
    if where is None:
        return None
    point = _point(where.lat, where.lon, grid)
    return {
        "name": where.name,
        "country": where.country,
        "precision": grid.precision if grid and point else _PRECISION[where.precision],
        "point": point,
        "list": list_link(place=where.name),
    }


_PRECISION = {
    PlacePrecision.EXACT: "exact place",
    PlacePrecision.SETTLEMENT: "settlement level",
    PlacePrecision.DISTRICT: "district level",
    PlacePrecision.PROVINCE: "province level",
    PlacePrecision.COUNTRY: "country level",
    PlacePrecision.UNKNOWN: "precision unknown",
}


def _point(lat: float | None, lon: float | None, grid: Grid | None) -> tuple[float, float] | None:
    if lat is None or lon is None:
        return None
    return grid.snap(lat, lon) if grid else (lat, lon)


def _places(held: Incident, told: Mapping[str, Passage], grid: Grid | None) -> list[dict[str, Any]]:
    """Return the places that the incident and its reports name, each once, for the map and the list beside it."""
    found: dict[str, dict[str, Any]] = {}

    def add(name: str, country: str, lat: float | None, lon: float | None, precision: PlacePrecision) -> dict[str, Any]:
        point = _point(lat, lon, grid)
        return found.setdefault(
            name,
            {
                "name": name,
                "country": country,
                "lat": point[0] if point else None,
                "lon": point[1] if point else None,
                "precision": precision.value,
                "halo_km": grid.km if grid else None,
                "held": False,
                "publishers": [],
            },
        )

    if held.where is not None:
        where = held.where
        add(where.name, where.country, where.lat, where.lon, where.precision)["held"] = True
    for passage in told.values():
        place, source = passage.event.body.place, passage.event.source
        if place is None or not source.live:
            continue
        own = add(place.name, place.country, place.lat, place.lon, place.precision)
        if source.publisher and source.publisher not in own["publishers"]:
            own["publishers"].append(source.publisher)
    return list(found.values())


def _moments(changes: Iterable[Change], acts: Sequence[review.Act]) -> list[Moment]:
    """Return the history by moment, the newest first."""
    by_number = {act.review: act for act in acts}
    grouped: dict[tuple[datetime.datetime, str], list[Change]] = defaultdict(list)
    for change in changes:
        grouped[change.at, change.cause].append(change)
    found = []
    for (at, cause), own in grouped.items():
        number = _REVIEW.match(cause)
        act = by_number.get(int(number[1])) if number else None
        report = _REPORT.search(cause)
        found.append(
            Moment(
                at=at,
                cause=f"{act.action} by hand" if act else cause,
                who=act.who if act else "",
                report=report.group() if report else "",
                review=act.review if act and act.undone_by is None and act.action != "undo" else None,
                undone=bool(act and act.undone_by is not None),
                note=act.note if act else "",
                changes=tuple(own),
            )
        )
    return found[::-1]


def _threads(comments: Iterable[review.Comment]) -> dict[str, list[review.Comment]]:
    """Return the comments by what they are on, answers below what they answer."""
    found: dict[str, list[review.Comment]] = {}
    for said in comments:
        own = found.setdefault(said.field, [])
        after = [n for n, other in enumerate(own) if said.reply_to in (other.review, other.reply_to) and said.reply_to]
        own.insert(after[-1] + 1 if after else len(own), said)
    return found


def _subject(field: str, held: Incident) -> str:
    """Return in words what a comment is on."""
    sort, _, key = field.rpartition(":")
    if sort == "report" or any(source.report == key for source in held.sources):
        source = next((s for s in held.sources if s.report == key), None)
        return f"the report of {source.publisher or source.report}" if source else field
    if sort in ("claim", "event"):
        voices = [claim.voice for claim in held.claims if claim.event == key]
        return f"the account of {voices[0]}" if voices else field
    return label_of(field) if field else "the incident as a whole"


def _event_words(passage: Passage) -> str:
    source = passage.event.source
    words = passage.event.quote
    short = words if len(words) <= 160 else words[:159].rsplit(" ", 1)[0] + "…"
    return f"{source.publisher or source.report}, {source.published or 'no date'}: “{short}”"
