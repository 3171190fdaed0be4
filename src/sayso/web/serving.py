"""Serving: the port taken, the address said, the pages answered until the process is told to stop."""

import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from sayso.errors import SettingError
from sayso.web.app import create_app
from sayso.web.settings import Settings, checked

# How long a request may go on after the server was told to stop, in seconds.
GRACE = 10
# The most bytes of an unfinished request line and headers that are waited for.
LONGEST_HEAD = 64 * 1024


def run(settings: Settings, *, open_browser: bool, say: Callable[[str], None], page: str = "/") -> None:
    """Serve the pages until interrupted, `page` first; raises SettingError where the port cannot be had."""
    settings = checked(settings)
    app = create_app(settings)
    taken = _listen(settings)
    host, port = taken.getsockname()[:2]
    shown = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}{page}"  # noqa: S104 - compared, not bound
    say(f"sayso: {app.state.ledger.name} at {shown} (Ctrl-C stops it)")
    if open_browser:
        webbrowser.open(shown)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    uvicorn.Server(config).run(sockets=[taken])


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((settings.host.strip("[]"), settings.port))
    except OSError as error:
        taken.close()
        raise SettingError(
            f"--host {settings.host} --port {settings.port}: cannot listen there: {error.strerror}; "
            "another program may have the port; `--port 0` takes a free one"
        ) from error
    return taken
