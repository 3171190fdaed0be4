"""Acts told in clauses that hide them, in few words, or beside words that tell none; campaigns, halts, demands."""

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nearly all of the rest of Gedo province is controlled by al-Shabaab.", ["control"]),
        ("The checkpoint near Gao was run by rebels.", ["control"]),
        ("Militia fighters control much of the desert near Kidal.", ["control"]),
        ("The suburb of Daraya near Damascus was evacuated by rebels on Monday.", ["withdrawal"]),
        ("Russian jets have bombed Idlib since Moscow intervened in September 2015.", ["airstrike", "support"]),
        ("The army escalated aerial and artillery bombardment of Taiz on Monday.", ["airstrike", "shelling"]),
        ("The minister spoke to Prime Minister Abdullah Hamdok on Monday.", ["talks"]),
        ("Jihadists drove thousands of villagers from their homes near Mopti.", ["displacement"]),
        ("180 gunmen near Homs turned themselves in on Sunday.", ["withdrawal"]),
        ("The mayor said in a phone call with Reuters that shells had hit Donetsk.", ["shelling"]),
        ("Dozens of villagers were gathered at a well near Mopti when jets bombed it on Friday.", ["airstrike"]),
        ("The group has learned to build and test improvised explosive devices near Idlib.", []),
    ],
)
def test_acts_in_clauses_that_hide_them(tell: Tell, text: str, kinds: list[str]) -> None:
    assert sorted(event.kind for event in tell(text)) == kinds


def test_many_strikes_of_the_past_take_no_means_from_the_one_told_before(tell: Tell) -> None:
    events = tell("Government jets bombed the hospital in Marib on Monday. The army has often targeted the city.")
    assert [event.kind for event in events] == ["airstrike", "attack"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # what others did, set beside an act, is an act of its own
        ("Two villages were shelled near Sake, while gunmen killed five farmers in Rutshuru.", ["shelling", "attack"]),
        # the strikes stand behind an aside on the dead
        ("The junta killed 36 people, most of them women and children, in air strikes in Sagaing.", ["airstrike"]),
        ("Six people died, among them a nurse, in a bomb blast in Quetta on Monday.", ["bombing"]),
        # a town that is spelt like a weapon
        ("Troops killed four insurgents in Tank on Monday.", ["attack"]),
        # who agreed it is told, if not where
        ("The warring parties extended the ceasefire for 72 hours.", ["ceasefire"]),
        ("The government and the ELN signed an accord.", ["agreement"]),
        ("Israel and Lebanon accused each other of breaching the ceasefire.", ["ceasefire"]),
        # who carries aid is hit, and does not hit
        ("A UN convoy carrying food came under drone attack near Kutum.", ["airstrike"]),
    ],
)
def test_which_words_tell_an_act_of_their_own(tell: Tell, text: str, kinds: list[str]) -> None:
    assert [event.kind for event in tell(text)] == kinds


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("The coalition halted air strikes on Hodeidah on Tuesday for a humanitarian pause.", "begun"),
        ("Israel paused its bombardment of Rafah on Friday to let aid in.", "begun"),
        ("A halt to the bombing of Mekelle was holding on Sunday, residents said.", "begun"),
        ("A two-day freeze on fighting in Sirte expired on Thursday.", "collapsed"),
    ],
)
def test_a_halt_to_fire_is_a_truce_and_no_strike(tell: Tell, text: str, phase: str) -> None:
    assert [(event.kind, event.phase) for event in tell(text)] == [("ceasefire", phase)]


def test_an_assault_that_is_stopped_is_no_truce(tell: Tell) -> None:
    assert "ceasefire" not in {event.kind for event in tell("The army halted a rebel assault on Goma on Monday.")}


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        ("Turkey launched Operation Claw-Lock in Iraq on Monday.", "Turkey"),
        ("Turkey began its operation inside Iraq dubbed Operation Claw-Lock on Monday.", "Turkey"),
        ("Operation Dawn was started by Libyan troops on Monday.", "Libyan troops"),
        ("Ethiopian troops have embarked on a ground campaign aimed at recapturing Mekelle.", "Ethiopian troops"),
    ],
)
def test_a_campaign_with_a_name_or_an_aim_is_an_offensive(tell: Tell, text: str, agent: str) -> None:
    assert [(event.kind, event.agent) for event in tell(text)] == [("offensive", agent)]


def test_a_charity_launches_no_offensive(tell: Tell) -> None:
    assert tell("The foundation launched Operation Smile in Nairobi on Monday.") == []


