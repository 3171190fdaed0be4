"""Tellings of one act that differ in word, day or name, read as one; a sentence in, the events out."""

from conftest import Tell


def test_attacks_and_shells_with_one_toll_of_dead_and_hurt_are_one(tell: Tell) -> None:
    text = (
        "One trader was killed and 13 others were injured in terrorist attacks on Mansuriya in Taiz."
        " Militants fired six mortar shells at Mansuriya, killing one trader and injuring 13 others, the agency said."
    )
    assert [event.kind for event in tell(text)] == ["shelling"]


def test_the_violence_of_a_bombing_is_the_bombing(tell: Tell) -> None:
    text = "A suicide bomb struck a market in Maiduguri on Monday, killing 14 people in the latest act of violence."
    assert [event.kind for event in tell(text)] == ["bombing"]


def test_a_strike_told_of_on_the_day_after_it_is_one(tell: Tell) -> None:
    text = (
        "Drone strikes that hit a market in a Sudanese town have killed at least 54 people, a group said on Wednesday."
        " The strikes hit the town of Kabkabiya on Tuesday, the Emergency Lawyers group said."
    )
    assert [(event.kind, event.place) for event in tell(text)] == [("airstrike", "Kabkabiya")]


def test_what_the_two_ministers_discussed_is_their_meeting(tell: Tell) -> None:
    text = (
        "Foreign Minister Sergei Lavrov met his Turkish counterpart Hakan Fidan in Antalya on Monday."
        " The two ministers discussed grain exports. The sides also discussed prisoner swaps."
    )
    assert [(event.kind, event.place) for event in tell(text)] == [("talks", "Antalya")]


def test_rebels_and_the_group_they_are_take_a_town_once(tell: Tell) -> None:
    text = (
        "Rebels captured the town of Masisi in eastern Congo on Saturday, a lawmaker said."
        " M23 fighters entered Masisi after a long march."
    )
    assert [event.kind for event in tell(text)] == ["capture"]


def test_a_name_turned_round_is_one_place(tell: Tell) -> None:
    text = (
        "Troops have seized Mosul University, state television said."
        " The capture of the University of Mosul cost many lives, an officer said."
    )
    assert [event.kind for event in tell(text)] == ["capture"]
