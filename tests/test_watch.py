"""Watching a small world: what is new is read once, whatever happens to a source, a page or the watcher itself."""

import os
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from export_reader import stub
from fetching_sample import PATIENT, STORY
from sayso.cli import app
from sayso.intake.fetching import FetchSettings
from sayso.ledger.database import Ledger, open_ledger
from sayso.ledger.sources import Health, Watched, healths
from sayso.watching.reading_process import ReadingProcess
from sayso.watching.sources_file import Source
from sayso.watching.watcher import Watcher
from world import Answer, World, world

__all__ = ["world"]
OTHER = "Gunmen killed an aid worker in El Fasher on Wednesday, the United Nations said in a statement to reporters."


@pytest.fixture
def book(tmp_path: Path) -> Ledger:
    return open_ledger(str(tmp_path / "war.db"), create=True)


def feed(world: World, path: str, *links: str, updated: str = "2023-07-14T09:00:00Z", **more: object) -> str:
    entries = "".join(
        f'<entry><title>T</title><link href="{link}"/><updated>{updated}</updated></entry>' for link in links
    )
    body = f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'
    return world.put(path, body, kind="application/atom+xml", **more)


def source(name: str, url: str, kind: str = "feed", **more: object) -> Source:
    return Source(Watched(name, kind, url, 60), **more)  # type: ignore[arg-type]


def once(book: Ledger, *sources: Source, settings: FetchSettings = PATIENT) -> dict[str, Health]:
    """Look at sources one time with a stand-in for the reader; return how they do."""
    said: list[str] = []
    watcher = Watcher(book, list(sources), settings, ReadingProcess(make_reader=stub), said.append, once=True)
    watcher.run()
    return state(book)


def state(book: Ledger) -> dict[str, Health]:
    with book.reading() as connection:
        return {one.name: one for one in healths(connection)}


def wait_until(true: Callable[[], bool], seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.05)


def test_what_a_feed_lists_is_read_once(world: World, book: Ledger) -> None:
    url = feed(world, "/feed", world.story("/a", STORY), world.story("/b", OTHER), headers={"ETag": '"f1"'})
    found = once(book, source("N", url))["N"]
    assert (found.state, found.counts["read"], found.counts["waiting"]) == ("ok", 2, 0)
    assert found.succeeded_at is not None and found.last_read_at is not None
    again = once(book, source("N", url))["N"]
    assert again.counts["read"] == 2
    assert world.count("/a") == world.count("/b") == 1
    assert world.count("/feed") == 2 and world.asked[-1].headers["if-none-match"] == '"f1"'


def test_an_entry_that_says_it_changed_is_asked_for_but_read_only_if_it_did(world: World, book: Ledger) -> None:
    link = world.story("/a", STORY, headers={"ETag": '"a1"'})
    url = feed(world, "/feed", link)
    once(book, source("N", url))
    feed(world, "/feed", link, updated="2023-07-15T09:00:00Z")
    assert once(book, source("N", url))["N"].counts["known"] == 1
    assert world.count("/a") == 2 and world.asked[-1].headers["if-none-match"] == '"a1"'
    feed(world, "/feed", link, updated="2023-07-16T09:00:00Z")
    world.story("/a", f"{STORY}\n{OTHER}", headers={"ETag": '"a2"'})
    assert once(book, source("N", url))["N"].counts["read"] == 1


def test_an_etag_that_changes_each_time_makes_nothing_new(world: World, book: Ledger) -> None:
    world.story("/a", STORY)
    url = feed(world, "/feed", world.url + "/a")
    plain = world.pages["/feed"]
    assert isinstance(plain, Answer)
    world.pages["/feed"] = lambda *_: replace(plain, headers={"ETag": f'"{len(world.asked)}"'})
    for _ in range(3):
        assert once(book, source("N", url))["N"].counts["read"] == 1
    assert world.count("/a") == 1


def test_one_address_in_two_sources_is_read_once(world: World, book: Ledger) -> None:
    link = world.story("/a", STORY)
    first, second = feed(world, "/one", link), feed(world, "/two", f"{link}?utm_source=two")
    found = once(book, source("One", first), source("Two", second))
    assert found["One"].counts["read"] + found["Two"].counts["read"] == 1
    assert sum("/a" in one.path for one in world.asked) == 1


