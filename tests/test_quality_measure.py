"""The measure of the quality gate: an annotation and a reading in, the counts out."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quality import alike
from quality.measure import PARTS, Tally, akin, measure, pair

TEXT = "Rebels shelled Taiz on Monday, killing four people, medics said. The rebels denied it. Jets bombed Marib."


def account(stance: str, text: str, party: str, **more: str) -> dict[str, Any]:
    return {"stance": stance, "source": {"text": text, "party": party}, **more}


def shelling(**changes: Any) -> dict[str, Any]:
    """Return the annotation of the text's first event, with changes."""
    event = {
        "id": "e1",
        "kind": "shelling",
        "trigger": "shelled",
        "evidence": "Rebels shelled Taiz on Monday",
        "agent": {"text": "Rebels", "party": "houthis"},
        "target": {"text": "people", "party": "CIV"},
        "place": {"text": "Taiz", "name": "Taiz", "country": "YEM", "lat": 13.58, "lon": 44.02},
        "time": {"text": "on Monday", "start": "2018-03-05", "end": "2018-03-05"},
        "realis": "happened",
        "casualties": [
            {"outcome": "killed", "low": 4, "high": 4, "who": "people", "text": "four people", "source": "medics"}
        ],
        "accounts": [account("asserts", "medics", "CIV"), account("denies", "The rebels", "houthis")],
    }
    return {**event, **changes}


def as_read(event: dict[str, Any], trigger: str = "") -> dict[str, Any]:
    """Return an annotated event as sayso would give it: with the offsets of its trigger."""
    at = TEXT.index(trigger or event["trigger"])
    return {**event, "mentions": [{"trigger": [at, at + len(trigger or event["trigger"])]}]}


def tally(wanted: list[dict[str, Any]], read: list[dict[str, Any]]) -> Tally:
    return measure([{"id": "r", "text": TEXT, "events": wanted}], {"r": {"events": read}})


BOMBED = shelling(
    id="e2",
    kind="airstrike",
    trigger="bombed",
    evidence="Jets bombed Marib",
    accounts=[account("asserts", "", "outlet")],
)


def test_a_reading_like_the_annotation_is_right_in_every_part() -> None:
    scores = tally([shelling(), BOMBED], [as_read(shelling()), as_read(BOMBED)]).scores()
    for part in set(PARTS) - {"phase", "carriers"}:
        assert (part, scores[part].f1) == (part, 1.0)


def test_an_event_not_found_costs_recall_in_every_part() -> None:
    scores = tally([shelling(), BOMBED], [as_read(BOMBED)]).scores()
    assert (scores["found"].precision, scores["found"].recall) == (1.0, 0.5)
    assert (scores["agent"].precision, scores["agent"].recall) == (1.0, 0.5)
    assert scores["denials"].recall == 0.0


def test_an_event_made_up_costs_precision_in_every_part() -> None:
    scores = tally([BOMBED], [as_read(shelling()), as_read(BOMBED)]).scores()
    assert (scores["found"].precision, scores["found"].recall) == (0.5, 1.0)
    assert scores["denials"].read == 1
    assert scores["denials"].right == 0


def test_a_report_without_a_reading_counts_as_nothing_found() -> None:
    scores = measure([{"id": "r", "text": TEXT, "events": [shelling()]}], {}).scores()
    assert (scores["found"].recall, scores["record"].recall) == (0.0, 0.0)


def test_a_kindred_kind_is_found_but_not_the_right_event() -> None:
    scores = tally([shelling()], [as_read(shelling(kind="attack"))]).scores()
    assert (scores["found"].f1, scores["event"].f1, scores["record"].f1) == (1.0, 0.0, 0.0)


def test_a_kind_of_another_sort_is_not_found() -> None:
    assert tally([shelling()], [as_read(shelling(kind="talks"))]).scores()["found"].f1 == 0.0


def test_words_outside_the_evidence_do_not_find_the_event() -> None:
    read = as_read(shelling(), trigger="bombed")
    assert tally([shelling()], [read]).scores()["found"].f1 == 0.0


def test_two_readings_of_one_event_count_once() -> None:
    scores = tally([shelling()], [as_read(shelling()), as_read(shelling())]).scores()
    assert (scores["found"].recall, scores["found"].precision) == (1.0, 0.5)


