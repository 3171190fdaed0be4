"""Rows of incidents: nothing is lost, nothing is guessed, nothing unfit for a table gets through."""

import dataclasses
import datetime
import enum
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export_incidents import DAY, bare, strike
from sayso.errors import SettingError
from sayso.export.cells import clean, guard, join, unguard
from sayso.export.coarsen import Grid
from sayso.export.rows import Told, incident_row
from sayso.export.tables_json import dump, incident_dict
from sayso.model import PlacePrecision, TimePrecision
from sayso.model.incident import Actor, Incident, Matter, When, Where


def changed(value: Any) -> Any:
    """Return another value of the same sort."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, enum.Enum):
        return next(other for other in type(value) if other is not value)
    if isinstance(value, datetime.date):
        return value + datetime.timedelta(days=1)
    if isinstance(value, int | float):
        return value + 1
    return DAY if value is None else f"{value} otherwise"


def variants(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Yield the value with each single leaf of it changed, and which."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            for path, other in variants(getattr(value, field.name), f"{where}.{field.name}"):
                yield path, dataclasses.replace(value, **{field.name: other})  # type: ignore[type-var]
    elif isinstance(value, tuple):
        for at, one in enumerate(value):
            for path, other in variants(one, f"{where}[{at}]"):
                yield path, (*value[:at], other, *value[at + 1 :])
    elif value is not None:
        yield where, changed(value)


def line(incident: Incident) -> str:
    return dump(incident_dict(Told(incident)))


def test_a_row_says_with_what_it_was_done_where_that_is_told() -> None:
    assert (incident_row(strike())["means"], incident_row(bare())["means"]) == ("unguided bombs", None)


def test_a_json_line_holds_every_field_of_an_incident() -> None:
    found = list(variants(strike(), "incident"))
    assert len(found) > 100
    assert [path for path, other in found if line(other) == line(strike())] == []


def test_what_is_not_known_is_neither_zero_nor_an_empty_text() -> None:
    row = incident_row(bare())
    assert {name for name, value in row.items() if value in ("", 0)} == set()
    assert [row[name] for name in ("killed_low", "killed_high", "latitude", "date_start", "place")] == [None] * 5
    assert [row[name] for name in ("agents", "merged_ids", "disputes")] == [[], [], []]


def test_a_zero_that_somebody_tells_stays() -> None:
    row = incident_row(strike(where=Where("Gulf", "", 0.0, 0.0, PlacePrecision.EXACT)))
    assert (row["latitude"], row["longitude"]) == (0.0, 0.0)


@pytest.mark.parametrize(
    "place", [(math.nan, 3.0), (math.inf, 3.0), (91.0, 3.0), (3.0, 181.0), (None, 3.0), (3.0, None)]
)
def test_a_position_that_is_none_on_earth_is_not_known(place: tuple[float | None, float | None]) -> None:
    row = incident_row(strike(where=Where("Varda", "SYR", *place, PlacePrecision.EXACT)))
    assert (row["latitude"], row["longitude"], row["place"]) == (None, None, "Varda")


def test_an_open_day_stays_open() -> None:
    row = incident_row(strike(when=When(None, DAY, TimePrecision.RANGE)))
    assert (row["date_start"], row["date_end"], row["date_precision"]) == (None, DAY, "range")


def test_names_and_parties_of_actors_stand_side_by_side() -> None:
    row = incident_row(strike(agents=(Actor("", "unknown"), Actor("the navy", "SYR-MIL"))))
    assert list(zip(row["agents"], row["agent_parties"], strict=True)) == [  # type: ignore[arg-type]
        ("unknown", "unknown"),
        ("the navy", "SYR-MIL"),
    ]


def test_a_report_with_two_versions_is_named_once() -> None:
    row = incident_row(strike())
    assert row["report_ids"] == ["r-gazette", "r-courier"]
    assert row["publishers"] == ["Varda Gazette", "The Courier"]


def test_a_dispute_is_told_with_its_sides() -> None:
    row = incident_row(strike())
    assert row["disputed_about"] == [Matter.HAPPENED.value]
    assert row["disputes"] == [
        "happened: the army says that no plane flew (it happened: residents, medics / it did not: the army)"
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\r\nlines\rthree", "two\nlines\nthree"),
        ("line\u2028end\x85", "line\nend\n"),
        ("bell\x07 nul\x00", "bell\u2407 nul\u2400"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("tab\tstays", "tab\tstays"),
        ("\u202bعربي\u202c", "\u202bعربي\u202c"),
        ("emoji 😀", "emoji 😀"),
    ],
)
def test_text_is_made_fit_for_every_format(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", "\uff1d1", "'=1", "''-2"])
def test_a_text_that_a_spreadsheet_might_run_gets_an_apostrophe(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "2016-07-01", "12 people", "'They fled'", "a=b", " =1", "#tag"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


@given(st.text())
def test_a_guarded_text_can_be_had_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.lists(st.text().filter(lambda text: not text.endswith(" ")), min_size=1))
def test_a_joined_list_can_be_split_into_as_many(values: list[str]) -> None:
    assert join(values).split("; ") == [value.replace(";", ",") for value in values]


def test_coarsened_coordinates_say_so() -> None:
    row = incident_row(strike(), Grid(10))
    assert row["place_precision"] == "grid of 10 km"
    assert (row["latitude"], row["longitude"]) != (35.93, 36.64)


def test_a_place_without_coordinates_keeps_its_precision() -> None:
    where = Where("Idlib", "SYR", None, None, PlacePrecision.PROVINCE)
    row = incident_row(strike(where=where), Grid(10))
    assert (row["place_precision"], row["latitude"]) == ("province", None)


degrees = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(degrees, st.sampled_from([0.1, 1, 5, 25, 100, 1000]))
def test_a_coarsened_point_is_near_and_stays_where_it_is(point: tuple[float, float], km: float) -> None:
    moved = Grid(km).snap(*point)
    assert abs(moved[0]) <= 90 and abs(moved[1]) <= 180
    assert apart(point, moved) <= km + 0.01
    assert Grid(km).snap(*moved) == moved


def test_neighbours_share_a_point() -> None:
    assert Grid(25).snap(35.93, 36.64) == Grid(25).snap(35.931, 36.641)


@pytest.mark.parametrize("km", [0, -5, 0.01, 5000, math.nan, math.inf])
def test_a_cell_size_that_makes_no_sense_is_refused(km: float) -> None:
    with pytest.raises(SettingError, match="km"):
        Grid(km)


def apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points in kilometres, along the great circle."""
    lat, lon, to_lat, to_lon = map(math.radians, (*one, *other))
    half = math.sin((to_lat - lat) / 2) ** 2
    half += math.cos(lat) * math.cos(to_lat) * math.sin((to_lon - lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1.0, math.sqrt(half)))
