"""A language model that is served elsewhere, asked over the chat endpoint that most model servers share.

`POST {address}/chat/completions` with `model` and `messages`, as llama.cpp, vLLM, Ollama and hosted services answer it.
Nothing is asked unless a setting names an address. What comes back is text from the outside: who asks must check it.
"""

import ipaddress
import json
import os
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx2

from sayso.errors import ModelError, SettingError

ADDRESS, MODEL, KEY = "SAYSO_MODEL_URL", "SAYSO_MODEL", "SAYSO_MODEL_KEY"
DEFAULT_MODEL = "default"  # servers of one model take any name
# Seconds: to connect, and for a whole answer. A small model on a processor writes some ten words a second.
CONNECT_SECONDS, ANSWER_SECONDS = 10.0, 300.0
# Bytes of an answer, and characters of a question. Both are far above what any caller needs.
LARGEST_ANSWER, LONGEST_QUESTION = 2_000_000, 200_000
# Answers that say "not now"; the question is put again after so many seconds each.
BUSY = frozenset({429, 502, 503, 504})
# Answers of servers that do not know `response_format`; they are asked once more without it.
UNSHAPED = frozenset({400, 422, 501})
WAITS = (1.0, 4.0)


@dataclass(frozen=True, slots=True)
class ServedModel:
    """A model at an address (`http://127.0.0.1:8080/v1`); `key` is sent as a bearer token where there is one.

    Raises SettingError for an address that is none, and for a key that would go over the open net.
    """

    address: str
    model: str = DEFAULT_MODEL
    key: str = field(default="", repr=False)
    seconds: float = ANSWER_SECONDS
    waits: tuple[float, ...] = WAITS
    settings: tuple[str, str] = (ADDRESS, KEY)  # where address and key were set, for messages

    def __post_init__(self) -> None:
        address_name, key_name = self.settings
        try:
            parts = urlsplit(self.address)
            port_fits = parts.port is None or parts.port > 0
        except ValueError:
            port_fits, parts = False, urlsplit("")
        if parts.scheme not in ("http", "https") or not parts.hostname or not port_fits or "@" in parts.netloc:
            raise SettingError(f"{address_name}: {self.address!r} is no address like http://127.0.0.1:8080/v1")
        if self.key and parts.scheme != "https" and not _loopback(parts.hostname):
            raise SettingError(f"{key_name}: a key goes over https only, or to this machine; {address_name} is http")
        if not self.key.isascii() or any(c.isspace() for c in self.key):
            raise SettingError(f"{key_name}: a key has no spaces and only ASCII characters")

    @property
    def name(self) -> str:
        """What a record says it was made by: the model and the host it is served at."""
        host = urlsplit(self.address).hostname or ""
        return f"{self.model} at {'this machine' if _loopback(host) else host}"

    def ask(self, instructions: str, text: str, *, schema: dict[str, Any] | None = None) -> str:
        """Return what the model answers to a text under instructions; raises ModelError, with what to do, for none.

        `schema`, a JSON schema, asks servers that can to keep the answer to it; the answer must be checked all the
        same. The same question is asked at temperature 0 with one seed, which makes most servers give the same answer.
        """
        if len(text) > LONGEST_QUESTION:
            raise ModelError(f"{self.name}: a question of {len(text):,} characters; {LONGEST_QUESTION:,} are the most")
        asked: dict[str, Any] = {
            "model": self.model,
            "messages": [{"role": "system", "content": instructions}, {"role": "user", "content": text}],
            "temperature": 0,
            "seed": 0,
            "stream": False,
        }
        if schema is not None:
            asked["response_format"] = {"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}}
        for wait in (*self.waits, None):
            try:
                return self._answer(asked)
            except _BusyError as busy:
                if wait is None:
                    raise ModelError(str(busy)) from None
                time.sleep(wait)
        raise AssertionError  # the last turn returns or raises

    def _answer(self, asked: dict[str, Any]) -> str:
        headers = {"accept": "application/json", "accept-encoding": "identity"}
        if self.key:
            headers["authorization"] = f"Bearer {self.key}"
        limit = httpx2.Timeout(self.seconds, connect=min(CONNECT_SECONDS, self.seconds))
        address = self.address.rstrip("/") + "/chat/completions"
        try:
            # No redirects and no proxy out of the environment: the text goes where the setting says, or nowhere.
            with (
                httpx2.Client(timeout=limit, follow_redirects=False, trust_env=False) as client,
                client.stream("POST", address, json=asked, headers=headers) as answer,
            ):
                body = self._body(answer)
                status, moved = answer.status_code, answer.is_redirect
        except httpx2.ConnectError as error:
            raise _BusyError(f"{self.address}: no model answers here ({_said(error)}); is it running?") from None
        except httpx2.TimeoutException:
            raise ModelError(f"{self.address}: no answer within {self.seconds:g} seconds") from None
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise ModelError(f"{self.address}: the answer broke off or is no HTTP ({_said(error)})") from None
        if status in BUSY:
            raise _BusyError(f"{self.address}: is too busy or not ready (status {status})")
        if moved:
            raise ModelError(f"{self.address}: sends elsewhere (status {status}); set {self.settings[0]}")
        if status in (401, 403):
            raise ModelError(f"{self.address}: refuses the key (status {status}); set {self.settings[1]}")
        if status in UNSHAPED and "response_format" in asked:
            return self._answer({name: value for name, value in asked.items() if name != "response_format"})
        if status != httpx2.codes.OK:
            raise ModelError(f"{self.address}: answers with status {status}", _one_line(body))
        return self._content(body)

    def _body(self, answer: httpx2.Response) -> bytes:
        """Return the body as it comes, of a limited size, in a limited time."""
        until = time.monotonic() + self.seconds
        parts: list[bytes] = []
        size = 0
        for part in answer.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > LARGEST_ANSWER:
                raise ModelError(f"{self.address}: the answer is larger than {LARGEST_ANSWER:,} bytes")
            if time.monotonic() > until:
                raise ModelError(f"{self.address}: the answer was not complete after {self.seconds:g} seconds")
        return b"".join(parts)

    def _content(self, body: bytes) -> str:
        try:
            [choice, *_] = json.loads(body)["choices"]
            content, reason = choice["message"]["content"], choice.get("finish_reason")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise ModelError(f"{self.address}: answers, but not as a chat endpoint does", _one_line(body)) from None
        if reason == "length":
            raise ModelError(f"{self.name}: the answer was cut off at the model's limit; serve it with a larger one")
        if not isinstance(content, str):
            raise ModelError(f"{self.name}: the answer holds no text")
        return content


def served_model(model: str = "") -> ServedModel:
    """Return the model that the settings name; raises SettingError where they name no address."""
    address = os.environ.get(ADDRESS, "")
    if not address:
        raise SettingError(f"no model is set; set {ADDRESS} to where one is served, like http://127.0.0.1:8080/v1")
    return ServedModel(address, model or os.environ.get(MODEL, "") or DEFAULT_MODEL, os.environ.get(KEY, ""))


class _BusyError(Exception):
    """The model may answer if it is asked again."""


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _one_line(body: bytes) -> str:
    return " ".join(body[:400].decode("utf-8", "replace").split())[:120] or "nothing"


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
