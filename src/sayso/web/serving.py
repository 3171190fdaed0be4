"""Serving: the port taken, the address said, the pages answered until the process is told to stop."""

import asyncio
import logging
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from sayso.access import people
from sayso.errors import SaysoError, SettingError
from sayso.ledger.database import Ledger
from sayso.ledger.overview import Overview
from sayso.web.app import create_app
from sayso.web.settings import Access, Settings, checked

# How long a request may go on after the server was told to stop, in seconds.
GRACE = 10
# The most bytes of an unfinished request line and headers that are waited for.
LONGEST_HEAD = 64 * 1024
# How long an unused connection is kept, and how long the first request on one is waited for, in seconds.
KEPT, HEAD = 5, 15
# The most connections at a time; more are answered 503. Threads that work on them are 40.
AT_ONCE = 500


def run(settings: Settings, *, open_browser: bool, say: Callable[[str], None], page: str = "/") -> None:
    """Serve the pages until interrupted, `page` first; raises SettingError where the port cannot be had."""
    settings = checked(settings)
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("sayso.web").setLevel(logging.INFO)
    app = create_app(settings)
    if settings.access is Access.ACCOUNTS:
        _admin_there(app.state.ledger)
    taken = listen(settings)
    app.state.ledger.share()
    host, port = taken.getsockname()[:2]
    shown = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}{page}"  # noqa: S104 - compared, not bound
    say(f"sayso: {app.state.ledger.name} at {shown} (Ctrl-C stops it)")
    if open_browser:
        webbrowser.open(shown)
    # The columns of a large ledger take a while to read: begin before somebody asks.
    threading.Thread(target=_warm, args=(app.state.overview,), name="overview", daemon=True).start()
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,  # `rates.asker` reads them, and only when asked to
        timeout_keep_alive=KEPT,
        limit_concurrency=AT_ONCE,
        http=Patient,
        timeout_graceful_shutdown=GRACE,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    uvicorn.Server(config).run(sockets=[taken])


def _warm(overview: Overview) -> None:
    try:
        overview.refresh()
    except SaysoError as error:  # whoever asks first is told again
        logging.getLogger("sayso.web").warning("the overview could not be read: %s", error)


class Patient(H11Protocol):
    """The protocol of the server, which hangs up on who connects and does not ask."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self.loop.call_later(HEAD, self._hang_up)

    def _hang_up(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.close()


def _admin_there(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        if not people.admins(connection):
            raise SettingError("--accounts: there is no admin yet; add one with `sayso accounts add NAME --role admin`")


def listen(settings: Settings) -> socket.socket:
    """Return a socket that takes connections at the address of the settings; raises SettingError where it cannot be."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    # What is accepted inherits it. Else the body of every answer on a kept connection waits some 40 ms for the reader's
    # word that the head has come.
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        taken.bind((settings.host.strip("[]"), settings.port))
        taken.listen(AT_ONCE)  # now, so that whoever is told the address can ask: what comes before we answer waits
    except OSError as error:
        taken.close()
        raise SettingError(
            f"--host {settings.host} --port {settings.port}: cannot listen there: {error.strerror}; "
            "another program may have the port; `--port 0` takes a free one"
        ) from error
    return taken
