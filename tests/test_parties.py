"""Who a noun phrase names: a sentence in, the party's code out."""

import datetime
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from conftest import Tell
from sayso.extract.parties import ReportParties
from sayso.reading.pipeline import load_pipeline

SYRIA = datetime.date(2016, 9, 25)


@lru_cache(maxsize=64)
def parsed(text: str) -> Doc:
    return load_pipeline()(text)


def party(
    text: str, phrase: str, day: datetime.date | None = SYRIA, role: str = "source", *, violent: bool = False
) -> str:
    doc = parsed(text)
    at = text.index(phrase)
    span = doc.char_span(at, at + len(phrase), alignment_mode="expand")
    return ReportParties(doc, day).of(span, role, violent=violent).code


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        ("The Syrian army advanced in Aleppo.", "The Syrian army", "SYR-MIL"),
        ("Forces loyal to President Bashar al-Assad took Aleppo.", "Forces loyal to President Bashar al-Assad",
         "SYR-MIL"),
        ("The government of President Bashar al-Assad and its Russian allies denied it.",
         "The government of President Bashar al-Assad and its Russian allies", "SYR-GOV"),
        ("Russian-backed Syrian army units took a hill near Aleppo.", "Russian-backed Syrian army units", "SYR-MIL"),
        # the opposition as a body is no organ of its state; where it is the side in arms, it is those
        ("The Venezuelan opposition said police had fired in Caracas.", "The Venezuelan opposition", "VEN-OPP"),
        ("Opponents of President Maduro marched in Caracas.", "Opponents of President Maduro", "VEN-OPP"),
        ("The Syrian opposition took a hill near Aleppo.", "The Syrian opposition", "SYR-REB"),
        ("Turkish-backed rebels entered Jarablus in Syria.", "Turkish-backed rebels", "SYR-REB"),
        ("Syrian and Russian warplanes bombed Aleppo.", "Syrian and Russian warplanes", "SYR-MIL"),
        ("Government aircraft bombed Aleppo in Syria.", "Government aircraft", "SYR-MIL"),
        ("A Syrian military source denied it.", "A Syrian military source", "SYR-MIL"),
        ("Syrian state television said the road was cut.", "Syrian state television", "MED"),
        ("French Foreign Minister Jean-Marc Ayrault spoke.", "French Foreign Minister Jean-Marc Ayrault", "FRA-GOV"),
        ("Opposition activists in Aleppo, Syria, said so.", "Opposition activists", "SYR-OPP"),
        ("The Kurdish YPG militia controls Hasaka.", "The Kurdish YPG militia", "ypg"),
        ("ISIS fighters withdrew.", "ISIS fighters", "islamic-state"),
        ("Da'esh militants withdrew.", "Da'esh militants", "islamic-state"),
        ("A spokesman for Ahrar al-Sham denied it.", "A spokesman for Ahrar al-Sham", "ahrar-al-sham"),
        ("The head of the Observatory, Rami Abdel Rahman, spoke in Syria.", "The head of the Observatory", "sohr"),
        ("The Idlib Civil Observatory said so in Syria.", "The Idlib Civil Observatory", "NGO"),
        ("The Libyan Human Rights Observatory said so.", "The Libyan Human Rights Observatory", "NGO"),
        ("Residents in eastern Aleppo fled.", "Residents in eastern Aleppo", "CIV"),
        ("The U.S.-led coalition bombed Raqqa.", "The U.S.-led coalition", "us-coalition"),
        ("The Syrian Center for Policy Research counted the dead.", "The Syrian Center for Policy Research", "NGO"),
        ("A coalition between two rebel groups took a base in Aleppo, Syria.", "A coalition", "unknown"),
        ("Sudan's main opposition condemned the raid.", "Sudan's main opposition", "SDN-OPP"),
        ("The Syrian opposition condemned the raid.", "The Syrian opposition", "SYR-REB"),
        ("Rebel-held districts of Aleppo were hit.", "Rebel-held districts of Aleppo", "SYR-REB"),
        ("The Pentagon said it was looking into the report.", "The Pentagon", "USA-MIL"),
        ("Amnesty International said 12 people died in Idlib.", "Amnesty International", "NGO"),
        ("UNICEF said a school in Idlib was hit.", "UNICEF", "UN"),
    ],
)  # fmt: skip
def test_parties_of_the_war_in_syria(text: str, phrase: str, code: str) -> None:
    assert party(text, phrase) == code


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        ("Assads government denied bombing Aleppo.", "Assads government", "SYR-GOV"),
        ("Russias air force bombed Aleppo.", "Russias air force", "RUS-MIL"),
        ("Turkeys army crossed into Syria.", "Turkeys army", "TUR-MIL"),
        ("ISILs positions near Raqqa were hit.", "ISILs positions", "islamic-state"),
    ],
)
def test_possessives_whose_apostrophe_was_lost(text: str, phrase: str, code: str) -> None:
    assert party(text, phrase) == code


