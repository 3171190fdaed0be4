"""Who denies an act: which event a denial stands on, and what is no denial."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


def known(*example: object, reason: str) -> object:
    """An example that sayso does not read right yet, and why."""
    return pytest.param(*example, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    ("text", "kind", "accounts"),
    [
        ("Residents said jets bombed a market in Mekelle on Tuesday. The government denied bombing the market.", "airstrike",
         ("Residents asserts", "The government denies")),
        ("Air strikes by Chadian and French forces killed nine people at a bakery in Kidal on Monday, a monitor said. But the French army denied its jets carried out air strikes on the square.", "airstrike",
         ("a monitor asserts", "the French army denies")),
        ("Jets bombed a clinic in Saada on Monday, medics said. The coalition denied it.", "airstrike",
         ("medics asserts", "The coalition denies")),
        ("The army said it had captured the town of Bria on Monday, but this was denied by rebels.", "capture",
         ("The army asserts", "rebels denies")),
        ("The Houthis said they had seized the town of Hays on Monday, a claim the government rejected.", "capture",
         ("The Houthis asserts", "the government denies")),
        ("Kyiv accused Russia of shelling a school in Kharkiv on Monday. Moscow rejected the charge.", "shelling",
         ("Kyiv asserts", "Moscow denies")),
        ("Ukraine blamed Russia for the shelling of Kherson on Monday. Russia denied the accusation.", "shelling",
         ("Ukraine asserts", "Russia denies")),
        ("State television reported that troops had captured a road near Hays on Monday, but this was denied by the Houthis.", "capture",
         ("State television asserts", "the Houthis denies")),
        ("Medics said soldiers had shot 12 protesters in Khartoum on Monday. The army said the report was false.", "attack",
         ("Medics asserts", "The army denies")),
    ],
)  # fmt: skip
def test_a_denial_stands_on_the_event_it_denies(tell: Tell, text: str, kind: str, accounts: tuple[str, ...]) -> None:
    assert [event.accounts for event in tell(text) if event.kind == kind] == [accounts]


@pytest.mark.parametrize(
    ("text", "denier"),
    [
        ("Ukraine shelled a bus station in Donetsk on Monday, separatist officials said. Ukraine's army said it had not fired a shot there.", "Ukraine's army"),
        ("Residents said the army had shelled Goma on Monday. The army said it had not shelled Goma.", "The army"),
        ("Witnesses said police had shot at the crowd in Conakry on Monday. Police said they had not opened fire.", "Police"),
    ],
)  # fmt: skip
def test_a_negated_claim_denies(tell: Tell, text: str, denier: str) -> None:
    assert f"{denier} denies" in [account for event in tell(text) for account in event.accounts]


def test_a_bare_denial_answers_what_was_just_charged(tell: Tell) -> None:
    text = "Western states accused Damascus of using chlorine in Saraqib on Monday. Damascus rejected the charges."
    event = next(event for event in tell(text) if event.kind == "chemical")
    assert event.accounts == ("Western states asserts", "Damascus denies")


def test_a_habitual_denial_answers_every_event_of_its_kind(tell: Tell) -> None:
    text = (
        "Coalition jets bombed a wedding in Hajjah on Monday, medics said. "
        "Coalition jets bombed a bus in Saada on Tuesday, residents said. "
        "The coalition denies targeting civilians."
    )
    strikes = [event for event in tell(text) if event.kind == "airstrike"]
    assert len(strikes) == 2
    assert all("The coalition denies" in event.accounts for event in strikes)


@pytest.mark.xfail(strict=True, reason="'rebel attempts to advance had failed' answers nobody")
def test_the_opposite_of_a_claim_denies_it(tell: Tell) -> None:
    text = "Rebels said they had captured the town of Bria on Monday. The army said several rebel attempts to advance had failed."
    event = next(event for event in tell(text) if event.kind == "capture")
    assert event.accounts == ("Rebels asserts", "The army denies")


@pytest.mark.parametrize(
    "denial",
    [
        "A military spokesman denied that the air strike had hit civilians.",
        "A military spokesman denied bombing civilians.",
        "A military spokesman denied that the jets had hit civilians.",
    ],
)
def test_denying_whom_it_hit_denies_the_same_act(tell: Tell, denial: str) -> None:
    text = f"Army jets bombed a market near Gao on Tuesday, traders said. {denial}"
    assert [event.accounts for event in tell(text)] == [("traders asserts", "A military spokesman denies")]


def test_a_pledge_denies_nothing(tell: Tell) -> None:
    text = (
        "The army said rebels killed a pilot near Jayrud on Friday. "
        'It pledged that the attack on its pilot "will not go unpunished".'
    )
    assert [event.accounts for event in tell(text)] == [("The army asserts",)]


@pytest.mark.parametrize(
    "text",
    [
        'In a statement the military said the attack "will not go unpunished." Rebels had attacked the town of Jayrud.',
        "Rebels attacked the town of Jayrud. The army said the attack would not go unanswered.",
        "The army's shelling of Jayrud killed 31 people on Saturday. Islamist rebels killed a pilot near the town on Friday, "
        'the army said. In its statement the military said the attack "will not go unpunished."',
    ],
)
def test_who_says_that_an_attack_will_not_go_unpunished_does_not_deny_it(tell: Tell, text: str) -> None:
    assert [line for event in tell(text) for line in event.accounts if line.endswith("denies")] == []


def test_that_a_bombardment_has_not_stopped_is_no_denial(tell: Tell) -> None:
    events = tell("An activist said the bombardment of Jayrud had not stopped since Saturday.")
    assert [(event.kind, event.realis, event.accounts) for event in events] == [
        ("shelling", "ongoing", ("An activist asserts",))
    ]


def test_a_denial_without_an_act_answers_what_was_told_of_its_place(tell: Tell) -> None:
    text = (
        "Rebels entered the town of Kashuga on Thursday after fighting with the army, forcing thousands to flee toward Mweso, "
        "a diplomat said. The army's spokesman denied that Kashuga had fallen."
    )
    deniers = {event.kind for event in tell(text) if any(line.endswith("denies") for line in event.accounts)}
    assert deniers == {"capture"}


def test_another_cause_answers_what_was_done_to_the_thing_it_names(tell: Tell) -> None:
    claim = (
        "An M23 spokesman said on Friday that rebels had executed a pilot near Rutshuru after his plane was shot down. "
    )
    answer = (
        "State media said the attack would not go unpunished. It added that the plane had crashed by technical failure."
    )
    between = (
        '"We had pledged to hand him over," the spokesman said. He named the pilot. Pictures of the man were shown. '
    )
    for told in (tell(claim + answer), tell(claim + between + answer)):
        assert [event.kind for event in told if "State media denies" in event.accounts] == ["shootdown"]


def test_who_says_that_nothing_was_hit_denies(tell: Tell) -> None:
    [event] = tell(
        "The Ethiopian army shelled the town of Adwa in November, killing 19 civilians. "
        "The army said at the time that it had hit no civilian area."
    )
    assert event.accounts == ("outlet asserts", "The army denies")


def test_a_group_that_is_blamed_answers_by_saying_where_it_was_not(tell: Tell) -> None:
    text = (
        "Twelve civilians were hacked to death on Wednesday in Bambu, a local chief said, blaming the CODECO militia. "
        "A CODECO commander said his men were not in the area that day."
    )
    assert tell(text)[0].accounts == ("a local chief asserts", "A CODECO commander denies")
    other = text.replace("A CODECO commander", "An M23 commander")  # nobody blamed it
    assert not any("denies" in line for line in tell(other)[0].accounts)


def test_a_denial_right_behind_an_act_of_ones_own_answers_it(tell: Tell) -> None:
    [event] = tell(
        "Six UN peacekeepers were wounded when an Israeli tank fired at a watchtower in Naqoura, UNIFIL said. "
        "Israel denied targeting the mission."
    )
    assert event.accounts == ("UNIFIL asserts", "Israel denies")


def test_who_is_accused_and_says_that_others_did_it_denies(tell: Tell) -> None:
    [event, *_] = tell(
        "Russian forces shelled a clinic in Kherson on Monday, the governor said. "
        "Russia's defence ministry said Ukrainian forces were responsible."
    )
    assert event.accounts == ("the governor asserts", "Russia's defence ministry denies")


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("US officials said, a charge Tehran denies.", ("US officials asserts", "Tehran denies")),
        ("US officials said, an accusation Tehran has repeatedly rejected.", ("US officials asserts", "Tehran denies")),
        ("activists said, allegations the military dismissed.", ("activists asserts", "the military denies")),
        ("officials said, something Ankara called baseless.", ("officials asserts", "Ankara denies")),
        ("officials said, a claim police confirmed.", ("officials asserts",)),
    ],
)
def test_a_denial_appended_to_what_was_told(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    [event] = tell(f"Militias attacked the Tower base in Jordan on Sunday, {text}")
    assert event.accounts[: len(accounts)] == accounts
    assert ("denies" in " ".join(event.accounts)) == (len(accounts) > 1)


def test_who_says_that_it_was_them_does_not_deny(tell: Tell) -> None:
    text = "Rebels shelled a barracks in Gao on Monday, the governor said. The rebels said they were responsible."
    assert not any("denies" in line for line in tell(text)[0].accounts)


def test_what_is_denied_in_general_is_what_one_is_charged_with(tell: Tell) -> None:
    [event] = tell(
        "Russian forces shelled Kherson on Monday, killing three, the governor said. "
        "Russia, which denies targeting civilians, did not comment."
    )
    assert event.accounts == ("the governor asserts", "Russia denies")


def test_who_says_what_must_not_be_denies_nothing(tell: Tell) -> None:
    events = tell(
        "Rebels bombed an army base near Bogota on Friday, police said. "
        "The rebels said on Saturday that the government must not punish civilians."
    )
    assert not [account for event in events for account in event.accounts if account.endswith("denies")]


def test_who_denies_that_any_such_act_was_talked_of_denies_the_one_told_before(tell: Tell) -> None:
    events = tell(
        "An envoy held talks in Beirut on Monday with a deputy about a withdrawal of Hezbollah's fighters from Tyre. "
        "An official close to the speaker denied that any withdrawal had been discussed."
    )
    [event] = [event for event in events if event.kind == "withdrawal"]
    assert [a.source.text for a in event.event.accounts if a.stance.value == "denies"] == ["An official"]


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        # in court
        ("Omar Haddad pleaded not guilty to planting the bomb that killed 12 people in Jos on Monday.", ("Omar Haddad denies",)),
        ("Omar Haddad pleaded guilty to planting the bomb that killed 12 people in Jos on Monday.", ("Omar Haddad asserts",)),
        ("A suspect confessed to planting the bomb that went off in Jos on Monday.", ("A suspect asserts",)),
        ("Omar Haddad pleaded not guilty to charges that he bombed a market in Jos on Monday.", ("Omar Haddad denies",)),
        # what a charge says is what is denied
        ("The militia rejected claims that it had shelled Lodar on Monday.", ("The militia denies",)),
    ],
)  # fmt: skip
def test_pleas_and_charges(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    (event,) = tell(text)
    assert event.accounts == accounts


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("The army's spokesman said the air force was not responsible for the bombing of a convoy in El Fasher.", ("The army's spokesman denies",)),
        ("The ministry said Ukraine was not behind the strike on the bridge on Monday.", ("The ministry denies",)),
        ("The group said it had no part in the attack on the village on Monday.", ("The group denies",)),
        ("The defence ministry said its forces had nothing to do with the shelling of Goma.", ("The defence ministry denies",)),
        ("The minister said the air force played no role in the strike on Mocha.", ("The minister denies",)),
        ("The minister said police had nothing to do with the arrest of nine journalists in Bamako.", ("The minister denies",)),
        ("The monitor said the army was responsible for the bombing of Nyala on Monday.", ("The monitor asserts",)),
        ("The army said it had no choice in the bombing of Nyala on Monday.", ("The army asserts",)),
    ],
)  # fmt: skip
def test_who_says_that_somebody_had_no_hand_in_an_act_denies_it(
    tell: Tell, text: str, accounts: tuple[str, ...]
) -> None:
    (event,) = tell(text)
    assert event.accounts == accounts


@pytest.mark.parametrize(
    "answer",
    [
        "Riyadh rejected accusations of war crimes in Yemen.",
        "Riyadh dismissed the accusations of human rights abuses.",
        'A Saudi spokesman said: "I hope we were not involved."',
        "A Saudi spokesman said he hoped its planes had not hit the clinic.",
    ],
)
def test_who_rejects_charges_at_large_or_only_hopes_denies_no_act(tell: Tell, answer: str) -> None:
    (event,) = tell(f"Saudi jets bombed a clinic in Taiz on Tuesday, killing 15 people, a monitor said. {answer}")
    assert not any("denies" in account for account in event.accounts)


def test_an_attack_said_to_be_repelled_denies_the_capture(tell: Tell) -> None:
    (event,) = tell(
        "Rebels overran a base in Marte on Monday, two sources said. The army, in a tweet, said the attack was repelled."
    )
    assert event.accounts == ("two sources asserts", "The army denies")


def test_nobody_killed_is_a_denial_alone(tell: Tell) -> None:
    (event,) = tell(
        "Soldiers killed four protesters in Bamenda on Sunday, a lawyer said. The interior minister told state radio that no one had been killed."
    )
    assert event.accounts == ("a lawyer asserts", "The interior minister denies via state radio")


def test_a_report_called_flawed_is_denied(tell: Tell) -> None:
    (event,) = tell(
        "Amnesty International accused Ethiopian troops of killing hundreds of people in Axum in November. The government called the report flawed."
    )
    assert event.accounts == ("Amnesty International asserts", "The government denies")


@pytest.mark.parametrize(
    ("text", "kind", "accounts"),
    [
        ("No soldiers entered the town of Sake on Monday, the army said.", "capture", ("the army denies",)),
        ("No troops have withdrawn from Lachin, Baku said.", "withdrawal", ("Baku denies",)),
        ("The ministry said no aircraft had bombed the camp in Rann.", "airstrike", ("The ministry denies",)),
        # who claims nothing has no voice
        ("None of the groups claimed the attack on a bus in Mandera.", "attack", ("outlet asserts",)),
        ("No group has claimed the attack on a bus in Mandera.", "attack", ("outlet asserts",)),
    ],
)
def test_what_nobody_did_is_denied(tell: Tell, text: str, kind: str, accounts: tuple[str, ...]) -> None:
    (event,) = tell(text)
    assert (event.kind, event.accounts) == (kind, accounts)


@pytest.mark.parametrize(
    "text",
    [
        "Reports that four civilians were killed in an air strike on Gao were denied by the army.",
        "Claims that jets bombed the hospital in Gao were rejected by the army on Monday.",
    ],
)
def test_what_only_hearsay_tells_and_somebody_denies_is_not_the_outlets_word(tell: Tell, text: str) -> None:
    assert tell(text)[0].accounts == ("the army denies",)


@pytest.mark.parametrize(
    "text",
    [
        "Jets struck a school in Gao on Monday. An army spokesman said there was no evidence that civilians had been hit.",
        "Jets struck a school in Gao on Monday. An army spokesman said there were no signs that a school had been bombed.",
    ],
)
def test_what_nothing_speaks_for_is_denied(tell: Tell, text: str) -> None:
    assert [account for event in tell(text) for account in event.accounts if "spokesman" in account] == [
        "An army spokesman denies"
    ]


def test_a_strike_that_is_denied_without_place_and_day_is_the_one_told_before(tell: Tell) -> None:
    told = tell(
        "Air strikes killed 17 people in a market in the city of Ashara in Syria on Monday, the Syrian Observatory for "
        "Human Rights said. The regime began attacking IS last week. But the Russian Defence Ministry has denied its "
        "warplanes carried out air strikes on the market place."
    )
    strike = next(event for event in told if event.kind == "airstrike")
    assert strike.place == "Ashara"
    assert strike.accounts == (
        "the Syrian Observatory for Human Rights asserts",
        "the Russian Defence Ministry denies",
    )
    assert [event.kind for event in told].count("airstrike") == 1
