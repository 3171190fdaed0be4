"""Which events of two reports are held to be of one act: news without a day."""

import datetime
from collections.abc import Callable

import pytest

from conftest import Read
from sayso.ledger.matching import LINK, score
from sayso.ledger.traits import Traits, traits

THURSDAY, NEXT_DAY, MONTH_LATER = (datetime.date(2023, 7, 13), datetime.date(2023, 7, 14), datetime.date(2023, 8, 14))

View = Callable[..., Traits]


@pytest.fixture
def view(read: Read) -> View:
    """Return what merging sees of the one event that a report tells."""

    def view(words: str, day: datetime.date = NEXT_DAY) -> Traits:
        [event] = read(words, day=day).events
        return traits(event, f"e{words}", f"r{words}", words, day)

    return view


def one_act(a: Traits, b: Traits) -> bool:
    points = score(a, b)
    assert points == score(b, a)
    return points is not None and points >= LINK


BOMB = "A suicide bombing killed 48 people in Baidoa on Thursday."


def test_a_bombing_without_a_day_is_the_one_of_that_week_there(view: View) -> None:
    undated = view("A suicide bombing hit a police station in Baidoa.")
    assert undated.start is None
    assert one_act(view(BOMB), undated)


@pytest.mark.parametrize(
    ("other", "day"),
    [
        ("A suicide bombing hit a police station in Baidoa.", MONTH_LATER),  # not that week
        ("A suicide bombing hit Mogadishu near a police station.", NEXT_DAY),  # not there
        ("Five traders died in a suicide bombing in Baidoa.", NEXT_DAY),  # not that toll
        ("Gunmen attacked a police station in Baidoa.", NEXT_DAY),  # no bombing
    ],
)
def test_another_week_place_toll_or_kind_is_another_act(view: View, other: str, day: datetime.date) -> None:
    assert not one_act(view(BOMB), view(other, day))


def test_shelling_without_a_day_may_be_any_shelling(view: View) -> None:
    told = view("Shells hit Zalingei on Thursday, killing two people.")
    assert not one_act(told, view("Artillery fire hit Zalingei near a police station."))


def test_a_period_told_again_in_the_same_few_words_is_one(view: View) -> None:
    told = [view(f"{who} have fought in Zalingei since April.") for who in ("Rebels", "Rebels")]
    assert one_act(*told)
    later = view("Rebels have fought in Zalingei since April.", MONTH_LATER)
    assert not one_act(told[0], later)


def test_each_side_accusing_the_other_tells_of_two_breaches(view: View) -> None:
    mine = view("The Houthis violated the ceasefire in Taiz on Thursday, the army said.")
    theirs = view("The Saudi-led coalition violated the ceasefire in Taiz on Thursday, a Houthi source said.")
    assert not one_act(mine, theirs)
    assert one_act(mine, view("Houthi fighters violated the truce in Taiz on Thursday, a resident said."))


def test_each_side_hitting_the_other_that_day_is_two_acts_but_for_one_market(view: View) -> None:
    rebels = view("Rebels shelled Aleppo on Thursday, killing 12 people, state media said.")
    jets = view("Syrian government jets bombed Aleppo on Thursday, killing 13 people.")
    assert not one_act(rebels, jets)
    shells = view("The Houthis shelled a vegetable market in Taiz on Thursday, killing 17 people.")
    coalition = view("The Saudi-led coalition bombed the vegetable market in Taiz on Thursday, killing 20 people.")
    assert one_act(shells, coalition)


def test_what_is_told_of_a_whole_country_and_years_is_its_war(view: View) -> None:
    told = [
        view("The war in Sudan has killed 150,000 people since April 2023.", MONTH_LATER),
        view("At least 150,000 people have been killed since the war in Sudan began in April 2023.", MONTH_LATER),
    ]
    assert not one_act(*told)


