"""Review by people: a sentence in, an incident, an act of a reviewer, and what the ledger holds and remembers then."""

import datetime
import itertools
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sayso.errors import LedgerError, SettingError
from sayso.ledger import queries, review
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.history import history_of
from sayso.ledger.selection import Selection
from sayso.model import Span
from sayso.model.incident import Incident, Status
from test_ledger import DENIAL, NOON, OTHER, SAME, STRIKE, Told, incidents, ledger, sizes, told

__all__ = ["ledger", "told"]
ALL = Selection(reviewed=("", "accepted", "rejected"))
HOUR = datetime.timedelta(hours=1)


def at(ledger: Ledger, place: str) -> Incident:
    """The one incident at a place."""
    [found] = [i for i in incidents(ledger, ALL) if i.where is not None and i.where.name == place]
    return found


def value(ledger: Ledger, ref: str, field: str) -> review.FieldValue:
    with ledger.reading() as connection:
        row, _ = queries.find(connection, ref)
        [found] = [v for v in review.values(connection, row) if v.field == field]
    return found


def token(ledger: Ledger, ref: str) -> str:
    with ledger.reading() as connection:
        return review.revision(connection, queries.find(connection, ref)[0])


def show(ledger: Ledger, ref: str) -> Incident:
    with ledger.reading() as connection:
        return queries.find(connection, ref)[1]


def waiting(ledger: Ledger, reviewed: str = "") -> list[review.QueueItem]:
    with ledger.reading() as connection:
        return review.queue(connection, reviewed=reviewed)


def log(ledger: Ledger) -> list[review.Act]:
    with ledger.reading() as connection:
        return review.acts(connection)


def causes(ledger: Ledger, ref: str) -> list[str]:
    with ledger.reading() as connection:
        row = connection.exec_driver_sql(f"SELECT id FROM incident WHERE ref = '{ref}'").scalar()  # noqa: S608 - ours
        assert row is not None
        return [change.cause for change in history_of(connection, row)]


