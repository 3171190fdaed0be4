"""A model served elsewhere: asked once, answered in text, and every fault of it said in one line."""

import json
import socket
import time

import pytest

from model_server import Answer, model_server, said
from sayso.errors import ModelError, SettingError
from sayso.served_model import LARGEST_ANSWER, ServedModel, served_model


def test_a_question_and_its_answer() -> None:
    with model_server(lambda _body: said("Shells hit Nyala.")) as (address, asked):
        model = ServedModel(address, "tiny", key="secret")
        assert model.ask("Translate.", "سقطت قذائف على نيالا.") == "Shells hit Nyala."
    [question] = asked
    assert (question["path"], question["model"], question["temperature"]) == ("/v1/chat/completions", "tiny", 0)
    assert [message["content"] for message in question["messages"]] == ["Translate.", "سقطت قذائف على نيالا."]
    assert question["authorization"] == "Bearer secret"
    assert "secret" not in repr(model)
    assert model.name == "tiny at this machine"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((404, {}, b"no such model"), "answers with status 404: no such model"),
        ((401, {}, b""), "refuses the key"),
        ((307, {"location": "http://elsewhere.example/"}, b""), "sends elsewhere"),
        ((200, {}, b"<html>hello</html>"), "not as a chat endpoint does: <html>hello</html>"),
        ((200, {}, b'{"choices": []}'), "not as a chat endpoint does"),
        ((200, {}, b"[" * 100_000), "not as a chat endpoint does"),
        (said("Shells hit", "length"), "cut off at the model's limit"),
        ((200, {}, json.dumps({"choices": [{"message": {"content": None}}]}).encode()), "holds no text"),
        ((200, {}, b"x" * (LARGEST_ANSWER + 1)), "larger than 2,000,000 bytes"),
        ((200, {"content-length": "500"}, b"short"), "within 1 seconds|broke off"),
    ],
)
def test_what_is_no_answer_is_said(answer: Answer, message: str) -> None:
    with model_server(lambda _body: answer) as (address, asked), pytest.raises(ModelError, match=message):
        ServedModel(address, seconds=1).ask("", "text")
    assert len(asked) == 1


def test_one_that_is_busy_is_asked_again() -> None:
    answers = [(503, {}, b"loading"), (429, {}, b""), said("yes")]
    with model_server(lambda _body: answers.pop(0)) as (address, asked):  # type: ignore[return-value]
        assert ServedModel(address, waits=(0, 0)).ask("", "text") == "yes"
    assert len(asked) == 3


def test_one_that_stays_busy_is_given_up() -> None:
    with model_server(lambda _body: (503, {}, b"")) as (address, asked), pytest.raises(ModelError, match="too busy"):
        ServedModel(address, waits=(0,)).ask("", "text")
    assert len(asked) == 2


def test_one_that_never_answers_is_left() -> None:
    def slow(_body: object) -> Answer:
        time.sleep(0.5)
        return said("late")

    with model_server(slow) as (address, _asked), pytest.raises(ModelError, match=r"no answer within 0\.1 seconds"):
        ServedModel(address, seconds=0.1).ask("", "text")


def test_where_nothing_listens_it_says_so() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
    with pytest.raises(ModelError, match="no model answers here"):
        ServedModel(address, waits=()).ask("", "text")


@pytest.mark.parametrize(
    "address", ["", "localhost:8080", "ftp://host/v1", "http://", "http://u:p@host/v1", "http://h:x/", "file:///etc"]
)
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(SettingError, match="is no address like"):
        ServedModel(address)


def test_a_key_does_not_go_over_the_open_net() -> None:
    with pytest.raises(SettingError, match="over https only"):
        ServedModel("http://models.example/v1", key="secret")
    assert ServedModel("https://models.example/v1", key="secret").name == "default at models.example"


def test_no_model_is_asked_unless_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SAYSO_MODEL_URL", raising=False)
    with pytest.raises(SettingError, match="set SAYSO_MODEL_URL"):
        served_model()
    monkeypatch.setenv("SAYSO_MODEL_URL", "http://localhost:1/v1")
    monkeypatch.setenv("SAYSO_MODEL", "tiny")
    assert served_model().name == "tiny at this machine"
