"""The measures of each public set on small invented samples whose figures are known by hand."""

import datetime
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from quality.world import ecb_plus, event_location, geoparsing, muc4, polnear, re3d, timebank, ucdp
from quality.world import wikievents as wiki
from quality.world.case2021 import labels, macro
from quality.world.kit import Store, Worker
from quality.world.shape import Errors, f1

from sayso.model import Place, Report, Span


@pytest.fixture(scope="module")
def kit() -> Worker:
    return Worker(Store(None))


def test_dates_of_an_invented_document(tmp_path: Path) -> None:
    made = datetime.date(2020, 5, 6)  # a Wednesday
    text = "They met on Tuesday. It began in 1998. Prices rose last month."
    marks = [
        (text.index("Tuesday"), text.index("Tuesday") + 7, "DATE", "2020-05-05"),
        (text.index("1998"), text.index("1998") + 4, "DATE", "1997"),  # wrong on purpose
        (text.index("Prices"), text.index("Prices") + 6, "DATE", "2020-04"),  # nothing is read there
    ]
    errors = Errors()
    counts = timebank.compare("x", text, made, marks, errors)
    assert (counts["gold"], counts["found"], counts["right"]) == (3, 2, 1)
    assert counts["read"] == 3  # Tuesday, 1998, and last month, which no mark has
    assert {e["class"] for e in errors.listed()} == {"wrong days: a year", "missed: other", "made up"}


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2016-02", ("2016-02-01", "2016-02-29")),
        ("1998-Q2", ("1998-04-01", "1998-06-30")),
        ("1998-W01", ("1997-12-29", "1998-01-04")),
        ("199", ("1990-01-01", "1999-12-31")),
    ],
)
def test_days_of_a_value(value: str, days: tuple[str, str]) -> None:
    found = timebank.days_of(value)
    assert found is not None
    assert tuple(d.isoformat() for d in found if d) == days
    assert timebank.days_of("PAST_REF") is None


ALEPPO = geoparsing.Toponym(Span(0, 6), 36.2, 37.16, frozenset({"geonames:170063", "aleppo"}), "P.PPL")


def place(name: str, lat: float | None, lon: float | None, source: str = "x") -> Place:
    return Place(name, Span(0, len(name)), name, "SYR", lat, lon, source=source)


def test_error_of_a_place_in_km() -> None:
    near = geoparsing.error_km(ALEPPO, place("Aleppo", 36.2, 38.16))
    assert near == pytest.approx(89.7, abs=0.5)  # one degree of longitude at 36.2 north
    assert geoparsing.error_km(ALEPPO, place("Aleppo", None, None)) == 0  # the right area by its name
    assert geoparsing.error_km(ALEPPO, place("Hama", None, None)) is None
    assert geoparsing.error_km(ALEPPO, None) is None


def test_resolution_counts_areas_apart_from_points() -> None:
    pairs = [
        (ALEPPO, place("Aleppo", 36.2, 37.16)),
        (ALEPPO, place("Aleppo", 40.0, -80.0)),
        (ALEPPO, place("Aleppo", None, None)),
        (ALEPPO, None),
    ]
    figures = geoparsing.resolution(pairs)
    assert figures["within 161 km, of names with a point"] == {"value": 0.5, "n": 2}
    assert figures["names with a point"]["value"] == 0.5
    assert figures["within 161 km or the right area, of all names"]["value"] == 0.5
    assert geoparsing.classify(*pairs[1]) == "a namesake far away: a town"
    assert geoparsing.classify(*pairs[0]) == ""


def test_given_names_are_the_only_ones_resolved(kit: Worker) -> None:
    doc = next(kit.docs(["Clashes in Aleppo spread to Hama, officials in Damascus said."]))
    span = doc.char_span(11, 17)
    found = geoparsing.find_mentions(doc, given=[(span.start, span.end)])
    assert [m.place.name for m in found] == ["Aleppo"]


