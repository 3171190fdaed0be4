"""Figures of people: a sentence in, its counts by outcome out."""

from typing import Any

import pytest

from sayso.extract.figures import CasualtyMention, find_figures
from sayso.reading.pipeline import load_pipeline


def mentions(text: str) -> list[CasualtyMention]:
    return find_figures(load_pipeline()(text))


def read(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(m.figure.outcome.value, m.figure.low, m.figure.high) for m in mentions(text)]


KILLED = "killed"
INJURED = "injured"
CASUALTIES = "casualties"
DISPLACED = "displaced"
DETAINED = "detained"
MISSING = "missing"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # killed and injured, active, passive, participles, with nouns and without
        ("Shelling killed three people and wounded 11 in Kherson.", [(KILLED, 3, 3), (INJURED, 11, 11)]),
        ("Twelve people were killed and 30 wounded in Aden.", [(KILLED, 12, 12), (INJURED, 30, 30)]),
        ("Gunmen stormed a hotel in Mogadishu, killing 21 and wounding 117.", [(KILLED, 21, 21), (INJURED, 117, 117)]),
        ("The strike on a flat in Dnipro left 46 dead.", [(KILLED, 46, 46)]),
        ("6 killed, 20 injured in Kabul blast.", [(KILLED, 6, 6), (INJURED, 20, 20)]),
        ("25 civilians killed 80 injured in rocket attacks on Aleppo city.", [(KILLED, 25, 25), (INJURED, 80, 80)]),
        ("Seven people died and dozens more were hurt.", [(KILLED, 7, 7), (INJURED, 24, None)]),
        ("A raid killed dozens of people and injured others.", [(KILLED, 24, None)]),
        ("Scores were also injured in the aerial strikes.", [(INJURED, 40, None)]),
        ("Up to 30 people may have been killed.", [(KILLED, None, 30)]),
        ("Both pilots were killed.", [(KILLED, 2, 2)]),
        ("The militants shot dead eight miners.", [(KILLED, 8, 8)]),
        ("Eight miners were shot dead in Baluchistan.", [(KILLED, 8, 8)]),
        ("Troops burned 11 villagers alive, residents said.", [(KILLED, 11, 11)]),
        ("Eleven people were taken to hospital.", [(INJURED, 11, 11)]),
        ("At least 22 bodies were taken to hospitals.", [(KILLED, 22, None)]),
        ("Another 11 were killed in clashes at the border.", [(KILLED, 11, 11)]),
        ("Azerbaijan said 71 of its servicemen had been killed.", [(KILLED, 71, 71)]),
        ("Two suicide bombings killed over 48 people in Kabul.", [(KILLED, 48, None)]),
        ("Three gunmen killed 12 worshippers.", [(KILLED, 12, 12)]),
        ("Sixty villagers were killed and more than 90 others wounded.", [(KILLED, 60, 60), (INJURED, 90, None)]),
        ("More than forty others suffered from suffocation.", [(INJURED, 40, None)]),
        ("Thirty people, mostly children, were affected by the gas.", [(INJURED, 30, 30)]),
        ("Hundreds of farmers were gassed in the valley.", [(CASUALTIES, 200, None)]),
        ("Two sappers lost their legs when the mine went off.", [(INJURED, 2, 2)]),
        ("One of the drivers was wounded.", [(INJURED, 1, 1)]),
        ("All five people on board the plane are believed to have died.", [(KILLED, 5, 5)]),
        ("A total of 21 people, including guests of the mayor, were killed.", [(KILLED, 21, 21)]),
        ("At least 88 rebel and army soldiers were killed.", [(KILLED, 88, None)]),
        ("A boy was shot dead and two of his friends were hurt.", [(KILLED, 1, 1), (INJURED, 2, 2)]),
        ("Nearly 100 villagers, among them children, were feared dead.", [(KILLED, 100, 100)]),
        ("Twenty rebels were killed along with three policemen.", [(KILLED, 20, 20), (KILLED, 3, 3)]),
        ("Among the wounded were four members of one household.", [(INJURED, 4, 4)]),
        ("The ambush left three guards with gunshot wounds.", [(INJURED, 3, 3)]),
        ("Scores were treated for burns.", [(INJURED, 40, None)]),
        ("The raid caused no causalities.", [(CASUALTIES, 0, 0)]),
        ("Troops rescued 30 kidnapped victims.", []),
        # a family told one by one is one figure, other people told together are not
        ("A woman and her three children were killed.", [(KILLED, 4, 4)]),
        ("The shell killed a man, his wife and their two sons.", [(KILLED, 4, 4)]),
        ("His wife and son died.", [(KILLED, 2, 2)]),
        ("A woman and nine pupils were killed.", [(KILLED, 1, 1), (KILLED, 9, 9)]),
        ("A soldier and a driver were wounded.", [(INJURED, 1, 1), (INJURED, 1, 1)]),
        # counts put at a number
        ("Residents put the army's dead at 20.", [(KILLED, 20, 20)]),
        ("Police put the number of those taken at 14.", [(DETAINED, 14, 14)]),
        ("Anywhere from 30 to 50 villagers were killed.", [(KILLED, 30, 50)]),
        # nouns
        ("The attack claimed the lives of some 80 people.", [(KILLED, 80, 80)]),
        ("The attack claimed 12 lives.", [(KILLED, 12, 12)]),
        ("They acknowledged the deaths of over 700 civilians in Raqqa.", [(KILLED, 700, None)]),
        ("The blast resulted in the martyrdom of 3 citizens.", [(KILLED, 3, 3)]),
        ("Officials confirmed 15 deaths and 32 injuries.", [(KILLED, 15, 15), (INJURED, 32, 32)]),
        ("Rescuers pulled 14 bodies from the rubble.", [(KILLED, 14, 14)]),
        ("The bodies of 18 migrants were found in a mass grave.", [(KILLED, 18, 18)]),
        ("A total of 230 people lost their lives.", [(KILLED, 230, 230)]),
        ("The clinic took in dozens of wounded.", [(INJURED, 24, None)]),
        ("Of the dead, 14 were gunmen.", [(KILLED, 14, 14)]),
        # how old somebody is counts nobody, and a place is no person
        ("Musa Keita, 13, suffered a head injury.", [(INJURED, 1, 1)]),
        ("In a raid on Gao, 40 people were killed.", [(KILLED, 40, 40)]),
        ("The capture of Tel Hamis was announced by the militia.", []),
        # tolls
        ("Police put the death toll from Monday's bombing in Gao at 12.", [(KILLED, 12, 12)]),
        ("The WHO put the death toll at at least 70.", [(KILLED, 70, None)]),
        ("The death toll rose from 20 to 25 on Monday.", [(KILLED, 25, 25)]),
        ("The number of dead has risen to 142.", [(KILLED, 142, 142)]),
        ("The monitor had earlier given a toll of 20 in the strikes.", [(KILLED, 20, 20)]),
        ("The toll stood at 40 dead and 100 wounded.", [(KILLED, 40, 40), (INJURED, 100, 100)]),
        ("Friday's raids brought to 49 the number killed in the valley.", [(KILLED, 49, 49)]),
        ("The toll may rise, given the several dozen wounded.", [(INJURED, 24, None)]),
        # not told apart
        ("About 30 people were reported killed or wounded.", [(CASUALTIES, 30, 30)]),
        ("More than 60 civilians were killed and injured in bombings.", [(CASUALTIES, 60, None)]),
        ("Hundreds of dead and injured people were rushed to makeshift hospitals.", [(CASUALTIES, 200, None)]),
        # one person
        ("A soldier was killed.", [(KILLED, 1, 1)]),
        ("The shelling wounded a nurse.", [(INJURED, 1, 1)]),
        ("A drone killed Baitullah Mehsud in August 2009.", [(KILLED, 1, 1)]),
        ("Gen. Asim Hajiyev was killed by a sniper.", [(KILLED, 1, 1)]),
        ("A bomb killed a provincial police chief and two of his bodyguards.", [(KILLED, 1, 1), (KILLED, 2, 2)]),
        ("One was killed and another injured.", [(KILLED, 1, 1), (INJURED, 1, 1)]),
        ("A 12-year-old boy was killed and his mother wounded.", [(KILLED, 1, 1), (INJURED, 1, 1)]),
        ("Soldiers arrested the group's leader.", [(DETAINED, 1, 1)]),
        # lists
        ("Three women and three children were shot dead.", [(KILLED, 3, 3), (KILLED, 3, 3)]),
        ("It killed 15 civilians and 27 fighters.", [(KILLED, 15, 15), (KILLED, 27, 27)]),
        ("Around 40 people, mostly civilians, were killed.", [(KILLED, 40, 40)]),
        ("It has killed hundreds of Iraqi and Syrian tribesmen.", [(KILLED, 200, None)]),
        ("Two aid workers with a charity were among the dead.", [(KILLED, 2, 2)]),
        ("It wounded three of the nurses in addition to five patients.", [(INJURED, 3, 3), (INJURED, 5, 5)]),
        ("There were 15 dead among the rebels and 23 among their enemies.", [(KILLED, 15, 15), (KILLED, 23, 23)]),
        (
            "The raids killed 19 people including six boys in Lodar and another 23 people in Mukayras.",
            [(KILLED, 19, 19), (KILLED, 6, 6), (KILLED, 23, 23)],
        ),
        (
            "Seven civilians including a child and a nurse were killed and 13 others were injured.",
            [(KILLED, 7, 7), (KILLED, 1, 1), (KILLED, 1, 1), (INJURED, 13, 13)],
        ),
        ("The raid killed ten civilians. Two of the victims were teachers.", [(KILLED, 10, 10), (KILLED, 2, 2)]),
        (
            "Six farmers including a child were among at least 22 people killed in the raid.",
            [(KILLED, 6, 6), (KILLED, 1, 1), (KILLED, 22, None)],
        ),
        # zero
        ("The strike caused no casualties.", [(CASUALTIES, 0, 0)]),
        ("There were no deaths or injuries.", [(KILLED, 0, 0), (INJURED, 0, 0)]),
        ("No one was hurt in the attack.", [(INJURED, 0, 0)]),
        ("Nobody was killed.", [(KILLED, 0, 0)]),
        ("The mine did not kill anyone.", [(KILLED, 0, 0)]),
        ("The shell hit the yard without hurting anybody.", [(INJURED, 0, 0)]),
        ("The rocket injured no one.", [(INJURED, 0, 0)]),
        # displaced
        ("More than 1.9 million people have been displaced in Gaza.", [(DISPLACED, 1_900_000, None)]),
        ("More than 400,000 fled to Chad.", [(DISPLACED, 400_000, None)]),
        ("The fighting forced 40,000 from their homes.", [(DISPLACED, 40_000, 40_000)]),
        ("The war forced millions to flee.", [(DISPLACED, 2_000_000, None)]),
        ("Around 20,000 people were evacuated from the town.", [(DISPLACED, 20_000, 20_000)]),
        # detained
        ("Houthi gunmen abducted 12 UN staff in Sanaa.", [(DETAINED, 12, 12)]),
        (
            "Police arrested 12 people, seven women and five men.",
            [(DETAINED, 12, 12), (DETAINED, 7, 7), (DETAINED, 5, 5)],
        ),
        ("The Taliban took four policemen hostage.", [(DETAINED, 4, 4)]),
        ("Tigrayan forces captured 4,000 soldiers.", [(DETAINED, 4000, 4000)]),
        ("ELN guerrillas released six hostages on Friday.", [(DETAINED, 6, 6)]),
        # missing
        ("Dozens are still missing after the dam burst.", [(MISSING, 24, None)]),
    ],
)
def test_a_sentence_and_its_figures(text: str, expected: list[Any]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The offensive could displace thousands of civilians.",
        "He warned the siege would kill 10,000 people.",
        "They threatened to kill 20 hostages.",
        "The army did not kill 30 civilians, he said.",
        "The army shot down two drones and destroyed 12 tanks.",
        "Twenty houses were destroyed and five vehicles burnt.",
        "The air force said it shot down 29 of 36 drones.",
        "Several people were wounded and many died.",
        "There were no reports of casualties.",
        "Government forces seized a rebel-held neighbourhood.",
        "He was killed in 2016.",
        "A commander said the fighters had withdrawn.",
        "No comments: Post a Comment",
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("It killed at least 58 people including 11 children.", 58, [11]),
        ("About 600 Syrians including 136 children have been killed.", 600, [136]),
        ("Forty-one civilians, 12 of them children, died in the raid.", 41, [12]),
        ("Forty people died, among them 15 women.", 40, [15]),
        ("It killed 40 people including 11 children and five women.", 40, [11, 5]),
    ],
)
def test_a_part_is_a_figure_of_its_own_that_points_to_the_whole(text: str, whole: int, parts: list[int]) -> None:
    first, *others = mentions(text)
    assert (first.figure.low, first.subset_of) == (whole, None)
    assert [(m.figure.low, m.figure.outcome.value, m.subset_of) for m in others] == [(n, KILLED, 0) for n in parts]


