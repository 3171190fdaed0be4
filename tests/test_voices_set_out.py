"""Statements set out in paragraphs below their attribution, and press releases: whose word each paragraph is."""

import pytest

from conftest import Tell

HEAD = "The minister commented on the shelling of Kutum in Darfur.\n\n"
FIRST = "I welcome the news that aid has reached the town."
LAST = "Gunmen shelled the hospital in Kutum on Monday, killing nine people."


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}Foreign Minister Ada Lund said:\n\n{FIRST}\n\n{LAST}",
        f"{HEAD}Speaking after her visit, Foreign Minister Ada Lund said:\n\n{LAST}",
        f"{HEAD}Foreign Minister Ada Lund said in a statement:\n\n{FIRST}\n\n{LAST}",
        f"{HEAD}Foreign Minister Ada Lund said: {FIRST} {LAST}",
        f"{HEAD}Foreign Minister Ada Lund said:\n\n“We insist on our commitment to the truce in Darfur.\n\n“{LAST}”",
    ],
)
def test_a_statement_goes_on_to_the_end_of_a_release(tell: Tell, text: str) -> None:
    shelling = [e for e in tell(text) if e.kind == "shelling"][-1]
    assert [a.split(" asserts")[0].removeprefix("Foreign Minister ") for a in shelling.accounts][-1] == "Ada Lund"
    assert "outlet asserts" not in shelling.accounts


def test_what_stands_under_a_heading_is_no_longer_the_statement(tell: Tell) -> None:
    text = f"Foreign Minister Ada Lund said:\n\n{FIRST}\n\nNotes to editors\n\n{LAST}"
    assert [e.accounts for e in tell(text) if e.kind == "shelling"] == [("outlet asserts",)]


def test_a_longer_rest_without_we_is_the_outlets_again(tell: Tell) -> None:
    rest = "\n\n".join(f"The road to {town} is long and dusty." for town in ("Nyala", "Zalingei", "Geneina"))
    text = f"Foreign Minister Ada Lund said:\n\n{FIRST}\n\n{LAST}\n\n{rest}"
    assert [e.accounts for e in tell(text) if e.kind == "shelling"] == [("outlet asserts",)]
