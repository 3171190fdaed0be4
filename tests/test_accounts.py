"""On whose word: every voice that asserts an act, and what is no voice."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Read, Tell


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


def test_what_stands_behind_a_semicolon_is_told_by_another(tell: Tell) -> None:
    text = (
        "Boko Haram militants abducted 20 women in Borno state on Sunday, local officials said; the army dismissed"
        " the report as false."
    )
    assert tell(text)[0].accounts == ("local officials asserts", "the army denies")


def test_responsibility_claimed_by_some_means_is_for_the_act(tell: Tell) -> None:
    [event] = tell(
        "Islamic State claimed responsibility on Telegram for a bombing that killed 20 people in Kabul on Friday."
    )
    assert (event.agent_party, event.accounts[0]) == ("islamic-state", "Islamic State asserts")


def test_a_group_tells_of_which_country_a_report_is(tell: Tell) -> None:
    [event] = tell("M23 rebels took Sake on Monday, a diplomat said. The army denied that.")
    assert [account.source.party for account in event.event.accounts if account.stance.value == "denies"] == ["COD-MIL"]


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
        # the network of one letter ends a sentence
        ("Rebels fired missiles at a tanker off Hodeidah on Monday, the navy said on X. There was no claim.", ("the navy asserts via X",)),
        # who is told is no voice
        ('Gunmen attacked a base in Lower Shabelle on Monday. "They killed 12 soldiers in the attack," Ahmed Hassan, a shopkeeper, told Reuters.', ("outlet asserts", "Ahmed Hassan asserts via Reuters")),
        # two speakers that look like more of those taken
        ("Insurgents abducted 30 women in Kolofata, three security sources and a vigilante leader told Reuters.", ("three security sources and a vigilante leader asserts via Reuters",)),
        ("Militias attacked a base in Erbil on Monday, two local officials, speaking on condition of anonymity, said.", ("two local officials asserts",)),
        ("Soldiers killed 60 rebels in Galgaduud on Monday, the ministry said in a statement carried by the state news agency SONNA.", ("the ministry asserts",)),
        ("Gunmen killed nine miners in Djibo on Monday, the army said in a communique read out on state television.", ("the army asserts",)),
        ("Insurgents beheaded five people in Macomia on Monday, police said. The news was later confirmed by the mayor.", ("police asserts", "the mayor asserts")),
        ("Jets bombed Goma on Monday. A doctor at the city's last hospital put the toll at 18.", ("outlet asserts", "A doctor at the city's last hospital asserts")),
        ("Islamic Jihad fired rockets at Ashkelon on Monday, medics said. The group claimed responsibility for the fire.", ("medics asserts", "Islamic Jihad asserts")),
        ("Gunmen killed 12 soldiers in an ambush in Tillaberi on Monday, sources told the BBC. The local branch of Islamic State later claimed it in a video.", ("sources asserts via the BBC", "Islamic State asserts")),
        ("The army said it had killed a commander of the Front in Jenin on Monday. The Front confirmed his death in a statement.", ("The army asserts", "The Front asserts")),
        ("Jets bombed Goma on Monday, police said. An army officer put the toll at 18.", ("police asserts", "An army officer asserts")),
        # nobody's information
        ("According to preliminary information, a drone hit a market in Kherson on Monday.", ("outlet asserts",)),
        # a spokesman told by his name is the voice of the body heard before him
        ('Gangs killed 70 people in Pont-Sonde on Monday, the rights office said. "Gangs killed 70 people there," spokesman Tarik Salim said.', ("the rights office asserts",)),
    ],
)  # fmt: skip
def test_second_voices_and_who_hands_them_on(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    (event,) = tell(text)
    assert event.accounts == accounts


def test_an_act_does_not_speak_of_itself(tell: Tell) -> None:
    told = tell("The regime crushed a peaceful protest movement demanding political change in Khartoum on Monday.")
    assert {account for event in told for account in event.accounts} == {"outlet asserts"}
