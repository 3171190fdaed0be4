"""Filters as the command line is given them: what no database can look for is refused, in one line."""

import pytest

from sayso.cli_filters import chosen
from sayso.errors import SettingError


@pytest.mark.parametrize("value", ["\udcff", "Nyala\ud800", "a\0b"])
def test_bytes_that_are_no_text_are_refused(value: str) -> None:
    for given in ({"party": [value]}, {"place": ["Nyala", value]}, {"words": value}, {"publisher": [value]}):
        with pytest.raises(SettingError, match="no text in UTF-8"):
            chosen(**given)  # type: ignore[arg-type]


def test_text_of_any_writing_is_taken() -> None:
    assert chosen(place=["نيالا", "Ньяла"], words="سوق").selection.places == ("نيالا", "Ньяла")
