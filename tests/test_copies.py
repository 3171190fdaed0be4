"""A story printed hundreds of times: each copy costs the same, and all of them tell one act."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from conftest import Read
from empty_ledger import ledger
from sayso.ledger import following, gathering, graph, linking, queries, regrouping, review
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.following import LEADERS, likeness_key
from sayso.ledger.gathering import JOIN, Pair, gather, pair
from sayso.ledger.regrouping import STAND
from sayso.ledger.traits import Traits
from sayso.model import Record
from sayso.model.incident import Incident, Status
from test_ledger import incidents

__all__ = ["ledger"]

DAY = datetime.date(2023, 7, 14)
STORY = """Warplanes bombed a market in Nyala on Thursday, killing at least 30 people, residents said.
Rebels captured an army base in Zalingei on Wednesday after two days of siege, a commander of theirs said.
A doctor at the hospital of Nyala said that most of those brought in were women who had come to sell vegetables.
Aid workers have left the town, and the road to the airport was closed by soldiers who turned back every car."""
MANY = 3 * LEADERS

Copy = Callable[[int], Record]


@pytest.fixture(scope="module")
def copy(read: Read) -> Copy:
    """The story as the newspaper of a number prints it; every other one has a line of its own below."""
    story = read(STORY, day=DAY)

    def printed(n: int) -> Record:
        text = story.report.text + (f"\nReporting by the staff of paper {n} in the capital." if n % 2 else "")
        return replace(story, report=replace(story.report, id=f"r{n}", publisher=f"paper-{n}", text=text))

    return printed


def rows(ledger: Ledger) -> dict[str, int]:
    with ledger.reading() as connection:
        tables = (t.link, t.block, t.band, t.reprint)
        return {one.name: connection.scalar(select(func.count()).select_from(one)) or 0 for one in tables}


def told(found: list[Incident]) -> set[tuple[object, ...]]:
    """What is held of acts, without what counts reports and without the id, which is that of the first telling."""
    return {(one.kind, one.where, one.when, one.agents, one.ranges, one.status, one.origins) for one in found}


def test_one_more_copy_costs_as_many_comparisons_and_rows_however_many_there_are(
    ledger: Ledger, copy: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def counted(what: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object) -> object:
            calls.append(what)
            return what(*given)

        return call

    for module, name in (
        (linking, "score"),
        (gathering, "score"),
        (graph, "score"),
        (regrouping, "is_reprint"),
        (regrouping, "alike"),
    ):
        monkeypatch.setattr(module, name, counted(getattr(module, name)))
    costs = []
    for n in range(MANY):
        before, calls[:] = rows(ledger), []
        add(ledger, copy(n))
        costs.append((len(calls), {name: number - before[name] for name, number in rows(ledger).items()}))
    settled = costs[2 * LEADERS :]
    assert max(number for number, _ in settled) <= 4 * STAND  # texts looked at, those of the index alone
    events = len(copy(0).events)
    for _, added in settled:
        assert added["link"] == 0
        assert added["block"] == events  # each event follows one
        assert added["reprint"] == 1
    assert settled[-1][1]["band"] <= costs[1][1]["band"]
    assert costs[LEADERS - 1][1]["link"] > 0


def test_copies_are_held_as_one_act_each_with_every_report(ledger: Ledger, copy: Copy) -> None:
    for n in range(2):
        add(ledger, copy(n))
    few = told(incidents(ledger))
    for n in range(2, MANY):
        assert add(ledger, copy(n)).changed
    found = incidents(ledger)
    assert told(found) == few
    for one in found:
        assert {source.publisher for source in one.sources} == {f"paper-{n}" for n in range(MANY)}
        assert len({source.group for source in one.sources}) == 1
        assert one.status is not Status.CORROBORATED


def test_of_what_was_held_for_a_part_of_a_day_the_changes_are_kept_and_not_the_whole(
    ledger: Ledger, copy: Copy
) -> None:
    noon = datetime.datetime(2023, 7, 14, 12, tzinfo=datetime.UTC)
    for n, hours in enumerate((0, 1, 2, 24, 25)):
        add(ledger, copy(n), now=noon + datetime.timedelta(hours=hours))
    c, h = t.incident.c, t.history.c
    with ledger.reading() as connection:
        for row, state in connection.execute(select(c.id, c.state).where(c.redirect_id.is_(None))).all():
            query = select(h.state, h.cause, h.changes).where(h.incident_id == row).order_by(h.number)
            kept = connection.execute(query).all()
            assert [one.state is None for one in kept] == [True, True, False, True, False]
            assert all(one.cause.startswith("report r") and one.changes for one in kept)
            assert kept[-1].state == state
            first, changes = queries.as_held(connection, row, DAY)
            assert len(first.sources) == 3 and len({change.at for change in changes}) == 3
            assert len(queries.as_held(connection, row, DAY + datetime.timedelta(days=1))[0].sources) == 5
        assert {len(one.sources) for one in queries.held_on(connection, DAY)} == {3}


def test_the_order_in_which_copies_come_decides_nothing(tmp_path: Path, copy: Copy) -> None:
    found = []
    for name, order in (("up", range(MANY)), ("down", reversed(range(MANY)))):
        ledger = open_ledger(str(tmp_path / f"{name}.db"), create=True)
        for n in order:
            add(ledger, copy(n))
        found.append({replace(one, id="", merged=()) for one in incidents(ledger)})
        ledger.close()
    assert found[0] == found[1]


def test_reading_leaders_and_followers_again_changes_nothing(ledger: Ledger, copy: Copy) -> None:
    for n in range(MANY):
        add(ledger, copy(n))
    before = incidents(ledger)
    for n in (0, 1, 3, MANY - 1):
        assert add(ledger, copy(n), again=True).what == "again"
    assert incidents(ledger) == before


def test_those_that_followed_one_that_is_told_otherwise_now_stay_together(ledger: Ledger, copy: Copy) -> None:
    for n in range(MANY):
        add(ledger, copy(n))
    with ledger.reading() as connection:
        query = select(t.block.c.block, func.count()).where(t.block.c.block.like(">|%")).group_by(t.block.c.block)
        leaders = {int(block.removeprefix(">|")) for block, _ in connection.execute(query)}
        first = connection.scalars(select(t.event.c.id).join(t.version).where(t.version.c.publisher == "paper-0")).all()
    assert leaders <= set(first)
    acts = sorted(one.kind for one in incidents(ledger))
    add(ledger, replace(copy(0), events=()), again=True)
    found = incidents(ledger)
    assert sorted(one.kind for one in found) == acts
    papers = {f"paper-{n}" for n in range(1, MANY)}
    assert all({source.publisher for source in one.sources} == papers for one in found)
    with ledger.reading() as connection:
        held = set(connection.scalars(select(t.event.c.id).where(~t.event.c.passed)))
        led = following.leaders_of(connection, held)
        assert led and set(led.values()) <= held


def test_a_copy_that_a_reviewer_parts_stays_parted_whatever_comes(ledger: Ledger, copy: Copy) -> None:
    for n in range(MANY):
        add(ledger, copy(n))
    strike = next(one for one in incidents(ledger) if one.kind == "airstrike")
    last = next(claim.event for claim in strike.claims if claim.publisher == f"paper-{MANY - 1}")
    done = review.split(ledger, "ada", strike.id, [last])
    add(ledger, copy(MANY))
    parts = {
        one.id: {source.publisher for source in one.sources} for one in incidents(ledger) if one.kind == "airstrike"
    }
    assert len(parts) == 2
    assert {f"paper-{MANY - 1}"} in parts.values()
    assert parts[strike.id] == {f"paper-{n}" for n in range(MANY + 1)} - {f"paper-{MANY - 1}"}
    assert done.incident in parts


def test_a_text_near_a_story_printed_often_joins_it_by_any_copy(ledger: Ledger, copy: Copy) -> None:
    for n in range(MANY):
        add(ledger, copy(n))
    cut = copy(0)
    add(ledger, replace(cut, report=replace(cut.report, id="cut", publisher="cut", text=STORY.rpartition("\n")[0])))
    with ledger.reading() as connection:
        assert len(set(connection.scalars(select(t.version.c.text_group)))) == 1


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ({"key": "e2", "report": "r2"}, True),
        ({"published": 738_701}, True),  # the day is told
        ({"target": "CIV"}, False),
        ({"start": 738_699}, False),
        ({"words": ["bombed", "market"]}, False),
        ({"counts": {"killed": [31, 31]}}, False),
    ],
)
def test_events_are_told_alike_that_merging_cannot_tell_apart(other: dict[str, object], alike: bool) -> None:
    assert (likeness_key(replace(TRAITS, **other)) == likeness_key(TRAITS)) is alike  # type: ignore[arg-type]
    assert likeness_key(replace(TRAITS, words=[], text="")) == ""
    undated = replace(TRAITS, start=None, end=None)
    assert likeness_key(replace(undated, published=738_701)) != likeness_key(undated)


TRAITS = Traits(
    key="e1",
    report="r1",
    kind="airstrike",
    phase="",
    planned=False,
    start=738_700,
    end=738_700,
    country="SDN",
    place="nyala",
    lat=12.05,
    lon=24.88,
    wide=False,
    exact=False,
    agent="SDN-MIL",
    target="",
    counts={"killed": [30, 30]},
    words=["bombed", "market", "nyala", "warplanes"],
    text="a1",
    published=738_700,
)


def _plainly(events: Mapping[str, Traits], points: Mapping[Pair, float]) -> list[list[str]]:
    """Average linkage as it is defined, every pair looked at each time."""
    groups = [[key] for key in sorted(events)]
    while True:
        best: tuple[float, str, str] | None = None
        for x, y in combinations(groups, 2):
            if not any(pair(a, b) in points and points[pair(a, b)] >= 2.5 for a, b in product(x, y)):
                continue
            average = round(sum(points[pair(a, b)] for a, b in product(x, y)) / (len(x) * len(y)), 9)
            if average >= JOIN and (best is None or (-average, *pair(x[0], y[0])) < best):
                best = (-average, *pair(x[0], y[0]))
        if best is None:
            return sorted(groups)
        mine, other = (next(one for one in groups if one[0] == first) for first in best[1:])
        groups = [one for one in groups if one is not mine and one is not other] + [sorted(mine + other)]


@given(names=st.lists(st.text("abcdef", min_size=2, max_size=2), min_size=2, max_size=9, unique=True), data=st.data())
@settings(max_examples=200, deadline=None)
def test_groups_are_those_of_average_linkage(names: list[str], data: st.DataObject) -> None:
    events = {name: replace(TRAITS, key=name) for name in names}
    drawn = st.sampled_from([-4.0, -1.0, 0.0, 1.25, 2.5, 3.0, 4.75])
    points = {pair(a, b): data.draw(drawn) for a, b in combinations(names, 2)}
    with pytest.MonkeyPatch.context() as patch:
        known = {(a, b): value for (a, b), value in points.items()}
        patch.setattr(gathering, "score", lambda a, b, _loose: known[pair(a.key, b.key)])
        links = {one: value for one, value in points.items() if value >= 2.5}
        assert gather(events, links) == _plainly(events, points)