def test_a_town_is_taken_once_in_a_month(view: View) -> None:
    month = view("The army captured Nyala in July.", MONTH_LATER)
    assert one_act(month, view("The army captured Nyala on Thursday."))
    assert not one_act(month, view("The army captured Zalingei on Thursday."))
    assert not one_act(month, view("The army captured Nyala on Monday.", MONTH_LATER))


def test_the_toll_tells_which_bombing_of_the_month_is_meant(view: View) -> None:
    month = view("In July a suicide bombing killed 48 people in Baidoa.", MONTH_LATER)
    assert one_act(month, view(BOMB))
    assert not one_act(month, view("A suicide bombing killed 11 people in Baidoa on Thursday."))


def test_a_siege_since_a_day_is_the_one_laid_that_day(view: View) -> None:
    laid = view("Rebels besieged Zalingei on Thursday.")
    assert one_act(laid, view("Rebels have besieged Zalingei since 13 July.", MONTH_LATER))


def test_talks_held_are_those_that_were_set_for_the_day(view: View) -> None:
    held = view("Sudan's army and the RSF held talks in Jeddah on Thursday.")
    day_before = THURSDAY - datetime.timedelta(days=1)
    set_for = view("Sudan's army and the RSF will hold talks in Jeddah on Thursday.", day_before)
    assert set_for.planned
    assert not held.planned
    assert one_act(held, set_for)
    assert not one_act(held, view("Sudan's army and the RSF will hold talks in Jeddah on Friday.", day_before))


def test_a_gas_attack_of_the_day_is_one_wherever_it_is_told_to_be(view: View) -> None:
    near = view("A chemical attack in Douma killed 40 people on Thursday.")
    far = view("A chemical attack in Syria on Thursday killed dozens of civilians.")
    assert one_act(near, far)
    assert one_act(near, view("A chemical attack killed 40 people in Syria."))


def test_jets_bomb_a_town_every_day(view: View) -> None:
    told = view("Army jets bombed Zalingei's market on Thursday, killing 12 traders.")
    assert not one_act(told, view("Army jets bombed Zalingei."))


def test_a_gas_attack_may_be_told_of_the_country_of_a_voice(view: View) -> None:
    told = view("A chemical attack in Douma killed 40 people on Thursday.")
    assert one_act(told, view("A chemical attack killed 40 people on Thursday, a minister said in Turkey."))


def test_a_village_that_no_table_lists_is_one_by_its_name(view: View) -> None:
    told = view("Army jets bombed the village of Qorriyatan on Thursday, killing 47 people.")
    assert told.unlisted
    assert one_act(told, view("Army jets bombed the village of Qorriyatan, killing 47 people."))
    assert not one_act(told, view("Raids on the village of Harbeya left 47 dead."))


def test_an_offensive_of_one_side_told_of_the_month_is_that_of_the_day_in_it(view: View) -> None:
    day = view("The army launched an offensive on Zalingei on Thursday.")
    assert one_act(day, view("The army launched an offensive on Zalingei in July.", MONTH_LATER))


def test_the_day_and_the_city_make_no_one_act_of_shells_and_bombs(view: View) -> None:
    shells = view("Rockets hit Zalingei on Thursday.")
    assert not one_act(shells, view("An air strike destroyed houses in Zalingei on Thursday."))


def test_one_toll_of_a_month_in_a_country_is_one_act_but_a_war_is_none(view: View) -> None:
    told = "Bombings in Somalia left 134 people dead in February."
    assert one_act(view(told), view("A string of bombings in Somalia in February killed 134 people."))
    assert not one_act(view(told), view("A string of bombings in Somalia in February killed 90 people."))


def test_up_to_so_many_is_no_other_toll_than_fewer(view: View) -> None:
    strike = "An air strike on Thursday killed {} people in Zalingei."
    told, most = view(strike.format("26")), view(strike.format("up to 200"))
    assert most.counts["killed"] == [None, 200]
    assert (score(told, most) or 0.0) > (score(told, view(strike.format("200"))) or 0.0)