@pytest.mark.parametrize(
    ("day", "text", "phrase", "code"),
    [
        ("2022-03-09", "Russian forces shelled Mariupol, Ukraine's military said.", "Ukraine's military", "UKR-MIL"),
        ("2015-01-24", "Separatists from the Donetsk People's Republic shelled Mariupol.",
         "Separatists from the Donetsk People's Republic", "dpr"),
        ("2023-11-10", "Twelve died in Gaza, the Hamas-run health ministry said.", "the Hamas-run health ministry",
         "hamas"),
        ("2023-11-10", "Palestinian militants in Gaza fired rockets at Israel.", "Palestinian militants", "PSE-REB"),
        ("2018-08-09", "The coalition bombed Saada in northern Yemen.", "The coalition", "saudi-coalition"),
        ("2018-08-09", "The rebels seized Hodeidah in Yemen.", "The rebels", "houthis"),
        ("2023-06-20", "Fighters of the Rapid Support Forces shelled Khartoum in Sudan.",
         "Fighters of the Rapid Support Forces", "rapid-support-forces"),
        ("2021-04-01", "Myanmar's military council denied killing them.", "Myanmar's military council", "MMR-MIL"),
        ("2020-11-20", "Eritrean soldiers killed civilians in Axum, Ethiopia.", "Eritrean soldiers", "ERI-MIL"),
        ("2020-10-05", "Azerbaijani forces shelled Stepanakert.", "Azerbaijani forces", "AZE-MIL"),
        ("2024-01-28", "M23 rebels advanced on Goma, the Congolese army said.", "M23 rebels", "m23"),
        ("2018-03-02", "Boko Haram militants attacked Maiduguri in Nigeria.", "Boko Haram militants", "boko-haram"),
        ("2019-09-03", "The army said militants attacked a post in Mali.", "The army", "MLI-MIL"),
        ("2017-06-01", "The Philippine military said Maute gunmen held Marawi.", "Maute gunmen", "maute-group"),
    ],
)  # fmt: skip
def test_parties_of_other_wars(day: str, text: str, phrase: str, code: str) -> None:
    assert party(text, phrase, datetime.date.fromisoformat(day)) == code


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        ("Shells fell on Avdiivka in Ukraine. The SMM saw it.", "The SMM", "osce"),
        ("Mortar fire hit Zugdidi in Georgia.", "the press service of the Georgian Ministry of Transport", "GEO-GOV"),
        ("In Nepal the Maoists attacked a post.", "the Maoists", "cpn-maoist"),
        # countries that only say where are nobody's owners
        (
            "ISIS left land that it held in Syria and Iraq even as its fighters raided Hasaka.",
            "its fighters",
            "islamic-state",
        ),
        ("Turkey said its forces shelled Afrin in Syria.", "its forces", "TUR-MIL"),
        ("Fighting went on in San Salvador between the army and the FMLN.", "the FMLN", "fmln"),
    ],
)
def test_observers_press_offices_and_groups_of_older_wars(text: str, phrase: str, code: str) -> None:
    text = text if phrase in text else f"{text} It was told by {phrase}."
    assert party(text, phrase) == code


