"""The joint model: what it sees in a text, whatever the text."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import KnowledgeError
from sayso.extract import joint
from sayso.extract.joint import joint_model
from sayso.knowledge import measured

TEXT = "Rebels shelled the village of Kafraya on Monday, killing ten people, residents said. The army denied it."


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def test_the_word_for_an_act_is_told_from_the_others() -> None:
    sight = joint_model().see(TEXT)
    assert sight.is_told(span("shelled")) > 0.5 > sight.is_told(span("village"))
    kinds = sight.kind(span("shelled"))
    assert max(kinds, key=lambda kind: kinds[kind]) == "shelling"
    assert sum(kinds.values()) == pytest.approx(1, abs=1e-3)


def test_a_telling_points_to_who_did_it_where_and_when() -> None:
    sight = joint_model().see(TEXT)
    told = span("shelled")
    for role, words in (("agent", "Rebels"), ("place", "Kafraya"), ("time", "on Monday")):
        assert sight.pointer(told, role).share(span(words)) > 0.4, role
    assert sight.pointer(told, "agent").share(span("residents")) < 0.2


def test_a_telling_points_to_the_voices() -> None:
    sight = joint_model().see(TEXT)
    voices = sight.pointer(span("shelled"), "asserts")
    assert voices.most(span("residents")) > voices.most(span("village"))


def test_a_long_text_is_seen_in_windows_and_every_piece_once() -> None:
    text = " ".join([TEXT] * 60)
    sight = joint_model().see(text)
    assert len(sight) > 2 * joint_model().window
    last = text.rindex("shelled")
    assert sight.is_told((last, last + 7)) > 0.5
    apart, beside = sight.sameness([span("shelled", text), span("killing", text), (last, last + 7)])[0, [2, 1]]
    assert np.isnan(apart)  # too far apart to be seen together
    assert 0 < beside < 1


def test_many_tellings_asked_at_once_are_seen_as_each_alone() -> None:
    text = " ".join([TEXT] * 40)
    model = joint_model()
    sight = model.see(text)
    at = [text.index("shelled"), text.index("killing"), text.rindex("shelled"), text.index("denied", len(text) // 2)]
    spans = [(start, start + 7) for start in at]
    asked = 0
    for pointing in sight.pointing(spans):
        for row, number in enumerate(pointing.numbers):
            for column, part in enumerate(sight.parts):
                alone = sight.pointer(spans[number], part)
                assert alone.first == pointing.first
                assert np.allclose(alone.odds, pointing.odds[column, row], atol=1e-5)
                assert alone.none == pytest.approx(float(pointing.none[column, row]), abs=1e-5)
                asked += 1
    assert asked == len(spans) * len(sight.parts)
    together = sight.sameness(spans)
    for one, other in ((0, 1), (0, 2), (1, 3)):
        pair = sight.sameness([spans[one], spans[other]])[0, 1]
        assert np.allclose(together[one, other], pair, atol=1e-5, equal_nan=True)


def test_the_same_text_is_seen_the_same_way() -> None:
    one, other = (joint_model().see(TEXT).told() for _ in range(2))
    assert np.array_equal(one, other)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.integers(0, 300), st.integers(0, 20))
def test_no_text_breaks_it_and_shares_are_shares(text: str, start: int, length: int) -> None:
    sight = joint_model().see(text)
    here = (start, start + length)
    assert 0 <= sight.is_told(here) <= 1
    for role in ("agent", "target", "place", "time"):
        pointer = sight.pointer(here, role)
        assert -1e-3 <= pointer.share((0, len(text))) + pointer.none <= 1 + 1e-3
    for stance in ("asserts", "denies"):
        assert 0 <= sight.pointer(here, stance).most((0, len(text))) <= 1


def test_a_model_that_was_changed_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "read_yaml", lambda name: {})
    with pytest.raises(KnowledgeError, match=r"joint\.onnx: its digest .* train the model anew"):
        joint.JointModel()


@given(st.integers(0, 3000), st.integers(2, 520), st.integers(0, 200))
def test_windows_hold_every_piece_are_alike_and_overlap(pieces: int, window: int, overlap: int) -> None:
    overlap = min(overlap, window // 2)
    cuts = joint.cuts(pieces, window, overlap)
    assert {i for cut in cuts for i in cut} == set(range(pieces))
    assert all(0 < len(cut) <= window for cut in cuts)
    assert len({len(cut) for cut in cuts}) <= 1
    assert all(one.stop - other.start >= overlap for one, other in pairwise(cuts))
    assert len(cuts) == 1 or len(cuts) == -(-(pieces - overlap) // (window - overlap)) or not cuts
