"""Places told twice, once loosely: a quarter and its town, a town without its name, a list before its sort."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell
from sayso.intake.dateline import find_dateline


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen detonated a motorcycle that was parked in al-Mashraf residential neighborhood in Hodeidah city.", "al-Mashraf"),
        ("Shells fell on Hamra district in western Tripoli and killed two people.", "Hamra district"),
        ("Troops killed ten gunmen in the village of Tessit in the Gao region.", "Tessit"),
    ],
)  # fmt: skip
def test_a_town_only_tells_where_its_quarter_lies(tell: Tell, text: str, place: str) -> None:
    assert tell(text)[0].place == place


def test_a_quarter_that_no_table_lists_is_shown_where_its_town_is(tell: Tell) -> None:
    there = tell("Shells fell on Sahba district in western Tripoli and killed two people.")[0]
    assert there.located and not tell("Shells fell on Sahba district and killed two people.")[0].located


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Army planes struck a rebel-held town in Darfur on Monday, killing four people. The town of Kutum has been held by rebels since May.",
            "Kutum",
        ),
        (
            "At least 11 people were killed in air strikes on a town in Borno state on Wednesday. It was unclear if the strikes on the town of Bama were carried out by Nigerian planes.",
            "Bama",
        ),
        ("Army planes struck a rebel-held town in Darfur on Monday. Kutum lies to the north.", "Darfur"),
    ],
)  # fmt: skip
def test_a_town_without_its_name_is_the_one_named_next(tell: Tell, text: str, place: str) -> None:
    assert tell(text)[0].place == place


def test_a_bastion_only_says_what_a_village_is_near_to(tell: Tell) -> None:
    text = "A drone strike near the group's last bastion Gao killed 15 people on Saturday. At least 17 people were injured in the strike on Tinfada, the monitor said."
    assert tell(text)[0].place == "Tinfada"


def test_a_list_opens_with_a_place_though_its_sort_is_told_behind_it(tell: Tell) -> None:
    assert tell("Rebels targeted Zelany and Bakhmut towns with rockets on Monday.")[0].place == "Zelany"


def test_a_paper_that_writes_its_dateline_with_a_colon() -> None:
    head = find_dateline("PESHAWAR: A suicide bomber blew himself up in Bara on Sunday.")
    assert head is not None and head.place == "PESHAWAR"
    assert find_dateline("ADAMS: We struck the port.\nBAKER: When was that?") is None


def test_here_is_where_a_dateline_with_a_colon_says(tell: Tell) -> None:
    text = "KHARTOUM: A bomb went off outside a cafe here on Sunday, killing three people."
    assert tell(text)[0].place == "KHARTOUM"


@pytest.mark.parametrize(
    "text",
    [
        "Russian jets struck the towns of Jisr al-Shaghour and Binnish on Sunday in Syria.",  # not Jisr az-Zarqa
        "Russian jets struck Jisr al-Shaghour on Sunday in Syria.",  # whom the tagger takes for a person
    ],
)
def test_a_name_goes_on_behind_an_article_and_is_known_by_its_sound(tell: Tell, text: str) -> None:
    event = tell(text)[0]
    assert (event.spot, event.located) == ("Jisr al-Shughur", True)


def test_an_airport_is_not_the_neighbourhood(tell: Tell) -> None:
    text = "Ten people were killed in air strikes on the Ain Tarma area outside Damascus on Monday, not far from Damascus military airport. The neighbourhood is under rebel control."
    assert all("airport" not in event.spot for event in tell(text))