def test_a_date_set_by_hand_stays_when_everything_is_read_again(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    review.edit(ledger, "Ann", found.id, "day", "2023-07-12", note="the residents' posts are of Wednesday", now=NOON)
    add(ledger, told(STRIKE), again=True)
    [again] = incidents(ledger)
    assert again.id == found.id
    assert again.when is not None
    assert str(again.when.start) == "2023-07-12"
    assert again.human == ("day",)
    day = value(ledger, found.id, "day")
    assert (day.machine, day.human, day.who, day.when) == ("2023-07-13", "2023-07-12", "Ann", NOON)
    with ledger.reading() as connection:
        assert queries.count(connection, Selection(since=datetime.date(2023, 7, 13))) == 0


@pytest.mark.parametrize("kind", ["attack", "airstrike"])
def test_what_was_set_stays_when_a_newer_sayso_reads_the_act_otherwise(ledger: Ledger, told: Told, kind: str) -> None:
    record = told(STRIKE)
    add(ledger, record)
    [found] = incidents(ledger)
    review.edit(ledger, "Ann", found.id, "day", "2023-07-12")
    review.accept(ledger, "Ann", found.id)
    [event] = record.events
    first = event.mentions[0]
    shifted = replace(first, trigger=Span(first.trigger.start, first.trigger.end + 2))
    add(ledger, replace(record, events=(replace(event, kind=kind, mentions=(shifted,)),)), again=True)
    [again] = incidents(ledger)
    assert (again.id, again.events, again.kind, again.reviewed) == (found.id, found.events, kind, "accepted")
    assert again.recheck is (kind != found.kind)
    assert str(again.when and again.when.start) == "2023-07-12"


def test_what_was_set_stays_when_the_first_telling_is_no_longer_found(ledger: Ledger, told: Told) -> None:
    for words, paper in ((STRIKE, "northline"), (SAME, "southline")):
        add(ledger, told(words, paper))
    [found] = incidents(ledger)
    review.edit(ledger, "Ann", found.id, "day", "2023-07-12")
    add(ledger, replace(told(STRIKE), events=()), again=True)
    [left] = incidents(ledger)
    assert (left.id, left.human, len(left.events)) == (found.id, ("day",), 1)
    add(ledger, told(STRIKE), again=True)
    [again] = incidents(ledger)
    assert (again.id, again.human, again.events) == (found.id, ("day",), found.events)


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


def test_twenty_items_of_the_queue_and_all_undone(ledger: Ledger, told: Told) -> None:
    for place in TOWNS:
        add(ledger, told(f"Shells killed two people in {place} on Wednesday, a doctor said."))
    before = {i.id: i for i in incidents(ledger, ALL)}
    assert len(before) >= 20
    items = waiting(ledger)[:20]
    for n, item in enumerate(items):
        ref = item.incident.id
        if n % 4 == 0:
            review.accept(ledger, "Ann", ref)
        elif n % 4 == 1:
            review.reject(ledger, "Ann", ref)
        elif n % 4 == 2:
            review.edit(ledger, "Ann", ref, "killed", "12 or more")
        else:
            review.merge(ledger, "Ann", ref, [items[n - 1].incident.id])
    assert {i.id: i for i in incidents(ledger, ALL)} != before
    done, left = review.undo_all(ledger, "Ann")
    assert (len(done), left) == (20, [])
    assert {i.id: i for i in incidents(ledger, ALL)} == before
    assert [item.incident.id for item in waiting(ledger)][:20] == [item.incident.id for item in items]
    assert len(log(ledger)) == 40


TOWNS = (
    *("Aden", "Taiz", "Zalingei", "Nyala", "Kutum", "Sirte", "Benghazi", "Misrata", "Mosul", "Tikrit", "Fallujah"),
    *("Raqqa", "Idlib", "Homs", "Kharkiv", "Kherson", "Mogadishu", "Kismayo", "Gao", "Kidal", "Maiduguri", "Goma"),
)


def test_the_queue_begins_where_most_hangs_on_what_is_unsure(ledger: Ledger, told: Told) -> None:
    for words in (STRIKE, OTHER):
        add(ledger, told(words))
    add(ledger, told(DENIAL, "eastline", day=datetime.date(2023, 7, 17)))
    first, second = waiting(ledger)
    assert first.incident.status is Status.DISPUTED
    assert "disputed" in first.why
    assert first.priority == pytest.approx(first.doubt * first.weight, abs=0.001)
    assert first.priority > second.priority
    with ledger.reading() as connection:
        [next_] = review.queue(connection, after=first.place)
        assert review.queue_length(connection) == 2
    assert next_ == second


def test_an_accepted_incident_leaves_the_queue_until_it_changes(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    review.accept(ledger, "Ann", found.id)
    assert waiting(ledger) == []
    add(ledger, told(STRIKE, "copyline"))  # a reprint: nothing that counts has changed
    assert waiting(ledger) == []
    add(ledger, told(DENIAL, "eastline", day=datetime.date(2023, 7, 17)))
    [item] = waiting(ledger)
    assert (item.changed, item.incident.reviewed, item.incident.status) == (True, "accepted", Status.DISPUTED)
    review.accept(ledger, "Ann", found.id)
    assert waiting(ledger) == []


def test_a_rejected_incident_is_left_out_and_stays_so_when_more_is_told_of_it(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    review.reject(ledger, "Ann", found.id, note="a film")
    add(ledger, told(SAME, "southline"))
    assert incidents(ledger) == []
    with ledger.reading() as connection:
        assert (queries.count(connection), queries.rejected(connection, queries.EVERYTHING)) == (0, 1)
    assert waiting(ledger) == []
    [item] = waiting(ledger, "rejected")
    assert item.incident.origins == 2
    assert show(ledger, found.id).reviewed == "rejected"
    review.undo(ledger, "Ann")
    assert [i.id for i in incidents(ledger)] == [found.id]


def test_filters_on_review_in_sql_and_in_plain_give_the_same(ledger: Ledger, told: Told) -> None:
    for words in (STRIKE, OTHER, "Gunmen killed nine people in Kutum on Tuesday, police said."):
        add(ledger, told(words))
    review.accept(ledger, "Ann", at(ledger, "Nyala").id)
    review.reject(ledger, "Ann", at(ledger, "Zalingei").id)
    everything = incidents(ledger, ALL)
    assert len(everything) == 3
    for chosen in ((), ("",), ("accepted",), ("rejected",), ("", "rejected")):
        selection = Selection(reviewed=chosen)
        assert incidents(ledger, selection) == [i for i in everything if selection.holds(i)]


def test_what_was_held_on_a_day_is_as_it_was_reviewed_then(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE), now=NOON)
    [found] = incidents(ledger)
    review.reject(ledger, "Ann", found.id, now=NOON + 48 * HOUR)
    with ledger.reading() as connection:
        assert [i.id for i in queries.held_on(connection, NOON.date())] == [found.id]
        assert list(queries.held_on(connection, NOON.date() + datetime.timedelta(days=2))) == []


@pytest.mark.parametrize(
    ("field", "given", "shown"),
    [
        ("kind", "shelling", "shelling"),
        ("realis", "planned", "planned"),
        ("status", "corroborated", "corroborated"),
        ("agent", "the air force|SDN-MIL; rebels", "the air force|SDN-MIL; rebels|unknown"),
        ("agent", "", ""),
        ("target", "traders|CIV", "traders|CIV"),
        ("place", "Kutum|Sudan|14.2|24.66|settlement", "Kutum|SDN|14.2|24.66|settlement"),
        ("place", "", ""),
        ("day", "2023-07-10/2023-07-12", "2023-07-10/2023-07-12"),
        ("day", "", ""),
        ("summary", "The market of  Nyala was bombed", "The market of Nyala was bombed"),
        ("killed", "12-20", "12-20"),
        ("killed", "12 or more", "12 or more"),
        ("killed", "1,200", "1200"),
        ("killed", "up to 20", "up to 20"),
        ("killed", "", ""),
        ("injured", "40 to 50", "40-50"),
    ],
)
def test_every_field_can_be_set_and_given_back(ledger: Ledger, told: Told, field: str, given: str, shown: str) -> None:
    from sayso.ledger.fields import written

    add(ledger, told(STRIKE))
    [before] = incidents(ledger)
    review.edit(ledger, "Ann", before.id, field, given)
    held = show(ledger, before.id)
    assert written(field, held) == shown
    assert held.human == (field,)
    assert value(ledger, before.id, field).machine == written(field, before)
    review.edit(ledger, "Ann", before.id, field, None)
    assert show(ledger, before.id) == before
    review.undo(ledger, "Ann")
    assert written(field, show(ledger, before.id)) == shown
    review.undo(ledger, "Ann")
    assert show(ledger, before.id) == before


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("killed", "some"),
        ("killed", "20-12"),
        ("killed", "9" * 12),
        ("day", "yesterday"),
        ("day", "2023-07-13/2023-07-12"),
        ("kind", "party"),
        ("phase", "violated"),
        ("place", "Nyala|SDN|95|10"),
        ("place", "Nyala|Sudam"),
        ("summary", ""),
        ("origins", "2"),
    ],
)
def test_a_value_that_cannot_be_read_is_refused_and_nothing_is_written(
    ledger: Ledger, told: Told, field: str, given: str
) -> None:
    add(ledger, told(STRIKE))
    [found], before = incidents(ledger), sizes(ledger)
    with pytest.raises(SettingError, match=field):
        review.edit(ledger, "Ann", found.id, field, given)
    assert (incidents(ledger), sizes(ledger)) == ([found], before)


