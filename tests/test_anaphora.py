"""Who "he", "the group" and "the observatory" are."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from sayso.extract.voices import find_statements
from sayso.reading.pipeline import load_pipeline


def speakers(text: str) -> list[str]:
    doc = load_pipeline()(text)
    return [doc[s.speaker.start : s.speaker.end].text for s in find_statements(doc) if s.speaker]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("An army source said the offensive would last. He said air strikes may continue.", "An army source"),
        ("The ministry said 12 soldiers were killed. It added that 30 were wounded.", "The ministry"),
        ("The defence minister, Anna Ivanova, said the town was safe. She added that troops had left.", "Anna Ivanova"),
        ("Residents said a market was hit. They said many had fled.", "Residents"),
        ("The claim was denied by rebels. They said the army had fled.", "rebels"),
        ("The Syrian Observatory for Human Rights said 12 died. The observatory said five were children.",
         "The Syrian Observatory for Human Rights"),
        ("Amnesty International said the coalition bombed a school. The rights group said 40 children died.", "Amnesty International"),
        ("French Foreign Minister Jean-Marc Ayraud said talks had failed. Ayraud said fighting would go on.",
         "French Foreign Minister Jean-Marc Ayraud"),
        ("A Sudanese army officer said troops had left. The officer said they would return.", "A Sudanese army officer"),
        ("Médecins Sans Frontières said its hospital was hit. The organisation said three nurses died.", "Médecins Sans Frontières"),
        ("The Syrian Observatory for Human Rights said 12 died. Five were children said Observatory head Rami Abdel Rahman.",
         "The Syrian Observatory for Human Rights"),
        ("A Taliban spokesman, Zabihullah Mujahid, said fighters had captured Kunduz. Mr Mujahid said it was calm.", "Zabihullah Mujahid"),
    ],
)  # fmt: skip
def test_the_same_voice_again(text: str, last: str) -> None:
    found = speakers(text)
    assert len(found) == 2
    assert found[-1] == last


def test_a_body_and_its_head_are_one_voice_under_the_name_used_first() -> None:
    text = (
        "The Syrian Observatory for Human Rights said 31 died. The town was calm, Observatory head Rami Abdel Rahman told AFP. "
        "He said two medics were killed. According to the Observatory, three officers died. Abdel Rahman said many fled."
    )
    assert set(speakers(text)) == {"The Syrian Observatory for Human Rights"}
    assert len(speakers(text)) == 5


def test_a_source_may_be_it() -> None:
    assert (
        speakers("A source at the police command said rebels shelled Homs. It added that a woman was killed.")
        == ["A source at the police command"] * 2
    )


def test_activists_again_may_be_others() -> None:
    assert speakers("Opposition activists in Hama said ten died. Activists said troops had left.")[1] == "Activists"


def test_a_monitor_is_named_later() -> None:
    text = "At least 70 fighters were killed, a monitor said Thursday. The Syrian Observatory for Human Rights said 30 were soldiers."
    assert speakers(text) == ["The Syrian Observatory for Human Rights"] * 2


def test_other_people_stay_other_people() -> None:
    text = "A rebel commander said the road was open. An army officer said it was closed."
    assert speakers(text) == ["A rebel commander", "An army officer"]
    text = "The Syrian army said it had advanced. The rebel group Jaish al-Islam said it had not."
    assert speakers(text)[-1].endswith("Jaish al-Islam")


def test_a_state_and_its_army_are_two_voices() -> None:
    assert speakers("Israel's military said it struck Khan Younis. Israel says Hamas hides there.")[1] == "Israel"


def test_nobody_is_guessed() -> None:
    doc = load_pipeline()("He said the road was closed.")
    [statement] = find_statements(doc)
    assert statement.speaker == statement.source
    assert not statement.resolved


def test_we_in_a_quotation_is_its_speaker() -> None:
    doc = load_pipeline()('"We believe the bridge was destroyed by shelling," the governor said.')
    found = find_statements(doc)
    assert {doc[s.speaker.start : s.speaker.end].text for s in found if s.speaker} == {"the governor"}


@pytest.mark.parametrize(
    ("text", "last"),
    [
        # a body told again by its sort and its seat
        ("Xinhua reported that a bomb went off in Kabul. The news agency said six had died.", "Xinhua"),
        (
            "Amnesty International said ten died. The London-based group added that two villages burned.",
            "Amnesty International",
        ),
        ("SANA reported that jets bombed Goma. Jets also bombed Sake, the media outlet added.", "SANA"),
        # a word that says which makes it another
        ("Amnesty International said ten died. The Syrian group said nobody had.", "The Syrian group"),
        # the comma lost before a fresh speaker
        ("In Gao the Observatory for Peace said 12 had died.", "the Observatory for Peace"),
        # who is seen in a video does not speak
        ("A video posted by the militia shows fighters seizing an outpost.", "the militia"),
    ],
)
def test_a_body_is_known_again_by_its_sort(text: str, last: str) -> None:
    assert speakers(text)[-1] == last
