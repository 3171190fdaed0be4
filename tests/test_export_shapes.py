"""Incidents in the columns of ACLED, UCDP, PLOVER, CAMEO and HXL: nothing undone as done, nothing unknown as zero."""

import datetime

import pytest

from export_incidents import DAY, LATER, bare, claim, count, strike
from sayso.export.actors import named
from sayso.export.coarsen import Grid
from sayso.export.columns import SHAPES, Row
from sayso.export.crosswalks import best_killed
from sayso.export.rows import Told
from sayso.export.shapes import NO_DEATHS, NO_TYPE, NOT_DONE, RETRACTED, shape
from sayso.knowledge.files import read_csv
from sayso.model import Outcome, PlacePrecision, Realis, Stance, TimePrecision
from sayso.model.incident import Actor, Count, Incident, Range, Status, When, Where

KINDS = {row["kind"] for row in read_csv("crosswalks/acled.csv")}
ARMY, REBELS, CIVILIANS = Actor("the army", "SYR-MIL"), Actor("rebels", "SYR-REB"), Actor("families", "CIV")
IS, NUSRA = Actor("the group", "islamic-state"), Actor("Nusra", "nusra-front")
NOBODY = Actor("gunmen", "unknown")


def row(scheme: str, incident: Incident, grid: Grid | None = None) -> Row:
    found = shape(scheme, Told(incident, grid))
    assert isinstance(found, dict), found
    return found


def days(start: datetime.date | None, end: datetime.date | None) -> When:
    return When(start, end, TimePrecision.RANGE)


@pytest.mark.parametrize("realis", [Realis.PLANNED, Realis.FAILED])
@pytest.mark.parametrize("scheme", ["acled", "ucdp", "hxl"])
@pytest.mark.parametrize("kind", ["airstrike", "capture", "talks"])
def test_what_was_not_done_is_not_exported_as_done(scheme: str, kind: str, realis: Realis) -> None:
    assert shape(scheme, Told(strike(kind=kind, realis=realis))) == NOT_DONE


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_failed_act_is_in_no_scheme(kind: str) -> None:
    assert {shape(scheme, Told(strike(kind=kind, realis=Realis.FAILED))) for scheme in SHAPES} == {NOT_DONE}


@pytest.mark.parametrize(
    ("kind", "phase", "plover", "cameo"),
    [
        ("airstrike", "", "THREATEN", "1384"),
        ("ceasefire", "proposed", "CONSULT", "0256"),
        ("talks", "", None, "036"),
        ("capture", "", None, "1382"),
        ("aid", "", None, "0333"),
    ],
)
def test_a_planned_act_takes_only_a_type_for_plans(
    kind: str, phase: str, plover: str | None, cameo: str | None
) -> None:
    planned = strike(kind=kind, phase=phase, realis=Realis.PLANNED)
    for scheme, column, wanted in (("plover", "event_type", plover), ("cameo", "event_code", cameo)):
        found = shape(scheme, Told(planned))
        assert (found[column] if isinstance(found, dict) else None) == wanted
        assert wanted or found == NOT_DONE


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_cameo_has_a_code_for_each_kind_done_and_planned(kind: str) -> None:
    done, planned = row("cameo", strike(kind=kind)), row("cameo", strike(kind=kind, realis=Realis.PLANNED))
    assert int(str(planned["root_code"])) <= 13, "a plan is no more than speech"
    assert str(done["event_code"])[:2] == done["root_code"]


def test_the_quad_class_of_cameo_follows_the_root() -> None:
    for line in read_csv("crosswalks/cameo.csv"):
        root = int(line["event_code"][:2])
        assert int(line["quad_class"]) == 1 + (root > 5) + (root > 8) + (root > 13), line


@pytest.mark.parametrize("scheme", ["acled", "ucdp", "plover", "cameo"])
def test_a_retracted_incident_is_left_out_but_for_hxl(scheme: str) -> None:
    gone = strike(status=Status.RETRACTED)
    assert shape(scheme, Told(gone)) == RETRACTED
    assert row("hxl", gone)["status"] == "retracted"


@pytest.mark.parametrize("kind", ["talks", "siege", "aid", "protest"])
def test_ucdp_has_no_type_for_what_is_no_violence(kind: str) -> None:
    assert shape("ucdp", Told(strike(kind=kind))) == NO_TYPE


def test_ucdp_leaves_out_where_all_say_that_nobody_was_killed() -> None:
    assert shape("ucdp", Told(strike(ranges=(Range(Outcome.KILLED, 0, 0),)))) == NO_DEATHS
    assert row("ucdp", strike(ranges=(Range(Outcome.KILLED, 0, 4),)))["low"] == 0


@pytest.mark.parametrize(("scheme", "names"), [("acled", ["fatalities"]), ("ucdp", ["best", "low", "high"])])
def test_deaths_that_nobody_counts_are_blank(scheme: str, names: list[str]) -> None:
    found = row(scheme, bare(agents=(ARMY,)))
    assert [found[name] for name in names] == [None] * len(names)