def test_what_is_written_of_a_field_can_be_read_back(ledger: Ledger, told: Told) -> None:
    from sayso.ledger.fields import FIELDS, parse, written

    for words in (STRIKE, OTHER, "The army and the rebels agreed a ceasefire in Darfur, Sudan said on Monday."):
        add(ledger, told(words))
    for held in incidents(ledger):
        for field in FIELDS:
            if field == "status":
                continue  # who set it is told in `why`
            again = replace(held, **parse(field, written(field, held), held))
            assert written(field, again) == written(field, held)


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


def founder(ledger: Ledger, ref: str) -> str:
    with ledger.reading() as connection:
        found = connection.exec_driver_sql(f"SELECT founder FROM incident WHERE ref = '{ref}'").scalar()  # noqa: S608
    return str(found)


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


def test_whoever_comes_second_is_told_who_did_what_and_writes_nothing(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE), now=NOON)
    [found] = incidents(ledger)
    seen = token(ledger, found.id)
    review.comment(ledger, "Cid", found.id, "", "Is there a film?")
    assert token(ledger, found.id) == seen
    review.edit(ledger, "Ann", found.id, "day", "2023-07-12", seen=seen, now=NOON)
    before = sizes(ledger)
    acts: tuple[Callable[[], object], ...] = (
        lambda: review.accept(ledger, "Bob", found.id, seen=seen),
        lambda: review.edit(ledger, "Bob", found.id, "day", "2023-07-11", seen=seen),
        lambda: review.split(ledger, "Bob", found.id, [found.events[0]], seen=seen),
    )
    for act in acts:
        with pytest.raises(review.Conflict, match="Ann: edit of day, 2023-07-14 12:00 UTC"):
            act()
    assert sizes(ledger) == before
    seen = token(ledger, found.id)
    add(ledger, told(SAME, "southline"), now=NOON + HOUR)
    with pytest.raises(review.Conflict, match=r"report r\w+ added, 2023-07-14 13:00 UTC"):
        review.accept(ledger, "Bob", found.id, seen=seen)


