"""Where an act was that points back to a place told before, and what only says where a place lies."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Read, Tell


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Government forces withdrew from Kunduz. Taliban fighters entered the city on Sunday.", "capture", "Kunduz"),
        ("Bombs fell on Gao on Monday. The town is controlled by rebels, the last of their strongholds in northern Mali.", "control", "Gao"),
        ("The army has surrounded Kidal since Monday. Rebels still control most of the town.", "control", "Kidal"),
        ("The M23 took Bunagana in June. Thousands fled the town for Uganda.", "displacement", "Bunagana"),
    ],
)  # fmt: skip
def test_the_town_an_act_is_done_to_is_the_one_told_before(tell: Tell, text: str, kind: str, place: str) -> None:
    assert [event.spot for event in tell(text) if event.kind == kind] == [place]


def test_a_base_told_of_for_the_first_time_is_not_in_the_town_told_before(tell: Tell) -> None:
    text = (
        "Jets bombed Khan Sheikhoun on Tuesday. Three days later the United States fired missiles at a Syrian air base."
    )
    assert [event.place for event in tell(text) if event.kind == "shelling"] == ["Syrian"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rwanda has sent 1,000 troops to Cabo Delgado to help Mozambique fight insurgents.", "Cabo Delgado"),
        ("Wagner fighters have been deployed to Mali.", "Mali"),
    ],
)
def test_help_is_where_it_was_sent(tell: Tell, text: str, place: str) -> None:
    assert [event.place for event in tell(text)] == [place]


def test_where_fighters_are_from_is_not_where_they_fight(tell: Tell) -> None:
    text = "Fighters loyal to the general seized the airport south of Tripoli. Forces from Misrata retook the airport hours later."
    assert [event.place for event in tell(text)] == ["Tripoli", "Tripoli"]


def test_a_border_only_says_where_a_village_lies(tell: Tell) -> None:
    assert tell("Boko Haram fighters raided Rann near the Cameroon border.")[0].place == "Rann"


def test_a_name_with_a_french_article_is_one_name(tell: Tell) -> None:
    assert tell("Protesters in Port-au-Prince burned tyres.")[0].place == "Port-au-Prince"


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("Army jets bombed the village of Tessit. Rebels said the town of Ansongo was quiet. Soldiers later torched the village.", "attack", "Tessit"),
        ("Shells hit Lyman and Siversk on Friday. Both towns are under Russian control.", "control", "Lyman"),
        ("Fighters took Zawiya last month. The general said Tripoli was next. On Friday he launched an offensive on the capital.", "offensive", "Tripoli"),
        ("PESHAWAR, Pakistan - A roadside bomb went off outside a bank here on Sunday, killing two men, police said.", "bombing", "Peshawar"),
    ],
)  # fmt: skip
def test_which_place_the_village_both_towns_the_capital_and_here_stand_for(
    tell: Tell, text: str, kind: str, place: str
) -> None:
    assert [event.spot for event in tell(text) if event.kind == kind] == [place]


def test_a_place_told_again_keeps_the_words_that_point_back_to_it(tell: Tell) -> None:
    last = tell("The army has surrounded Kidal since Monday. Rebels still control most of the town.")[-1]
    assert (last.place, last.spot, last.located) == ("the town", "Kidal", True)


def test_areas_told_of_at_large_are_not_the_one_told_before(tell: Tell) -> None:
    text = "Jets bombed the Shaar district of Aleppo. Rebels shelled residential areas on Tuesday."
    assert [(event.place, event.located) for event in tell(text) if event.kind == "shelling"] == [
        ("residential areas", False)
    ]


def test_fighters_from_a_land_abroad_do_not_fight_there(tell: Tell) -> None:
    text = "Sudanese jets struck a camp. Forty militants from the North Caucasus were killed in an airstrike."
    assert "North Caucasus" not in [event.place for event in tell(text)]


def test_a_river_that_is_crossed_is_not_where_it_was(tell: Tell) -> None:
    told = tell("An air strike killed 38 civilians who tried to cross the Euphrates River to flee fighting in Mayadin.")
    assert told[0].place == "Mayadin"


def test_a_country_that_does_something_is_not_where_it_was(tell: Tell) -> None:
    told = tell("Shells hit dozens of schools before Russia announced the withdrawal of its forces from Syria.")
    assert told[0].place != "Russia"
    assert tell("Syria saw dozens of air raids last week.")[0].place == "Syria"


@pytest.mark.parametrize(
    "text",
    [
        "The army said it had brought down a Su-22 after the raids.",
        "Rebels fired Uragan rockets, and the incursion began on Aug 6.",
    ],
)
def test_no_weapon_and_no_month_is_a_place(tell: Tell, text: str) -> None:
    told = tell(text)
    assert told and not any(event.place for event in told)


def test_a_name_that_the_tagger_misses_is_looked_up_in_the_country_of_the_report(read: Read) -> None:
    text = "Sri Lanka has been at war for years. The Red Cross evacuated 240 patients by sea to Trincomalee on Tuesday."
    (event,) = (event for event in read(text).events if event.kind == "displacement")
    assert event.place is not None
    assert (event.place.name, event.place.country) == ("Trincomalee", "LKA")


def test_whose_forces_they_are_is_not_where_it_was(tell: Tell) -> None:
    told = tell("Kiev forces shelled nine settlements of the Donetsk region on Monday.")
    assert [event.place for event in told] == ["Donetsk region"]
    assert tell("Rebel forces in Khartoum shelled the palace.")[0].place == "Khartoum"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels seized Goma on Tuesday. The soldiers withdrew towards Bukavu.", "Goma"),
        ("Rebels entered Gharyan at noon. Government troops pulled back to the town of Mizda.", "Gharyan"),
        ("The soldiers withdrew from Kunduz to Baghlan.", "Kunduz"),
    ],
)
def test_a_withdrawal_is_where_somebody_leaves_and_not_where_he_goes(tell: Tell, text: str, place: str) -> None:
    assert [event.spot for event in tell(text) if event.kind == "withdrawal"] == [place]
