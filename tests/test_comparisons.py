"""An act told beside the last of its sort: the comparison gives it neither place nor day."""

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "kind", "place", "day"),
    [
        ("Monday's attack in Kabul was the deadliest since 2012.", "attack", "Kabul", "Monday"),
        ("It was the first air strike on Sanaa since December.", "airstrike", "Sanaa", ""),
    ],
)
def test_since_behind_a_superlative_dates_nothing(tell: Tell, text: str, kind: str, place: str, day: str) -> None:
    [event] = tell(text)
    assert (event.kind, event.place, event.time) == (kind, place, day)


def test_what_was_last_seen_elsewhere_is_an_act_of_its_own(tell: Tell) -> None:
    text = "Residents of Beni spoke of a bombardment not seen since rebels shelled Goma in 2012."
    assert {(event.place, event.time) for event in tell(text) if event.agent == "rebels"} == {("Goma", "in 2012")}
    assert "Goma" not in {event.place for event in tell(text) if event.agent is None}


def test_the_deadliest_raid_is_not_the_one_before_it(tell: Tell) -> None:
    events = tell("The raid was the deadliest since warplanes bombed a market in Nyala in May, a monitor said.")
    assert len(events) == 2


def test_since_a_day_still_dates_what_goes_on(tell: Tell) -> None:
    [event] = tell("The army has shelled Nyala daily since April.")
    assert (event.place, event.time) == ("Nyala", "since April")


def test_since_when_somebody_is_in_power_dates_nothing_he_does(tell: Tell) -> None:
    text = "The regime in power since 1963 responded with military force to peaceful protests in Daraa in Syria."
    assert all("1963" not in event.days for event in tell(text))
