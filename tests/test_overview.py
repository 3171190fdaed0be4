"""The overview in memory answers as the ledger's statements do for any selection, and notices what others write."""

import datetime
import random
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sayso.ledger import queries, review, survey
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.outlet_counts import outlets
from sayso.ledger.overview import Overview
from sayso.ledger.review import accept, queue, quick_queue, reject
from sayso.ledger.selection import UNDATED, UNPLACED, Selection
from sayso.ledger.survey import Heap
from sayso.ledger.timeline import bucket_start
from sayso.model import (
    Account,
    Event,
    Mention,
    Participant,
    Place,
    PlacePrecision,
    Realis,
    Record,
    Report,
    Span,
    Stance,
    TimeInterval,
    TimePrecision,
    Voice,
)
from test_ledger_postgres import address, server

__all__ = ["address", "server"]
DAYS = [datetime.date(2024, 2, 26) + datetime.timedelta(days=n) for n in range(9)]
KINDS = ("airstrike", "shelling", "talks")
PARTIES = ("SDN-MIL", "rsf", "CIV")
PAPERS = ("northline", "southline", "eastline")
PLACES = {
    "Nyala": ("SDN", 12.05, 24.88),
    "Nyala North": ("SDN", 12.1, 24.9),
    "Al-Fashir": ("SDN", 13.63, 25.35),
    "Adré": ("TCD", 13.47, 22.2),
    "Suva": ("FJI", -18.14, 178.44),
    "Apia": ("WSM", -13.83, -171.76),
    "Somewhere": ("", None, None),
}


def record(dice: random.Random, name: str) -> Record:
    """A report of one act, told in a made-up sentence."""
    place, kind = dice.choice(list(PLACES)), dice.choice(KINDS)
    doer, other, day = dice.choice(PARTIES), dice.choice(PARTIES), dice.choice([*DAYS, None])
    text = f"{doer} {kind} on {other} at {place}, story {name}."
    span = Span(0, len(text))
    country, lat, lon = PLACES[place]
    close = PlacePrecision.SETTLEMENT if lat is not None else PlacePrecision.UNKNOWN
    last = day + datetime.timedelta(days=dice.choice((0, 0, 1, 4))) if day else None
    event = Event(
        id="e1",
        kind=kind,
        realis=Realis.HAPPENED,
        mentions=(Mention(span, span),),
        accounts=(Account(Voice("", "outlet"), dice.choice((Stance.ASSERTS, Stance.DENIES)), Stance.ASSERTS),),
        agent=Participant(doer, doer, span),
        target=Participant(other, other, span),
        place=Place(place, span, place, country, lat, lon, close) if dice.random() < 0.9 else None,
        time=TimeInterval("then", span, day, last, TimePrecision.RANGE) if day else None,
    )
    return Record(Report(text, id=name, publisher=dice.choice(PAPERS), title=text), (), (event,))


def fill(ledger: Ledger, number: int = 60) -> Ledger:
    dice = random.Random(5)  # noqa: S311 - repeatable
    for n in range(number):
        add(ledger, record(dice, f"s{n}"))
    with ledger.reading() as connection:
        refs = [one.id for one in queries.incidents(connection)]
    for ref in refs[::5]:
        accept(ledger, "ann", ref)
    for ref in refs[1::7]:
        reject(ledger, "ann", ref)
    return ledger


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    ledger = fill(open_ledger(str(tmp_path_factory.mktemp("overview") / "ledger.db"), create=True))
    yield ledger
    ledger.close()


@pytest.fixture(scope="module")
def overview(book: Ledger) -> Overview:
    found = Overview(book)
    found.refresh()
    return found


