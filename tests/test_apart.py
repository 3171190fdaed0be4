"""Acts that a report tells as others than those before, though day, place and doer would let them in."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # a course of acts that runs on is not the act told before it
        ("Russian jets bombed a clinic in Izium on Monday, killing four people. Russia has in recent days intensified its air raids on the region.", 2),
        ("Army helicopters bombed a market in Sagaing on Monday, killing nine. The army has kept up its relentless bombardment of the region.", 2),
        ("The army has stepped up its air raids in Sagaing. Army jets bombed a school in Monywa on Monday, killing nine people.", 2),
        # what came before
        ("Fighters fired rockets at Misrata on Monday, killing two people. The group had previously shelled the town with mortars.", 2),
        ("Suicide bombers struck outside a mosque in Maiduguri on Saturday, leaving 20 people dead. The last attack on the mosque, on April 25, killed seven people.", 2),
        # "the fighting" is no word for a bombing
        ("A suicide bomber blew himself up in Baidoa on Monday, killing six. The fighting for the town has killed dozens of people.", 2),
        # a sentence that turns to the next item
        ("Shells hit a house in Taiz on Monday, killing two people. In a related context, three people were wounded in attacks with mortars in Taiz.", 2),
        ("Army units raided a militia camp near Gao. In the meantime troops targeted a gathering of fighters near Ansongo.", 2),
        ("Army units targeted gatherings of militants in Ansongo. Army units also targeted gatherings of militants in Menaka.", 2),
        # a day of its own at the head of the sentence
        ("Planes fired rockets at several parts of Zabid, residents said. On Sunday 11 people were killed in shelling in the area.", 2),
        # other dead, at another place or to another target
        ("Saudi jets on Monday bombed the towns of Abs and Hajjah in Yemen, killing at least 21 people. Five people of one family were killed in Saudi air strikes on the village of Mustaba in Yemen on Monday.", 2),
        ("Army jets killed 31 people in and around Sagaing on Monday. Ten people died when jets hit a bus on the road to Monywa.", 2),
        ("Raids by army jets killed at least 30 people in Kharkiv on Monday. Six people were killed when jets bombed a bus.", 2),
        # the dead of a strike told by its moment are that strike's
        ("Rockets killed 12 people in Kherson on Monday, officials said. In Nikopol, four people died when shells hit a bus.", 2),
        # a sentence that begins with another place
        ("A bomb hit a patrol in Kandahar, wounding nine soldiers. In Ghazni, a bomb exploded near a bank, wounding ten people.", 2),
        # acts all over the country are none of those at one place
        ("Army jets bombed a market in Taiz on Monday, killing four people. Jets have bombed markets and schools in Yemen.", 2),
        # a stretch of days is not a day in it
        ("Army jets bombed a market in Sagaing on Monday, killing four people. Army jets have bombed the region in recent days.", 2),
        ("Rebels fired rockets at Goma on Monday, killing two people. Over the past two weeks rebels have fired rockets at Sake.", 2),
        ("French jets struck a camp near Gao. France has acknowledged the deaths of 73 people in its strikes in Mali since 2014.", 2),
        # more dead of a strike that is named anew
        ("Army jets hit a market in Taiz on Monday, killing ten people. Two more people were killed in air strikes on a farm.", 2),
        # what "also" was done to another target
        ("Army jets bombed a fuel depot in Taiz on Monday. The jets also hit a clinic.", 2),
        # one after the other, or because of it
        ("Gunmen attacked a police post near Gao hours after an attack on a convoy in which five people died.", 2),
        ("The army shelled Bunagana on Monday in response to a rocket attack on Goma.", 2),
        # a campaign is none of its strikes
        ("Saudi jets hit a school in Taiz on Monday, killing four people. The Saudi bombing campaign has killed hundreds of people in the north.", 2),
        # neither the killed nor the injured can be those of one act
        ("Rockets hit houses in Kharkiv, killing six people and injuring 36. Officials said that seven people were killed and 70 others were injured in shelling of Kharkiv.", 2),
    ],
)  # fmt: skip
def test_told_as_another_act(tell: Tell, text: str, kinds: int) -> None:
    events = [event for event in tell(text) if event.kind != "displacement"]
    assert len(events) == kinds


@pytest.mark.parametrize(
    "text",
    [
        # a running course told twice, and the toll of it
        "Russia intensified its bombardment of Izium on Monday. The relentless bombardment has destroyed the town hall.",
        # "the continued attacks" are those told before
        "Militants fired rockets at Misrata on Monday. The continued rocket attacks damaged houses and cars.",
        # a rival or a growing count of the same dead
        "A car bomb killed six people and wounded 36 in Baidoa on Monday. Meanwhile, doctors said that ten people had died.",
        "Jets struck a market in Taiz, killing four people, doctors said. On Monday night two jets hit the market with rockets.",
        "Jets bombed Taiz on Monday, killing four. Meanwhile, the army said that the air strike had hit a depot.",
        # two counts of one day and one place; a town and its own quarter; more wounded of the same strike
        "An air strike on Taiz on Monday killed five people, the army said. Rebels said that the air strike on Taiz on Monday had killed 80.",
        "Jets bombed Sagaing on Monday, killing at least 20 people. Doctors said that 22 people were killed in the air strike.",
        "A bomb in Baidoa on Monday killed six people. Another ten people were wounded in the attack.",
        # the dead of an act, hours after it
        "Shells hit a house in Goma on Monday, wounding three people. The shells hit hours after dawn.",
    ],
)
def test_told_again(tell: Tell, text: str) -> None:
    assert len(tell(text)) == 1


def test_a_word_without_place_or_day_is_of_the_act_told_nearest(tell: Tell) -> None:
    far, near = tell(
        "Army jets bombed a market in Taiz on Monday, killing four people. The air strike in Taiz on Monday came at noon. "
        "A car bomb killed three people in Aden on Tuesday. Officials deplored such attacks."
    )
    assert (len(far.triggers), len(near.triggers)) == (2, 2)


def test_what_the_news_came_a_day_after_is_not_the_news_of_the_headline(tell: Tell) -> None:
    title = "Dozens killed in Saudi air strikes on Taiz"
    text = (
        f"{title}\n\nA day after a massacre in the village of Mustaba, Saudi air strikes on Taiz killed dozens of people. "
        "Medics said that 56 people died in the air strikes."
    )
    strikes = [event for event in tell(text, title=title) if "massacre" not in event.triggers]
    assert [len(event.triggers) for event in strikes] == [3]


def test_what_an_act_answers_has_its_place_and_its_day_for_itself(tell: Tell) -> None:
    strike, bombing = tell(
        "Army drones struck a depot near Gao on Friday. The president said the strike was a response to the bombing of a "
        "market in Menaka on Tuesday."
    )
    assert (strike.place, strike.days, len(strike.triggers)) == ("Gao", "2022-06-10", 2)
    assert (bombing.place, bombing.days) == ("Menaka", "2022-06-14")


def test_the_blast_is_of_the_bomb_not_of_the_attack_told_nearer(tell: Tell) -> None:
    bombing, attack = tell(
        "Soldiers were killed when rebels set off a bomb under a bridge in Darfur. Gunmen attacked a convoy. "
        "The blast on Monday was heard across the town."
    )
    assert (bombing.triggers, bombing.days) == (("set off", "blast"), "2022-06-13")
    assert (attack.triggers, attack.days) == (("attacked",), "")
