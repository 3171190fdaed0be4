"""Merging and splitting by people: what joins, what stays apart, and how each step is taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

from review_sample import ALL, at, causes, founder, log, show, value, waiting
from sayso.errors import LedgerError
from sayso.ledger import review
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger
from test_ledger import OTHER, SAME, STRIKE, Told, incidents, ledger, told

__all__ = ["ledger", "told"]


def test_two_incidents_merged_have_one_address_and_both_ids_in_every_export(
    ledger: Ledger, told: Told, tmp_path: Path
) -> None:
    import json

    from sayso.export.exporting import export

    for words in (STRIKE, OTHER):
        add(ledger, told(words))
    older, younger = at(ledger, "Nyala"), at(ledger, "Zalingei")
    done = review.merge(ledger, "Ann", younger.id, [older.id], note="one raid")
    assert done.incident == younger.id
    assert set(done.changed) == {older.id, younger.id}
    [one] = incidents(ledger)
    assert (one.id, one.merged) == (younger.id, (older.id,))
    assert show(ledger, older.id).id == younger.id
    assert causes(ledger, older.id)[-1] == f"review {done.review}"
    for name in ("jsonl", "csv", "geojson", "hxl", "acled", "ucdp", "plover", "cameo"):
        written = export([one], name, tmp_path / f"out.{name}", {})
        text = written.paths[0].read_text(encoding="utf-8")
        if one.id in text:  # the shapes of others leave out what they have no row for, and say so
            assert older.id in text, name
        else:
            assert written.left_out, name
    row = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert older.id in json.dumps(row)


def test_a_split_holds_when_all_is_read_again_and_more_is_told(ledger: Ledger, told: Told) -> None:
    for words, paper in ((STRIKE, "northline"), (SAME, "southline")):
        add(ledger, told(words, paper))
    [one] = incidents(ledger)
    assert len(one.events) == 2
    keep = next(key for key in one.events if key != founder(ledger, one.id))
    done = review.split(ledger, "Ann", one.id, [keep])
    assert done.incident == one.id
    [new] = set(done.changed) - {one.id}
    for record, again in ((told(STRIKE), True), (told(SAME, "southline"), True), (told(SAME, "westline"), False)):
        add(ledger, record, again=again)
    found = {i.id: set(i.events) for i in incidents(ledger)}
    assert keep in found[new]
    assert keep not in found[one.id]
    review.undo(ledger, "Ann")
    [joined] = incidents(ledger)
    assert (joined.id, joined.merged) == (one.id, (new,))


def test_an_undone_merge_gives_each_its_own_address_again(ledger: Ledger, told: Told) -> None:
    for words in (STRIKE, OTHER):
        add(ledger, told(words))
    before = {i.id: i for i in incidents(ledger)}
    a, b = at(ledger, "Nyala").id, at(ledger, "Zalingei").id
    for first, second in ((a, b), (b, a)):
        review.merge(ledger, "Ann", first, [second])
        assert [i.id for i in incidents(ledger)] == [first]
        add(ledger, told(OTHER), again=True)
        assert [i.id for i in incidents(ledger)] == [first]
        review.undo(ledger, "Ann")
        assert {i.id: i for i in incidents(ledger)} == before


def test_what_was_accepted_before_a_merge_needs_no_second_look_once_it_is_undone(ledger: Ledger, told: Told) -> None:
    for words in (STRIKE, OTHER):
        add(ledger, told(words))
    a, b = at(ledger, "Nyala").id, at(ledger, "Zalingei").id
    review.accept(ledger, "Ann", a)
    before = incidents(ledger)
    review.merge(ledger, "Ann", a, [b])
    review.undo(ledger, "Ann")
    assert incidents(ledger) == before
    merged = review.merge(ledger, "Ann", a, [b])
    review.accept(ledger, "Ann", a)
    review.undo(ledger, "Ann", merged.review)
    assert [(item.incident.id, item.changed) for item in waiting(ledger) if item.incident.id == a] == [(a, True)]


def test_what_is_not_rejected_does_not_vanish_in_what_is(ledger: Ledger, told: Told) -> None:
    early = "An air strike in Nyala on Thursday killed 31 people."
    add(ledger, told(OTHER))
    add(ledger, told(STRIKE))
    older, younger = at(ledger, "Zalingei").id, at(ledger, "Nyala").id
    review.reject(ledger, "Ann", older)
    review.merge(ledger, "Ann", younger, [older])
    add(ledger, told(early, "southline"))
    assert [i.id for i in incidents(ledger)] == [younger]
    review.undo(ledger, "Ann")
    assert [i.id for i in incidents(ledger)] == [younger]
    assert show(ledger, older).reviewed == "rejected"


def test_a_report_that_joins_a_rejected_incident_to_another_leaves_the_other_to_be_seen(
    ledger: Ledger, told: Told
) -> None:
    records = (told(STRIKE), told(SAME, "southline"))
    add(ledger, records[0])
    [older] = incidents(ledger)
    review.reject(ledger, "Ann", older.id)
    add(ledger, replace(records[1], events=()))  # read by a sayso that saw nothing in it
    apart = replace(records[1].events[0], place=None, time=None, figures=())
    add(ledger, replace(records[1], events=(apart,)), again=True)
    [younger] = incidents(ledger)
    add(ledger, records[1], again=True)
    [found] = incidents(ledger)
    assert (found.id, found.merged, found.reviewed) == (younger.id, (older.id,), "")
    review.reject(ledger, "Ann", found.id)
    add(ledger, told(SAME, "westline"))
    assert [i.id for i in incidents(ledger, ALL)] == [younger.id]


def test_a_merge_of_merged_ones_and_a_split_after_it_walk_back_step_by_step(ledger: Ledger, told: Told) -> None:
    for words in (STRIKE, OTHER, "Gunmen killed nine people in Kutum on Tuesday, police said."):
        add(ledger, told(words))
    states = [incidents(ledger)]
    a, b, c = at(ledger, "Nyala"), at(ledger, "Zalingei"), at(ledger, "Kutum")
    for act in (
        lambda: review.merge(ledger, "Ann", b.id, [a.id]),
        lambda: review.merge(ledger, "Bob", c.id, [a.id]),  # the old address of b
        lambda: review.split(ledger, "Ann", c.id, list(a.events)),
        lambda: review.merge(ledger, "Ann", a.id, [c.id]),
    ):
        act()
        states.append(incidents(ledger))
    assert {i.id for i in states[1]} == {b.id, c.id}
    assert [i.id for i in states[2]] == [c.id]
    assert {i.id for i in states[3]} == {a.id, c.id}
    assert [i.id for i in states[4]] == [a.id]
    assert [len(state) for state in states] == [3, 2, 1, 2, 1]
    for state, act in zip(states[-2::-1], log(ledger), strict=False):
        review.undo(ledger, "Ann", act.review)
        assert incidents(ledger) == state


def test_an_act_that_a_later_one_rests_on_cannot_be_undone_before_it(ledger: Ledger, told: Told) -> None:
    for words in (STRIKE, OTHER, "Gunmen killed nine people in Kutum on Tuesday, police said."):
        add(ledger, told(words))
    a, b, c = (at(ledger, place).id for place in ("Nyala", "Zalingei", "Kutum"))
    first = review.edit(ledger, "Ann", a, "day", "2023-07-12")
    second = review.edit(ledger, "Bob", a, "day", "2023-07-11")
    with pytest.raises(LedgerError, match=rf"review {second.review} \(Bob: edit day\) rests on it"):
        review.undo(ledger, "Ann", first.review)
    third = review.merge(ledger, "Ann", a, [b])
    fourth = review.merge(ledger, "Bob", a, [c])
    with pytest.raises(LedgerError, match=f"review {fourth.review} "):
        review.undo(ledger, "Ann", third.review)
    with pytest.raises(LedgerError, match="undone already"):
        [review.undo(ledger, "Bob", fourth.review) for _ in range(2)]
    with pytest.raises(LedgerError, match="is itself an undo"):
        review.undo(ledger, "Bob", log(ledger)[0].review)
    with pytest.raises(LedgerError, match="Cid has done nothing"):
        review.undo(ledger, "Cid")


def test_others_acts_that_rest_on_mine_are_told_when_all_of_mine_is_undone(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    review.edit(ledger, "Ann", found.id, "day", "2023-07-12")
    review.edit(ledger, "Bob", found.id, "day", "2023-07-11")
    review.accept(ledger, "Ann", found.id)
    done, left = review.undo_all(ledger, "Ann")
    assert len(done) == 1
    assert ["Bob: edit day" in words for words in left] == [True]
    assert value(ledger, found.id, "day").human == "2023-07-11"


def test_a_machine_that_joins_two_keeps_what_was_set_by_hand_on_the_younger(ledger: Ledger, told: Told) -> None:
    add(ledger, told(OTHER))
    add(ledger, told(STRIKE))
    older, younger = at(ledger, "Zalingei"), at(ledger, "Nyala")
    review.edit(ledger, "Ann", younger.id, "killed", "33")
    review.merge(ledger, "Ann", older.id, [younger.id])
    killed = value(ledger, older.id, "killed")
    assert (killed.human, killed.who) == ("33", "Ann")
