"""Who does what a noun or a clause tells, and who cannot have: possessors, "its", "by", "of" and "from" phrases, whose people."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell, Told
from sayso.extract.reader import Reader
from sayso.model import Report


def only(events: list[Told]) -> Told:
    assert len(events) == 1, [(event.kind, event.triggers) for event in events]
    return events[0]


@pytest.mark.parametrize(
    ("text", "agent", "party"),
    [
        # a country's letters are no pronoun
        ("A US missile strike on a military airfield in Somalia killed five people on Friday.", "US", "USA-MIL"),
        ("Residents said a US raid in Bayda killed a teacher on Sunday.", "US", "USA-MIL"),
        # "its": whoever does the verb, else the party named last
        ("Sudan's army escalated its bombardment of Nyala on Monday.", "Sudan's army", "SDN-MIL"),
        ("Russian and Syrian planes intensified their bombing of Idlib on Saturday.", "Russian and Syrian planes", "RUS-MIL"),
        ("Kyiv condemned Russia for its strikes in Mariupol on Monday.", "Russia", "RUS-MIL"),
        ("The Malian junta urged Wagner to end its raids in Moura.", "Wagner", "wagner-group"),
        # fire from somebody
        ("A colonel was killed near Bakhmut on Monday by artillery fire from Ukrainian troops.", "Ukrainian troops", "UKR-MIL"),
    ],
)  # fmt: skip
def test_whose_act_a_noun_names(tell: Tell, text: str, agent: str, party: str) -> None:
    event = only(tell(text))
    assert (event.agent, event.agent_party) == (agent, party)


def test_rockets_from_a_country_need_not_be_its_own(tell: Tell) -> None:
    assert [event.agent for event in tell("Rocket fire from Lebanon hit a farm near Metula on Monday.")] == [""]


@pytest.mark.parametrize(
    ("text", "agent", "target"),
    [
        ("Clashes broke out between the army and members of the RSF in Nyala on Sunday.", "the army", "members of the RSF"),
        ("Heavy clashes then erupted between the Taliban and members of the National Resistance Front in Panjshir on Sunday.", "the Taliban", "members of the National Resistance Front"),
        ("A truce between Islamabad and the TTP lapsed in December.", "Islamabad", "the TTP"),
    ],
)  # fmt: skip
def test_between_two_sides(tell: Tell, text: str, agent: str, target: str) -> None:
    event = only(tell(text))
    assert (event.agent, event.target) == (agent, target)


@pytest.mark.parametrize(
    ("text", "kind", "agent"),
    [
        ("The party was listed as a terrorist organisation by Turkey and the United States in 2016.", "sanction", "Turkey"),
        ("Hundreds of people marched through Khost on Saturday, shouting slogans against Pakistan.", "protest", "Hundreds of people"),
        ("The Kurdish government and Baghdad signed a deal on oil payments last December.", "agreement", "The Kurdish government"),
        ("MONUSCO peacekeepers evacuated 31 wounded people from Mweso hospital by helicopter on Friday.", "displacement", "MONUSCO peacekeepers"),
    ],
)  # fmt: skip
def test_who_signs_lists_marches_or_evacuates(tell: Tell, text: str, kind: str, agent: str) -> None:
    event = only(tell(text))
    assert (event.kind, event.agent) == (kind, agent)


def test_killed_and_many_wounded_in_one_strike(tell: Tell) -> None:
    event = only(
        tell("At least 15 civilians were killed and many wounded in fresh air strikes by the junta in Sagaing.")
    )
    assert (event.kind, event.agent, event.target) == ("airstrike", "the junta", "At least 15 civilians")
    assert event.figures == ("killed 15+ civilians",)


def test_the_dead_of_an_ambush_are_not_those_of_the_fire_that_followed(tell: Tell) -> None:
    ambush, fire = tell(
        "The army said seven soldiers were killed when rebels ambushed a convoy near Gao, "
        "and that four rebels died in the exchange of fire."
    )
    assert (ambush.kind, ambush.figures) == ("attack", ("killed 7 soldiers: The army",))
    assert (fire.kind, fire.figures) == ("clash", ("killed 4 rebels: The army",))


def test_gunmen_are_people_who_do_it(tell: Tell) -> None:
    event = only(tell("Gunmen killed more than 50 people in an attack on two villages in Plateau state on Thursday."))
    assert (event.agent, event.target) == ("Gunmen", "two villages")


def test_a_day_behind_on_is_no_target(tell: Tell) -> None:
    event = only(tell("Rebels targeted the area around the palace in Khartoum with rocket shells on Saturday."))
    assert (event.agent, event.target) == ("Rebels", "the area")


def test_the_topic_of_talks_is_no_side(tell: Tell) -> None:
    event = only(tell("The UN Security Council will convene a conference on Libya next week."))
    assert (event.kind, event.target) == ("talks", "")


def test_the_target_of_a_capture_is_who_holds_the_ground_by_its_own_clause(tell: Tell) -> None:
    event = only(tell("Wagner mercenaries captured a village held by Ukrainian troops near Bakhmut on Monday."))
    assert (event.target, event.target_party) == ("Ukrainian troops", "UKR-MIL")


@pytest.mark.parametrize(
    ("text", "kind", "agent", "target"),
    [
        # the dead of a clash are on a side of it
        ("At least 29 rebels were killed in clashes with government troops overnight in Goma.", "clash", "At least 29 rebels", "government troops"),
        ("The army said 30 soldiers and 39 rebel fighters had been killed in battles around Goma since Wednesday.", "clash", "30 soldiers", "39 rebel fighters"),
        ("Ten villagers were killed at the hands of the Wagner group in Moura on Sunday.", "attack", "the Wagner group", "Ten villagers"),
        ("Civilians are facing shelling and air strikes by the Sudanese army and militias in Omdurman.", "airstrike", "the Sudanese army", "Civilians"),
        ("Prince Faisal whose country has been a major supporter of the rebels in Yemen spoke on Monday.", "support", "Prince Faisal", "the rebels"),
        ("Speaking after a meeting with Taliban leaders in Doha, the envoy Zalmay Khalilzad said a deal was near.", "talks", "the envoy", "Taliban leaders"),
        ("Police said three people had been detained in Lyon on Monday.", "detention", "Police", "three people"),
        ("Regime and Russian forces bombed Saraqib on Monday.", "airstrike", "Regime and Russian forces", "Saraqib"),
        ("Sudanese government or Emirati air strikes hit Nyala on Tuesday.", "airstrike", "Sudanese government", "Nyala"),
        ("The rebels entered Kiwanja on Monday after two days of fighting with the army.", "clash", "The rebels", "the army"),
        ("Scores of travellers were abducted on Tuesday when gunmen blocked the road at Yako.", "detention", "gunmen", "Scores of travellers"),
        ("A rally organised by the preacher Malik Sadr drew hundreds in Lahore on Friday.", "protest", "the preacher Malik Sadr", ""),
        ("A major was killed in Idlib on Monday by mortar fire from the Wagner group.", "shelling", "the Wagner group", "A major"),
        ("The UN condemned air raids on two clinics in Nyala.", "airstrike", "", "two clinics"),
        ("France has been providing air support to the Chadian army.", "support", "France", "the Chadian army"),
        ("Hamas rejected the latest proposal for a six-week truce on Sunday.", "ceasefire", "Hamas", ""),
        ("Mediators met an Israeli delegation in Doha on Tuesday for a fifth round of talks.", "talks", "Mediators", "an Israeli delegation"),
        ("The minister urged European Union foreign ministers meeting in Brussels to act.", "talks", "European Union foreign ministers", ""),
        ("Police fired tear gas at protesters in Nairobi on Tuesday.", "attack", "Police", "protesters"),
        # one more by the same hand, and how it ended
        ("Russian missiles hit the port of Odesa on Friday. The second struck a school in Mykolaiv.", "shelling", "Russian", "a school"),
        ("Seven men were abducted by gunmen in Djibo on Monday. Three have since been released.", "detention", "gunmen", ""),
        # fire from both sides is nobody's until the report says so
        ("Armenian shells hit Ganja on Friday. Azerbaijani shells hit Stepanakert. Another shell killed a man in Martuni.", "shelling", "", "a man"),
        ("The killing prompted the White House to authorize air strikes against al-Shabaab in August.", "airstrike", "the White House", "al-Shabaab"),
    ],
)  # fmt: skip
def test_doers_in_other_places(tell: Tell, text: str, kind: str, agent: str, target: str) -> None:
    assert (agent, target) in [(event.agent, event.target) for event in tell(text) if event.kind == kind]


def test_we_of_a_statement_is_the_body_that_issues_it(tell: Tell) -> None:
    text = "The African Union condemned the attack on Camp Hurriya. We are consulting with the Government of Iraq."
    assert [event.agent for event in tell(text) if event.kind == "talks"] == ["The African Union"]


def test_kidnappings_are_not_the_work_of_the_police_who_tell_of_them(tell: Tell) -> None:
    assert [event.agent for event in tell("Police said three people had been kidnapped in Jos on Monday.")] == [""]


def test_the_number_counts_the_strikes_not_who_did_them(tell: Tell) -> None:
    event = only(tell("Residents said three regime air strikes hit a market in Ibb on Tuesday."))
    assert (event.agent, event.target) == ("regime", "a market")


def test_who_monitors_strikes_does_not_strike(tell: Tell) -> None:
    text = "The Syrian Observatory rocket fire killed a man in Kafr Awid on Monday."
    assert "sohr" not in [event.agent_party for event in tell(text)]


def test_a_clause_behind_against_is_no_target(tell: Tell) -> None:
    text = "The coalition has carried out air strikes against what are said to be Shabaab bases in Somalia since 2014."
    assert [event.target for event in tell(text)] == [""]


def test_what_was_bombed_kills_nobody(tell: Tell) -> None:
    events = tell(
        "Colombia blamed the ELN for the bombing of a police academy in Bogota that killed 20 people on Friday."
    )
    assert {event.agent_party for event in events} == {"eln"}


def test_a_convoy_of_lorries_takes_no_town(tell: Tell) -> None:
    assert "capture" not in {event.kind for event in tell("A convoy of 27 trucks entered the town of Douma on Monday.")}


def test_monitors_take_no_towns(tell: Tell) -> None:
    events = tell("The Observatory said insurgents including the Nusra Front captured Idlib on Saturday.")
    assert {event.agent_party for event in events} != {"sohr"}


def test_a_round_of_raids_told_of_by_who_carried_them_out_is_followed_once(tell: Tell) -> None:
    events = tell(
        "A first round of raids which were likely carried out by Russian jets targeted the village of Duwayleh."
    )
    assert {event.agent_party for event in events} == {"RUS-MIL"}


@pytest.mark.parametrize(
    ("who", "party"),
    [
        ("Militants from the Islamic State", "islamic-state"),
        ("Fighters from the Nusra Front", "nusra-front"),
        ("Troops loyal to General Khalifa Haftar", "lna"),
        ("Militants belonging to Boko Haram", "boko-haram"),
        ("Members of a cell commanded by the Islamic State", "islamic-state"),
    ],
)
def test_people_are_of_the_party_they_are_said_to_belong_to(tell: Tell, who: str, party: str) -> None:
    [event] = tell(f"{who} attacked a base near the river on Monday, an official said.")
    assert (event.agent, event.agent_party) == (who, party)


def test_people_from_a_town_are_of_no_party_by_it(tell: Tell) -> None:
    [event] = tell("Gunmen from the town killed two soldiers near Jos on Monday.")
    assert (event.agent, event.agent_party) == ("Gunmen", "unknown")


@pytest.mark.parametrize(
    ("sentence", "kind", "party"),
    [
        ("The withdrawal of Russian troops from Kherson began on Monday.", "withdrawal", "RUS-MIL"),
        ("Russian troops have been trying for months to surround Bakhmut by cutting supply lines.", "siege", "RUS-MIL"),
        ("The Kachin Independence Army has been waging an offensive in Kachin State since May.", "offensive", "kia"),
        (
            "The Houthis are involved in an offensive against the army near Marib, officials said.",
            "offensive",
            "houthis",
        ),
    ],
)
def test_who_does_what_a_noun_tells(tell: Tell, sentence: str, kind: str, party: str) -> None:
    assert (kind, party) in {(event.kind, event.agent_party) for event in tell(sentence)}


def test_no_one_side_does_what_a_war_does(tell: Tell) -> None:
    events = tell("Syria's six-year-old civil war has forced millions to flee to camps in Idlib.")
    assert {event.agent_party for event in events} == {""}


def test_who_holds_a_town_took_it(tell: Tell) -> None:
    events = tell("The army said the Houthis still hold the districts they seized in Marib in 2015.")
    assert {event.agent_party for event in events if event.kind == "capture"} == {"houthis"}


def test_from_where_rebels_were_driven_is_not_whose_they_are(tell: Tell) -> None:
    events = tell("The army drove rebels from the city of Douma on Monday, officials said.")
    assert "rebels from the city of Douma" not in {name for event in events for name in (event.agent, event.target)}


@pytest.mark.parametrize(
    ("text", "agent", "party"),
    [
        # people banded together, said to be armed
        ("Militant organisations fired tens of shells on a suburb of Kabul on Monday.", "Militant organisations", "unknown"),
        ("In 2013 the extremist networks launched gas attacks on farms near Benghazi.", "the extremist networks", "unknown"),
        # a count of acts is no act of its own
        ("Burkinabe forces carried out a total of 18 air strikes in Djibo on Friday.", "Burkinabe forces", "BFA-MIL"),
        # to a state's media its foes are terrorists
        ("Terrorists fired rockets at a market in Homs on Friday, killing two people, SANA reported.", "Terrorists", "SYR-REB"),
    ],
)  # fmt: skip
def test_bands_and_counts(tell: Tell, text: str, agent: str, party: str) -> None:
    event = only(tell(text))
    assert (event.agent, event.agent_party) == (agent, party)


def test_what_counted_shells_were_fired_on(tell: Tell) -> None:
    event = only(tell("Rebels fired dozens of shells on the residential quarters of Hama on Monday."))
    assert event.target == "the residential quarters of Hama"


def test_a_town_that_rockets_fell_on_killed_nobody(tell: Tell) -> None:
    text = "The source said militants in Zahra fired rockets that fell in the southern part of Dayr Hafir killing three men."
    assert "Dayr Hafir" not in {event.agent for event in tell(text)}


def test_where_somebody_came_from_destroyed_nothing(tell: Tell) -> None:
    text = "Drones killed ten fighters who had been crossing from Chad, destroying two fuel depots in Darfur."
    assert "Chad" not in {event.agent for event in tell(text)}


def test_who_was_beheaded_beheaded_nobody(tell: Tell) -> None:
    text = "Al-Shabaab fighters beheaded two traders an amnesty Al-Shabaab fighters beheaded two traders in Mataban on Friday."
    assert "two traders" not in {event.agent for event in tell(text)}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Shells fired from positions held by the RSF hit the market in Omdurman, killing three people.", "rapid-support-forces"),
        ("Mortar rounds launched from Houthi-held areas hit a school in Marib.", "houthis"),
        ("Rockets launched from rebel-held districts killed four people in Aleppo.", "SYR-REB"),
        ("Rockets fired from Gaza hit Sderot on Monday.", ""),
    ],
)  # fmt: skip
def test_fire_is_by_whoever_holds_the_ground_it_comes_from(tell: Tell, text: str, party: str) -> None:
    [event] = tell(text)
    assert event.agent_party == party


@pytest.mark.parametrize(
    "comment",
    [
        "The Afghan government has not commented on the attack.",
        "The army briefed reporters on the attack.",
        "The Afghan army blamed drug smugglers in the attack.",
    ],
)
def test_who_speaks_of_an_attack_did_not_do_it(tell: Tell, comment: str) -> None:
    found = tell(f"A car bomb killed nine people in Kabul on Friday. {comment}")
    assert {event.agent for event in found} & {"The Afghan government", "The army", "The Afghan army"} == set()


def test_who_is_engaged_in_an_offensive_does_it(tell: Tell) -> None:
    [event] = tell("The army is engaged in an offensive near Goma.")
    assert (event.agent, event.target) == ("The army", "")


def test_who_agrees_on_a_truce_makes_it(tell: Tell) -> None:
    [event] = tell("The Arakan Army agreed on a truce on Monday.")
    assert event.agent_party == "arakan-army"


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("A meeting of G5 Sahel foreign ministers was held in Niamey on Monday.", "G5 Sahel foreign ministers"),
        ("A summit of the African Union on Sudan will be held in Addis Ababa next week.", "the African Union"),
    ],
)
def test_who_meets_is_told_behind_the_meeting(tell: Tell, text: str, agent: str) -> None:
    (event,) = tell(text)
    assert (event.kind, event.agent) == ("talks", agent)


def test_the_dozens_wounded_in_a_battle_are_none_of_its_sides(tell: Tell) -> None:
    [event] = tell("Six soldiers killed and dozens wounded in clashes with rebels near Goma.")
    assert (event.kind, event.agent) == ("clash", "")


def test_a_town_that_rockets_come_from_is_no_doer(reader: Reader) -> None:
    (read,) = reader.extractions([Report("Two rockets fired from Afrin hit the center of Kilis on Monday.")])
    afrin = next(token for token in read.doc if token.text == "Afrin")
    assert read.casting.doer(afrin, violent=True) is None


@pytest.mark.parametrize(
    ("text", "agent", "party"),
    [
        ("US-led air strikes destroyed a command post near Mosul in Iraq.", "US-led", "us-coalition"),
        ("U.S.-led strikes killed 12 civilians in the Syrian town of Hajin.", "U.S.-led", "us-coalition"),
        ("Saudi-led air strikes hit a hall in Sanaa, the capital of Yemen.", "Saudi-led", "saudi-coalition"),
    ],
)
def test_strikes_led_by_a_country_are_those_of_its_coalition(reader: Reader, text: str, agent: str, party: str) -> None:
    (event,) = reader.read(Report(text)).events
    assert event.agent is not None and (event.agent.text, event.agent.party) == (agent, party)


def test_protests_against_a_government_are_against_it(reader: Reader) -> None:
    (event,) = reader.read(Report("Anti-government protests broke out in the Syrian city of Daraa in 2011.")).events
    assert event.target is not None and event.target.text == "government"


@pytest.mark.parametrize(
    "text",
    [
        "MSF has recorded reports of at least 71 attacks on 32 health facilities in Syria.",
        "The Red Cross reported shelling in the Sudanese town of Nyala on Monday.",
    ],
)
def test_aid_agencies_attack_nobody(reader: Reader, text: str) -> None:
    (event,) = reader.read(Report(text)).events
    assert event.agent is None


def test_who_also_speaks_of_an_act_does_not_join_it_to_those_before(tell: Tell) -> None:
    told = tell(
        "American jets bombed a depot near Mosul on Monday. "
        "Carter also condemned the bombings in Istanbul, Turkey, on Sunday."
    )
    assert [(event.place, event.agent_party) for event in told] == [("Mosul", "USA-MIL"), ("Istanbul", "")]