def test_a_sitemap_of_sitemaps_and_an_index_page(world: World, book: Ledger) -> None:
    world.story("/news/1", STORY)
    world.story("/news/2", OTHER)
    world.put("/part.xml", "<urlset><url><loc>/news/1</loc><lastmod>2023-07-14</lastmod></url></urlset>", "text/xml")
    part = "<sitemap><loc>/part.xml</loc><lastmod>2023-07-14</lastmod></sitemap>"
    root = world.put("/map.xml", f"<sitemapindex>{part}</sitemapindex>", "text/xml")
    page = world.put("/", '<a href="/news/2">Two</a><a href="/about">About</a>')
    both = (source("Map", root, "sitemap"), source("Page", page, "index", links=("/news/*",)))
    found = once(book, *both)
    assert found["Map"].counts["read"] == found["Page"].counts["read"] == 1
    once(book, *both)
    assert world.count("/part.xml") == world.count("/about") + 1 == 1  # its index says that it has not changed


@pytest.mark.parametrize("path", ["/none", "/text", "/cut"])
def test_a_source_that_fails_is_said_to_and_the_others_go_on(world: World, book: Ledger, path: str) -> None:
    world.put("/text", "no feed at all")
    world.put("/cut", "<rss>" + " " * 500, cut=3)
    good = feed(world, "/feed", world.story("/a", STORY))
    found = once(book, source("Bad", world.url + path), source("Good", good))
    assert (found["Bad"].state, found["Bad"].failures) == ("failing", 1)
    assert path in found["Bad"].error and found["Bad"].error_at is not None
    assert (found["Good"].state, found["Good"].counts["read"]) == ("ok", 1)
    assert once(book, source("Bad", world.url + path))["Bad"].failures == 2
    fixed = once(book, source("Bad", good))["Bad"]
    assert (fixed.state, fixed.failures, fixed.error) == ("ok", 0, "")


def test_pages_that_cannot_be_read_are_counted_and_not_asked_for_again(world: World, book: Ledger) -> None:
    world.put("/list", "<html><body><a href=/x>x</a></body></html>")
    world.story("/raise", f"{STORY} They raise dust.")
    url = feed(world, "/feed", *(world.url + path for path in ("/gone", "/list", "/raise")), world.story("/a", STORY))
    counts = once(book, source("N", url))["N"].counts
    assert counts == {"waiting": 1, "read": 1, "known": 0, "unread": 1, "failed": 1}
    once(book, source("N", url))
    assert world.count("/gone") == world.count("/list") == 1


def test_a_page_that_kills_the_reader_costs_only_itself(world: World, book: Ledger) -> None:
    bad = world.story("/bad", f"{STORY} Many die.")
    url = feed(world, "/feed", bad, world.story("/a", STORY))
    counts = once(book, source("N", url))["N"].counts
    assert (counts["read"], counts["waiting"]) == (1, 1)


def test_a_stuck_source_does_not_block_a_good_one(world: World, book: Ledger) -> None:
    """The stuck one, on a host of its own, drips for a minute; the good one is read meanwhile."""
    stuck = feed(world, "/stuck", drip=0.3).replace("127.0.0.1", "localhost")
    good = feed(world, "/feed", world.story("/a", STORY))
    sources = [source("Stuck", stuck), source("Good", good)]
    watcher = Watcher(book, sources, PATIENT, ReadingProcess(make_reader=stub), print)
    thread = threading.Thread(target=watcher.run)
    thread.start()
    wait_until(lambda: world.count("/stuck") == 1)
    wait_until(lambda: "Good" in state(book) and state(book)["Good"].counts["read"] == 1)
    assert state(book)["Stuck"].checked_at is None
    watcher.stop.set()
    thread.join(10)
    assert not thread.is_alive()


# ---- the command


