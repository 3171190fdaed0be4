"""An incident as one row for users of HXL, ACLED, UCDP GED, PLOVER or CAMEO, or the reason why it is none of theirs."""

from collections.abc import Callable
from dataclasses import dataclass

from sayso.export.actors import Named, country_name, named
from sayso.export.cells import clean
from sayso.export.columns import Row
from sayso.export.crosswalks import best_killed, days_code, place_code, rule
from sayso.export.rows import Told, in_words, texts
from sayso.model.event import Realis
from sayso.model.incident import Incident, Status
from sayso.model.places import PlacePrecision

NOT_DONE = "not done: planned or failed"
RETRACTED = "retracted by its source"
NO_TYPE = "no type of this scheme for it"
NO_DEATHS = "nobody was killed"
_UNPLACED = (PlacePrecision.COUNTRY, PlacePrecision.UNKNOWN)  # too wide to be a location
_STATE_BASED = "1"  # of UCDP: one side at least is a state


@dataclass(frozen=True, slots=True)
class Facts:
    """What shapes are made of: the incident, its row of the table incidents, its sides, what its crosswalk gives."""

    incident: Incident
    cells: Row
    agent: Named
    target: Named
    gives: dict[str, str]
    grid_km: float | None  # cell size of the grid the coordinates were put on, None where they were not


def shape(scheme: str, told: Told) -> Row | str:
    """Return the row of an incident in a scheme (one of `columns.SHAPES`), or the reason why it has none there."""
    incident = told.incident
    country = incident.where.country if incident.where else ""
    agent, target = named(incident.agents, country), named(incident.targets, country)
    gives = {} if scheme == "hxl" else rule(scheme, incident, agent, target)
    if reason := _left_out(scheme, incident, gives):
        return reason
    cells = told.row()
    grid_km = told.grid.km if told.grid and cells["latitude"] is not None else None
    return _MAKERS[scheme](Facts(incident, cells, agent, target, gives or {}, grid_km))


def _left_out(scheme: str, incident: Incident, gives: dict[str, str] | None) -> str:
    """Say why a scheme does not take an incident, "" where it does. HXL shows the status and takes retracted ones."""
    undone = incident.realis in (Realis.PLANNED, Realis.FAILED)
    if undone and (gives is None or scheme == "hxl"):
        return NOT_DONE
    if gives is None:
        return NO_TYPE
    if incident.status is Status.RETRACTED and scheme != "hxl":
        return RETRACTED
    if scheme == "ucdp" and any(span.outcome == "killed" and span.high == 0 for span in incident.ranges):
        return NO_DEATHS
    return ""


def _hxl(facts: Facts) -> Row:
    cells, where = facts.cells, facts.incident.where
    province = where is not None and where.precision is PlacePrecision.PROVINCE
    location = where is not None and not province and where.precision not in _UNPLACED
    return {
        "date": cells["date_start"],
        "type": cells["kind"],
        "agent": facts.agent.acled,
        "target": facts.target.acled,
        "province": cells["place"] if province else None,
        "location": cells["place"] if location else None,
        "latitude": cells["latitude"],
        "longitude": cells["longitude"],
        "killed_min": cells["killed_low"],
        "killed_max": cells["killed_high"],
        "source": cells["publishers"],
        "status": cells["status"],
        "country": cells["country"],
        "id": cells["id"],
        "merged_ids": cells["merged_ids"],
    }


def _acled(facts: Facts) -> Row:
    cells = facts.cells
    return {
        **_event(facts),
        "year": _year(facts.incident),
        "time_precision": days_code("acled", facts.incident.when),
        **facts.gives,
        "actor1": facts.agent.acled,
        "actor2": facts.target.acled,
        "country": _country(facts.incident),
        "geo_precision": _place_code("acled", facts),
        "notes": _notes(facts.incident),
        "fatalities": best_killed(facts.incident),
        "fatalities_low": cells["killed_low"],
        "fatalities_high": cells["killed_high"],
    }


