"""Learned models: their files are the ones measured, and what they decide can be read from their weights."""

import hashlib
from pathlib import Path

import pytest

from conftest import Tell
from sayso.errors import KnowledgeError
from sayso.extract import linear
from sayso.extract.linear import LinearModel, linear_model
from sayso.knowledge.files import locate, read_yaml

MODELS = sorted(read_yaml("models/digests.yaml"))


@pytest.mark.parametrize("name", MODELS)
def test_a_model_is_the_one_that_was_measured(name: str) -> None:
    data = locate(f"models/{name}.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == read_yaml("models/digests.yaml")[name]
    assert len(data) < 1_000_000
    assert locate(f"models/{name}.md").is_file()


def test_every_model_file_has_a_digest() -> None:
    files = {Path(item.name).stem for item in locate("models").iterdir() if item.name.endswith(".json")}
    assert files == set(MODELS)


def test_a_model_that_was_changed_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear, "read_yaml", lambda _name: {"event_place": "0" * 64})
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