def test_a_machine_that_joins_two_keeps_what_was_set_by_hand_on_the_younger(ledger: Ledger, told: Told) -> None:
    add(ledger, told(OTHER))
    add(ledger, told(STRIKE))
    older, younger = at(ledger, "Zalingei"), at(ledger, "Nyala")
    review.edit(ledger, "Ann", younger.id, "killed", "33")
    review.merge(ledger, "Ann", older.id, [younger.id])
    killed = value(ledger, older.id, "killed")
    assert (killed.human, killed.who) == ("33", "Ann")


def test_comments_are_threads_on_any_part(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    first = review.comment(ledger, "Ann", found.id, "day", "Thursday the 13th?")
    review.comment(ledger, "Bob", found.id, "day", "Yes, prayers\nwere on the 14th.", reply_to=first.review)
    for field in ("", f"claim:{found.events[0]}", found.events[0], found.sources[0].report, "figures"):
        review.comment(ledger, "Ann", found.id, field, "<b>seen</b>\x00")
    review.undo(ledger, "Ann", first.review)
    with ledger.reading() as connection:
        row, _ = queries.find(connection, found.id)
        thread = review.comments(connection, row)
    assert [(c.who, c.words, c.reply_to, c.withdrawn) for c in thread][:3] == [
        ("Ann", "", None, True),
        ("Bob", "Yes, prayers\nwere on the 14th.", first.review, False),
        ("Ann", "<b>seen</b>", None, False),
    ]
    for field, words, answered in (("nothing", "x", None), ("day", " ", None), ("day", "x", 99)):
        with pytest.raises((SettingError, LedgerError)):
            review.comment(ledger, "Ann", found.id, field, words, reply_to=answered)


def test_the_log_has_who_when_what_was_before_and_after(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    done = review.edit(ledger, "  Ann\x1b B. ", found.id, "killed", "33", note="hospital list", now=NOON)
    review.undo(ledger, "Bob", done.review, now=NOON + HOUR)
    undone, act = log(ledger)
    assert (act.who, act.at, act.action, act.field, act.note) == ("Ann B.", NOON, "edit", "killed", "hospital list")
    assert (act.before, act.after, act.incidents) == ({"machine": "30 or more", "human": None}, "33", (found.id,))
    assert (act.undone_by, undone.undoes, undone.who) == (undone.review, act.review, "Bob")
    assert causes(ledger, found.id)[1:] == [f"review {act.review}", f"review {undone.review}"]
    with ledger.reading() as connection:
        row, _ = queries.find(connection, found.id)
        assert [a.review for a in review.acts(connection, incident_row=row, who="Bob")] == [undone.review]
        assert review.acts(connection, before=act.review) == []


@pytest.mark.parametrize("reviewed", ["", "accepted", "rejected"])
def test_the_queue_is_read_off_an_index(ledger: Ledger, reviewed: str) -> None:
    from sayso.ledger.review_queue import statement

    query = statement(Selection(), reviewed=reviewed, after=(-1.5, 7)).compile(
        ledger.engine, compile_kwargs={"literal_binds": True}
    )
    with ledger.reading() as connection:
        plan = " ".join(str(row) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}"))
    assert f"ix_incident_{'reviewed' if reviewed else 'queue'}" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("who", ["", " \n", "x" * 101])
def test_a_reviewer_has_a_name(ledger: Ledger, told: Told, who: str) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    with pytest.raises(SettingError, match="not a name of a reviewer"):
        review.accept(ledger, who, found.id)


def test_a_failure_in_the_middle_leaves_the_ledger_as_it_was(
    ledger: Ledger, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (STRIKE, OTHER):
        add(ledger, told(words))
    before = (sizes(ledger), incidents(ledger))
    a, b = (i.id for i in incidents(ledger))

    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    for place in ("sayso.ledger.incidents.keep", "sayso.ledger.review_acts.store", "sayso.ledger.review_acts.keep"):
        monkeypatch.setattr(place, fail)
    acts: tuple[Callable[[], object], ...] = (
        lambda: review.merge(ledger, "Ann", a, [b]),
        lambda: review.accept(ledger, "Ann", a),
        lambda: review.edit(ledger, "Ann", a, "day", "2023-07-12"),
    )
    for act in acts:
        with pytest.raises(RuntimeError):
            act()
    assert (sizes(ledger), incidents(ledger)) == before


def accepting(where: str, ref: str) -> list[str]:
    """What comes of it when two accept an incident that both have seen as it is, at the same time."""
    came: list[str] = []
    with open_ledger(where) as first, open_ledger(where) as second:
        seen = token(first, ref)
        ready = threading.Barrier(2)

        def act(book: Ledger, who: str) -> None:
            ready.wait()
            try:
                review.accept(book, who, ref, seen=seen)
                came.append("done")
            except review.Conflict:
                came.append("conflict")

        threads = [threading.Thread(target=act, args=pair) for pair in ((first, "Ann"), (second, "Bob"))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(came)


def test_of_two_who_act_at_once_on_what_they_saw_one_is_told_so(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    assert accepting(ledger.name, found.id) == ["conflict", "done"]
    assert len(log(ledger)) == 1


EDITOR = """
import sys
from sayso.ledger import review
from sayso.ledger.database import open_ledger
with open_ledger(sys.argv[1]) as ledger:
    for n in range(int(sys.argv[4])):
        review.edit(ledger, sys.argv[3], sys.argv[2], "killed", str(n))
        print(n, flush=True)
"""


def editor(ledger: Ledger, ref: str, who: str, times: int) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", EDITOR, ledger.name, ref, who, str(times)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own script


def test_two_processes_at_once_lose_nothing(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    with editor(ledger, found.id, "Ann", 10) as one, editor(ledger, found.id, "Bob", 10) as two:
        one.communicate()
        two.communicate()
    assert (one.returncode, two.returncode) == (0, 0)
    acts = log(ledger)
    assert sorted((act.who, act.after) for act in acts) == sorted(
        (w, str(n)) for w in ("Ann", "Bob") for n in range(10)
    )
    for act, earlier in itertools.pairwise(acts):
        assert act.before["human"] == earlier.after
    assert len(causes(ledger, found.id)) > 10


def test_killed_at_any_moment_the_ledger_is_whole(ledger: Ledger, told: Told) -> None:
    add(ledger, told(STRIKE))
    [found] = incidents(ledger)
    with editor(ledger, found.id, "Ann", 1000) as process:
        assert process.stdout is not None
        for _ in range(5):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    acts = log(ledger)
    assert 5 <= len(acts) < 1000
    assert value(ledger, found.id, "killed").human == acts[0].after
    done, left = review.undo_all(ledger, "Ann")
    assert (len(done), left) == (len(acts), [])
    assert show(ledger, found.id) == found


def test_a_ledger_of_the_first_tables_is_brought_up_to_date(tmp_path: Path) -> None:
    from alembic import command
    from sqlalchemy import create_engine

    from sayso.ledger.database import _config

    path = tmp_path / "old.db"
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql(
            "INSERT INTO incident (ref, founder, opened_at, changed_at, kind, status, realis, country, place, weight, "
            "doubt) VALUES ('i1', 'e1', '2023-07-14', '2023-07-14', 'airstrike', 'single', 'happened', '', '', 2, 0.5)"
        )
    engine.dispose()
    with open_ledger(str(path)) as book, book.reading() as connection:
        assert connection.exec_driver_sql("SELECT awaits, turn, yields_id FROM incident").all() == [(1, -1.0, None)]


def test_the_means_are_those_most_told_and_can_be_set_by_hand(ledger: Ledger, told: Told) -> None:
    add(ledger, told("Artillery shells hit a market in Aleppo on Monday, killing 4 people, medics said."))
    [read_one] = incidents(ledger)
    assert read_one.means == "Artillery"
    review.edit(ledger, "Ann", read_one.id, "means", "mortar bombs")
    [held] = incidents(ledger)
    assert (held.means, held.human) == ("mortar bombs", ("means",))
    review.undo(ledger, "Ann")
    assert incidents(ledger) == [read_one]
