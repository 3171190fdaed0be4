"""Places: a sentence in, the places it names out."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from places_told import named, places
from sayso.extract.places import PlaceMention, find_mentions, resolve_definite
from sayso.model import PlacePrecision, Report
from sayso.reading.pipeline import load_pipeline


def mention(nlp: Language, text: str, words: str) -> PlaceMention:
    found = [m for m in find_mentions(nlp(text)) if words in m.place.text]
    assert found, f"{words!r} not found in {text!r}"
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "name", "country", "lat", "lon"),
    [
        ("Warplanes bombed Khan Shaykhun on Tuesday.", "Khan Shaykhun", "Khan Sheikhoun", "SYR", 35.44, 36.65),
        ("Warplanes bombed Khan Shaikhoun in Syria.", "Khan Shaikhoun", "Khan Sheikhoun", "SYR", 35.44, 36.65),
        ("Clashes broke out in Deir ez-Zor on Monday.", "Deir", "Deir ez-Zor", "SYR", 35.34, 40.14),
        ("Clashes broke out in Dayr al-Zawr on Monday.", "Dayr", "Deir ez-Zor", "SYR", 35.34, 40.14),
        ("The army shelled Hasaka in Syria.", "Hasaka", "Hasakah", "SYR", 36.50, 40.75),
        ("Russian forces shelled Bakhmut on Monday.", "Bakhmut", "Bakhmut", "UKR", 48.59, 38.00),
        ("Fighting raged in El Fasher, Sudan.", "El Fasher", "El Fasher", "SDN", 13.63, 25.35),
        ("Gunmen attacked a market in Maiduguri.", "Maiduguri", "Maiduguri", "NGA", 11.85, 13.16),
        ("Israeli tanks entered Khan Younis.", "Khan Younis", "Khan Younis", "PSE", 31.34, 34.30),
        ("M23 rebels seized Bunagana in North Kivu.", "Bunagana", "Bunagana", "COD", -1.30, 29.59),
    ],
)
def test_a_town_under_its_many_spellings(
    nlp: Language, text: str, words: str, name: str, country: str, lat: float, lon: float
) -> None:
    place = named(nlp, text, words)
    assert (place.name, place.country) == (name, country)
    assert place.lat == pytest.approx(lat, abs=0.03)
    assert place.lon == pytest.approx(lon, abs=0.03)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Clashes erupted in Tripoli, Lebanon, on Friday.", "LBN"),
        ("Libyan militias fought in Tripoli and Misrata.", "LBY"),
        ("Militias fought in Tripoli, Libya.", "LBY"),
    ],
)
def test_namesakes_follow_the_country_the_text_points_at(nlp: Language, text: str, country: str) -> None:
    assert named(nlp, text, "Tripoli").country == country


@pytest.mark.parametrize("words", ["Idlib province", "Idlib governorate", "the province of Idlib"])
def test_a_province_has_no_point(nlp: Language, words: str) -> None:
    place = named(nlp, f"Jets struck targets in {words} on Monday.", "Idlib")
    assert place.precision is PlacePrecision.PROVINCE
    assert place.lat is None
    assert place.country == "SYR"
    assert place.name == "Idlib province"


@pytest.mark.parametrize(
    "text", ["Fighting went on in Ukraine.", "Fighting went on in northern Syria.", "He fled to Iraq."]
)
def test_a_country_has_no_point(nlp: Language, text: str) -> None:
    (place,) = places(nlp, text)
    assert place.precision is PlacePrecision.COUNTRY
    assert place.lat is None and place.lon is None


@pytest.mark.parametrize(
    "text",
    [
        "Rebels hold eastern Aleppo.",
        "Shells hit the eastern districts of Aleppo.",
        "Jets bombed the rebel-held east of Aleppo.",
    ],
)
def test_a_part_of_a_town_is_named_after_it(nlp: Language, text: str) -> None:
    place = named(nlp, text, "Aleppo")
    assert place.name == "East Aleppo"
    assert (place.lat, place.lon) == (36.2, 37.18)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Washington Post reported fighting.", "Washington"),
        ("The London-based monitor said so.", "London"),
        ("The Institute for the Study of War and the University of Winnipeg agreed.", "Winnipeg"),
        ("Fighters of the Islamic State of Iraq and the Levant fled.", "Iraq"),
    ],
)
def test_part_of_another_name_is_no_place(nlp: Language, text: str, words: str) -> None:
    assert {m.role for m in find_mentions(nlp(text)) if words in m.place.text} <= {"part_of_name"}


@pytest.mark.parametrize(
    "text", ["Damascus denied it.", "Moscow said it had bombed Idlib.", "Russia denied the strike."]
)
def test_a_capital_that_speaks_is_a_government(nlp: Language, text: str) -> None:
    assert find_mentions(nlp(text))[0].role == "metonym"


def test_a_place_where_something_happens_is_locative(nlp: Language) -> None:
    assert mention(nlp, "Shells fell in Damascus on Friday.", "Damascus").role == "locative"


@pytest.mark.parametrize(
    "text",
    [
        "Syrian troops advanced.",
        "President Bush and Bernie Sanders spoke in March.",
        "Mercy is rare in war.",
        "Battle after battle was lost. Reading the news hurts.",
        "No comments: Post a Comment",
    ],
)
def test_what_only_looks_like_a_place(nlp: Language, text: str) -> None:
    assert places(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Strikes hit the Jabalia refugee camp.", "Jabalia", "Jabalia camp"),
        ("Strikes hit the area near Damascus airport.", "Damascus", "Damascus International Airport"),
        ("Strikes hit northern Gaza on Friday.", "Gaza", "North Gaza"),
        ("Russian shells fell in the Donetsk region of Ukraine.", "Donetsk", "Donetsk province"),
    ],
)
def test_the_words_after_a_name_can_make_another_place(nlp: Language, text: str, words: str, name: str) -> None:
    assert named(nlp, text, words).name == name


def test_an_unknown_village_stays_text(nlp: Language) -> None:
    place = named(nlp, "Jets struck the village of Qarzumeya in Syria.", "Qarzumeya")
    assert place.precision is PlacePrecision.UNKNOWN
    assert place.lat is None and place.country == ""


def test_the_border_of_a_country_is_no_sign_of_a_town_there(nlp: Language) -> None:
    text = "The Syrian air raid hit a camp near the village of Shajara, near the Jordanian border."
    assert named(nlp, text, "Shajara").country != "JOR"


def test_a_hospital_is_no_city_of_a_country_that_the_report_does_not_tell_of(nlp: Language) -> None:
    place = named(nlp, "Iraqi forces stormed the Al Salem hospital in Mosul.", "Al Salem hospital")
    assert (place.name, place.country) == ("Al-Salam hospital", "IRQ")
    place = named(nlp, "Jets struck the Salem prison near Idlib in Syria.", "Salem prison")
    assert (place.country, place.lat) == ("", None)


@pytest.mark.parametrize("words", ["the village of al-Sabha", "al-Sabha village", "the villages of al-Sabha and Ghuta"])
def test_a_village_is_no_city_of_a_country_that_the_report_does_not_tell_of(nlp: Language, words: str) -> None:
    (found, *_) = find_mentions(nlp(f"Rebels took {words} near Deir al-Zor in Syria."))
    assert (found.place.lat, found.place.country) == (None, "")


def test_a_stripped_apostrophe_does_not_hide_a_country(nlp: Language) -> None:
    found = places(nlp, "They fled eastern Syrias Deir az-Zour region on Monday.")
    assert found[0].name.endswith("Syria")
    assert found[0].text == "eastern Syria"


@pytest.mark.parametrize(("noun", "name"), [("city", "Raqqa"), ("province", "Idlib province")])
def test_a_definite_noun_stands_for_the_last_place_of_its_sort(nlp: Language, noun: str, name: str) -> None:
    doc = nlp(f"Jets struck Idlib province and the city of Raqqa. Later the {noun} was calm.")
    token = next(t for t in doc if t.text == noun and t.i > 9)
    found = resolve_definite(token, find_mentions(doc))
    assert found is not None
    assert found.place.name == name


def test_a_common_noun_that_is_no_place_stands_for_none(nlp: Language) -> None:
    doc = nlp("Shells hit Raqqa. The soldier fled.")
    assert resolve_definite(doc[5], find_mentions(doc)) is None


@pytest.mark.parametrize(("noun", "spot"), [("border", ""), ("bridge", ""), ("base", "Menagh")])
def test_a_site_stands_only_for_one_told_with_its_word(nlp: Language, noun: str, spot: str) -> None:
    doc = nlp(f"Shells hit the Shaar quarter of Aleppo and Menagh base in Syria. Smugglers neared the {noun}.")
    found = resolve_definite(doc[-2], find_mentions(doc))
    assert (found.place.text.split()[0] if found else "") == spot


def test_the_dateline_is_a_prior(nlp: Language) -> None:
    text = "Gunmen opened fire in Tripoli on Friday."
    report = Report(text=text, dateline_place="BEIRUT, Lebanon")
    assert find_mentions(nlp(text), report)[0].place.country == "LBN"


WORDS = st.sampled_from(
    ["Aleppo", "al-", "Deir", "ez-Zor", "in", "the", "province", "of", "Syria", ",", "March", "-based", "said", "’s",
     "eastern", "\n", "U.S.", "Ḥalab", "حلب", ".", "(", "Ğ", "Paris", "town"]
)  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.lists(WORDS, max_size=20).map(" ".join) | st.text(max_size=60))
def test_any_text_is_read_the_same_way_twice(nlp: Language, text: str) -> None:
    doc = nlp(text)
    first = find_mentions(doc)
    assert first == find_mentions(doc)
    for one, two in pairwise(first):
        assert one.place.span.end <= two.place.span.start
    for found in first:
        assert found.place.span.of(doc.text) == found.place.text
        assert (found.place.lat is None) == (found.place.lon is None)


def test_a_state_told_by_its_abbreviation_or_named_in_the_report_tells_namesakes_apart() -> None:
    nlp = load_pipeline()
    for text, lat in (
        ("A man was shot in Alexandria, La., on Monday.", 31.3),
        ("A man was shot in Alexandria, Va., on Monday.", 38.8),
        ("A man was shot in Springfield on Monday. Police in Illinois said so.", 39.8),
    ):
        found = find_mentions(nlp(text))[0].place
        assert found.lat == pytest.approx(lat, abs=0.1), text


def test_a_town_that_has_equals_in_its_country_gets_no_point() -> None:
    found = find_mentions(load_pipeline()("A man was shot in Springfield on Monday, police in the United States said."))
    assert found[0].place.lat is None


def test_a_town_called_by_such_a_word_is_one_before_any_name(nlp: Language) -> None:
    told = places(nlp, "Rebels killed five people in Beni North Kivu in Congo.")
    assert told[0].name == "Beni"


def test_a_people_is_no_town_called_so(nlp: Language) -> None:
    assert "Petropavl" not in [place.name for place in places(nlp, "They met in the Kazakh capital on Monday.")]
    assert [place.name for place in places(nlp, "They met in Astana. The Kazakh capital was calm.")] == ["Astana"]


def test_a_city_before_its_own_quarter_keeps_its_point(nlp: Language) -> None:
    text = "Shells hit Aleppo in Syria. Four died in Aleppo residential neighborhood of al-Khalidiya and in Homs."
    told = [place for place in places(nlp, text) if place.name == "Aleppo"]
    assert told and all(place.lat is not None for place in told)


def test_a_persons_first_name_is_no_town_that_is_written_so_too(nlp: Language) -> None:
    doc = nlp("Coordinators in Syria confirmed the killing of Qasim Halabouni during clashes.")
    doc.set_ents([doc.char_span(47, 62, label="PERSON")], default="unmodified")
    assert doc.ents[-1].text == "Qasim Halabouni"
    assert "Jasim" not in [mention.place.name for mention in find_mentions(doc)]


def test_a_hill_is_no_town_where_the_name_goes_on(nlp: Language) -> None:
    told = places(nlp, "Jets struck the village of Tal Toughan in rural Idlib in Syria.")
    assert told[0].name == "Tal Toughan" and told[0].lat is None


def test_a_name_that_goes_on_with_an_article_is_not_the_town_of_its_first_word(nlp: Language) -> None:
    text = "Air strikes killed 20 civilians on Monday in the Bab al-Maqam neighborhood of Aleppo in Syria."
    assert [place.name for place in places(nlp, text)][:2] == ["Bab al-Maqam", "Aleppo"]


def test_a_county_is_no_town_of_its_name(nlp: Language) -> None:
    county = named(nlp, "A deputy was shot in Tarrant County, Texas on Monday.", "Tarrant County")
    assert (county.name, county.country, county.lat) == ("Tarrant County", "USA", None)
    assert county.precision is PlacePrecision.DISTRICT


@pytest.mark.parametrize(
    ("text", "words", "country", "lat"),
    [
        ("Junta jets bombed a school at Mindat in Chin State, Myanmar.", "Mindat", "MMR", 21.37),
        ("An Israeli drone struck a car in Rmeish, southern Lebanon.", "Rmeish", "LBN", 33.08),
        ("Jihadists attacked a convoy near Boulkessi, Mali.", "Boulkessi", "MLI", 14.97),
        ("Ukraine said Russian troops had left Klishchiivka near Bakhmut.", "Klishchiivka", "UKR", 48.53),
    ],
)
def test_a_small_town_of_a_present_war_has_a_point(
    nlp: Language, text: str, words: str, country: str, lat: float
) -> None:
    place = named(nlp, text, words)
    assert place.country == country
    assert place.lat == pytest.approx(lat, abs=0.03)


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Cases were found in Alberta, Ontario and New Brunswick.", "Ontario", "CAN"),
        ("Fires burned across Victoria, Australia said.", "Victoria", "AUS"),
        ("Rebels ambushed police in Jharkhand, India.", "Jharkhand", "IND"),
    ],
)
def test_a_province_of_a_large_country_is_no_town(nlp: Language, text: str, words: str, country: str) -> None:
    place = named(nlp, text, words)
    assert (place.country, place.precision, place.lat) == (country, PlacePrecision.PROVINCE, None)


def test_a_wide_region_is_no_small_town(nlp: Language) -> None:
    text = "Washington and Baltimore fear for the Middle East. Annapolis and Frederick in Maryland do too."
    assert named(nlp, text, "Middle East").country == ""


def test_the_sort_told_behind_a_list_is_that_of_every_place_in_it(nlp: Language) -> None:
    doc = nlp("Sheriffs were shot at in Hayes, Clay and Grant counties, police in Nebraska in the United States said.")
    counties = [(token.i, token.i + 1) for token in doc if token.text in ("Hayes", "Clay", "Grant", "Nebraska")]
    found = [mention.place for mention in find_mentions(doc, given=counties)][:3]
    assert [(place.lat, place.country) for place in found] == [(None, "USA")] * 3


def test_a_day_before_a_quarter_is_no_part_of_its_name(nlp: Language) -> None:
    assert all("Sunday" not in place.text for place in places(nlp, "Shells fell on Sunday al-Qadisiya district."))


@pytest.mark.parametrize(
    "text",
    [
        "The Institute for the Study of War and the University of Aleppo agreed.",
        "Shifa Hospital said on Monday that twenty people were wounded.",
    ],
)
def test_a_site_that_says_something_is_the_body_that_runs_it(nlp: Language, text: str) -> None:
    assert {m.role for m in find_mentions(nlp(text))} == {"metonym"}
