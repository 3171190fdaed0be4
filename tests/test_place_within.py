"""Sites and quarters that no table lists: where their town is, if the report tells it."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest
from spacy.language import Language

from conftest import Tell
from sayso.extract.place_within import within
from sayso.extract.places import find_mentions
from sayso.model import Place, Span

IN_TOWN = [
    ("A car bomb went off near the Branko Bridge in Belgrade on Monday, killing two people.", (44.8, 20.5)),
    (
        "Gunmen attacked a checkpoint at the Kastara roundabout, Aleppo, on Monday and killed two soldiers.",
        (36.2, 37.2),
    ),
    (
        "Shelling killed two people in Aleppo on Monday. Gunmen shot dead a guard at the Kastara hotel on Tuesday.",
        (36.2, 37.2),
    ),
]


@pytest.mark.parametrize(("text", "point"), IN_TOWN)
def test_a_site_that_no_table_lists_is_shown_where_its_town_is(
    tell: Tell, text: str, point: tuple[float, float]
) -> None:
    told = tell(text)[-1].event.place
    assert told is not None and told.lat is not None and told.lon is not None
    assert (round(told.lat, 1), round(told.lon, 1)) == point
    assert told.precision == "settlement"


@pytest.mark.parametrize(
    "text",
    [
        # no town is told
        "Gunmen shot dead a guard at the Kastara hotel on Tuesday.",
        # a hill need not lie in the town told before
        "Shelling killed two people in Aleppo on Monday. Rebels captured the hill of Zagros Minor on Tuesday.",
        # what the sentence names may lie far from the town told before
        "Jets hit Homs on Monday. In Daraa province an army unit destroyed a post in the Zagros quarter on Tuesday.",
        # a town abroad holds no site of this war
        "Aid workers flew from Brussels to Burundi on Monday. Burundian rebels killed two soldiers at the Zagros hotel on Tuesday.",
    ],
)
def test_what_need_not_lie_in_a_town_told_stays_without_a_point(tell: Tell, text: str) -> None:
    told = tell(text)[-1].event.place
    assert told is None or told.lat is None


def test_a_name_told_elsewhere_as_a_place_is_that_place_here_too(nlp: Language) -> None:
    text = "Troops entered Aleppo on Monday. A rocket attack on Aleppo killed two people."
    (first, _) = find_mentions(nlp(text))
    words = Place("Aleppo", Span(text.rindex("Aleppo"), text.rindex("Aleppo") + 6), "Aleppo")
    found = within(nlp(text), words, [first], "SYR")
    assert (found.lat, found.span) == (first.place.lat, words.span)
