"""Whether an act took place: happened, ongoing, planned, failed; hypothetical, generic and negated acts are no events."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


def known(*example: str, reason: str) -> object:
    """An example that sayso does not read right yet, and why."""
    return pytest.param(*example, marks=pytest.mark.xfail(strict=True, reason=reason))


def realis(tell: Tell, text: str, kind: str) -> list[str]:
    return [event.realis for event in tell(text) if event.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Russian jets bombed Kharkiv on Monday.", "airstrike"),
        ("Twelve soldiers were killed in an ambush near Menaka on Friday.", "attack"),
        ("The army has captured the town of Bambari, officials said.", "capture"),
        ("After the truce collapsed, rebels shelled Donetsk.", "shelling"),
        ("A ceasefire took effect in Tripoli on Monday.", "ceasefire"),
        ("In March, al-Shabaab fighters had seized the town of Matabaan.", "capture"),
        ("Gunmen abducted two nuns in Kaduna on Sunday.", "detention"),
        ("Hunger has caused thousands of civilians to flee Manbij.", "displacement"),
    ],
)
def test_happened(tell: Tell, text: str, kind: str) -> None:
    assert realis(tell, text, kind) == ["happened"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ethiopian jets are bombing Mekelle, residents said.", "airstrike"),
        ("Russian artillery has been shelling Kharkiv since Thursday.", "shelling"),
        ("Fighting is still raging in Nyala between the army and the Rapid Support Forces.", "clash"),
        ("The army is pressing an offensive against the Taliban in Helmand.", "offensive"),
        ("Government forces have besieged Taiz since April.", "siege"),
        ("Houthi fighters control the port of Hodeidah.", "control"),
        ("Clashes continued in Goma on Wednesday between the army and M23 rebels.", "clash"),
        # a siege told as a state
        ("Aid workers reached Moura, a town near Mopti besieged by militants.", "siege"),
        ("Some 30,000 people are living under siege in Taiz, doctors said.", "siege"),
        # the count of a long while that has not ended
        ("More than 300 civilians have been killed in air strikes on Nyala in the past two months.", "airstrike"),
        ("More than 90,000 people have been killed in Sudan's conflict, which began as a coup in 2023.", "clash"),
        # what was being tried, with no word of its end
        ("Families who were trying to flee El Fasher on Monday hid in a school.", "displacement"),
        ("The colonel faces charges in Goma over the killings.", "sanction"),
    ],
)
def test_ongoing(tell: Tell, text: str, kind: str) -> None:
    assert realis(tell, text, kind) == ["ongoing"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army plans to launch an offensive on Marib next week, an officer said.", "offensive"),
        ("Hezbollah threatened to fire rockets at Haifa.", "shelling"),
        ("Peace talks will be held in Juba on Friday.", "talks"),
        ("The rebels vowed to capture Bangui.", "capture"),
        ("The sides are expected to meet in Geneva on Thursday.", "talks"),
        ("Peace talks are due to be held in Juba this week.", "talks"),
    ],
)
def test_planned(tell: Tell, text: str, kind: str) -> None:
    assert realis(tell, text, kind) == ["planned"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Rebels failed to capture the town of Bria on Monday.", "capture"),
        ("Iraqi police foiled a car bomb attack in Kirkuk on Monday.", "bombing"),
        ("Peace talks in Juba collapsed on Monday.", "talks"),
        ("Talks in Muscat broke off on Monday without an agreement.", "talks"),
        ("Peace talks between the junta and the rebels broke down in Chiang Mai on Monday.", "talks"),
        ("The army repelled an attack by al-Shabaab on a base near Jowhar overnight.", "attack"),
        ("The Houthis made a failed attempt to capture Hays on Monday.", "offensive"),
    ],
)
def test_failed(tell: Tell, text: str, kind: str) -> None:
    assert realis(tell, text, kind) == ["failed"]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The army is trying to retake Sirte from Islamic State.", "offensive", "ongoing"),
        known(
            "Rebels tried to seize the airport in Goma on Monday but failed.",
            "offensive",
            "failed",
            reason="'tried' is read as done, even with 'but failed'",
        ),
    ],
)
def test_an_attempt_goes_on_or_came_to_nothing(tell: Tell, text: str, kind: str, expected: str) -> None:
    found = [event.realis for event in tell(text) if event.kind in (kind, "capture")]
    assert found == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "If Russia bombed Lviv, refugees would cross into Poland.",
        "An attack on Goma could set off a regional war.",
        "Air strikes on the dam would flood the valley.",
        "Analysts asked whether the army might attack Mekelle.",
        "Unless the junta attacks the camp, the monks will stay.",
    ],
)
def test_hypothetical_acts_are_no_events(tell: Tell, text: str) -> None:
    assert [event for event in tell(text) if event.kind in ("airstrike", "attack", "shelling")] == []


@pytest.mark.parametrize(
    "text",
    [
        "War is cruel, and bombs do not ask who is under them.",
        "Armies often shell towns before they enter them.",
        "Landmines kill civilians long after peace has come.",
        "Ceasefires usually fail.",
        "Air strikes alone never win a war.",
    ],
)
def test_generic_statements_are_no_events(tell: Tell, text: str) -> None:
    assert tell(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "No air strike was reported in Mekelle on Monday.",
        "The army did not shell Avdiivka on Monday.",
        "There was no shelling in Avdiivka on Monday.",
    ],
)
def test_what_the_outlet_negates_is_no_event(tell: Tell, text: str) -> None:
    assert [event for event in tell(text) if event.kind in ("airstrike", "shelling", "attack")] == []


@pytest.mark.parametrize(
    ("text", "kind", "denier"),
    [
        ("The army denied that it had shelled Avdiivka on Monday.", "shelling", "The army"),
        ("Ethiopia's government denied bombing a market in Mekelle on Monday.", "airstrike", "Ethiopia's government"),
        ("The coalition said it had not bombed a hospital in Saada.", "airstrike", "The coalition"),
    ],
)
def test_what_a_voice_negates_is_an_event_it_denies(tell: Tell, text: str, kind: str, denier: str) -> None:
    assert [(event.kind, event.accounts) for event in tell(text)] == [(kind, (f"{denier} denies",))]


@pytest.mark.parametrize(
    "text",
    [
        "More than 150,000 people have been killed since the war in Yemen began in 2014.",
        "The conflict in Tigray has killed tens of thousands of people since November 2020.",
    ],
)
def test_the_running_total_of_a_war_is_ongoing(tell: Tell, text: str) -> None:
    events = [event for event in tell(text) if event.figures]
    assert [event.realis for event in events] == ["ongoing"]
    assert len(events[0].figures) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yemen has been locked in a civil war since 2014.", ["ongoing"]),
        ("The conflict has been going on for the last eight years.", ["ongoing"]),
        ("The general took part in the Iran-Iraq war of 1980-88.", ["happened"]),
        # it only says when
        ("He was born during the war of 1967.", []),
    ],
)
def test_a_war_that_is_dated_is_told(tell: Tell, text: str, expected: list[str]) -> None:
    assert realis(tell, text, "clash") == expected


def test_planned_and_done_are_two_events(tell: Tell) -> None:
    text = "Jets bombed Aden on Monday. The coalition plans to bomb Hodeidah next week, an officer said."
    assert [(event.realis, event.place) for event in tell(text)] == [("happened", "Aden"), ("planned", "Hodeidah")]


@pytest.mark.xfail(
    strict=True, reason="'the worst raid since the war began' becomes acts of its own and takes the dead"
)
def test_the_worst_since_the_war_began_is_no_running_act(tell: Tell) -> None:
    text = "Jets bombed Aden on Monday, killing at least 30 people, in the worst attack since the war began in March."
    events = tell(text)
    assert [(event.kind, event.realis, event.figures) for event in events] == [
        ("airstrike", "happened", ("killed 30+ people",))
    ]


def test_a_truce_that_was_agreed_has_been_agreed(tell: Tell) -> None:
    events = tell("Israel and Hamas agreed a truce in Gaza on Monday, Egypt said.")
    assert [(event.kind, event.phase, event.realis) for event in events] == [("ceasefire", "agreed", "happened")]


def test_an_attempt_that_failed(tell: Tell) -> None:
    text = (
        "The army said two attempts by the Houthis to advance had failed and that 9 of their fighters had been killed."
    )
    event = next(event for event in tell(text) if event.kind == "offensive")
    assert (event.realis, event.agent) == ("failed", "the Houthis")


@pytest.mark.parametrize(
    "text",
    [
        "The objective of capturing Bakhmut has cost thousands of lives, officers said.",
        "The importance of taking the hill near Goma is plain, a commander said.",
        "The fall of Goma is critical to the rebels' plans.",
        "Mediators gave up the hope of reviving the ceasefire in Gaza on Monday.",
    ],
)
def test_what_is_only_aimed_at_or_weighed_has_not_happened(tell: Tell, text: str) -> None:
    assert [event.realis for event in tell(text) if event.realis != "planned"] == []


def test_an_aim_that_was_reached_has_happened(tell: Tell) -> None:
    text = "The army achieved its goal of encircling Bakhmut last month."
    assert [(event.kind, event.realis) for event in tell(text)] == [("siege", "happened")]


def test_what_is_imminent_is_planned(tell: Tell) -> None:
    assert [event.realis for event in tell("A ground assault on Rafah is imminent, officials said.")] == ["planned"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A family of six was able to get out of Aleppo on Sunday.", [("displacement", "happened")]),
        ("Rebels have been unable to recapture the town of Palmyra.", [("capture", "failed")]),
        ("The army was not able to capture the town of Palmyra on Sunday.", [("capture", "failed")]),
        ("The army is able to capture the town of Palmyra.", []),
    ],
)
def test_what_one_was_able_to_do(tell: Tell, text: str, expected: list[tuple[str, str]]) -> None:
    assert [(event.kind, event.realis) for event in tell(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rebels used to control the town of Mekele.",
        "When it controlled Mosul, the group beheaded prisoners.",
        "Once controlled by the militia, the town of Bor was bombed on Friday.",
    ],
)
def test_a_state_told_as_past_is_over(tell: Tell, text: str) -> None:
    assert realis(tell, text, "control") == ["happened"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Goma has been a frequent target of shelling by the M23.", "shelling"),
        ("Loikaw has been the target of air strikes this month.", "airstrike"),
        ("El Fasher is also subject to a siege by the Rapid Support Forces.", "siege"),
    ],
)
def test_a_place_that_is_a_target_is_one_still(tell: Tell, text: str, kind: str) -> None:
    assert realis(tell, text, kind) == ["ongoing"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army has vowed to continue its offensive in Tigray.", "offensive"),
        ("Both sides vowed to keep up the fight against the rebels.", "clash"),
        ("The deal would see fighters evacuated from the city of Bakhmut.", "withdrawal"),
        ("The operation is set to see more than 30,000 people evacuated from Kharkiv.", "displacement"),
    ],
)
def test_what_is_vowed_or_foreseen_is_planned(tell: Tell, text: str, kind: str) -> None:
    assert realis(tell, text, kind) == ["planned"]


def test_a_state_since_an_act_of_a_month_goes_on(tell: Tell) -> None:
    events = tell("The town of Bor has been under siege since rebels overran the base in March.")
    assert [event.realis for event in events if event.kind == "siege"] == ["ongoing"]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("The Lord's Resistance Army is outlawed in Uganda and Kenya.", "sanction", "ongoing"),
        ("The PKK, listed as a terrorist organisation by Ankara, shelled a post near Hakkari.", "sanction", "ongoing"),
        ("The M23 was blacklisted by Washington in 2013.", "sanction", "happened"),
        ("The envoy called for an end to the air strikes on Mekelle.", "airstrike", "ongoing"),
    ],
)
def test_what_is_in_force_or_should_end_goes_on(tell: Tell, text: str, kind: str, expected: str) -> None:
    assert realis(tell, text, kind) == [expected]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("A Kenyan envoy arrived in Goma on Saturday for talks with the rebels.", "talks", ["planned"]),
        ("Residents of Bunia feared being caught in air strikes on Monday.", "airstrike", []),
        ("The militia has been trying since May to encircle Bunia.", "siege", ["ongoing"]),
        ("The militia managed to control the town of Bunia on Saturday.", "capture", ["happened"]),
        ("More than 140,000 people have been killed since an uprising began in Sudan in 2013.", "clash", ["ongoing"]),
    ],
)
def test_what_is_on_its_way_feared_tried_or_brought_about(
    tell: Tell, text: str, kind: str, expected: list[str]
) -> None:
    assert realis(tell, text, kind) == expected


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("Army jets intensified their bombing of Taiz on Saturday.", "airstrike", "happened"),
        ("Rebels continued to shell the port of Hodeidah on Tuesday.", "shelling", "happened"),
        ("Three herders have been killed in clashes near Menaka since Sunday.", "clash", "happened"),
        # a time that leaves its end open, and one of many days
        ("Army jets have intensified their bombing of Taiz in recent days.", "airstrike", "ongoing"),
        ("Rebels have continued to shell the port of Hodeidah since March.", "shelling", "ongoing"),
    ],
)
def test_what_was_kept_up_on_a_day_is_done(tell: Tell, text: str, kind: str, expected: str) -> None:
    assert realis(tell, text, kind) == [expected]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army had been trying to take the hills for two years.", "offensive"),
        ("A monitor said the raid came when envoys were meeting rebels in Goma.", "talks"),
    ],
)
def test_what_had_gone_on_before_something_else_is_over(tell: Tell, text: str, kind: str) -> None:
    assert realis(tell, text, kind) == ["happened"]


def test_talks_that_one_will_travel_to_are_planned(tell: Tell) -> None:
    assert realis(tell, "The minister will fly to Doha for talks with rebels.", "talks") == ["planned"]
    assert realis(tell, "The minister flew to Doha for talks with rebels.", "talks") == ["planned"]


def test_a_state_that_has_lasted_goes_on(tell: Tell) -> None:
    assert realis(tell, "The army has mainly held the west of Taiz.", "control") == ["ongoing"]


def test_what_nearly_came_to_pass_did_not(tell: Tell) -> None:
    assert realis(tell, "An army jet was nearly shot down over Goma on Monday.", "shootdown") == ["failed"]


def test_an_act_that_does_not_mean_something_was_done(tell: Tell) -> None:
    (event,) = tell("The withdrawal of rebel forces from Goma does not mean defeat, the commander said.")
    assert (event.kind, event.accounts) == ("withdrawal", ("the commander asserts",))
