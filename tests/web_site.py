"""The pages for tests: a small ledger of invented reports, a client without a browser, a served site, a browser."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Page, expect, sync_playwright

from conftest import Read
from sayso.ledger.adding import add
from sayso.ledger.database import Ledger, open_ledger
from sayso.web.app import create_app
from sayso.web.settings import Settings
from sayso.web.templating import built

# How long a page may take to show what is expected of it, in milliseconds: the default of 5 s fails on a busy machine.
PATIENCE = 30_000
# The host name that clients without a browser ask for, as the settings have it.
HERE = "http://localhost"
BEGAN = datetime(2023, 7, 14, 12, tzinfo=UTC)
# Publisher, day of publication, title and text; each is added a day after the one before.
REPORTS = (
    (
        "Northline News",
        date(2023, 7, 14),
        "Market bombed in Nyala",
        "Warplanes bombed a market in Nyala on Thursday, killing at least 30 people, most of them children, residents "
        "said. The Sudan Doctors Union said 31 people had been killed in the air strike on the market.",
    ),
    (
        "Southline Post",
        date(2023, 7, 14),
        "Clashes near Khartoum",
        "The army clashed with the Rapid Support Forces in Omdurman on Friday, killing 12 soldiers, a doctor said. "
        "No comments: Post a Comment",
    ),
    (
        "Eastline",
        date(2023, 7, 17),
        "Army denies raid on market",
        "The Sudanese army denied on Sunday that its warplanes had bombed a market in Nyala on Thursday. "
        "The army said the Rapid Support Forces had shelled the market.",
    ),
    (
        "Northline News",
        date(2023, 7, 18),
        "Truce agreed, and broken",
        "The army and the Rapid Support Forces agreed a ceasefire in Sudan on Monday, mediators said. The Rapid "
        "Support Forces captured the town of Kutum on Tuesday, the group said. The army denied it had lost Kutum.",
    ),
    (
        "Westline",
        date(2023, 7, 20),
        "Talks in Jeddah",
        "Delegations of the army and the Rapid Support Forces held talks in Jeddah on Wednesday. Gunmen killed an aid "
        "worker in El Fasher on Wednesday, the United Nations said. Raiders attacked a village, a herder said.",
    ),
)


@dataclass(frozen=True)
class Site:
    """A served site and the ledger behind it."""

    url: str
    ledger: Ledger


@pytest.fixture(scope="session")
def filled(read: Read, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of the invented reports, read once; tests work on copies."""
    path = tmp_path_factory.mktemp("site") / "filled.db"
    fill(path, read)
    return path


def fill(path: Path, read: Read) -> None:
    """Make a ledger of the invented reports."""
    ledger = open_ledger(str(path), create=True)
    for n, (publisher, day, title, text) in enumerate(REPORTS):
        record = read(text, day=day, title=title)
        report = replace(record.report, publisher=publisher, id=f"story-{n}", url=f"https://{n}.example.org/story")
        add(ledger, replace(record, report=report), now=BEGAN + timedelta(days=n))
    ledger.close()


@pytest.fixture
def ledger(filled: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of the ledger that a test may change."""
    copy = shutil.copyfile(filled, tmp_path / "site.db")
    opened = open_ledger(str(copy))
    yield opened
    opened.close()


@pytest.fixture
def client(ledger: Ledger) -> Iterator[TestClient]:
    """A client of the pages, as the one local user."""
    with TestClient(create_app(Settings(), ledger), base_url=HERE, follow_redirects=False) as found:
        yield found


@pytest.fixture
def site(ledger: Ledger) -> Iterator[Site]:
    """The pages served on a free port of this machine."""
    with served(ledger, Settings()) as url:
        yield Site(url, ledger)


class served:  # noqa: N801 - reads as a verb where it is used
    """Serve the pages of a ledger in a thread of this process for as long as the block lasts; gives the address."""

    def __init__(self, ledger: Ledger, settings: Settings) -> None:
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        config = uvicorn.Config(create_app(settings, ledger), log_level="warning", access_log=False)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    def __exit__(self, *_error: object) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)
        self._socket.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("SAYSO_TEST_BROWSER") == "required":
            pytest.fail("Chromium is required and not installed")
        pytest.skip("Chromium is not installed")
    flags = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
    with sync_playwright() as playwright:
        # Software rendering, so that the map draws without a graphics card.
        launched = playwright.chromium.launch(
            executable_path=path,
            args=[*flags, "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        )
        expect.set_options(timeout=PATIENCE)
        yield launched
        launched.close()


@pytest.fixture
def mapped() -> None:
    """Skip what is about the map where it is not built; it is where Node.js was when the tests were set up."""
    if not built():
        pytest.skip("the map is not built: make assets")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page at a laptop's size; a fault in a script, or anything fetched from outside, fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 860})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "request",
        lambda request: (
            faults.append(f"fetched {request.url}")
            if not request.url.startswith(("http://127.0.0.1", "data:", "blob:", "about:"))
            else None
        ),
    )
    opened.on(
        "console",
        lambda said: (
            faults.append(said.text) if said.type == "error" and "Content Security Policy" in said.text else None
        ),
    )
    yield opened
    context.close()
    assert not faults, faults
