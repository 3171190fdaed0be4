"""A small world to fetch from: a real HTTP server on loopback with pages, feeds and faults by address."""

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import brotli
import pytest

HTML = "text/html; charset=utf-8"
BOMB = 60_000_000  # bytes that a bomb grows to


@dataclass
class Answer:
    """What the world says at one address; `cut` sends only so many bytes, `drip` a byte at a time with that pause."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    cut: int | None = None
    drip: float = 0.0
    length: int | None = None


Page = Answer | Callable[[str, dict[str, str]], Answer]


@dataclass
class Asked:
    """A request that came: its path, its headers with names in lower case, when, and how many were under way."""

    path: str
    headers: dict[str, str]
    at: float
    beside: int


class World:
    """Pages by path; what was asked of it is in `asked`."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []
        self.under_way = 0
        self.lock = threading.Lock()
        world = self

        class Handler(_Handler):
            def do_GET(self) -> None:
                world.answer(self)

        self.server = _Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.over = threading.Event()
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    def put(self, path: str, body: str | bytes = b"", kind: str = HTML, **more: Any) -> str:
        """Put a page at a path; return its address."""
        raw = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": kind, **more.pop("headers", {})}
        self.pages[path] = Answer(raw, headers=headers, **more)
        return self.url + path

    def story(self, path: str, words: str, title: str = "A story", **more: Any) -> str:
        """Put a news page at a path; return its address."""
        return self.put(path, page(words, title), **more)

    def count(self, path: str) -> int:
        """Return how often a path was asked for."""
        return sum(one.path == path for one in self.asked)

    def answer(self, handler: "_Handler") -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        with self.lock:
            self.under_way += 1
            self.asked.append(Asked(handler.path, headers, time.monotonic(), self.under_way))
        try:
            found = self.pages.get(handler.path) or Answer(b"not here", 404)
            self._say(handler, found if isinstance(found, Answer) else found(handler.path, headers))
        except OSError:
            pass  # the client went away, as it should from some of these pages
        finally:
            with self.lock:
                self.under_way -= 1

    def _say(self, handler: "_Handler", answer: Answer) -> None:
        self.over.wait(answer.slow)
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if answer.status not in (204, 304) and answer.length != -1:
            handler.send_header("Content-Length", str(len(answer.body) if answer.length is None else answer.length))
        handler.send_header("Connection", "close")
        handler.end_headers()
        body = answer.body if answer.cut is None else answer.body[: answer.cut]
        if not answer.drip:
            handler.wfile.write(body)
            return
        for n in range(len(body)):
            if self.over.wait(answer.drip):
                return
            handler.wfile.write(body[n : n + 1])
            handler.wfile.flush()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_parts: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, *_parts: Any) -> None:
        """Say nothing: broken connections are what this world is for."""


def page(words: str, title: str = "A story", head: str = "") -> str:
    """Return a news page; `words` are its paragraphs, one a line."""
    paragraphs = "".join(f"<p>{line}</p>" for line in words.split("\n"))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title>{head}"
        '<meta property="og:site_name" content="Northline News">'
        '<meta property="article:published_time" content="2023-07-14T09:00:00Z">'
        f"</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def gzip_bomb() -> bytes:
    return gzip.compress(b"\0" * BOMB, 9)


def deflate_bomb() -> bytes:
    return zlib.compress(b" " * BOMB, 9)


def brotli_bomb() -> bytes:
    return bytes(brotli.compress(b"<p>" + b"x" * BOMB, quality=5))


@pytest.fixture
def world() -> Iterator[World]:
    """A world of its own for each test."""
    made = World()
    yield made
    made.close()
