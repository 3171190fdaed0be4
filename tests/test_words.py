"""Words to look for: any text is a search, and what is marked in a text is what was looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.ledger.words import MAX_WORDS, TOKEN_LENGTH, highlight, terms, tokens

texts = st.text() | st.text(alphabet='ab "“”é\u0301İßاَب\u200f\u00adשׁ½.-')


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("market strike", [("market",), ("strike",)]),
        ('"the  Market" strike', [("the", "market"), ("strike",)]),
        ("“two towns” Straße", [("two", "towns"), ("strasse",)]),
        ('an open "quote to the end', [("an",), ("open",), ("quote", "to", "the", "end")]),
        ("al-Nyala army's", [("al", "nyala"), ("army", "s")]),
        ("Türkiye TURKIYE İzmir", [("turkiye",), ("izmir",)]),
        ("حَلَب حلب", [("حلب",)]),
        ("OR NOT * NEAR(a b)", [("or",), ("not",), ("near", "a"), ("b",)]),
        ('"" ??? \x00', []),
        ("x" * 500, [("x" * TOKEN_LENGTH,)]),
    ],
)
def test_what_a_search_looks_for(search: str, found: list[tuple[str, ...]]) -> None:
    assert terms(search) == found


def test_a_very_long_search_counts_as_far_as_its_first_words() -> None:
    assert sum(map(len, terms(" ".join(f"w{n}" for n in range(1000))))) == MAX_WORDS


@pytest.mark.parametrize(
    ("text", "search", "marked"),
    [
        ("Warplanes hit a Market, the market of Hama.", "market", ["Market", "market"]),
        ("The army said the army left.", '"the army" left', ["The army", "the army", "left"]),
        ("The army left", 'army "army left"', ["army left"]),
        ("Fighting near Jisr e\u0301sh-Shughur", "ésh", ["e\u0301sh"]),
        ("قصف الطيران مدينة حَلَبَ أمس", "حلب", ["حَلَبَ"]),
        ("soft\u00adware and a\u200bb", "software ab", ["soft\u00adware", "a\u200bb"]),
        ("nothing here", "strike", []),
        ("nothing here", "", []),
    ],
)
def test_what_is_marked(text: str, search: str, marked: list[str]) -> None:
    assert [text[start:end] for start, end in highlight(text, search)] == marked


@given(texts, texts)
def test_what_is_marked_lies_in_the_text_and_is_what_was_looked_for(text: str, search: str) -> None:
    wanted, last = terms(search), 0
    for start, end in highlight(text, search):
        assert last <= start < end <= len(text)
        assert tokens(text[start:end]) in wanted
        last = end


@given(texts)
def test_a_text_has_every_word_of_itself(text: str) -> None:
    found = tokens(text)
    assert tokens(" ".join(found)) == found
    if found:
        assert highlight(text, found[0])[0][0] <= text.index(text.lstrip()) + len(text)
        assert sum(len(tokens(text[a:b])) for a, b in highlight(text, " ".join(found[:MAX_WORDS]))) >= min(
            len(found), MAX_WORDS
        )