@pytest.mark.parametrize(
    ("text", "verb", "where", "outcome"),
    [
        ("Gunmen killed five people in Kirkuk on Sunday.", "killed", "Kirkuk", "right"),
        ("Gunmen killed five people on Sunday.", "killed", "", "none"),
        ("Gunmen killed five people in Kirkuk on Sunday.", "killed", "", "made up"),
        ("Gunmen killed five people in Kirkuk on Sunday.", "killed", "people", "wrong"),
        ("Gunmen killed five people at home.", "killed", "home", "missed"),
    ],
)
def test_place_of_a_verb(kit: Worker, text: str, verb: str, where: str, outcome: str) -> None:
    def span(words: str, label: str) -> dict[str, Any]:
        return {"start": text.index(words), "end": text.index(words) + len(words), "label": label}

    entry = {"text": text, "spans": [span(verb, "VERB"), *([span(where, "LOCATION")] if where else [])]}
    found, _ = event_location.place_of(next(kit.extractions([Report(text)])), text.index(verb), text.index(verb) + 6)
    assert event_location.judge(entry, found, Errors()) == outcome


def test_a_place_told_by_the_number_of_its_word_is_found_by_its_text() -> None:
    text = "Troops of Oran were shot in a clash near Oran on Friday."
    told = {"start": 9, "end": 9, "token_start": 9, "token_end": 9, "label": "LOCATION", "text": "Oran"}
    assert event_location.place_span(text, told) == (text.rindex("Oran"), text.rindex("Oran") + 4)
    offsets = {"start": 10, "end": 14, "token_start": 2, "token_end": 2, "label": "LOCATION"}
    assert event_location.place_span(text, offsets) == (10, 14)


def test_sentences_of_one_document_are_held_out_together() -> None:
    one = [{"_id": f"APW_ENG_20010203.0405_{n}_shoot", "text": f"Sentence {n}."} for n in range(9)]
    assert len({event_location.is_held_out(entry) for entry in one}) == 1
    others = [{"_id": n, "text": f"Sentence {n}."} for n in range(300)]
    assert 60 < sum(map(event_location.is_held_out, others)) < 140