@pytest.mark.parametrize("phrase", ["Warplanes", "Gunmen", "A man", "The attacker"])
def test_who_is_not_told_stays_unknown(phrase: str) -> None:
    assert party(f"{phrase} killed two people in Aleppo.", phrase, role="agent") == "unknown"


def test_a_country_that_strikes_is_its_military_and_one_that_speaks_is_its_government() -> None:
    text = "Russia bombed Aleppo."
    assert party(text, "Russia", role="agent", violent=True) == "RUS-MIL"
    assert party(text, "Russia", role="source") == "RUS-GOV"


def test_a_city_that_is_hit_is_its_people() -> None:
    assert party("Jets bombed Aleppo in Syria.", "Aleppo", role="target") == "CIV"
    assert party("Gunmen raided Borno state in Nigeria.", "Borno state", role="target") == "CIV"


def test_a_person_stands_for_the_party_of_the_day() -> None:
    text = "Redur Khalil said the attack near Hasaka in Syria had failed."
    assert party(text, "Redur Khalil", datetime.date(2015, 6, 1)) == "ypg"
    assert party(text, "Redur Khalil", datetime.date(2017, 6, 1)) == "sdf"


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        (
            "The Southern Lions Front (SLF) took Busra in Syria. The SLF shelled it.",
            "The SLF shelled",
            "southern-lions-front",
        ),
        ("The Sawaiq al-Nour brigade took a hill in Syria.", "The Sawaiq al-Nour brigade", "sawaiq-al-nour"),
        (
            "The Niger Movement for Justice (MNJ) overran a camp. The MNJ later withdrew.",
            "The MNJ later",
            "movement-for-justice",
        ),
        (
            "The Movement for Democracy in Liberia seized Gbarnga.",
            "The Movement for Democracy in Liberia",
            "movement-for-democracy-in-liberia",
        ),
        ("Adnan Hadad, a spokesman for the White Helmets, spoke. Hadad wept.", "Hadad wept", "white-helmets"),
        ("Homs Governor Ziad Karim spoke in Syria. Karim left.", "Karim left", "SYR-GOV"),
        ("Nusra Front took Idlib in Syria. The jihadists burned it.", "The jihadists", "nusra-front"),
        # a rank alone would be of the report's own army
        (
            "Shells fell on Goma in Congo. The spokesman of the Rwandan army, General Jean Mugabo, denied it.",
            "General Jean Mugabo",
            "RWA-MIL",
        ),
        (
            "Shells fell on Goma in Congo. Rwandan army spokesman Jean Mugabo denied it. General Mugabo was away.",
            "General Mugabo",
            "RWA-MIL",
        ),
        ("Shells fell on Goma in Congo. General Jean Mugabo denied it.", "General Jean Mugabo", "COD-MIL"),
        (
            "The Russian Defense Ministry spoke of Syria. The Defense Ministry said so.",
            "The Defense Ministry",
            "RUS-MIL",
        ),
    ],
)
def test_what_a_report_teaches_of_its_own_names(text: str, phrase: str, code: str) -> None:
    assert party(text, phrase) == code


def test_the_militants_stay_unknown_between_two_groups() -> None:
    text = "Islamic State fought Nusra Front near Idlib in Syria. The jihadists burned it."
    assert party(text, "The jihadists") == "unknown"


def test_the_pronoun_us_is_not_the_united_states() -> None:
    parties = ReportParties(parsed("They handed him over to us, who is there."), SYRIA)
    assert parties.mentions() == []


