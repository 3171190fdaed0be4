"""`/healthz` and `/metrics` of the watcher, for whoever keeps an eye on it."""

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from sayso.errors import LedgerError, SettingError
from sayso.ledger.sources import healths
from sayso.watching.metrics import MEDIA_TYPE, metrics
from sayso.watching.reading_process import LONGEST_READ, LONGEST_START
from sayso.watching.watcher import Watcher

# Seconds without a turn after which the watcher counts as stuck: one report may take so long.
STUCK = LONGEST_READ + LONGEST_START


def listen(place: str, watcher: Watcher) -> Callable[[], None]:
    """Answer at HOST:PORT until the returned function is called; raises SettingError."""
    host, colon, port = place.rpartition(":")
    if not colon or not port.isdecimal() or int(port[:6]) > 65_535:
        raise SettingError(f"--listen {place}: write HOST:PORT, such as 127.0.0.1:9420")

    class Handler(_Handler):
        watched = watcher

    try:
        server = ThreadingHTTPServer((host.strip("[]") or "127.0.0.1", int(port)), Handler)
    except OSError as error:
        raise SettingError(f"--listen {place}: cannot listen there: {error.strerror}") from error
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, name="listen", daemon=True).start()
    return server.shutdown


class _Handler(BaseHTTPRequestHandler):
    watched: Watcher
    timeout = 15  # seconds in which whoever connects must ask

    def do_GET(self) -> None:
        try:
            if self.path == "/healthz":
                self._health()
            elif self.path == "/metrics":
                with self.watched.ledger.reading() as connection:
                    self._say(200, MEDIA_TYPE, metrics(healths(connection)))
            else:
                self._say(404, "text/plain", b"there are /healthz and /metrics\n")
        except LedgerError:
            self._say(503, "application/json", b'{"status": "the ledger cannot be read"}\n')

    def _health(self) -> None:
        stuck = time.monotonic() - self.watched.alive_at > STUCK
        with self.watched.ledger.reading() as connection:
            states = [one.state for one in healths(connection)]
        counts = {name: states.count(name) for name in ("ok", "failing", "new")}
        body = json.dumps({"status": "stuck" if stuck else "ok", "sources": counts})
        self._say(503 if stuck else 200, "application/json", f"{body}\n".encode())

    def _say(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_parts: Any) -> None:
        """Keep standard error for what the watcher says."""