def _ucdp(facts: Facts) -> Row:
    incident, cells = facts.incident, facts.cells
    violence = facts.gives["type_of_violence"]
    if violence == _STATE_BASED and "state" not in (facts.agent.group, facts.target.group):
        violence = (
            ""  # the last row of a kind fits everything; where no side is known to be a state it would be a guess
        )
    side_a, side_b = facts.agent, facts.target
    if side_b.group == "state" != side_a.group:
        side_a, side_b = side_b, side_a  # UCDP puts the state first, whoever acted
    return {
        "id": cells["id"],
        "year": _year(incident),
        "type_of_violence": int(violence) if violence else None,
        "side_a": side_a.ucdp,
        "side_b": side_b.ucdp,
        "number_of_sources": len({source.report for source in incident.sources if source.live}),
        "number_of_origins": incident.origins,
        "source_article": _articles(incident),
        "where_prec": _place_code("ucdp", facts),
        "where_coordinates": cells["place"],
        "latitude": cells["latitude"],
        "longitude": cells["longitude"],
        "country": _country(incident),
        "date_prec": days_code("ucdp", incident.when),
        "date_start": cells["date_start"],
        "date_end": cells["date_end"],
        "best": best_killed(incident),
        "low": cells["killed_low"],
        "high": cells["killed_high"],
        "notes": _notes(incident),
        **_ids(facts),
    }


def _plover(facts: Facts) -> Row:
    cells = facts.cells
    return {
        **_event(facts),
        **facts.gives,
        "realis": cells["realis"],
        "actor": facts.agent.acled,
        "actor_code": facts.agent.cameo,
        "recipient": facts.target.acled,
        "recipient_code": facts.target.cameo,
        "country": cells["country"],
        "deaths_low": cells["killed_low"],
        "deaths_high": cells["killed_high"],
        "injured_low": cells["injured_low"],
        "injured_high": cells["injured_high"],
        "origins": facts.incident.origins,
        "text": cells["summary"],
    }


def _cameo(facts: Facts) -> Row:
    cells, code = facts.cells, facts.gives["event_code"]
    return {
        **_event(facts),
        "source_code": facts.agent.cameo,
        "source_name": facts.agent.acled,
        "target_code": facts.target.cameo,
        "target_name": facts.target.acled,
        "event_code": code,
        "root_code": code[:2],
        "quad_class": int(facts.gives["quad_class"]),
        "realis": cells["realis"],
        "country": cells["country"],
        "origins": facts.incident.origins,
        "text": cells["summary"],
    }


_MAKERS: dict[str, Callable[[Facts], Row]] = {
    "hxl": _hxl,
    "acled": _acled,
    "ucdp": _ucdp,
    "plover": _plover,
    "cameo": _cameo,
}


def _event(facts: Facts) -> Row:
    """The cells that ACLED, PLOVER and CAMEO rows have in common."""
    cells = facts.cells
    return {
        "event_id": cells["id"],
        "event_date": cells["date_start"],
        "event_date_end": cells["date_end"],
        "location": cells["place"],
        "latitude": cells["latitude"],
        "longitude": cells["longitude"],
        "source": cells["publishers"],
        **_ids(facts),
    }


def _ids(facts: Facts) -> Row:
    return {name: facts.cells[name] for name in ("status", "merged_ids", "report_ids", "event_keys")}


def _year(incident: Incident) -> int | None:
    return incident.when.start.year if incident.when and incident.when.start else None


def _country(incident: Incident) -> str | None:
    return country_name(incident.where.country) or None if incident.where else None


def _place_code(scheme: str, facts: Facts) -> int | None:
    where = facts.incident.where
    return place_code(scheme, where.precision.value, facts.grid_km) if where else None


def _notes(incident: Incident) -> str:
    """The incident in words: what a coder needs to judge it without opening the ledger."""
    why = f" ({incident.why})" if incident.why else ""
    parts = [incident.summary, f"Status: {incident.status.value}{why}"]
    parts += [f"Disputed: {in_words(dispute)}" for dispute in incident.disputes]
    return clean(". ".join(part.strip().rstrip(".") for part in parts if part.strip()) + ".")


def _articles(incident: Incident) -> list[str]:
    """Each report as publisher, day and headline, as UCDP writes them."""
    return texts(
        ", ".join(part for part in (source.publisher, str(source.published or ""), source.title) if part)
        for source in incident.sources
        if source.live
    )
