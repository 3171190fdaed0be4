"""Places that the joint model points to and no rule has found."""

from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from spacy.tokens import Doc

from sayso.extract.joint_places import unlisted
from sayso.extract.joint_views import Pointed, Views
from sayso.extract.reader import Reader
from sayso.model import Place, Report


def places(text: str, words: str, share: float = 0.9, known: list[Place] | None = None) -> list[Place]:
    """Return what is found where the place of the one act of a text is held to be in some words."""
    (read,) = Reader().extractions([Report(text)])
    start, end = text.index(words), text.index(words) + len(words)

    def pointed(_acts: Any, _part: str) -> Pointed:
        shares = np.zeros(len(read.doc))
        inside = [token.i for token in cast(Doc, read.doc) if start <= token.idx < end]
        shares[inside] = share / len(inside)
        return Pointed(shares, 1 - share)

    views = cast(Views, SimpleNamespace(doc=read.doc, pointed=pointed, tokens=read.views.tokens))
    return unlisted(views, [cast(Any, None)], Report(text), known if known is not None else [])


@pytest.mark.parametrize(
    ("text", "words", "name", "located"),
    [
        # no capitals: the name is known, once it is known to be one
        ("six bombs exploded in medellin on friday.", "medellin", "Medellin", True),
        # a spot without a name, which no map has
        ("Gunmen opened fire at the police station.", "police station", "police station", False),
        # a name that no list has
        ("Two soldiers died in Zarvashta on Friday.", "Zarvashta", "Zarvashta", False),
    ],
)
def test_what_is_pointed_to_is_a_place(text: str, words: str, name: str, located: bool) -> None:
    (place,) = places(text, words)
    assert place.name == name
    assert (place.lat is not None) == located
    assert text[place.span.start : place.span.end] == place.text == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The army shelled the city on Friday.", "the city"),  # of nothing named
        ("De Mistura began a round of meetings.", "De Mistura"),  # somebody
        ("They died in Syrian jails.", "Syrian"),
        ("The army shelled its positions.", "positions"),
    ],
)
def test_what_is_no_place_is_none(text: str, words: str) -> None:
    assert places(text, words) == []


def test_what_a_rule_has_found_is_not_found_again() -> None:
    text = "Rebels shelled Kafraya on Monday."
    (read,) = Reader().extractions([Report(text)])
    known = [mention.place for mention in read.places]
    assert known
    assert places(text, "Kafraya", known=known) == []


def test_little_is_nothing() -> None:
    assert places("six bombs exploded in medellin on friday.", "medellin", share=0.2) == []
