"""Which tellings of a report are one act, and which are two."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Read, Tell
from sayso.extract.clusters import Cluster
from sayso.extract.reader import Reader
from sayso.model import Report


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # a lead and its detail
        ("Shells killed 17 people at a market in Taiz on Monday. The shelling hit the market shortly before noon.", "shelling"),
        ("Jets bombed a hospital in Mekelle on Monday. The air strike destroyed the maternity ward, doctors said.", "airstrike"),
        ("Gunmen attacked a mosque in Katsina on Friday, killing 12. The attack began during prayers, police said.", "attack"),
        # the attack, the bombing, the ambush
        ("Fighters ambushed a convoy near Gao on Monday. The ambush left nine soldiers dead.", "attack"),
        ("A car bomb exploded in Baidoa on Monday. Al-Shabaab claimed responsibility for the bombing.", "bombing"),
        ("Police arrested an opposition leader in Kampala on Monday. His arrest came before a vote.", "detention"),
        ("Peace talks opened in Juba on Monday. The talks are about power sharing.", "talks"),
        ("Jets bombed Aden on Monday. Residents said the bombing had gone on for an hour.", "airstrike"),
    ],
)  # fmt: skip
def test_one_act_told_twice(tell: Tell, text: str, kind: str) -> None:
    events = tell(text)
    assert [event.kind for event in events] == [kind]
    assert len(events[0].triggers) >= 2


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Jets bombed Taiz on Monday. Jets bombed Taiz again on Tuesday.", ("Taiz", "2022-06-13"), ("Taiz", "2022-06-14")),
        ("Jets bombed Taiz on Monday. They bombed Aden on Monday too.", ("Taiz", "2022-06-13"), ("Aden", "2022-06-13")),
        ("Rebels shelled Donetsk on Sunday and shelled Lyman on Monday.", ("Donetsk", "2022-06-12"), ("Lyman", "2022-06-13")),
        ("Gunmen attacked a church in Jos on Sunday. Gunmen attacked a mosque in Katsina on Friday.", ("Jos", "2022-06-12"), ("Katsina", "2022-06-10")),
        # no table lists the villages, and the year is not told
        ("Rebels shelled the Qoraa neighbourhood on Monday. Shells hit the Ashawa neighbourhood on Monday.", ("Qoraa neighbourhood", "2022-06-13"), ("Ashawa neighbourhood", "2022-06-13")),
        ("An air strike hit Mekelle on Monday. Another air strike hit Adigrat on Monday.", ("Mekelle", "2022-06-13"), ("Adigrat", "2022-06-13")),
    ],
)  # fmt: skip
def test_another_day_or_town_is_another_act(
    tell: Tell, text: str, first: tuple[str, str], second: tuple[str, str]
) -> None:
    assert [(event.place, event.days) for event in tell(text)] == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "A strike hit a school in Mekelle, medics said. Another strike hit a clinic in Adigrat, they said.",
        "A car bomb exploded at a market in Baidoa. A second car bomb exploded outside a hotel.",
        "Gunmen attacked a village in Zamfara. In a separate attack, gunmen killed three traders.",
    ],
)
def test_another_is_a_new_act(tell: Tell, text: str) -> None:
    assert len(tell(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Turkish jets bombed Kobani on Monday. Turkey has threatened to bomb Manbij, officials said.",
        "Rebels shelled Donetsk on Monday. They plan to shell Donetsk again on Thursday, a commander said.",
    ],
)
def test_done_and_planned_are_two(tell: Tell, text: str) -> None:
    assert [event.realis for event in tell(text)] == ["happened", "planned"]


def test_a_clash_and_an_air_strike_are_two(tell: Tell) -> None:
    text = "The army and the Taliban clashed in Kunduz on Monday. A US air strike on Monday killed nine Taliban fighters in Kunduz."
    assert sorted(event.kind for event in tell(text)) == ["airstrike", "clash"]


def test_the_bombing_is_none_of_the_clashes(tell: Tell) -> None:
    text = "A bombing killed nine people in Jos on Monday. Ethnic clashes broke out in Kano in 2010. The bombing was condemned."
    found = tell(text)
    assert [(event.kind, len(event.triggers)) for event in found] == [("bombing", 2), ("clash", 1)]


def test_a_battle_is_not_the_war(tell: Tell) -> None:
    text = "Fighting raged in Marib on Monday. More than 200,000 people have been killed since the conflict began."
    assert [event.kind for event in tell(text)] == ["clash", "clash"]


def test_the_count_of_several_days_and_the_dead_of_one_are_two(tell: Tell) -> None:
    text = "Air strikes on Idlib have killed 79 people over the past four days. Fourteen civilians were killed in air strikes on Idlib on Monday."
    assert [event.figures for event in tell(text)] == [("killed 79 people",), ("killed 14 civilians",)]


def test_where_a_blast_was_heard_is_no_other_place(tell: Tell) -> None:
    text = "A bomb exploded at a market in Aleppo on Saturday, killing 12. People in Idlib said they heard the blast."
    assert len(tell(text)) == 1


def test_days_of_a_report_without_a_date(read: Read) -> None:
    text = "A strike on Jan. 1 hit two vehicles near Sarmada. A Jan. 3 strike hit the compound itself."
    assert len(read(text, day=None).events) == 2


def test_a_headline_echo_is_one_act_without_account_of_its_own(tell: Tell) -> None:
    title = "Jets bomb market in northern Yemen"
    text = f"{title}\nJets bombed a market in Saada on Monday, city officials said."
    events = tell(text, title=title)
    assert [(event.kind, event.accounts) for event in events] == [("airstrike", ("city officials asserts",))]
    assert set(events[0].triggers) == {"bomb", "bombed"}


def test_mentions_stand_at_their_words(read: Read) -> None:
    text = "Jets bombed a market in Mekelle on Tuesday. Doctors said the air strike had killed 40 people."
    record = read(text)
    assert len(record.events) == 1
    words = {mention.trigger.of(text) for mention in record.events[0].mentions}
    assert words >= {"bombed", "air strike"}
    for mention in record.events[0].mentions:
        assert mention.clause.covers(mention.trigger)
        assert mention.clause.of(text).strip()


def test_the_fullest_mention_goes_first(read: Read) -> None:
    text = "The attack was brief. Gunmen from al-Shabaab attacked a hotel in Mogadishu on Monday, killing six guards."
    record = read(text)
    first = record.events[0].mentions[0]
    assert first.trigger.of(text) == "attacked"


def test_figures_of_every_telling_are_gathered(tell: Tell) -> None:
    text = "Jets bombed a market in Mekelle on Tuesday. The air strike killed 40 people, medics said. The bombing wounded 70 others, a nurse said."
    events = tell(text)
    assert len(events) == 1
    assert {figure.split(" ")[0] for figure in events[0].figures} == {"killed", "injured"}


def test_accounts_of_every_telling_are_gathered(tell: Tell) -> None:
    text = (
        "Jets bombed a market in Mekelle on Tuesday, residents said. Ethiopia's government denied bombing the market."
    )
    events = tell(text)
    assert [event.accounts for event in events] == [("residents asserts", "Ethiopia's government denies")]


def test_the_strike_is_the_raid_not_the_shelling(tell: Tell) -> None:
    text = (
        "Shells hit a market in Taiz on Friday, killing 17 people, medics said. The shelling wounded 40.\n\n"
        "Warplanes bombed a depot east of Mokha overnight, the coalition said. "
        "The Houthis said the strike had hit a well and killed a farmer."
    )
    raid = next(event for event in tell(text) if event.kind == "airstrike")
    assert raid.triggers == ("bombed", "strike")


def test_what_is_denied_of_the_market_is_the_act_that_named_a_market(tell: Tell) -> None:
    text = (
        "Shells slammed into a vegetable market in Taiz on Friday, killing at least 17 people, medics said. The "
        "government blamed the Houthis. A Houthi military source denied that the group had shelled the market, saying the "
        "shells had been fired by government troops."
    )
    first, rival = tell(text)
    assert "shelled" in first.triggers
    assert rival.kind == "shelling"
    assert (first.agent_party, rival.agent_party) == ("houthis", "YEM-MIL")


def test_what_happened_minutes_later_is_another_act(tell: Tell) -> None:
    text = "Shells hit a market in Taiz on Friday. Minutes later a second salvo hit the hospital, killing 3 people."
    assert len(tell(text)) == 2


def test_the_kind_of_a_cluster_is_that_of_all_its_tellings() -> None:
    text = "Twelve people were killed on Monday. Russian jets carried out an air strike on Taiz on Monday."
    extraction = next(Reader().extractions([Report(text, id="two")]))
    extraction.tell()
    deaths, strike = extraction.acts
    cluster = Cluster([deaths])
    assert (cluster.kind, cluster.main) == ("attack", deaths)
    cluster.acts.append(strike)
    assert (cluster.kind, cluster.main) == ("airstrike", strike)


def test_what_was_done_later_is_another_act(tell: Tell) -> None:
    found = tell("Ethiopia captured the Ogaden in 1887. Ethiopia later annexed the Ogaden.")
    assert [event.triggers for event in found] == [("captured",), ("annexed",)]


def test_the_toll_of_a_village_is_not_that_of_the_province(tell: Tell) -> None:
    text = "Air strikes in Idlib province killed 13 people on Monday. Eight were killed when warplanes struck Sarmin."
    assert [(event.place, event.figures[0]) for event in tell(text)] == [
        ("Idlib province", "killed 13 people"),
        ("Sarmin", "killed 8"),
    ]


def test_an_attempt_on_a_life_told_again_is_one_failed_attack(tell: Tell) -> None:
    text = "The president survived an assassination attempt in Caracas on Monday. Police say 34 people were involved in the assassination attempt."
    assert [(event.kind, event.realis) for event in tell(text)] == [("attack", "failed")]


@pytest.mark.parametrize(
    "text",
    [
        "Syria has been locked in a civil war since early 2011. Since then thousands are believed to have been killed.",
        "Libya has been mired in civil war since 2014 with government forces fighting numerous factions.",
    ],
)
def test_a_war_and_its_running_toll_are_one(tell: Tell, text: str) -> None:
    assert [event.kind for event in tell(text)] == ["clash"]


def test_acts_at_two_places_behind_and_are_two(tell: Tell) -> None:
    text = "The army killed scores of rebels in Maaret on Monday and targeted strongholds in Raqqa province."
    assert [(event.kind, event.place) for event in tell(text)] == [("attack", "Maaret"), ("attack", "Raqqa province")]


def test_a_town_that_has_often_been_shelled_is_not_todays_shelling(tell: Tell) -> None:
    text = (
        "Shells hit a school in Sloviansk on Friday, killing two teachers, the governor said."
        " Sloviansk has regularly been shelled by Russian forces."
    )
    assert len(tell(text)) == 2


def test_who_acts_elsewhere_for_another_side_does_another_act(reader: Reader) -> None:
    text = "In Aleppo the army shelled Hanano. In Homs militants fired mortars at Ain al-Dananeer."
    assert [event.place.text for event in reader.read(Report(text)).events if event.place] == [
        "Hanano",
        "Ain al-Dananeer",
    ]
