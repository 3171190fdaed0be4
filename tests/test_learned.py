"""Learned models: their files are the ones measured, and what they decide can be read from their weights."""

import hashlib

import pytest

from conftest import Tell
from sayso.errors import KnowledgeError
from sayso.extract.linear import LinearModel, linear_model
from sayso.knowledge import measured
from sayso.knowledge.files import locate, read_yaml

MODELS = sorted(read_yaml("models/digests.yaml"))
SMALL, SMALL_GRAPH = 1_000_000, 30_000_000


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_the_one_that_was_measured(name: str) -> None:
    data = locate(f"models/{name}").read_bytes()
    assert hashlib.sha256(data).hexdigest() == read_yaml("models/digests.yaml")[name]
    assert len(data) < (SMALL_GRAPH if name.endswith(".onnx") else SMALL)
    assert locate(f"models/{name.split('.')[0].split('_pieces')[0]}.md").is_file()


def test_every_model_file_has_a_digest() -> None:
    files = {item.name for item in locate("models").iterdir() if item.name.endswith((".json", ".onnx"))}
    assert files == set(MODELS)


def test_a_model_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "read_yaml", lambda _name: {"event_place.json": "0" * 64})
    linear_model.cache_clear()
    with pytest.raises(KnowledgeError, match="train the model anew"):
        linear_model("event_place")
    linear_model.cache_clear()


def test_the_likeliest_option_and_why() -> None:
    model = LinearModel({"near": 2.0, "far": -1.0, "none": 0.5})
    best, odds = model.choose([["none"], ["near", "near", "unknown"], ["far"]])
    assert best == 1
    assert sum(odds) == pytest.approx(1)
    assert odds[1] > odds[0] > odds[2]
    assert model.reasons(["far", "near", "unknown"]) == [("near", 2.0), ("far", -1.0)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A police official in Nairobi said gunmen killed four people in Lamu on Monday.", "Lamu"),
        ("Thousands of people marched through Lagos, calling on the government to end the fighting.", "Lagos"),
        ("Gunmen shot dead two soldiers at Karvenagar on Saturday.", "Karvenagar"),
        ("A bomb exploded near the Bolo junction in Cotabato, killing two people.", "Bolo"),
        ("In the town of Beni, fighters killed a nurse, the governor told reporters in Goma.", "Beni"),
    ],
)
def test_which_place_belongs_to_the_act(tell: Tell, text: str, place: str) -> None:
    assert place in tell(text)[0].place


def test_a_place_in_the_act_s_own_phrase_is_surer_than_the_last_one_told(tell: Tell) -> None:
    own = tell("Rebels shelled Misrata on Monday, killing four people.")[0].event
    before = tell("The convoy left Misrata. Later four people were killed when rebels opened fire on a bus.")[0].event
    assert own.place is not None and before.place is not None
    assert own.place_probability is not None and before.place_probability is not None
    assert own.place_probability > before.place_probability + 0.1


def test_every_act_and_account_says_how_sure_it_is(tell: Tell) -> None:
    for told in tell(
        "Rebels shelled Misrata on Monday, residents said. The army denied that it had used chlorine there."
    ):
        assert told.event.probability is not None and 0.05 <= told.event.probability <= 0.98
        assert all(a.probability is not None and 0.05 <= a.probability <= 0.98 for a in told.event.accounts)
        assert (told.event.place_probability is None) == (told.event.place is None)


def test_a_score_does_not_hang_on_the_order_in_which_features_are_added() -> None:
    model = LinearModel({"much": 1e16, "little": 1.0, "as much again": -1e16})
    assert model.score(["much", "little", "as much again"]) == 1.0