def test_voices_half_right_count_half(kit: Worker) -> None:
    text = "The army said that rebels fled."
    whole = {"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 30]]}
    annotated = [{role: {i for a, b in spans for i in range(a, b)} for role, spans in whole.items()}]
    figures = polnear.compare([(text, annotated)], kit).figures
    assert figures["source F1, exact"]["value"] == 1
    assert figures["cue F1, exact"]["value"] == 1
    annotated[0]["source"] = set(range(4, 8))  # "army" alone
    figures = polnear.compare([(text, annotated)], kit).figures
    assert figures["source F1, exact"]["value"] == 0
    assert figures["source F1, partial"]["p"] == pytest.approx(4 / 7)
    assert figures["source F1, partial"]["r"] == 1


def test_tokens_with_labels_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("He\tSOURCE-1\nsaid\tCUE-1\nso\tCONTENT-1\n.\t_\n", encoding="utf-8")
    [(text, found)] = list(polnear.read(tmp_path))
    assert text == "He said so ."
    assert found[0]["content"] == {8, 9}


def test_roles_of_an_invented_incident() -> None:
    templates = [
        {"incident_type": "bombing", "PerpInd": [[["two men", 0]]], "PerpOrg": [[["red front", 9], ["rf", 30]]]}
    ]
    entities = muc4.wanted([*templates, *templates])
    assert entities["perpetrator"] == [["two men"], ["red front", "rf"]]  # each once
    assert muc4.compare(entities["perpetrator"], ["the Red Front", "police"]) == (1, [["two men"]], ["police"])


def test_an_attack_of_an_invented_document(kit: Worker) -> None:
    text = "Militants attacked a checkpoint in Kabul on Monday."
    tokens = text.replace(".", " .").split()
    entry = {
        "text": text,
        "tokens": tokens,
        "entity_mentions": [
            {"id": "a", "start": 0, "end": 1, "text": "Militants"},
            {"id": "p", "start": 5, "end": 6, "text": "Kabul"},
            {"id": "t", "start": 0, "end": 1, "text": "Militants"},
        ],
        "event_mentions": [
            {
                "id": "e",
                "event_type": "Conflict.Attack.Unspecified",
                "trigger": {"start": 1, "end": 2, "text": "attacked"},
                "arguments": [
                    {"entity_id": "a", "role": "Attacker", "text": "Militants"},
                    {"entity_id": "p", "role": "Place", "text": "Kabul"},
                    {"entity_id": "t", "role": "Target", "text": "Militants"},  # wrong on purpose
                ],
            }
        ],
    }
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    wiki.compare(entry, next(kit.records([Report(text)])), tally, Errors())
    assert tally["trigger"] == Counter({"said": 1, "right said": 1, "gold": 1, "right": 1})
    assert (tally["agent"]["right"], tally["place"]["right"], tally["target"]["right"]) == (1, 1, 0)


def test_macro_f1_by_hand() -> None:
    pairs = [("a", "a"), ("a", "b"), ("b", "b"), ("c", "")]
    value, rows = macro(pairs)
    assert rows["a"]["value"] == pytest.approx(2 / 3)  # p 1, r 1/2
    assert rows["b"]["value"] == pytest.approx(2 / 3)  # p 1/2, r 1
    assert value == pytest.approx((2 / 3 + 2 / 3 + 0) / 3)
    assert macro(pairs, {"a"})[0] == pytest.approx(2 / 3)
    assert labels()["SUIC_BOMB"] == "Suicide bomb"


def test_doubtful_marks_are_neither_right_nor_wrong() -> None:
    counts, missed, extra = re3d.compare([(0, 5), (10, 15)], [(20, 25)], [(0, 3), (20, 25), (30, 33)])
    assert counts == Counter({"gold": 2, "said": 2, "right": 1, "right said": 1})
    assert (missed, extra) == ([(10, 15)], [(30, 33)])


def clusters(*groups: str) -> dict[tuple[str, int], str]:
    return {(letter, 0): group for group in groups for letter in group}


def test_b_cubed_muc_and_ceaf_by_hand() -> None:
    truth, said = clusters("abc", "d"), clusters("ab", "cd")
    p, r, f = ecb_plus.b_cubed(truth, said)
    assert p == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert r == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert f == pytest.approx(f1(p, r))
    assert ecb_plus.muc(truth, said) == pytest.approx((0.5, 0.5, 0.5))  # one of two links kept, both ways
    # abc with ab: 4/5, d with cd: 2/3
    assert ecb_plus.ceaf_e(truth, said)[:2] == pytest.approx(((4 / 5 + 2 / 3) / 2, (4 / 5 + 2 / 3) / 2))
    assert ecb_plus.b_cubed(truth, truth) == (1, 1, 1)
    assert ecb_plus.ceaf_e(truth, truth) == pytest.approx((1, 1, 1))


def test_reports_of_one_act_are_linked_by_the_ledger(kit: Worker) -> None:
    day = datetime.date(2020, 5, 6)
    texts = [
        "A suicide bomber killed 12 people at a market in Mosul on Tuesday, police said.",
        "A suicide bombing at a market in Mosul on Tuesday killed 12 people, police said.",
    ]
    reports = [Report(text, id=str(n), publisher=f"paper {n}", published=day) for n, text in enumerate(texts)]
    linked = ecb_plus.link(kit.records(reports))
    assert {name for name, _, _ in linked} == {"0", "1"}
    assert len({incident for _, _, incident in linked}) == 1


def told(**changes: Any) -> ucdp.Told:
    day = datetime.date(2016, 3, 1)
    known: dict[str, Any] = {"start": day, "end": day, "lat": 36.2, "lon": 37.16, "low": 5, "high": 5}
    return ucdp.Told("r", "p", "airstrike", "words", **{**known, **changes})


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "found"),
        ({"low": 8, "high": None}, "day and place, other deaths"),
        ({"low": 3, "high": None}, "found"),
        ({"lat": 35.0}, "that day, not within 25 km"),
        ({"lat": None}, "no point"),
        ({"start": None, "end": None}, "no day"),
        ({"end": datetime.date(2016, 3, 20)}, "a span of days"),
        ({"start": datetime.date(2016, 4, 1), "end": datetime.date(2016, 4, 1)}, "no event that day"),
    ],
)
def test_how_far_a_lethal_act_is_found(changes: dict[str, Any], outcome: str) -> None:
    day = datetime.date(2016, 3, 1)
    world = ucdp.by_day([ucdp.Coded(day, day, 36.25, 37.2, 4, 7)])
    assert ucdp.judge(told(**changes), world) == outcome


def test_only_deaths_that_happened_are_lethal_acts() -> None:
    def event(outcome: str, low: int | None, realis: str = "happened") -> dict[str, Any]:
        return {"kind": "attack", "realis": realis, "casualties": [{"outcome": outcome, "low": low, "high": None}]}

    events = [event("killed", 3), event("killed", 0), event("injured", 3), event("killed", 3, "planned")]
    assert [one.low for one in ucdp.lethal({"id": "r", "events": events})] == [3]
