"""Who can be a voice: a phrase that stands where a speaker stands, but names nobody, is none."""

import pytest

from sayso.extract.reader import Reader
from sayso.extract.somebody import names_somebody


@pytest.mark.parametrize(
    ("text", "phrase", "somebody"),
    [
        ("Residents said the shelling killed four.", "Residents", True),
        ("A video showed the strike.", "A video", True),
        ("A number of Western states said he had used gas.", "A number of Western states", True),
        ("Abu Hamza said the rebels had left.", "Abu Hamza", True),
        ("She said the town had fallen.", "She", True),
        ("The blockade said nothing of it.", "The blockade", False),
        ("An outrage said the minister.", "An outrage", False),
        ("Geneva said the fighting had stopped.", "Geneva", False),
    ],
)
def test_who_names_somebody(reader: Reader, text: str, phrase: str, somebody: bool) -> None:
    doc = reader._nlp(text)
    span = doc.char_span(text.index(phrase), text.index(phrase) + len(phrase))
    assert span is not None
    assert names_somebody(span) is somebody
