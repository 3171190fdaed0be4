"""Which of several places of one name a report means: a sentence in, the point out."""

import pytest
from spacy.language import Language

from places_told import named, places
from sayso.extract.places import find_mentions


def test_a_quarter_told_to_lie_in_a_town_lies_there_wherever_the_report_names_it(nlp: Language) -> None:
    text = "Shells hit the al-Zahraa neighborhood in Homs city in Syria. Two rockets landed in al-Zahraa neighborhood."
    told = [place for place in places(nlp, text) if "Zahraa" in place.name]
    assert [place.source for place in told] == ["", ""]


def test_a_village_far_from_all_else_that_is_told_is_another_of_its_name(nlp: Language) -> None:
    text = "Gunmen in Saada and Hodeidah in Yemen fired at the al-Aqiq area. Jets struck Sanaa."
    assert [place.lat for place in places(nlp, text) if "Aqiq" in place.name] == [None]
    text = "Shells hit Kyiv and Lviv in Ukraine. A drone fell on the town of Valky."
    assert [place.lat is not None for place in places(nlp, text) if place.text == "Valky"] == [True]


@pytest.mark.parametrize("told", ["the al-Jadida neighborhood", "the neighborhood of al-Jadida"])
def test_a_quarter_told_to_lie_in_a_town_is_not_its_namesake_far_away(nlp: Language, told: str) -> None:
    text = f"The strike hit a building in {told} in western Mosul in Iraq. Syria was not hit."
    quarter, town = places(nlp, text)[:2]
    assert (quarter.lat, town.name) == (None, "West Mosul")


def test_a_name_is_no_witness_for_its_own_country(nlp: Language) -> None:
    text = "Paris police arrested two men. The Paris council met. Paris lies in Illinois, north of Marshall."
    assert named(nlp, text, "Paris").country == "USA"
    assert named(nlp, "Police in Paris arrested two men, France said.", "Paris").country == "FRA"


def test_a_town_is_not_taken_for_one_that_once_had_its_name(nlp: Language) -> None:
    assert named(nlp, "A fire broke out in Salisbury in Maryland.", "Salisbury").country == "USA"


def test_towns_that_one_state_has_point_at_that_state(nlp: Language) -> None:
    text = "American police searched houses in Danville, in Berea and in Somerset on Monday."
    assert named(nlp, text, "Danville").lat == pytest.approx(37.65, abs=0.1)  # in Kentucky; the larger is in Virginia


def test_a_town_that_is_called_so_comes_before_a_place_that_once_was(nlp: Language) -> None:
    # Aleppo was Berea to the Greeks; a Norwegian town is written Fla in a cable.
    doc = nlp("A woman was shot behind an apartment complex in Berea on Monday, police said.")
    at = next(token.i for token in doc if token.text == "Berea")
    assert "SYR" not in [mention.place.country for mention in find_mentions(doc, given=[(at, at + 1)])]
    doc = nlp("A man was shot in Orlando, Fla. on Monday.")
    at = next(token.i for token in doc if token.text == "Fla.")
    (state,) = [mention.place for mention in find_mentions(doc, given=[(at, at + 1)])]
    assert (state.name, state.lat) == ("Florida", None)


def test_an_old_name_is_believed_where_the_report_points_at_its_country(nlp: Language) -> None:
    assert named(nlp, "Shells hit Alep on Monday, the army in Syria said.", "Alep").name == "Aleppo"


def test_a_name_used_of_a_person_is_no_old_name_of_a_town(nlp: Language) -> None:
    text = "His brother Dzhokhar was captured in Boston a day later, and Dzhokhar told the police why."
    assert "Dzhokhar" not in [mention.place.text for mention in find_mentions(nlp(text))]


def test_a_country_is_no_village_of_its_name(nlp: Language) -> None:
    text = "Syrian rebels left Nubl and Aleppo for Idlib in Syria under a deal brokered by Qatar."
    assert places(nlp, text)[-1].country == "QAT"


def test_a_village_far_from_all_that_is_told_is_another_of_its_name(nlp: Language) -> None:
    # al-Arqub of the table lies in Yemen; Foya in Liberia is over the border from what is told
    text = (
        "Rebels captured the village of al-Arqoub on Monday. One person was killed in Aleppo and two in Nubl in Syria."
    )
    assert named(nlp, text, "al-Arqoub").lat is None
    assert named(nlp, "Troops killed two rebels near Aden in Yemen and one in al-Arqoub.", "al-Arqoub").lat is not None
    text = "Rebels who shelled Kailahun in Sierra Leone on Monday were seen in Foya, over the border."
    assert named(nlp, text, "Foya").lat is not None


def test_a_quarter_is_no_village_far_from_the_cities_told(nlp: Language) -> None:
    text = "In Damascus one person was injured by rounds fired at the residential neighborhood of al-Mazraa in Syria."
    assert named(nlp, text, "al-Mazraa").lat is None
    assert named(nlp, "Troops left Damascus for the village of al-Mazraa in Syria.", "al-Mazraa").lat is not None