def killed(*counts: Count, low: int | None = 4, high: int | None = 30) -> Incident:
    return strike(counts=counts, ranges=(Range(Outcome.KILLED, low, high),))


@pytest.mark.parametrize(
    ("incident", "best"),
    [
        (killed(count(12, 12, origin="a"), count(15, 15, origin="b"), count(15, 15, origin="c")), 15),
        (killed(count(12, 12, origin="a"), count(15, 15, origin="b")), 4),
        (killed(count(12, None, origin="a"), low=12, high=None), 12),
        (killed(count(None, 20, origin="a"), low=None, high=20), None),
        # An origin has one voice however often it is quoted.
        (killed(count(9, 9, origin="a"), count(9, 9, origin="a"), count(7, 7, origin="b"), count(7, 7, origin="c")), 7),
        # A toll that rose: the latest figure of each origin counts.
        (killed(count(5, 5, origin="a"), count(20, 20, origin="a", since=LATER), low=5, high=20), 20),
        # A part of the dead beside all of them.
        (killed(count(12, 12, origin="a"), count(3, 3, origin="a", who="children"), low=3, high=12), 12),
        # Figures of versions that were replaced, and the injured, are no votes.
        (killed(count(8, 8, origin="a"), count(99, 99, origin="b", live=False), low=8, high=8), 8),
        (killed(count(8, 8, origin="a"), count(50, 50, Outcome.INJURED, origin="b"), low=8, high=8), 8),
        (killed(count(8, 8, origin="a", since=None), count(6, 6, origin="a"), low=6, high=8), 6),
        (bare(), None),
    ],
)
def test_the_one_number_of_killed_is_what_most_origins_give_else_the_lowest(
    incident: Incident, best: int | None
) -> None:
    assert best_killed(incident) == best
    assert row("acled", incident)["fatalities"] == best


@pytest.mark.parametrize(
    ("when", "acled", "ucdp"),
    [
        (days(DAY, DAY), 1, 1),
        (days(DAY, DAY + datetime.timedelta(1)), 2, 2),
        (days(DAY, DAY + datetime.timedelta(5)), 2, 2),
        (days(DAY, DAY + datetime.timedelta(6)), 2, 3),
        (days(DAY, DAY + datetime.timedelta(7)), 3, 4),
        (days(DAY, DAY + datetime.timedelta(30)), 3, 4),
        (days(DAY, DAY + datetime.timedelta(31)), None, 5),
        (days(DAY, DAY + datetime.timedelta(400)), None, None),
        (days(DAY, None), None, None),
        (days(None, DAY), None, None),
        (None, None, None),
    ],
)
def test_times_are_no_more_exact_than_told(when: When | None, acled: int | None, ucdp: int | None) -> None:
    assert row("acled", strike(when=when))["time_precision"] == acled
    assert row("ucdp", strike(when=when))["date_prec"] == ucdp


@pytest.mark.parametrize(
    ("precision", "km", "acled", "ucdp"),
    [
        (PlacePrecision.EXACT, None, 1, 1),
        (PlacePrecision.SETTLEMENT, None, 1, 1),
        (PlacePrecision.DISTRICT, None, 2, 3),
        (PlacePrecision.PROVINCE, None, 3, 4),
        (PlacePrecision.COUNTRY, None, None, 6),
        (PlacePrecision.UNKNOWN, None, None, None),
        (PlacePrecision.EXACT, 10, 2, 2),
        (PlacePrecision.EXACT, 100, 3, 4),
        (PlacePrecision.DISTRICT, 10, 2, 3),
    ],
)
def test_places_are_no_more_exact_than_told(
    precision: PlacePrecision, km: float | None, acled: int | None, ucdp: int | None
) -> None:
    incident = strike(where=Where("Varda", "SYR", 35.9, 36.6, precision))
    grid = Grid(km) if km else None
    assert row("acled", incident, grid)["geo_precision"] == acled
    assert row("ucdp", incident, grid)["where_prec"] == ucdp


@pytest.mark.parametrize(
    ("agent", "target", "violence", "side_a", "side_b"),
    [
        (ARMY, REBELS, 1, "Government of Syria", "Insurgents (Syria)"),
        (REBELS, ARMY, 1, "Government of Syria", "Insurgents (Syria)"),
        (IS, NUSRA, 2, "Islamic State", "Nusra Front"),
        (ARMY, CIVILIANS, 3, "Government of Syria", "Civilians"),
        (IS, CIVILIANS, 3, "Islamic State", "Civilians"),
        (NOBODY, CIVILIANS, 3, "gunmen", "Civilians"),
        (ARMY, NOBODY, 1, "Government of Syria", "gunmen"),
        (IS, NOBODY, None, "Islamic State", "gunmen"),
        (NOBODY, NOBODY, None, "gunmen", "gunmen"),
    ],
)
def test_ucdp_sides(agent: Actor, target: Actor, violence: int | None, side_a: str, side_b: str) -> None:
    found = row("ucdp", strike(agents=(agent,), targets=(target,)))
    sides = (found["type_of_violence"], found["side_a"], found["side_b"])
    assert sides == (violence, side_a, side_b)


