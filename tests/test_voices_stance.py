"""How a voice stands to what it says: asserts, denies, confirms, accuses, and the rest."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from sayso.extract.voices import find_statements
from sayso.reading.pipeline import load_pipeline


def told(text: str) -> list[tuple[str, str, str]]:
    doc = load_pipeline()(text)
    return [
        (
            "" if s.speaker is None else doc[s.speaker.start : s.speaker.end].text,
            s.stance.value,
            " ... ".join(doc[part.start : part.end].text for part in s.contents),
        )
        for s in find_statements(doc)
    ]


@pytest.mark.parametrize(
    ("text", "speaker", "stance", "content"),
    [
        ("The coalition denies targeting civilians.", "The coalition", "denies", "targeting civilians"),
        ("Damascus denied it had used chlorine.", "Damascus", "denies", "it had used chlorine"),
        ("A military source denied that the army had left.", "A military source", "denies", "the army had left"),
        ("Ethiopia's government rejected accusations that its troops had killed civilians in Axum.", "Ethiopia's government", "denies",
         "accusations that its troops had killed civilians in Axum"),
        ("Russia's defence ministry denied responsibility for the strike on Kramatorsk.", "Russia's defence ministry", "denies",
         "responsibility for the strike on Kramatorsk"),
        ("The governor confirmed that the bridge had been hit.", "The governor", "confirms", "the bridge had been hit"),
        ("The US military acknowledged killing 10 civilians in Kabul.", "The US military", "confirms", "killing 10 civilians in Kabul"),
        ("The Houthis claimed responsibility for the attack on the tanker.", "The Houthis", "claims", "responsibility for the attack on the tanker"),
        ("The attack was claimed by al-Shabaab.", "al-Shabaab", "claims", "The attack"),
        ("Kyiv accused Moscow of shelling a maternity ward in Mariupol.", "Kyiv", "accuses", "Moscow of shelling a maternity ward in Mariupol"),
        ("The Sudanese army blamed the Rapid Support Forces for the attack on El Fasher.", "The Sudanese army", "accuses",
         "the Rapid Support Forces for the attack on El Fasher"),
        ("The RSF was accused by residents of looting homes.", "residents", "accuses", "The RSF ... looting homes"),
        ("The general warned that his forces would strike Tel Aviv.", "The general", "warns", "his forces would strike Tel Aviv"),
        ("Hezbollah threatened to fire rockets at Haifa.", "Hezbollah", "threatens", "to fire rockets at Haifa"),
        ("Hezbollah vowed to retaliate.", "Hezbollah", "promises", "to retaliate"),
        ("The UN urged both sides to halt fighting.", "The UN", "demands", "both sides to halt fighting"),
        ("The UN called for a ceasefire in Tripoli.", "The UN", "demands", "a ceasefire in Tripoli"),
        ("Human Rights Watch found no evidence that rebels were in the mosque.", "Human Rights Watch", "denies", "no evidence that rebels were in the mosque"),
        ("Islamic State claimed the attack.", "Islamic State", "claims", "the attack"),
        ("Ankara condemned the attack on Idlib.", "Ankara", "asserts", "the attack on Idlib"),
        ("Analysts doubted that the truce would hold.", "Analysts", "doubts", "the truce would hold"),
    ],
)  # fmt: skip
def test_stance(text: str, speaker: str, stance: str, content: str) -> None:
    assert told(text) == [(speaker, stance, content)]


@pytest.mark.parametrize(
    "reply",
    [
        "Moscow denied the claim.",
        "Moscow denied it.",
        "Moscow rejected the allegation.",
        "This was denied by Moscow.",
        "Moscow said the claim was false.",
        "Moscow said the report was baseless.",
        'Moscow called the allegations "fabricated".',
        "Moscow dismissed the claim as propaganda.",
    ],
)
def test_a_denial_is_of_what_was_said_before(reply: str) -> None:
    doc = load_pipeline()(f"Ukraine's general staff said Russian troops had shelled Kherson. {reply}")
    first, second = find_statements(doc)
    assert second.stance == "denies"
    assert doc[second.speaker.start : second.speaker.end].text == "Moscow"
    assert second.contents == first.contents
    assert second.rebuts_statement == 0
    assert second.rebuts == first.contents[0]


@pytest.mark.parametrize(
    ("text", "denier", "content"),
    [
        ("Rebels killed five soldiers, the army said, but the rebels denied it.", "the rebels", "Rebels killed five soldiers"),
        ("The president's claim that the war was over was disputed by aid groups.", "aid groups", "the war was over"),
        ("Reports by activists that troops had entered the city were denied by the governor.", "the governor", "troops had entered the city"),
        ("Officials in Kabul said the strike killed two commanders, a claim the Taliban rejected.", "the Taliban", "the strike killed two commanders"),
    ],
)  # fmt: skip
def test_a_denial_within_the_sentence(text: str, denier: str, content: str) -> None:
    assert told(text)[1] == (denier, "denies", content)


def test_the_founding_example() -> None:
    text = (
        "Syrian state television reported late on Friday that the army had managed to advance and secure control over a road near "
        "Ramousah in southwest Aleppo, but this was denied by rebels. They said several attempts by the army to advance had failed."
    )
    doc = load_pipeline()(text)
    television, rebels, they = find_statements(doc)
    assert rebels.stance == "denies"
    assert rebels.contents == television.contents
    assert they.speaker == rebels.speaker
    assert they.stance == "denies"
    assert they.rebuts_statement == 0


@pytest.mark.parametrize(
    "text",
    [
        "The Kremlin insisted it did not bomb the theatre.",
        "Azerbaijan's ministry of defence said its forces did not fire on the convoy.",
        "There was no attack on the village, the army said.",
    ],
)
def test_a_negation_inside_the_content_is_marked(text: str) -> None:
    [statement] = find_statements(load_pipeline()(text))
    assert statement.stance == "asserts"
    assert statement.negated


def test_what_could_not_be_verified_is_doubted_by_the_outlet() -> None:
    doc = load_pipeline()("Rebels said they had shot down a jet. The claim could not be independently verified.")
    rebels, outlet = find_statements(doc)
    assert (outlet.source, outlet.stance) == (None, "doubts")
    assert outlet.contents == rebels.contents


def test_an_outlet_that_could_not_verify_doubts() -> None:
    text = "Russia's defence ministry said it had hit fuel depots. Reuters was unable to verify the report."
    assert told(text)[1] == ("Reuters", "doubts", "it had hit fuel depots")


def test_a_denial_in_a_relative_clause() -> None:
    assert told("Israel says Hamas embeds fighters among civilians, which Hamas denies.") == [
        ("Israel", "asserts", "Hamas embeds fighters among civilians"),
        ("Hamas", "denies", "Hamas embeds fighters among civilians"),
    ]


def test_responsibility_is_claimed_for_what_was_told_before() -> None:
    text = "Witnesses said a bomb exploded in Kabul. Islamic State claimed responsibility in a statement posted on Telegram."
    assert told(text)[1] == ("Islamic State", "claims", "a bomb exploded in Kabul")


def test_a_denial_and_a_counter_claim_are_two_statements() -> None:
    assert told("Russia denied targeting civilians and accused the rebels of shelling the town.") == [
        ("Russia", "denies", "targeting civilians"),
        ("Russia", "accuses", "the rebels of shelling the town"),
    ]
    text = 'On Friday a Syrian military source denied the army was targeting civilians, saying it was targeting "terrorist positions" in Aleppo.'
    assert told(text) == [
        ("a Syrian military source", "denies", "the army was targeting civilians"),
        ("a Syrian military source", "asserts", 'it was targeting "terrorist positions" in Aleppo'),
    ]
