"""Where the phrase of a noun opens and ends."""

import pytest

from sayso.extract.noun_phrases import phrase
from sayso.extract.reader import Reader
from sayso.model import Report


@pytest.mark.parametrize(
    ("text", "noun", "wanted"),
    [
        ("BAGHDAD - Gunmen opened fire on a minibus.", "Gunmen", "Gunmen"),
        ("- Gunmen opened fire on a minibus.", "Gunmen", "Gunmen"),
        ("They escorted to Beni 41 trainee teachers who had been stranded.", "teachers", "41 trainee teachers"),
        ("Gunmen shot dead a Houthi supervisor in Taiz.", "supervisor", "a Houthi supervisor"),
        ("All the fighters of the Front left Idlib.", "fighters", "All the fighters of the Front"),
        ("At least 12 of the soldiers were killed in Gao.", "soldiers", "the soldiers"),
        ("A car bomb killed the two army officers.", "officers", "the two army officers"),
        ("Pro-government fighters entered the town.", "fighters", "Pro-government fighters"),
    ],
)
def test_the_phrase_of_a_noun(reader: Reader, text: str, noun: str, wanted: str) -> None:
    (parsed,) = reader.extractions([Report(text)])
    doc = parsed.doc
    head = next(token for token in doc if token.text == noun)
    start, end = phrase(head)
    assert doc[start:end].text == wanted
