"""What may stand as the target of an act, by its kind."""

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "target", "party"),
    [
        ("Jets bombed a hospital in Mekelle on Tuesday.", "a hospital", "CIV"),
        ("Jets bombed Mekelle on Tuesday.", "Mekelle", "CIV"),
        ("A drone struck a Turkish army base near Idlib on Monday.", "a Turkish army base", "TUR-MIL"),
        ("Houthi fighters ambushed government soldiers in Marib on Monday.", "government soldiers", "YEM-MIL"),
        ("Gunmen attacked a United Nations convoy near Goma on Monday.", "a United Nations convoy", "UN"),
        ("Police arrested 50 protesters in Yangon on Monday.", "50 protesters", "CIV"),
        ("A suicide bomber attacked an Afghan army post in Kandahar on Monday.", "an Afghan army post", "AFG-MIL"),
        ("The army besieged the town of Taiz in April.", "the town of Taiz", "CIV"),
        ("The United States imposed sanctions on two Sudanese generals on Monday.", "two Sudanese generals", "SDN-MIL"),
    ],
)
def test_whom_an_act_is_done_to(tell: Tell, text: str, target: str, party: str) -> None:
    assert [(event.target, event.target_party) for event in tell(text)] == [(target, party)]


@pytest.mark.parametrize(
    "text",
    [
        "Houthi fighters control the port of Hodeidah.",
        "Russian troops withdrew from Kherson on Monday.",
        "The army captured the town of Bambari on Monday.",
        "An air strike caused heavy damage in Aden on Monday.",
        "The bombing of the last days in Aden has claimed no lives.",
        "Rebels cut the road to Aden on Monday.",
    ],
)
def test_ground_damage_and_days_are_no_target(tell: Tell, text: str) -> None:
    events = tell(text)
    assert [event.target for event in events] == [""] * len(events)
    assert events


@pytest.mark.parametrize(
    "text",
    [
        "Jets bombed Aden on Monday, the Syrian Observatory for Human Rights said.",
        "Jets bombed Aden on Monday, state television reported.",
    ],
)
def test_who_tells_of_it_is_not_hit_by_it(tell: Tell, text: str) -> None:
    assert [event.target for event in tell(text)] == ["Aden"]


@pytest.mark.parametrize(
    ("sentence", "target", "party"),
    [
        ("A car bomb exploded outside a bakery in Hasaka on Monday, killing 16 people.", "a bakery", "CIV"),
        (
            "A suicide bomber blew himself up near a police checkpoint in Kabul on Monday, killing four people.",
            "a police checkpoint",
            "AFG-MIL",
        ),
        ("A mine went off under a convoy of Russian soldiers near Palmyra.", "a convoy of Russian soldiers", "RUS-MIL"),
        ("A mortar shell landed on a school in Taiz on Monday, killing two children.", "a school", "CIV"),
        ("A bomb exploded near the border in Herat on Monday, killing 12 people.", "12 people", "CIV"),
    ],
)  # fmt: skip
def test_where_a_bomb_goes_off_is_what_was_hit(tell: Tell, sentence: str, target: str, party: str) -> None:
    [event] = tell(sentence)
    assert (event.target, event.target_party) == (target, party)


def test_who_is_sent_arms_is_supported(tell: Tell) -> None:
    [event] = tell("Germany sent Kyiv 25 battle tanks on Tuesday.")
    assert (event.kind, event.agent_party, event.target_party) == ("support", "DEU-GOV", "UKR-GOV")


def test_slogans_are_against_somebody(tell: Tell) -> None:
    [event] = tell("Protesters in Khartoum chanted slogans against the military on Sunday.")
    assert (event.kind, event.target) == ("protest", "the military")


def test_what_is_fired_is_not_what_is_hit(tell: Tell) -> None:
    [event] = tell("A barrage of barrel bombs pounded Douma on Monday, activists said.")
    assert (event.kind, event.target) == ("airstrike", "Douma")


def test_its_positions_are_not_those_of_who_shells_them(tell: Tell) -> None:
    """Told by the other side, what is shelled is that side's."""
    [event] = tell("Azerbaijan said Armenian forces had shelled its positions in Kalbajar on Sunday.")
    assert (event.target, event.target_party) == ("its positions", "AZE-MIL")


def test_fighters_led_by_a_group_are_the_group(tell: Tell) -> None:
    [event] = tell("Hamas-led gunmen attacked an Israeli army post near Gaza on Sunday.")
    assert (event.agent, event.agent_party) == ("Hamas-led gunmen", "hamas")


def test_forces_of_a_state_keep_it_in_a_report_about_another(tell: Tell) -> None:
    text = (
        "Syrian troops fought in Raqqa in Syria on Friday. In Mosul, Iraqi security forces attacked a camp on Friday."
    )
    assert [event.agent_party for event in tell(text) if event.kind == "attack"] == ["IRQ-MIL"]


