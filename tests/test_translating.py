"""Reports in other languages into English, sentence by sentence, the original beside."""

import json
from pathlib import Path
from typing import Any

import pytest

from model_server import Answer, model_server, said
from sayso.errors import SettingError, TranslationError
from sayso.intake.translating import Translation, translated, translator_of
from sayso.intake.translating.phrasebook import Phrasebook
from sayso.intake.translating.served import ServedTranslator
from sayso.intake.translating.units import units
from sayso.model import Report
from sayso.served_model import ServedModel

FRENCH = "Des avions ont bombardé un marché à Nyala jeudi. Trente personnes ont été tuées, disent des habitants.\nFin."
ENGLISH = {
    "Des avions ont bombardé un marché à Nyala jeudi.": "Warplanes bombed a market in Nyala on Thursday.",
    "Trente personnes ont été tuées, disent des habitants.": "Thirty people were killed, residents said.",
    "Fin.": "The end.",
    "Marché bombardé": "Market bombed",
}
REPORT = Report(FRENCH, "r1", title="Marché bombardé", language="fr", publisher="Nord", raw_sha256="ab")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "french.jsonl"
    path.write_text("\n".join(json.dumps({"from": a, "to": b}) for a, b in ENGLISH.items()), encoding="utf-8")
    return path


def of_sentences(body: dict[str, Any]) -> Answer:
    """A model that knows the sentences."""
    return said(json.dumps([ENGLISH[words] for words in json.loads(body["messages"][1]["content"])]))


def test_a_translated_report_is_english_with_the_original_beside_it(book: Path) -> None:
    report = translated(REPORT, Phrasebook(book))
    assert report.text == (
        "Warplanes bombed a market in Nyala on Thursday. Thirty people were killed, residents said.\nThe end."
    )
    assert (report.title, report.language, report.publisher, report.id) == ("Market bombed", "en", "Nord", "r1")
    assert "machine translation from French by phrasebook french.jsonl" in report.notes
    assert report.original is not None
    assert (report.original.text, report.original.language) == (FRENCH, "fr")
    pairs = [(report.text[a:b], FRENCH[c:d]) for a, b, c, d in report.original.aligned]
    assert pairs == [(english, french) for french, english in list(ENGLISH.items())[:3]]


def test_what_a_phrasebook_lacks_it_says(book: Path) -> None:
    with pytest.raises(TranslationError, match=r"has no translation of 'Rien\.'"):
        Phrasebook(book).translate("Fin. Rien.", "fr")


@pytest.mark.parametrize("line", ['["a", "b"]', "{", '{"from": 1, "to": "x"}', '{"from": "x"}'])
def test_a_phrasebook_of_another_shape_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "book").write_text(line)
    with pytest.raises(SettingError, match="book:1: not a pair"):
        Phrasebook(tmp_path / "book")


def test_a_served_model_translates_sentence_by_sentence() -> None:
    with model_server(of_sentences) as (address, asked):
        report = translated(REPORT, ServedTranslator(ServedModel(address, "tiny")))
    assert report.text.startswith("Warplanes bombed a market in Nyala on Thursday. Thirty")
    assert "machine translation from French by tiny at this machine" in report.notes
    assert len(asked) == 2  # the text, and the title
    assert "in French" in asked[0]["messages"][0]["content"]


def test_a_model_that_loses_count_is_asked_one_by_one() -> None:
    def counts_to_one(body: dict[str, Any]) -> Answer:
        sentences = json.loads(body["messages"][1]["content"])
        return said("```json\n" + json.dumps([ENGLISH[sentences[0]]]) + "\n```")

    with model_server(counts_to_one) as (address, asked):
        made = ServedTranslator(ServedModel(address)).translate(FRENCH, "fr")
    assert made.text.endswith("residents said.\nThe end.")
    assert len(made.aligned) == 3
    assert len(asked) == 4


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("I cannot help with that.", "no translation came back"),
        ('["a", 2]', "no translation came back"),
        ('[""]', "is empty"),
        (json.dumps(["blah " * 500]), "far longer than the sentence"),
    ],
)
def test_an_answer_that_is_no_translation_is_refused(answer: str, message: str) -> None:
    with model_server(lambda _body: said(answer)) as (address, _), pytest.raises(TranslationError, match=message):
        ServedTranslator(ServedModel(address)).translate("Fin.", "fr")


def test_a_translation_that_is_no_english_is_refused() -> None:
    class Echo:
        name = "echo"

        def translate(self, text: str, source_language: str) -> Translation:
            return Translation(text, ())

    with pytest.raises(TranslationError, match="is no English but French"):
        translated(REPORT, Echo())


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("قصفت طائرات سوقا. هل قتل أحد؟ نعم.", ["قصفت طائرات سوقا.", "هل قتل أحد؟", "نعم."]),
        ("部队进入城市。平民逃离。", ["部队进入城市。", "平民逃离。"]),
        ("Так сказал М. Иванов. «Всё.» Конец", ["Так сказал М. Иванов.", "«Всё.»", "Конец"]),
        ("  un\n\n deux  ", ["un", "deux"]),
        ("mot " * 400, ["mot " * 299 + "mot", "mot " * 99 + "mot"]),
    ],
)
def test_sentences_are_told_apart_in_any_script(text: str, sentences: list[str]) -> None:
    assert [span.of(text) for span in units(text)] == sentences


def test_a_translator_is_named_by_option_or_setting(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_TRANSLATOR", raising=False)
    assert translator_of(None) is None
    monkeypatch.setenv("SAYSO_TRANSLATOR", f"phrasebook:{book}")
    assert (found := translator_of(None)) is not None
    assert found.name == "phrasebook french.jsonl"
    monkeypatch.setenv("SAYSO_MODEL_URL", "http://127.0.0.1:9/v1")
    assert (found := translator_of("served:tiny")) is not None
    assert found.name == "tiny at this machine"
    with pytest.raises(SettingError, match="there is phrasebook:FILE"):
        translator_of("babel")
