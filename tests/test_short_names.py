"""Names in capitals are seen as names, verbs that the parser does not know as verbs; the text stays as it is."""

import pytest

from conftest import Tell
from sayso.reading.pipeline import load_pipeline
from sayso.reading.short_names import show_names


@pytest.mark.parametrize(
    ("sentence", "kind", "agent", "target"),
    [
        ("IS fighters destroyed a temple in Palmyra in August 2015.", "attack", "islamic-state", "CIV"),
        ("IS attacked Palmyra on Monday.", "attack", "islamic-state", ""),
        ("Jets hit IS positions near Raqqa on Monday.", "airstrike", "unknown", "islamic-state"),
        ("The army retook full control of the city of Homs in December.", "capture", "SYR-MIL", ""),
        ("The Syrian army retook Tal Rifaat on Monday.", "capture", "SYR-MIL", ""),
        ("The Syrian Arab Coalition retook Tal Rifaat on Monday.", "capture", "syrian-arab-coalition", ""),
        ("The town of Palma was overrun by militants on Monday.", "capture", "unknown", ""),
    ],
)
def test_words_the_parser_takes_for_others(tell: Tell, sentence: str, kind: str, agent: str, target: str) -> None:
    (event,) = tell(sentence)
    assert (event.kind, event.agent_party) == (kind, agent)
    assert target in ("", event.target_party)


def test_the_text_keeps_its_words() -> None:
    doc = load_pipeline().make_doc("Agencies including WHO said IS had left.")
    assert [doc[i].text for i in show_names(doc)] == ["WHO", "IS"]
    assert doc.text == "Agencies including WHO said IS had left."


def test_a_headline_in_capitals_tells_no_name() -> None:
    assert show_names(load_pipeline().make_doc("WHO IS FIGHTING IN SYRIA")) == []