@pytest.mark.parametrize(
    ("kind", "agent", "summary", "sub_event_type"),
    [
        ("airstrike", ARMY, "", "Air/drone strike"),
        ("bombing", IS, "A suicide bomber struck the gate", "Suicide bomb"),
        ("bombing", IS, "A car blew up", "Remote explosive/landmine/IED"),
        ("capture", ARMY, "", "Government regains territory"),
        ("capture", IS, "", "Non-state actor overtakes territory"),
        ("detention", NOBODY, "Gunmen kidnapped a priest", "Abduction/forced disappearance"),
        ("detention", ARMY, "Police arrested ten", "Arrests"),
    ],
)
def test_acled_types(kind: str, agent: Actor, summary: str, sub_event_type: str) -> None:
    incident = bare(kind=kind, agents=(agent,), summary=summary)
    assert row("acled", incident)["sub_event_type"] == sub_event_type


def test_the_words_of_those_who_deny_tell_no_type() -> None:
    denial = claim("the army", "SYR-MIL", Stance.DENIES, quote="it was no suicide bomber")
    story = claim("residents", "CIV", quote="a suicide bomber struck")
    assert row("acled", bare(kind="bombing", claims=(denial,)))["sub_event_type"] == "Remote explosive/landmine/IED"
    assert row("acled", bare(kind="bombing", claims=(story,)))["sub_event_type"] == "Suicide bomb"


@pytest.mark.parametrize("phase", ["proposed", "rejected", "collapsed"])
def test_a_truce_that_is_none_is_no_agreement(phase: str) -> None:
    assert row("acled", bare(kind="ceasefire", phase=phase))["sub_event_type"] == "Other"
    assert row("acled", bare(kind="ceasefire", phase="agreed"))["sub_event_type"] == "Agreement"


@pytest.mark.parametrize(
    ("actor", "acled", "cameo"),
    [
        (ARMY, "Military Forces of Syria", "SYRMIL"),
        (Actor("Moscow", "RUS-GOV"), "Government of Russia", "RUSGOV"),
        (REBELS, "Unidentified Armed Group (Syria)", "SYRREB"),
        (CIVILIANS, "Civilians (Yemen)", "CVL"),
        (IS, "Islamic State", "INS"),
        (Actor("the U.N.", "UN"), "United Nations", "IGOUNO"),
        (Actor("the alliance", "us-coalition"), "US-led coalition", "IMG"),
        (Actor("Ansar Front", "ansar-front-of-varda"), "Ansar Front", "UAF"),
        (NOBODY, "gunmen", None),
        (Actor("", "unknown"), None, None),
        (Actor("unknown", "unknown"), None, None),
    ],
)
def test_parties_under_the_names_of_other_projects(actor: Actor, acled: str | None, cameo: str | None) -> None:
    found = named((actor, ARMY), "YEM")
    assert (found.acled, found.cameo) == (acled, cameo)


def test_civilians_of_nowhere_have_no_country() -> None:
    assert named((CIVILIANS,), "").acled == "Civilians"


def test_words_in_braces_are_words() -> None:
    assert named((Actor("{country.__class__}", "x-{iso3}"),), "").acled == "{country.__class__}"


def test_the_notes_of_acled_tell_both_sides() -> None:
    notes = str(row("acled", strike())["notes"])
    assert notes.startswith("Jets bombed the market of Varda. Status: disputed (denied by the army")
    assert "it happened: residents, medics / it did not: the army" in notes


@pytest.mark.parametrize("scheme", SHAPES)
def test_every_shape_has_the_merged_ids(scheme: str) -> None:
    assert row(scheme, strike())["merged_ids"] == ["i-older", "i-oldest"]


@pytest.mark.parametrize(
    ("precision", "province", "location"),
    [
        (PlacePrecision.SETTLEMENT, None, "Varda"),
        (PlacePrecision.DISTRICT, None, "Varda"),
        (PlacePrecision.PROVINCE, "Varda", None),
        (PlacePrecision.COUNTRY, None, None),
        (PlacePrecision.UNKNOWN, None, None),
    ],
)
def test_hxl_tells_provinces_from_places(precision: PlacePrecision, province: str | None, location: str | None) -> None:
    found = row("hxl", strike(where=Where("Varda", "SYR", None, None, precision)))
    assert (found["province"], found["location"]) == (province, location)


def test_every_cell_of_the_crosswalk_of_actors_is_known() -> None:
    for line in read_csv("crosswalks/actors.csv"):
        assert line["side"] in ("state", "other")
        assert line["class"] in ("", "state", "group", "civilians")
        assert all(line[scheme] for scheme in ("acled", "ucdp", "cameo"))
