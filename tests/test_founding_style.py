"""A whole wire story, invented, read line by line: every act it tells and on whose word, and nothing else.

It is made like the story that sayso was founded on: an air raid that residents describe and the army denies, a road that
state television claims and the other side denies, a truce that began and collapsed, talks that failed, allies, a siege,
and the foot of a blog. Nothing in it happened.
"""

# ruff: noqa: E501 - an expected event stays on one line

import datetime
import json

import pytest

from conftest import Read, Tell, Told
from sayso.model import Record

TITLE = "Warplanes pound Nyala as truce unravels"
STORY = f"""{TITLE}

PORT SUDAN, July 14, 2023 (Northline News) - Army warplanes bombed a crowded market in Nyala on Thursday, killing at least 30 people, in what residents described as the heaviest raids on the city in months.

A Sudanese military source denied that the air strikes had hit civilians.

State television reported that the army had captured a road near Zalingei in central Darfur on Wednesday, but this was denied by the Rapid Support Forces. Their spokesman said several attempts by the army to advance had failed.

A ceasefire took effect on July 3. The truce collapsed on Sunday after less than a week. Talks in Jeddah to revive it failed on Wednesday, an African Union envoy said.

A hospital director in Nyala said 11 of the dead were children and that 70 people had been wounded.

The Rapid Support Forces have besieged El Fasher since May. The United Nations said 6,000 people had fled Nyala since Sunday. It plans to send food to the city next week.

Egypt backs the army, which controls Port Sudan.

No comments:
Post a Comment
"""
LATER = datetime.date(2023, 9, 1)

# kind, phase, realis, agent, its party, target, its party, place, days, figures, accounts
EXPECTED = [
    ("airstrike", "", "happened", "Army warplanes", "SDN-MIL", "a crowded market", "CIV", "Nyala", "2023-07-13",
     ("killed 30+ people", "killed 11: A hospital director in Nyala", "injured 70 people: A hospital director in Nyala"),
     ("outlet asserts", "residents asserts", "A Sudanese military source denies", "A hospital director in Nyala asserts")),
    ("capture", "", "happened", "the army", "SDN-MIL", "", "", "Zalingei", "2023-07-12", (),
     ("State television asserts", "the Rapid Support Forces denies")),
    ("offensive", "", "failed", "the army", "SDN-MIL", "", "", "Zalingei", "", (), ("Their spokesman asserts",)),
    ("ceasefire", "begun", "happened", "", "", "", "", "", "2023-07-03", (), ("outlet asserts",)),
    ("ceasefire", "collapsed", "happened", "", "", "", "", "", "2023-07-09", (), ("outlet asserts",)),
    ("talks", "", "failed", "", "", "", "", "Jeddah", "2023-07-12", (), ("an African Union envoy asserts",)),
    ("siege", "imposed", "ongoing", "The Rapid Support Forces", "rapid-support-forces", "El Fasher", "CIV", "El Fasher", "2023-05-01/2023-07-14", (),
     ("outlet asserts",)),
    ("displacement", "", "ongoing", "", "", "6,000 people", "CIV", "Nyala", "2023-07-09/2023-07-14", ("displaced 6000 people: The United Nations",),
     ("The United Nations asserts",)),
    ("aid", "", "planned", "The United Nations", "UN", "the city", "CIV", "Nyala", "2023-07-17/2023-07-23", (), ("The United Nations asserts",)),
    ("support", "", "ongoing", "Egypt", "EGY-GOV", "the army", "SDN-MIL", "", "", (), ("outlet asserts",)),
    ("control", "", "ongoing", "the army", "SDN-MIL", "", "", "Port Sudan", "", (), ("outlet asserts",)),
]  # fmt: skip


@pytest.fixture(scope="module")
def record(read: Read) -> Record:
    return read(STORY, day=LATER, title=TITLE)


@pytest.fixture(scope="module")
def events(tell: Tell) -> list[Told]:
    return tell(STORY, day=LATER, title=TITLE)


def line(event: Told) -> tuple[object, ...]:
    return (
        event.kind,
        event.phase,
        event.realis,
        event.agent,
        event.agent_party,
        event.target,
        event.target_party,
        event.event.place.name if event.event.place else "",
        event.days,
        event.figures,
        event.accounts,
    )


def test_the_story_tells_these_acts_and_no_other(events: list[Told]) -> None:
    assert [(event.kind, event.phase) for event in events] == [row[:2] for row in EXPECTED]


@pytest.mark.parametrize("number", range(len(EXPECTED)), ids=[f"{row[0]}-{row[1] or row[2]}" for row in EXPECTED])
def test_each_act_reads_right(events: list[Told], number: int) -> None:
    assert line(events[number]) == EXPECTED[number]


def test_the_air_strike_is_one_act_with_all_its_mentions(events: list[Told]) -> None:
    assert set(events[0].triggers) >= {"bombed", "raids", "air strikes"}


def test_the_dateline_dates_the_story_and_is_no_place_of_it(events: list[Told]) -> None:
    bombing = events[0]
    assert bombing.days == "2023-07-13"  # the Thursday before the dateline, not before the day of publication
    assert [event.kind for event in events if event.place == "Port Sudan"] == ["control"]


def test_nothing_comes_from_the_foot_of_the_page(record: Record) -> None:
    foot = STORY.index("No comments")
    assert all(mention.clause.end <= foot for event in record.events for mention in event.mentions)
    assert all(span.end <= foot for statement in record.statements for span in statement.content)


def test_every_voice_stands_with_the_words_that_attribute_it(record: Record) -> None:
    words = [account.evidence.of(STORY) for event in record.events for account in event.accounts if account.evidence]
    assert "denied by the Rapid Support Forces" in words
    assert "State television reported" in words
    assert "A Sudanese military source denied" in words


def test_where_the_story_says_little_the_record_holds_little(events: list[Told]) -> None:
    truce, support = events[3], events[9]
    assert (truce.place, truce.located, truce.figures) == ("", False, ())
    assert (support.time, support.place) == ("", "")


def test_the_record_is_the_same_when_the_title_is_not_known(read: Read, events: list[Told]) -> None:
    again = read(STORY, day=LATER)
    assert [event.kind for event in again.events] == [event.kind for event in events]


def test_no_words_of_the_story_are_lost_on_the_way_to_a_line_of_json(record: Record) -> None:
    from sayso.export import from_line, to_line

    assert from_line(to_line(record)) == record
    assert json.loads(to_line(record))["text"] == STORY