def test_mentions_are_named_parties_in_order() -> None:
    doc = parsed("Russia and the Free Syrian Army met the United Nations in Aleppo.")
    found = [(doc[start:end].text, match.code) for start, end, match in ReportParties(doc, SYRIA).mentions()]
    assert found == [
        ("Russia", "RUS-GOV"),
        ("Free Syrian Army", "free-syrian-army"),
        ("United Nations", "UN"),
    ]


ODD = "Assads jets -- (SOHR) said; the U.S.-led, pro-regime and/or \n\n the \"anti-IS\" Nusras '' 's of of at loyal to."


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["", "agent", "target", "source"]), st.booleans())
def test_any_span_has_an_answer_and_always_the_same(start: int, length: int, role: str, violent: bool) -> None:
    doc = parsed(ODD)
    span = doc[min(start, len(doc)) : min(start + length, len(doc))]
    first, again = (ReportParties(doc, None).of(span, role, violent=violent) for _ in range(2))
    assert first == again
    assert first.code and (first.known or first.how == "")


def test_an_empty_report_and_every_token_alone() -> None:
    assert ReportParties(Doc(load_pipeline().vocab, []), None).mentions() == []
    doc = parsed(ODD)
    parties = ReportParties(doc, None)
    assert [parties.of(token) for token in doc] == [ReportParties(doc, None).of(token) for token in doc]


def test_a_longer_name_that_means_nothing_here_leaves_its_first_word_its_own_meaning(tell: Tell) -> None:
    for text, party in (
        ("Iraqi security forces shelled Aleppo on Thursday.", "IRQ-MIL"),
        ("Lebanese army troops killed three people in Aleppo on Thursday.", "LBN-MIL"),
    ):
        (event,) = tell(text)
        assert event.agent_party == party


def test_a_count_is_of_the_party_that_it_counts(tell: Tell) -> None:
    for text, party in (
        ("The rebels killed dozens of soldiers near Aleppo on Monday.", "SYR-MIL"),
        ("Shells killed scores of people in Aleppo on Monday.", "CIV"),
        ("Shells killed dozens in Aleppo on Monday.", "CIV"),
    ):
        (event,) = tell(text)
        assert event.target_party == party, text


def test_who_counters_a_group_is_not_the_group(tell: Tell) -> None:
    for prefix in ("anti", "counter"):
        (event,) = tell(f"Jets of the {prefix}-ISIL coalition bombed Mosul on Monday.")
        assert event.agent_party != "islamic-state", prefix


def test_an_epithet_is_no_country() -> None:
    assert party("Abu Salah al-Kuwaiti was killed in Aleppo on Sunday.", "Abu Salah al-Kuwaiti") == "unknown"


@pytest.mark.parametrize(
    ("text", "phrase", "code"),
    [
        # the arms of a regular army, by number
        ("The 4th Armoured Division shelled Daraa.", "The 4th Armoured Division", "SYR-MIL"),
        ("Ukraine's 47th Mechanised Brigade took a village near Kharkiv.", "Ukraine's 47th Mechanised Brigade",
         "UKR-MIL"),
        # volunteers in arms are no civilians
        ("Ukrainian volunteer battalions fought near Donetsk.", "Ukrainian volunteer battalions", "UKR-MIL"),
        # a party of a country is no organ of it
        ("The Iraqi Communist Party marched in Baghdad.", "The Iraqi Communist Party", "unknown"),
        # armies of other lands with one name
        ("The Bamar People's Liberation Army took a post near Lashio, Myanmar.", "The Bamar People's Liberation Army",
         "bpla"),
        ("The People's Liberation Army held drills off Taiwan.", "The People's Liberation Army", "CHN-MIL"),
    ],
)  # fmt: skip
def test_units_volunteers_and_parties(text: str, phrase: str, code: str) -> None:
    assert party(text, phrase, datetime.date(2022, 5, 12), "agent") == code


