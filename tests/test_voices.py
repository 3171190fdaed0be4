"""Who says it: a sentence in, its voices out."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from sayso.extract.voices import SpokenStatement, TokenSpan, find_statements, voice_at
from sayso.reading.pipeline import load_pipeline


def words(doc, span: TokenSpan | None) -> str:
    return "" if span is None else doc[span.start : span.end].text


def told(text: str) -> list[tuple[str, str, str]]:
    """Return (speaker, stance, content) of each statement; parts of one content are joined by " ... "."""
    doc = load_pipeline()(text)
    return [
        (words(doc, s.speaker), s.stance.value, " ... ".join(words(doc, part) for part in s.contents))
        for s in find_statements(doc)
    ]


def statements(text: str) -> tuple[object, list[SpokenStatement]]:
    doc = load_pipeline()(text)
    return doc, find_statements(doc)


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("Ukraine's general staff said Russian troops had shelled Kherson.", "Ukraine's general staff", "Russian troops had shelled Kherson"),
        ("The ministry said in a statement that 12 soldiers were killed.", "The ministry", "12 soldiers were killed"),
        ("The army had left the town, residents said.", "residents", "The army had left the town"),
        ("The strikes, residents said, hit a market.", "residents", "The strikes ... hit a market"),
        ("The attack killed 12, officials said, and wounded 30.", "officials", "The attack killed 12 ... and wounded 30"),
        ("According to the UN, 3,000 people fled Goma on Monday.", "the UN", "3,000 people fled Goma on Monday"),
        ("In Goma, according to aid workers, shops were looted.", "aid workers", "In Goma ... shops were looted"),
        ("The attack was carried out by Russian warplanes according to local sources.", "local sources", "The attack was carried out by Russian warplanes"),
        ("Witnesses told Reuters that gunmen opened fire on the market.", "Witnesses", "gunmen opened fire on the market"),
        ("Turkey says its forces hit PKK targets in Iraq", "Turkey", "its forces hit PKK targets in Iraq"),
        ("Warplanes bombed Aleppo with what residents described as unprecedented ferocity.", "residents", "unprecedented ferocity"),
        ("What the army called a limited operation displaced thousands.", "the army", "a limited operation"),
        ("Local officials, who spoke on condition of anonymity, said the raid killed three.", "Local officials", "the raid killed three"),
        ("Tanks shelled the city on Monday, residents said, a day after 80 people were killed there.", "residents", "Tanks shelled the city on Monday"),
        ("Officials said on Monday the ceasefire was holding.", "Officials", "the ceasefire was holding"),
        ("Hamas-run health authorities put the death toll at 30,000.", "Hamas-run health authorities", "the death toll at 30,000"),
        ("The governor put the toll from the raid at 12.", "The governor", "the toll from the raid at 12"),
        ("The observatory gave a lower toll of 31 people killed.", "The observatory", "a lower toll of 31 people killed"),
        ("As residents say, the bridge was hit twice.", "residents", "the bridge was hit twice"),
        ("A statement by the army said 10 soldiers were captured.", "the army", "10 soldiers were captured"),
        ("Activists: Air strikes kill 20 in Idlib", "Activists", "Air strikes kill 20 in Idlib"),
        ("Air strikes kill 20 in Idlib - activists", "activists", "Air strikes kill 20 in Idlib"),
        ("12 killed in Aleppo: monitor", "monitor", "12 killed in Aleppo"),
        ("Schools shut after a raid in Bria that medics say killed 40 people.", "medics", "a raid in Bria ... killed 40 people"),
        ("Shells killed nine people in Goma, according to U.N. data.", "U.N. data", "Shells killed nine people in Goma"),
        ('The commander tweeted: "We have liberated the city."', "The commander", '"We have liberated the city."'),
        ('The group posted on Telegram: "We shot down the drone over Sanaa."', "The group", '"We shot down the drone over Sanaa."'),
    ],
)  # fmt: skip
def test_a_voice_tells_its_content(text: str, speaker: str, content: str) -> None:
    assert told(text) == [(speaker, "asserts", content)]


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        ("A Syrian military aircraft crashed while on a bombing run over the town of Ariha on Monday leaving at least 27 people dead a monitoring group said.",
         "a monitoring group", "A Syrian military aircraft crashed while on a bombing run over the town of Ariha on Monday leaving at least 27 people dead"),
        ("Five civilians including three children were also killed by regime bombs that landed on eastern Ghouta the observatory reported on Thursday.",
         "the observatory", "Five civilians including three children were also killed by regime bombs that landed on eastern Ghouta"),
        ("Extremists fighting for Al Nusra Front were also killed said observatory head Rami Abdel Rahman who did not provide a precise number.",
         "observatory head Rami Abdel Rahman", "Extremists fighting for Al Nusra Front were also killed"),
        ("A suicide bomb blast killed at least 16 people in the city of Hasaka on Tuesday the monitoring group the Syrian Observatory for Human Rights said.",
         "the Syrian Observatory for Human Rights", "A suicide bomb blast killed at least 16 people in the city of Hasaka on Tuesday the monitoring group"),
    ],
)  # fmt: skip
def test_attributions_after_lost_commas(text: str, speaker: str, content: str) -> None:
    assert told(text) == [(speaker, "asserts", content)]


@pytest.mark.parametrize(
    ("text", "speaker", "via"),
    [
        ("An officer was quoted by state media as saying that rebels fled.", "An officer", "state media"),
        ("State media quoted an officer as saying the army had advanced.", "an officer", "State media"),
        ("Interfax quoted a security source as saying the ship had sunk.", "a security source", "Interfax"),
        ("State TV, citing a military source, said the army had captured Homs.", "a military source", "State TV"),
        ("State TV reported that the army had advanced, quoting a military official.", "a military official", "State TV"),
        ("Witnesses told Reuters that gunmen opened fire on the market.", "Witnesses", "Reuters"),
    ],
)  # fmt: skip
def test_the_innermost_speaker_speaks_and_the_outlet_carries(text: str, speaker: str, via: str) -> None:
    doc, found = statements(text)
    assert [(words(doc, s.speaker), words(doc, s.via)) for s in found] == [(speaker, via)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ('"We will go," he said, "and we will win."', ['"We will go,"', '"and we will win."']),
        ('"They came at night," said Amina, a mother of three. "They burned everything. We ran to the forest."',
         ['"They came at night,"', '"They burned everything. We ran to the forest."']),
        ('"We did not target the hospital," an army spokesman said. "Hamas was using the building."',
         ['"We did not target the hospital,"', '"Hamas was using the building."']),
        ('“The town is ours. The enemy has fled,” the commander said.', ["“The town is ours. The enemy has fled,”"]),
    ],
)  # fmt: skip
def test_direct_speech_goes_on_over_its_attribution(text: str, parts: list[str]) -> None:
    doc, found = statements(text)
    assert [words(doc, part) for part in found[0].contents] == parts
    assert found[0].direct


def test_a_quotation_of_many_paragraphs_is_one_statement() -> None:
    text = '"The shelling began at dawn," the doctor said.\n\n"We had no water and no light. Many of us fled."'
    assert [content for _, _, content in told(text)] == [
        '"The shelling began at dawn," ... "We had no water and no light. Many of us fled."'
    ]


def test_a_press_statement_in_paragraphs_belongs_to_its_speaker() -> None:
    text = "Minister Ellwood said:\n\nWe are concerned by reports of violence.\n\nCivilians in the area are facing shelling.\n\nWe call on all parties to stop."
    doc, found = statements(text)
    outer = found[0]
    shelling = next(token.i for token in doc if token.text == "shelling")
    assert words(doc, outer.speaker) == "Minister Ellwood"
    assert outer.covers(shelling)


def test_scare_quotes_are_no_speech() -> None:
    assert told('The army shelled "terrorist positions" in the city.') == []


@pytest.mark.parametrize(
    "text",
    [
        "The army declined to comment on the strike.",
        "The Pentagon did not deny the strike.",
        "Neither side has confirmed the deaths.",
        "Boko Haram has not commented on the raid.",
        "No group claimed responsibility for the bombing in Mogadishu.",
        "The spokesman would not say how many died.",
        "A man believed to be dead was found in Lyon.",
        "The war claimed the lives of thousands.",
        "A shell slammed into a market in Taiz.",
    ],
)
def test_silence_is_no_statement(text: str) -> None:
    assert told(text) == []


def test_a_coordinated_clause_of_the_outlet_or_another_voice_is_not_swallowed() -> None:
    assert told("The army said it had retaken the town, but residents said fighting continued.") == [
        ("The army", "asserts", "it had retaken the town"),
        ("residents", "asserts", "fighting continued"),
    ]
    assert (
        told("Rebels say they shot down a helicopter; the government says it crashed.")[0][2]
        == "they shot down a helicopter"
    )


def test_statements_nest_and_the_innermost_voice_comes_first() -> None:
    doc, found = statements("The minister said that rebels claimed that they had taken the bridge.")
    bridge = next(token.i for token in doc if token.text == "bridge")
    assert [words(doc, s.speaker) for s in voice_at(found, bridge)] == ["rebels", "The minister"]
    assert [s.parent for s in found] == [None, 0]


def test_what_the_outlet_tells_has_no_voice() -> None:
    doc, found = statements("Warplanes bombed Taiz on Friday. Residents said a market was hit.")
    assert voice_at(found, 1) == []
    hit = next(token.i for token in doc if token.text == "market")
    assert [words(doc, s.source) for s in voice_at(found, hit)] == ["Residents"]


@pytest.mark.parametrize(
    "text",
    [
        "The president's claim that the war was over caused anger.",
        "The claim by the president that the war was over caused anger.",
    ],
)
def test_nouns_hold_statements(text: str) -> None:
    [(speaker, stance, content)] = told(text)
    assert speaker.lower() == "the president"
    assert (stance, content) == ("asserts", "the war was over")


def test_speech_runs_on_in_the_past_perfect() -> None:
    assert told("The mayor said the attack began at dawn. The gunmen had also burned down a school.") == [
        ("The mayor", "asserts", "the attack began at dawn"),
        ("The mayor", "asserts", "The gunmen had also burned down a school"),
    ]
    for own in (
        "The town lies on the border with Chad.",
        "Clashes also broke out in Bama.",
        "The army had left in May.",
    ):
        assert len(told(f"The mayor said the attack began at dawn. {own}")) == 1


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # who is counted among the dead and hurt does not speak where a voice stands by the verb
        (
            "A car bomb wounded at least 37 people in the central city of Homs state television reported.",
            "state television",
        ),
        (
            "Explosions in Homs on Wednesday killed 18 people and wounded 40 others state news agency SANA reported.",
            "state news agency SANA",
        ),
    ],
)
def test_where_full_stops_and_commas_are_lost_the_voice_is_who_stands_by_the_verb(text: str, speaker: str) -> None:
    assert [voice for voice, _, _ in told(text)] == [speaker]


def test_the_ground_for_a_charge_is_no_voice() -> None:
    text = (
        "The Coalition said that the regime bombed two towns citing the death of 35 civilians in barrel bomb attacks."
    )
    assert {voice for voice, _, _ in told(text)} == {"The Coalition"}


def test_who_is_told_of_in_a_quotation_does_not_tell_it() -> None:
    text = (
        '"At least 20 civilians were killed and 50 others wounded by Turkish artillery fire on Sunday morning at Jeb '
        'el-Kussa" a village south of Jarabulus said Rami Abdel Rahman of the Syrian Observatory for Human Rights.'
    )
    [(voice, _, _)] = told(text)
    assert voice.startswith("Rami Abdel Rahman")


@pytest.mark.parametrize(
    "text",
    [
        "According to preliminary data, nine people were killed in Goma.",
        "Shells killed nine people in Goma, according to the latest toll.",
        "Planes are told apart according to type.",
    ],
)
def test_a_bare_count_is_nobodys_voice(text: str) -> None:
    assert told(text) == []


def test_a_participle_is_told_by_who_speaks_not_by_the_place_before_it() -> None:
    text = "The monitor said troops had surrounded Bani Zeid reporting clashes in the area."
    assert {speaker for speaker, _, _ in told(text)} == {"The monitor"}


def test_reporting_that_is_dismissed_tells_nothing() -> None:
    text = (
        "Russia has not acknowledged any civilian deaths in its strikes and dismisses the monitors reporting as biased."
    )
    assert "the monitors" not in {speaker for speaker, _, _ in told(text)}


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Men came at night, a 52-year-old farmer said.", "a 52-year-old farmer"),
        ('"They fired at us," a 17-year-old student said.', "a 17-year-old student"),
    ],
)
def test_an_age_is_part_of_the_phrase(text: str, speaker: str) -> None:
    assert [name for name, _, _ in told(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # the body whose own doings are told
        ("Overnight Ukraine's air force shot down nine drones, it said on Telegram.", "Ukraine's air force"),
        ("Hezbollah fighters fired rockets at Safed, the group said.", "Hezbollah"),
        # a group is no ministry, a minister no senator
        ("The Red Cross said the town was empty. The ministry of health said the road was open. The group said it had left.", "The Red Cross"),
        ("A senator said the raid had killed children. The minister replied that it had hit a camp.", "The minister"),
        ("Pro-coalition media said the road was cut. The coalition said it had shot at a boat.", "The coalition"),
        ("I spoke to elders in Ceel. They say the men left.", "elders"),
        ("A commander said the raid had hit a camp. The official said nine had died.", "A commander"),
    ],
)  # fmt: skip
def test_whom_a_bare_phrase_stands_for(text: str, speaker: str) -> None:
    assert told(text)[-1][0] == speaker


def test_who_quotes_a_voice_carries_it() -> None:
    doc, found = statements("A tribal elder, quoted by a local radio station, said 41 people had died in Spera.")
    assert [(words(doc, s.speaker), words(doc, s.via)) for s in found] == [("A tribal elder", "a local radio station")]


def test_a_title_in_capitals_has_no_voice() -> None:
    assert told("RADIO BENADIR - MORNING BULLETIN - TRANSCRIPT") == []


def test_a_label_in_a_script_and_a_credit_of_a_picture_are_no_voices() -> None:
    assert told("PRESENTER: In Mogadishu a car bomb exploded at a checkpoint.") == []
    assert told("REUTERS Rodi Said Fighters in the town of Manbij.") == []
