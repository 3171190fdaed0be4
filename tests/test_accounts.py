"""On whose word: every voice that asserts an act, every voice that denies it."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Read, Tell


def known(*example: object, reason: str) -> object:
    """An example that sayso does not read right yet, and why."""
    return pytest.param(*example, marks=pytest.mark.xfail(strict=True, reason=reason))


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        # the outlet's own word, only where nobody is named for it
        ("Jets bombed Aden on Monday.", ("outlet asserts",)),
        ("Jets bombed Aden on Monday, residents said.", ("residents asserts",)),
        ("According to residents, jets bombed Aden on Monday.", ("residents asserts",)),
        ("Residents told reporters that jets had bombed Aden on Monday.", ("Residents asserts",)),
        ("The governor confirmed that jets had bombed Aden on Monday.", ("The governor asserts",)),
        ("The army says rebels shelled Donetsk on Monday.", ("The army asserts",)),
        ("Ukraine accused separatists of shelling Avdiivka on Monday.", ("Ukraine asserts",)),
        ("Al-Shabaab claimed responsibility for the car bomb attack in Baidoa on Monday.", ("Al-Shabaab asserts",)),
        # told by the outlet and by a voice
        ("Jets bombed Aden on Monday. Residents said the jets had bombed Aden for an hour.", ("outlet asserts", "Residents asserts")),
        ("Jets bombed Aden on Monday, the mayor said. A medic said the bombing of Aden had gone on for an hour.", ("the mayor asserts", "a medic asserts")),
    ],
)  # fmt: skip
def test_who_asserts(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    events = tell(text)
    assert len(events) == 1
    assert tuple(account.replace("A medic", "a medic") for account in events[0].accounts) == accounts


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("State television quoted an officer as saying the army had captured Bambari on Monday.", "an officer"),
        ("The army had captured Bambari on Monday, an officer was quoted by state television as saying.", "an officer"),
        ("An officer told state television that the army had captured Bambari on Monday.", "An officer"),
    ],
)
def test_the_innermost_speaker_is_the_source_and_the_carrier_goes_beside(tell: Tell, text: str, source: str) -> None:
    event = next(event for event in tell(text) if event.kind == "capture")
    assert [account.lower() for account in event.accounts] == [f"{source.lower()} asserts via state television"]


def test_a_body_and_its_spokesman_are_one_voice(tell: Tell) -> None:
    text = (
        "The Red Cross said jets had bombed a clinic in Taiz on Monday. "
        "A Red Cross spokesman said the air strike had destroyed the clinic."
    )
    events = tell(text)
    assert [event.accounts for event in events] == [("The Red Cross asserts",)]


# denials


@pytest.mark.parametrize(
    ("text", "kind", "accounts"),
    [
        ("Residents said jets bombed a market in Mekelle on Tuesday. The government denied bombing the market.", "airstrike",
         ("Residents asserts", "The government denies")),
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
    "text",
    [
        "Jets bombed Aden on Monday, residents said. The coalition declined to comment.",
        "Jets bombed Aden on Monday, residents said. The coalition did not deny it.",
        "Jets bombed Aden on Monday, residents said. No group claimed responsibility.",
    ],
)
def test_silence_is_no_account(tell: Tell, text: str) -> None:
    assert [event.accounts for event in tell(text)] == [("residents asserts",)]


# how a voice stands to it


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("The mayor confirmed that jets had bombed Aden on Monday.", "confirms"),
        ("Kyiv accused Russia of shelling Kherson on Monday.", "accuses"),
        ("Islamic State claimed responsibility for the bombing of a mosque in Kunduz on Friday.", "claims"),
        ("Hezbollah threatened to fire rockets at Haifa.", "threatens"),
        ("The general vowed to capture Marib.", "promises"),
    ],
)
def test_the_manner_is_kept_beside_the_stance(read: Read, text: str, manner: str) -> None:
    events = read(text).events
    assert [(account.stance, account.manner) for event in events for account in event.accounts] == [("asserts", manner)]


def test_a_witness_after_the_act_speaks_of_it(tell: Tell) -> None:
    text = 'Shells hit a market in Taiz on Friday, medics said. "There was blood on every stall," a trader said.'
    event = next(event for event in tell(text) if event.kind == "shelling")
    assert event.accounts == ("medics asserts", "a trader asserts")


@pytest.mark.xfail(strict=True, reason="'we condemn' is a voice of its own beside the outlet's")
def test_we_of_a_press_release_is_the_outlet(tell: Tell) -> None:
    text = "We condemn the arrest of four of our nurses in Juba on Monday. Soldiers arrested the nurses at our clinic."
    events = [event for event in tell(text) if event.kind == "detention"]
    assert [event.accounts for event in events] == [("outlet asserts",)]


def test_evidence_is_the_words_that_attribute(read: Read) -> None:
    text = "Jets bombed Aden on Monday, two residents of the district told Northline News."
    account = read(text).events[0].accounts[0]
    assert account.evidence is not None
    assert "told" in account.evidence.of(text)
    assert account.source.span is not None
    assert account.source.span.of(text) == account.source.text


def test_the_killed_at_the_end_of_a_sentence_are_no_voice(tell: Tell) -> None:
    events = tell("The army shelled Goma overnight, killing nine people.")
    assert [event.accounts for event in events] == [("outlet asserts",)]


@pytest.mark.parametrize(
    "denial",
    [
        "A military spokesman denied that the air strike had hit civilians.",
        "A military spokesman denied bombing civilians.",
        known(
            "A military spokesman denied that the jets had hit civilians.",
            reason="the denied act stands apart though the jets are the same",
        ),
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


def test_two_ministries_are_two_voices(tell: Tell) -> None:
    text = (
        "Six people were killed in an air strike near Aleppo on Tuesday, the Russian defence ministry said. "
        "Belgian defence ministry spokeswoman Laurence Mortier denied the strike."
    )
    told = tell(text)[0]
    assert told.accounts == (
        "the Russian defence ministry asserts",
        "Belgian defence ministry spokeswoman Laurence Mortier denies",
    )


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


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("27 SANA reported that rebels shelled Taiz on Monday.", "SANA asserts"),
        ("27 people said that rebels shelled Taiz on Monday.", "27 people asserts"),
        ("25 Houthi fighters said that rebels shelled Taiz on Monday.", "25 Houthi fighters asserts"),
    ],
)
def test_a_number_before_one_name_is_no_part_of_it(tell: Tell, text: str, account: str) -> None:
    assert [event.accounts for event in tell(text)] == [(account,)]


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("Kyiv and its ally Warsaw deny that drones hit a school in Belgorod on Monday.", ("Kyiv denies", "its ally Warsaw denies")),
        ("The SPLA as well as a number of Western states accused militiamen of shelling Malakal on Monday.",
         ("The SPLA asserts", "a number of Western states asserts")),
        ("Kinshasa, Brussels and U.N. experts say Rwandan troops shelled Goma on Monday.",
         ("Kinshasa asserts", "Brussels asserts", "U.N. experts asserts")),
        ("Jets bombed a clinic in Loikaw on Monday, residents and an army officer said.", ("residents asserts", "an army officer asserts")),
        # of one sort, or nobody more by name: one voice
        ("Doctors and residents said jets bombed a clinic in Loikaw on Monday.", ("Doctors and residents asserts",)),
        ("Kyiv and its allies said drones hit a school in Kharkiv on Monday.", ("Kyiv and its allies asserts",)),
    ],
)  # fmt: skip
def test_parties_that_speak_together_are_a_voice_each(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    assert [event.accounts for event in tell(text)] == [accounts]


def test_people_counted_before_a_lost_comma_are_no_part_of_the_name(tell: Tell) -> None:
    text = "Shells killed five people in Homs on Monday and injured seven Homs Governor Talal Barazi said."
    assert "Homs Governor Talal Barazi asserts" in {account for event in tell(text) for account in event.accounts}


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


def test_what_stands_behind_a_semicolon_is_told_by_another(tell: Tell) -> None:
    text = (
        "Boko Haram militants abducted 20 women in Borno state on Sunday, local officials said; the army dismissed"
        " the report as false."
    )
    assert tell(text)[0].accounts == ("local officials asserts", "the army denies")


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


def test_responsibility_claimed_by_some_means_is_for_the_act(tell: Tell) -> None:
    [event] = tell(
        "Islamic State claimed responsibility on Telegram for a bombing that killed 20 people in Kabul on Friday."
    )
    assert (event.agent_party, event.accounts[0]) == ("islamic-state", "Islamic State asserts")


def test_a_group_tells_of_which_country_a_report_is(tell: Tell) -> None:
    [event] = tell("M23 rebels took Sake on Monday, a diplomat said. The army denied that.")
    assert [account.source.party for account in event.event.accounts if account.stance.value == "denies"] == ["COD-MIL"]


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
        # a predicate that is negated leaves the act standing
        (
            "Soldiers shot dead three herders in Gao on Monday. A rights group said the attack in Gao was not an isolated case.",
            ("outlet asserts", "A rights group asserts"),
        ),
        (
            "Jets bombed a market in Taiz on Monday. The Observatory said it was not clear whether the jets were Saudi.",
            ("outlet asserts",),
        ),
        # one who turns down a person or a post denies nothing
        (
            "The general was arrested by United States soldiers on Monday. The U.S. military rejected the first choice for his post.",
            ("outlet asserts",),
        ),
        # "the regime" is the first of two who vowed together
        (
            "The Syrian regime and its Russian backers vowed to keep up the fight. The regime has denied bombing a market in Idlib on Monday.",
            ("The Syrian regime denies",),
        ),
        # a war that claims lives says nothing
        (
            "According to the research centre, the conflict has claimed the lives of over 40,000 people.",
            ("the research centre asserts",),
        ),
    ],
)  # fmt: skip
def test_what_is_no_denial_and_no_voice(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    assert accounts in [event.accounts for event in tell(text)]


def test_the_voice_of_a_headline_is_no_account(read: Read) -> None:
    text = "Barrel bombs kill 76 in Lodar: monitor\n\nArmy helicopters dropped barrel bombs on Lodar on Monday, the Hadramawt Observatory said."
    record = read(text, title="Barrel bombs kill 76 in Lodar: monitor")
    voices = {account.source.text for event in record.events for account in event.accounts}
    assert voices == {"the Hadramawt Observatory"}


def test_who_speaks_after_a_post_and_a_comma_opens_the_paragraphs_behind_the_colon(tell: Tell) -> None:
    text = (
        "Minister for the Sahel, Omar Haddad said:\n\nI am shocked by the news that gunmen killed 70 herders in Gao on Monday."
        "\n\nOur forces bombed a base near Gao on Tuesday."
    )
    assert {account for event in tell(text) for account in event.accounts} == {"Omar Haddad asserts"}


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        # letters in brackets between who speaks and the verb
        (
            "A bomber blew himself up at a base in Kidal on Monday, killing 25 soldiers, the Azawad Observatory for Human Rights (AOHR) said.",
            ("the Azawad Observatory for Human Rights asserts",),
        ),
        # "he" after a source of whom no more is known
        (
            'Jets bombed Lodar on Monday, a source in the southern militia said. "The jets bombed the market of Lodar," he told the agency.',
            ("a source in the southern militia asserts",),
        ),
        (
            'A pathologist told reporters that jets had bombed Lodar on Monday. "The jets bombed my house in Lodar," he said.',
            ("A pathologist asserts",),
        ),
        # a group told first by what it does, then by its name
        (
            "Jets bombed Lodar on Monday, a group tracking the violence said. The air strike killed a child, the Hadramawt Observatory said.",
            ("the Hadramawt Observatory asserts",),
        ),
    ],
)  # fmt: skip
def test_one_who_speaks_again_is_one_voice(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    assert [event.accounts for event in tell(text)] == [accounts]


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("Jets bombed Lodar on Monday, Omar Haddad, a local official, told AFP.", ("Omar Haddad asserts via AFP",)),
        ("A bomb killed 12 people in Jos on Monday, Musa Bello, a spokesman for the police, said.", ("Musa Bello asserts",)),
        ("The army said it captured Bama on Monday, a claim denied by the rebels.", ("The army asserts", "the rebels denies")),
    ],
)  # fmt: skip
def test_asides_behind_a_clause(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    (event,) = tell(text)
    assert event.accounts == accounts


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
