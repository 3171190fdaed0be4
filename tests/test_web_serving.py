"""The port that is served: what holds for every connection to it."""

import socket

import pytest

from sayso.errors import SettingError
from sayso.web.serving import listen
from sayso.web.settings import Settings


def test_no_answer_waits_for_the_word_that_its_head_has_come() -> None:
    with listen(Settings(host="127.0.0.1", port=0)) as taken, socket.create_connection(taken.getsockname()):
        served, _ = taken.accept()
        with served:
            assert served.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_a_port_that_another_program_has_is_named() -> None:
    with listen(Settings(host="127.0.0.1", port=0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingError, match=f"--port {port}: cannot listen"):
            listen(Settings(host="127.0.0.1", port=port))
