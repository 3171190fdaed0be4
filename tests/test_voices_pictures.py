"""On whose word pictures and eyes tell an act: who put the pictures out, who saw it."""

# ruff: noqa: E501 - an example sentence stays on one line

import pytest

from conftest import Tell


@pytest.mark.parametrize(
    ("text", "accounts"),
    [
        ("A video released on Friday by the military's press office shows the shelling of Kutum.", ("the military's press office asserts",)),
        ("The army released footage showing the bombing of Kutum on Monday.", ("The army asserts",)),
        ("Video uploaded by activists purportedly showed the shelling of Kutum.", ("activists asserts",)),
        ("Activists posted pictures of children killed in the shelling of Kutum.", ("Activists asserts",)),
        ("State television aired footage of the shelling of Kutum.", ("State television asserts",)),
        ("A Courier photographer saw jets bomb a market in Kutum on Monday.", ("A Courier photographer asserts",)),
        # nobody's pictures, and no pictures at all
        ("Images from the district show jets that bombed a market in Kutum on Monday.", ("outlet asserts",)),
        ("The raid in which jets bombed a market in Kutum on Monday shows the danger.", ("outlet asserts",)),
    ],
)  # fmt: skip
def test_pictures_stand_on_the_word_of_who_put_them_out(tell: Tell, text: str, accounts: tuple[str, ...]) -> None:
    assert [event.accounts for event in tell(text)] == [accounts]
