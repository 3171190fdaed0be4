"""What is a dispute and what only looks like one: denials taken back, counts that both hold, doers without arms."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from conftest import Read
from sayso.ledger import queries
from sayso.ledger.adding import add
from sayso.ledger.database import open_ledger
from sayso.model import Record
from sayso.model.event import Participant
from sayso.model.incident import Incident, Matter, Status

DAY = datetime.date(2023, 7, 14)  # a Friday
RAID = "Warplanes bombed a market in Nyala on Thursday"

Held = Callable[..., list[Incident]]


@pytest.fixture
def held(read: Read, tmp_path: Path) -> Held:
    """Add reports, given as words or as (publisher, words), and return the incidents that they make."""

    def hold(
        *reports: str | tuple[str, str], change: Callable[[Record], Record] = lambda record: record
    ) -> list[Incident]:
        ledger = open_ledger(str(tmp_path / "ledger.db"), create=True)
        for n, told in enumerate(reports):
            publisher, words = told if isinstance(told, tuple) else (f"paper {n}", told)
            record = read(words, day=DAY)
            add(ledger, change(replace(record, report=replace(record.report, publisher=publisher, id=str(n)))))
        with ledger.reading() as connection:
            found = list(queries.incidents(connection))
        ledger.close()
        return found

    return hold


def disputed(found: list[Incident]) -> set[Matter]:
    return {dispute.about for one in found for dispute in one.disputes}


@pytest.mark.parametrize(
    "tolls",
    [
        ("killing at least 12 people, medics said.", "killing 31 people, the Sudan Doctors Union said."),
        ("killing hundreds of people, residents said.", "killing 12 people, the Sudan Doctors Union said."),
        ("killing eight civilians, residents said.", "killing 13 people, the Sudan Doctors Union said."),
        ("killing a pilot, residents said.", "killing 12 people, the Sudan Doctors Union said."),
        ("killing nine soldiers, residents said.", "killing 31 rebels, the Sudan Doctors Union said."),
        ("killing 9 people, reports said.", "killing 31 people, the Sudan Doctors Union said."),
        ("killing 9 people, initial reports said.", "killing 31 people, the Sudan Doctors Union said."),
        ("killing 13 people, medics said.", "killing 22 people, the Sudan Doctors Union said."),
    ],
)
def test_counts_that_both_hold_are_no_dispute(held: Held, tolls: tuple[str, str]) -> None:
    found = held(*(f"{RAID}, {toll}" for toll in tolls))
    assert len(found) == 1
    assert disputed(found) == set()


@pytest.mark.parametrize(
    "tolls",
    [
        ("killing 12 people, medics said.", "killing 31 people, the Sudan Doctors Union said."),
        ("killing 12 civilians, medics said.", "killing at least 31 civilians, the Sudan Doctors Union said."),
        ("killing 9 militants, the army said.", "killing 31 rebels, the Sudan Doctors Union said."),
    ],
)
def test_counts_that_exclude_each_other_are_a_dispute(held: Held, tolls: tuple[str, str]) -> None:
    found = held(*(f"{RAID}, {toll}" for toll in tolls))
    assert disputed(found) == {Matter.FIGURES}


def test_what_a_report_counts_beside_the_voice_it_quotes_is_no_rival(held: Held) -> None:
    found = held(f"{RAID}, killing 40 people. The air strike killed 12 people, the United Nations said.")
    assert {count.low for one in found for count in one.counts} == {12, 40}
    assert disputed(found) == set()


def test_who_counts_upward_on_one_day_has_not_finished(held: Held) -> None:
    found = held(
        f"{RAID}, killing 12 people, state television said.",
        f"{RAID}, killing 20 people, state television said.",
        f"{RAID}, killing 48 people, the Sudan Doctors Union said.",
    )
    assert disputed(found) == set()


def test_totals_of_a_war_are_no_rivals(held: Held) -> None:
    found = held(
        "The war in Sudan has killed 3,000 people since April 2022, the Sudan Doctors Union said.",
        "The war in Sudan has killed 9,000 people since April 2022, Amnesty International said.",
    )
    assert found
    assert disputed(found) == set()


def test_a_voice_that_says_both_disputes_nothing(held: Held) -> None:
    found = held(
        "Rebels shelled Zalingei on Thursday, the mayor of Zalingei said. "
        "The mayor of Zalingei denied that the rebels had shelled Zalingei on Thursday."
    )
    assert [one.status for one in found] == [Status.SINGLE]


def test_the_accused_may_admit_the_act_and_deny_having_done_it(held: Held) -> None:
    found = held(
        f"{RAID}, residents said. The Sudanese army said that warplanes had bombed a market in Nyala on Thursday. "
        "The Sudanese army denied that its warplanes had bombed a market in Nyala on Thursday.",
    )
    assert disputed(found) == {Matter.AGENT} or disputed(found) == {Matter.HAPPENED}


def test_a_truck_is_no_other_doer_than_the_group_that_sent_it(held: Held) -> None:
    def blame_the_truck(record: Record) -> Record:
        events = tuple(
            replace(e, agent=Participant("a truck", "CIV", e.mentions[0].trigger)) if e.agent is None else e
            for e in record.events
        )
        return replace(record, events=events)

    found = held(
        "A truck bomb exploded in Baidoa on Thursday, killing 31 people, a doctor said.",
        "Al-Shabaab bombed a hotel in Baidoa on Thursday, killing 31 people, residents said.",
        change=blame_the_truck,
    )
    assert [[actor.party for actor in one.agents] for one in found] == [["al-shabaab"]]


def test_the_london_based_group_is_the_monitor_the_report_names(held: Held) -> None:
    found = held(
        "Warplanes bombed a market in Idlib on Thursday, the Syrian Observatory for Human Rights said. "
        "The air strike in Idlib on Thursday killed 20 people, the London-based group said."
    )
    assert [(one.status, one.origins) for one in found] == [(Status.SINGLE, 1)]


def test_a_voice_that_names_two_doers_is_on_neither_side(held: Held) -> None:
    found = held(
        "Saudi jets bombed a market in Taiz on Thursday, killing 30 people, the United Nations said.",
        "Houthi forces shelled a market in Taiz on Thursday, killing 30 people, the United Nations said.",
    )
    assert Matter.AGENT not in disputed(found)


def test_two_voices_that_name_rival_doers_dispute_it(held: Held) -> None:
    found = held(
        "Saudi jets attacked a market in Taiz on Thursday, killing 30 people, the Red Crescent said.",
        "Houthi fighters attacked a market in Taiz on Thursday, killing 30 people, the United Nations said.",
    )
    assert disputed(found) >= {Matter.AGENT}


def test_a_monitor_read_as_the_doer_is_no_doer(held: Held) -> None:
    def blame_the_monitor(record: Record) -> Record:
        events = tuple(
            replace(e, agent=Participant("the Observatory", "sohr", e.mentions[0].trigger)) if e.agent is None else e
            for e in record.events
        )
        return replace(record, events=events)

    found = held(
        "Car bombs exploded at a market in Homs on Thursday, killing 31 people.",
        "Islamic State bombed a market in Homs on Thursday, killing 31 people, residents said.",
        change=blame_the_monitor,
    )
    assert [[actor.party for actor in one.agents] for one in found] == [["islamic-state"]]


def test_the_count_of_an_outlet_that_stands_by_a_party_makes_a_side(held: Held) -> None:
    told = "Syrian soldiers clashed with rebels near Atarib on Thursday"
    found = held(
        ("ahram", f"{told}. 29 rebels were killed in the clashes, the Syrian Observatory for Human Rights said."),
        ("alalam", f"{told}. 75 militants were killed in the clashes."),
    )
    assert len(found) == 1
    assert disputed(found) == {Matter.FIGURES}


def test_an_unnamed_voice_does_not_take_back_what_another_unnamed_one_says(held: Held) -> None:
    [found] = held(f"{RAID}, residents said. A tribal elder denied that warplanes had bombed the market.")
    assert [dispute.about for dispute in found.disputes] == [Matter.HAPPENED]


def test_a_town_as_target_does_not_say_that_civilians_were_meant(held: Held) -> None:
    found = held(
        "A suicide bombing hit Azaz on Thursday, killing 14 people, residents said.",
        "The Islamic State group claimed a suicide bombing on rebel fighters in Azaz on Thursday.",
    )
    assert len(found) == 1
    assert disputed(found) == set()


@pytest.mark.parametrize(
    "charges",
    [
        "The army and the Rapid Support Forces blamed each other for the attack.",
        "Residents accused the army of the shelling. The army blamed the Rapid Support Forces for the attack.",
    ],
)
def test_foes_that_blame_each_other_for_an_act_dispute_who_did_it(held: Held, charges: str) -> None:
    found = held(f"Shelling of a market in Omdurman killed 12 people on Thursday, medics said. {charges}")
    assert disputed(found) == {Matter.AGENT}


def test_a_party_that_counts_only_fighters_where_others_count_civilians_disputes_who_was_hit(held: Held) -> None:
    found = held(
        "Afghan army jets bombed a wedding in Kunduz on Thursday, killing 30 civilians, elders said. "
        "The Afghan defence ministry said 30 militants were killed in the air strike."
    )
    assert disputed(found) == {Matter.TARGET}
    both = held(
        "Afghan army jets bombed a wedding in Kunduz on Thursday, killing 30 civilians and six militants, elders said."
    )
    assert disputed(both[-1:]) == set()


def test_a_paper_that_names_another_doer_in_its_own_words_makes_no_side(held: Held) -> None:
    told = ("Rapid Support Forces shelled a market in Nyala on Thursday, killing 12 people, the army said.",)
    found = held(*told, "Army artillery shelled a market in Nyala on Thursday, killing 12 people.")
    assert len(found) == 1
    assert Matter.AGENT not in disputed(found)


def test_who_counts_the_dead_of_one_spot_does_not_contradict_the_toll_of_the_day(held: Held) -> None:
    found = held(
        "Army raids on Nyala killed 31 civilians on Thursday, rescuers said, including 10 civilians in a bus. "
        "The Sudan Doctors Network said eight civilians were killed in the raids on the bus."
    )
    assert Matter.FIGURES not in disputed(found)


def test_fighters_that_a_party_counts_do_not_contradict_what_a_paper_counts_itself(held: Held) -> None:
    told = "Army air strikes on Nyala killed 12 civilians on Thursday."
    assert disputed(held(told, "Army air strikes on Nyala killed 40 fighters on Thursday, the army said.")) == set()


def test_who_did_it_says_that_fighters_were_meant_where_others_tell_of_civilians(held: Held) -> None:
    (bomb,) = held(
        "A suicide bomber blew himself up at a bakery in Nyala on Thursday, killing 16 people, the Sudan Doctors Union "
        "said. The Islamic State group claimed responsibility for the attack which it claimed targeted soldiers."
    )
    (dispute,) = bomb.disputes
    assert dispute.about is Matter.TARGET and bomb.status is Status.DISPUTED
    assert [side.voices for side in dispute.sides][-1] == ("Islamic State (interested)",)


def test_what_a_reporter_saw_is_no_count_of_all_the_dead(held: Held) -> None:
    found = held(
        f"{RAID}, killing 13 people, the Sudan Doctors Union said. A Reuters journalist said that one person was "
        "killed in the raid."
    )
    assert Matter.FIGURES not in disputed(found)