def test_of_two_readings_the_one_of_the_same_kind_is_paired() -> None:
    read = [as_read(shelling(kind="attack")), as_read(shelling())]
    assert pair(TEXT, [shelling()], read) == [(0, 1)]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("agent", {"agent": {"text": "Rebels", "party": "saudi-coalition"}}),
        ("target", {"target": {"text": "soldiers", "party": "CIV"}}),
        ("place", {"place": {"text": "Aden", "name": "Aden", "country": "YEM", "lat": 12.8, "lon": 45.03}}),
        ("geo", {"place": {"text": "Taiz", "name": "Taiz", "country": "YEM", "lat": 15.0, "lon": 44.02}}),
        ("time", {"time": {"text": "on Monday", "start": "2018-03-12", "end": "2018-03-12"}}),
        ("realis", {"realis": "planned"}),
        (
            "casualties",
            {"casualties": [{"outcome": "killed", "low": 4, "high": None, "text": "four", "source": "medics"}]},
        ),
        ("credited", {"casualties": [{"outcome": "killed", "low": 4, "high": 4, "text": "four", "source": "outlet"}]}),
        ("denials", {"accounts": [account("asserts", "medics", "CIV"), account("denies", "medics", "CIV")]}),
        ("attributed", {"accounts": [account("asserts", "", "outlet")]}),
    ],
)
def test_one_thing_read_wrong_shows_in_its_own_part(part: str, change: dict[str, Any]) -> None:
    scores = tally([shelling()], [as_read(shelling(**change))]).scores()
    assert scores["found"].f1 == 1.0
    assert scores[part].f1 < 1.0


def test_a_denial_made_up_spoils_the_record() -> None:
    wanted = shelling(accounts=[account("asserts", "medics", "CIV")])
    assert tally([wanted], [as_read(shelling())]).scores()["record"].right == 0


def test_a_carrier_must_be_read_with_its_speaker() -> None:
    wanted = shelling(accounts=[account("asserts", "medics", "CIV", via="Al Jazeera")])
    other = shelling(accounts=[account("asserts", "medics", "CIV", via="Reuters")])
    assert tally([wanted], [as_read(wanted)]).scores()["carriers"].f1 == 1.0
    assert tally([wanted], [as_read(other)]).scores()["carriers"].right == 0


def test_what_was_read_wrong_is_told_in_words() -> None:
    misses = tally([shelling()], [as_read(shelling(realis="planned"))]).misses
    assert misses == [("realis", "r shelling “Rebels shelled Taiz on Monday”: wanted happened, read planned")]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the town of Kherson", "Kherson", True),
        ("Israel's military", "the Israel military", True),
        ("Russian Defence Ministry", "Ukrainian Defence Ministry", True),
        ("rebels", "government troops", False),
        ("", "rebels", False),
        ("the", "the", False),
    ],
)
def test_phrases_are_alike_when_they_share_half_their_words(one: str, other: str, same: bool) -> None:
    assert alike.alike(one, other) is same


def test_two_voices_that_share_only_a_common_code_differ() -> None:
    assert not alike.same_voice(account("asserts", "medics", "CIV"), account("asserts", "a farmer", "CIV"))
    assert alike.same_voice(account("asserts", "Moscow", "RUS-GOV"), account("asserts", "The Kremlin", "RUS-GOV"))


def test_the_outlet_is_no_one_else() -> None:
    assert not alike.same_voice(account("asserts", "", "outlet"), account("asserts", "medics", "CIV"))


def test_kinds_are_kindred_both_ways() -> None:
    assert akin("shelling", "attack")
    assert akin("attack", "shelling")
    assert not akin("ceasefire", "talks")


def test_a_degree_of_latitude_is_about_111_kilometres() -> None:
    assert alike.kilometres(10.0, 20.0, 11.0, 20.0) == pytest.approx(111.2, abs=0.2)


FIGURES = st.lists(st.tuples(st.sampled_from(["killed", "injured"]), st.integers(0, 3)), max_size=4)


@given(wanted=FIGURES, read=FIGURES)
def test_right_is_never_more_than_was_wanted_or_read(
    wanted: list[tuple[str, int]], read: list[tuple[str, int]]
) -> None:
    def figures(pairs: list[tuple[str, int]]) -> list[dict[str, Any]]:
        return [{"outcome": o, "low": n, "high": n, "text": str(n), "source": "medics"} for o, n in pairs]

    score = tally([shelling(casualties=figures(wanted))], [as_read(shelling(casualties=figures(read)))]).scores()[
        "casualties"
    ]
    assert (score.wanted, score.read) == (len(wanted), len(read))
    assert score.right == sum(min(wanted.count(pair), read.count(pair)) for pair in set(wanted))
