"""Wordings of denial in the news of many wars, and wordings that only look like one."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from sayso.extract.voices import SpokenStatement, TokenSpan, find_statements
from sayso.reading.pipeline import load_pipeline


def read(text: str) -> tuple[object, list[SpokenStatement]]:
    doc = load_pipeline()(text)
    return doc, find_statements(doc)


def words(doc, span: TokenSpan | None) -> str:
    return "" if span is None else doc[span.start : span.end].text


def denials(text: str) -> list[tuple[str, str]]:
    """Return (speaker, what is denied) of each statement that denies or whose content is negated."""
    doc, found = read(text)
    return [
        (words(doc, s.speaker), " ... ".join(words(doc, c) for c in s.contents))
        for s in found
        if s.stance == "denies" or s.negated
    ]


# What was told first, and who answers how: the answer denies the clause told.
ANSWERED = [
    ("Ukraine said Russian troops had taken Stepove.", "Russian troops had taken Stepove", [
        ("Moscow called that a fairy tale.", "Moscow"),
        ("A separatist official called it a lie.", "A separatist official"),
        ("The Kremlin dismissed the report as nonsense.", "The Kremlin"),
        ("The Kremlin branded the statement untrue.", "The Kremlin"),
        ("Minsk called the claim a hoax.", "Minsk"),
        ("Moscow said the story was made up.", "Moscow"),
        ("Moscow said the video was staged.", "Moscow"),
        ("Moscow issued a denial.", "Moscow"),
        ("Moscow laughed at the claim.", "Moscow"),
    ]),
    ("Residents of Taiz said the coalition had bombed a market.", "the coalition had bombed a market", [
        ("Riyadh rejected the charge.", "Riyadh"),
        ("A Saudi officer scoffed at the allegation.", "A Saudi officer"),
        ("A Saudi officer described the accusations as propaganda.", "A Saudi officer"),
        ("Riyadh refuted these allegations.", "Riyadh"),
        ("Riyadh waved away the accusation.", "Riyadh"),
        ("Riyadh brushed aside the report.", "Riyadh"),
        ("In a flat denial, the kingdom's envoy said no aircraft had flown.", "the kingdom's envoy"),
        ("The allegation was dismissed by Riyadh.", "Riyadh"),
    ]),
    ("Ethiopia said its army had entered Mekelle.", "its army had entered Mekelle", [
        ("The TPLF contested this.", "The TPLF"),
        ("The TPLF disputes that.", "The TPLF"),
        ("The TPLF took issue with that account.", "The TPLF"),
        ("The TPLF poured scorn on the claim.", "The TPLF"),
        ("Getachew Reda ridiculed the announcement.", "Getachew Reda"),
        ("The rebels' envoy repeated the group's denial on Thursday.", "The rebels' envoy"),
        ("Tigrayan leaders said the news was false.", "Tigrayan leaders"),
    ]),
    ("Activists said soldiers had shot at a convoy near Sirte.", "soldiers had shot at a convoy near Sirte", [
        ("The army dismissed the footage as old.", "The army"),
        ("The army called the accusations baseless.", "The army"),
        ("The army debunked the rumour.", "The army"),
        ("The army said the allegations were fabricated.", "The army"),
        ("The army said this was slander.", "The army"),
        ("The army rubbished the claim.", "The army"),
        ("The army called the reports a provocation.", "The army"),
    ]),
    ("France said mercenaries had killed 20 people in Moura.", "mercenaries had killed 20 people in Moura", [
        ("Bamako called the accusation ridiculous.", "Bamako"),
        ("Bamako disputes the toll.", "Bamako"),
        ("Bamako rejects this.", "Bamako"),
        ("Bamako said the story was invented.", "Bamako"),
        ("Bamako said that was not true.", "Bamako"),
        ("Wagner's founder denied any part in it.", "Wagner's founder"),
        ("Bamako's allies had no comment, and the junta denied any role in this.", "the junta"),
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("told", "denied", "answer", "speaker"),
    [(told, denied, answer, speaker) for told, denied, answers in ANSWERED for answer, speaker in answers],
)
def test_an_answer_denies_the_clause_told_before(told: str, denied: str, answer: str, speaker: str) -> None:
    assert (speaker, denied) in denials(f"{told} {answer}")


@pytest.mark.parametrize(
    ("text", "speaker", "denied"),
    [
        ("The rebels denied any involvement in the bombing of the church.", "The rebels", "any involvement in the bombing of the church"),
        ("The group denied any role in the attack on Maiduguri.", "The group", "any role in the attack on Maiduguri"),
        ("The commander denied any wrongdoing.", "The commander", "any wrongdoing"),
        ("Islamabad denied any knowledge of the raid.", "Islamabad", "any knowledge of the raid"),
        ("Khartoum has always denied arming the militia.", "Khartoum", "arming the militia"),
        ("The Taliban disowned the attack on the school.", "The Taliban", "the attack on the school"),
        ("The MILF disavowed the killing of the priest.", "The MILF", "the killing of the priest"),
        ("Boko Haram distanced itself from the bombing.", "Boko Haram", "the bombing"),
        ("The junta refuted that its jets had hit a clinic.", "The junta", "its jets had hit a clinic"),
        ("Kigali disputed sending troops to North Kivu.", "Kigali", "sending troops to North Kivu"),
        ("A rebel commander ruled out that his men had fled.", "A rebel commander", "his men had fled"),
        ("Investigators found no sign that rebels were in the mosque.", "Investigators", "no sign that rebels were in the mosque"),
        ("The FARC issued a communique denying any part in the killings.", "The FARC", "any part in the killings"),
        ("Yerevan rejected a Turkish accusation that it had shelled Ganja.", "Yerevan", "it had shelled Ganja"),
        ("Meanwhilee the coalition denied bombing the bridge.", "the coalition", "bombing the bridge"),
        ("The minister called reports of abuses by his troops a fabrication.", "The minister", "abuses by his troops"),
        ("Seoul's envoy described the massacre as a fabrication.", "Seoul's envoy", "the massacre"),
    ],
)  # fmt: skip
def test_what_is_denied_stands_with_the_denial(text: str, speaker: str, denied: str) -> None:
    assert denials(text) == [(speaker, denied)]


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        ("The RSF said it had nothing to do with the incident.", "The RSF", "it had nothing to do with the incident"),
        ("A CODECO commander said his men were not in the area that day.", "A CODECO commander", "his men were not in the area that day"),
        ("The council said no aircraft had flown over Chin that day.", "The council", "no aircraft had flown over Chin that day"),
        ("Israel's army insisted it had not fired in that area.", "Israel's army", "it had not fired in that area"),
        ("The army said at the time that it had hit no civilian area.", "The army", "it had hit no civilian area"),
        ("Elders say not one shot was fired.", "Elders", "not one shot was fired"),
        ("The ministry said none of its planes were in the air.", "The ministry", "none of its planes were in the air"),
        ("The ministry said nobody was killed in Gao.", "The ministry", "nobody was killed in Gao"),
        ("The general said neither the army nor its allies had shelled the camp.", "The general", "neither the army nor its allies had shelled the camp"),
        ("A prosecutor said no such depot had ever existed there.", "A prosecutor", "no such depot had ever existed there"),
        ("The army said its troops never entered the village.", "The army", "its troops never entered the village"),
        ("The group said it had not fired a single shell at the city.", "The group", "it had not fired a single shell at the city"),
        ("Hezbollah said none of its fighters had been killed.", "Hezbollah", "none of its fighters had been killed"),
        ("Witnesses said there were no soldiers in the hospital.", "Witnesses", "there were no soldiers in the hospital"),
    ],
)  # fmt: skip
def test_a_negation_is_marked_wherever_it_stands(text: str, speaker: str, told: str) -> None:
    assert denials(text) == [(speaker, told)]


@pytest.mark.parametrize(
    ("text", "speaker", "rebutted"),
    [
        ("Kyiv accused Russia of shelling the market. Moscow said Ukrainian forces had done it.", "Moscow", "Russia of shelling the market"),
        ("Kyiv accused Russia of shelling the market. Moscow blamed Ukrainian forces.", "Moscow", "Russia of shelling the market"),
        ("Residents said soldiers had shelled the camp. The army blamed the rebels for the attack.", "The army", "soldiers had shelled the camp"),
        ("Villagers said soldiers burned 120 homes. The regime says that resistance fighters torched the houses themselves.", "The regime", "soldiers burned 120 homes"),
        ("Rebels said they had shot down the plane. State media said the crash was due to a technical fault.", "State media", "they had shot down the plane"),
        ("Baku said Armenia had hit a school. Yerevan said Azerbaijani gunners hit it themselves.", "Yerevan", "Armenia had hit a school"),
        ("The GNA says it brought down a drone; the LNA puts it down to an engine fault.", "the LNA", "it brought down a drone"),
        ("The report says Rwandan troops crossed the border, contradicting repeated denials by Kigali.", "Kigali", "Rwandan troops crossed the border"),
    ],
)  # fmt: skip
def test_a_rival_version_rebuts_the_accusation(text: str, speaker: str, rebutted: str) -> None:
    doc, found = read(text)
    assert (speaker, rebutted) in [(words(doc, s.speaker), words(doc, s.rebuts)) for s in found]


@pytest.mark.parametrize(
    "text",
    [
        "Azerbaijan said Armenia had shelled Ganja. Armenia said Azerbaijan had shelled Stepanakert.",
        "Kyiv accused Russia of shelling the market. Moscow accused Ukraine of shelling Donetsk.",
        "Kyiv accused Russia of shelling the market. Poland blamed Moscow.",
        "Residents said soldiers had shelled the camp. Aid workers blamed the army.",
    ],
)
def test_a_charge_of_ones_own_rebuts_nothing(text: str) -> None:
    _, found = read(text)
    assert [s.rebuts for s in found] == [None, None]


@pytest.mark.parametrize(
    ("text", "accusations"),
    [
        ("The government and the rebels blamed each other for the attack.",
         [("The government", "the rebels ... for the attack"), ("the rebels", "The government ... for the attack")]),
        ("Armenia and Azerbaijan accused each other of shelling civilians.",
         [("Armenia", "Azerbaijan ... of shelling civilians"), ("Azerbaijan", "Armenia ... of shelling civilians")]),
        ("The army and the RSF traded blame for the bombing of the bridge.",
         [("The army", "the RSF ... the bombing of the bridge"), ("the RSF", "The army ... the bombing of the bridge")]),
    ],
)  # fmt: skip
def test_parties_that_blame_each_other_are_two_voices(text: str, accusations: list[tuple[str, str]]) -> None:
    doc, found = read(text)
    assert [(words(doc, s.speaker), " ... ".join(words(doc, c) for c in s.contents)) for s in found] == accusations
    assert {s.stance.value for s in found} == {"accuses"}


@pytest.mark.parametrize(
    "text",
    [
        "Russia has not acknowledged the strike.",
        "The army did not confirm the capture of Bakhmut.",
        "The ministry declined to comment on the raid.",
        "The Pentagon did not deny the strike.",
        "Nobody denied the attack.",
        "The army has never denied striking the town.",
        "Reuters could not confirm the report.",
        "The authorities denied access to the camp.",
        "Israel denied entry to two aid workers.",
        "Damascus denied visas to UN inspectors.",
        "Guards denied them food.",
        "Troops denied the enemy a foothold.",
        "The UN has been denied access to Tigray.",
        "Aid groups say they were denied permission to enter.",
        "The rebels rejected calls for a ceasefire.",
        "Hamas rejected the offer.",
        "The junta rejected the peace plan.",
        "Kyiv rejected an ultimatum to surrender the city.",
        "The TPLF rejected the ceasefire.",
        "Bogota rejected the ELN's demand.",
        "The prime minister ruled out talks with the rebels.",
        "The president dismissed the commander of the northern front.",
        "The president dismissed his defence minister.",
        "A court dismissed the charges against the general.",
        "The militants refused to leave the village.",
        "Those who reject the deal may fight on.",
        "We fear the worst, a nurse said.",
        "The general questioned the prisoners.",
        "Police questioned three suspects over the bombing.",
        "The army challenged rebels for control of the city.",
        "The rebels contested the election.",
        "Turkey distanced itself from NATO.",
        "The soldiers laughed at the prisoners.",
        "The spokesman described the attack as cowardly.",
        "The UN called the siege a catastrophe.",
        "Washington called the raid a provocation.",
        "The governor said it was ridiculous that the road had been closed.",
        "The army played down the raid.",
        "All sides should not think they are immune from prosecution.",
        "Both sides traded fire across the river.",
        "The army said no fewer than 20 rebels were killed.",
        "Rebels said they shot down a helicopter.",
        "The bombing was called off.",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_denial(text: str) -> None:
    assert denials(text) == []


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Much of the world pointed the finger at Assad's government though it denied any responsibility.", "Assad's government"),
        ("Each side accused the other of breaking the truce; each denied having fired first.", "Each side"),
        ("The UN said troops had shot at a convoy. The ministry denied it.", "The ministry"),
        ("Human Rights Watch has examined claims that opposition forces were responsible and has found such claims lacking in credibility.", "Human Rights Watch"),
        ("State television said rebels of Jaysh al-Nasr had shelled Hama. The group denied it.", "The group"),
        ("Turkey repeated on Monday that it stood by Baku, and rejected the accusation.", "Turkey"),
    ],
)  # fmt: skip
def test_who_denies(text: str, speaker: str) -> None:
    assert [who for who, _ in denials(text)] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The strike was unlawful, said the group's deputy for Mideast and North Africa.", "the group's deputy for Mideast and North Africa"),
        ("Sarah Leah Whitson the watchdogs deputy for Mideast and North Africa told the AP that the strike was unlawful.", "Sarah Leah Whitson"),
        ("ISWAP in a video seen by this newspaper claimed that it overran the base.", "ISWAP"),
    ],
)  # fmt: skip
def test_a_post_or_a_place_is_no_speaker(text: str, speaker: str) -> None:
    doc, [statement] = read(text)
    assert words(doc, statement.speaker) == speaker


def test_a_denial_in_the_next_paragraph_answers_what_was_told_not_the_whole_sentence() -> None:
    text = "Artillery hit a bus stop in Sumy, the governor said.\n\nThe ministry rejected the accusation."
    doc = load_pipeline()(text)
    denial = find_statements(doc)[1]
    assert denial.rebuts is not None
    assert doc[denial.rebuts.start : denial.rebuts.end].text == "Artillery hit a bus stop in Sumy"
    assert denial.rebuts_statement == 0


@pytest.mark.parametrize(
    "text", ["The army described the strike as false news", "Rebels called the report missile kind Sarmin Ituri"]
)
def test_a_label_may_end_a_text(text: str) -> None:
    assert len(find_statements(load_pipeline()(text))) == 1