def test_those_killed_beside_people_who_fled_a_war_did_not_die_of_the_war(tell: Tell) -> None:
    (event,) = tell("Helicopter fire killed 12 people on Monday in a camp housing civilians fleeing the civil war.")
    assert (event.kind, event.figures) == ("airstrike", ("killed 12 people",))


def test_attacks_of_the_past_are_not_the_one_told_today(tell: Tell) -> None:
    text = "A suicide bomber killed 16 in Maiduguri. Boko Haram has hit areas of Borno in the past, including Bama."
    assert sorted(event.kind for event in tell(text)) == ["attack", "bombing"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Jets bombed Ansongo, held by the rebels since 2012, on Monday.", "control"),
        ("Traders suffered during the war that has ravaged Sudan since April 2013.", "clash"),
        ("The war began when police fired on protests - which had broken out in Khartoum in May.", "protest"),
        ("Under the May 12, 2003 agreement with the United Nations the camp is guarded.", "agreement"),
        ("The army has stayed in barracks since the adoption of resolution 1701 on August 11 2006.", "agreement"),
        ("The Senate voted to adopt a resolution on Mali on Monday.", "agreement"),
        ("These raids have ended the truce.", "ceasefire"),
        ("The M23, which is prohibited in Rwanda, denied it.", "sanction"),
        ("Norway has committed 40 million euros to displaced people in Chad.", "aid"),
        ("The coalition has taken out two commanders of al-Shabaab in Jilib.", "attack"),
    ],
)
def test_acts_told_in_few_words(tell: Tell, text: str, kind: str) -> None:
    assert kind in [event.kind for event in tell(text)]


def test_an_attack_on_a_convoy_of_aid_is_no_aid(tell: Tell) -> None:
    events = tell("The UN condemned a deadly attack on an aid convoy near Zalingei on Monday.")
    assert [event.kind for event in events] == ["attack"]


@pytest.mark.parametrize(
    "text",
    [
        "France sought to seize the initiative on Mali on Tuesday.",
        "The party is trying to recover its losses in Nairobi on Monday.",
    ],
)
def test_who_tries_to_win_what_is_no_ground_attacks_nobody(tell: Tell, text: str) -> None:
    assert tell(text) == []


def test_what_is_judged_is_the_act_told_before(tell: Tell) -> None:
    text = "Gunmen attacked a market in Gao on Monday. This was an indefensible attack, with ten people killed."
    assert [event.kind for event in tell(text)] == ["attack"]


@pytest.mark.parametrize(
    ("text", "kind", "agent"),
    [
        # ground that another act's words come before
        ("Thousands fled Bambari, most of which is controlled by the Seleka rebels.", "control", "the Seleka rebels"),
        ("The monitor reported air raids on Goma which is held by M23 and its allies.", "control", "M23"),
        ("The town of Jalula has been divided between militias and rebels since May.", "control", "militias"),
        # who fights beside whom, and against whom
        ("Wagner is fighting the jihadists alongside the Malian army in Mopti.", "clash", "Wagner"),
        ("Hezbollah fought alongside the Yemeni rebels in Taiz against government forces.", "clash", "Hezbollah"),
        # help told as what something is done for
        ("Britain is working with its allies to support the Somali army.", "support", "Britain"),
        (
            "Jets of the Emirates operate in support of the rebels in Derna.",
            "support",
            "Jets of the Emirates",
        ),
    ],
)
def test_acts_beside_other_words(tell: Tell, text: str, kind: str, agent: str) -> None:
    assert (kind, agent) in [(event.kind, event.agent) for event in tell(text)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Several rounds of talks to end the war in Sudan have failed.", ["talks"]),
        ("An agreement was struck to share the oil.", ["agreement"]),
        ("The agreement was struck to share the oil.", []),  # which, the report has not told
        ("The weapons stockpiles were destroyed in Kidal in May.", []),
        ("A bridge was destroyed by rebels in Gao on Monday.", ["attack"]),
        ("Militants fled the battlefield near Bama.", ["withdrawal"]),
        ("The minister spoke of the campaign against Boko Haram in Nigeria.", ["offensive"]),
    ],
)
def test_what_is_told_of_an_act_is_enough_or_not(tell: Tell, text: str, kinds: list[str]) -> None:
    assert [event.kind for event in tell(text)] == kinds


def test_a_release_that_is_called_for_is_to_come(tell: Tell) -> None:
    [release] = [
        event
        for event in tell("The rebels called for a halt to the bombing and the release of detainees.")
        if event.kind == "detention"
    ]
    assert release.realis == "planned"


def test_who_crushes_protests_does_not_protest(tell: Tell) -> None:
    events = tell("The junta crushed the protests in Mandalay on Monday.")
    assert [(event.kind, event.agent) for event in events] == [("attack", "The junta"), ("protest", "")]