def toml(tmp_path: Path, url: str, every: str = "1m") -> Path:
    file = tmp_path / "sources.toml"
    file.write_text(f'[[source]]\nname = "N"\nfeed = "{url}"\nevery = "{every}"\npublisher = "Northline"\n')
    return file


Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the watcher as users do; whatever becomes of the test, it is ended."""
    started: list[subprocess.Popen[str]] = []

    def start(file: Path, *more: str) -> "subprocess.Popen[str]":
        started.append(_started(tmp_path, file, *more))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()
        if one.stderr:
            one.stderr.close()


def _started(tmp_path: Path, file: Path, *more: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "sayso", "watch", str(file), "--ledger", str(tmp_path / "war.db"), *more]
    env = {**os.environ, "SAYSO_ALLOW": "127.0.0.0/8"}
    return subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command


def counted(tmp_path: Path) -> dict[str, int]:
    try:
        with open_ledger(str(tmp_path / "war.db")) as book:
            return state(book)["N"].counts
    except Exception:  # not made yet
        return {"read": 0}


@pytest.mark.slow
def test_killed_and_started_again_it_goes_on_where_it_was(world: World, tmp_path: Path, start: Start) -> None:
    links = [world.story(f"/{n}", f"{STORY} Report {n} of the series says so, and that is all.") for n in range(6)]
    url = feed(world, "/feed", *links, headers={"ETag": '"f1"'})
    plain = world.pages["/feed"]
    assert isinstance(plain, Answer)
    # The feed says that nothing has changed to whoever has it: what was listed must be in the ledger.
    world.pages["/feed"] = lambda _path, headers: Answer(status=304) if "if-none-match" in headers else plain
    file = toml(tmp_path, url)
    watcher = start(file)
    wait_until(lambda: counted(tmp_path)["read"] >= 1)
    watcher.kill()
    watcher.communicate()
    before = counted(tmp_path)
    assert 1 <= before["read"] < 6, before
    done = start(file, "--once")
    said = done.communicate(timeout=120)[1]
    assert done.returncode == 0, said
    assert counted(tmp_path) == {"waiting": 0, "read": 6, "known": 0, "unread": 0, "failed": 0}, said
    with open_ledger(str(tmp_path / "war.db")) as book, book.reading() as connection:
        from sqlalchemy import func, select

        from sayso.ledger import tables as t

        assert connection.scalar(select(func.count()).select_from(t.version)) == 6
    assert max(world.count(f"/{n}") for n in range(6)) <= 2
    told = CliRunner().invoke(app, ["sources", "--ledger", str(tmp_path / "war.db")])
    assert told.stdout.startswith("ok N: last success ") and "6 read" in told.stdout


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_cleanly_and_tells_its_health_meanwhile(
    world: World, tmp_path: Path, start: Start, how: signal.Signals
) -> None:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = feed(world, "/feed", world.story("/a", STORY))
    watcher = start(toml(tmp_path, url), "--listen", f"127.0.0.1:{port}")
    wait_until(lambda: counted(tmp_path)["read"] == 1)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
        assert answer.status == 200 and b'"ok": 1' in answer.read()
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        text = answer.read().decode()
    assert 'sayso_source_up{source="N"} 1.0' in text
    assert 'sayso_source_addresses{source="N",state="read"} 1.0' in text
    watcher.send_signal(how)
    said = watcher.communicate(timeout=120)[1]
    assert watcher.returncode == 0, said
    assert "ok N: last success" in said and "Traceback" not in said


def test_check_tells_mistakes_and_fetches_nothing(world: World, tmp_path: Path) -> None:
    file = toml(tmp_path, world.url + "/feed")
    assert "1 source, no mistakes" in CliRunner().invoke(app, ["watch", str(file), "--check"]).stdout
    file.write_text('[[source]]\nname = "N"\nfed = "x"\n')
    wrong = CliRunner().invoke(app, ["watch", str(file), "--check"])
    assert wrong.exit_code == 2 and f"sayso: {file}:3: fed: is no key of a source" in wrong.stderr
    assert world.asked == []


def test_sources_as_json_and_csv(world: World, book: Ledger, tmp_path: Path) -> None:
    once(book, source("=1+1", feed(world, "/feed", world.story("/a", STORY))))
    where = ["--ledger", str(tmp_path / "war.db")]
    assert '"read": 1' in CliRunner().invoke(app, ["sources", *where, "-f", "json"]).stdout
    assert "\n'=1+1,feed," in CliRunner().invoke(app, ["sources", *where, "-f", "csv"]).stdout
