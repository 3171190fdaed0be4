"""The ledger holds the same whatever the order in which reports arrive, are read again or are corrected."""

import datetime
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from conftest import Read
from sayso.ledger import queries
from sayso.ledger import tables as t
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.identity import incident_ref
from sayso.ledger.traits import Traits, own_blocks, sought_blocks
from sayso.model import Record
from sayso.model.incident import Incident

FRIDAY, SATURDAY, MONDAY = (datetime.date(2023, 7, day) for day in (14, 15, 17))
RAID = "Warplanes bombed a market in Nyala on Thursday, killing at least 30 people, residents said."
# Publisher, day, address, words. Two that share an address are versions of one page, the later one in force.
TOLD = (
    ("northline", FRIDAY, "", RAID),
    ("southline", FRIDAY, "", "An air strike on a market in Nyala on Thursday killed 31 people, doctors said."),
    ("westline", SATURDAY, "", "Market bombed. " + RAID),
    ("eastline", MONDAY, "", "The Sudanese army denied that its warplanes had bombed a market in Nyala on Thursday."),
    ("northline", FRIDAY, "https://example.org/1", "Shells killed two people in Zalingei on Wednesday, a doctor said."),
    ("northline", SATURDAY, "https://example.org/1", "Shells killed nine people in Zalingei on Wednesday, it said."),
    ("southline", FRIDAY, "", "Rebels shelled Zalingei on Wednesday, killing two people, the army said."),
    ("centre", FRIDAY, "", "Warplanes bombed a market on Thursday. The bombing killed 30 people."),
    ("centre", FRIDAY, "", "Gunmen killed four aid workers in Sudan on Thursday, the United Nations said."),
    ("radio", SATURDAY, "", "Shelling on Wednesday killed two people; an attack killed four aid workers on Thursday."),
    ("westline", SATURDAY, "", "Rebels said they had shot down a warplane over Nyala on Thursday. The army denied it."),
    ("radio", MONDAY, "", "The army and the rebels agreed on a ceasefire in Zalingei on Sunday, mediators said."),
)  # fmt: skip
VERSIONS = (4, 5)

Order = Sequence[int]


@pytest.fixture(scope="module")
def stories(read: Read) -> list[Record]:
    found = []
    for n, (publisher, day, url, words) in enumerate(TOLD):
        record = read(words, day=day)
        found.append(replace(record, report=replace(record.report, id=f"r{n}", publisher=publisher, url=url)))
    return found


@contextmanager
def filled(stories: Sequence[Record], order: Order, again: Order = ()) -> Iterator[Ledger]:
    """A ledger to which stories were added in an order; behind each, those of `again` that are there are read again."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(str(Path(folder) / "ledger.db"), create=True)
        there: list[int] = []
        for n in order:
            add(ledger, stories[n])
            there.append(n)
            for old in again:
                if old in there and not (old == VERSIONS[0] and VERSIONS[1] in there):
                    assert add(ledger, stories[old], again=True).what == "again"
        yield ledger
        ledger.close()


def incidents(ledger: Ledger) -> list[Incident]:
    with ledger.reading() as connection:
        return list(queries.incidents(connection))


def held(ledger: Ledger) -> set[Incident]:
    """All that is held of every act, without the id, which is that of the telling that came first."""
    return {replace(one, id="", merged=()) for one in incidents(ledger)}


def names(ledger: Ledger) -> tuple[set[str], set[str], set[str]]:
    """The permanent ids of reports and events, and the groups of texts that are one."""
    with ledger.reading() as connection:
        return (
            set(connection.scalars(select(t.report.c.ref))),
            set(connection.scalars(select(t.event.c.key))),
            set(connection.scalars(select(t.version.c.text_group))),
        )


def in_turn(order: list[int]) -> list[int]:
    """The same order with the versions of one page in their own."""
    places = sorted(order.index(n) for n in VERSIONS)
    for place, n in zip(places, VERSIONS, strict=True):
        order[place] = n
    return order


# A ledger is filled for each example: a failing order is reported as it was found, for shorter ones are no plainer.
FOUND = (Phase.explicit, Phase.reuse, Phase.generate)
orders = st.permutations(range(len(TOLD))).map(in_turn)


@pytest.fixture(scope="module")
def plain(stories: list[Record]) -> tuple[set[Incident], tuple[set[str], ...]]:
    with filled(stories, range(len(stories))) as ledger:
        return held(ledger), names(ledger)


@given(order=orders)
@settings(max_examples=20, deadline=None, phases=FOUND)
def test_any_order_of_arrival_comes_to_the_same(
    stories: list[Record], plain: tuple[set[Incident], tuple[set[str], ...]], order: list[int]
) -> None:
    with filled(stories, order) as ledger:
        assert (held(ledger), names(ledger)) == plain


@given(order=orders, again=st.lists(st.sampled_from(range(len(TOLD))), max_size=2, unique=True))
@settings(max_examples=5, deadline=None, phases=FOUND)
def test_reading_again_in_between_comes_to_the_same(
    stories: list[Record],
    plain: tuple[set[Incident], tuple[set[str], ...]],
    order: list[int],
    again: list[int],
) -> None:
    with filled(stories, order) as ledger:
        once = incidents(ledger)
    with filled(stories, order, again) as ledger:
        assert incidents(ledger) == once
        assert (held(ledger), names(ledger)) == plain


@given(order=orders)
@settings(max_examples=5, deadline=None, phases=FOUND)
def test_an_incident_is_named_after_one_of_its_tellings_and_old_names_lead_to_it(
    stories: list[Record], order: list[int]
) -> None:
    with filled(stories, order) as ledger:
        found = incidents(ledger)
        with ledger.reading() as connection:
            rows = connection.execute(select(t.incident.c.ref, t.incident.c.redirect_id)).all()
    led = {row.ref: row.redirect_id for row in rows}
    assert {one.id for one in found} == {ref for ref, to in led.items() if to is None}
    for one in found:
        assert one.id in {incident_ref(key) for key in one.events}
        assert all(led[ref] is not None for ref in one.merged)


places = st.sampled_from(
    [
        ("", "", None, None),
        ("SDN", "sudan", None, None),
        ("SDN", "nyala", 12.05, 24.88),
        ("TCD", "abeche", 13.83, 20.83),
    ]
)
days = st.none() | st.integers(738_700, 738_730)


@st.composite
def events(draw: st.DrawFn) -> Traits:
    country, place, lat, lon = draw(places)
    start = draw(days)
    length = draw(st.integers(0, 20))
    return Traits(
        key="e",
        report="r",
        kind=draw(st.sampled_from(["airstrike", "shelling", "attack", "talks"])),
        phase="",
        planned=False,
        start=start,
        end=None if start is None else start + length,
        country=country,
        place=place,
        lat=lat,
        lon=lon,
        wide=lat is None,
        exact=False,
        agent="",
        target="",
        counts={},
        words=[],
        text=draw(st.sampled_from(["", "a", "b"])),
        published=draw(days),
    )


@given(a=events(), b=events())
@settings(max_examples=300, deadline=None)
def test_of_two_events_each_finds_the_other_or_neither_does(a: Traits, b: Traits) -> None:
    assert set(sought_blocks(a)).isdisjoint(own_blocks(b)) == set(sought_blocks(b)).isdisjoint(own_blocks(a))