def test_who_dies_by_his_own_bomb_is_its_doer(tell: Tell) -> None:
    text = "A suicide bomber detonated his explosives in Kabul on Friday. 26 people and the bomber were killed."
    [event] = tell(text)
    assert (event.agent, event.target) == ("A suicide bomber", "26 people")


def test_what_was_hit_comes_before_what_was_destroyed_by_it(tell: Tell) -> None:
    [event] = tell("Turkish jets hit 34 Islamic State targets in three air strikes destroying two houses in Raqqa.")
    assert event.target == "34 Islamic State targets"


def test_their_hideouts_are_those_of_whom_the_sentence_names(tell: Tell) -> None:
    [event] = tell("Al-Shabaab fighters were hit by further air strikes on their hideouts in Jilib on Friday.")
    assert event.target_party == "al-shabaab"


def test_what_is_struck_is_the_target_though_another_telling_counts_the_dead(tell: Tell) -> None:
    text = "At least 11 civilians were killed in an air strike near Kharkiv on Friday. The strike hit a bakery."
    assert [event.target for event in tell(text)] == ["a bakery"]


@pytest.mark.parametrize(
    ("text", "target", "party"),
    [
        # where rockets fly to
        ("Hezbollah launched 40 rockets towards Kiryat Shmona.", "Kiryat Shmona", "CIV"),
        ("Rebels launched rockets in the direction of Latakia.", "Latakia", "CIV"),
        # on whom one side presses
        ("The army advanced on RSF positions in Omdurman.", "RSF positions", "rapid-support-forces"),
        ("Russian forces tried to break through Ukrainian lines near Bakhmut.", "Ukrainian lines", "UKR-GOV"),
        # to whom one gives oneself up
        ("FARC dissidents surrendered to the Colombian army in Caqueta.", "the Colombian army", "COL-MIL"),
        # bands without a name
        ("Kenyan police retook the port of Ouanaminthe from gangs on Saturday.", "gangs", "unknown"),
        ("Clashes between Fulani herders and Dogon hunters left 30 dead in Bandiagara.", "Dogon hunters", "unknown"),
        # where people live, pray and work
        ("Artillery hit a monastery in Sagaing on Monday.", "a monastery", "CIV"),
        ("Gunmen shot missionaries in Gao on Monday.", "missionaries", "CIV"),
    ],
)  # fmt: skip
def test_to_whom_it_is_done(tell: Tell, text: str, target: str, party: str) -> None:
    event = tell(text)[0]
    assert (event.target, event.target_party) == (target, party)


def test_the_dead_of_an_attack_that_was_beaten_off_are_not_its_target(tell: Tell) -> None:
    event = tell("Nigerian troops repelled an attack by ISWAP fighters, killing 23 insurgents.")[0]
    assert event.target != "23 insurgents"


def test_nobody_fights_himself_by_a_word_for_a_group(tell: Tell) -> None:
    [event] = tell("The Wagner Group fought the terrorist groups in Kidal on Friday.")
    assert (event.agent_party, event.target_party) == ("wagner-group", "unknown")


def test_where_an_ambush_was_is_not_whom_it_hit(tell: Tell) -> None:
    [event] = tell("Troops killed dozens of Al-Shabaab fighters in an ambush carried out Friday morning southwest of the port of Kismayo.")  # fmt: skip  # noqa: E501
    assert event.target_party == "al-shabaab"


def test_who_takes_a_town_did_not_hold_it_before(tell: Tell) -> None:
    events = tell("M23 rebels shelled a village near Goma recently captured by Congolese troops.")
    assert [(e.kind, e.agent, e.target) for e in events if e.kind == "capture"] == [("capture", "Congolese troops", "")]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Rebels launched a major anti-Taliban offensive in Kunduz on Monday.", "Taliban"),
        ("The army drove the militants from their positions near Gao on Monday.", "the militants"),
        ("A landmine in Taiz claimed the life of a shepherd on Monday.", "a shepherd"),
    ],
)
def test_who_is_fought_driven_out_or_lost_his_life(tell: Tell, text: str, target: str) -> None:
    assert [event.target for event in tell(text)] == [target]


def test_terrorists_are_not_the_group_that_shells_them(tell: Tell) -> None:
    (event,) = tell("Hezbollah's missile units pounded the terrorists near Arsal on Monday.")
    assert event.target_party != "hezbollah"


def test_who_is_taken_prisoner_is_told_without_that(tell: Tell) -> None:
    text = "The rebels took 14 others prisoner near Agadez, after killing six soldiers."
    assert [event.target for event in tell(text) if event.kind == "detention"] == ["14 others"]