def test_a_body_told_by_where_it_sits_is_not_the_armed_group_named_before() -> None:
    words = "The Islamic State group attacked Hajin on Friday. The UK-based group said 20 fighters were killed."
    assert party(words, "The UK-based group") == "unknown"


def test_where_a_body_sits_is_not_who_speaks_though_the_hyphen_is_lost() -> None:
    name = "The London Based Syrian Observatory for Human Rights"
    assert party(f"{name} said shells hit Aleppo.", name) == "sohr"


def test_the_army_in_the_west_bank_is_no_palestinian_one() -> None:
    text = "Israeli soldiers raided Tulkarem in the West Bank. The army denied it. Palestinian police watched."
    assert party(text, "The army") == "ISR-MIL"
    assert party(text, "Palestinian police") == "PSE-GOV"


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Al-Amal hospital", "CIV"),
        ("the Hezbollah school", "CIV"),
        ("the Hezbollah base", "hezbollah"),
        ("Hezbollah school attackers", "hezbollah"),
    ],
)
def test_a_hospital_is_no_movements_whose_name_it_bears(phrase: str, code: str) -> None:
    assert party(f"Shells hit {phrase} in Lebanon.", phrase, role="target") == code


def test_a_front_written_small_is_no_group() -> None:
    text = "The army advanced on the Kassara front west of Marib."
    assert party(text, "the Kassara front", role="target") == "unknown"
    assert party(text.replace("front", "Front"), "the Kassara Front") == "kassara-front"


def test_a_country_whose_border_is_near_is_not_the_one_at_war(tell: Tell) -> None:
    told = tell(
        "Syria troops kill fifty jihadists near Lebanon. Syrian troops backed by Lebanese Hezbollah fighters killed "
        "fifty jihadists near the Lebanese border on Friday. The jihadists shelled the regime troops by that border."
    )
    assert "LBN-MIL" not in {party for event in told for party in (event.agent_party, event.target_party)}
    assert told[-1].target_party == "SYR-MIL"


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Fighters of Jund al-Malahim shelled Idlib in Syria.", "Jund al-Malahim", "jund-al-malahim"),
        # al-Haq by itself is a Palestinian body
        ("The commander of Ansar al-Haq was killed in Idlib in Syria.", "Ansar al-Haq", "ansar-al-haq"),
        ("Lashkar-e-Zil attacked a post in Pakistan.", "Lashkar-e-Zil", "lashkar-e-zil"),
        ("Jaish al-Islam attacked a post in Syria.", "Jaish al-Islam", "jaish-al-islam"),
        ("Shells hit the bridge between Ansar and Zrariyeh in Lebanon.", "Ansar", "unknown"),
    ],
)
def test_a_group_that_no_list_has_is_known_by_the_word_that_opens_its_name(text: str, name: str, code: str) -> None:
    assert party(text, name) == code


def test_a_bomber_told_by_his_people_is_no_civilian() -> None:
    text = "Neighbours of Salman Abedi, the British-Libyan who carried out the Manchester bombing, accused the police."
    assert party(text, "Salman Abedi", role="agent", violent=True) == "unknown"
    assert party(text, "Salman Abedi") == "CIV"


def test_a_leaders_name_inside_anothers_is_not_his() -> None:
    assert party("Failed bomber Sajida Mubarak Atrous was hanged in Jordan.", "Sajida Mubarak Atrous") != "EGY-GOV"
    assert party("President Mubarak left Egypt on Monday.", "President Mubarak") == "EGY-GOV"


def test_a_ministry_is_that_of_the_country_which_spoke_in_the_sentence_before() -> None:
    text = (
        "Raids hit Raqqa in Syria. Russia confirmed that six jets took part. The defence ministry said a plant burned."
    )
    assert party(text, "The defence ministry") == "RUS-MIL"
    text = "Raids hit Raqqa in Syria. Six jets took part. The defence ministry said a plant was hit."
    assert party(text, "The defence ministry") == "SYR-MIL"