def some(values: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.just(()) | st.lists(st.sampled_from(values), min_size=1, max_size=2).map(tuple)


days = st.none() | st.sampled_from(DAYS)
selections = st.builds(
    Selection,
    since=days,
    until=days,
    places=some((*PLACES, "nyala", "elsewhere")),
    countries=some(("SDN", "TCD", "FJI")),
    parties=some(PARTIES),
    kinds=some((*KINDS, "siege")),
    statuses=some(("single", "disputed")),
    publishers=some(PAPERS),
    words=st.sampled_from(("", "", "nyala", '"on CIV at" story', "adre", "nothing")),
    reviewed=some(("", "accepted", "rejected")),
    box=st.sampled_from(
        (None, None, (20.0, 10.0, 30.0, 13.0), (170.0, -30.0, -170.0, 0.0), (-180.0, -90.0, 180.0, 90.0))
    ),
    only=st.sampled_from(("", "", UNDATED, UNPLACED)),
)


def queued(ledger: Ledger, overview: Overview, selection: Selection, reviewed: str) -> list[int]:
    """The queue of review by pages of three from memory."""
    found: list[int] = []
    after = None
    while True:
        with ledger.reading() as connection:
            items, total = quick_queue(connection, overview, selection, after=after, limit=3, reviewed=reviewed)
        found += [item.row for item in items]
        if len(items) < 3:
            assert total == len(found)
            return found
        after = items[-1].place


def compare(ledger: Ledger, overview: Overview, selection: Selection) -> None:
    """Hold every answer for a selection against the statements."""
    with ledger.reading() as connection:
        total = queries.count(connection, selection)
        oldest = list(queries.incidents(connection, selection))
        newest = list(queries.incidents(connection, selection, newest_first=True))
        tallies = {name: queries.tally(connection, name, selection) for name in ("status", "kind", "country")}
        assert [i.id for i in queries.incidents(connection, selection, limit=3)] == [i.id for i in oldest[:3]]
    assert sorted(i.id for i in oldest) == sorted(i.id for i in newest)
    assert len(oldest) == total
    summary = overview.summary(selection)
    assert summary.total == total
    assert (summary.by_status, summary.by_kind) == (tallies["status"], tallies["kind"])
    assert summary.by_country == {name: n for name, n in tallies["country"].items() if name}
    assert summary.undated == sum(1 for i in oldest if i.when is None)
    assert summary.unplaced == sum(1 for i in oldest if i.where is None or i.where.lat is None)
    assert summary.first == min((i.when.start for i in oldest if i.when and i.when.start), default=None)
    assert summary.last == max((i.when.end for i in oldest if i.when and i.when.end), default=None)
    for first, found in ((False, oldest), (True, newest)):
        assert paged(overview, selection, newest_first=first) == [i.id for i in found]
    with ledger.reading() as connection:
        assert survey.summary(connection, selection) == summary
        points = survey.points(connection, selection)
    for reviewed in ("", "accepted", "rejected", "all"):
        with ledger.reading() as connection:
            whole = [item.row for item in queue(connection, selection, limit=1000, reviewed=reviewed)]
        assert queued(ledger, overview, selection, reviewed) == whole
    clusters = overview.clusters(selection, (-180, -90, 180, 90), 3)
    assert heaped(clusters) == heaped(survey.cells(points, 3))
    assert sum(c.count for c in clusters) == total - summary.unplaced
    statuses = Counter(i.status.value for i in oldest if i.where and i.where.lat is not None)
    assert sum((Counter(c.by_status) for c in clusters), Counter()) == statuses
    assert sum(n for _, n, _ in overview.timeline(selection, "month")) <= total - summary.undated


def heaped(heaps: Iterable[Heap]) -> list[tuple[object, ...]]:
    """What two ways of heaping must agree on: of several in one heap, any may lend its id."""
    return sorted(
        (round(h.lat, 3), round(h.lon, 3), h.count, h.by_status, h.one_point, h.ref if h.count == 1 else "")
        for h in heaps
    )


def paged(overview: Overview, selection: Selection, *, newest_first: bool) -> list[str]:
    refs, after = [], None
    while rows := overview.page(selection, after=after, limit=4, newest_first=newest_first):
        refs += [row.ref for row in rows]
        after = rows[-1]
    return refs


@given(selections)
@settings(deadline=None)
def test_it_answers_as_the_statements_do(book: Ledger, overview: Overview, selection: Selection) -> None:
    compare(book, overview, selection)


@pytest.mark.postgres
def test_it_does_so_on_postgres(address: str) -> None:
    ledger = fill(open_ledger(address, create=True), 30)
    overview = Overview(ledger)
    for selection in (
        Selection(),
        Selection(since=DAYS[2], until=DAYS[5]),
        Selection(parties=("rsf",), kinds=("airstrike", "talks")),
        Selection(words="nyala", publishers=("northline", "southline")),
    ):
        compare(ledger, overview, selection)
    assert overview.refresh() == 0
    add(ledger, record(random.Random(99), "late"))  # noqa: S311 - repeatable
    assert overview.refresh() > 0
    compare(ledger, overview, Selection())
    ledger.close()


@pytest.mark.parametrize("step", ["day", "week", "month"])
def test_the_days_are_those_of_the_incidents(book: Ledger, overview: Overview, step: str) -> None:
    expected: Counter[datetime.date] = Counter()
    with book.reading() as connection:
        for one in queries.incidents(connection):
            if one.when and one.when.start and one.when.end:
                night = (one.when.end - one.when.start).days == 1
                first = bucket_start(one.when.start, step)  # type: ignore[arg-type]
                if first == bucket_start(one.when.start if night else one.when.end, step):  # type: ignore[arg-type]
                    expected[first] += 1
    found = overview.timeline(Selection(), step)  # type: ignore[arg-type]
    assert [(day, n) for day, n, _ in found] == sorted(expected.items())


def test_clusters_part_as_one_comes_nearer(overview: Overview) -> None:
    box = (20.0, 10.0, 30.0, 15.0)
    assert len(overview.clusters(Selection(), box, 0)) == 1
    near = overview.clusters(Selection(), box, 14)
    assert len(near) == 4
    assert all(cluster.one_point for cluster in near)
    assert {(c.lat, c.lon) for c in near} == {(lat, lon) for c, lat, lon in PLACES.values() if c in ("SDN", "TCD")}
    assert all(next(iter(c.by_status)) == max(c.by_status, key=lambda s: c.by_status[s]) for c in near)


def test_a_box_may_lie_across_the_180th_meridian(overview: Overview) -> None:
    found = overview.clusters(Selection(), (170, -30, -170, 0), 8)
    assert {round(cluster.lon) for cluster in found} == {178, -172}


def test_it_notices_what_others_add_and_merge(tmp_path: Path) -> None:
    ledger = open_ledger(str(tmp_path / "ledger.db"), create=True)
    overview = Overview(ledger)
    compare(ledger, overview, Selection())
    other = open_ledger(ledger.name)
    dice = random.Random(11)  # noqa: S311 - repeatable
    merged = 0
    for n in range(40):
        add(other, record(dice, f"s{n}"))
        if n % 4 == 3:
            assert overview.refresh() > 0
            assert overview.refresh() == 0
            compare(ledger, overview, Selection())
            compare(ledger, overview, Selection(parties=("rsf",), words="story"))
    with ledger.reading() as connection:
        merged = len(connection.execute(select(t.incident.c.id).where(t.incident.c.redirect_id.is_not(None))).all())
    assert merged == 0 or overview.summary(Selection()).total < 40
    for opened in (ledger, other):
        opened.close()


def test_counts_are_carried_over_what_reviewers_do(tmp_path: Path) -> None:
    """What was counted before is counted on, and comes to what an overview counts that begins anew."""
    ledger = fill(open_ledger(str(tmp_path / "ledger.db"), create=True), 30)
    overview, dice = Overview(ledger), random.Random(5)  # noqa: S311 - repeatable
    watched = [
        Selection(),
        Selection(kinds=("airstrike", "talks")),
        Selection(parties=("rsf",)),
        Selection(reviewed=("rejected",)),
        Selection(since=DAYS[1], until=DAYS[4]),
        Selection(only="unplaced"),
        Selection(words="story"),
    ]
    seen = 0
    for turn in range(24):
        with ledger.reading() as connection:
            refs = connection.scalars(select(t.incident.c.ref).where(t.incident.c.state.is_not(None))).all()
        ref, act = dice.choice(refs), turn % 6
        if act == 0:
            review.accept(ledger, "vera", ref)
        elif act in (1, 2):
            review.reject(ledger, "vera", ref)
        elif act == 3:
            review.edit(ledger, "vera", ref, "kind", dice.choice(KINDS))
        elif act == 4:
            review.edit(ledger, "vera", ref, "day", f"{DAYS[0].isoformat()[:-2]}{turn + 1:02}")
        else:
            review.undo(ledger, "vera")
        seen += overview.refresh()
        fresh = Overview(ledger)
        for selection in watched:
            compare(ledger, overview, selection)
            assert overview.summary(selection) == fresh.summary(selection)
            for step in ("day", "week", "month"):
                assert overview.timeline(selection, step) == fresh.timeline(selection, step)  # type: ignore[arg-type]
            everywhere = (-180, -90, 180, 90)
            assert overview.clusters(selection, everywhere, 3) == fresh.clusters(selection, everywhere, 3)
            assert overview.ids(selection).tolist() == fresh.ids(selection).tolist()
    assert seen > 12
    ledger.close()


def test_what_no_reviewer_changes_is_not_made_anew(tmp_path: Path) -> None:
    """Accepting changes neither days nor points: what was sorted by them a million times over stays."""
    ledger = fill(open_ledger(str(tmp_path / "ledger.db"), create=True), 10)
    overview = Overview(ledger)
    compare(ledger, overview, Selection())
    overview.clusters(Selection(), (-180, -90, 180, 90), 2)
    before = overview._current()
    assert any(review.accept(ledger, "vera", ref.decode()).changed for ref in before.ref)  # some are accepted already
    overview.refresh()
    after = overview._current()
    assert before is not after
    assert after.dated is before.dated
    assert after.points is before.points
    ledger.close()


def test_threads_may_ask_while_it_is_refreshed(book: Ledger) -> None:
    overview, failed = Overview(book), []

    def ask() -> None:
        try:
            for _ in range(20):
                overview.refresh()
                total = overview.summary(Selection(words="story")).total
                assert total == overview.summary(replace(Selection(), kinds=KINDS)).total
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_outlets_count_the_newest_version_of_each_report(tmp_path: Path) -> None:
    dice = random.Random(3)  # noqa: S311 - repeatable
    with open_ledger(str(tmp_path / "ledger.db"), create=True) as ledger:
        for name, publisher in (("a", "northline"), ("b", "northline"), ("c", "southline")):
            told = record(dice, name)
            add(ledger, replace(told, report=replace(told.report, publisher=publisher)))
        changed = record(dice, "a, corrected")
        add(ledger, replace(changed, report=replace(changed.report, id="a", publisher="northline")))
        found = Overview(ledger)
        found.refresh()
        with ledger.reading() as connection:
            counts = outlets(connection, found.most("publisher"))
            live = connection.execute(select(t.version.c.publisher).where(t.version.c.live)).all()
            versions = connection.execute(select(t.version.c.id)).all()
    assert (len(versions), len(live)) == (4, 3)
    assert [(one.name, one.reports) for one in counts] == [("northline", 2), ("southline", 1)]


def test_a_list_is_walked_by_day_and_not_sorted(book: Ledger) -> None:
    selection = Selection()
    query = select(t.incident.c.id).where(*selection.parts()[0])
    query = query.order_by(t.incident.c.start_day, t.incident.c.id).limit(50)
    plain = query.compile(book.engine, compile_kwargs={"literal_binds": True})
    with book.reading() as connection:
        plan = " ".join(str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {plain}"))
    assert "ix_incident_day" in plan
    assert "TEMP B-TREE" not in plan
