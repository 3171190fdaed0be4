"""Review by people: a sentence in, an incident, an act of a reviewer, and what the ledger holds and remembers then."""

import datetime
from dataclasses import replace

import pytest

from review_sample import ALL, HOUR, at, causes, log, show, value, waiting
from sayso.errors import LedgerError, SettingError
from sayso.ledger import queries, review
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger
from sayso.ledger.selection import Selection
from sayso.model import Span
from sayso.model.incident import Status
from test_ledger import DENIAL, NOON, OTHER, SAME, STRIKE, Told, incidents, ledger, sizes, told

__all__ = ["ledger", "told"]


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


def test_the_means_are_those_most_told_and_can_be_set_by_hand(ledger: Ledger, told: Told) -> None:
    add(ledger, told("Artillery shells hit a market in Aleppo on Monday, killing 4 people, medics said."))
    [read_one] = incidents(ledger)
    assert read_one.means == "Artillery"
    review.edit(ledger, "Ann", read_one.id, "means", "mortar bombs")
    [held] = incidents(ledger)
    assert (held.means, held.human) == ("mortar bombs", ("means",))
    review.undo(ledger, "Ann")
    assert incidents(ledger) == [read_one]
