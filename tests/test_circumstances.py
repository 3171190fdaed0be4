"""Where an act took place, and how many it hurt by whose count."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell

# where


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Jets bombed Aden after rebels shelled Taiz.", {"airstrike": "Aden", "shelling": "Taiz"}),
        ("Rebels shelled Donetsk while the army captured Lyman.", {"shelling": "Donetsk", "capture": "Lyman"}),
        ("A car bomb exploded in Baidoa on Monday and gunmen attacked a hotel in Mogadishu.", {"bombing": "Baidoa", "attack": "Mogadishu"}),
        ("Peace talks opened in Geneva as artillery shelled Misrata.", {"talks": "Geneva", "shelling": "Misrata"}),
    ],
)  # fmt: skip
def test_each_act_takes_the_place_of_its_own_clause(tell: Tell, text: str, places: dict[str, str]) -> None:
    assert {event.kind: event.place for event in tell(text)} == places


@pytest.mark.parametrize(
    ("text", "place", "country"),
    [
        ("Troops ambushed a convoy on a road near Djibo in northern Burkina Faso.", "Djibo", "BFA"),
        ("A mine exploded on a road near Lamu in eastern Kenya, killing two.", "Lamu", "KEN"),
        ("Fighters attacked an outpost outside Menaka, a town in eastern Mali.", "Menaka", "MLI"),
    ],
)
def test_the_finest_place_goes_first(tell: Tell, text: str, place: str, country: str) -> None:
    event = tell(text)[0]
    assert event.event.place is not None
    assert (event.event.place.name, event.event.place.country) == (place, country)
    assert place in event.place
    assert event.located


def test_where_a_road_leads_is_not_where_the_next_act_is(tell: Tell) -> None:
    text = "Shells fell on Taiz on Monday. The army wants to reopen the road to Aden. At least 250 families fled their homes."
    assert [event.place for event in tell(text) if event.kind == "displacement"] == ["Taiz"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A bomb at a market in the centre of the town of Diwaniyah, south of Baghdad, killed three people.", "Diwaniyah"),
        ("A car bomb in the town of Tarmiyah, just north of Baghdad, hurt nine people.", "Tarmiyah"),
        ("Rebels shelled a barracks 10 km south of Aleppo.", "Aleppo"),
    ],
)  # fmt: skip
def test_a_bearing_says_where_the_place_lies(tell: Tell, text: str, place: str) -> None:
    assert place in tell(text)[0].place


def test_a_place_is_not_carried_on_for_long(tell: Tell) -> None:
    near = "Shells fell on Taiz on Monday. The fighting went on at night. Gunmen kidnapped two drivers."
    far = "Shells fell on Taiz on Monday. It was hot. Nobody slept. Prices rose. Shops shut. Gunmen kidnapped two drivers."
    assert [event.place for event in tell(near) if event.kind == "detention"] == ["Taiz"]
    assert [event.event.place for event in tell(far) if event.kind == "detention"] == [None]


def test_part_of_a_town_is_named_as_a_part(tell: Tell) -> None:
    place = tell("Shells fell on the eastern districts of Taiz on Monday.")[0].event.place
    assert place is not None
    assert (place.name, place.precision, place.lat is not None) == ("East Taiz", "district", True)


@pytest.mark.parametrize("village", ["Qarn Zubda", "Ulmakhor", "Besh Tarak"])
def test_a_place_that_no_table_lists_stays_words(tell: Tell, village: str) -> None:
    event = tell(f"Gunmen attacked a checkpoint at {village} on Monday, killing two policemen, a governor said.")[0]
    assert (event.place, event.located) == (village, False)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("An air strike killed 12 people in Yemen on Monday.", "YEM"),
        ("Rebels abducted two priests in Cameroon on Monday.", "CMR"),
        ("A protest was held against the junta in Myanmar on Monday.", "MMR"),
    ],
)
def test_a_country_is_told_and_never_put_on_the_map(tell: Tell, text: str, country: str) -> None:
    event = tell(text)[0]
    assert event.event.place is not None
    assert (event.event.place.country, event.located) == (country, False)


@pytest.mark.parametrize(
    "text",
    [
        "NAIROBI, June 14, 2022 (Northline News) - Gunmen killed six herders on Monday in Marsabit.",
        "ADDIS ABABA (Northline News) - Jets bombed Mekelle on Tuesday.",
        "BAMAKO, June 14 - An ambush killed nine soldiers near Gao on Monday.",
    ],
)
def test_where_a_report_was_written_is_not_where_it_happened(tell: Tell, text: str) -> None:
    events = tell(text)
    assert len(events) == 1
    assert events[0].place in ("Marsabit", "Mekelle", "Gao")


def test_the_dateline_place_is_not_lent_to_an_act_without_place(tell: Tell) -> None:
    events = tell("KABUL, June 14, 2022 (Northline News) - A drone strike killed a Taliban commander on Tuesday.")
    assert [event.place for event in events] == [""]


def test_the_town_points_back(tell: Tell) -> None:
    text = "Government troops entered Bambari on Monday. Rebels shelled the town the next day."
    shelling = next(event for event in tell(text) if event.kind == "shelling")
    assert shelling.event.place is not None
    assert shelling.event.place.name == "Bambari"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shells hit Sarmin, a town in Idlib province, on Monday, killing three.", "Sarmin"),
        ("The Kivu Monitor based in Britain said 45 fighters had been killed in clashes.", ""),
        ("Troops clashed with fighters of the group (banned in Russia) on Monday.", ""),
        ("More than 100 civilians were killed in shelling of Syrias Aleppo.", "Aleppo"),
        ("On Tuesday in northern Syria an air strike on the village of Salqin killed ten people.", "Salqin"),
    ],
)
def test_words_around_a_place_say_whether_it_is_the_acts(tell: Tell, text: str, place: str) -> None:
    assert tell(text)[0].place == place


def test_a_body_named_after_a_land_lends_it_to_no_act(tell: Tell) -> None:
    text = "The air force stepped up attacks on positions of the Islamic State in Iraq and the Levant on Monday."
    assert not any("Levant" in (event.place or "") for event in tell(text))


def test_a_release_is_not_where_the_last_act_was(tell: Tell) -> None:
    text = (
        "Gunmen abducted three drivers in Ansongo on Monday. Two of the drivers were freed on Friday, officials said."
    )
    assert [event.place for event in tell(text) if event.phase == "release"] == [""]


# when


# how many


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Shells killed at least 17 people in Taiz on Monday, medics said.", ("killed 17+ people: medics",)),
        ("An air strike in Mekelle on Monday killed dozens of civilians, the Red Cross said.", ("killed 24+ civilians: the Red Cross",)),
        ("The blast in Kunduz on Friday killed 46 worshippers and wounded 140.", ("killed 46 worshippers", "injured 140")),
        ("A car bomb killed up to 33 people in Mogadishu on Monday.", ("killed ..33 people",)),
        ("Shelling killed between 10 and 12 people in Goma on Monday.", ("killed 10..12 people",)),
        ("Police arrested 50 protesters in Yangon on Monday, a lawyer said.", ("detained 50 protesters: a lawyer",)),
        ("More than 8,000 villagers fled Palma on Monday, the United Nations said.", ("displaced 8000+ villagers: the United Nations",)),
    ],
)  # fmt: skip
def test_figures_and_who_gives_them(tell: Tell, text: str, figures: tuple[str, ...]) -> None:
    assert [event.figures for event in tell(text)] == [figures]


def test_two_voices_two_figures(tell: Tell) -> None:
    text = "Jets bombed a market in Taiz on Monday. Medics said 12 people were killed. The governor put the toll at 20."
    event = tell(text)[0]
    assert "killed 12 people: Medics" in event.figures


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("Jets bombed Mekelle on Monday, killing 40 people including 11 children, medics said.", "killed 40 people", "killed 11 children"),
        ("An ambush killed 30 people near Gao on Monday, among them six soldiers.", "killed 30 people", "killed 6 soldiers"),
    ],
)  # fmt: skip
def test_a_subset_is_a_figure_of_its_own(tell: Tell, text: str, whole: str, part: str) -> None:
    found = [figure.split(":")[0] for event in tell(text) for figure in event.figures]
    assert found == [whole, part]


@pytest.mark.parametrize(
    "text",
    [
        "Boko Haram released 21 schoolgirls in Banki on Monday.",
        "The Houthis freed 290 detainees on Monday, the Red Cross said.",
        "Ten prisoners were set free in Bamako on Monday.",
    ],
)
def test_a_release_holds_nobody(tell: Tell, text: str) -> None:
    event = tell(text)[0]
    assert (event.kind, event.phase) == ("detention", "release")
    assert not any(figure.startswith("detained") for figure in event.figures)


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed Taiz on Monday.",
        "Jets bombed Taiz on Monday, causing several casualties.",
        "Many people were killed when jets bombed Taiz on Monday.",
    ],
)
def test_unknown_is_not_zero(tell: Tell, text: str) -> None:
    assert [figure for event in tell(text) for figure in event.figures] == []


def test_zero_is_a_figure(tell: Tell) -> None:
    events = tell("Rockets hit an airbase near Erbil on Monday, but there were no casualties, an official said.")
    assert [event.figures for event in events] == [("casualties 0 casualties: an official",)]


def test_one_whose_victims_are_words_has_no_hard_number(tell: Tell) -> None:
    event = tell("An air strike killed at least 12 people, most of them children, in Taiz on Monday.")[0]
    assert event.figures == ("killed 12+ people",)


def test_a_voice_with_a_number_is_not_among_the_dead(tell: Tell) -> None:
    text = "Jets bombed a market near Gao on Tuesday, killing at least 14 people, two traders told Northline News."
    assert tell(text)[0].figures == ("killed 14+ people: two traders",)


def test_a_place_in_the_clause_of_another_act_is_not_borrowed(tell: Tell) -> None:
    text = "Jets bombed Gao on Monday. The air raid came hours after gunmen abducted three drivers in Ansongo."
    assert [(event.kind, event.place) for event in tell(text)] == [("airstrike", "Gao"), ("detention", "Ansongo")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Kremlin said such deliveries would only prolong the fighting.", None),
        ("A drone exploded over the Kremlin on Wednesday.", "Kremlin"),
    ],
)
def test_a_body_is_not_the_house_it_sits_in(tell: Tell, text: str, place: str | None) -> None:
    assert [event.place for event in tell(text)] in ([place], [])
    assert place is None or tell(text)


@pytest.mark.parametrize(
    "text", ["Police raided the Balcombe Street Gang.", "Officials suspected the Tsarnaevs of the attack."]
)
def test_people_are_no_place(tell: Tell, text: str) -> None:
    assert not any(event.place for event in tell(text))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked Djibo on Monday. A driver told the Savannah Herald that they shot two men.",
        "Soldiers raided Gao on Monday. The army shot two men and heeds the Law of Armed Conflict.",
    ],
)
def test_a_paper_or_a_law_is_no_place_of_an_act(tell: Tell, text: str) -> None:
    places = {told.event.place.name for told in tell(text) if told.event.place is not None}
    assert places <= {"Djibo", "Gao"}


@pytest.mark.parametrize(
    "text",
    [
        "Government troops backed by foreign warplanes captured the town of Menaka on Monday.",
        "Soldiers and militiamen assisted by foreign jets launched an offensive in Menaka on Monday.",
        "Soldiers captured the town of Menaka on Monday with the support of foreign warplanes.",
    ],
)
def test_backing_told_beside_an_act_is_where_the_act_is(tell: Tell, text: str) -> None:
    assert [event.place for event in tell(text) if event.kind == "support"] == ["Menaka"]


def test_a_capital_that_acts_is_no_place_of_the_act(tell: Tell) -> None:
    text = "Shells fell on Taiz and Aden in Yemen. Russian air strikes have killed thousands since Moscow intervened in 2015."
    assert all(event.place != "Moscow" for event in tell(text))


def test_a_place_told_as_near_the_capital_gives_way_to_the_place_itself(tell: Tell) -> None:
    text = (
        "Government air strikes on an area outside the capital Khartoum killed at least 15 people on Monday. "
        "The air strikes hit the town of Omdurman, killing 15 people, medics said."
    )
    assert [event.event.place.name for event in tell(text) if event.event.place] == ["Omdurman"]


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("The Sudanese conflict has killed more than 150,000 people.", "clash", "Sudan"),
        ("Shells fell on Taiz on Monday. Saudi air strikes have killed 9,000 Yemeni civilians since March 2015.", "airstrike", "Yemen"),
    ],
)  # fmt: skip
def test_what_is_told_of_years_of_war_is_in_its_country(tell: Tell, text: str, kind: str, country: str) -> None:
    found = [event.event.place for event in tell(text) if event.kind == kind]
    assert [place.name for place in found if place] == [country]
    assert all(place.lat is None for place in found if place)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rockets fired from Gaza landed in Ashkelon, injuring one.", "Ashkelon"),
        ("Federal troops entered the Tigray regional capital Mekelle on Saturday.", "Mekelle"),
        ("Gunmen killed four people in Borno's state capital Maiduguri.", "Maiduguri"),
    ],
)
def test_where_it_came_down_and_the_capital_itself(tell: Tell, text: str, place: str) -> None:
    assert [event.event.place.name for event in tell(text) if event.event.place] == [place]


def test_a_town_told_as_near_by_gives_way_to_a_village_no_table_lists(tell: Tell) -> None:
    text = (
        "At least 15 civilians were killed in an air strike near the rebel bastion Gao on Saturday, a monitor said. "
        "The air strike on the village of Tinzora killed 15 people, it said."
    )
    assert [event.event.place.name for event in tell(text) if event.event.place] == ["Tinzora"]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("A bomber blew himself up at a checkpoint in Mogadishu, killing himself and six others.", [6]),
        ("Between 1 and 5 May, 27 civilians were killed by shelling in Juba.", [27]),
    ],
)
def test_others_beside_the_bomber_and_the_month_of_may(tell: Tell, text: str, killed: list[int]) -> None:
    assert [figure.low for event in tell(text) for figure in event.event.figures] == killed


def test_where_what_they_talk_about_is_is_not_where_they_talk(tell: Tell) -> None:
    found = tell("The ministers discussed the conflict in Ukraine and the truce in Gaza when they met on Monday.")
    assert [(event.kind, event.place) for event in found] == [("talks", ""), ("ceasefire", "Gaza")]


def test_where_somebody_abroad_speaks_is_no_place_of_the_act(tell: Tell) -> None:
    found = tell("Jets struck a camp near Aleppo in Syria on Tuesday. In Washington the Pentagon confirmed eight strikes against fighters of the group.")  # fmt: skip
    assert [event.place for event in found] == ["Aleppo"]


def test_whose_side_a_paper_is_on_is_no_place(tell: Tell) -> None:
    assert [event.place for event in tell("A car bomber attacked the base, pro-Damascus media said.")] == [""]


@pytest.mark.parametrize(
    "text",
    [
        "The United States killed a senior militant leader in a drone strike, Washington said.",
        "Russia said on Friday that its jets had killed 30 fighters.",
        "Addis Ababa accused Asmara of shelling border posts.",
    ],
)
def test_the_seat_of_a_voice_or_of_a_doer_is_not_where_force_was_used(tell: Tell, text: str) -> None:
    assert [event.event.place for event in tell(text)] == [None]


def test_where_the_planes_of_a_raid_come_from_is_not_where_it_was(tell: Tell) -> None:
    text = "The raids on Friday killed nine fighters. The overnight strikes involved aircraft from Saudi Arabia, officials said."
    assert "Saudi Arabia" not in {event.place for event in tell(text)}


def test_an_act_without_a_place_is_where_the_last_act_was(tell: Tell) -> None:
    text = "Gunmen stormed a base at Monguno on Friday. The road leads on to Damboa. Troops shot dead two traders on Sunday."
    assert {event.place for event in tell(text)} == {"Monguno"}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Regime forces retook the nearby city of Benghazi Libyas second largest in 2017.", "Benghazi"),
        ("A suicide bomber killed five policemen in Iraqs divided northern city of Kirkuk on Saturday.", "Kirkuk"),
        ("Nine Soldiers Killed in Car Bomb Attack on Hospital in Southern Mogadishu.", "Southern Mogadishu"),
    ],
)
def test_a_country_or_a_building_beside_the_town_is_not_the_place(tell: Tell, text: str, place: str) -> None:
    assert tell(text)[0].place == place


@pytest.mark.parametrize(
    "text",
    [
        "A backer of the government in Khartoum carried out air strikes on rebels on Monday.",
        "The raid prompted Washington to launch missile strikes against an air base.",
        "The Gulf Clan has banned boats on the river, keeping food from reaching 11 villages.",
    ],
)
def test_rulers_and_bands_are_no_places(tell: Tell, text: str) -> None:
    assert not {"Khartoum", "Washington", "Gulf Clan"} & {event.place for event in tell(text)}
