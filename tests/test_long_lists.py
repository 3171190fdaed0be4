"""Lists of thousands: no text ends reading by the depth of its parse."""

from spacy.tokens import Doc

from sayso.extract.noun_phrases import joined
from sayso.reading.pipeline import load_pipeline

MANY = 3000


def test_a_list_of_thousands_of_nouns_is_gone_through() -> None:
    heads = [0, *range(MANY - 1)]
    deps = ["ROOT", *["conj"] * (MANY - 1)]
    doc = Doc(load_pipeline().vocab, ["buses"] * MANY, heads=heads, deps=deps, pos=["NOUN"] * MANY)
    assert [noun.i for noun in joined(doc[0])] == list(range(MANY))
