"""Places that the joint model points to and no rule has found."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from spacy.tokens import Doc

from sayso.extract.joint_places import unlisted
from sayso.extract.joint_views import Pointed, Views
from sayso.extract.places import PlaceMention
from sayso.extract.reader import Reader
from sayso.model import Place, Report


def places(text: str, words: str, share: float = 0.9, known: Sequence[PlaceMention] = ()) -> list[Place]:
    """Return what is found where the place of the one act of a text is held to be in some words."""
    (read,) = Reader().extractions([Report(text)])
    start, end = text.index(words), text.index(words) + len(words)

    def pointed(_acts: Any, _part: str) -> Pointed:
        shares = np.zeros(len(read.doc))
        inside = [token.i for token in cast(Doc, read.doc) if start <= token.idx < end]
        shares[inside] = share / len(inside)
        return Pointed(shares, 1 - share)

    views = cast(Views, SimpleNamespace(doc=read.doc, pointed=pointed, tokens=read.views.tokens))
    return unlisted(views, [cast(Any, None)], Report(text), known, set())


@pytest.mark.parametrize(
    ("text", "words", "name", "located"),
    [
        # no capitals: the name is known, once it is known to be one
        ("six bombs exploded in medellin on friday.", "medellin", "Medellin", True),
        # a spot without a name, which no map has
        ("Gunmen opened fire at the police station.", "police station", "police station", False),
        # towns are called so, but not here
        ("A bomb went off at the church.", "church", "church", False),
        ("Two died in a blast at Gao's hospital.", "Gao's hospital", "Gao's hospital", False),
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
        ("A similar bomb went off in the same square.", "the same square"),  # told before, by its name
        ("the army shelled the front on friday.", "front"),
        ("a bomb went off in the street.", "the"),
    ],
)
def test_what_is_no_place_is_none(text: str, words: str) -> None:
    assert places(text, words) == []


def test_what_a_rule_has_found_is_not_found_again() -> None:
    text = "Rebels shelled Kafraya on Monday."
    (read,) = Reader().extractions([Report(text)])
    assert read.places
    assert places(text, "Kafraya", known=read.places) == []


def test_little_is_nothing() -> None:
    assert places("six bombs exploded in medellin on friday.", "medellin", share=0.2) == []


def test_where_a_report_was_written_is_no_place_of_its_acts() -> None:
    (read,) = Reader().extractions([Report("ADEN, Yemen (AP) - Gunmen killed five soldiers on Friday.")])
    shares = np.zeros(len(read.doc))
    shares[0] = 0.9
    views = cast(Views, SimpleNamespace(doc=read.doc, pointed=lambda *_: Pointed(shares, 0.1)))
    assert unlisted(views, [cast(Any, None)], read.report, read.places, read._skip()) == []
    assert unlisted(views, [cast(Any, None)], read.report, read.places, set())


def test_a_name_is_resolved_among_the_others_of_the_report() -> None:
    text = "Shells hit Saida and Sidon and Beirut, Lebanon. Two were killed in Tripoli."
    (read,) = Reader().extractions([Report(text)])
    known = [mention for mention in read.places if mention.place.text != "Tripoli"]
    (place,) = places(text, "Tripoli", known=known)
    assert place.country == "LBN"