def test_most_of_them_stays_words() -> None:
    assert read("At least 12 people, most of them children, were killed.") == [(KILLED, 12, None)]


def test_the_dead_included_gives_the_outcome_of_the_dead() -> None:
    assert read("The dead included 11 children.") == [(KILLED, 11, 11)]
    assert read("Those killed included six women five children and three police officers.") == [
        (KILLED, 6, 6),
        (KILLED, 5, 5),
        (KILLED, 3, 3),
    ]
    assert read("Among the dead were three journalists.") == [(KILLED, 3, 3)]
    assert read("At least two of the killed in Jayrud were medical staff.") == [(KILLED, 2, None)]


def test_a_second_fate_told_in_passing() -> None:
    assert set(read("Rebels killed a pilot they captured after he ejected on Friday.")) == {
        (KILLED, 1, 1),
        (DETAINED, 1, 1),
    }


def test_words_and_people_are_verbatim() -> None:
    text = "It killed six Nusra Front fighters and injured several others."
    (mention,) = mentions(text)
    figure = mention.figure
    assert (figure.who, figure.text, figure.span.of(text)) == ("Nusra Front fighters",) + (
        "six Nusra Front fighters",
    ) * 2
    assert figure.source == "outlet"
    document = load_pipeline()(text)
    assert document[mention.anchor_token].text == "killed"
    assert document[mention.person_token].text == "fighters"


def test_a_rising_toll_says_so() -> None:
    rising, steady = mentions("The death toll rose to 25. A toll of 20 was given earlier.")
    assert (rising.rising, steady.rising) == (True, False)


def test_text_without_commas_reads_as_text_with_them() -> None:
    with_commas = "It killed 12 people, including three children, and wounded 30, the monitor said."
    assert (
        read(with_commas) == read(with_commas.replace(",", "")) == [(KILLED, 12, 12), (KILLED, 3, 3), (INJURED, 30, 30)]
    )


def test_families_count_only_among_the_displaced() -> None:
    assert read("Five entire families were killed.") == []
    (mention,) = mentions("Nearly 500 families were forced to flee their homes.")
    assert (mention.figure.outcome.value, mention.figure.low, mention.figure.who) == (DISPLACED, 500, "families")
